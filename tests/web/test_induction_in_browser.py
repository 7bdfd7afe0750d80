"""Inductions by a personal link, at the size of a phone, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.access.links import make_link
from assistant.access.roles import Role
from assistant.desk.quoting import kept
from assistant.induction.record.declaring import intact
from assistant.induction.words import words_sha256
from assistant.records.entries import Actor
from assistant.records.ids import new_id
from assistant.records.induction_entries import (
    InductionPath,
    InductionRole,
    PathItem,
    QuizItem,
    QuizKind,
)
from assistant.records.store import Records
from assistant.replying.composition import quote_of
from ingest.documents import ReadDocument
from ingest.library import Passage
from ingest.reading import read_document
from tests.web.conftest import PASSPHRASE, Site, Visit
from tests.web.test_library_in_browser import choose

PHONE = {"width": 390, "height": 844}
DSL = Actor("Ms Dee", "passphrase:ms-dee", (Role.DSL,))
ROLE = InductionRole.SUPPLY
PERSON = "Pat O’Neil"
NUMBER = "739164"
FILE = "lantern-policy.md"
BEFORE = """---
version: 1.0
review_date: March 2030
---

# Lantern Policy

## Lanterns and pupils

Staff must not light lanterns with pupils, except where the caretaker has agreed in writing.

Staff should keep lanterns in the porch.

## Pictures of lanterns

Staff must not take pictures of lanterns on their own phones.
"""
AFTER = BEFORE.replace("the caretaker has agreed", "the headteacher has agreed").replace(
    "version: 1.0", "version: 2.0"
)
# The words of a clause, its group, a plain line; a question with the right answer first.
RULES = (
    ("light lanterns", "contact", "Light no lanterns with pupils unless the caretaker agreed."),
    ("in the porch", "contact", ""),
    ("take pictures", "photos", ""),
)
QUESTIONS = (
    ("light lanterns", "May you light a lantern with your class?", "Not without written agreement"),
    ("take pictures", "May you photograph a lantern with your phone?", "No, not on your own phone"),
)
OTHERS = ("Yes, at any time", "Yes, outdoors", "Yes, if a pupil asks")


@dataclass
class Phone:
    """Somebody's phone with the page of a link open on it."""

    page: Page
    site: Site

    def open(self, token: str | None) -> None:
        """Opens the link."""
        query = "" if token is None else f"?link={token}"
        self.page.goto(f"{self.site.url}/induction{query}")
        self.page.locator("h1").wait_for()
        self.settle()

    def settle(self) -> None:
        """Waits for every drawing that follows: a press on a page half drawn is lost."""
        Visit(self.page, self.site, []).settle()

    def press(self, name: str) -> None:
        """Presses a button, and waits for what it brings."""
        self.page.get_by_role("button", name=name).click()
        self.settle()

    def heading(self, words: str) -> None:
        """Waits for a screen's heading."""
        expect(self.page.locator("h1", has_text=words)).to_be_visible()
        self.settle()

    def choose_number(self, number: str = NUMBER) -> None:
        """Says who it is, and chooses the link's number."""
        self.press("Yes, that’s me")
        self.page.get_by_label("Your number").fill(number)
        self.page.get_by_label("The same number again").fill(number)
        self.press("Go on")

    def enter(self, number: str = NUMBER) -> None:
        """Types the number that was chosen."""
        self.page.get_by_label("Your number").fill(number)
        self.press("Go on")

    def read_on(self) -> None:
        """Reads to the end of what is to be read."""
        button = self.page.get_by_role("button", name="I have read this")
        while button.count():
            before = self.page.locator(".pa-progress").inner_text()
            button.click()
            expect(self.page.locator(".pa-progress")).not_to_have_text(before)
            self.settle()

    def answer(self, right: bool) -> str:
        """Answers the question on the screen; returns it."""
        asked = self.page.locator("[data-testid=stRadio] [data-testid=stWidgetLabel]")
        question = asked.inner_text().strip()
        answers = {words: answer for _, words, answer in QUESTIONS}
        option = answers[question] if right else OTHERS[0]
        self.page.get_by_test_id("stRadioOption").filter(has_text=option).click()
        self.press("Answer")
        expect(self.page.get_by_text("The right answer:")).to_be_visible()
        return question

    def declare(self, person: str = PERSON) -> None:
        """Ticks the box and types the name under the declaration."""
        self.page.get_by_text("I have read this declaration").click()
        self.page.get_by_label("Your name").fill(person)
        self.press("I declare this")


@pytest.fixture
def phones(site: Site, browser: Browser) -> Iterator:
    """Makes phones, each with nothing on it of what the others hold."""
    contexts = []

    def make() -> Phone:
        context = browser.new_context(viewport=PHONE, accept_downloads=True)
        context.set_default_timeout(60_000)
        contexts.append(context)
        return Phone(context.new_page(), site)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def phone(phones) -> Phone:
    return phones()


@pytest.fixture(scope="module")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> ReadDocument:
    """The policy as it is read from the file that is uploaded."""
    file = tmp_path_factory.mktemp("lanterns") / FILE
    file.write_text(BEFORE, encoding="utf-8")
    return read_document(file)


@pytest.fixture
def ready(visit: Visit, tmp_path: Path, lanterns: ReadDocument) -> Visit:
    """The DSL's browser, with the policy in the library, a path of its rules in use, and two
    approved questions on them."""
    visit.sign_in("Library")
    upload(visit, tmp_path, BEFORE)
    with visit.site.records() as records:
        put_in_use(records, lanterns)
    return visit


def upload(visit: Visit, tmp_path: Path, words: str) -> None:
    file = tmp_path / FILE
    file.write_text(words, encoding="utf-8")
    page = visit.page
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Policy library").wait_for()
    visit.settle()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    page.get_by_role("button", name="Read and add").click()
    page.locator(".pa-report", has_text=FILE).wait_for()
    expect(page.get_by_role("button", name="Read and add")).to_be_disabled()
    visit.settle()


def put_in_use(records: Records, document: ReadDocument) -> None:
    def rule(words: str):
        clause = next(c for c in document.clauses if words in c.text)
        passage = Passage(clause, document.policy, 1.0)
        return kept([quote_of(passage)], {document.policy.policy_id: document.policy})[0]

    now = datetime.now(UTC)
    current = records.paths.current(ROLE)
    revision = current.revision + 1 if current else 1
    items = tuple(PathItem(group, rule(words), gloss) for words, group, gloss in RULES)
    records.paths.add(InductionPath(ROLE, revision, items, DSL.name, now), DSL)
    asked = {item.question for item in records.quiz.list()}
    for words, question, right in QUESTIONS:
        if question in asked:
            continue
        item = QuizItem(
            item_id=new_id(),
            kind=QuizKind.ALLOWED,
            question=question,
            options=(right, *OTHERS),
            right=0,
            kept=rule(words),
            roles=(ROLE,),
            source=DSL.name,
            changed_by=DSL.name,
            changed_at=now,
        )
        added = records.quiz.add(item, DSL)
        records.quiz.approve(added.item_id, added.revision, DSL)


def new_link(site: Site, person: str = PERSON, days: int = 7) -> str:
    with site.records() as records:
        token, link = make_link(person, ROLE.value, days, DSL, datetime.now(UTC))
        records.links.add(link, DSL)
    return token


def link_id(site: Site, person: str) -> str:
    with site.records() as records:
        return next(link.link_id for link in records.links.list() if link.person == person)


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.innerText")


def test_from_the_link_to_a_certificate_and_on_when_a_policy_changes(
    ready, phone, tmp_path, lanterns
):
    page = phone.page
    token = new_link(ready.site)

    # The link opens on whose it is, and on a number that keeps it theirs.
    phone.open(token)
    expect(page.locator("h1")).to_have_text(f"Are you {PERSON}?")
    expect(page.get_by_text("Supply staff")).to_have_count(0)
    phone.press("Yes, that’s me")
    box, again = page.get_by_label("Your number"), page.get_by_label("The same number again")
    expect(box).to_have_attribute("inputmode", "numeric")
    for first, second, told in (
        ("1234", "1234", "one of the first numbers"),
        (NUMBER, "739165", "not the same"),
    ):
        box.fill(first)
        again.fill(second)
        phone.press("Go on")
        expect(page.locator(".pa-trouble")).to_contain_text(told)
    again.fill(NUMBER)
    phone.press("Go on")

    # Who the DSL is comes before anything is begun.
    phone.heading("Your induction")
    expect(page.locator(".pa-telling")).to_contain_text("Ms Dee")
    with ready.site.records() as records:
        assert records.inductions.of_link(link_id(ready.site, PERSON)) == []
    phone.press("Start reading")

    # The rules, whole, a group at a time; back is allowed.
    phone.heading("Contact with pupils")
    expect(page.locator(".pa-progress")).to_contain_text("Step 2 of 5")
    quotes = page.locator("figure.pa-quote")
    expect(quotes).to_have_count(2)
    expect(quotes.first).to_contain_text("except where the caretaker has agreed in writing.")
    for words in ("Lantern Policy", "Version 1.0", "Review date March 2030"):
        expect(quotes.first).to_contain_text(words)
    expect(page.locator(".pa-gloss")).to_contain_text("unless the caretaker agreed")
    expect(page.locator(".pa-gloss")).to_contain_text("own words are what counts")
    phone.press("I have read this")
    phone.heading("Photos and filming")
    phone.press("Back to: Contact")
    expect(page.get_by_text("You have read this.")).to_be_visible()
    phone.press("Go on to: Photos")
    phone.press("I have read this")

    # The quiz: both wrong, then both right; each answer with the clause that decides it.
    phone.press("Begin the quiz")
    for _ in QUESTIONS:
        phone.answer(right=False)
        expect(page.locator("h1")).to_have_text("✕That is not right")
        expect(page.locator("figure.pa-quote")).to_contain_text("Staff must not")
        page.get_by_role("button", name="Next question").or_(
            page.get_by_role("button", name="See how you did")
        ).click()
        phone.settle()
    phone.heading("Not passed yet")
    expect(page.get_by_text("You had 0 of 2 right. 2 are needed.")).to_be_visible()
    phone.press("Have another go")
    asked = set()
    for _ in QUESTIONS:
        asked.add(phone.answer(right=True))
        expect(page.locator("h1")).to_have_text("✓That is right")
        page.locator(".st-key-induction-next button").click()
        phone.settle()
    assert asked == {question for _, question, _ in QUESTIONS}

    # The declaration: nothing is kept without the tick and the name.
    phone.heading("Your declaration")
    expect(page.get_by_text("You passed the quiz: 2 of 2 right.")).to_be_visible()
    shown = [p.inner_text() for p in page.locator(".pa-declaration p").all()]
    page.get_by_label("Your name").fill(PERSON)
    phone.press("I declare this")
    expect(page.locator(".pa-trouble")).to_contain_text("Tick the box first")
    phone.declare("Somebody Else")
    expect(page.locator(".pa-trouble")).to_contain_text(PERSON)
    with ready.site.records() as records:
        assert not [r for r in records.induction_records.list() if r.person == PERSON]
    page.get_by_label("Your name").fill("pat  o'neil")
    phone.press("I declare this")

    # The certificate.
    phone.heading("Your induction is complete")
    expect(page.get_by_text("School-issued")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download your certificate").click()
    download.value.save_as(tmp_path / "certificate.pdf")
    printed = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "certificate.pdf").pages)
    assert PERSON in printed and "Lantern Policy" in printed
    with ready.site.records() as records:
        (record,) = [r for r in records.induction_records.list() if r.person == PERSON]
    assert intact(record)
    assert record.wording == "\n\n".join(shown)
    assert [(a.right, a.of) for a in record.attempts] == [(0, 2), (2, 2)]
    assert len(record.clauses) == len(RULES)
    expect(page.get_by_text(record.certificate_code)).to_be_visible()

    # A policy is replaced: what changed is shown word by word, and that alone is read again.
    upload(ready, tmp_path, AFTER)
    phone.open(token)
    phone.enter()
    phone.heading("Something has changed since")
    changes = page.locator(".pa-changes").first
    expect(changes).to_contain_text("version 1.0, now version 2.0")
    expect(changes.locator("del")).to_have_text("caretaker")
    expect(changes.locator("ins")).to_have_text("headteacher")
    expect(page.locator(".pa-telling")).to_contain_text("Ms Dee")
    phone.press("Begin the short top-up")
    expect(page.locator("figure.pa-quote")).to_have_count(1)
    expect(page.locator("figure.pa-quote")).to_contain_text("the headteacher has agreed")
    expect(page.locator(".pa-rule .pa-changes del")).to_have_text("caretaker")
    expect(page.locator(".pa-gloss")).to_have_count(0)  # it spoke of other words
    phone.press("I have read this")
    phone.heading("Your declaration")
    expect(page.get_by_text("No quiz is in use")).to_be_visible()
    expect(page.locator(".pa-declaration")).to_contain_text("I made a declaration on")
    phone.declare()
    phone.heading("Your induction is complete")
    with ready.site.records() as records:
        first, second = sorted(
            (r for r in records.induction_records.list() if r.person == PERSON),
            key=lambda r: r.declared_at,
        )
        assert second.tops_up == first.record_id == record.record_id
        assert first == record  # what was declared stays as it was
        (read,) = records.inductions.reads(second.induction_id)
        assert read.words_sha256 == words_sha256(
            next(c.quote for c in second.clauses if "headteacher has agreed" in c.quote.text)
        )
        assert records.audit.verify() is None


def test_whoever_else_gets_hold_of_the_link_cannot_go_on_with_it(ready, phones):
    token = new_link(ready.site, "Ana Lopes")
    other = phones()
    other.open(token)
    other.press("No, that’s not me")
    expect(other.page.locator(".pa-trouble")).to_contain_text("Tell the person who sent it")
    expect(other.page.get_by_label("Your number")).to_have_count(0)

    theirs = phones()
    theirs.open(token)
    theirs.choose_number()
    theirs.press("Start reading")

    other.open(token)
    expect(other.page.locator("h1")).to_have_text("Welcome back, Ana Lopes")
    for _ in range(2):  # the second one too soon after the first
        other.enter("480271")
        expect(other.page.locator(".pa-trouble")).to_be_visible()
    for hidden in ("Lantern Policy", "Supply staff", "Ms Dee, "):
        expect(other.page.locator(".st-key-induction-screen")).not_to_contain_text(hidden)

    # The school frees the link: whoever knew the old number is let out.
    with ready.site.records() as records:
        records.links.unclaim(link_id(ready.site, "Ana Lopes"), DSL)
    theirs.press("I have read this")
    theirs.heading("Are you Ana Lopes?")
    with ready.site.records() as records:
        (induction,) = records.inductions.of_link(link_id(ready.site, "Ana Lopes"))
        assert records.inductions.reads(induction.induction_id) == []


def test_it_can_be_left_and_gone_on_with(ready, phones):
    token = new_link(ready.site, "Bo Nieves")
    first = phones()
    first.open(token)
    first.choose_number()
    first.press("Start reading")
    first.press("I have read this")
    first.heading("Photos and filming")
    first.press("Stop here for now")
    expect(first.page.get_by_text("You have stopped here")).to_be_visible()
    expect(first.page.locator(".st-key-induction-screen")).not_to_contain_text("Lantern")
    second = phones()
    second.open(token)
    second.enter()
    second.heading("Photos and filming")
    expect(second.page.locator(".pa-progress")).to_contain_text("Step 3 of 5")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("none", "opened by a personal link"),
        ("tampered", "isn’t known here"),
        ("expired", "has run out"),
        ("withdrawn", "has been withdrawn"),
    ],
)
def test_a_link_that_opens_nothing_says_why(site, phone, state, told):
    token = None
    if state != "none":
        with site.records() as records:
            now = datetime.now(UTC)
            token, link = make_link("Cy Doe", ROLE.value, 1, DSL, now)
            if state == "expired":
                link = replace(link, made_at=now - timedelta(days=9), expires_at=now)
            records.links.add(link, DSL)
            if state == "withdrawn":
                records.links.revoke(link.link_id, DSL)
        token = token[:-2] + "xx" if state == "tampered" else token
    phone.open(token)
    expect(phone.page.locator(".st-key-induction-screen")).to_contain_text(told)
    expect(phone.page.get_by_text("Cy Doe")).to_have_count(0)


def test_an_answer_in_another_window_is_not_taken_twice(ready, phones):
    token = new_link(ready.site, "Di Two")
    one, two = phones(), phones()
    one.open(token)
    one.choose_number()
    one.press("Start reading")
    one.read_on()
    one.press("Begin the quiz")
    two.open(token)
    two.enter()
    two.heading("Question 1 of 2")
    one.answer(right=True)
    two.page.get_by_test_id("stRadioOption").first.click()
    two.press("Answer")
    two.heading("Question 2 of 2")
    expect(two.page.get_by_text("Nothing was answered yet.")).to_be_visible()
    with ready.site.records() as records:
        (induction,) = records.inductions.of_link(link_id(ready.site, "Di Two"))
        (attempt,) = records.inductions.attempts(induction.induction_id)
        (answer,) = records.inductions.answers(attempt.attempt_id)
    assert answer.right and answer.position == 0


def test_a_policy_withdrawn_half_way_leaves_clear_words_and_what_was_read(ready, phone, tmp_path):
    page = phone.page
    phone.open(new_link(ready.site, "Ed Half"))
    phone.choose_number()
    phone.press("Start reading")
    phone.press("I have read this")
    phone.heading("Photos and filming")
    remove(ready)
    phone.press("I have read this")
    phone.heading("Your induction isn’t ready just now")
    expect(page.get_by_text("What you had finished is kept.")).to_be_visible()
    expect(page.locator(".pa-telling")).to_be_visible()
    with ready.site.records() as records:
        (induction,) = records.inductions.of_link(link_id(ready.site, "Ed Half"))
        assert len(records.inductions.reads(induction.induction_id)) == 2
    upload(ready, tmp_path, BEFORE)
    phone.press("Text size")  # any key brings the page up to date
    page.get_by_role("radio", name="Large", exact=True).click()
    phone.heading("Photos and filming")


def remove(visit: Visit) -> None:
    """Takes the policy out of the library, by the page."""
    page = visit.page
    choose(page, "Remove a policy", "Lantern Policy")
    page.get_by_role("button", name="Remove…").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Lantern Policy has been removed.")).to_be_visible()
    visit.settle()


def test_a_rule_replaced_while_it_is_read_is_shown_again_and_not_kept_as_read(
    ready, phone, tmp_path
):
    page = phone.page
    phone.open(new_link(ready.site, "Val Overtaken"))
    phone.choose_number()
    phone.press("Start reading")
    phone.heading("Contact with pupils")
    upload(ready, tmp_path, AFTER)
    phone.press("I have read this")
    expect(page.locator(".pa-trouble")).to_contain_text("isn’t kept as read")
    expect(page.locator("figure.pa-quote").first).to_contain_text("the headteacher has agreed")
    with ready.site.records() as records:
        (induction,) = records.inductions.of_link(link_id(ready.site, "Val Overtaken"))
        assert len(records.inductions.reads(induction.induction_id)) == 1  # the one that stands
    phone.press("I have read this")
    phone.heading("Photos and filming")


def test_chat_is_at_hand_and_keeps_no_word_of_a_worry(ready, phone):
    page = phone.page
    phone.open(new_link(ready.site, "Flo Ask"))
    phone.choose_number()
    phone.press("Start reading")
    phone.heading("Contact with pupils")
    ask(phone, "Can I light lanterns with pupils?")
    reply = page.locator("[class*='st-key-turn-']")
    expect(reply.locator("figure.pa-quote").first).to_contain_text("must not light lanterns")
    expect(reply).to_contain_text("Asked as: staff")
    expect(page.locator("h1")).to_have_text("Contact with pupils and families")
    ask(phone, "A girl told me that her stepdad hits her with a green-dotted belt")
    expect(page.locator(".pa-card")).to_be_visible()
    expect(page.get_by_text("green-dotted")).to_have_count(0)
    assert "green-dotted" not in page.content()
    kept_files = [file for file in ready.site.folder.rglob("*") if file.is_file()]
    assert not any(b"green-dotted" in file.read_bytes() for file in kept_files)


def ask(phone: Phone, question: str) -> None:
    page = phone.page
    box = page.get_by_label("Your question (no names)")
    if not box.is_visible():
        page.get_by_text("Ask about this").click()
    box.fill(question)
    turns = page.locator("[class*='st-key-turn-']")
    before = [turn.get_attribute("class") for turn in turns.all()]
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_function(
        "before => { const t = document.querySelector('[class*=\"st-key-turn-\"]');"
        " return t && !before.includes(t.className); }",
        arg=before,
    )
    phone.settle()


def test_all_of_it_can_be_done_by_keyboard(ready, phone):
    page = phone.page
    phone.open(new_link(ready.site, "Gus Keys"))

    def press(name: str) -> None:
        """Goes to a button by the tabulator alone and presses it."""
        button = page.get_by_role("button", name=name)
        tab_to(page, button)
        page.keyboard.press("Enter")
        phone.settle()

    press("Yes, that’s me")
    for label in ("Your number", "The same number again"):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(NUMBER)
    press("Go on")
    press("I know who to tell")
    phone.heading("Contact with pupils")
    page.wait_for_function("document.activeElement.tagName === 'H1'")
    assert focused(page) == "Contact with pupils and families"
    press("I have read this")
    phone.heading("Photos")
    press("I have read this")
    phone.heading("The quiz")
    press("Begin the quiz")
    options = page.get_by_test_id("stRadioOption").locator("input")
    tab_to(page, options.first)
    page.keyboard.press("ArrowDown")
    press("Answer")
    expect(page.get_by_text("The right answer:")).to_be_visible()
    page.wait_for_function("document.activeElement.tagName === 'H1'")


def tab_to(page: Page, wanted: Locator) -> None:
    wanted.wait_for()
    for _ in range(60):
        if wanted.evaluate("e => e === document.activeElement"):
            box = wanted.bounding_box()
            assert box and min(box["width"], box["height"]) >= 1
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} can’t be reached by the tabulator")


def test_text_size_and_easy_read(ready, phone):
    page = phone.page
    phone.open(new_link(ready.site, "Hal Size"))
    phone.choose_number()
    phone.press("Start reading")
    phone.heading("Contact with pupils")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    normal = page.evaluate(size)
    phone.press("Text size")
    page.get_by_role("radio", name="Largest").click()
    phone.settle()
    assert page.evaluate(size) >= 1.5 * normal
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)
    page.get_by_text("Easy read:").click()
    phone.settle()
    page.keyboard.press("Escape")
    expect(page.locator("figure.pa-quote")).to_have_count(1)
    expect(page.locator(".pa-progress")).to_contain_text("of 6")
    plain, own = page.locator(".pa-gloss"), page.locator("figure.pa-quote")
    assert plain.bounding_box()["y"] < own.bounding_box()["y"]
    phone.press("I have read this")
    expect(page.locator("figure.pa-quote")).to_contain_text("in the porch")
    assert page.evaluate(wide)
    page.get_by_role("link", name="Ask").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    assert page.evaluate(size) == normal  # the other pages stay as they are
    page.get_by_role("link", name="Go on with your induction").click()
    phone.heading("Contact with pupils")


# Browsers for tests have no voices: this one notes what it would say.
SPEECH = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [
    { name: "far", lang: "en-GB", localService: false },
    ...(OWN ? [{ name: "near", lang: "en-GB", localService: true }] : []),
  ],
  speak(said) {
    window.spoken.push([said.voice.name, said.text]);
    setTimeout(() => said.onend && said.onend(), 5);
  },
  cancel() {},
}});
"""


def test_screen_is_read_aloud_by_a_voice_on_the_device(ready, phone):
    page = phone.page
    page.add_init_script(SPEECH.replace("OWN", "true"))
    phone.open(new_link(ready.site, "Ida Hears"))
    phone.choose_number()
    phone.press("Start reading")
    phone.heading("Contact")
    phone.page.get_by_role("button", name="Read aloud").click()
    page.wait_for_function("window.spoken.some(([, text]) => text.includes('in the porch'))")
    spoken = page.evaluate("window.spoken")
    assert {voice for voice, _ in spoken} == {"near"}
    said = " ".join(words for _, words in spoken)
    assert "except where the caretaker has agreed in writing." in said
    assert "Lantern Policy" in said and "I have read this" not in said
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()  # it has come to its end


def test_without_a_voice_on_the_device_no_word_is_sent_to_one_elsewhere(ready, phone):
    page = phone.page
    page.add_init_script(SPEECH.replace("OWN", "false"))
    phone.open(new_link(ready.site, "Jan Mute"))
    page.get_by_role("button", name="Read aloud").click()
    expect(page.get_by_text("no English voice of its own")).to_be_visible()
    assert page.evaluate("window.spoken") == []


def test_nothing_is_asked_of_any_other_machine(ready, phone):
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.open(new_link(ready.site, "Kim Here"))
    phone.choose_number()
    phone.press("Start reading")
    assert asked and all(url.startswith((ready.site.url, "data:", "blob:")) for url in asked)
    assert PASSPHRASE not in " ".join(asked)
