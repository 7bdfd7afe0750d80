"""Personal links are found by the hash of their token alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.records.entries import PersonalLink
from assistant.records.errors import DuplicateRecord, RecordClosed, UnknownRecord
from assistant.records.ids import new_id


@pytest.fixture
def link(now) -> PersonalLink:
    expiry = now + timedelta(days=30)
    return PersonalLink(new_id(), "Zoë Ray", "volunteer", "ef" * 32, "Jane Smith", now, expiry)


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
