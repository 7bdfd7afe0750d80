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


def test_a_new_link_goes_on_from_the_one_before_when_the_office_says_so(office: Visit):
    page, made = office.page, office.page.locator("[data-testid=stCode]")
    with office.site.records() as records:
        before = len(records.links.list())

    def ask_for(person: str) -> None:
        page.get_by_label("Name of the person").fill(person)
        office.press(page.get_by_role("button", name="Make a link"))

    ask_for("Ada Lost")
    made.wait_for()
    ask_for("ada lost")
    expect(page.get_by_text("Is this the same person?")).to_be_visible()
    options = page.get_by_test_id("stRadioOption")
    expect(options).to_have_count(2)
    office.press(page.get_by_role("button", name="Make the link"))
    expect(page.get_by_text("Nothing was made yet.")).to_be_visible()
    with office.site.records() as records:
        assert len(records.links.list()) == before + 1
    options.filter(has_text="Goes on from the link of").click()
    office.press(page.get_by_role("button", name="Make the link"))
    made.wait_for()
    with office.site.records() as records:
        new, old = records.links.list()[:2]
        trail = [(e.action, e.record_id) for e in records.audit.entries() if e.kind == "link"]
    assert new.goes_on_from == (old.link_id,) and new.person == "Ada Lost" and old.revoked_at
    assert trail[-2:] == [("add", new.link_id), ("revoke", old.link_id)]
    kept = page.locator(f".st-key-link-{old.link_id}")
    expect(kept).to_contain_text("Gone on with by the link of")
    expect(kept.get_by_role("button")).to_have_count(0)
    expect(page.locator(f".st-key-link-{new.link_id}")).to_contain_text("Goes on from the link of")

    # Another person of the same name begins afresh.
    ask_for("Ada Lost")
    expect(options).to_have_count(2)  # the one that was gone on with is offered no more
    options.filter(has_text="Begins afresh").click()
    office.press(page.get_by_role("button", name="Make the link"))
    made.wait_for()
    with office.site.records() as records:
        assert records.links.list()[0].goes_on_from == ()
        assert records.links.get(new.link_id).revoked_at is None
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_links_are_in_the_office_s_menu_and_the_desk_stays_shut(office: Visit):
    expect(office.page.get_by_role("link", name="Links")).to_be_visible()
    office.page.goto(f"{office.site.url}/desk")
    expect(office.page.get_by_text("Part of the desk")).to_have_count(0)
