"""Whom a clause binds and whom a text names, by the audiences of modality.toml; pure."""

from __future__ import annotations

import re
from functools import cache

from assistant.modality.words import compiled, modality_data
from ingest.documents import Clause


def audiences_bound(clause: Clause) -> tuple[str, ...]:
    """Whom a clause binds: the subject of its first sentence, else its lead-in's, else what its
    headings name; ("everyone",) when nothing tells."""
    subject = re.split(
        r"\b(must|will|should|shall|may|can|cannot|is|are|has|have|need|needs|not|to)\b",
        clause.text,
        maxsplit=1,
    )[0]
    for source in (subject, clause.lead_in or "", *reversed(clause.section)):
        if found := audiences_named(source):
            return found
    return ("everyone",)


def audiences_named(text: str) -> tuple[str, ...]:
    """The canonical audiences that a text names, in the order of the data file."""
    return tuple(name for name, pattern in _audiences() if pattern.search(text))


def spoken_of(text: str) -> frozenset[str]:
    """Which of parents and pupils a text speaks of, in whatever words."""
    return frozenset(name for name, pattern in _spoken_of() if pattern.search(text))


def audience_words() -> tuple[str, ...]:
    """All patterns that name an audience."""
    return tuple(word for words in modality_data()["audiences"].values() for word in words)


@cache
def _audiences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, compiled(r"\b(?:" + "|".join(words) + r")\b"))
        for name, words in modality_data()["audiences"].items()
    )


@cache
def _spoken_of() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, compiled(p)) for name, p in modality_data()["spoken_of"].items())
