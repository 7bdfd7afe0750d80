from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from assistant.access.errors import WeakPassphrase
from assistant.access.passphrase import is_hash, make_hash, matches, weakness


@pytest.mark.parametrize(
    "passphrase",
    [
        "ladder pickle orbit velvet",
        "tR7#vQ9!mZ2@kL4",
        "moss umbrella 42 tin",
        "ёлка мост чайник дом",
    ],
)
def test_good_ones_will_do(passphrase):
    assert weakness(passphrase) is None


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("", "too short: 0"),
        ("tR7#vQ9!mZ2@k", "too short: 13"),
        ("  short, padded      ", "too short"),
        ("12345678901234", "no letters"),
        ("2011-09-01 2024-07-21", "no letters"),
        ("Correct Horse Battery Staple", "first that anyone would guess"),
        ("P@ssword 2024!!!", "first that anyone would guess"),
        ("passw0rd1234567", "first that anyone would guess"),
        ("Password!Password!", "first that anyone would guess"),
        ("zebra zebra zebra", "first that anyone would guess"),
        ("aaaaaaaaaaaaaa", "first that anyone would guess"),
        ("Safeguarding123!", "first that anyone would guess"),
        ("x" + "ab c" * 200, "longer than 512"),
    ],
)
def test_weak_ones_are_refused_with_what_to_do(passphrase, told):
    assert told in (weakness(passphrase) or "")
    with pytest.raises(WeakPassphrase, match=told):
        make_hash(passphrase)


def test_hash_is_argon2id_with_the_librarys_defaults_and_a_salt_of_its_own():
    first, second = (make_hash("ladder pickle orbit velvet") for _ in range(2))
    assert first != second and "ladder" not in first
    assert extract_parameters(first).type is Type.ID
    assert not PasswordHasher().check_needs_rehash(first)
    assert matches("ladder pickle orbit velvet", first)
    assert not matches("ladder pickle orbit velve", first)


def test_same_characters_typed_on_another_keyboard_match():
    hashed = make_hash("caf\u00e9 ladder orbit velvet")
    assert matches(" cafe\u0301 ladder orbit velvet\n", hashed)


def test_only_a_hash_is_taken_for_one():
    assert is_hash(make_hash("ladder pickle orbit velvet"))
    for text in ("", "open", "$2b$12$abc", "$argon2id$", PasswordHasher(type=Type.D).hash("x")):
        assert not is_hash(text)
