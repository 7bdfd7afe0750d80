"""Personal links are found by the hash of their token alone, and gone on with by their number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.records.entries import PersonalLink
from assistant.records.errors import DuplicateRecord, OutOfOrder, RecordClosed, UnknownRecord
from assistant.records.ids import new_id
from assistant.records.store import open_records
from tests.assistant.records.made import claim


@pytest.fixture
def link(now) -> PersonalLink:
    expiry = now + timedelta(days=30)
    return PersonalLink(new_id(), "Zoë Ray", "volunteer", "ef" * 32, "Jane Smith", now, expiry)


def another(link: PersonalLink, **changes) -> PersonalLink:
    """A new link for the same person, unless `changes` say otherwise."""
    return replace(link, link_id=new_id(), token_sha256=new_id(), **changes)


def test_a_link_is_found_by_its_token(records, link, jane):
    records.links.add(link, jane)
    assert records.links.find(link.token_sha256) == link and records.links.list() == [link]
    assert records.links.find("00" * 32) is None
    entry = records.audit.entries()[-1]
    assert "Zoë" not in str(entry) and link.token_sha256 not in str(entry)


def test_a_revoked_link_is_still_found_and_says_when(records, link, jane, clock):
    records.links.add(link, jane)
    clock.pass_days(2)
    records.links.revoke(link.link_id, jane)
    assert records.links.find(link.token_sha256) == replace(link, revoked_at=clock.now)
    with pytest.raises(RecordClosed, match="24 November 2026"):
        records.links.revoke(link.link_id, jane)


def test_a_token_stands_for_one_person(records, link, jane):
    records.links.add(link, jane)
    with pytest.raises(DuplicateRecord):
        records.links.add(replace(link, link_id=new_id(), person="Other"), jane)
    with pytest.raises(UnknownRecord):
        records.links.revoke("gone", jane)


def test_a_link_is_found_by_its_id(records, link, jane):
    records.links.add(link, jane)
    assert records.links.get(link.link_id) == link
    with pytest.raises(UnknownRecord):
        records.links.get("gone")


def test_a_link_goes_on_from_one_before_which_ends(records, link, jane, clock):
    records.links.add(link, jane)
    clock.pass_days(2)
    after = records.links.add_after(link.link_id, another(link), jane)
    assert after.goes_on_from == (link.link_id,)
    assert records.links.get(after.link_id) == after
    assert records.links.get(link.link_id).revoked_at == clock.now
    assert records.links.claim_of(after.link_id) is None
    made, ended = records.audit.entries()[-2:]
    assert (made.action, made.record_id) == ("add", after.link_id)
    assert made.detail == {"role": "volunteer", "goes_on_from": link.link_id}
    assert (ended.action, ended.record_id) == ("revoke", link.link_id)
    assert ended.detail == {"followed_by": after.link_id}
    third = records.links.add_after(after.link_id, another(link), jane)
    assert third.goes_on_from == (after.link_id, link.link_id)


def test_what_ended_before_is_not_ended_again(records, link, jane, clock):
    records.links.add(link, jane)
    clock.pass_days(40)  # it has run out
    after = records.links.add_after(link.link_id, another(link), jane)
    assert records.links.get(link.link_id) == link
    records.links.revoke(after.link_id, jane)
    records.links.add_after(after.link_id, another(link), jane)
    assert [e.action for e in records.audit.entries()] == ["add", "add", "revoke", "add"]


@pytest.mark.parametrize("changes", [{"person": "Zoë Roy"}, {"role": "governor"}])
def test_a_link_never_goes_on_from_another_persons_or_roles(records, link, jane, changes):
    records.links.add(link, jane)
    with pytest.raises(OutOfOrder):
        records.links.add_after(link.link_id, another(link, **changes), jane)
    assert records.links.list() == [link]
    assert [e.action for e in records.audit.entries()] == ["add"]


def test_one_link_alone_goes_on_from_another(records, link, jane):
    records.links.add(link, jane)
    first = records.links.add_after(link.link_id, another(link), jane)
    records.links.add_after(first.link_id, another(link), jane)
    for before in (link, first):
        with pytest.raises(RecordClosed, match="goes on from this one already"):
            records.links.add_after(before.link_id, another(link), jane)
    with pytest.raises(UnknownRecord):
        records.links.add_after("gone", another(link), jane)
    assert len(records.links.list()) == 3


def test_whoever_comes_first_chooses_the_number(records, link, jane):
    records.links.add(link, jane)
    assert records.links.claim_of(link.link_id) is None
    first = claim(link)
    records.links.claim(first, jane)
    with pytest.raises(RecordClosed, match="chosen for this link on 22 November 2026"):
        records.links.claim(claim(link, pin_hash="another"), jane)
    assert records.links.claim_of(link.link_id) == first
    with pytest.raises(UnknownRecord):
        records.links.claim(replace(first, link_id="gone"), jane)
    assert first.pin_hash not in str(records.audit.entries()) + repr(first)


def test_a_forgotten_number_is_freed_by_the_school_and_another_chosen(records, link, jane):
    records.links.add(link, jane)
    records.links.claim(claim(link), jane)
    records.links.unclaim(link.link_id, jane)
    assert records.links.claim_of(link.link_id) is None
    with pytest.raises(UnknownRecord):
        records.links.unclaim(link.link_id, jane)
    records.links.claim(claim(link, pin_hash="another"), jane)
    actions = [entry.action for entry in records.audit.entries() if entry.kind == "link"]
    assert actions == ["add", "claim", "unclaim", "claim"]


def test_tries_are_counted_also_after_a_restart_until_one_is_right(records, url, link, jane):
    records.links.add(link, jane)
    with pytest.raises(UnknownRecord):
        records.links.begin_try(link.link_id)
    records.links.claim(claim(link), jane)
    assert [records.links.begin_try(link.link_id).wrong_tries for _ in range(3)] == [1, 2, 3]
    with open_records(url) as again:
        assert again.links.begin_try(link.link_id) == claim(link, wrong_tries=4)
    records.links.try_was_right(link.link_id)
    assert records.links.claim_of(link.link_id) == claim(link)
