"""Other words for a draft at the desk: a real server, a real browser, and a real service that is
asked over HTTP and behaves as its script says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.records.entries import Actor
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
SETTINGS = """
[chat_model]
model = "openai:scripted-model"
base_url = "{address}"
where = "in a cupboard of Hill School"
key_env = "HILL_SCHOOL_KEY"
seconds = 20
retries = 0
"""
QUESTION = "Can I accept a parent's friend request?"
PASSES = (
    "Staff will not use personal social media accounts to contact students or parents unless the "
    "headteacher has given prior approval."
)
ANOTHER = PASSES.replace("students or parents", "parents")
TURNED = "Staff may use personal social media accounts to contact <b>parents</b>."
REPLY = {
    "verdict": "conditional",
    "headline": {"text": PASSES, "clauses": [1]},
    "sentences": [{"text": text, "clauses": [1]} for text in (PASSES, TURNED, ANOTHER)],
    "questions": [],
}
MS_DEE = Actor("Ms Dee", "passphrase", ("admin",))
MARK = "Worded by scripted-model"


@pytest.fixture(scope="module")
def service() -> Iterator[ScriptedServer]:
    with serving(says(REPLY)) as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, service: ScriptedServer) -> Iterator[Site]:
    more = SETTINGS.format(address=service.address)
    folder = tmp_path_factory.mktemp("draft-model")
    with running(folder, more, {"HILL_SCHOOL_KEY": "secret-17"}) as started:
        yield started


@pytest.fixture
def visit(site: Site, browser: Browser, service: ScriptedServer) -> Iterator[Visit]:
    service.requests.clear()
    service.script[:] = [says(REPLY)]
    yield from _visit(site, browser, 1280, 900)


@pytest.fixture
def phone(site: Site, browser: Browser, service: ScriptedServer) -> Iterator[Visit]:
    service.requests.clear()
    service.script[:] = [says(REPLY)]
    yield from _visit(site, browser, 390, 844)


def open_draft(visit: Visit, question: str = QUESTION) -> Page:
    """Signs in, adds a message at the desk and drafts a reply to it."""
    page = visit.page
    visit.sign_in("DSL desk")
    page.get_by_label("The message").fill(question)
    visit.press(page.get_by_role("button", name="Check for names"))
    visit.press(page.get_by_role("button", name="Add to the inbox"))
    row = page.locator("[class*='st-key-row-']").first
    visit.press(row.get_by_text("Draft a reply"))
    visit.press(row.get_by_role("button", name="Draft the reply"))
    expect(page.get_by_text("DRAFT – not sent", exact=True)).to_be_visible()
    return page


def ask(visit: Visit) -> None:
    visit.press(visit.page.get_by_text("Ask for other words"))
    visit.press(visit.page.get_by_role("button", name="Ask scripted-model"))


def test_sentence_is_asked_for_ticked_signed_and_told_as_a_models(visit, service, tmp_path):
    page = open_draft(visit)
    expander = page.locator("[class*='st-key-other-words-']")
    expect(expander.get_by_text("would see the question")).not_to_be_visible()
    visit.press(page.get_by_text("Ask for other words"))
    expect(expander).to_contain_text("scripted-model, in a cupboard of Hill School, would see")
    expect(expander).to_contain_text("Nothing is sent until you press the button")
    assert service.requests == []
    before = page.locator("textarea").count()
    visit.press(page.get_by_role("button", name="Ask scripted-model"))
    expect(expander).to_contain_text("worded by scripted-model, checked by the program, no quote")
    expect(expander).to_contain_text(f"{PASSES} (clause 1)")
    assert len(service.requests) == 1 and page.locator("textarea").count() == before

    # What was rejected is literal text, and can be opened.
    expect(expander.get_by_text("<b>parents</b>")).not_to_be_visible()
    expander.locator("summary", has_text="Left out, and why (1)").click()
    expect(expander.get_by_text("<b>parents</b>")).to_be_visible()

    # Nothing goes in before it is ticked.
    visit.press(page.get_by_role("button", name="Put them into the reply"))
    expect(page.get_by_text("Tick a sentence first.")).to_be_visible()
    visit.press(expander.get_by_text(PASSES))
    visit.press(page.get_by_role("button", name="Put them into the reply"))
    box = page.get_by_label(MARK)
    expect(box).to_have_value(PASSES)
    left = expander.get_by_role("checkbox")
    expect(left).to_have_count(1)
    expect(left).not_to_be_checked()
    expect(expander.get_by_text(ANOTHER)).to_have_count(1)

    # Taken out again, and put in once more.
    visit.press(page.get_by_role("button", name="As it was"))
    expect(page.get_by_label(MARK)).to_have_count(0)
    if not expander.get_by_text(PASSES).is_visible():
        visit.press(page.get_by_text("Ask for other words"))
    visit.press(expander.get_by_text(PASSES))
    visit.press(page.get_by_role("button", name="Put them into the reply"))
    expect(page.get_by_label(MARK)).to_have_value(PASSES)
    assert len(service.requests) == 1

    # Edited elsewhere, saved and signed, it is told as the model's.
    page.get_by_label("What happens next").first.fill("I will tell all staff by Friday.")
    visit.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_label(MARK)).to_have_value(PASSES)
    expect(page.locator(".pa-faults")).to_have_count(0)
    visit.press(page.get_by_text("I have read the reply"))
    visit.press(page.get_by_role("button", name="Sign", exact=True))
    expect(page.locator(".pa-reply .pa-by-model")).to_contain_text(MARK)
    with page.expect_download() as download:
        page.get_by_role("button", name="Text for an e-mail").click()
    download.value.save_as(tmp_path / "reply.txt")
    told = " ".join((tmp_path / "reply.txt").read_text(encoding="utf-8").split())
    assert "ABOUT THIS FILE" in told and f"{MARK}, a chat model, and edited by nobody" in told
    with visit.site.records() as records:
        assert records.model_calls.since(LONG_AGO)[-1].kind == "draft"
        (reply, *_) = records.replies.list()
    assert [p.worded_by for part in reply.parts for p in part.paragraphs if p.worded_by] == [
        "scripted-model"
    ]


def test_word_changed_by_the_editor_takes_the_mark_away(visit):
    page = open_draft(visit)
    ask(visit)
    visit.press(page.locator("[class*='st-key-other-words-']").get_by_text(PASSES))
    visit.press(page.get_by_role("button", name="Put them into the reply"))
    page.get_by_label(MARK).fill("Please ask the headteacher before you accept.")
    visit.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_label(MARK)).to_have_count(0)
    expect(page.get_by_role("button", name="As it was")).to_have_count(0)
    texts = [area.input_value() for area in page.locator("textarea").all()]
    assert any("Please ask the headteacher before you accept." in text for text in texts)


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (answers_with(503), "no connection, or an error of the service"),
        (says({**REPLY, "verdict": "yes"}), "ruled otherwise than the policy"),
        (says("Dear parent, do as you like."), "not in the fixed form"),
        (hangs(30), "too slow"),
    ],
    ids=["down", "disagrees", "malformed", "slow"],
)
def test_service_that_fails_leaves_a_quiet_line_and_the_draft(visit, service, behaviour, told):
    service.script[:] = [behaviour]
    page = open_draft(visit)
    before = [area.input_value() for area in page.locator("textarea").all()]
    ask(visit)
    line = page.locator("p.pa-quiet", has_text="No other words came")
    expect(line).to_contain_text(told)
    expect(line).to_contain_text("The draft is as it was.")
    expect(page.get_by_role("button", name="Put them into the reply")).to_have_count(0)
    assert [area.input_value() for area in page.locator("textarea").all()] == before


def test_phone_shows_the_proposals_without_scrolling_sideways(phone, axe):
    page = open_draft(phone)
    ask(phone)
    expect(page.locator("[class*='st-key-other-words-']")).to_contain_text(PASSES)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    assert faults(page, axe) == []


def test_switched_off_after_the_page_was_drawn_nothing_is_sent(visit, service):
    page = open_draft(visit)
    visit.press(page.get_by_text("Ask for other words"))
    with visit.site.records() as records:
        records.model_switch.add(False, "not yet", MS_DEE)
    try:
        page.wait_for_timeout(1500)
        visit.press(page.get_by_role("button", name="Ask scripted-model"))
        expect(page.get_by_text("switched off just now, so nothing was sent")).to_be_visible()
        expect(page.get_by_text("Ask for other words")).to_have_count(0)
        assert service.requests == []
    finally:
        with visit.site.records() as records:
            records.model_switch.add(True, "now", MS_DEE)
