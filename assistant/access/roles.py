"""Who may do what. Every action on the server begins with `required(actor, permission)`.

Each role gets the least that its work needs, and roles add up for a person listed under several:

- DSL: the desk, its records, signing, uploads, volunteers' links, and induction: what is read and
  asked, the register, confirming who made a declaration. Not the leadership report,
  which is written for the head and governors: a DSL who is to read it is listed under leadership
  too. Not retention and erasure: whoever signs a reply does not also tidy up its records.
- admin: uploads, links, records (needed to answer a request for one's own data), and what changes
  or deletes them; the induction register, and confirming declarations, since the office sees who
  comes in. Not the desk, not signing and not what is read and asked at induction: advice on
  safeguarding is the DSL's alone.
- leadership: the report, which holds counts and no one's words. Nothing else.
- staff: the chat, which is open to everyone, so no permission at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from assistant.access.errors import NotAllowed
from assistant.records.entries import Actor


class Role(StrEnum):
    """What a signed-in person is here."""

    DSL = "dsl"
    ADMIN = "admin"
    LEADERSHIP = "leadership"
    STAFF = "staff"


class Permission(StrEnum):
    """What may be done on the pages behind the sign-in."""

    USE_DESK = "use_desk"
    SIGN = "sign"
    UPLOAD = "upload"
    READ_RECORDS = "read_records"
    MANAGE_LINKS = "manage_links"
    READ_LEADERSHIP = "read_leadership"
    ADMINISTER = "administer"
    MANAGE_INDUCTION = "manage_induction"
    READ_REGISTER = "read_register"
    VERIFY_INDUCTION = "verify_induction"


ROLE_WORDS = {
    Role.DSL: "Designated Safeguarding Lead",
    Role.ADMIN: "administrator",
    Role.LEADERSHIP: "leadership",
    Role.STAFF: "staff",
}
_PERMISSION_WORDS = {
    Permission.USE_DESK: "use the DSL desk",
    Permission.SIGN: "sign replies",
    Permission.UPLOAD: "add or remove policies",
    Permission.READ_RECORDS: "read the records",
    Permission.MANAGE_LINKS: "make or revoke personal links",
    Permission.READ_LEADERSHIP: "read the leadership report",
    Permission.ADMINISTER: "change or delete what is kept",
    Permission.MANAGE_INDUCTION: "change what is read and asked at induction",
    Permission.READ_REGISTER: "read the induction register",
    Permission.VERIFY_INDUCTION: "confirm who made a declaration",
}
_GRANTED = {
    Role.DSL: frozenset(
        {
            Permission.USE_DESK,
            Permission.SIGN,
            Permission.UPLOAD,
            Permission.READ_RECORDS,
            Permission.MANAGE_LINKS,
            Permission.MANAGE_INDUCTION,
            Permission.READ_REGISTER,
            Permission.VERIFY_INDUCTION,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.UPLOAD,
            Permission.READ_RECORDS,
            Permission.MANAGE_LINKS,
            Permission.ADMINISTER,
            Permission.READ_REGISTER,
            Permission.VERIFY_INDUCTION,
        }
    ),
    Role.LEADERSHIP: frozenset({Permission.READ_LEADERSHIP}),
    Role.STAFF: frozenset[Permission](),
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """All that the roles allow together; a name that is no role allows nothing."""
    held = set(roles)
    return frozenset(
        permission for role, granted in _GRANTED.items() if role in held for permission in granted
    )


def allowed(actor: Actor | None, permission: Permission) -> bool:
    """Whether this person, None for nobody, may do this."""
    return actor is not None and permission in permissions_of(actor.roles)


def required(actor: Actor | None, permission: Permission) -> Actor:
    """The actor, who may do this; NotAllowed says what is missing and who can change it."""
    if actor is None:
        raise NotAllowed(
            f"Nobody is signed in, or the sign-in has ended. Sign in to "
            f"{_PERMISSION_WORDS[permission]}."
        )
    if not allowed(actor, permission):
        raise NotAllowed(refusal(actor, permission))
    return actor


def refusal(actor: Actor, permission: Permission) -> str:
    """Why this person may not do this, and who can change it."""
    return (
        f"You are signed in as {actor.name} ({actor.identity}), here as {role_words(actor.roles)}. "
        f"To {_PERMISSION_WORDS[permission]} you need one of these roles: {_holders(permission)}. "
        "The person who looks after this assistant in your school can give it, in school.toml "
        "under [access]."
    )


def role_words(roles: Iterable[str]) -> str:
    """Roles as they are shown: 'Designated Safeguarding Lead, leadership'."""
    held = set(roles)
    return ", ".join(words for role, words in ROLE_WORDS.items() if role in held) or "no role"


def _holders(permission: Permission) -> str:
    return role_words(role for role, granted in _GRANTED.items() if permission in granted)
