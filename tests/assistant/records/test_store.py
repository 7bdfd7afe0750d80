"""Records are made where the settings say, for nobody else to read."""

from __future__ import annotations

import sys

import pytest

from assistant.records.errors import RecordsMissing, UnsupportedDatabase
from assistant.records.ids import new_id
from assistant.records.store import file_url, open_records


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_new_file_is_for_its_owner_alone(sqlite_url, file):
    with open_records(sqlite_url) as records:
        assert records.where == str(file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_folder_of_any_name_will_do(tmp_path, question, jane):
    folder = tmp_path / "St Mary’s 50% #1?"
    with open_records(file_url(folder)) as records:
        records.inbox.add(question(), jane)
    assert (folder / "records.sqlite3").is_file()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("mysql://host/records", "not in mysql"),
        ("records.sqlite3", "Write it like"),
    ],
)
def test_an_address_that_will_not_do_says_what_would(url, said):
    with pytest.raises(UnsupportedDatabase, match=said):
        open_records(url)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordsMissing, match="Name another folder"):
        open_records(file_url(tmp_path / "file"))


def test_ids_are_new_each_time():
    assert len({new_id() for _ in range(100)}) == 100 and len(new_id()) == 32
