"""Tables as CSV that a spreadsheet opens without running anything in them; pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """The table, with CRLF line ends as RFC 4180 has it; a cell that a spreadsheet would take for
    a formula begins with an apostrophe. Write it as utf-8-sig: without the mark Excel takes it for
    another encoding."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
    return out.getvalue()


def neutral(cell: str) -> str:
    """The cell, with an apostrophe before anything that begins like a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
