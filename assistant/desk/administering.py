"""Personal links, one person's data and deletion by age; each asks first who acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from assistant.access.links import LinkStanding, check_link, token_sha256
from assistant.access.links import make_link as new_link
from assistant.access.roles import Permission, required
from assistant.records.entries import Actor, PersonalLink
from assistant.records.store import Records


def make_link(records: Records, actor: Actor | None, person: str, role: str, days: int) -> str:
    """A new link's token, which is shown once and not kept. LinkError for a name, role or number
    of days that can't be."""
    who = required(actor, Permission.MANAGE_LINKS)
    token, link = new_link(person, role, days, who, datetime.now(UTC))
    records.links.add(link, who)
    return token


def revoke_link(records: Records, actor: Actor | None, link_id: str) -> None:
    """Ends a link before its day."""
    who = required(actor, Permission.MANAGE_LINKS)
    records.links.revoke(link_id, who)


def visitor(records: Records, token: str) -> tuple[LinkStanding, PersonalLink | None]:
    """Whether a token lets its holder in, and the link that it belongs to; open to everybody."""
    link = records.links.find(token_sha256(token))
    return check_link(token, link, datetime.now(UTC)), link


def export_person(records: Records, actor: Actor | None, name: str) -> dict[str, object]:
    """All that is kept under a person's name or account; that it was looked up is kept too."""
    who = required(actor, Permission.READ_RECORDS)
    found = records.person.export(name)
    records.audit.append(who, "export", "person", "")
    return found


def erase_person(records: Records, actor: Actor | None, name: str) -> dict[str, int]:
    """Takes a person's name and account out of what is kept; how often, by kind."""
    who = required(actor, Permission.ADMINISTER)
    return records.person.erase(name, who)


def purge(records: Records, actor: Actor | None, days: Mapping[str, int]) -> dict[str, int]:
    """Deletes what is older than the school keeps; how many, by kind."""
    who = required(actor, Permission.ADMINISTER)
    return records.retention.purge(days, datetime.now(UTC), who)
