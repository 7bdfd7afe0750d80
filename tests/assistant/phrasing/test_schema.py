"""Reading a reply of the fixed form, whole and while it is coming."""

from __future__ import annotations

import json

import pytest

from assistant.phrasing.schema import read_made_up, read_reply

REPLY = {
    "verdict": "no",
    "headline": {"text": "No.", "clauses": [1]},
    "sentences": [{"text": "One.", "clauses": [1, 1]}, {"text": "Two.", "clauses": [2]}],
    "questions": ["Why?"],
}
TEXT = json.dumps(REPLY)


def test_a_whole_reply_is_read():
    reply = read_reply(TEXT)
    assert reply.whole
    assert [s.text for s in reply.sentences] == ["One.", "Two."]
    assert reply.sentences[0].clauses == (1,)


def test_a_sentence_counts_when_the_next_begins_and_never_when_it_is_cut():
    seen = []
    for end in range(1, len(TEXT)):
        reply = read_reply(TEXT[:end])
        if reply:
            assert all(s.text in ("One.", "Two.") for s in reply.sentences)
            assert reply.verdict in (None, "no")
            assert not reply.whole
            seen.append(len(reply.sentences))
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "Sure! Here you are.",
        "[]",
        "null",
        '{"verdict": "no"}',
        '{"verdict": 3, "headline": {"text": "No.", "clauses": []}, "sentences": []}',
        '{"verdict": "no", "headline": "No.", "sentences": []}',
        '{"verdict": "no", "headline": {"text": "No.", "clauses": [1]}, "sentences": ["One."]}',
    ],
)
def test_anything_else_is_no_reply(text):
    assert read_reply(text) is None


def test_a_fence_around_it_is_taken_off():
    assert read_reply(f"```json\n{TEXT}\n```").whole


def test_true_is_no_clause_number():
    text = TEXT.replace("[1, 1]", "[true, 2.5, 2]")
    assert read_reply(text).sentences[0].clauses == (2,)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('{"clauses": [{"number": 2, "questions": ["a?", 3, "b?"]}]}', {2: ("a?", "b?")}),
        ('{"clauses": [{"number": 1, "questions": []}]}', {1: ()}),
        ('```json\n{"clauses": []}\n```', {}),
        ('{"clauses": [{"number": true, "questions": ["a?"]}, 7, {"number": 1}]}', {}),
        (
            '{"clauses": [{"number": 1, "questions": ["a?"]}, {"number": 1, "questions": ["z?"]}]}',
            {1: ("a?",)},
        ),
        ('{"clauses": [{"number": 1, "questions": ["a?"', None),
        ('{"clauses": {"1": ["a?"]}}', None),
        ("[]", None),
        ("No.", None),
    ],
)
def test_made_up_questions_are_read_by_the_number_of_their_clause(text, read):
    assert read_made_up(text) == read
