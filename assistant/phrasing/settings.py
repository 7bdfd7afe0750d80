"""Which chat model phrases answers, from the section [chat_model] of school.toml."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import SettingsError

# Provider -> (the environment variable of its key, the address that is asked when none is set).
PROVIDERS: dict[str, tuple[str, str]] = {
    "anthropic": ("ANTHROPIC_API_KEY", "https://api.anthropic.com"),
    "azure_openai": ("AZURE_OPENAI_API_KEY", ""),
    "google_genai": ("GOOGLE_API_KEY", "https://generativelanguage.googleapis.com"),
    "ollama": ("", "http://127.0.0.1:11434"),
    "openai": ("OPENAI_API_KEY", "https://api.openai.com/v1"),
}
CHAT_MODEL_KEYS = frozenset(
    {
        *("model", "base_url", "api_version", "where", "key_env", "temperature"),
        *("seconds", "retries", "per_minute", "price_in", "price_out", "currency"),
        *("answers", "drafts", "searches", "search_seconds", "form"),
        *("questions", "question_seconds"),
    }
)
FORMS = ("json_schema", "function_calling")
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_INSIDE = (".local", ".internal", ".lan", ".home.arpa")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")


@dataclass(frozen=True)
class ChatModelSettings:
    """`model` is "provider:name"; `base_url` the address asked; `where` what people are told about
    the place; `key_env` the environment variable with the key, "" for none.

    `seconds` is all the time phrasing may take; `per_minute` how many questions a minute are sent;
    prices are per million tokens. `form` is how a reply is held to the fixed form, None for the
    provider's usual way; `answers` says whether answers in the chat are phrased, `drafts` whether
    the desk may ask for a draft's words, `searches` whether a question is reworded for searching,
    in `search_seconds` at most; `questions` whether questions are made up for the clauses of
    policies when they are loaded, a call for some clauses in `question_seconds` at most.
    """

    model: str
    base_url: str
    where: str
    key_env: str = ""
    api_version: str | None = None
    temperature: float | None = None
    seconds: float = 8.0
    retries: int = 2
    per_minute: int = 30
    price_in: float | None = None
    price_out: float | None = None
    currency: str = "GBP"
    answers: bool = True
    drafts: bool = True
    searches: bool = False
    search_seconds: float = 4.0
    form: str | None = None
    questions: bool = False
    question_seconds: float = 60.0

    @property
    def provider(self) -> str:
        """The part of `model` before the colon, such as "ollama"."""
        return self.model.partition(":")[0]

    @property
    def name(self) -> str:
        """The part of `model` after the colon: the model, or the deployment at Azure."""
        return self.model.partition(":")[2]

    @property
    def service(self) -> str:
        """The model and the machine that is asked, as people are told."""
        return self.name if is_local(self.base_url) else f"{self.name} at {self.host}"

    @property
    def host(self) -> str:
        """The machine that is asked, for people to see."""
        return urlsplit(self.base_url).hostname or self.base_url


def read_chat_model(file: Path, section: Mapping[str, Any] | None) -> ChatModelSettings | None:
    """The settings of the section, None without it; a SettingsError names `file` and the key."""
    if section is None:
        return None
    model = _text(file, "model", section)
    provider, _, name = (model or "").partition(":")
    if provider not in PROVIDERS or not name.strip():
        known = ", ".join(sorted(PROVIDERS))
        raise SettingsError(
            f'{file}: model in [chat_model] must be "provider:model", like "ollama:llama3.2". '
            f"Providers: {known}."
        )
    key_env, address = PROVIDERS[provider]
    base_url = _text(file, "base_url", section) or address
    _check_address(file, provider, base_url)
    return ChatModelSettings(
        model=f"{provider}:{name.strip()}",
        base_url=base_url,
        where=_where(file, _text(file, "where", section), base_url),
        key_env=_key_env(file, section, key_env),
        api_version=_text(file, "api_version", section),
        temperature=_number(file, "temperature", section, None, 0, 2),
        seconds=_number(file, "seconds", section, 8.0, 1, 60) or 8.0,
        retries=_whole(file, "retries", section, 2, 0, 5),
        per_minute=_whole(file, "per_minute", section, 30, 1, 1000),
        price_in=_number(file, "price_in", section, None, 0, 10_000),
        price_out=_number(file, "price_out", section, None, 0, 10_000),
        currency=_text(file, "currency", section) or "GBP",
        answers=_flag(file, "answers", section, True),
        drafts=_flag(file, "drafts", section, True),
        searches=_flag(file, "searches", section, False),
        search_seconds=_number(file, "search_seconds", section, 4.0, 1, 30) or 4.0,
        form=_form(file, _text(file, "form", section)),
        questions=_flag(file, "questions", section, False),
        question_seconds=_number(file, "question_seconds", section, 60.0, 5, 600) or 60.0,
    )


def is_local(address: str) -> bool:
    """Whether the address is of this machine."""
    return (urlsplit(address).hostname or "") in _LOCAL


def _check_address(file: Path, provider: str, address: str) -> None:
    if not address:
        raise SettingsError(
            f"{file}: base_url is missing in [chat_model]. For {provider} it is the address of "
            'your resource, like "https://YOUR-RESOURCE.openai.azure.com".'
        )
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.username or parts.password or parts.query:
        raise SettingsError(
            f"{file}: base_url in [chat_model] must hold no name, password or key. Put the key "
            "into an environment variable and its name into key_env."
        )
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and _is_inside(host))):
        raise SettingsError(
            f"{file}: base_url in [chat_model] must begin with https://; http:// is for this "
            "machine and the school’s own network."
        )


def _is_inside(host: str) -> bool:
    if host in _LOCAL or "." not in host or host.endswith(_INSIDE):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def _where(file: Path, where: str | None, address: str) -> str:
    if where:
        return where
    if is_local(address):
        return "on this machine"
    raise SettingsError(
        f"{file}: where is missing in [chat_model]. People are told who sees their question: say "
        'where the service runs, like where = "in the school’s Microsoft tenancy, UK South".'
    )


def _key_env(file: Path, section: Mapping[str, Any], default: str) -> str:
    if "key_env" not in section:
        return default
    value = section["key_env"]
    # The value isn't told back: it may be the key itself, put here by mistake.
    if not isinstance(value, str) or (value and not _VARIABLE.fullmatch(value)):
        raise SettingsError(
            f"{file}: key_env in [chat_model] must be the name of an environment variable, like "
            '"AZURE_OPENAI_API_KEY", or "" for none. The key itself must not stand in this file.'
        )
    return value


def _form(file: Path, form: str | None) -> str | None:
    if form is not None and form not in FORMS:
        raise SettingsError(f"{file}: form in [chat_model] is one of {', '.join(FORMS)}.")
    return form


def _text(file: Path, key: str, section: Mapping[str, Any]) -> str | None:
    value = section.get(key)
    if value is not None and not isinstance(value, str):
        raise SettingsError(f"{file}: {key} in [chat_model] must be text in quotes.")
    return value.strip() or None if value else None


def _flag(file: Path, key: str, section: Mapping[str, Any], default: bool) -> bool:
    value = section.get(key, default)
    if not isinstance(value, bool):
        raise SettingsError(f"{file}: {key} in [chat_model] must be true or false.")
    return value


def _number(
    file: Path,
    key: str,
    section: Mapping[str, Any],
    default: float | None,
    least: float,
    most: float,
) -> float | None:
    value = section.get(key, default)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise SettingsError(
            f"{file}: {key} in [chat_model] must be a number from {least:g} to {most:g}."
        )
    return float(value)


def _whole(
    file: Path, key: str, section: Mapping[str, Any], default: int, least: int, most: int
) -> int:
    value = section.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise SettingsError(
            f"{file}: {key} in [chat_model] must be a whole number from {least} to {most}."
        )
    return value
