"""The register of inductions: for each person who was invited, where they stand now; pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.induction.record.declaring import intact
from assistant.records.entries import PersonalLink
from assistant.records.induction_entries import (
    Induction,
    InductionRecord,
    InductionRole,
    Verification,
)

if TYPE_CHECKING:
    from assistant.induction.record.changes import Changes


class Standing(StrEnum):
    """Where somebody stands, in the order of the register's counts."""

    CURRENT = "current"  # declared, and nothing has changed since
    STALE = "stale"  # declared, and a policy has changed since, or the record was altered
    STARTED = "started"  # under way for the first time
    INVITED = "invited"  # a link was made, and not begun with
    EXPIRED = "expired"  # the link ended before anything was declared


@dataclass(frozen=True)
class RegisterRow:
    """One person's standing. `record` is the last declared; `under_way` is what was begun and not
    declared yet, a top-up or anew when there is a record. `link` is the newest one, None when it is
    no longer kept. `changed` are the titles of the policies that changed since; `altered` is true
    when the record isn't as it was declared."""

    person: str
    role: InductionRole
    standing: Standing
    link: PersonalLink | None
    link_open: bool
    record: InductionRecord | None = None
    verification: Verification | None = None
    under_way: Induction | None = None
    changed: tuple[str, ...] = ()
    altered: bool = False


def rows(
    inductions: Sequence[Induction],
    records: Sequence[InductionRecord],
    verifications: Mapping[str, Verification],
    links: Sequence[PersonalLink],
    changes_by_record: Mapping[str, Changes],
    now: datetime,
) -> tuple[RegisterRow, ...]:
    """A row for each person who was given a link for an induction, by name.

    Top-ups belong to the row of what they bring up to date, by whichever link they were made, and
    a link to the row of those that it goes on from. A link that was withdrawn before anything was
    begun has no row. `changes_by_record` has an entry
    for each record, else KeyError: that nothing is known of changes doesn't make one current.
    """
    chains = [(link.link_id, *link.goes_on_from) for link in links]
    first = {one: chain[-1] for chain in chains for one in chain}
    newest: dict[str, PersonalLink] = {}
    for link in sorted(links, key=lambda one: one.made_at):
        newest[first[link.link_id]] = link
    declared = {record.induction_id: record for record in records}
    people: dict[str, list[Induction]] = {}
    for induction in sorted(inductions, key=lambda one: one.started_at):
        began = _first_link(induction, inductions, records)
        people.setdefault(first.get(began, began), []).append(induction)
    begun = {first.get(induction.link_id, induction.link_id) for induction in inductions}
    found = []
    for group in people.values():
        ways = {first.get(induction.link_id, induction.link_id) for induction in group}
        held = [newest[way] for way in ways if way in newest]
        last = max(held, key=lambda one: one.made_at, default=None)
        found.append(_row(group, declared, verifications, last, changes_by_record, now))
    found += [
        _invited(link, now)
        for way, link in newest.items()
        if way not in begun and not link.revoked_at and link.role in _ROLES
    ]
    return tuple(sorted(found, key=lambda row: (_folded(row.person), row.role, row.standing)))


def filtered(
    rows: Iterable[RegisterRow],
    standing: Standing | None = None,
    role: InductionRole | None = None,
    text: str = "",
) -> tuple[RegisterRow, ...]:
    """The rows with this standing and role, whose person's name has all the words of `text`, in
    part at least; case and accents don't matter."""
    words = _folded(text).split()
    return tuple(
        row
        for row in rows
        if (standing is None or row.standing is standing)
        and (role is None or row.role is role)
        and all(word in _folded(row.person) for word in words)
    )


def counts(rows: Iterable[RegisterRow]) -> dict[Standing, int]:
    """How many rows have each standing, the empty ones too."""
    standings = [row.standing for row in rows]
    return {standing: standings.count(standing) for standing in Standing}


_ROLES = frozenset(InductionRole)  # a link of another role opens the chat alone


# Letters that are no plain letter with an accent, as somebody looking for a name types them.
_AS_TYPED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)


def _row(
    group: Sequence[Induction],
    declared: Mapping[str, InductionRecord],
    verifications: Mapping[str, Verification],
    link: PersonalLink | None,
    changes_by_record: Mapping[str, Changes],
    now: datetime,
) -> RegisterRow:
    """The row of one person's inductions, of which there is at least one, oldest first."""
    last = group[-1]
    under_way = None if last.induction_id in declared else last
    link_open = link is not None and _is_open(link, now)
    ended = [declared[i.induction_id] for i in group if i.induction_id in declared]
    if not ended:
        standing = Standing.STARTED if link_open else Standing.EXPIRED
        return RegisterRow(last.person, last.role, standing, link, link_open, under_way=under_way)
    record = max(ended, key=lambda one: one.declared_at)
    changes, altered = changes_by_record[record.record_id], not intact(record)
    titles = tuple(change.title for change in changes.policies) if changes.is_stale else ()
    return RegisterRow(
        record.person,
        record.role,
        Standing.STALE if changes.is_stale or altered else Standing.CURRENT,
        link,
        link_open,
        record,
        verifications.get(record.record_id),
        under_way,
        tuple(dict.fromkeys(titles)),
        altered,
    )


def _invited(link: PersonalLink, now: datetime) -> RegisterRow:
    link_open = _is_open(link, now)
    standing = Standing.INVITED if link_open else Standing.EXPIRED
    return RegisterRow(link.person, InductionRole(link.role), standing, link, link_open)


def _is_open(link: PersonalLink, now: datetime) -> bool:
    return link.revoked_at is None and now < link.expires_at


def _first_link(
    induction: Induction, inductions: Sequence[Induction], records: Sequence[InductionRecord]
) -> str:
    """The link by which a person's chain of top-ups began, as far back as it is kept."""
    by_id = {one.induction_id: one for one in inductions}
    induction_of = {record.record_id: record.induction_id for record in records}
    while induction.tops_up:
        earlier = by_id.get(induction_of.get(induction.tops_up, ""))
        if earlier is None or earlier.started_at >= induction.started_at:
            break
        induction = earlier
    return induction.link_id


def _folded(text: str) -> str:
    """For comparing: without case, accents and double spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_AS_TYPED).split())
