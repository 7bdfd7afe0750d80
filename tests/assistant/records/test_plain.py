"""Entries go to JSON and come back the same."""

from __future__ import annotations

import json

from assistant.records.entries import Draft, KeptQuote
from assistant.records.plain import entry_of, plain, rebuilt, row_of


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
