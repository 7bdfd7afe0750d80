"""Inductions go when the school's time for them is over, and never what a later one rests on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.records.induction_entries import ClauseRead
from assistant.records.store import open_records
from tests.assistant.records.made import (
    approved,
    attempt,
    begun,
    claim,
    declared,
    holder,
    induction,
    quizzed,
    read,
    verification,
)


@pytest.fixture
def left(records):
    """An induction that somebody left after a first answer."""
    made = begun(records, "Kit Orr")
    records.inductions.mark_read([read(made)], holder(made))
    quizzed(records, made, approved(records))
    return made


@pytest.fixture
def record(records, jane):
    """A declared and confirmed one."""
    made = begun(records)
    records.inductions.mark_read([read(made)], holder(made))
    quizzed(records, made, approved(records))
    kept = declared(records, made)
    records.induction_records.verify(verification(kept), jane)
    return kept


def test_one_that_was_left_goes_with_all_that_happened_in_it(records, left, record, jane, now):
    go = records.inductions.attempts(left.induction_id)[0]
    later = now + timedelta(days=31)
    assert records.retention.purge({"inductions": 30}, later, jane) == {"inductions": 1}
    assert records.inductions.of_link(left.link_id) == []
    assert records.inductions.reads(left.induction_id) == []
    assert records.inductions.attempts(left.induction_id) == []
    assert records.inductions.answers(go.attempt_id) == []
    assert records.induction_records.list() == [record]
    assert len(records.inductions.all_answers()) == 2 and len(records.quiz.list()) == 4


def test_time_runs_from_when_somebody_last_went_on_with_it(records, left, jane, now, clock):
    clock.pass_days(20)
    records.inductions.mark_read([read(left, "media-2")], holder(left))
    for days, gone in ((31, 0), (51, 1)):
        later = now + timedelta(days=days)
        assert records.retention.purge({"inductions": 30}, later, jane) == {"inductions": gone}


def test_a_declaration_goes_when_it_is_named_with_its_induction(records, left, record, jane, now):
    later = now + timedelta(days=400)
    counts = records.retention.purge({"induction_records": 365}, later, jane)
    assert counts == {"induction_records": 1}
    assert (
        records.induction_records.list() == [] and records.induction_records.verifications() == {}
    )
    assert records.inductions.list() == [left]
    assert records.audit.verify() is None


def test_answers_of_a_finished_one_may_go_sooner_than_its_scores(records, left, record, jane, now):
    later = now + timedelta(days=31)
    assert records.retention.purge({"quiz_answers": 30}, later, jane) == {"quiz_answers": 2}
    (theirs,) = records.inductions.attempts(left.induction_id)
    assert len(records.inductions.answers(theirs.attempt_id)) == 2  # under way: it needs them
    assert records.induction_records.get(record.record_id).attempts == record.attempts


def test_what_a_later_declaration_tops_up_stays_as_long_as_that(records, record, jane, now):
    days = {"inductions": 365, "induction_records": 365}
    theirs = records.inductions.get(record.induction_id)
    theirs_link = records.links.get(theirs.link_id)
    year = timedelta(days=300)
    first = record
    for number in (1, 2):
        then = now + number * year
        topped = induction(theirs_link, started_at=then, tops_up=first.record_id)
        records.inductions.start(topped, holder(topped))
        first = declared(records, topped, declared_at=then)
    for after, kept in ((now + 3 * year, 3), (now + 4 * year, 0)):
        records.retention.purge(days, after, jane)
        assert len(records.induction_records.list()) == kept
        assert len(records.inductions.list()) == kept


def test_the_number_of_a_link_goes_with_the_link(records, left, jane, now):
    theirs = records.links.get(left.link_id)
    records.links.claim(claim(theirs), jane)
    assert records.retention.purge({"links": 30}, now + timedelta(days=90), jane) == {"links": 1}
    assert records.links.claim_of(left.link_id) is None
    assert records.inductions.of_link(left.link_id) == [left]


def test_reasons_that_were_written_about_it_go_too(records, left, jane, now):
    go = attempt(left, approved(records, 1), 2)
    records.inductions.start_attempt(go, holder(left))
    records.inductions.end_attempt(go.attempt_id, holder(left), "Kit found the page changed.")
    records.retention.purge({"inductions": 30}, now + timedelta(days=31), jane)
    assert not any("reason" in entry.detail for entry in records.audit.entries())
    assert records.audit.verify() is None


def test_a_declaration_that_went_is_not_in_the_file_any_more(sqlite_url, file, jane, now):
    with open_records(sqlite_url) as records:
        made = begun(records, "zebra person")
        words = [
            ClauseRead(made.induction_id, f"zebra-{number}", "00" * 32, now)
            for number in range(200)
        ]
        records.inductions.mark_read(words, jane)
        declared(records, made, wording="zebra " * 3000)
        days = {"links": 0, "induction_records": 0}
        records.retention.purge(days, now + timedelta(days=99), jane)
        records.person.erase("zebra person", jane)  # who acted is kept till then
    assert not any(b"zebra" in path.read_bytes() for path in file.parent.iterdir())
