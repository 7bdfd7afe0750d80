"""One file becomes a policy with its clauses."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ingest.documents import Policy, ReadDocument
from ingest.readers import pdf, text
from ingest.structure import structure_of


def read_document(path: Path, *, known_source: str | None = None) -> ReadDocument:
    """The policy in the file, its clauses, what was left out, and what to check."""
    source = known_source or path.name
    policy_id = slug(Path(source).stem)
    extraction = (pdf if path.suffix.lower() == ".pdf" else text).read(path)
    structure = structure_of(extraction, policy_id)
    policy = Policy(
        policy_id, structure.title or Path(source).stem, source, hashlib.sha256(path.read_bytes()).hexdigest(),
        structure.text, len(extraction.pages), segments=structure.segments,
    )
    return ReadDocument(policy, structure.clauses, structure.dropped, extraction.findings)


def slug(stem: str) -> str:
    """The stem in lower case with hyphens between words."""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "policy"
