"""The main clause of a sentence, on sentences a person can check."""

from __future__ import annotations

import pytest

from assistant.modality.main_clause import parts_of


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Staff who must travel may claim.", "Staff may claim."),
        ("Photographs that should not be shared are kept here.", "Photographs are kept here."),
        ("If a parent asks whether they can film, say no.", "say no."),
        ("If you are ill, late or away, you must ring.", "you must ring."),
        ("Where, in an emergency, nobody answers, they must ring.", "they must ring."),
        ("House points once given must not be taken away.", "House points must not be taken away."),
        ("Phones used after school must be off.", "Phones used after school must be off."),
        ("Staff working when the school closes must stay.", "Staff working must stay."),
        ("An allegation that a man may have lied must be told.", "An allegation must be told."),
        (
            "Anyone who sees a sign that suggests harm must tell the lead.",
            "Anyone must tell the lead.",
        ),
        ("Staff may (if they wish) sit.", "Staff may sit."),
        ("Should it rain, the match may move.", "the match may move."),
        ("Collect no more names than they need.", "Collect no more names ."),
    ],
)
def test_what_is_subordinate_is_blanked_out(text, main):
    assert " ".join(parts_of(text).main.split()) == main


def test_places_stay_the_same():
    text = "Staff who must travel may claim."
    parts = parts_of(text)
    assert len(parts.main) == len(text)
    assert text[parts.verb :].startswith("may")
    assert [text[start:end].strip() for start, end in parts.within] == ["who must travel"]


def test_a_condition_that_needs_no_verb_is_told_by_its_place():
    text = "Filming without consent is banned."
    assert " ".join(parts_of(text, [text.index("without")]).main.split()) == "Filming is banned."
