"""Misspelt words are put right for the models; names, slang and the school's own words stay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.question.spelling import Speller, Spelling
from ingest.documents import Policy

POLICY = (
    "Governors and each chaperone must report safeguarding concerns. Famly is our app for a parent."
)
SPELLER = Speller([POLICY])


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("who are the governers", "who are the governors"),
        ("safegarding breifing", "safeguarding briefing"),
        ("do i need permision from a perent", "do i need permission from a parent"),
        ("can a chaparone post", "can a chaperone post"),
        ("do the same soical media rules aplly", "do the same social media rules apply"),
    ],
)
def test_a_misspelt_word_is_put_right(typed, understood):
    assert SPELLER.corrected(typed) == understood


@pytest.mark.parametrize(
    "typed",
    [
        "can i add a mum on insta or snap",
        "i dont know whos dm that is tbh",
        "Can Aoife and Theo stay on Famly?",
        "texted, swaddled and unfollowed",
        "the childminder's safeguarding app",
        "KCSIE 2026 and EYFS",
        "",
        "?!… 12:30 £5 a@b.example",
    ],
)
def test_names_slang_and_known_words_stay(typed):
    assert SPELLER.corrected(typed) == typed


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("staff musnt post", "staff mustnt post"),
        ("i mussnt tell", "i mustnt tell"),
        ("shoulnt we ask", "shouldnt we ask"),
        ("coudnt i post", "couldnt i post"),
        ("it doesn`t apply and shouldn´t", "it doesn't apply and shouldn't"),
    ],
)
def test_a_not_is_kept(typed, understood):
    assert SPELLER.corrected(typed) == understood


@pytest.mark.parametrize(
    "word", ["ilegal", "imoral", "irelevant", "iregular", "imature", "unkown", "disallowd", "doesn"]
)
def test_no_correction_takes_a_negating_beginning_or_end_away(word):
    corrected = SPELLER.corrected(word)
    assert corrected[:2] == word[:2]
    assert corrected not in ("legal", "moral", "relevant", "regular", "mature", "known", "does")


@pytest.mark.parametrize(
    "typed", ["can mila and evie go", "adhd meds", "dmed me", "a kirpan", "crêpe fiancé"]
)
def test_names_and_terms_in_lower_case_stay(typed):
    assert SPELLER.corrected(typed) == typed


def test_sessions_that_share_a_speller_all_get_the_same():
    speller = Speller([POLICY])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(speller.corrected, ["who are the governers"] * 16))
    assert set(found) == {"who are the governors"}


def test_a_word_of_the_library_is_preferred():
    assert Speller(["the trampette is locked away"]).corrected("trampete") == "trampette"
    assert "trampette" not in Speller([]).corrected("trampete")


def test_a_new_version_of_a_policy_makes_a_new_speller():
    first = Policy("p", "P", "p.txt", "1", "Ask the bursar.", 1)
    second = Policy("p", "P", "p.txt", "2", "Ask the almoner.", 1)
    spelling = Spelling()
    speller = spelling.speller([first])
    assert spelling.speller([first]) is speller
    assert spelling.speller([second]).corrected("the almonr") == "the almoner"
