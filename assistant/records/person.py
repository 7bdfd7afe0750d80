"""One person's data: what is kept of them, and its erasure.

A person is given by name or by identity (an e-mail address). In the columns that hold a name alone,
the whole of it must be equal, whatever its case. In texts, it is looked for as whole words; a name
of one word in its own case only, since "May" is a name and "may" a rule. Quoted clauses are the
policy's words and are never searched or changed. Names that were masked before storage aren't here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from assistant.records.audit import ERASED, actor_id, write_entry
from assistant.records.database import Database
from assistant.records.entries import Actor
from assistant.records.errors import PersonRefused
from assistant.records.plain import plain
from assistant.records.tables import (
    actors,
    audit,
    audit_reasons,
    drafts,
    feedback,
    guidance,
    inbox,
    ingests,
    links,
    replies,
)

# Table, the columns that hold a name and nothing else, the columns that hold texts.
_PLACES: tuple[tuple[Table, tuple[str, ...], tuple[str, ...]], ...] = (
    (inbox, (), ("text",)),
    (drafts, ("created_by",), ("question", "generated", "edited")),
    (replies, ("signed_by",), ("question", "parts")),
    (guidance, ("published_by",), ("question", "text")),
    (links, ("person", "made_by"), ()),
    (feedback, (), ("note",)),
    (ingests, ("actor",), ()),
)
# What was signed or published stands as it was: a school must be able to show what it advised.
_KEPT = ("replies", "guidance")
_SHARED = ("passphrase", "system")  # identities that say nothing about who it was


@dataclass(frozen=True)
class _Wanted:
    """Whom to look for: every name and identity, casefolded; a pattern; their ids in the trail."""

    names: frozenset[str]
    pattern: re.Pattern[str]
    actor_ids: tuple[str, ...]


class Person:
    """Export and erasure of what is kept of one person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def export(self, name_or_identity: str) -> dict[str, Any]:
        """Every record that names the person, by kind, in plain JSON values; their own audit
        entries with it. PersonRefused for less than two characters or a shared identity."""
        with self._database.reading() as connection:
            wanted = _wanted(connection, name_or_identity)
            found: dict[str, Any] = {
                table.name: [
                    plain(dict(row)) for row in _rows(connection, table, names, texts, wanted)
                ]
                for table, names, texts in _PLACES
            }
            found["reasons"] = [plain(dict(row)) for row in _reasons(connection, wanted)]
            for table in (actors, audit):
                mine = table.c.actor_id.in_(wanted.actor_ids)
                rows = connection.execute(select(table).where(mine))
                found[table.name] = [dict(row._mapping) for row in rows]
            return found

    def erase(self, name_or_identity: str, actor: Actor) -> dict[str, int]:
        """How many records of each kind the person was taken out of.

        Their name and identity become "[erased]" in inbox, drafts, feedback, ingests and in links
        made by them; links made for them, and reasons that name them, are deleted; the audit trail
        keeps their actions without the name. Signed replies and guidance stand: how many name the
        person is under "replies_kept" and "guidance_kept". PersonRefused as for `export`.
        """
        with self._database.writing() as connection:
            by = actor_id(connection, actor)  # first, so that those who erase themselves go too
            wanted = _wanted(connection, name_or_identity)
            now = self._database.now()
            counts: dict[str, int] = {}
            for table, names, texts in _PLACES:
                rows = _rows(connection, table, names, texts, wanted)
                if table.name in _KEPT:
                    counts[f"{table.name}_kept"] = len(rows)
                    continue
                counts[table.name] = len(rows)
                for row in rows:
                    new = _without(row, names, texts, wanted)
                    if table is drafts:  # whoever has it open must not save the name back
                        new |= {
                            "revision": row["revision"] + 1,
                            "changed_by": by,
                            "changed_at": now,
                        }
                    _erase(connection, table, row, new)
            reasons = [row["number"] for row in _reasons(connection, wanted)]
            connection.execute(delete(audit_reasons).where(audit_reasons.c.number.in_(reasons)))
            counts["reasons"] = len(reasons)
            counts["actors"] = len(wanted.actor_ids)
            detail = {**counts, "actor_ids": wanted.actor_ids}
            write_entry(connection, now, actor, "erase", "person", "", detail)
            mine = actors.c.actor_id.in_(wanted.actor_ids)
            connection.execute(update(actors).where(mine).values(name=None, identity=None))
        return counts


def _wanted(connection: Connection, name_or_identity: str) -> _Wanted:
    given = _folded(name_or_identity)
    if len(given) < 2 or given in _SHARED:
        raise PersonRefused(
            f"“{name_or_identity}” doesn’t say which person is meant. Give a full name or an "
            "e-mail address."
        )
    words = {" ".join(name_or_identity.split())}
    actor_ids = []
    for row in connection.execute(select(actors).where(actors.c.name.is_not(None))):
        if given in (_folded(row.name), _folded(row.identity)):
            actor_ids.append(row.actor_id)
            words |= {row.name, row.identity} - set(_SHARED)
    words = {word for word in words if len(word) > 1}
    return _Wanted(frozenset(map(_folded, words)), _pattern(words), tuple(actor_ids))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def _pattern(names: set[str]) -> re.Pattern[str]:
    """The names as whole words, longest first, composed or decomposed ("é" may be two letters)."""
    forms = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")}
    found = []
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        one_word = unicodedata.normalize("NFC", form).isalpha()
        spaced = r"\s+".join(map(re.escape, form.split()))
        found.append(spaced if one_word else f"(?i:{spaced})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?![\w\u0300-\u036f])")


def _rows(
    connection: Connection,
    table: Table,
    names: tuple[str, ...],
    texts: tuple[str, ...],
    wanted: _Wanted,
) -> list[Mapping[Any, Any]]:
    """The rows of a table that name the person."""
    return [
        row
        for row in connection.execute(select(table)).mappings()
        if _without(row, names, texts, wanted)
    ]


def _without(
    row: Mapping[Any, Any], names: tuple[str, ...], texts: tuple[str, ...], wanted: _Wanted
) -> dict[str, Any]:
    """The columns of a row that name the person, as they are without the name."""
    new = {name: ERASED for name in names if _folded(row[name]) in wanted.names}
    new |= {name: _blanked(row[name], wanted.pattern) for name in texts}
    return {name: value for name, value in new.items() if value != row[name]}


def _blanked(value: Any, pattern: re.Pattern[str]) -> Any:
    """A text, or the parts of a reply, without the name; quoted clauses stay as they are."""
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, list):
        return [_blanked(item, pattern) for item in value]
    if value.get("quoted") is not None:
        return value
    return {
        key: _blanked(item, pattern) if key in ("paragraphs", "text") else item
        for key, item in value.items()
    }


def _erase(
    connection: Connection,
    table: Table,
    row: Mapping[Any, Any],
    new: Mapping[str, Any],
) -> None:
    key = next(iter(table.primary_key))
    this = key == row[key.name]
    if "person" in new:
        connection.execute(delete(table).where(this))
    else:
        connection.execute(update(table).where(this).values(**new))


def _reasons(connection: Connection, wanted: _Wanted) -> list[Mapping[Any, Any]]:
    rows = connection.execute(select(audit_reasons.c.number, audit_reasons.c.reason)).mappings()
    return [row for row in rows if wanted.pattern.search(row["reason"])]
