"""Whom a provider's claims let in. The school lists dee as DSL and owns hill.example."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.access.accounts import (
    Refused,
    check_passphrase,
    holder,
    sign_in_key,
    started_at,
    who_is,
)
from assistant.access.errors import TooManyTries, WrongPassphrase
from assistant.access.passphrase import make_hash
from assistant.access.settings import AccessSettings, LocalPassphrase
from assistant.access.throttle import Throttle
from assistant.records.entries import Actor

TENANT = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"
OTHER_TENANT = "https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/v2.0"
GOOGLE = "https://accounts.google.com"
ACCESS = AccessSettings(
    dsl=("dee@hill.example", "dee@gmail.com"),
    leadership=("chair@elsewhere.example",),
    domain="hill.example",
    trusted_issuers=(TENANT,),
)


def claims(email: object = "dee@hill.example", **changes: object) -> dict:
    return {"iss": "https://id.example", "email": email, "name": "Ms Dee", **changes}


def test_verified_address_has_the_roles_that_it_is_listed_under():
    found = who_is(claims("Dee@HILL.example", email_verified=True), ACCESS)
    assert found == Actor("Ms Dee", "dee@hill.example", ("dsl",))


def test_any_other_address_of_the_school_is_staff():
    found = who_is(claims("tee@hill.example", email_verified=True), ACCESS)
    assert isinstance(found, Actor) and found.roles == ("staff",)


def test_listed_address_of_another_domain_is_let_in_by_name():
    found = who_is(claims("chair@elsewhere.example", email_verified=True), ACCESS)
    assert isinstance(found, Actor) and found.roles == ("leadership",)


@pytest.mark.parametrize(
    "domain", ["other.example", "sub.hill.example", "xhill.example", "hill.example.evil.example"]
)
def test_address_outside_the_domain_is_nobody(domain):
    found = who_is(claims(f"tee@{domain}", email_verified=True), ACCESS)
    assert isinstance(found, Refused) and "@hill.example" in found.reason


def test_without_a_domain_everyone_verified_is_staff():
    found = who_is(claims("x@other.example", email_verified=True), AccessSettings(dsl=ACCESS.dsl))
    assert isinstance(found, Actor) and found.roles == ("staff",)


@pytest.mark.parametrize("verified", [False, None, "true", "false", 1, 0, ""])
def test_address_that_is_not_said_to_be_verified_is_nobody_even_from_a_trusted_issuer(verified):
    found = who_is(claims(email_verified=verified, iss=TENANT), ACCESS)
    assert isinstance(found, Refused) and "verified" in found.reason


@pytest.mark.parametrize("issuer", [OTHER_TENANT, TENANT + "/", TENANT.upper(), None, "", GOOGLE])
def test_silence_about_it_is_not_believed_of_an_issuer_that_is_not_the_schools(issuer):
    found = who_is(claims(iss=issuer), ACCESS)
    assert isinstance(found, Refused) and "trusted_issuers" in found.reason


def test_silence_about_it_is_believed_of_the_schools_own_tenant():
    found = who_is(claims(iss=TENANT), ACCESS)
    assert isinstance(found, Actor) and found.roles == ("dsl",)


@pytest.mark.parametrize(
    ("email", "hd", "let_in"),
    [
        ("dee@hill.example", "hill.example", True),
        ("dee@hill.example", None, False),
        ("dee@gmail.com", None, True),
    ],
)
def test_google_account_with_a_school_address_must_be_managed(email, hd, let_in):
    sent = claims(email, iss=GOOGLE, email_verified=True)
    found = who_is(sent | ({"hd": hd} if hd else {}), ACCESS)
    assert isinstance(found, Actor) is let_in


@pytest.mark.parametrize(
    "email",
    [
        None,
        "",
        7,
        ["dee@hill.example"],
        "dee",
        "dee@hill.example,tee@hill.example",
        "d\u0435e@hill.example",  # a Cyrillic letter
        "dee@hi\u212a.example",  # the kelvin sign, whose small letter is a k
    ],
)
def test_what_is_not_a_plain_address_is_nobody(email):
    access = AccessSettings(dsl=("dee@hill.example", "dee@hik.example"))
    found = who_is(claims(email, email_verified=True), access)
    assert isinstance(found, Refused) and "address" in found.reason


def test_user_name_is_no_substitute_for_an_address():
    sent = {"iss": TENANT, "preferred_username": "dee@hill.example", "name": "Ms Dee"}
    assert isinstance(who_is(sent, ACCESS), Refused)


def test_name_is_one_short_line_without_hidden_characters():
    found = who_is(claims(email_verified=True, name=" Ms\n\u202eDee " + "x" * 200), ACCESS)
    assert isinstance(found, Actor)
    assert found.name.startswith("Ms Dee x") and len(found.name) == 80


def test_nameless_account_is_shown_by_its_address():
    found = who_is(claims(email_verified=True, name=None), ACCESS)
    assert isinstance(found, Actor) and found.name == "dee@hill.example"


@pytest.mark.parametrize("issued", [None, "1", 1e30, float("nan"), -1e30])
def test_start_that_cannot_be_relied_on_is_none(issued):
    assert started_at({"iat": issued}) is None


def test_sign_ins_are_told_apart_by_person_and_time():
    first = {"iss": GOOGLE, "sub": "1", "iat": 100, "nonce": "n", "name": "Dee"}
    assert started_at(first) == datetime(1970, 1, 1, 0, 1, 40, tzinfo=UTC)
    assert sign_in_key(first) == sign_in_key({**first, "name": "Other"})
    for change in ({"sub": "2"}, {"iat": 101}, {"nonce": "m"}, {"iss": TENANT}):
        assert sign_in_key(first) != sign_in_key({**first, **change})


# The passphrase --------------------------------------------------------------------------------

MS_DEE = LocalPassphrase(make_hash("ladder pickle orbit velvet"), "Ms Dee", ("dsl",))
MR_OH = LocalPassphrase(make_hash("kettle marble tunnel fern"), "Mr Oh", ("dsl", "admin"))
EXPECTED = (MS_DEE, MR_OH)


def test_each_passphrase_is_its_own_holder():
    found = check_passphrase("ladder pickle orbit velvet", EXPECTED, Throttle(), 0.0)
    assert holder(found) == Actor("Ms Dee", "passphrase", ("dsl",))
    assert check_passphrase("kettle marble tunnel fern", EXPECTED, Throttle(), 0.0) is MR_OH


@pytest.mark.parametrize(
    "typed", ["", "ladder", "Ladder pickle orbit velvet", "x" * 100_000, MS_DEE.hashed, "\0"]
)
def test_everything_else_is_wrong(typed):
    with pytest.raises(WrongPassphrase, match="try again in 1 second"):
        check_passphrase(typed, EXPECTED, Throttle(), 0.0)


def test_try_within_the_wait_is_not_looked_at_even_when_right():
    throttle = Throttle()
    with pytest.raises(WrongPassphrase):
        check_passphrase("wrong", EXPECTED, throttle, 0.0)
    with pytest.raises(TooManyTries) as error:
        check_passphrase("ladder pickle orbit velvet", EXPECTED, throttle, 0.5)
    assert error.value.seconds == 0.5
    assert check_passphrase("ladder pickle orbit velvet", EXPECTED, throttle, 1.0)
