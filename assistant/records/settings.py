"""Where the records are kept and for how long, from the section [records] of school.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError
from assistant.records.entries import KEPT_KINDS

RECORDS_KEYS = frozenset({"url", "folder", "keep_days"})
FOLDER = Path("records")
# A school year and what is left of the one before, for what is read in leadership reports; the
# rest goes sooner. What was signed is kept until the school itself names a time for it.
KEEP_DAYS = {
    "asked": 730,
    "feedback": 730,
    "ingests": 730,
    "inbox": 365,
    "drafts": 90,
    "links": 365,
    "quiz_answers": 730,
    "inductions": 365,
    "model_usage": 730,
}


@dataclass(frozen=True)
class RecordsSettings:
    """The database's address, or the folder of a file of their own where that is None; and how
    many days each kind is kept (a kind that isn't named: for ever)."""

    url: str | None = None
    folder: Path = FOLDER
    keep_days: Mapping[str, int] = field(default_factory=lambda: dict(KEEP_DAYS))


def read_records(file: Path, section: Mapping[str, Any]) -> RecordsSettings:
    """The settings of the section; a SettingsError names `file` and the key at fault."""
    url, folder = section.get("url"), section.get("folder")
    for key, value in (("url", url), ("folder", folder)):
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise SettingsError(f'{file}: {key} in [records] must be text, like {key} = "…".')
    if url and folder:
        raise SettingsError(f"{file}: [records] takes either url or folder, not both.")
    return RecordsSettings(
        url=url,
        folder=file.parent / (folder or FOLDER),
        keep_days=_days(file, section.get("keep_days", {})),
    )


def _days(file: Path, named: Any) -> dict[str, int]:
    if not isinstance(named, dict):
        raise SettingsError(f"{file}: keep_days must be a section, written [records.keep_days].")
    for kind, days in named.items():
        if kind not in KEPT_KINDS:
            known = ", ".join(KEPT_KINDS)
            raise SettingsError(f"{file}: unknown kind {kind} in keep_days. Known: {known}.")
        if not isinstance(days, int) or isinstance(days, bool) or days < 1:
            raise SettingsError(f"{file}: {kind} in keep_days must be a number of days from 1.")
    return {**KEEP_DAYS, **named}
