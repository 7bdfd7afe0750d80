"""Entries go to JSON and come back the same."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from assistant.records.entries import Draft, KeptQuote
from assistant.records.induction_entries import AttemptScore, InductionRecord
from assistant.records.plain import entry_of, plain, rebuilt, row_of
from tests.assistant.records.conftest import NOW
from tests.assistant.records.made import declaration, induction, link


def test_a_draft_comes_back_the_same(draft):
    made = draft()
    row = row_of(made)
    parts = json.loads(json.dumps(row["generated"]))
    assert entry_of(Draft, {**row, "generated": parts, "changed_by": "x"}) == made


def test_a_quote_kept_by_an_older_version_takes_defaults(draft):
    kept = plain(draft().edited[1])
    del kept["paragraphs"][0]["quoted"]
    assert rebuilt(type(draft().edited[1]), kept) == draft().edited[1]


def test_a_field_that_is_no_longer_known_is_passed_over(draft):
    quote = draft().quotes[0]
    assert rebuilt(KeptQuote, {**plain(quote), "colour": "blue"}) == quote


def test_a_time_within_comes_back_as_the_same_moment():
    local = datetime(2026, 7, 1, 9, 30, 0, 5, timezone(timedelta(hours=1)))
    scores = tuple(AttemptScore(number, 1, 2, at) for number, at in ((1, NOW), (2, local)))
    made = declaration(induction(link()), attempts=scores)
    row = row_of(made)
    kept = json.loads(json.dumps(row["attempts"]))
    assert entry_of(InductionRecord, {**row, "attempts": kept}) == made
