"""Finding a person's name in what is kept, and taking it out; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.records.audit import ERASED

# The parts of a JSON value that hold words of ours; the others are quotes, ids and kinds.
_WORDED = ("paragraphs", "text", "gloss")


@dataclass(frozen=True)
class Wanted:
    """Whom to look for: every name and identity, casefolded; a pattern; their ids in the trail."""

    names: frozenset[str]
    pattern: re.Pattern[str]
    actor_ids: tuple[str, ...]


def wanted_by(words: Iterable[str], actor_ids: Iterable[str]) -> Wanted:
    """Whom these names and identities mean; those of one letter are too short to look for."""
    long = {word for word in words if len(word) > 1}
    return Wanted(frozenset(map(folded, long)), _pattern(long), tuple(actor_ids))


def folded(name: str) -> str:
    """A name as it is compared: whatever its case, spaces and composition."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def blanked(value: Any, pattern: re.Pattern[str]) -> Any:
    """A text, the parts of a reply or the items of a path, without the name; quoted clauses stay
    as they are."""
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, list):
        return [blanked(item, pattern) for item in value]
    if value.get("quoted") is not None:
        return value
    return {key: blanked(item, pattern) if key in _WORDED else item for key, item in value.items()}


def _pattern(names: set[str]) -> re.Pattern[str]:
    """The names as whole words, longest first, composed or decomposed ("é" may be two letters)."""
    forms = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")}
    found = []
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        one_word = unicodedata.normalize("NFC", form).isalpha()
        spaced = r"\s+".join(map(re.escape, form.split()))
        found.append(spaced if one_word else f"(?i:{spaced})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?![\w\u0300-\u036f])")
