"""Sentences and the cutting of long paragraphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import WORDS_IN_A_CLAUSE, cuts, sentence_starts


def sentences(text):
    starts = sentence_starts(text)
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def test_sentences_end_where_a_reader_would_end_them():
    text = "Ask Mr. Hall or Mrs. T. Bell, e.g. Monday. Is it at 3.15 p.m.? Yes. “Never.” Then stop"
    assert sentences(text) == [
        "Ask Mr. Hall or Mrs. T. Bell, e.g. Monday.",
        "Is it at 3.15 p.m.?",
        "Yes.",
        "“Never.”",
        "Then stop",
    ]


def test_a_paragraph_within_the_limit_is_whole():
    assert cuts("One. Two. Three.") == [(0, 16)]


def test_an_exception_is_never_parted_from_its_rule():
    rule = " ".join(["word"] * 60).capitalize() + "."
    for opening in (
        "However, this",
        "Except where this",
        "Unless that",
        "This does not apply and it",
        "The only exception",
        "Only the head",
    ):
        text = f"{rule} {rule} {opening} is so. {rule}"
        for start, end in cuts(text):
            assert not text[start:end].startswith(opening)


@given(st.lists(st.integers(3, 60), min_size=1, max_size=20))
def test_the_cuts_cover_the_text_in_whole_sentences(lengths):
    text = " ".join(" ".join(["Word", *["word"] * (n - 1)]) + "." for n in lengths)
    spans = cuts(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(text[a:b].strip().endswith(".") for a, b in spans)
    assert all(len(text[a:b].split()) <= WORDS_IN_A_CLAUSE + 60 for a, b in spans)
