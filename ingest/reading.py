"""One file becomes a policy with its clauses."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from ingest.documents import Extraction, Policy, ReadDocument
from ingest.errors import DocumentError, NoText, UnreadableFile
from ingest.filetypes import check
from ingest.inspection import findings_of
from ingest.linked import linked_policies
from ingest.metadata import metadata_of
from ingest.readers import docx, html, markdown, pdf, text
from ingest.structure import structure_of

READERS = {
    "pdf": pdf.read,
    "docx": docx.read,
    "html": html.read,
    "markdown": markdown.read,
    "text": text.read,
}


def read_document(
    path: Path, *, known_source: str | None = None, today: date | None = None
) -> ReadDocument:
    """The policy in the file, its clauses, what was left out, and what to check.

    `known_source` is the file's name where `path` isn't (an upload kept under another name);
    `today` decides whether the review is overdue. Raises DocumentError, whose text names the file.
    """
    source = known_source or path.name
    try:
        kind = check(path, Path(source).suffix)
        raw = path.read_bytes()
        extraction = READERS[kind](path)
        if not any(line.text.strip() and not line.hidden for line in extraction.lines):
            raise NoText(source, "it holds no text.", "Check that it is the right file.")
        return _document(extraction, source, hashlib.sha256(raw).hexdigest(), today or date.today())
    except DocumentError as error:
        if error.file == source:
            raise
        raise type(error)(source, error.problem, error.remedy) from error
    except PermissionError as error:
        raise UnreadableFile(
            source, "it can't be opened: permission denied.", "Check who may read the file."
        ) from error
    except OSError as error:
        raise UnreadableFile(
            source, "it can't be read.", "Check that the file and its disk are in order."
        ) from error


def slug(stem: str) -> str:
    """The stem in lower case with hyphens between words: a policy's id."""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "policy"


def _document(extraction: Extraction, source: str, sha256: str, today: date) -> ReadDocument:
    policy_id = slug(Path(source).stem)
    structure = structure_of(extraction, policy_id)
    if not structure.clauses:
        raise NoText(
            source, "no sentence of a policy was found in it.", "Check that it is the right file."
        )
    metadata = metadata_of(structure, extraction, Path(source).stem)
    linked = linked_policies(metadata.title, structure.clauses)
    policy = Policy(
        policy_id=policy_id,
        title=metadata.title,
        source=source,
        sha256=sha256,
        text=structure.text,
        page_count=len(extraction.pages),
        version=metadata.version,
        version_date=metadata.version_date,
        approved_by=metadata.approved_by,
        effective_from=metadata.effective_from,
        signatories=metadata.signatories,
        review_date=metadata.review_date,
        review_due=metadata.review_due,
        contacts=metadata.contacts,
        linked=linked,
        status=metadata.status,
        segments=structure.segments,
    )
    findings = findings_of(extraction, structure.dropped, metadata, linked, today)
    return ReadDocument(policy, structure.clauses, structure.dropped, findings)
