"""Made-up questions on the library page, in a real browser: what leaves, going on, an upload."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.assistant.made_up.conftest import GOOD, asks_of_each, clauses_of, policy
from tests.assistant.phrasing.scripted_server import ScriptedServer, answers_with, serving
from tests.web.conftest import Site, Visit, _visit, running

SETTINGS = """
[chat_model]
model = "openai:scripted-model"
base_url = "{address}"
where = "in a cupboard of Hill School"
key_env = ""
answers = false
retries = 0
per_minute = 600
questions = true
"""
OTHER = asks_of_each(lambda text: [f"What does it say of {' '.join(text.split()[:9])}, please?"])
DOWN = answers_with(503)


@pytest.fixture(scope="module")
def service() -> Iterator[ScriptedServer]:
    with serving(DOWN) as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, service: ScriptedServer) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("made-up")
    with running(folder, SETTINGS.format(address=service.address)) as started:
        yield started


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    yield from _visit(site, browser, 1280, 900)


def test_what_leaves_is_told_the_rest_is_gone_on_with_and_an_upload_is_asked_about(
    visit, service, tmp_path
):
    page = visit.page
    main = page.locator("main")
    assert len(service.requests) == 1  # at the command line, and it was down
    visit.sign_in("Library")
    expect(main).to_contain_text(
        "goes to scripted-model, in a cupboard of Hill School, for made-up"
    )
    expect(main).to_contain_text("(generated, to find clauses by; no policy’s words): 0 of")
    service.script[:] = [OTHER]
    visit.press(page.get_by_role("button", name="Make up questions for the rest"))
    expect(main).to_contain_text("have some, by openai:scripted-model", timeout=120_000)
    expect(page.get_by_role("button", name="Make up questions for the rest")).to_have_count(0)
    sent = " ".join(text for body in service.requests for text in clauses_of(body).values())
    assert "SAMPLE" not in sent

    file = tmp_path / "pets.md"
    file.write_text(policy(), encoding="utf-8")
    service.script[:] = [GOOD]
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    page.get_by_role("button", name="Read and add").click()
    expect(main).to_contain_text("16 kept for 8 clauses; 1 call", timeout=120_000)

    service.script[:] = [DOWN]
    file.write_text(policy(("ponies",)), encoding="utf-8")
    visit.settle()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    page.get_by_role("button", name="Read and add").click()
    expect(main).to_contain_text("1 clause still lacks some: no connection", timeout=120_000)
    expect(page.locator(".pa-report")).to_contain_text("replaces the old one")

    page.get_by_role("link", name="Chat model").click()
    expect(main).to_contain_text("names in it too", timeout=60_000)
    expect(main).to_contain_text("by openai:scripted-model")
    expect(main).to_contain_text("for made-up questions")
