"""Entries to plain JSON values and back, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Entry = TypeVar("Entry")


def plain(value: Any) -> Any:
    """`value` in JSON's types: dataclasses as dicts, tuples as lists, enums and times as text."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def rebuilt(kind: Any, value: Any) -> Any:
    """What `plain` was given, of the type `kind`. A field that an older record lacks takes its
    default; one that this program no longer knows is passed over."""
    if get_origin(kind) is tuple:
        return tuple(rebuilt(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind):
        return _rebuilt_dataclass(kind, value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if kind is datetime and isinstance(value, str):  # one within a JSON column
        return datetime.fromisoformat(value)
    return value


def row_of(entry: Any) -> dict[str, Any]:
    """The columns of an entry: its fields by name. Times stay times."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {
        name: value if isinstance(value, datetime) else plain(value)
        for name, value in values.items()
    }


def entry_of(kind: type[Entry], row: Mapping[Any, Any]) -> Entry:
    """The entry that a row holds; columns that are no fields of it are left out."""
    entry: Entry = rebuilt(kind, row)
    return entry


def _rebuilt_dataclass(kind: Any, value: Mapping[Any, Any]) -> Any:
    known = _hints(kind)
    return kind(**{name: rebuilt(known[name], value[name]) for name in known if name in value})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
