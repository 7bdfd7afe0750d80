"""A personal link, which expires. The token is in the link alone; its SHA-256 is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from assistant.access.errors import LinkError
from assistant.access.roles import Permission, required
from assistant.records.entries import Actor, PersonalLink
from assistant.records.induction_entries import InductionRole

TOKEN_BYTES = 32
MOST_DAYS = 365
LONGEST_NAME = 80  # characters
# Whom a link can be for: those who come to an induction. Never a role that opens the desk.
LINK_ROLES = tuple(role.value for role in InductionRole)
# In the chat, all who are employed ask as staff. Links made before there were inductions may be for
# "staff" itself.
_STAFF = "staff"
_IN_THE_CHAT = {
    InductionRole.VOLUNTEER.value: "volunteer",
    InductionRole.GOVERNOR.value: "governor",
}


class LinkStanding(StrEnum):
    """Whether a link still lets its holder in."""

    OK = "ok"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


LINK_WORDS = {
    LinkStanding.OK: "This link is yours alone: please don’t pass it on.",
    LinkStanding.EXPIRED: (
        "This link has run out. Ask the person who sent it to you, or the school office, for a "
        "new one. What you had finished is kept."
    ),
    LinkStanding.REVOKED: (
        "This link has been withdrawn. Ask the person who sent it to you, or the school office."
    ),
    LinkStanding.UNKNOWN: (
        "This link isn’t known here. Perhaps a part of it was lost in copying: open it from the "
        "message that it came in, or ask the person who sent it to you."
    ),
}


def make_link(
    person: str, role: str, days: int, actor: Actor, now: datetime
) -> tuple[str, PersonalLink]:
    """A new token, to be shown once and never kept, and the link to keep.

    It runs out `days` after `now`, 1 to 365. NotAllowed or LinkError when it can't be made.
    """
    required(actor, Permission.MANAGE_LINKS)
    name = " ".join(person.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise LinkError(f"A link needs the person’s name, of at most {LONGEST_NAME} characters.")
    if role not in LINK_ROLES:
        raise LinkError(f"A link can be for {', '.join(LINK_ROLES)}; not for “{role}”.")
    if not 1 <= days <= MOST_DAYS:
        raise LinkError(f"A link lasts from 1 to {MOST_DAYS} days; not {days}.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, PersonalLink(
        link_id=uuid4().hex,
        person=name,
        role=role,
        token_sha256=token_sha256(token),
        made_by=actor.name,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )


def check_link(token: str, link: PersonalLink | None, now: datetime) -> LinkStanding:
    """Whether `link`, the one found by the token's hash or None, lets the token's holder in."""
    if link is None or not hmac.compare_digest(token_sha256(token), link.token_sha256):
        return LinkStanding.UNKNOWN
    if link.revoked_at is not None:
        return LinkStanding.REVOKED
    return LinkStanding.OK if now < link.expires_at else LinkStanding.EXPIRED


def chat_role(link_role: str) -> str:
    """The role in which the holder of a link for `link_role` asks in the chat."""
    return _IN_THE_CHAT.get(link_role, _STAFF)


def holder(link: PersonalLink) -> Actor:
    """The person whom a link lets in: with no role here, so with no permission."""
    return Actor(link.person, f"link:{link.link_id}")


def token_sha256(token: str) -> str:
    """What is kept of a token and looked up. A token has 256 random bits, so that a plain hash
    is enough: there is nothing to guess."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
