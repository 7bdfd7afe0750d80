"""The groups of a path, by what a person does, and which of them a clause belongs to."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.induction.errors import WordListError
from ingest.documents import Clause
from ingest.encoder import Encoder

DATA = Path(__file__).parents[2] / "data" / "induction_groups.toml"
# A clause is as near to a group as the mean of its two nearest examples: one alone is led astray by
# a single word in common, three blur groups that have several sides.
NEAREST = 2
LEAST_EXAMPLES = 4
_VECTORS: dict[tuple[str, tuple[Group, ...]], NDArray[np.float32]] = {}


@dataclass(frozen=True)
class Group:
    """One group: `key` is kept in a path, `title` is in the reader's words. The last group has no
    examples: it takes what no other does."""

    key: str
    title: str
    examples: tuple[str, ...] = ()


@cache
def load_groups(path: Path = DATA) -> tuple[Group, ...]:
    """The groups in reading order. WordListError names what is missing, unknown or double."""
    data = _read(path)
    try:
        groups = tuple(
            Group(entry["key"], entry["title"], tuple(entry["examples"])) for entry in data["group"]
        )
        groups += (Group(data["other"]["key"], data["other"]["title"]),)
    except (KeyError, TypeError) as error:
        raise WordListError(f"{path.name}: a group lacks {error}. Restore the file.") from error
    keys = [group.key for group in groups]
    if double := sorted({key for key in keys if keys.count(key) > 1}):
        raise WordListError(f"{path.name}: two groups are called {', '.join(double)}.")
    for group in groups[:-1]:
        if len(group.examples) < LEAST_EXAMPLES or not group.title.strip():
            raise WordListError(
                f"{path.name}: {group.key} needs a title and {LEAST_EXAMPLES} examples or more."
            )
    return groups


@cache
def load_floor(encoder_name: str, path: Path = DATA) -> float:
    """The least similarity for a group, fitted for this encoder, or a careful one for any other."""
    floors = _read(path)["floors"]
    name = next((name for name in floors if encoder_name.startswith(name)), "other")
    return float(floors[name])


def group_text(clause: Clause) -> str:
    """The clause as it is compared: under its headings, with its lead-in. Without the document's
    title, which would draw a whole policy into one group."""
    return f"{' > '.join(clause.section)}: {clause.lead_in or ''} {clause.text}"


def similarities(
    texts: Sequence[str], encoder: Encoder, groups: Sequence[Group]
) -> NDArray[np.float64]:
    """An array of shape (len(texts), groups with examples): how near each text is to each group,
    -1 to 1."""
    compared = [group for group in groups if group.examples]
    if not texts:
        return np.empty((0, len(compared)))
    found = np.matmul(encoder.encode(texts), _example_vectors(encoder, tuple(compared)).T)
    columns, at = [], 0
    for group in compared:
        part = np.sort(found[:, at : at + len(group.examples)], axis=1)
        columns.append(part[:, -NEAREST:].mean(axis=1))
        at += len(group.examples)
    return np.stack(columns, axis=1).astype(np.float64)


def _example_vectors(encoder: Encoder, groups: tuple[Group, ...]) -> NDArray[np.float32]:
    """Kept by encoder: they take seconds, and the examples don't change while it runs."""
    key = (encoder.name, groups)
    if key not in _VECTORS:
        _VECTORS.clear()
        _VECTORS[key] = encoder.encode([text for group in groups for text in group.examples])
    return _VECTORS[key]


def nearest_group(row: NDArray[np.float64], groups: Sequence[Group], floor: float) -> str:
    """The key of the group that `row` of the similarities is nearest to, or the last group's when
    none comes up to the floor."""
    best = int(np.argmax(row))
    return groups[best].key if row[best] >= floor else groups[-1].key


def assign(
    clauses: Sequence[Clause],
    encoder: Encoder,
    groups: Sequence[Group],
    floor: float | None = None,
) -> tuple[str, ...]:
    """The group key of each clause, in order; `floor` None is the one for this encoder."""
    least = load_floor(encoder.name) if floor is None else floor
    rows = similarities([group_text(clause) for clause in clauses], encoder, groups)
    return tuple(nearest_group(row, groups, least) for row in rows)


def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordListError(f"{path.name} can’t be read: {error}. Restore the file.") from error
    if odd := sorted(data.keys() ^ {"group", "other", "floors"}):
        raise WordListError(f"{path.name}: missing or unknown: {', '.join(odd)}.")
    if "other" not in data["floors"]:
        raise WordListError(f"{path.name}: [floors] needs one for every other encoder, “other”.")
    return data
