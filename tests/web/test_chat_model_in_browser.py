"""The chat model on the pages: a real server, a real browser, and a real service that is asked over
HTTP and behaves as its script says."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.assistant.phrasing.scripted_server import (
    ScriptedServer,
    answers_with,
    hangs,
    says,
    serving,
)
from tests.web.conftest import Site, Visit, _visit, running
from tests.web.test_accessibility_in_browser import faults

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
KEY = "secret-of-the-school-17"
SETTINGS = """
[chat_model]
model = "openai:scripted-model"
base_url = "{address}"
where = "in a cupboard of Hill School"
key_env = "HILL_SCHOOL_KEY"
seconds = 20
retries = 0
price_in = 0.5
price_out = 1.5
"""
QUESTION = "Can I accept a parent's friend request?"
ANOTHER = "May staff use social media on school devices?"
CONCERN = "A girl in my class told me that her stepdad hits her with a zebra-striped belt"
OFFLINE = "It depends on the agreement of the headteacher"
PASSES = (
    "Staff will not use personal social media accounts to contact parents, except where the "
    "headteacher has given prior approval."
)
WORDED_HEADLINE = PASSES.replace("contact parents", "contact students or parents")
TURNED = "Staff may use personal social media accounts to contact <b>parents</b>."
NEXT = "Can staff contact students on social media?"
REPLY = {
    "verdict": "conditional",
    "headline": {"text": WORDED_HEADLINE, "clauses": [1]},
    "sentences": [{"text": PASSES, "clauses": [1]}, {"text": TURNED, "clauses": [1]}],
    "questions": [NEXT],
}


@pytest.fixture(scope="module")
def service() -> Iterator[ScriptedServer]:
    with serving(says(REPLY)) as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, service: ScriptedServer) -> Iterator[Site]:
    more = SETTINGS.format(address=service.address)
    with running(tmp_path_factory.mktemp("with-model"), more, {"HILL_SCHOOL_KEY": KEY}) as started:
        yield started


@pytest.fixture
def chat(site: Site, browser: Browser, service: ScriptedServer) -> Iterator[Visit]:
    service.requests.clear()
    service.script[:] = [says(REPLY, pause=0.02)]
    yield from _visit(site, browser, 1280, 900)


@pytest.fixture
def phone(site: Site, browser: Browser, service: ScriptedServer) -> Iterator[Visit]:
    service.requests.clear()
    service.script[:] = [says(REPLY)]
    yield from _visit(site, browser, 390, 844)


def switch(visit: Visit, to: str, reason: str) -> None:
    visit.page.get_by_label("Why switch it").fill(reason)
    visit.page.get_by_role("button", name=f"Switch it {to}").click()
    visit.page.get_by_text(f"Switched {to}.").wait_for()
    visit.settle()


def quiet(visit: Visit, words: str) -> Locator:
    return visit.page.locator("p.pa-quiet", has_text=words)


def test_answer_gets_checked_sentences_marked_as_no_quote(chat, service):
    expect(chat.page.locator("#pa-seen-by")).to_contain_text(
        "scripted-model, in a cupboard of Hill School"
    )
    chat.ask(QUESTION)
    words = chat.page.locator(".pa-other-words")
    expect(words).to_contain_text(PASSES, timeout=90_000)  # the first loads what all need
    expect(words).to_contain_text("In other words, by scripted-model – not a quote")
    expect(chat.page.locator(".pa-headline")).to_contain_text(WORDED_HEADLINE)
    expect(chat.page.locator(".pa-headline")).to_contain_text("Worded by scripted-model")
    assert "may use personal" not in chat.page.content()
    assert chat.page.locator("blockquote .pa-other-words").count() == 0
    sent = service.requests[0]["messages"][-1]["content"]
    assert QUESTION.split()[-1] in sent and len(service.requests) == 1


def test_number_of_a_sentence_leads_to_its_clause(chat):
    chat.ask(QUESTION)
    expect(chat.page.locator(".pa-waiting")).to_have_count(0)
    chat.page.get_by_role("link", name="Clause 1, quoted below").click()
    quote = chat.page.locator("figure.pa-quote:target")
    expect(quote).to_contain_text("Staff will not use personal social media accounts")
    expect(quote).to_contain_text("Clause 1")
    expect(chat.page.locator("[class*='st-key-turn-']")).to_have_count(1)


def test_reader_hears_the_answer_once_and_the_wording_once(chat):
    chat.page.evaluate(
        """() => {
            window.heard = [];
            new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(
                node => document.querySelector('[role=log]')?.contains(node)
                    && window.heard.push(node.textContent)
            ))).observe(document.body, {childList: true, subtree: true});
        }"""
    )
    chat.ask(QUESTION)
    expect(chat.page.locator(".pa-headline")).to_contain_text(WORDED_HEADLINE)
    chat.page.wait_for_timeout(1500)
    heard = chat.page.evaluate("window.heard")
    assert len(heard) == 2
    assert OFFLINE in heard[0] and "In other words" not in heard[0]
    assert "In other words, by scripted-model – not a quote" in heard[1] and PASSES in heard[1]


def test_nothing_is_asked_again_when_the_page_is_drawn_again(chat, service):
    chat.ask(QUESTION)
    expect(chat.page.locator(".pa-other-words")).to_contain_text(PASSES)
    chat.page.get_by_role("radio", name="Governor").click()
    chat.settle()
    chat.page.get_by_role("link", name="Library").click()
    chat.page.get_by_role("heading", name="Policy library").wait_for()
    chat.page.get_by_role("link", name="Ask").click()
    expect(chat.page.locator(".pa-other-words")).to_contain_text(PASSES)
    assert len(service.requests) == 1


def test_suggested_question_is_asked_by_its_button(chat):
    chat.ask(QUESTION)
    chat.page.get_by_role("button", name=NEXT).click()
    expect(chat.page.locator("p.pa-asked").nth(1)).to_have_text(NEXT)


def test_saved_answer_has_the_sentences_with_their_mark(chat, tmp_path):
    chat.ask(QUESTION)
    expect(chat.page.locator(".pa-headline")).to_contain_text(WORDED_HEADLINE)
    chat.settle()
    for name, file in (("Save", "saved.html"), ("Save as text", "saved.txt")):
        with chat.page.expect_download() as download:
            chat.page.get_by_role("button", name=name, exact=True).click()
        download.value.save_as(tmp_path / file)
        saved = (tmp_path / file).read_text(encoding="utf-8")
        assert PASSES in saved and "In other words, by scripted-model – not a quote" in saved
        assert "may use personal" not in saved and "href=" not in saved


def test_answer_comes_in_its_own_time_while_the_service_hangs(chat, service):
    service.script[:] = [hangs(30)]
    chat.page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    began = time.monotonic()
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".pa-headline")).to_contain_text(OFFLINE)
    expect(chat.page.locator("figure.pa-quote").first).to_be_visible()
    expect(chat.page.locator(".pa-waiting")).to_be_visible()  # the wording is still awaited
    drawn = time.monotonic() - began
    # Meanwhile the page can be used.
    chat.page.get_by_text(re.compile("Show on page")).first.click()
    expect(chat.page.locator(".pa-whole img").first).to_be_visible()
    expect(quiet(chat, "The chat model couldn't be asked")).to_be_visible()
    assert time.monotonic() - began > drawn
    expect(chat.page.locator(".pa-headline")).to_contain_text(OFFLINE)
    expect(chat.page.locator(".pa-waiting, .pa-other-words")).to_have_count(0)
    with chat.site.records() as records:
        assert records.model_calls.since(LONG_AGO)[-1].outcome == "slow"


def test_service_that_is_down_leaves_a_quiet_notice(chat, service):
    service.script[:] = [answers_with(503)]
    chat.ask(QUESTION)
    expect(quiet(chat, "The chat model couldn't be asked")).to_be_visible()
    expect(chat.page.locator(".pa-headline")).to_contain_text(OFFLINE)


def test_reply_that_rules_otherwise_is_left_out(chat, service):
    service.script[:] = [says({**REPLY, "verdict": "yes"})]
    chat.ask(QUESTION)
    expect(quiet(chat, "didn't pass the checks")).to_be_visible()
    expect(chat.page.locator(".pa-other-words")).to_have_count(0)


def test_each_of_several_questions_gets_its_own_words_or_none(chat, service):
    chat.ask(f"{QUESTION} {ANOTHER}")
    expect(chat.page.locator("h2.pa-part")).to_have_count(2)
    first, second = chat.page.locator(".pa-answer").all()
    expect(first).to_contain_text(WORDED_HEADLINE)
    expect(second).not_to_contain_text("Worded by")  # the script rules as on the first alone
    expect(chat.page.locator(".pa-other-words")).to_have_count(1)
    expect(quiet(chat, "didn't pass the checks")).to_have_count(1)
    expect(chat.page.locator(".pa-waiting")).to_have_count(0)
    assert len(service.requests) == 2


def test_disclosure_is_never_sent(chat, service):
    chat.ask(CONCERN)
    expect(chat.page.locator(".pa-card")).to_be_visible()
    chat.page.wait_for_timeout(1000)
    assert service.requests == []
    assert "zebra" not in chat.site.log.read_text(errors="replace")


def test_administrator_switches_it_off_and_the_next_question_is_not_sent(chat, service):
    chat.sign_in("DSL desk")
    chat.page.get_by_role("link", name="Chat model").click()
    chat.page.get_by_role("heading", name="Chat model", level=1).wait_for()
    chat.page.get_by_role("button", name="Switch it off").click()
    expect(chat.page.get_by_text("Say why in a few words")).to_be_visible()
    switch(chat, "off", "The governors have not agreed yet.")
    expect(chat.page.get_by_text("Reason: The governors have not agreed yet.")).to_be_visible()
    chat.page.wait_for_timeout(1200)
    chat.page.get_by_role("link", name="Ask").click()
    chat.page.get_by_test_id("stChatInputTextArea").wait_for()
    expect(chat.page.locator("#pa-seen-by")).to_have_count(0)
    chat.ask(ANOTHER)
    chat.page.wait_for_timeout(1000)
    assert service.requests == []
    expect(chat.page.locator(".pa-waiting, .pa-other-words")).to_have_count(0)
    with chat.site.records() as records:
        entry = next(e for e in reversed(records.audit.entries()) if e.kind == "chat_model")
    assert (entry.action, entry.actor) == ("switch_off", "Ms Dee")
    assert entry.detail["reason"] == "The governors have not agreed yet."
    chat.page.get_by_role("link", name="Chat model").click()
    switch(chat, "on", "Now they have.")
    chat.page.wait_for_timeout(1200)
    chat.page.get_by_role("link", name="Ask").click()
    expect(chat.page.locator("#pa-seen-by")).to_be_visible()


def test_page_shows_what_it_is_what_it_came_to_and_never_the_key(chat):
    chat.ask(QUESTION)
    expect(chat.page.locator(".pa-other-words")).to_contain_text(PASSES)
    chat.sign_in("DSL desk")
    chat.page.get_by_role("link", name="Chat model").click()
    chat.page.get_by_role("heading", name="What it came to").wait_for()
    for words in ("scripted-model", "in a cupboard of Hill School", "phrase_answer", "GBP"):
        expect(chat.page.get_by_text(words).first).to_be_visible()
    expect(chat.page.locator("dd", has_text=re.compile("^set$"))).to_be_visible()
    expect(chat.page.locator("table.pa-table").last).to_contain_text(f"{datetime.now():%B %Y}")
    assert KEY not in chat.page.content()
    kept = [file for file in chat.site.folder.rglob("*") if file.is_file()]
    assert not any(KEY.encode() in file.read_bytes() for file in (*kept, chat.site.log))


def test_trial_shows_what_was_left_out_and_why_as_literal_text(chat, service):
    chat.sign_in("DSL desk")
    chat.page.get_by_role("link", name="Chat model").click()
    chat.page.get_by_role("button", name="Try it").click()
    trial = chat.page.locator(".pa-trial")
    expect(trial).to_contain_text(PASSES)
    expect(trial).to_contain_text(TURNED)
    assert trial.locator("b").count() == 0
    assert len(service.requests) == 1


def test_only_an_administrator_finds_the_page(chat):
    expect(chat.page.get_by_role("link", name="Chat model")).to_have_count(0)
    chat.page.goto(f"{chat.site.url}/chat-model")
    expect(chat.page.get_by_text("Sign in to open this page")).to_be_visible()
    expect(chat.page.get_by_text("scripted-model")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_explanation_and_page_have_no_fault(chat, axe, width):
    page = chat.page
    page.set_viewport_size({"width": width, "height": 844})
    chat.ask(QUESTION)
    expect(page.locator(".pa-headline")).to_contain_text(WORDED_HEADLINE)
    chat.settle()
    assert faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    chat.sign_in("DSL desk")
    page.get_by_role("link", name="Chat model").click()
    page.get_by_role("button", name="Try it").click()
    page.locator(".pa-trial").wait_for()
    chat.settle()
    assert faults(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_small_links_are_big_enough_to_touch(phone):
    phone.ask(QUESTION)
    expect(phone.page.locator(".pa-headline")).to_contain_text(WORDED_HEADLINE)
    box = phone.page.locator("a.pa-reference").first.bounding_box()
    assert box is not None and min(box["width"], box["height"]) >= 24
