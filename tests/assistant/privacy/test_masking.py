from __future__ import annotations

import pytest

from assistant.privacy.masking import Found, Kind, masked, restore

MESSAGE = "Can Ann text bo@example.org?"
ANN = Found(Kind.NAME, 4, 7, "Ann")
MAIL = Found(Kind.EMAIL, 13, 27, "bo@example.org")


def test_what_was_found_is_replaced_by_its_kind():
    done = masked(MESSAGE, [MAIL, ANN])
    assert done.text == "Can [name] text [e-mail]?"
    assert done.found == (ANN, MAIL)


def test_offsets_are_into_the_message_as_it_was_written():
    for found in masked(MESSAGE, [MAIL, ANN]).found:
        assert MESSAGE[found.start : found.end] == found.word


def test_a_message_without_anything_is_itself():
    assert masked("May I?", []).text == "May I?"


def test_what_overlaps_is_masked_as_one_by_its_longest_piece():
    inside = Found(Kind.NAME, 13, 15, "bo")
    beyond = Found(Kind.NAME, 8, 15, "text bo")
    assert masked(MESSAGE, [inside, MAIL]).text == "Can Ann text [e-mail]?"
    joined = masked(MESSAGE, [beyond, MAIL])
    assert joined.text == "Can Ann [e-mail]?"
    assert joined.found == (Found(Kind.EMAIL, 8, 27, "text bo@example.org"),)


def test_the_same_thing_found_twice_is_masked_once():
    assert masked(MESSAGE, [ANN, ANN]).found == (ANN,)


@pytest.mark.parametrize(
    ("index", "text"), [(0, "Can Ann text [e-mail]?"), (1, "Can [name] text bo@example.org?")]
)
def test_a_word_masked_by_mistake_is_put_back(index, text):
    done = restore(masked(MESSAGE, [ANN, MAIL]), index)
    assert done.text == text and len(done.found) == 1


def test_everything_put_back_is_the_message():
    done = masked(MESSAGE, [ANN, MAIL])
    assert restore(restore(done, -1), 0).text == MESSAGE


def test_putting_back_what_is_not_there_raises():
    with pytest.raises(IndexError):
        restore(masked(MESSAGE, [ANN]), 1)
