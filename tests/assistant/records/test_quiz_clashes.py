"""Clauses marked as in conflict are kept with who and why, and nothing of a mark is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from assistant.records.errors import DuplicateRecord, RecordClosed, UnknownRecord
from tests.assistant.records.conftest import ODD, QUOTE

OTHER = replace(QUOTE, quote=replace(QUOTE.quote, clause_id="media-2", text=ODD))


def test_a_mark_is_kept_as_the_clauses_stood_with_who_and_why(records, jane, sam, clock):
    assert records.quiz_clashes.standing() == []
    pair = records.quiz_clashes.add((QUOTE, OTHER), "One bans what the other allows.", jane)
    clock.pass_days(1)
    single = records.quiz_clashes.add((OTHER,), "The head is asked.", sam)
    assert records.quiz_clashes.standing() == [single, pair]
    assert pair.clauses == (QUOTE, OTHER) and pair.marked_by == "Jane Smith"
    assert (single.marked_at, single.reason) == (clock.now, "The head is asked.")


def test_the_trail_has_the_marking_and_the_taking_back_with_their_reasons(records, jane, sam):
    clash = records.quiz_clashes.add((QUOTE, OTHER), "They clash.", jane)
    records.quiz_clashes.take_back(clash.clash_id, "The head has settled it.", sam)
    marked, taken = records.audit.entries()
    assert (marked.action, marked.kind, marked.record_id) == ("mark", "quiz_clash", clash.clash_id)
    assert marked.detail["clauses"] == ["media-1", "media-2"]
    assert marked.detail["reason"] == "They clash."
    assert (taken.action, taken.actor) == ("take_back", "Sam Okafor")
    assert taken.detail["reason"] == "The head has settled it."
    assert records.audit.verify() is None


def test_what_was_taken_back_stands_no_more_and_can_be_marked_again(records, jane):
    clash = records.quiz_clashes.add((QUOTE,), "It clashes.", jane)
    records.quiz_clashes.take_back(clash.clash_id, "It doesn’t.", jane)
    assert records.quiz_clashes.standing() == []
    with pytest.raises(RecordClosed, match="taken back on 22 November 2026"):
        records.quiz_clashes.take_back(clash.clash_id, "Again.", jane)
    with pytest.raises(UnknownRecord):
        records.quiz_clashes.take_back("gone", "Why not.", jane)
    again = records.quiz_clashes.add((QUOTE,), "It does.", jane)
    assert records.quiz_clashes.standing() == [again]


def test_the_same_clauses_are_marked_once(records, jane, sam):
    records.quiz_clashes.add((QUOTE, OTHER), "They clash.", jane)
    with pytest.raises(DuplicateRecord, match="Jane Smith marked this"):
        records.quiz_clashes.add((OTHER, QUOTE), "They clash.", sam)
    assert len(records.quiz_clashes.standing()) == 1 == len(records.audit.entries())


def test_who_marked_can_be_erased_and_the_mark_stays(records, jane, sam):
    records.quiz_clashes.add((QUOTE,), "Jane Smith will ask the head.", jane)
    records.person.erase("Jane Smith", sam)
    (clash,) = records.quiz_clashes.standing()
    assert "Jane" not in clash.marked_by and clash.reason == "" and clash.clauses == (QUOTE,)
    assert records.audit.verify() is None


@pytest.mark.parametrize(
    "change", ["UPDATE quiz_clashes SET clash_id = 'x'", "DELETE FROM quiz_clashes"]
)
def test_a_mark_is_never_changed_or_deleted(records, url, jane, change):
    records.quiz_clashes.add((QUOTE,), "It clashes.", jane)
    engine = create_engine(url)
    with pytest.raises(Exception, match="is never"), engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
