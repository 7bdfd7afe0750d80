"""A new personal link that goes on from one that ran out, was withdrawn or lost.

The inductions stay those of the link by which they were begun: a link only says which others it
goes on from, so that nothing that happened is written anew. Names don't tell two people of one name
apart: whoever makes the link says that it is the same person, and the audit trail says who did.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.access.links import make_link
from assistant.access.roles import Permission, required
from assistant.records.entries import Actor, PersonalLink
from assistant.records.store import Records


def links_before(
    records: Records, actor: Actor | None, person: str, role: str
) -> tuple[PersonalLink, ...]:
    """The links that a new one for this person and role could go on from, the last made first."""
    required(actor, Permission.MANAGE_LINKS)
    return to_go_on_from(records.links.list(), person, role)


def to_go_on_from(
    links: Sequence[PersonalLink], person: str, role: str
) -> tuple[PersonalLink, ...]:
    """Those of the links with this name (case and double spaces don't matter) and role that no
    other goes on from."""
    followed = {before for link in links for before in link.goes_on_from}
    name = _plain(person)
    return tuple(
        link
        for link in links
        if link.role == role and _plain(link.person) == name and link.link_id not in followed
    )


def make_link_after(records: Records, actor: Actor | None, before: str, days: int) -> str:
    """The token of a new link for the person and role of the link `before` (an id), which ends: it
    opens what was read, answered and declared by that one, behind a new number. RecordClosed when
    another goes on from it by now; UnknownRecord; LinkError for a number of days that can't be."""
    who = required(actor, Permission.MANAGE_LINKS)
    earlier = records.links.get(before)
    token, link = make_link(earlier.person, earlier.role, days, who, datetime.now(UTC))
    records.links.add_after(before, link, who)
    return token


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
