"""Who someone is, from what they can prove: a provider's word for an address, or the passphrase.

An address opens doors here, so it counts only when somebody answers for it. Otherwise anyone could
give the DSL's address to an account of their own and walk in:

- `email_verified` is true: the provider has checked it.
- The claim is not sent, as by Microsoft, where an organisation's administrator may write any
  address into an account: only the issuers that the settings name, the school's own tenant.
- A Google account with another address than gmail.com: only when an organisation manages it
  (`hd`). A private account keeps an old school address verified after its owner has left.
  Source: Google Identity, "Verify the Google ID token on your server side".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from assistant.access.errors import TooManyTries, WrongPassphrase, waiting
from assistant.access.passphrase import matches
from assistant.access.roles import Role
from assistant.access.settings import AccessSettings, LocalPassphrase, plain_address
from assistant.access.throttle import Throttle
from assistant.records.entries import Actor

PASSPHRASE = "passphrase"
LONGEST_NAME = 80  # characters
_GOOGLE = {"https://accounts.google.com", "accounts.google.com"}
_NO_ADDRESS = (
    "The sign-in provider sent no usable e-mail address. Whoever set up the sign-in can have it "
    "send one (the claim “email”)."
)
_UNVERIFIED = (
    "The sign-in provider doesn’t say that this address has been verified, so it opens nothing. "
    "Verify it with the provider, or use your school account."
)
_UNTRUSTED = (
    "The sign-in provider doesn’t say whether it verifies addresses, and it isn’t one that the "
    "school has named as its own. Whoever looks after this assistant can name it in school.toml, "
    "in [access] under trusted_issuers, if it is the school’s."
)
_UNMANAGED = (
    "This is a private Google account with an address that isn’t Google’s own. Use the account "
    "that the school manages."
)
_ELSEWHERE = "This is not one of the school’s own accounts, which end in @{domain}."


@dataclass(frozen=True)
class Refused:
    """An account that gets no role at all, and why, with what to do."""

    account: str
    reason: str


def who_is(claims: Mapping[str, Any], access: AccessSettings) -> Actor | Refused:
    """The person whom a provider's claims speak of, with the roles that the school gave them."""
    sent = claims.get("email")
    address = plain_address(sent) if isinstance(sent, str) else None
    if address is None:
        return Refused(_shown(sent) or _shown(claims.get("name")) or "an account", _NO_ADDRESS)
    if reason := _doubt(claims, address, access):
        return Refused(address, reason)
    roles = access.roles_of(address)
    if not roles and access.domain and not address.endswith(f"@{access.domain}"):
        return Refused(address, _ELSEWHERE.format(domain=access.domain))
    return Actor(_shown(claims.get("name")) or address, address, roles or (Role.STAFF.value,))


def started_at(claims: Mapping[str, Any]) -> datetime | None:
    """When the provider made the claims; None when they don't say so in a way to rely on."""
    issued = claims.get("iat")
    try:
        return datetime.fromtimestamp(issued, UTC) if isinstance(issued, (int, float)) else None
    except (ValueError, OverflowError, OSError):
        return None


def sign_in_key(claims: Mapping[str, Any]) -> str:
    """What tells one sign-in from another; the same for every copy of its cookie."""
    parts = [claims.get(name) for name in ("iss", "sub", "iat", "nonce")]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def check_passphrase(
    typed: str, expected: Sequence[LocalPassphrase], throttle: Throttle, now: float
) -> LocalPassphrase:
    """Whose passphrase this is. WrongPassphrase, or TooManyTries when it wasn't even looked at;
    `now` is in seconds of the throttle's clock."""
    wait = throttle.begin(now)
    if wait > 0:
        raise TooManyTries(wait)
    # All are tried, so that the time it takes doesn't tell whose it nearly was.
    found = [each for each in expected if matches(typed, each.hashed)]
    if not found:
        raise WrongPassphrase(
            "That is not the passphrase, and nothing was opened. Check capitals and spaces. You "
            f"can try again in {waiting(throttle.until_next())}."
        )
    throttle.succeeded()
    return found[0]


def holder(passphrase: LocalPassphrase) -> Actor:
    """The person who signs in with this passphrase."""
    return Actor(passphrase.name, PASSPHRASE, passphrase.roles)


def _doubt(claims: Mapping[str, Any], address: str, access: AccessSettings) -> str | None:
    """Why nobody answers for this address being the account's own; None when somebody does."""
    issuer = claims.get("iss")
    if "email_verified" in claims:
        if claims["email_verified"] is not True:
            return _UNVERIFIED
    elif issuer not in access.trusted_issuers:
        return _UNTRUSTED
    if issuer in _GOOGLE and not address.endswith("@gmail.com") and not claims.get("hd"):
        return _UNMANAGED
    return None


def _shown(text: object) -> str:
    """A text from outside as one short line, without characters that hide or turn others."""
    if not isinstance(text, str):
        return ""
    line = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(line.split())[:LONGEST_NAME]
