"""The section [access]: what it gives, and clear words about what is wrong in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.access.passphrase import make_hash
from assistant.access.sessions import SessionLimits
from assistant.access.settings import AccessSettings, read_access
from assistant.errors import SettingsError

FILE = Path("school.toml")
HASH = make_hash("ladder pickle orbit velvet")
MICROSOFT = "https://login.microsoftonline.com"
TENANT = f"{MICROSOFT}/11111111-2222-3333-4444-555555555555/v2.0"


def test_without_the_section_nothing_is_unlocked():
    access = read_access(FILE, {})
    assert access == AccessSettings()
    assert not access.is_configured
    assert access.limits == SessionLimits(timedelta(minutes=30), timedelta(hours=8))


def test_addresses_are_compared_in_small_letters_and_roles_add_up():
    access = read_access(
        FILE,
        {"dsl": [" Dee@Hill.Example "], "leadership": ["dee@hill.example", "head@hill.example"]},
    )
    assert access.is_configured and access.uses_sign_on
    assert access.roles_of("dee@hill.example") == ("dsl", "leadership")
    assert access.roles_of("head@hill.example") == ("leadership",)
    assert access.roles_of("other@hill.example") == ()


def test_passphrase_alone_unlocks_and_its_hash_is_not_printed():
    access = read_access(
        FILE,
        {"passphrases": [{"name": "Ms  Dee", "roles": ["dsl"], "hash": HASH}]},
    )
    assert access.is_configured and not access.uses_sign_on
    assert [holder.name for holder in access.passphrases] == ["Ms Dee"]
    assert "argon2" not in repr(access)


def test_each_of_several_people_has_a_passphrase():
    access = read_access(
        FILE,
        {
            "passphrases": [
                {"name": "Ms Dee", "roles": ["dsl"], "hash": HASH},
                {"name": "Mr Oh", "roles": ["dsl", "admin"], "hash": HASH},
            ]
        },
    )
    assert [(h.name, h.roles) for h in access.passphrases] == [
        ("Ms Dee", ("dsl",)),
        ("Mr Oh", ("dsl", "admin")),
    ]


def test_limits_domain_and_issuers_are_read():
    access = read_access(
        FILE,
        {
            "domain": "School.sch.uk",
            "trusted_issuers": [TENANT],
            "idle_minutes": 10,
            "session_hours": 4,
        },
    )
    assert access.domain == "school.sch.uk" and access.trusted_issuers == (TENANT,)
    assert access.limits == SessionLimits(timedelta(minutes=10), timedelta(hours=4))


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"dls": []}, "unknown key dls"),
        ({"dsl": "dee@hill.example"}, "dsl in .access. must be a list"),
        ({"admin": ["dee"]}, 'admin in .access. holds "dee"'),
        ({"admin": ["*@hill.example"]}, "not an e-mail address"),
        ({"dsl": ["d\u0435e@hill.example"]}, "plain letters"),  # a Cyrillic letter
        ({"domain": "@hill.example"}, "domain in .access."),
        ({"domain": 3}, "domain in .access."),
        ({"trusted_issuers": ["http://id.example"]}, "begin with https://"),
        (
            {"trusted_issuers": [f"{MICROSOFT}/common/v2.0"]},
            "any organisation’s accounts",
        ),
        (
            {
                "trusted_issuers": [
                    TENANT.replace(TENANT[34:70], "9188040d-6c67-4c5b-b112-36a304b66dad")
                ]
            },
            "any organisation’s accounts",
        ),
        ({"passphrases": [{"name": "Ms Dee"}]}, "hash is missing in ..access.passphrases.."),
        ({"passphrases": [{"hash": "open", "name": "x", "roles": ["dsl"]}]}, "hash in .* is not"),
        ({"passphrases": [{"hash": HASH, "name": " ", "roles": ["dsl"]}]}, "name in .* must be"),
        ({"passphrases": [{"hash": HASH, "name": "x", "roles": ["staff"]}]}, "roles in .* must be"),
        ({"passphrases": [{"hash": HASH, "name": "x", "roles": []}]}, "roles in .* must be"),
        ({"passphrases": {"name": "x"}}, "must be written as ..access.passphrases.."),
        ({"passphrases": [{"name": "x", "hash": HASH}]}, "roles is missing in ..access.*number 1"),
        ({"passphrases": [{"nom": "x"}]}, "unknown key nom in"),
        (
            {"passphrases": [{"name": "x", "roles": ["dsl"], "hash": HASH}] * 2},
            "x has more than one passphrase",
        ),
        ({"idle_minutes": 0}, "idle_minutes in .access. must be a whole number from 1"),
        ({"idle_minutes": True}, "idle_minutes"),
        ({"session_hours": 25}, "session_hours in .access. must be"),
    ],
)
def test_a_slip_is_named(section, told):
    with pytest.raises(SettingsError, match=told) as error:
        read_access(FILE, section)
    assert str(error.value).startswith("school.toml: ")
