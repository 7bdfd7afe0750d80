"""The words of a clause as a checksum, so that it can be told whether they are still the same."""

from __future__ import annotations

from hashlib import sha256

from assistant.answers import Quote
from ingest.documents import Clause


def whole_words(clause: Clause | Quote) -> str:
    """Lead-in and text joined, with every run of white space as one space."""
    return " ".join(f"{clause.lead_in or ''} {clause.text}".split())


def words_sha256(clause: Clause | Quote) -> str:
    """SHA-256 (hex) of lead-in and text, white space collapsed: a new line break or another page
    leaves it as it is, another word or lead-in doesn't."""
    return sha256(whole_words(clause).encode()).hexdigest()
