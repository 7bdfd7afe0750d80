"""The command `policy-assistant report`: the leadership report in the terminal, as PDF and CSV."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from assistant.desk.errors import ReportError
from assistant.desk.gathering import gathered, school_year_start
from assistant.desk.leadership import LeadershipReport
from assistant.desk.leadership_csv import csv_text
from assistant.desk.leadership_words import WITHHELD_NOTE, actions, overview
from assistant.desk.periods import day
from assistant.records.store import Records
from assistant.settings import Settings
from ingest.library import Library


def report_command(
    options: argparse.Namespace,
    settings: Settings,
    library: Library,
    records: Records,
    today: date | None = None,
) -> int:
    """Makes the report, writes the files asked for and prints it in sentences; 0.

    Without --from it begins with the school year (1 September); without --to it ends today.
    ReportError when the dates don't fit or a file can't be written.
    """
    today = today or date.today()
    end = options.end or today
    start = options.start or school_year_start(end)
    if end < start:
        raise ReportError(f"--to {end} is before --from {start}. Give --from the earlier day.")
    report = gathered(library, records, start, end, today)
    if options.pdf:
        # reportlab takes a second to load.
        from assistant.desk.leadership_pdf import pdf_bytes

        _write(options.pdf, pdf_bytes(report, settings.school.name or ""))
    if options.csv:
        _write(options.csv, csv_text(report).encode("utf-8-sig"))
    print(report_text(report))
    return 0


def report_text(report: LeadershipReport) -> str:
    """The report in sentences, for a terminal."""
    lines = [f"Report for {day(report.start)} to {day(report.end)}", ""]
    lines += [f"! {sentence}" for sentence in actions(report)]
    lines += overview(report)
    return "\n".join([*lines, WITHHELD_NOTE] if report.tallies.anything_withheld else lines)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise ReportError(f"{file}: can't be written ({error.strerror}). Name another.") from error
