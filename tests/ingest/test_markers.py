"""Bullets and numbers at the start of a line."""

from __future__ import annotations

import pytest

from ingest.markers import Marker, bullet_of, follows, is_lone_bullet, number_of, opens

BULLETS = [
    "• a",
    "■ a",
    "\x7f a",
    "\uf0b7 a",
    "- a",
    "– a",
    "* a",
    "o a",
    "l Staff",
    "►a",
    "✓ a",
    "§ a",
]
NOT_BULLETS = ["-5 degrees", "a dog", "online", "only staff", "I agree", "*note", "left"]


@pytest.mark.parametrize("text", BULLETS)
def test_a_glyph_however_it_came_out_is_a_bullet(text):
    marker = bullet_of(text)
    assert marker is not None and text[marker.end :] in {"a", "Staff"}


@pytest.mark.parametrize("text", NOT_BULLETS)
def test_words_and_signs_are_no_bullets(text):
    assert bullet_of(text) is None


def test_numbers_are_told_from_amounts_and_initials():
    table = [
        ("1. Scope", "1", "1."),
        ("4.2 Photos", "4.2", "1.1"),
        ("4.2.1. x", "4.2.1", "1.1.1."),
        ("(a) x", "a", "(a)"),
        ("b) x", "b", "a)"),
        ("(iv) x", "iv", "(i)"),
        ("iv. x", "iv", "i."),
        ("12) x", "12", "1)"),
    ]
    for text, number, shape in table:
        marker = number_of(text)
        assert marker is not None and (marker.number, marker.shape) == (number, shape), text
    for text in ("13 is the age", "J. R. Smith", "2024 review", "Staff 1.", "3.5kg"):
        assert number_of(text) is None, text


def test_the_next_number_follows_and_others_dont():
    def marker(label):
        return Marker(label, 0, label.strip("()."))

    for before, after in (
        ("1.", "2."),
        ("1.1", "1.2"),
        ("1", "1.1"),
        ("1.9", "2"),
        ("(a)", "(b)"),
        ("iii", "iv"),
    ):
        assert follows(marker(before), marker(after)), (before, after)
    for before, after in (("1.", "3."), ("1.1", "1.3"), ("(a)", "(c)"), ("12", "13.5")):
        assert not follows(marker(before), marker(after)), (before, after)
    assert opens(marker("1.1")) and opens(marker("a")) and not opens(marker("2"))


def test_a_glyph_alone_is_a_lone_bullet():
    assert (
        is_lone_bullet("•")
        and is_lone_bullet(" o ")
        and not is_lone_bullet("a")
        and not is_lone_bullet("1.")
    )
