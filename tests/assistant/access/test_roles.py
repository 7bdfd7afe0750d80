from __future__ import annotations

import pytest

from assistant.access.errors import NotAllowed
from assistant.access.roles import Permission, allowed, permissions_of, required
from assistant.records.entries import Actor

P = Permission
GRANTED = {
    "dsl": {
        P.USE_DESK,
        P.SIGN,
        P.UPLOAD,
        P.READ_RECORDS,
        P.MANAGE_LINKS,
        P.MANAGE_INDUCTION,
        P.READ_REGISTER,
        P.VERIFY_INDUCTION,
    },
    "admin": {
        P.UPLOAD,
        P.READ_RECORDS,
        P.MANAGE_LINKS,
        P.ADMINISTER,
        P.READ_REGISTER,
        P.VERIFY_INDUCTION,
    },
    "leadership": {P.READ_LEADERSHIP},
    "staff": set(),
    "volunteer": set(),
    "DSL": set(),
}


@pytest.mark.parametrize("role", GRANTED)
def test_each_role_may_do_this_and_nothing_else(role):
    assert permissions_of([role]) == GRANTED[role]


def test_roles_add_up():
    assert permissions_of(["dsl", "leadership"]) == GRANTED["dsl"] | GRANTED["leadership"]


@pytest.mark.parametrize("permission", Permission)
def test_nobody_and_staff_may_do_nothing(permission):
    for actor in (None, Actor("Mr Tee", "teacher@hill.example", ("staff",)), Actor("x", "link:1")):
        assert not allowed(actor, permission)
        with pytest.raises(NotAllowed):
            required(actor, permission)


def test_whoever_may_do_it_is_returned():
    actor = Actor("Ms Dee", "dsl@hill.example", ("dsl",))
    assert required(actor, Permission.SIGN) is actor


def test_refusal_says_who_was_refused_what_is_missing_and_who_can_give_it():
    actor = Actor("Mr Tee", "teacher@hill.example", ("staff",))
    with pytest.raises(NotAllowed) as refused:
        required(actor, Permission.SIGN)
    told = str(refused.value)
    assert "Mr Tee (teacher@hill.example), here as staff" in told
    assert "sign replies" in told and "Designated Safeguarding Lead" in told
    assert "school.toml" in told
