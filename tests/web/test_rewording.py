"""An answer is worded in the background, once, and whatever happens there ends."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from assistant.answers import PhrasedSentence
from assistant.web.rewording import Rewording

FIRST, SECOND = PhrasedSentence("One.", ("media-1",)), PhrasedSentence("Two.", ("media-1",))


@pytest.fixture
def answer(make_answer):
    return make_answer()


def test_sentences_come_one_by_one_and_the_end_is_known(answer):
    go_on = threading.Event()

    def words(given):
        yield replace(given, explanation=(FIRST,))
        go_on.wait(10)
        yield replace(given, explanation=(FIRST, SECOND))

    rewording = Rewording("m", answer, words)
    assert rewording.latest == answer
    rewording.start()
    assert not rewording.wait(0.2)
    assert rewording.latest.explanation == (FIRST,)
    go_on.set()
    assert rewording.wait(10) and rewording.is_done
    assert rewording.latest.explanation == (FIRST, SECOND)


def test_nothing_said_leaves_the_answer_as_it_is(answer):
    rewording = Rewording("m", answer, lambda _: iter(()))
    rewording.start()
    assert rewording.wait(10) and rewording.latest == answer


def test_a_failure_leaves_the_answer_as_it_was_and_no_words_in_the_log(answer, caplog):
    def words(given):
        yield replace(given, explanation=(FIRST,))
        raise RuntimeError("zebra")

    rewording = Rewording("m", answer, words)
    rewording.start()
    assert rewording.wait(10) and rewording.latest == answer
    assert "RuntimeError" in caplog.text and "zebra" not in caplog.text
