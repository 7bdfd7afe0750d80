"""The office makes a personal link without the DSL's desk, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.access.passphrase import make_hash
from tests.web.conftest import Site, Visit, _visit, running

OFFICE = "copper window gravel lantern"
PERSON = """
[[access.passphrases]]
name = "Mr Office"
roles = ["admin"]
hash = "{hashed}"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    more = PERSON.format(hashed=make_hash(OFFICE))
    with running(tmp_path_factory.mktemp("office"), more) as started:
        yield started


@pytest.fixture
def office(site: Site, browser: Browser) -> Iterator[Visit]:
    for visit in _visit(site, browser, 390, 844):
        visit.page.goto(f"{site.url}/links")
        visit.page.get_by_label("Passphrase", exact=True).fill(OFFICE)
        visit.page.get_by_role("button", name="Sign in with the passphrase").click()
        visit.page.get_by_text("Signed in as").wait_for()
        visit.settle()
        yield visit


def test_the_office_makes_and_withdraws_a_link(office: Visit, browser: Browser):
    page = office.page
    page.get_by_label("Name of the person").fill("Jo Parker")
    page.get_by_role("button", name="Make a link").click()
    address = page.locator("[data-testid=stCode]").inner_text().strip()
    assert address.startswith(f"{office.site.url}/induction?link=")
    visitor = browser.new_page()
    visitor.goto(address)
    expect(visitor.get_by_text("Jo Parker").first).to_be_visible()
    visitor.close()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("The link of Jo Parker is withdrawn.")).to_be_visible()
    with office.site.records() as records:
        kept = [entry for entry in records.audit.entries() if entry.kind == "link"]
    assert len(kept) >= 2
    assert {entry.actor for entry in kept} == {"Mr Office"}


def test_the_links_are_in_the_office_s_menu_and_the_desk_stays_shut(office: Visit):
    expect(office.page.get_by_role("link", name="Links")).to_be_visible()
    office.page.goto(f"{office.site.url}/desk")
    expect(office.page.get_by_text("Part of the desk")).to_have_count(0)
