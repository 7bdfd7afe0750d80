"""A chat model that helps to search, in a real browser: what is told, sent, and kept back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.assistant.phrasing.scripted_server import ScriptedServer, answers_with, says, serving
from tests.web.conftest import Site, Visit, _visit, running

SETTINGS = """
[chat_model]
model = "openai:scripted-model"
base_url = "{address}"
where = "in a cupboard of Hill School"
answers = false
searches = true
search_seconds = 20
retries = 0
"""
QUESTION = "Can I accept a parent's friend request?"
CONCERN = "A girl in my class told me that her stepdad hits her with a zebra-striped belt"
CLAUSE = "Staff will not use personal social media accounts"
REWORDED = {
    "question": "May staff accept contact from parents through personal social media accounts?",
    "matter": "Contact between staff and parents on personal social media accounts",
}


@pytest.fixture(scope="module")
def service() -> Iterator[ScriptedServer]:
    with serving(says(REWORDED)) as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, service: ScriptedServer) -> Iterator[Site]:
    more = SETTINGS.format(address=service.address) + 'key_env = "HILL_SCHOOL_KEY"\n'
    folder = tmp_path_factory.mktemp("search-help")
    with running(folder, more, {"HILL_SCHOOL_KEY": "secret-17"}) as started:
        yield started


@pytest.fixture
def chat(site: Site, browser: Browser, service: ScriptedServer) -> Iterator[Visit]:
    service.requests.clear()
    service.script[:] = [says(REWORDED)]
    yield from _visit(site, browser, 1280, 900)


def test_page_tells_who_sees_a_question_and_the_clause_is_looked_up_in_other_words(chat, service):
    expect(chat.page.locator("#pa-seen-by")).to_contain_text(
        "Looked up with the help of scripted-model, in a cupboard of Hill School"
    )
    chat.ask(QUESTION)
    expect(chat.page.locator("figure.pa-quote").first).to_contain_text(CLAUSE)
    assert len(service.requests) == 1
    assert "<question>" in service.requests[0]["messages"][-1]["content"]


def test_with_the_service_down_the_answer_comes_all_the_same(chat, service):
    service.script[:] = [answers_with(500)]
    chat.ask(QUESTION)
    expect(chat.page.locator("figure.pa-quote").first).to_contain_text(CLAUSE)


def test_a_worry_goes_to_no_service(chat, service):
    chat.ask(CONCERN)
    expect(chat.page.locator(".pa-card").first).to_be_visible()
    assert service.requests == []


def test_administrators_read_what_is_sent_and_how_many_calls_were_for_searching(chat):
    chat.ask(QUESTION)
    chat.page.goto(f"{chat.site.url}/chat-model")
    chat.page.get_by_label("Passphrase", exact=True).fill("ladder pickle orbit velvet")
    chat.page.get_by_role("button", name="Sign in with the passphrase").click()
    chat.page.get_by_text("Signed in as").wait_for()
    chat.settle()
    page = chat.page.locator("main")
    expect(page).to_contain_text("every question by itself, masked likewise")
    expect(page).not_to_contain_text("a question that no policy answers")
    expect(page).to_contain_text("yes, in 20 seconds")
    expect(page).to_contain_text("for searching")
