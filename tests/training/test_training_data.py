"""The training data: nothing held out is fitted on, and every line says where it came from."""

from __future__ import annotations

import random

from training.data import (
    CONTRASTS,
    OWN_DATA,
    organisations,
    read_contrasts,
    read_grown,
    read_jsonl,
)
from training.typing_errors import mistyped


def test_no_held_out_organisation_is_among_those_fitted():
    held_out = organisations(held_out=True)
    assert held_out
    assert not set(held_out) & set(organisations(held_out=False))
    unseen = {c.text for c in read_grown(held_out)[1]}
    assert not unseen & {c.text for c in read_grown(organisations(held_out=False))[1]}


def test_every_line_names_its_source_and_was_read_twice():
    lines = [r for f in sorted(OWN_DATA.glob("*.questions.jsonl")) for r in read_jsonl(f)]
    assert len(lines) >= 4000
    assert all(record["source"] and record["second"] for record in lines)


def test_questions_come_with_their_clause_and_its_library():
    rows, clauses = read_grown(organisations(held_out=False)[:1])
    keys = {c.key for c in clauses}
    answerable = [r for r in rows if r.verdict != "none"]
    assert all(r.clause.key in keys for r in answerable)
    assert all(set(r.also_keys) <= keys for r in answerable)
    assert all(r.clause.document in r.library for r in rows)


def test_contrasts_put_one_question_to_clauses_that_rule_differently():
    records = list(read_jsonl(CONTRASTS))
    rows = read_contrasts()
    labels = sum(len(asked["v"]) for record in records for asked in record["questions"])
    disputed = sum(
        len(asked["second"])
        for record in records
        for asked in record["questions"]
        if asked["second"] != "agrees"
    )
    assert len(rows) == labels - disputed
    turned = [
        asked
        for record in records
        for asked in record["questions"]
        if {"yes", "no"} <= set(asked["v"].values())
    ]
    assert len(turned) > len(records)  # the topic alone tells nothing


def test_mistyped_questions_keep_their_length_about_and_differ():
    draw = random.Random(1)
    question = "Can I accept a friend request from a parent?"
    typed = [mistyped(question, draw) for _ in range(20)]
    assert len(set(typed)) > 10
    assert all(abs(len(t) - len(question)) <= 8 for t in typed)
    assert all(t == t.lower() for t in typed)
