"""The way in to the pages that are not open to all: who is signed in, signing in, signing out.

A page begins with `actor = admit(access, permission)` and stops when that is None. An action calls
`required(current_actor(access), permission)` again, since a sign-in may end while a page is open.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import streamlit as st
from streamlit.errors import StreamlitAuthError

from assistant.access.accounts import (
    Refused,
    check_passphrase,
    holder,
    sign_in_key,
    started_at,
    who_is,
)
from assistant.access.errors import AccessError
from assistant.access.roles import Permission, allowed, refusal, role_words
from assistant.access.sessions import SessionLimits, SignIns
from assistant.access.settings import AccessSettings, LocalPassphrase
from assistant.access.sign_on import SECRETS, faults, providers
from assistant.access.throttle import Throttle
from assistant.records.entries import Actor
from assistant.web.markup import items, tag, text
from assistant.web.sign_in_events import note_in, note_out, note_refused
from assistant.web.theme import trouble_html

BUTTON = "Sign in with your school account"
_LOCAL = "local_sign_in"
_ENDED = "Your sign-in has ended."
_LOCKED = (
    "No sign-in has been set up, so nobody can open this page, not even on this computer. The "
    "person who looks after this assistant can unlock it in one of two ways:"
)
_UNLOCK = (
    "With the school’s Google or Microsoft accounts: describe the provider in "
    f"{SECRETS}, and list who is who in school.toml under [access], by e-mail address.",
    "With a passphrase: run “policy-assistant passphrase” and copy its lines into school.toml.",
)
_AFTERWARDS = (
    "Afterwards you arrive on the first page: open this one again from the links at the top."
)


@dataclass(frozen=True)
class LocalSignIn:
    """A sign-in by passphrase. It ends when another passphrase is set."""

    key: str
    started: datetime
    hashed: str


def current_actor(access: AccessSettings, now: datetime | None = None) -> Actor | None:
    """Who is signed in now, with the roles that the settings give now; None for nobody, for an
    account with no role, and when the sign-in has run out. Counts as use of the sign-in."""
    found = _look(access, now or datetime.now(UTC))
    return found if isinstance(found, Actor) else None


def admit(
    access: AccessSettings, permission: Permission, now: datetime | None = None
) -> Actor | None:
    """The person signed in who may do this, under a line that says so; else None, and the page
    shows how to sign in or why this account can't open it."""
    actor = current_actor(access, now)
    if actor is None:
        draw_sign_in(access, now)
        return None
    draw_signed_in(actor)
    if not allowed(actor, permission):
        st.html(trouble_html("This account can’t open this page.", refusal(actor, permission)))
        return None
    return actor


def draw_sign_in(access: AccessSettings, now: datetime | None = None) -> None:
    """What stands in place of a page when nobody is signed in who could open it."""
    if not access.is_configured:
        st.html(locked_html())
        return
    found = _look(access, now or datetime.now(UTC))
    if isinstance(found, Refused):
        st.html(trouble_html(f"{found.account} can’t be let in.", found.reason))
        _draw_sign_out("Sign out of this account")
    elif isinstance(found, str):
        st.html(trouble_html(_ENDED, found))
    st.html(tag("h2", "Sign in to open this page", class_="pa-heading"))
    if access.uses_sign_on and not isinstance(found, Refused):
        _draw_providers()
    if access.passphrases:
        _draw_passphrase(access.passphrases, now or datetime.now(UTC))


def draw_signed_in(actor: Actor) -> None:
    """Who is signed in and as what, and the way out."""
    with st.container(key="signed-in", horizontal=True, vertical_alignment="center"):
        st.html(signed_in_html(actor))
        _draw_sign_out("Sign out", actor)


def signed_in_html(actor: Actor) -> str:
    """The line that names the person, the account and the roles."""
    return tag(
        "p",
        text("Signed in as "),
        tag("strong", text(actor.name)),
        text(f" ({actor.identity}): {role_words(actor.roles)}."),
        class_="pa-quiet",
    )


def locked_html() -> str:
    """What a page says while no sign-in is set up: that it is locked, and how to unlock it."""
    return tag(
        "div",
        tag("p", tag("strong", "This page is locked.")),
        tag("p", text(_LOCKED)),
        items("ul", _UNLOCK),
        class_="pa-trouble",
    )


def ended_words(limits: SessionLimits) -> str:
    """Why a sign-in ended by itself."""
    idle = int(limits.idle.total_seconds() // 60)
    hours = int(limits.absolute.total_seconds() // 3600)
    return (
        f"It lasts {idle} minutes without use and {hours} hours at most. What you had saved is "
        "kept. Please sign in again."
    )


def _look(access: AccessSettings, now: datetime) -> Actor | Refused | str | None:
    """Who is signed in; or an account that is refused; or why the sign-in ended; or None."""
    local: LocalSignIn | None = st.session_state.get(_LOCAL)
    ended = None
    mine = [p for p in access.passphrases if local is not None and p.hashed == local.hashed]
    if local is not None and mine:
        if _sign_ins().use(local.key, local.started, now, access.limits):
            return _noted(holder(mine[0]), local.key)
        ended = ended_words(access.limits)
    claims = _claims() if access.uses_sign_on else None
    if claims is None:
        return ended
    started = started_at(claims)
    key = sign_in_key(claims)
    if started and _sign_ins().use(key, started, now, access.limits):
        who = who_is(claims, access)
        return _noted(who, key) if isinstance(who, Actor) else who
    return ended_words(access.limits)


def _noted(actor: Actor, key: str) -> Actor:
    note_in(actor, key)
    return actor


def _claims() -> dict[str, Any] | None:
    """What the provider said of the person, from the cookie that Streamlit signed; None when
    there is no such cookie, or the set-up is such that none can be believed."""
    if not st.user.get("is_logged_in") or faults(_auth()):
        return None
    return dict(st.user.to_dict())


def _auth() -> Mapping[str, Any]:
    """The section [auth] of the secrets; empty when there is none."""
    if not st.secrets.load_if_toml_exists():
        return {}
    section = st.secrets.get("auth")
    return section.to_dict() if section else {}


def _draw_providers() -> None:
    auth = _auth()
    wrong = faults(auth)
    if wrong:
        st.html(
            trouble_html(
                "Signing in with a school account is not set up completely.",
                f"In {SECRETS}, section [auth]: {' '.join(wrong)}",
            )
        )
        return
    names = providers(auth)
    for name in names:
        label = BUTTON if len(names) == 1 else f"{BUTTON} ({name.capitalize()})"
        if st.button(label, type="primary", key=f"sign-in-{name}"):
            st.session_state.pop(_LOCAL, None)
            try:
                st.login(name)
            except StreamlitAuthError as error:
                st.html(trouble_html("The sign-in can’t be started.", str(error)))
    st.html(tag("p", text(_AFTERWARDS), class_="pa-quiet"))


def _draw_passphrase(expected: Sequence[LocalPassphrase], now: datetime) -> None:
    with st.form("passphrase", clear_on_submit=True):
        typed = st.text_input("Passphrase", type="password", autocomplete="current-password")
        sent = st.form_submit_button("Sign in with the passphrase")
    if not sent:
        return
    try:
        whose = check_passphrase(typed, expected, _throttle(), time.monotonic())
    except AccessError as error:
        note_refused(uuid4().hex)
        st.html(trouble_html("You are not signed in.", str(error)))
        return
    st.session_state[_LOCAL] = LocalSignIn(uuid4().hex, now, whose.hashed)
    st.rerun()


def _draw_sign_out(label: str, actor: Actor | None = None) -> None:
    if not st.button(label, key="sign-out"):
        return
    local: LocalSignIn | None = st.session_state.get(_LOCAL)
    claims = dict(st.user.to_dict()) if st.user.get("is_logged_in") else None
    if local is not None:
        _sign_ins().end(local.key, local.started)
    st.session_state.clear()  # whatever was on the pages is not for the next person
    if actor is not None:
        note_out(actor, local.key if local else sign_in_key(claims or {}))
    if claims is None:
        st.rerun()
    if started := started_at(claims):
        _sign_ins().end(sign_in_key(claims), started)
    st.logout()
    st.stop()


@st.cache_resource
def _sign_ins() -> SignIns:
    """The sign-ins of this process."""
    return SignIns()


@st.cache_resource
def _throttle() -> Throttle:
    """One brake on passphrases for all visitors of this process."""
    return Throttle()
