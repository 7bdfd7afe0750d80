"""The chat page as a visitor meets it: a real server, the real pipeline, a real browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pypdf
from playwright.sync_api import expect

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
FIRST_QUESTION = "Can I accept a parent's friend request?"
STAFF_CLAUSE = (
    "Staff will not use personal social media accounts to contact students or parents, nor should "
    "any contact be accepted, except in circumstances whereby prior approval has been given by the "
    "headteacher."
)
CONCERN = "A girl in my class told me that her stepdad hits her with a zebra-striped belt"


def words(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def test_first_question_is_answered_with_the_whole_clause_and_its_source(visit):
    visit.page.get_by_role("button", name=FIRST_QUESTION).click()
    quote = visit.page.locator("figure.pa-quote", has_text=STAFF_CLAUSE)
    expect(quote).to_be_visible(timeout=60_000)
    for part in (
        "Social Media Policy",
        "Page 5",
        "Version 1.0",
        "Review date February 2025: overd",
    ):
        expect(quote.locator("figcaption")).to_contain_text(part)
    expect(visit.page.locator(".pa-verdict").first).to_contain_text(
        re.compile(r"It depends|No(?!t)")
    )
    expect(visit.page.get_by_role("log")).to_contain_text(STAFF_CLAUSE)


def test_every_quote_stands_word_for_word_in_the_policy(visit):
    visit.ask("Can pupils use social media in school?")
    pdf = pypdf.PdfReader(ROOT / "policies" / "social-media-policy.pdf")
    policy = words("".join(page.extract_text() for page in pdf.pages))
    quotes = visit.page.locator("figure.pa-quote", has_text="Mulbarton")
    assert quotes.count() > 0
    for clause in quotes.locator("p.pa-clause").all_text_contents():
        assert words(clause) in policy


def test_clause_is_shown_marked_on_its_page(visit):
    visit.ask(FIRST_QUESTION)
    visit.page.get_by_text(re.compile("Show on page")).first.click()
    picture = visit.page.locator(".pa-whole img").first
    expect(picture).to_be_visible()
    assert "with the quoted clause marked" in (picture.get_attribute("alt") or "")
    assert picture.evaluate("image => image.naturalWidth") >= 900


def test_sample_is_marked_and_shown_in_its_section(visit):
    visit.ask("Who checks consent before a photo is published?")
    quote = visit.page.locator("[class*='st-key-quote-']", has_text="SAMPLE – not adopted").first
    expect(quote).to_be_visible()
    quote.get_by_text("Show in its section").click()
    expect(quote.locator("mark")).to_be_visible()


def test_role_goes_with_the_question(visit):
    visit.page.get_by_role("radio", name="Parent or carer").click()
    expect(visit.page.get_by_role("button", name="Can I send a friend request")).to_be_visible()
    visit.ask("Can I send a friend request to a teacher?")
    expect(visit.page.get_by_text("Asked as: parent or carer")).to_be_visible()
    expect(visit.page.locator("figure.pa-quote").first).to_contain_text(
        "Parents and pupils will not send friend requests to staff."
    )


def test_live_concern_gets_the_card_and_its_words_are_kept_nowhere(visit):
    visit.ask(CONCERN)
    card = visit.page.locator(".pa-card")
    expect(card).to_contain_text("Typing here has reported nothing")
    expect(card).to_contain_text("Ms Dee")
    expect(card).to_contain_text("999")
    expect(visit.page.get_by_text("[message not kept]")).to_be_visible()
    expect(visit.page.get_by_role("button", name="Helpful", exact=True)).to_have_count(0)
    assert "zebra" not in visit.page.content()
    stored = (
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    )
    assert "zebra" not in visit.page.evaluate(stored)
    visit.ask("What does the policy say about passwords?")
    assert "zebra" not in visit.page.content()
    kept = [file for file in visit.site.folder.rglob("*") if file.is_file()]
    assert not any(b"zebra" in file.read_bytes() for file in (*kept, visit.site.log))


def test_nothing_is_asked_of_any_other_machine(visit):
    visit.ask(FIRST_QUESTION)
    visit.page.get_by_text(re.compile("Show (on page|in its)")).first.click()
    visit.settle()
    visit.page.get_by_role("button", name="Not helpful").click()
    visit.settle()
    visit.page.get_by_role("link", name="Library").click()
    visit.page.get_by_role("heading", name="Policy library").wait_for()
    visit.settle()
    outside = [
        address
        for address in visit.requests
        if not re.match(r"(http|ws)://127\.0\.0\.1:\d+/|data:|blob:", address)
    ]
    assert visit.requests and outside == []


def test_markup_in_a_question_is_shown_and_not_obeyed(visit):
    question = "Is <img src=x onerror=\"document.title='broken'\"> **allowed** on `social media`?"
    visit.ask(question)
    expect(visit.page.locator("p.pa-asked").first).to_have_text(question)
    assert visit.page.title() != "broken"


def test_long_message_is_refused_and_given_back(visit):
    visit.ask("May I post this? " * 130)
    expect(visit.page.locator(".pa-trouble")).to_contain_text("the limit is 2,000")
    box = visit.page.get_by_test_id("stChatInputTextArea")
    assert box.input_value().startswith("May I post this?")


def test_long_disclosure_gets_the_card_and_no_refusal(visit):
    visit.ask(CONCERN + ". It has been going on for a long time." * 60)
    expect(visit.page.locator(".pa-card")).to_be_visible()
    expect(visit.page.locator(".pa-trouble")).to_have_count(0)


def test_rating_is_kept_without_the_question(visit):
    visit.ask(FIRST_QUESTION)
    visit.page.get_by_role("button", name="Not helpful").click()
    visit.page.get_by_text("It was hard to understand").click()
    visit.page.get_by_role("button", name="Send", exact=True).click()
    expect(visit.page.get_by_text("Your rating and the clauses")).to_be_visible()
    with visit.site.records() as records:
        kept = records.feedback.since(LONG_AGO)[-1]
    assert (kept.rating, kept.reason) == ("down", "unclear") and kept.clause_ids
    assert "friend" not in repr(kept)


def test_saved_answer_needs_nothing_else(visit, tmp_path):
    visit.ask(FIRST_QUESTION)
    clause = visit.page.locator("p.pa-clause").first.text_content()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Save", exact=True).click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    visit.page.goto(saved.as_uri())
    expect(visit.page.locator("p.pa-clause").first).to_have_text(clause)
    assert not re.search(r"(src|href)=|url\(|@import", saved.read_text(encoding="utf-8"))


def test_new_conversation_forgets_the_old_one(visit):
    visit.ask(FIRST_QUESTION)
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.page.get_by_role("button", name=FIRST_QUESTION)).to_be_visible()
    expect(visit.page.locator("figure.pa-quote")).to_have_count(0)


def test_without_a_chat_model_nothing_speaks_of_one(visit):
    visit.ask(FIRST_QUESTION)
    expect(visit.page.locator("#pa-seen-by, .pa-waiting, .pa-other-words")).to_have_count(0)
    visit.sign_in("DSL desk")
    expect(visit.page.get_by_role("link", name="Records")).to_be_visible()
    expect(visit.page.get_by_text("Chat model")).to_have_count(0)


def test_page_is_only_this_product(visit):
    expect(visit.page.get_by_text("Policy Assistant", exact=True)).to_be_visible()
    expect(visit.page.get_by_text("Hill School", exact=True)).to_be_visible()
    expect(visit.page.get_by_text("Typing here reports nothing to anyone.")).to_be_visible()
    for name in ("Deploy", "Main menu"):
        expect(visit.page.get_by_role("button", name=name)).to_have_count(0)


def test_narrow_page_needs_no_sideways_scrolling_and_has_big_targets(narrow_visit):
    narrow_visit.ask(FIRST_QUESTION)
    page = narrow_visit.page
    page.get_by_text(re.compile("Show (on page|in its)")).first.click()
    narrow_visit.settle()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.stApp *')]
            .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
            .filter(e => e.scrollWidth > e.clientWidth + 1).length"""
    )
    assert wide == 0
    small = page.evaluate(
        """() => [...document.querySelectorAll('.stMainBlockContainer :is(button, a, summary)')]
            .map(e => [e.innerText, e.getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
            .map(([name]) => name)"""
    )
    assert small == []
