from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.access.errors import LinkError, NotAllowed
from assistant.access.links import (
    LINK_ROLES,
    LINK_WORDS,
    LinkStanding,
    chat_role,
    check_link,
    holder,
    make_link,
)
from assistant.access.roles import permissions_of
from assistant.records.entries import Actor

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEE = Actor("Ms Dee", "dsl@hill.example", ("dsl",))


def made(days: int = 14):
    return make_link(" Pat  Reader ", "volunteer", days, DEE, NOW)


def test_link_keeps_the_hash_and_not_the_token():
    token, link = made()
    assert len(token) == 43  # 32 bytes, URL-safe
    assert link.token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    assert token not in repr(link)
    assert (link.person, link.role, link.made_by) == ("Pat Reader", "volunteer", "Ms Dee")
    assert link.expires_at == NOW + timedelta(days=14)


def test_no_two_links_are_alike():
    (first_token, first), (second_token, second) = made(), made()
    assert first_token != second_token and first.link_id != second.link_id


def test_link_lets_in_until_it_runs_out_or_is_revoked():
    token, link = made()
    assert check_link(token, link, NOW) is LinkStanding.OK
    assert check_link(token, link, link.expires_at - timedelta(seconds=1)) is LinkStanding.OK
    assert check_link(token, link, link.expires_at) is LinkStanding.EXPIRED
    revoked = replace(link, revoked_at=NOW)
    assert check_link(token, revoked, NOW) is LinkStanding.REVOKED
    assert check_link(token, revoked, link.expires_at) is LinkStanding.REVOKED


def test_other_token_and_no_link_are_unknown():
    token, link = made()
    for other, found in ((made()[0], link), ("", link), (token + "é", link), (token, None)):
        assert check_link(other, found, NOW) is LinkStanding.UNKNOWN


def test_there_are_words_for_each():
    assert set(LINK_WORDS) == set(LinkStanding)


def test_holder_of_a_link_may_do_nothing_behind_the_sign_in():
    _, link = made()
    assert holder(link) == Actor("Pat Reader", f"link:{link.link_id}")
    assert not permissions_of(holder(link).roles)


@pytest.mark.parametrize(
    ("link_role", "asks_as"),
    [
        ("volunteer", "volunteer"),
        ("teaching", "staff"),
        ("support", "staff"),
        ("supply", "staff"),
        ("governor", "governor"),
        ("staff", "staff"),  # of a link that was made before there were inductions
    ],
)
def test_holder_asks_in_the_role_that_the_chat_knows(link_role, asks_as):
    assert chat_role(link_role) == asks_as


@pytest.mark.parametrize("role", LINK_ROLES)
def test_a_link_can_be_for_whoever_comes_to_an_induction(role):
    _, link = make_link("Pat", role, 7, DEE, NOW)
    assert link.role == role and not permissions_of([role])


@pytest.mark.parametrize(
    ("person", "role", "days", "told"),
    [
        (" ", "volunteer", 7, "needs the person’s name"),
        ("x" * 81, "volunteer", 7, "at most 80"),
        ("Pat", "dsl", 7, "not for “dsl”"),
        ("Pat", "staff", 7, "can be for volunteer, teaching, support, supply, governor"),
        ("Pat", "volunteer", 0, "from 1 to 365 days"),
        ("Pat", "volunteer", 366, "from 1 to 365 days"),
    ],
)
def test_link_that_cannot_be_made_says_why(person, role, days, told):
    with pytest.raises(LinkError, match=told):
        make_link(person, role, days, DEE, NOW)


def test_only_who_manages_links_makes_one():
    with pytest.raises(NotAllowed):
        make_link("Pat", "volunteer", 7, Actor("Head", "head@hill.example", ("leadership",)), NOW)
