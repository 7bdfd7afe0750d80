"""Who may sign in, from the section [access] of school.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.access.passphrase import is_hash
from assistant.access.roles import Role
from assistant.access.sessions import SessionLimits
from assistant.errors import SettingsError

LISTED = (Role.DSL, Role.ADMIN, Role.LEADERSHIP)
ACCESS_KEYS = frozenset(
    {
        *(role.value for role in LISTED),
        "domain",
        "trusted_issuers",
        "passphrases",
        "idle_minutes",
        "session_hours",
    }
)
_DOMAIN = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
# Plain letters alone: other alphabets have letters that look like these, or become them when
# capitals are folded, and would let a lookalike address in.
_ADDRESS = re.compile(rf"[a-z0-9!#$%&'+/=?^_`{{|}}~.-]+@{_DOMAIN}")
# Microsoft's common doors, behind which anyone's own organisation, or anyone at all, may stand.
_ANYONES = {"common", "organizations", "consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"}
_LOCAL = {"localhost", "127.0.0.1"}
MOST_PASSPHRASES = 8  # each is tried at every sign-in, and each try takes its time
_HOLDER = ("hash", "name", "roles")


@dataclass(frozen=True)
class LocalPassphrase:
    """The passphrase of one person: its hash, whom it signs in, and as what. Each person has one of
    their own: a signature says who signed."""

    hashed: str = field(repr=False)
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class AccessSettings:
    """Who may sign in and for how long. Addresses and domain are in small letters.

    `domain`: only its addresses are staff; those listed by name may be of another. Issuers in
    `trusted_issuers` are believed about an address without saying that they verified it.
    """

    dsl: tuple[str, ...] = ()
    admin: tuple[str, ...] = ()
    leadership: tuple[str, ...] = ()
    domain: str | None = None
    trusted_issuers: tuple[str, ...] = ()
    passphrases: tuple[LocalPassphrase, ...] = ()
    limits: SessionLimits = field(default_factory=SessionLimits)

    @property
    def uses_sign_on(self) -> bool:
        """Whether anyone is listed who could sign in with a school account."""
        return bool(self.dsl or self.admin or self.leadership)

    @property
    def is_configured(self) -> bool:
        """Whether there is any way in at all."""
        return self.uses_sign_on or bool(self.passphrases)

    def roles_of(self, address: str) -> tuple[str, ...]:
        """The roles that an address is listed under, in a fixed order."""
        lists = {Role.DSL: self.dsl, Role.ADMIN: self.admin, Role.LEADERSHIP: self.leadership}
        return tuple(role.value for role in LISTED if address in lists[role])


def plain_address(text: str) -> str | None:
    """An e-mail address in small letters, to compare; None when it isn't a plain one."""
    address = text.strip().lower() if text.isascii() else ""
    return address if _ADDRESS.fullmatch(address) else None


def read_access(file: Path, section: Mapping[str, Any]) -> AccessSettings:
    """The settings of the section; `file` is named in a SettingsError, with the key at fault."""
    for key in section:
        if key not in ACCESS_KEYS:
            known = ", ".join(sorted(ACCESS_KEYS))
            raise SettingsError(f"{file}: unknown key {key} in [access]. Known: {known}.")
    lists = {role.value: _addresses(file, role.value, section) for role in LISTED}
    return AccessSettings(
        **lists,
        domain=_domain(file, section.get("domain")),
        trusted_issuers=_issuers(file, section),
        passphrases=_passphrases(file, section),
        limits=SessionLimits(
            idle=timedelta(minutes=_number(file, "idle_minutes", section, 30, 240)),
            absolute=timedelta(hours=_number(file, "session_hours", section, 8, 24)),
        ),
    )


def _addresses(file: Path, key: str, section: Mapping[str, Any]) -> tuple[str, ...]:
    found = []
    for text in _texts(file, key, section):
        address = plain_address(text)
        if address is None:
            raise SettingsError(
                f'{file}: {key} in [access] holds "{text}", which is not an e-mail address. Write '
                f'each in full, in plain letters: {key} = ["name@school.sch.uk"].'
            )
        found.append(address)
    return tuple(sorted(set(found)))


def _domain(file: Path, value: Any) -> str | None:
    if value is None:
        return None
    domain = value.strip().lower() if isinstance(value, str) else ""
    if not re.fullmatch(_DOMAIN, domain):
        raise SettingsError(
            f"{file}: domain in [access] must be what stands after the @ in your school’s "
            'addresses, like domain = "school.sch.uk".'
        )
    return domain


def _issuers(file: Path, section: Mapping[str, Any]) -> tuple[str, ...]:
    issuers = _texts(file, "trusted_issuers", section)
    for issuer in issuers:
        parts = urlsplit(issuer)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise SettingsError(
                f'{file}: trusted_issuers in [access] holds "{issuer}", which doesn’t begin with '
                "https://. Copy the issuer as your provider states it."
            )
        if _ANYONES & set(parts.path.lower().split("/")):
            raise SettingsError(
                f'{file}: trusted_issuers in [access] holds "{issuer}", behind which any '
                "organisation’s accounts stand, and those can claim any address. Name your own "
                'tenant: "https://login.microsoftonline.com/YOUR-TENANT-ID/v2.0".'
            )
    return issuers


def _passphrases(file: Path, section: Mapping[str, Any]) -> tuple[LocalPassphrase, ...]:
    found = []
    listed = section.get("passphrases", [])
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise SettingsError(
            f"{file}: passphrases in [access] must be written as [[access.passphrases]], once for "
            "each person."
        )
    for number, entry in enumerate(listed, start=1):
        where = f"[[access.passphrases]], number {number}"
        if extra := set(entry) - set(_HOLDER):
            raise SettingsError(
                f"{file}: unknown key {min(extra)} in {where}. Known: {', '.join(_HOLDER)}."
            )
        found.append(_holder(file, entry, where))
    names = [holder.name.casefold() for holder in found]
    if twice := next((h.name for h in found if names.count(h.name.casefold()) > 1), None):
        raise SettingsError(
            f"{file}: {twice} has more than one passphrase in [access]. Leave one for each person."
        )
    if len(found) > MOST_PASSPHRASES:
        raise SettingsError(
            f"{file}: {len(found)} passphrases in [access], where {MOST_PASSPHRASES} are the most. "
            "For more people use the school’s own accounts."
        )
    return tuple(found)


def _holder(file: Path, values: Mapping[str, Any], where: str) -> LocalPassphrase:
    for key in _HOLDER:
        if values.get(key) is None:
            raise SettingsError(
                f"{file}: {key} is missing in {where}. It takes {', '.join(_HOLDER)}."
            )
    hashed, name = values["hash"], values["name"]
    if not isinstance(hashed, str) or not is_hash(hashed):
        raise SettingsError(
            f"{file}: hash in {where} is not a passphrase’s hash. Make one with "
            "“policy-assistant passphrase” and copy it whole; the passphrase itself must not "
            "stand in this file."
        )
    if not isinstance(name, str) or not name.strip():
        raise SettingsError(
            f"{file}: name in {where} must be the name of the person who signs in "
            'with it, like name = "Ms A Example".'
        )
    roles = values["roles"]
    if not isinstance(roles, list) or not roles or not set(map(str, roles)) <= set(LISTED):
        raise SettingsError(
            f"{file}: roles in {where} must be a list of one or more of {', '.join(LISTED)}."
        )
    return LocalPassphrase(hashed, " ".join(name.split()), tuple(roles))


def _texts(file: Path, key: str, section: Mapping[str, Any]) -> tuple[str, ...]:
    value = section.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise SettingsError(
            f'{file}: {key} in [access] must be a list of texts, like {key} = ["…", "…"].'
        )
    return tuple(text.strip() for text in value)


def _number(file: Path, key: str, section: Mapping[str, Any], default: int, highest: int) -> int:
    value = section.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= highest:
        raise SettingsError(
            f"{file}: {key} in [access] must be a whole number from 1 to {highest}."
        )
    return value
