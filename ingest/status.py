"""Whether a document says of itself that it is a sample or no longer in force."""

from __future__ import annotations

import re

from ingest.documents import Extraction, PolicyStatus
from ingest.structure import Structure

_MARKS = {"running header or footer", "watermark", "rotated text"}


def status_of(structure: Structure, extraction: Extraction) -> PolicyStatus:
    """ADOPTED unless a title, a short line, a mark on the page or a file property says so."""
    lines = [(structure.title or "")]
    lines += [d.text for d in structure.dropped if d.reason in _MARKS]
    lines += [
        line
        for clause in structure.clauses
        for line in clause.text.split("\n")
        if len(line.split()) <= 8
    ]
    lines += [extraction.properties.get(key, "") for key in ("keywords", "subject", "status")]
    for status, word in (
        (PolicyStatus.SUPERSEDED, r"superseded|withdrawn|obsolete|archived"),
        (PolicyStatus.SAMPLE, r"sample|specimen"),
    ):
        prominent = re.compile(
            rf"^\W*(?:{word})(?:\s+(?:policy|document|only|template|version|copy))?\W*$|"
            rf"^(?:(?:policy|document)\s+)?status\s*[:\t–-]\s*(?:{word})\b|"
            rf"^(?:{word})\s*[:–—-]|\((?:{word})\)|"
            rf"^this\s+(?:policy|document|version)\s+(?:has\s+been|is|was)\s+(?:now\s+)?(?:an?\s+)?(?:{word})\b",
            re.IGNORECASE,
        )
        shouted = re.compile(rf"^(?:{word.upper()})\b")
        if any(prominent.search(line.strip()) or shouted.search(line.strip()) for line in lines):
            return status
    return PolicyStatus.ADOPTED
