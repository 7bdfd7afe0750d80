from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.records.settings import KEEP_DAYS, read_records

FILE = Path("school/school.toml")


def test_without_a_section_the_records_lie_beside_the_settings():
    read = read_records(FILE, {})
    assert (read.url, read.folder, read.keep_days) == (None, Path("school/records"), KEEP_DAYS)


def test_days_named_go_over_the_defaults():
    assert read_records(FILE, {"keep_days": {"inbox": 30}}).keep_days["inbox"] == 30


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"url": 3}, "url"),
        ({"url": "sqlite:///a", "folder": "b"}, "not both"),
        ({"keep_days": 30}, "keep_days"),
        ({"keep_days": {"secrets": 30}}, "secrets"),
        ({"keep_days": {"inbox": 0}}, "inbox"),
        ({"keep_days": {"inbox": True}}, "inbox"),
    ],
)
def test_what_is_wrong_is_named(section, told):
    with pytest.raises(SettingsError, match=told):
        read_records(FILE, section)
