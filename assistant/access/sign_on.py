"""What .streamlit/secrets.toml says about single sign-on, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

SECRETS = ".streamlit/secrets.toml"
SHORTEST_SECRET = 32  # characters: whoever guesses the secret can write anyone's cookie
_NEEDED = ("client_id", "client_secret", "server_metadata_url")
_LOCAL = {"localhost", "127.0.0.1"}


def providers(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the providers in the section [auth], for `st.login`; 'default' for one that
    has no section of its own."""
    named = [name for name, value in auth.items() if isinstance(value, Mapping) and _begun(value)]
    return (*(["default"] if _begun(auth) else []), *named)


def faults(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """What is wrong with the section [auth], each in a sentence; nothing when it can be used.

    No sign-in is believed while there are faults: with a secret that can be guessed, or over a
    line that others can read, a cookie proves nothing.
    """
    found = []
    if len(str(auth.get("cookie_secret", ""))) < SHORTEST_SECRET:
        found.append(
            f"cookie_secret must be {SHORTEST_SECRET} random characters or more. Make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    redirect = urlsplit(str(auth.get("redirect_uri", "")))
    if not redirect.path.endswith("/oauth2callback"):
        found.append("redirect_uri must be the address of these pages with /oauth2callback.")
    elif redirect.scheme != "https" and redirect.hostname not in _LOCAL:
        found.append("redirect_uri must begin with https://, except on localhost.")
    names = providers(auth)
    if not names:
        found.append(f"No provider is described: it takes {', '.join(_NEEDED)}.")
    for name in names:
        section = auth if name == "default" else auth[name]
        missing = [key for key in _NEEDED if not section.get(key)]
        if missing:
            where = "[auth]" if name == "default" else f"[auth.{name}]"
            found.append(f"{where} lacks {', '.join(missing)}.")
    return tuple(found)


def _begun(section: Mapping[str, Any]) -> bool:
    return any(key in section for key in _NEEDED)
