"""The desk from a volunteer's question to guidance that goes out of date, in a real browser."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pypdf
import pytest
from docx import Document as WordDocument
from playwright.sync_api import Page, expect

from assistant.records.entries import InboxState

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BEFORE = """# Kite Flying Policy

Version: 1.0

Review date: March 2030

## Kites at school

- Volunteers must not fly kites on the playground, except where the caretaker has agreed.
- Pupils should leave kites in the porch.
"""
AFTER = BEFORE.replace("the caretaker has agreed", "the headteacher has agreed in writing").replace(
    "Version: 1.0", "Version: 2.0"
)
QUESTION = "Can volunteers sell kites to Jayden Okafor's parents?"
NEXT_ASKER = "can volunteers sell kites to a parent?"
ADVICE = "Please do not sell anything in school. Bring kites to the office if you find them."


def part_box(page: Page, name: str):
    return page.get_by_label(name, exact=True).first


def upload(visit, tmp_path, text: str) -> None:
    file = tmp_path / "kite-flying-policy.md"
    file.write_text(text, encoding="utf-8")
    page = visit.page
    visit.press(page.get_by_role("link", name="Library"))
    page.get_by_role("heading", name="Policy library").wait_for()
    visit.settle()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    visit.press(page.get_by_role("button", name="Read and add"))
    page.locator(".pa-report", has_text="kite-flying-policy.md").wait_for()
    visit.settle()


def desk(visit, place: str) -> None:
    visit.press(visit.page.get_by_role("link", name="DSL desk"))
    visit.page.get_by_role("heading", name="DSL desk").wait_for()
    visit.settle()
    visit.press(visit.page.get_by_role("radio", name=place))
    visit.settle()


def ask_page(visit) -> None:
    visit.press(visit.page.get_by_role("link", name="Ask"))
    visit.page.get_by_test_id("stChatInputTextArea").wait_for()
    visit.settle()


@pytest.mark.parametrize("path", ["desk", "leadership", "records"])
def test_pages_behind_the_sign_in_show_nothing_to_a_visitor(visit, path):
    visit.page.goto(f"{visit.site.url}/{path}")
    expect(visit.page.get_by_text("Sign in to open this page")).to_be_visible()
    expect(visit.page.get_by_text("Inbox")).to_have_count(0)
    expect(visit.page.get_by_text("Audit trail")).to_have_count(0)


def test_question_becomes_guidance_that_goes_out_of_date(visit, tmp_path):
    page = visit.page
    visit.sign_in("Library")
    upload(visit, tmp_path, BEFORE)

    # A volunteer asks, and sends what no policy answers.
    ask_page(visit)
    visit.press(page.get_by_role("radio", name="Volunteer"))
    visit.ask(QUESTION)
    visit.press(page.get_by_role("button", name="Send to the DSL’s inbox").last)
    expect(page.locator(".pa-to-send")).to_contain_text("[name]")
    expect(page.locator(".pa-to-send")).not_to_contain_text("Okafor")
    visit.press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_text("Sent to the DSL’s inbox").last).to_be_visible()

    # It waits at the desk; a reply is drafted and can't be signed while blanks are left.
    desk(visit, "Inbox")
    row = page.locator("[class*='st-key-row-']", has_text="sell kites")
    expect(row).to_contain_text("Asked once (1 volunteer)")
    visit.press(row.get_by_text("Draft a reply"))
    visit.press(row.get_by_role("button", name="Draft the reply"))
    expect(page.get_by_text("DRAFT – not sent", exact=True)).to_be_visible()
    expect(page.locator("figure.pa-quote", has_text="must not fly kites")).to_be_visible()
    expect(page.get_by_role("heading", name="Before it can be signed")).to_be_visible()

    # A clause typed into the reply with one word changed is caught and named.
    advice = part_box(page, "Advice")
    altered = "Volunteers may fly kites on the playground, except where the caretaker has agreed."
    advice.fill(altered)
    part_box(page, "What happens next").fill("I will tell all volunteers by Friday.")
    visit.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(page.locator(".pa-faults")).to_contain_text("must not")
    part_box(page, "Advice").fill(ADVICE)

    # A name typed into the draft is shown before anything is kept.
    part_box(page, "What happens next").fill("I will tell Jayden Okafor by Friday.")
    visit.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    expect(page.locator(".pa-to-send")).not_to_contain_text("Okafor")
    visit.press(page.get_by_role("button", name="Save it like this"))
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(part_box(page, "What happens next")).to_have_value("I will tell [name] by Friday.")
    expect(page.locator(".pa-faults")).to_have_count(0)

    # The draft says on every page that it isn't sent.
    for label, suffix in (("Word", "docx"), ("PDF", "pdf")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).click()
        saved = tmp_path / f"draft.{suffix}"
        download.value.save_as(saved)
    pages = pypdf.PdfReader(tmp_path / "draft.pdf").pages
    assert all("DRAFT – not sent" in p.extract_text() for p in pages)
    assert any(ADVICE in p.text for p in WordDocument(str(tmp_path / "draft.docx")).paragraphs)

    visit.press(page.get_by_text("I have read the reply"))
    visit.press(page.get_by_role("button", name="Sign", exact=True))
    expect(page.get_by_text("Signed by Ms Dee, Designated Safeguarding Lead")).to_be_visible()

    # Published, it stands under the next asker's answer.
    visit.press(page.get_by_text("Publish as guidance"))
    visit.press(page.get_by_role("button", name="Check for names"))
    visit.press(page.get_by_role("button", name="Publish", exact=True))
    expect(page.get_by_text("The chat shows it from now on")).to_be_visible()
    ask_page(visit)
    visit.press(page.get_by_role("radio", name="Volunteer"))
    visit.ask(NEXT_ASKER)
    guidance = page.locator("[class*='st-key-turn-']").last.locator(".pa-guidance")
    expect(guidance).to_contain_text("Please do not sell anything in school.")
    expect(guidance).to_contain_text("Ms Dee, Designated Safeguarding Lead")

    # The policy is replaced with the clause changed: the guidance says that it is out of date.
    upload(visit, tmp_path, AFTER)
    ask_page(visit)
    visit.ask("Can volunteers sell kites to parents?")
    guidance = page.locator("[class*='st-key-turn-']").last.locator(".pa-guidance")
    expect(guidance).to_contain_text("Out of date")
    desk(visit, "Guidance")
    expect(page.locator(".pa-guidance-stale")).to_be_visible()

    with visit.site.records() as records:
        assert not records.inbox.list(InboxState.OPEN)
        assert records.audit.verify() is None
        actions = {(entry.action, entry.kind) for entry in records.audit.entries()}
    assert {("sign", "reply"), ("publish", "guidance"), ("in", "sign_in")} <= actions


def test_live_concern_is_neither_sent_nor_counted_with_words(visit):
    visit.ask("A girl in my class told me that her stepdad hits her with a purple-spotted belt")
    expect(visit.page.get_by_role("button", name="Send to the DSL’s inbox")).to_have_count(0)
    visit.sign_in("DSL desk")
    visit.page.get_by_label("The message").fill("Her stepdad hits her with a purple-spotted belt")
    visit.press(visit.page.get_by_role("button", name="Check for names"))
    expect(visit.page.locator(".pa-trouble")).to_contain_text("nothing of it was kept")
    kept = [file for file in visit.site.folder.rglob("*") if file.is_file()]
    assert not any(b"purple-spotted" in file.read_bytes() for file in kept)


def test_script_tags_and_an_enormous_paste_stay_text(visit):
    visit.sign_in("DSL desk")
    page = visit.page
    script = "<script>alert(1)</script> may staff fly kites? "
    page.get_by_label("The message").fill(script * 1000)
    visit.press(page.get_by_role("button", name="Check for names"))
    expect(page.locator(".pa-trouble")).to_contain_text("the most is 2,000")
    expect(page.get_by_label("The message")).to_have_value(script * 1000)  # nothing is lost
    page.get_by_label("The message").fill(script * 30)
    visit.press(page.get_by_role("button", name="Check for names"))
    expect(page.locator(".pa-to-send")).to_contain_text("<script>alert(1)</script>")
    visit.press(page.get_by_role("button", name="Don’t add it"))
    expect(page.get_by_label("The message")).to_be_visible()


def test_locked_database_is_told_and_nothing_typed_is_lost(visit):
    visit.sign_in("DSL desk")
    page = visit.page
    page.get_by_label("The message").fill("Can I take a photo of the school roof?")
    visit.press(page.get_by_role("button", name="Check for names"))
    expect(page.locator(".pa-to-send")).to_contain_text("roof")
    file = visit.site.folder / "records" / "records.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # another program is writing, and doesn't end
        visit.press(page.get_by_role("button", name="Add to the inbox"))
        expect(page.locator(".pa-trouble")).to_contain_text("nothing was changed")
        other.execute("ROLLBACK")
    expect(page.locator(".pa-to-send")).to_contain_text("roof")
    visit.press(page.get_by_role("button", name="Add to the inbox"))
    expect(page.get_by_text("Added to the inbox.")).to_be_visible()


def test_volunteer_comes_by_a_link_of_their_own_until_it_is_withdrawn(visit, browser):
    visit.sign_in("DSL desk")
    desk(visit, "Personal links")
    page = visit.page
    page.get_by_label("Name of the person").fill("Pat Example")
    visit.press(page.get_by_role("button", name="Make a link"))
    link = page.get_by_test_id("stCode").inner_text().strip()
    visitor = browser.new_context()
    theirs = visitor.new_page()
    theirs.goto(link)
    expect(theirs.locator("h1")).to_have_text("Are you Pat Example?")
    theirs.goto(link.replace("/induction?", "/?"))  # the chat by the same link
    expect(theirs.get_by_text("Welcome, Pat Example.")).to_be_visible()
    expect(theirs.get_by_role("radio", name="Volunteer")).to_be_checked()
    row = page.locator("[class*='st-key-link-']", has_text="Pat Example")
    visit.press(row.get_by_role("button", name="Withdraw"))
    expect(page.get_by_text("The link of Pat Example is withdrawn.")).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_text("This link has been withdrawn")).to_be_visible()
    theirs.goto(f"{visit.site.url}/?link=guessed")
    expect(theirs.get_by_text("This link isn’t known here")).to_be_visible()
    visitor.close()
