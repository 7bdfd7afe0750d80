"""The school's settings, from school.toml; everything has a default, so none need exist."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from assistant.access.settings import ACCESS_KEYS, AccessSettings, read_access
from assistant.errors import SettingsError
from assistant.induction.settings import INDUCTION_KEYS, InductionSettings, read_induction
from assistant.phrasing.settings import CHAT_MODEL_KEYS, ChatModelSettings, read_chat_model
from assistant.records.settings import RECORDS_KEYS, RecordsSettings, read_records
from assistant.triage.cards import SchoolContacts
from ingest.encoder import PACKAGED

SETTINGS_FILE = "school.toml"
POLICY_ENCODER = "policy-encoder"
ROLES = ("staff", "volunteer", "governor", "parent", "pupil")


@dataclass(frozen=True)
class Settings:
    """Where things are and who is who. `server` is a Chroma server's address, or None; `names`
    says whether the language model for names helps to mask them; `chat_model` is None when the
    school has none, and then nothing of it is loaded."""

    school: SchoolContacts = field(default_factory=SchoolContacts)
    library_dir: Path = Path("library")
    policies_dir: Path = Path("policies")
    server: str | None = None
    include_samples: bool = True
    encoder: str = POLICY_ENCODER
    names: bool = False
    roles: tuple[str, ...] = ROLES
    access: AccessSettings = field(default_factory=AccessSettings)
    records: RecordsSettings = field(default_factory=RecordsSettings)
    induction: InductionSettings = field(default_factory=InductionSettings)
    chat_model: ChatModelSettings | None = None


# Section -> its keys; a name outside these is a slip that would otherwise be passed over.
_KEYS = {
    "school": {f.name for f in fields(SchoolContacts)},
    "library": {"folder", "policies", "server", "include_samples"},
    "models": {"encoder", "names"},
    "access": ACCESS_KEYS,
    "records": RECORDS_KEYS,
    "induction": INDUCTION_KEYS,
    "chat_model": CHAT_MODEL_KEYS,
}


def load_settings(path: Path | None = None) -> Settings:
    """The settings of `path`, else of school.toml in this folder, else the defaults.

    Relative folders in the file are relative to it. The environment variable
    POLICY_ASSISTANT_SETTINGS names another file. SettingsError names the key at fault.
    """
    named = path or os.environ.get("POLICY_ASSISTANT_SETTINGS")
    file = Path(named) if named else Path(SETTINGS_FILE)
    if not file.is_file():
        if named:
            raise SettingsError(f"{file}: there is no such settings file.")
        return Settings()
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: can't be read as TOML ({error}).") from error
    _check_keys(file, data)
    school, library = data.get("school", {}), data.get("library", {})
    models = data.get("models", {})
    base = file.parent
    return Settings(
        school=SchoolContacts(**{key: _text(file, key, v) for key, v in school.items()}),
        library_dir=base / (_text(file, "folder", library.get("folder")) or "library"),
        policies_dir=base / (_text(file, "policies", library.get("policies")) or "policies"),
        server=_text(file, "server", library.get("server")),
        include_samples=_flag(file, "include_samples", library.get("include_samples", True)),
        encoder=_encoder(base, _text(file, "encoder", models.get("encoder"))),
        names=_flag(file, "names", models.get("names", False)),
        access=read_access(file, data.get("access", {})),
        records=read_records(file, data.get("records", {})),
        induction=read_induction(file, data.get("induction", {})),
        chat_model=read_chat_model(file, data.get("chat_model")),
    )


def _encoder(base: Path, named: str | None) -> str:
    if named is None:
        return POLICY_ENCODER
    return named if named in (POLICY_ENCODER, PACKAGED) else str(base / named)


def _check_keys(file: Path, data: dict[str, Any]) -> None:
    for section, values in data.items():
        if section not in _KEYS:
            known = ", ".join(f"[{name}]" for name in _KEYS)
            raise SettingsError(f"{file}: unknown section [{section}]. Known: {known}.")
        if not isinstance(values, dict):
            raise SettingsError(f"{file}: {section} must be a section, written [{section}].")
        for key in values:
            if key not in _KEYS[section]:
                known = ", ".join(sorted(_KEYS[section]))
                raise SettingsError(f"{file}: unknown key {key} in [{section}]. Known: {known}.")


def _text(file: Path, key: str, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise SettingsError(f'{file}: {key} must be text in quotes, like {key} = "…".')
    return value.strip() or None if value else None


def _flag(file: Path, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise SettingsError(f"{file}: {key} must be true or false.")
    return value
