"""The rules see what a reader sees, however the letters are written."""

from __future__ import annotations

import pytest

from assistant.triage.rules import load_rules, plain, undisguised

TOLD = "a girl in my class just told me her dad hits her"


@pytest.mark.parametrize(
    "typed",
    [
        TOLD,
        TOLD.translate(str.maketrans("aeo", "аео")),  # Cyrillic
        "\u200b".join(TOLD),
        "".join(chr(0x1D41A + ord(c) - 97) if c.isalpha() else c for c in TOLD),  # bold letters
        "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in TOLD),  # wide letters
        TOLD.replace("i", "і\u00ad"),  # and a soft hyphen
    ],
)
def test_a_disclosure_in_disguised_letters_is_still_one(typed):
    assert load_rules().first_match(typed) is not None
    assert plain(typed) == TOLD


@pytest.mark.parametrize(
    "text", ["Мария говорит", "café – naïve…", "½ hour, £20, 1ˢᵗ", "Ångström", "αβγ", "日本語"]
)
def test_other_languages_and_signs_stay_as_they_are(text):
    assert undisguised(text) in (text, text.replace("ˢᵗ", "st"))
