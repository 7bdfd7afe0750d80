"""A path is put in use by its next revision; those before stay as they were."""

from __future__ import annotations

import pytest

from assistant.records.errors import SaveConflict, UnknownRecord
from assistant.records.induction_entries import InductionRole, LeftClause
from tests.assistant.records.made import path

VOLUNTEER, GOVERNOR = InductionRole.VOLUNTEER, InductionRole.GOVERNOR


def test_no_path_is_in_use_until_somebody_puts_one_in_use(records):
    assert records.paths.current(VOLUNTEER) is None and records.paths.list() == []


def test_the_newest_revision_is_in_use_and_those_before_can_be_read(records, jane):
    first, second = path(), path(2, items=path().items[:1])
    records.paths.add(first, jane)
    records.paths.add(second, jane)
    assert records.paths.current(VOLUNTEER) == second
    assert records.paths.revision(VOLUNTEER, 1) == first
    with pytest.raises(UnknownRecord, match="volunteer/3"):
        records.paths.revision(VOLUNTEER, 3)


def test_each_role_has_a_path_of_its_own(records, jane):
    records.paths.add(path(role=GOVERNOR), jane)
    records.paths.add(path(), jane)
    assert [made.role for made in records.paths.list()] == [VOLUNTEER, GOVERNOR]
    assert records.paths.current(InductionRole.SUPPLY) is None


def test_a_path_made_from_an_older_one_is_refused_and_says_whose_is_in_use(records, jane, sam):
    records.paths.add(path(), jane)
    newer = path(2, made_by="Sam Okafor")
    records.paths.add(newer, sam)
    with pytest.raises(SaveConflict, match="Sam Okafor saved this path on 22 Nov") as caught:
        records.paths.add(path(2, items=()), jane)
    assert caught.value.current == newer == records.paths.current(VOLUNTEER)


def test_no_revision_is_left_out(records, jane):
    with pytest.raises(UnknownRecord, match="volunteer/1"):
        records.paths.add(path(2), jane)
    assert records.paths.list() == []


def test_the_trail_has_the_path_and_how_long_it_is(records, jane):
    records.paths.add(path(), jane)
    entry = records.audit.entries()[-1]
    assert (entry.action, entry.kind, entry.record_id) == ("add", "path", "volunteer/1")
    assert entry.detail == {"clauses": 2, "left_out": 0}


def test_a_path_keeps_what_was_left_out_of_it(records, jane):
    left = (LeftClause("media", "media-7", "ab" * 32), LeftClause("media", "media-9", "cd" * 32))
    records.paths.add(path(left_out=left), jane)
    assert records.paths.current(VOLUNTEER) == path(left_out=left)
    assert records.audit.entries()[-1].detail == {"clauses": 2, "left_out": 2}
