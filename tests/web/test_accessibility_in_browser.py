"""Every page against axe's rules for WCAG 2.2 A and AA, at desktop and phone width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
QUESTION = "can I accept a parent's friend request?"


def faults(page: Page, axe: str) -> list[str]:
    """The rules that the page breaks, each with the first element that does."""
    page.evaluate(axe)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS
    )["violations"]
    return [f"{rule['id']} ({rule['help']}): {rule['nodes'][0]['html'][:200]}" for rule in found]


def test_answer_has_no_fault(visit, axe):
    visit.ask(QUESTION)
    assert faults(visit.page, axe) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_behind_the_sign_in_have_no_fault(visit, axe, width):
    page = visit.page
    page.set_viewport_size({"width": width, "height": 800})
    visit.sign_in("DSL desk")
    places = [radio.inner_text() for radio in page.get_by_role("radio").all()]
    found = {}
    for place in places:
        page.get_by_role("radio", name=place).click()
        visit.settle()
        found[place] = faults(page, axe)
    for name in ("Library", "Leadership", "Records", "Register"):
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", level=1).first.wait_for()
        visit.settle()
        found[name] = faults(page, axe)
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize("path", ["certificate?code=AAAAA", "induction", "induction?link=guessed"])
def test_pages_reached_by_a_link_have_no_fault(narrow_visit, axe, path):
    page = narrow_visit.page
    page.goto(f"{narrow_visit.site.url}/{path}")
    page.get_by_role("heading", level=1).first.wait_for()
    narrow_visit.settle()
    assert faults(page, axe) == []
