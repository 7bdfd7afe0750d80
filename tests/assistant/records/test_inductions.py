"""An induction is left and resumed, and holds what happened in it and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.records.errors import InductionOpen, RecordClosed, UnknownRecord
from tests.assistant.records.made import (
    approved,
    begun,
    declared,
    holder,
    induction,
    link,
    path,
    quizzed,
    read,
)


def test_what_was_begun_is_found_by_its_link_and_by_its_id(records, jane):
    first, other = begun(records), begun(records, "Kit Orr")
    assert records.inductions.get(first.induction_id) == first
    assert records.inductions.of_link(first.link_id) == [first]
    assert set(records.inductions.list()) == {first, other}
    with pytest.raises(UnknownRecord):
        records.inductions.get("gone")
    entry = records.audit.entries()[-1]
    assert (entry.action, entry.kind, entry.actor) == ("start", "induction", "Kit Orr")
    assert entry.detail == {"link": other.link_id, "role": "volunteer"}


def test_a_second_one_by_the_same_link_waits_for_the_first(records):
    first = begun(records)
    second = replace(first, induction_id="second", started_at=first.started_at + timedelta(days=1))
    with pytest.raises(InductionOpen, match="begun on 22 November 2026") as caught:
        records.inductions.start(second, holder(first))
    assert caught.value.induction_id == first.induction_id
    record = declared(records, first)
    topped_up = replace(second, tops_up=record.record_id, clause_ids=())
    records.inductions.start(topped_up, holder(first))
    assert records.inductions.of_link(first.link_id) == [first, topped_up]
    assert records.audit.entries()[-1].detail["tops_up"] == record.record_id


def test_a_link_that_goes_on_opens_what_was_begun_before_and_nobody_elses(records, jane, now):
    first, other = begun(records), begun(records, "Kit Orr")
    before = records.links.get(first.link_id)
    after = records.links.add_after(first.link_id, link(person=before.person), jane)
    assert records.inductions.of_link(after.link_id) == [first]
    assert records.inductions.get(first.induction_id).link_id == first.link_id  # as it was begun
    with pytest.raises(InductionOpen):
        records.inductions.start(induction(after), holder(first))
    record = declared(records, first)
    topped_up = induction(after, tops_up=record.record_id)
    records.inductions.start(topped_up, holder(topped_up))
    assert set(records.inductions.of_link(after.link_id)) == {first, topped_up}
    assert records.inductions.of_link(other.link_id) == [other]


def test_what_was_begun_is_opened_though_the_link_before_is_no_longer_kept(records, jane, now):
    first = begun(records)
    after = records.links.add_after(first.link_id, link(), jane)
    third = records.links.add_after(after.link_id, link(), jane)
    records.retention.purge({"links": 0}, now + timedelta(seconds=1), jane)
    assert records.links.list() == [third]
    assert records.inductions.of_link(third.link_id) == [first]


def test_it_rests_on_a_link_a_path_and_a_record_that_are_kept(records, jane):
    records.paths.add(path(), jane)
    theirs = link()
    with pytest.raises(UnknownRecord, match="link"):
        records.inductions.start(induction(theirs), jane)
    records.links.add(theirs, jane)
    for changes, missing in (
        ({"path_revision": 2}, "path with the id volunteer/2"),
        ({"tops_up": "gone"}, "induction record with the id gone"),
    ):
        with pytest.raises(UnknownRecord, match=missing):
            records.inductions.start(induction(theirs, **changes), jane)
    assert records.inductions.list() == []


def test_reading_a_clause_counts_once_for_the_same_words(records, clock):
    made = begun(records)
    one, two = read(made), read(made, "media-2")
    records.inductions.mark_read([one, one, two], holder(made))
    again = replace(one, read_at=one.read_at + timedelta(hours=1))
    records.inductions.mark_read([again], holder(made))
    assert records.inductions.reads(made.induction_id) == [one, two]
    new_words = replace(again, words_sha256="00" * 32)
    records.inductions.mark_read([new_words], holder(made))
    assert records.inductions.reads(made.induction_id) == [one, two, new_words]
    marked = [entry for entry in records.audit.entries() if entry.action == "read"]
    assert [entry.detail for entry in marked] == [{"clauses": 2}, {"clauses": 1}]


def test_nothing_is_read_in_an_induction_that_is_not_kept(records):
    made = begun(records)
    with pytest.raises(UnknownRecord):
        records.inductions.mark_read([read(made), read(made, induction_id="gone")], holder(made))
    assert records.inductions.reads(made.induction_id) == []


def test_nothing_is_added_after_the_declaration(records, jane):
    made = begun(records)
    records.inductions.mark_read([read(made)], holder(made))
    declared(records, made)
    records.inductions.mark_read([read(made)], holder(made))  # read again: nothing new
    with pytest.raises(RecordClosed, match="finished by a declaration on 22 November 2026"):
        records.inductions.mark_read([read(made, "media-2")], holder(made))
    with pytest.raises(RecordClosed):
        records.inductions.follow(made.induction_id, 1, (), holder(made))
    assert records.inductions.reads(made.induction_id) == [read(made)]


def test_an_induction_follows_a_path_that_changes_half_way_and_loses_nothing(records, jane):
    made = begun(records)
    records.inductions.mark_read([read(made)], holder(made))
    go = quizzed(records, made, approved(records))
    records.paths.add(path(2), jane)
    moved = records.inductions.follow(made.induction_id, 2, ("media-1", "media-9"), holder(made))
    assert moved == replace(made, path_revision=2, clause_ids=("media-1", "media-9"))
    assert records.inductions.get(made.induction_id) == moved
    assert records.inductions.reads(made.induction_id) == [read(made)]
    assert records.inductions.attempts(made.induction_id) == [go]
    with pytest.raises(UnknownRecord, match="volunteer/3"):
        records.inductions.follow(made.induction_id, 3, (), holder(made))
