"""A name is found as a name, and taken out of our words alone."""

from __future__ import annotations

import unicodedata

import pytest

from assistant.records.naming import blanked, folded, wanted_by

ZOE = wanted_by({"Zoë Ray", "zoe@school.example", "Z"}, ("1",))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zoë Ray asked", "[erased] asked"),
        ("ZOË  RAY’s link", "[erased]’s link"),
        (unicodedata.normalize("NFD", "of Zoë Ray."), "of [erased]."),
        ("Zoë Raymond asked", "Zoë Raymond asked"),
        ("write to zoe@school.example", "write to [erased]"),
        ("Z stands for nobody", "Z stands for nobody"),
    ],
)
def test_a_name_is_a_whole_one_in_any_case_and_form(text, left):
    assert blanked(text, ZOE.pattern) == left


def test_names_are_compared_without_case_spaces_and_composition():
    assert folded(unicodedata.normalize("NFD", " zoë  RAY ")) in ZOE.names
    assert ZOE.names == {"zoë ray", "zoe@school.example"} and ZOE.actor_ids == ("1",)


def test_quotes_ids_and_kinds_stay_as_they_are():
    value = [
        {"group": "Zoë Ray", "kept": {"quote": {"text": "Zoë Ray"}}, "gloss": "Ask Zoë Ray."},
        {"part": "x", "paragraphs": [{"text": "Zoë Ray", "quoted": "c"}, {"text": "Zoë Ray"}]},
    ]
    assert blanked(value, ZOE.pattern) == [
        {"group": "Zoë Ray", "kept": {"quote": {"text": "Zoë Ray"}}, "gloss": "Ask [erased]."},
        {"part": "x", "paragraphs": [{"text": "Zoë Ray", "quoted": "c"}, {"text": "[erased]"}]},
    ]
