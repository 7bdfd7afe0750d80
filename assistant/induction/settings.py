"""How an induction is held, from the section [induction] of school.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import SettingsError

INDUCTION_KEYS = frozenset({"pass_mark", "check_address"})
PASS_MARK = 0.8


@dataclass(frozen=True)
class InductionSettings:
    """`pass_mark`: the least share of right answers (0 to 1). `check_address`: the web address of
    the page that checks certificates, as people reach it from elsewhere; None for none."""

    pass_mark: float = PASS_MARK
    check_address: str | None = None


def read_induction(file: Path, section: Mapping[str, Any]) -> InductionSettings:
    """The settings of the section; a SettingsError names `file` and the key at fault."""
    mark = section.get("pass_mark", PASS_MARK)
    if isinstance(mark, bool) or not isinstance(mark, (int, float)) or not 0 < mark <= 1:
        raise SettingsError(
            f"{file}: pass_mark in [induction] must be a share above 0 and up to 1, like 0.8."
        )
    address = section.get("check_address")
    if address is not None and not (
        isinstance(address, str) and urlsplit(address).scheme in ("http", "https")
    ):
        raise SettingsError(
            f"{file}: check_address in [induction] must be a web address, like "
            '"https://policies.school.sch.uk/certificate".'
        )
    return InductionSettings(float(mark), address)
