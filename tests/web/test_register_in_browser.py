"""The office's side of inductions in a real browser: paths, questions, register, certificates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.access.roles import Role
from assistant.bootstrap import build
from assistant.desk.administering import make_link
from assistant.desk.bootstrap import build_desk
from assistant.induction.bootstrap import Inductions, build_induction
from assistant.induction.record.codes import new_code
from assistant.induction.way import Stage
from assistant.induction.words import words_sha256
from assistant.records.entries import Actor
from assistant.records.induction_entries import InductionRecord, InductionRole, QuizState
from assistant.settings import load_settings
from tests.web.conftest import PASSPHRASE, Site, Visit

DSL = Actor("Ms Dee", "passphrase", (Role.DSL,))
NUMBER = "482913"
HATS = """# Hat Policy

Version: 1.0

Review date: March 2030

## Hats

This policy is for all staff and volunteers.

- Teaching staff must not wear tall hats in the hall, except where the headteacher has agreed.
- Teaching staff must tell the caretaker about every lost hat.
"""
CHANGED = HATS.replace("Version: 1.0", "Version: 2.0").replace("tall hats", "hats of any kind")


@dataclass(frozen=True)
class Behind:
    """The services on the site's own records and library, as a visitor's phone uses them."""

    inductions: Inductions

    def declare(self, person: str) -> InductionRecord:
        """A teacher's whole way from the link to the declaration."""
        visits, now = self.inductions.visits, datetime.now(UTC)
        visitor = visits.claim(self.invite(person), NUMBER, now)
        visits.begin(visitor, now)
        steps = visits.way(visitor, now).steps
        visits.mark_read(visitor, {s.clause.clause_id: words_sha256(s.clause) for s in steps}, now)
        while (here := visits.way(visitor, now)).stage is Stage.QUIZ:
            if here.asked is None:
                visits.begin_quiz(visitor, now)
                continue
            asked = here.asked
            visits.answer(visitor, asked.attempt.attempt_id, asked.position, asked.item.right, now)
        return visits.declare(visitor, visits.declaration(visitor, now), now)

    def invite(self, person: str) -> str:
        """A teacher's new link, as its token."""
        office = self.inductions.office
        return make_link(office.records, DSL, person, InductionRole.TEACHING, 30)

    def put_in_use(self, role: InductionRole) -> int:
        """Puts the proposed path in use; its edition."""
        office = self.inductions.office
        before = office.path(DSL, role)
        items = office.proposal(DSL, role).items
        return office.put_in_use(DSL, role, items, before.revision if before else 0).revision


@contextmanager
def behind(site: Site) -> Iterator[Behind]:
    settings = load_settings(site.folder / "school.toml")
    assistant = build(settings)
    desk = build_desk(settings, assistant)
    with desk.records:
        yield Behind(build_induction(settings, desk))


@pytest.fixture(scope="module")
def hats(site: Site, browser: Browser) -> None:
    """A policy of this module's own, so that what other modules approve is left alone."""
    page = browser.new_page()
    page.set_default_timeout(60_000)
    page.goto(site.url)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    visit = Visit(page, site, [])
    visit.sign_in("Library")
    upload(visit, HATS)
    page.context.close()


def upload(visit: Visit, words: str) -> None:
    file = Path(visit.site.folder) / "hat-policy.md"
    file.write_text(words, encoding="utf-8")
    page = visit.page
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Policy library").wait_for()
    visit.settle()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    visit.press(page.get_by_role("button", name="Read and add"))
    page.locator(".pa-report", has_text="hat-policy.md").wait_for()
    visit.settle()


def desk(visit: Visit, place: str) -> None:
    visit.page.get_by_role("link", name="DSL desk").click()
    visit.page.get_by_role("heading", name="DSL desk").wait_for()
    visit.settle()
    visit.page.get_by_role("radio", name=place).click()
    visit.settle()


def choose(visit: Visit, label: str, option: str) -> None:
    page = visit.page
    page.get_by_role("combobox", name=re.compile(rf"{re.escape(label)}$")).click()
    page.get_by_role("option", name=option, exact=True).click()
    visit.settle()


def press(visit: Visit, name: str) -> None:
    visit.page.get_by_role("button", name=name, exact=True).first.click()
    visit.settle()


@pytest.fixture
def second_visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """Another computer on which somebody is signed in to the desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{site.url}/desk")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in with the passphrase").click()
    page.get_by_text("Signed in as").wait_for()
    yield Visit(page, site, [])
    context.close()


# Paths -----------------------------------------------------------------------------------------


def open_paths(visit: Visit, role: str) -> None:
    desk(visit, "Induction paths")
    choose(visit, "Path for", role)


def test_a_path_is_proposed_changed_and_put_in_use_and_nobody_overwrites_another(
    visit, second_visit, hats
):
    page = visit.page
    visit.sign_in("DSL desk")
    open_paths(visit, "Support staff")
    expect(page.get_by_text("PROPOSED – not in use")).to_be_visible()
    with visit.site.records() as records:
        assert records.paths.current(InductionRole.SUPPORT) is None  # looking puts nothing in use
    first = page.locator("[class*='st-key-line-'] .pa-clause").first
    clause = first.inner_text()

    # A plain-English line that names somebody isn't kept until it is taken out.
    press(visit, "Change")
    page.get_by_label(re.compile("In plain English")).fill("Ask Jayden Okafor first.")
    press(visit, "Keep")
    expect(page.get_by_role("alert")).to_contain_text("Okafor")
    page.get_by_label(re.compile("In plain English")).fill("Ask the office first.")
    press(visit, "Keep")
    expect(page.locator(".pa-plain-english").first).to_contain_text("Ask the office first.")
    expect(first).to_have_text(clause)

    press(visit, "Put in use")
    expect(page.get_by_text("In use from now on, as edition 1.")).to_be_visible()
    expect(page.get_by_text("put in use by Ms Dee")).to_be_visible()
    with visit.site.records() as records:
        kept = records.paths.current(InductionRole.SUPPORT)
    assert kept is not None
    assert "Ask the office first." in [item.gloss for item in kept.items]
    assert "PROPOSED" not in page.inner_text("body")

    # Two people change it: the second is told, sees both, and loses nothing.
    open_paths(second_visit, "Support staff")
    press(second_visit, "Leave out")
    press(visit, "Move down")
    press(visit, "Put in use")
    expect(page.get_by_text("In use from now on, as edition 2.")).to_be_visible()
    press(second_visit, "Leave out")
    expect(second_visit.page.get_by_text("Yours isn’t in use.")).to_be_visible()
    expect(second_visit.page.get_by_text("On theirs alone")).to_be_visible()
    press(second_visit, "Put mine in use instead")
    expect(second_visit.page.get_by_text("In use from now on, as edition 3.")).to_be_visible()
    with visit.site.records() as records:
        now = records.paths.current(InductionRole.SUPPORT)
    assert now is not None and len(now.items) < len(kept.items)


def test_what_was_changed_on_the_page_outlives_a_policy_that_is_replaced_meanwhile(
    visit, second_visit, hats
):
    page = visit.page
    visit.sign_in("DSL desk")
    open_paths(visit, "Teaching staff")
    press(visit, "Change")
    page.get_by_label(re.compile("In plain English")).fill("Ask the office first.")
    press(visit, "Keep")
    replaced = HATS.replace("Version: 1.0", "Version: 1.1").replace("lost hat", "lost bonnet")
    upload(second_visit, replaced)
    page.get_by_role("button", name="Next group").click()
    visit.settle()
    expect(page.locator(".pa-trouble")).to_contain_text("The policies have changed.")
    expect(page.get_by_role("button", name="Put in use", exact=True)).to_have_count(0)
    press(visit, "Bring it up to date")
    page.locator(".st-key-paths-whole summary").click()
    whole = page.locator(".pa-path")
    expect(whole).to_contain_text("Ask the office first.")
    expect(whole.locator("ins", has_text="bonnet")).to_be_visible()
    press(visit, "Give my changes up")
    expect(page.get_by_text("Your changes are given up.")).to_be_visible()
    page.locator(".st-key-paths-whole summary").click()
    expect(whole).to_contain_text("lost bonnet")
    expect(whole).not_to_contain_text("Ask the office first.")
    upload(second_visit, HATS)


def test_a_clause_is_left_out_found_again_and_put_back(visit, hats):
    page = visit.page
    visit.sign_in("DSL desk")
    open_paths(visit, "Supply staff or student on placement")
    words = page.locator("[class*='st-key-line-'] .pa-clause").first.inner_text()
    press(visit, "Leave out")
    page.locator(".st-key-paths-off summary").click()
    page.get_by_label("Find by words of the clause or its policy").fill(words[:60])
    page.keyboard.press("Enter")
    visit.settle()
    off = page.locator("[class*='st-key-off-']", has_text=words)
    expect(off).to_contain_text("You left it out just now.")
    off.get_by_role("button", name="Put on the path").click()
    visit.settle()
    expect(page.locator("[class*='st-key-line-']", has_text=words)).to_be_visible()


def test_what_was_left_out_is_not_told_as_new_again_and_can_be_taken_back_in(
    visit, second_visit, hats
):
    page = visit.page
    visit.sign_in("DSL desk")
    open_paths(visit, "Supply staff or student on placement")
    words = page.locator("[class*='st-key-line-'] .pa-clause").first.inner_text()
    press(visit, "Leave out")
    press(visit, "Put in use")
    with visit.site.records() as records:
        path = records.paths.current(InductionRole.SUPPLY)
    assert path is not None and path.left_out

    # The next version of a policy: what is new comes up, what was left out doesn't.
    more = "- Teaching staff must hang up their hats.\n"
    upload(second_visit, HATS.replace("Version: 1.0", "Version: 1.1") + more)
    open_paths(visit, "Supply staff or student on placement")
    expect(page.get_by_text("One clause binds this role and is new")).to_be_visible()
    putting = page.locator(".st-key-paths-putting")
    expect(putting).to_contain_text("One new clause isn’t on it.")
    page.locator(".st-key-paths-off summary").click()
    off = page.locator("[class*='st-key-off-']")
    expect(off.first).to_contain_text("hang up their hats")
    expect(off.first).to_contain_text("is new here")
    left = off.filter(has_text=words)
    expect(left).to_contain_text("was left out when the path was put in use")
    press(visit, "Put in use")
    # Other tests put this path in use too: its edition is whatever comes next.
    expect(page.get_by_text(f"as edition {path.revision + 1}.")).to_be_visible()
    expect(putting).to_contain_text("Nothing is changed here.")
    with visit.site.records() as records:
        path = records.paths.current(InductionRole.SUPPLY)
    assert path is not None

    # Taken back in, it is on the path and left out no more.
    if not page.get_by_label("Find by words of the clause or its policy").is_visible():
        page.locator(".st-key-paths-off summary").click()
    page.get_by_label("Find by words of the clause or its policy").fill(words[:60])
    page.keyboard.press("Enter")
    visit.settle()
    left.get_by_role("button", name="Put on the path").click()
    visit.settle()
    press(visit, "Put in use")
    expect(page.get_by_text(f"as edition {path.revision + 1}.")).to_be_visible()
    with visit.site.records() as records:
        back = records.paths.current(InductionRole.SUPPLY)
    assert back is not None and len(back.left_out) == len(path.left_out) - 1
    assert words in [" ".join(item.kept.quote.text.split()) for item in back.items]
    upload(second_visit, HATS)


# Questions -------------------------------------------------------------------------------------


def test_questions_are_proposed_approved_changed_and_retired(visit, hats):
    page = visit.page
    visit.sign_in("DSL desk")
    desk(visit, "Quiz")
    press(visit, "Propose questions")
    expect(page.locator(".pa-done")).to_contain_text(re.compile("proposed|Nothing new"))
    with visit.site.records() as records:
        mine = [i for i in records.quiz.list() if "Hat" in i.kept.quote.policy_title]
        assert mine and not any(i.state is QuizState.APPROVED for i in mine)
    question = mine[0].question

    choose(visit, "Question", question)
    shown = page.locator(".st-key-quiz-item")
    expect(shown).to_contain_text("✓ Right:")
    expect(shown.locator(".pa-clause")).to_contain_text("hat")
    press(visit, "Approve")
    expect(page.get_by_text(f"Approved: {question}")).to_be_visible()
    expect(shown).not_to_contain_text(question)  # the next one has come to its place
    with visit.site.records() as records:
        assert records.quiz.find([mine[0].item_id])[mine[0].item_id].approved_by == "Ms Dee"

    # A change makes it a proposed one again.
    choose(visit, "Show", "In use")
    choose(visit, "Question", question)
    press(visit, "Change")
    page.get_by_label("Question", exact=True).fill("")
    press(visit, "Save")
    expect(page.get_by_role("alert")).to_contain_text("The question is empty.")
    page.get_by_label("Question", exact=True).fill("May teaching staff wear a very tall hat?")
    press(visit, "Save")
    expect(page.get_by_text("Saved. It is among the questions to approve.")).to_be_visible()
    with visit.site.records() as records:
        assert records.quiz.find([mine[0].item_id])[mine[0].item_id].state is QuizState.PROPOSED

    # No reason, no retiring.
    choose(visit, "Show", "To approve")
    choose(visit, "Question", "May teaching staff wear a very tall hat?")
    page.get_by_text("Retire this question").click()
    press(visit, "Retire")
    expect(page.locator(".pa-trouble")).to_contain_text("Say why")
    page.get_by_label(re.compile("Why")).fill("Too silly.")
    press(visit, "Retire")
    expect(page.get_by_text("It isn’t asked any more")).to_be_visible()


def test_a_question_is_written_on_a_clause_and_a_conflict_loses_no_words(visit, second_visit, hats):
    page = visit.page
    visit.sign_in("DSL desk")
    desk(visit, "Quiz")
    page.get_by_role("radio", name="Write one").click()
    visit.settle()
    choose(visit, "Policy", "Hat Policy")
    page.get_by_label("Find by words of the clause").fill("lost hat")
    page.keyboard.press("Enter")
    visit.settle()
    expect(page.locator("figure.pa-quote")).to_contain_text("every lost hat")
    press(visit, "Write a question on this clause")
    page.get_by_label("Question", exact=True).fill("You find a lost hat. Whom do you tell?")
    page.get_by_role("textbox", name="Option 1").fill("The caretaker")
    page.get_by_role("textbox", name="Option 2").fill("The cook")
    press(visit, "Save")
    expect(page.get_by_text("Saved. It is among the questions to approve.")).to_be_visible()

    for each in (visit, second_visit):
        desk(each, "Quiz")
        each.page.get_by_role("radio", name="Questions").click()
        each.settle()
        choose(each, "Question", "You find a lost hat. Whom do you tell?")
        press(each, "Change")
    page.get_by_role("textbox", name="Option 3").fill("Nobody")
    press(visit, "Save")
    theirs = second_visit.page
    theirs.get_by_role("textbox", name="Option 3").fill("The vet")
    press(second_visit, "Save")
    expect(theirs.get_by_text("Your changes are not saved yet.")).to_be_visible()
    expect(theirs.get_by_text("Nobody")).to_be_visible()
    expect(theirs.get_by_role("textbox", name="Option 3")).to_have_value("The vet")
    press(second_visit, "Save mine over it")
    expect(theirs.get_by_text("Saved. It is among the questions to approve.")).to_be_visible()


def test_a_clause_is_marked_as_in_conflict_and_nothing_is_asked_about_it(visit, hats):
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 2400})
    visit.sign_in("DSL desk")
    desk(visit, "Quiz")
    press(visit, "Propose questions")
    expect(page.locator(".pa-done")).to_contain_text(re.compile("proposed|Nothing new"))
    with visit.site.records() as records:
        proposed = records.quiz.list(QuizState.PROPOSED)
    questions = [item.question for item in proposed]
    hat = [item for item in proposed if "Hat" in item.kept.quote.policy_title]
    item = next(item for item in hat if questions.count(item.question) == 1)
    other = "tall hats" if "lost hat" in item.kept.quote.text else "lost hat"
    choose(visit, "Question", item.question)
    page.get_by_text("It clashes: don’t ask about it").click()
    page.wait_for_timeout(1000)  # a list that opens while this still unfolds shuts again
    choose(visit, "Clashes with a clause of", "Hat Policy")
    page.get_by_label("Find by words of the clause").fill(other)
    page.keyboard.press("Enter")
    visit.settle()
    press(visit, "Mark as in conflict")
    expect(page.locator(".pa-trouble")).to_contain_text("Choose one clause, or two that clash.")
    page.get_by_role("combobox", name="Clause", exact=True).click()
    page.get_by_role("option").filter(has_text=other).click()
    visit.settle()
    expect(page.locator("figure.pa-quote", has_text=other)).to_be_visible()

    # Another reason has to be told; what reads like a worry isn't kept.
    choose(visit, "Why? This is kept.", "Another reason")
    press(visit, "Mark as in conflict")
    expect(page.locator(".pa-trouble")).to_contain_text("Say why")
    choose(visit, "Why? This is kept.", "One forbids what the other allows.")
    press(visit, "Mark as in conflict")
    expect(page.get_by_text("Marked as in conflict. Nothing is asked about it.")).to_be_visible()
    with visit.site.records() as records:
        (clash,) = records.quiz_clashes.standing()
        entry = records.audit.entries()[-1]
    assert len(clash.clauses) == 2 and clash.marked_by == "Ms Dee"
    assert (entry.action, entry.kind) == ("mark", "quiz_clash")

    # It can't be approved, and says why; the mark stands in a list of its own.
    choose(visit, "Question", item.question)
    shown = page.locator(".st-key-quiz-item")
    expect(shown).to_contain_text("Its clause is marked as in conflict")
    expect(shown).to_contain_text("Marked by Ms Dee")
    expect(page.get_by_role("button", name="Approve", exact=True)).to_be_disabled()
    page.get_by_role("radio", name="In conflict").click()
    visit.settle()
    listed = page.locator(f".st-key-quiz-mark-{clash.clash_id}")
    expect(listed.locator("figure.pa-quote")).to_have_count(2)
    listed.get_by_text("Take it back").click()
    press(visit, "Take the mark back")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(page.get_by_text("No clause is marked.")).to_be_visible()
    page.get_by_role("radio", name="Questions").click()
    visit.settle()
    choose(visit, "Question", item.question)
    expect(page.get_by_role("button", name="Approve", exact=True)).to_be_enabled()


# Register and certificates ---------------------------------------------------------------------


def test_the_register_from_an_invitation_to_a_stale_certificate(visit, hats, tmp_path):
    page = visit.page
    with behind(visit.site) as services:
        services.put_in_use(InductionRole.TEACHING)
        record = services.declare("Jo Register")
        services.declare("Kim Register")
        services.invite("=Sam Register")
    visit.sign_in("DSL desk")
    page.get_by_role("link", name="Register").click()
    expect(page.get_by_text("beside the single central record")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("register")
    page.keyboard.press("Enter")
    visit.settle()
    rows = page.locator("[class*='st-key-register-'] .pa-register-row")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text="Jo Register")).to_contain_text("Current")
    expect(rows.filter(has_text="=Sam Register")).to_contain_text("Invited")

    # One is verified; the certificate says by whom.
    jo = page.locator(f".st-key-register-{record.record_id}")
    jo.get_by_role("button", name="Verify").click()
    page.get_by_role("button", name="Yes, confirm").click()
    expect(page.get_by_text("Confirmed: Jo Register made the declaration.")).to_be_visible()
    expect(jo.get_by_role("button", name="Verify")).to_have_count(0)
    with page.expect_download() as download:
        jo.get_by_role("button", name="Certificate").click()
    assert download.value.suggested_filename.startswith("certificate-jo-register-")
    download.value.save_as(tmp_path / "certificate.pdf")
    printed = pypdf.PdfReader(tmp_path / "certificate.pdf").pages[0].extract_text()
    assert "Ms Dee" in printed and record.certificate_code in printed
    assert "School-issued" in printed

    # Those alone whom nobody has verified; the file holds those alone.
    page.get_by_text("Only declarations that nobody has verified yet").click()
    visit.settle()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Kim Register")
    page.get_by_text("Only declarations that nobody has verified yet").click()
    visit.settle()
    expect(rows).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    download.value.save_as(tmp_path / "register.csv")
    table = list(csv.DictReader(io.StringIO((tmp_path / "register.csv").read_text("utf-8-sig"))))
    assert [line["standing"] for line in table] == ["invited", "current", "current"]
    assert table[0]["name"] == "'=Sam Register"  # no formula
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PDF").click()
    download.value.save_as(tmp_path / "register.pdf")
    text = pypdf.PdfReader(tmp_path / "register.pdf").pages[0].extract_text()
    assert "single central record" in text and "Kim Register" in text

    # A forgotten number is freed for another to be chosen.
    jo.get_by_role("button", name="Free the number").click()
    page.get_by_role("button", name="Yes, free it").click()
    expect(page.get_by_text("The number is free: Jo Register chooses a new one")).to_be_visible()

    # The certificate is current until a policy that it rests on changes.
    code = record.certificate_code
    page.goto(f"{visit.site.url}/certificate?code={code.lower().replace('-', ' ')}")
    expect(page.get_by_text("Genuine, and current")).to_be_visible()
    expect(page.get_by_text("Verified for the school")).to_be_visible()
    page.goto(visit.site.url)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    visit.sign_in("Library")
    upload(visit, CHANGED)
    page.goto(f"{visit.site.url}/certificate?code={code}")
    expect(page.get_by_text("Genuine, but no longer current")).to_be_visible()
    expect(page.locator(".pa-outcome")).to_contain_text("“Hat Policy” was replaced")
    page.goto(visit.site.url)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    visit.sign_in("DSL desk")
    page.get_by_role("link", name="Register").click()
    choose(visit, "Standing", "Out of date")
    expect(rows.filter(has_text="Jo Register")).to_contain_text("Changed since: “Hat Policy”.")

    # The path shows the clause in its new words, and what was put in use.
    open_paths(visit, "Teaching staff")
    page.locator(".st-key-paths-whole summary").click()
    expect(page.locator(".pa-path ins", has_text="of any kind")).to_be_visible()


def test_wrong_codes_stand_for_nothing_and_lock_nobody_out(visit):
    page = visit.page
    told = page.get_by_text("This code stands for no certificate of this school.")
    page.goto(f"{visit.site.url}/certificate?code=guessed")
    expect(told).to_be_visible()
    box = page.get_by_label("Certificate code", exact=True)
    for _ in range(3):  # well made, and nobody's
        box.fill(new_code())
        press(visit, "Check")
        expect(told).to_be_visible()


def test_the_register_shows_nothing_to_a_visitor(visit):
    visit.page.goto(f"{visit.site.url}/register")
    expect(visit.page.get_by_text("Sign in to open this page")).to_be_visible()
    expect(visit.page.locator(".pa-register-row")).to_have_count(0)


def test_office_pages_fit_a_narrow_phone(narrow_visit, hats):
    page = narrow_visit.page

    def fits(page: Page) -> bool:
        return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    narrow_visit.sign_in("DSL desk")
    for place in ("Induction paths", "Quiz"):
        desk(narrow_visit, place)
        assert fits(page), place
    page.get_by_role("link", name="Register").click()
    narrow_visit.settle()
    assert fits(page), "Register"
    page.goto(f"{narrow_visit.site.url}/certificate")
    page.get_by_label("Certificate code", exact=True).wait_for()
    assert fits(page), "Certificate"
