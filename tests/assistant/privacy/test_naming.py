from __future__ import annotations

import pytest

from assistant.privacy.lexicon import lexicon
from assistant.privacy.naming import find_names

NAMED = [
    ("can i message jayden's mum", ["jayden"]),
    ("graces mum rang", ["graces"]),
    ("mrs khan and Miss F said no", ["khan", "F"]),
    ("Dr. Nowicki wrote", ["Nowicki"]),
    ("ask miss oduya", ["oduya"]),
    ("R.B. in 4C filmed it", ["R.B."]),
    ("child J told me", ["J"]),
    ("Jaxon P left", ["Jaxon P"]),
    ("dave smith is on fb", ["dave smith"]),
    ("Callum Dreyfus liked it", ["Callum Dreyfus"]),
    ("is Siobhan O'Rourke a friend", ["Siobhan O'Rourke"]),
    ("can kaydee-leigh be in it", ["kaydee-leigh"]),
    ("Ināra and Zoë left", ["Ināra", "Zoë"]),
    ("message zyrabe about it", ["zyrabe"]),
    ("this is zyrabe from the kitchen", ["zyrabe"]),
    ("the Okafors came", ["Okafors"]),
    # names that are words
    ("Grace has posted a picture", ["Grace"]),
    ("mark in my class films", ["mark"]),
    ("I saw Will film it", ["Will"]),
    ("my niece summer goes there", ["summer"]),
    ("rose's account is open", ["rose"]),
    ("Heather, Ivy and Violet danced", ["Heather", "Ivy", "Violet"]),
    ("can bill film", ["bill"]),
    ("give ruby a lift", ["ruby"]),
    ("Can we? Thanks, Joy", ["Joy"]),
    ("frank is 84", ["frank"]),
]
UNNAMED = [
    "May I post photos of sports day on Facebook?",
    "Will staff get training in Summer or in May?",
    "Mark the register on Snapchat, TikTok or Google Classroom",
    "Is there a grace period? Hope this is ok. Summer fair posters",
    "Can I bill for overtime, chase a parent, or pat a child on the head",
    "does the DSL, the LADO or Ofsted look at KCSIE in Year 3",
    "What are Sarah's Law and Gillick competence? Is Harry Potter ok at St Anne's?",
    "Robin class and the Willow parents went to Norwich with Miss, Sir and the Head",
    "can parants and techers ad me on whatsap",
    "they dont, they haven't, it's Monday, plan B, the U.K. and P.E.",
]


@pytest.mark.parametrize(("message", "names"), NAMED)
def test_names_are_found(message, names):
    assert sorted(f.word for f in find_names(message)) == sorted(names)


@pytest.mark.parametrize("message", UNNAMED)
def test_other_words_are_left_alone(message):
    assert [f.word for f in find_names(message)] == []


def test_a_message_in_capitals_is_read_like_any_other():
    assert [f.word for f in find_names("CAN I MESSAGE JAYDEN ABOUT SCHOOL")] == ["JAYDEN"]


def test_offsets_fit_the_word():
    for message, _ in NAMED:
        for found in find_names(message):
            assert message[found.start : found.end] == found.word


def test_a_huge_paste_is_read_in_seconds():
    for piece in ("Ivy, ", "Zyxqv's mum ", "a" * 50, "A.B. "):
        find_names(piece * (100_000 // len(piece)))


def test_the_word_lists_do_not_speak_against_each_other():
    lex = lexicon()
    assert not lex.given & lex.words_as_names
    assert not lex.given & lex.not_names
    assert not lex.surnames & (lex.word_surnames | lex.not_names)
    assert not lex.doers & lex.things
    assert not (lex.given | lex.surnames) & lex.english
    for words in (lex.given, lex.surnames, lex.not_names):
        assert all(word == word.lower() for word in words)
