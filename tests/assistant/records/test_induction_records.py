"""What was declared stands to the letter, once, and can be found by the certificate's code."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from assistant.records.errors import DuplicateRecord, OutOfOrder, RecordClosed, UnknownRecord
from assistant.records.induction_entries import InductionRole
from tests.assistant.records.made import (
    begun,
    declaration,
    declared,
    holder,
    path,
    read,
    verification,
)


def test_a_declaration_is_read_back_to_the_letter(records):
    made = begun(records)
    record = declared(records, made)
    assert records.induction_records.get(record.record_id) == record
    assert records.induction_records.of_induction(made.induction_id) == record
    assert records.induction_records.find_code(record.certificate_code) == record
    assert records.induction_records.list() == [record]
    entry = records.audit.entries()[-1]
    assert (entry.action, entry.kind, entry.record_id) == (
        "declare",
        "induction_record",
        record.record_id,
    )
    assert entry.detail == {
        "induction": made.induction_id,
        "content_sha256": record.content_sha256,
    }


def test_what_is_not_kept_is_none_or_told(records):
    made = begun(records)
    assert records.induction_records.of_induction(made.induction_id) is None
    assert records.induction_records.find_code("guessed") is None
    with pytest.raises(UnknownRecord):
        records.induction_records.get("gone")
    with pytest.raises(UnknownRecord):
        records.induction_records.add(declaration(replace(made, induction_id="gone")), holder(made))


def test_an_induction_is_declared_once(records):
    made = begun(records)
    record = declared(records, made)
    with pytest.raises(DuplicateRecord, match="declared on 22 November 2026"):
        declared(records, made)
    other = begun(records, "Kit Orr")
    with pytest.raises(DuplicateRecord):
        declared(records, other, certificate_code=record.certificate_code)
    assert records.induction_records.list() == [record]


@pytest.mark.parametrize(
    "changes",
    [
        {"person": "Somebody Else"},
        {"role": InductionRole.GOVERNOR},
        {"path_revision": 2},
        {"tops_up": "another"},
    ],
)
def test_a_declaration_of_another_person_role_or_path_is_not_kept(records, changes):
    with pytest.raises(OutOfOrder, match="Nothing was declared"):
        declared(records, begun(records), **changes)
    assert records.induction_records.list() == []


def test_what_changed_half_way_is_read_before_it_is_declared(records, jane):
    made = begun(records)
    stale = declaration(made)
    records.paths.add(path(2), jane)
    moved = records.inductions.follow(made.induction_id, 2, made.clause_ids, holder(made))
    with pytest.raises(OutOfOrder):
        records.induction_records.add(stale, holder(made))
    records.inductions.mark_read([read(made)], holder(made))
    assert declared(records, moved).path_revision == 2


def test_a_declaration_is_confirmed_once_by_a_named_person(records, jane):
    record, other = declared(records, begun(records)), declared(records, begun(records, "Kit Orr"))
    confirmed = verification(record)
    records.induction_records.verify(confirmed, jane)
    assert records.induction_records.verifications() == {record.record_id: confirmed}
    with pytest.raises(RecordClosed, match="Sam Okafor confirmed this declaration on 22 November"):
        records.induction_records.verify(verification(record, verified_by="Jane Smith"), jane)
    with pytest.raises(UnknownRecord):
        records.induction_records.verify(verification(replace(other, record_id="gone")), jane)
    assert records.induction_records.verifications() == {record.record_id: confirmed}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE induction_records SET person = 'x'",
        "UPDATE induction_verifications SET verified_by = 'x'",
        "UPDATE clause_reads SET clause_id = 'x'",
    ],
)
def test_the_database_itself_refuses_a_change_to_what_was_declared(records, url, jane, change):
    made = begun(records)
    records.inductions.mark_read([read(made)], holder(made))
    record = declared(records, made)
    records.induction_records.verify(verification(record), jane)
    engine = create_engine(url)
    with pytest.raises(Exception, match="never changed"), engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
    assert records.induction_records.get(record.record_id) == record
