"""The word lists that decide what a line is; kept as data so that a school can add its own."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    text = resources.files("ingest").joinpath("data/words.toml").read_text(encoding="utf-8")
    return {name: str(value) for name, value in tomllib.loads(text).items()}


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """The single words of a list."""
    return frozenset(_lists()[name].split())


@lru_cache(maxsize=32)
def pattern(name: str) -> str:
    """A list whose entries stand one a line, as alternatives of a regular expression; a space in an
    entry stands for any white space."""
    entries = [line.strip() for line in _lists()[name].splitlines() if line.strip()]
    return "|".join(r"\s+".join(entry.split()) for entry in sorted(entries, key=len, reverse=True))
