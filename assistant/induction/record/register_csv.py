"""The register as a table for a spreadsheet: one row a person, dates as 2026-11-26; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from assistant.desk.export.spreadsheet import csv_table
from assistant.induction.path.roles import ROLE_WORDS
from assistant.induction.record.declaration_words import local_day
from assistant.induction.record.register import RegisterRow

COLUMNS = (
    *("name", "role", "standing", "invited", "link ends", "under way since", "declared"),
    *("questions right", "questions asked", "attempts", "policies", "DSL named"),
    *("verified by", "verified as", "verified on", "changed since", "record intact"),
    *("certificate code", "record SHA-256"),
)


def csv_bytes(rows: Iterable[RegisterRow]) -> bytes:
    """The file, in UTF-8 with the mark that Excel needs, safe to open in a spreadsheet."""
    return csv_table(COLUMNS, map(_cells, rows)).encode("utf-8-sig")


def _cells(row: RegisterRow) -> tuple[str, ...]:
    link, record, verified = row.link, row.record, row.verification
    last = record.attempts[-1] if record and record.attempts else None
    return (
        row.person,
        ROLE_WORDS[row.role],
        row.standing.value,
        _iso(link.made_at if link else None),
        _iso((link.revoked_at or link.expires_at) if link else None),
        _iso(row.under_way.started_at if row.under_way else None),
        _iso(record.declared_at if record else None),
        str(last.right) if last else "",
        str(last.of) if last else "",
        str(last.number) if last else "",
        "; ".join(_edition(p.title, p.version) for p in record.policies) if record else "",
        record.dsl_named if record else "",
        verified.verified_by if verified else "",
        verified.verified_as if verified else "",
        _iso(verified.verified_at if verified else None),
        "; ".join(row.changed),
        ("no" if row.altered else "yes") if record else "",
        record.certificate_code if record else "",
        record.content_sha256 if record else "",
    )


def _edition(title: str, version: str | None) -> str:
    return f"{title} (version {version})" if version else title


def _iso(at: datetime | None) -> str:
    return local_day(at).isoformat() if at else ""
