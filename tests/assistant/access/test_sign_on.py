from __future__ import annotations

import pytest

from assistant.access.sign_on import faults, providers

PROVIDER = {"client_id": "id", "client_secret": "s", "server_metadata_url": "https://id.example"}
SHARED = {
    "redirect_uri": "https://policies.hill.example/oauth2callback",
    "cookie_secret": "x" * 32,
}


def test_one_provider_and_several_are_found():
    assert providers({**SHARED, **PROVIDER}) == ("default",)
    both = {**SHARED, "google": PROVIDER, "microsoft": PROVIDER}
    assert providers(both) == ("google", "microsoft")
    assert faults({**SHARED, **PROVIDER}) == faults(both) == ()


def test_localhost_may_do_without_encryption():
    local = {**SHARED, **PROVIDER, "redirect_uri": "http://localhost:8501/oauth2callback"}
    assert faults(local) == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cookie_secret": "xxx"}, "cookie_secret must be 32"),
        ({"cookie_secret": ""}, "cookie_secret must be 32"),
        ({"redirect_uri": "https://hill.example/"}, "redirect_uri must be the address"),
        ({"redirect_uri": "http://hill.example/oauth2callback"}, "must begin with https"),
        ({"client_secret": ""}, "[auth] lacks client_secret"),
        ({"google": {"client_id": "id"}}, "[auth.google] lacks client_secret, server_metadata_url"),
    ],
)
def test_faults_are_named(changes, told):
    [fault] = faults({**SHARED, **PROVIDER, **changes})
    assert told in fault


def test_without_the_section_every_part_is_asked_for():
    assert len(faults({})) == 3 and providers({}) == ()
