"""The report as PDF, CSV and command: what a reader finds in each."""

from __future__ import annotations

import argparse
import csv
import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from assistant.answers import Notice
from assistant.cli import build_parser
from assistant.desk.cli import report_command
from assistant.desk.errors import ReportError
from assistant.desk.export.spreadsheet import neutral
from assistant.desk.gathering import school_year_start
from assistant.desk.leadership import Released, summary
from assistant.desk.leadership_csv import COLUMNS, csv_text
from assistant.desk.leadership_pdf import pdf_bytes
from assistant.records.entries import Asked
from assistant.records.store import open_records
from assistant.settings import Settings
from ingest.documents import Policy

TODAY = date(2026, 11, 25)
AT = datetime(2026, 10, 5, 9, tzinfo=UTC)


def report(topics=(("Phones", 9), ("AI tools", 6), ("Lifts", 2)), end=TODAY, **given):
    asked = [
        Asked(AT, "not_covered", "staff", topic, "Code")
        for topic, count in topics
        for _ in range(count)
    ]
    values = {
        "feedback": (), "ingests": (), "guidance": (), "links": (), "start": date(2026, 9, 1),
        "end": end, "today": TODAY,
        "policies": [Policy("c", "Code", "c", "s", "", 1, None, None, review_date="May 2026",
                            review_due=date(2026, 5, 31))],
    }  # fmt: skip
    return summary(asked=asked, **(values | given))


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_first_page_tells_whose_it_is_the_time_and_what_to_act_on():
    first = pages(pdf_bytes(report(), "Willow Lane Primary School"))[0]
    for told in (
        "Willow Lane Primary School · 1 September 2026 to 25 November 2026",
        "Made on 25 November 2026",
        "1. 1 policy of 1 is past the review date. It is Code, by 178 days.",
        "2. No policy answered questions on 3 topics",
    ):
        assert told in first
    assert first.index("past the review date") < first.index("Questions by topic")


def test_every_plot_is_told_in_words_below_it():
    text = " ".join(pages(pdf_bytes(report())))
    assert text.count("In words:") == 2
    assert "In words: Phones 9; AI tools withheld; Lifts withheld." in text
    assert "In words: Sep 2026 0; Oct 2026 17; Nov 2026 0." in text


def test_text_from_policies_and_people_is_drawn_as_text():
    hostile = "<b>bold</b> & <img src=x> \x00 Ąę 漢"
    found = report(conflicts=[Notice("conflict", hostile)], released=[Released("Phones", hostile)])
    assert "<b>bold</b> & <img src=x>" in " ".join(pages(pdf_bytes(found)))


def test_long_time_and_long_topics_fit_the_page():
    found = report([("Topic " * 40, 9), ("Hats", 8)], end=date(2028, 8, 31))
    text = " ".join(pages(pdf_bytes(found)))
    assert "(continued)" in text and "Aug 2028" in text


def test_report_on_nothing_still_makes_a_file():
    text = " ".join(pages(pdf_bytes(report(()))))
    assert "No questions were asked." in text and "Every question found a policy" in text


def test_csv_is_one_tidy_table_with_withheld_counts_named():
    rows = list(csv.DictReader(io.StringIO(csv_text(report()))))
    assert tuple(rows[0]) == COLUMNS
    by_month = {
        row["period"]: row["count"]
        for row in rows
        if row["section"] == "asked" and row["topic"] == "Phones"
    }
    assert by_month["2026-10-01 to 2026-10-31"] == "9"
    lifts = {row["count"] for row in rows if row["topic"] == "Lifts"}
    assert lifts <= {"withheld", "0"} and "withheld" in lifts


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_cell_that_a_spreadsheet_would_run_is_made_text(cell):
    assert neutral(cell) == f"'{cell}"
    assert neutral("2 - 1 = 1") == "2 - 1 = 1"


def test_every_cell_of_the_csv_is_neutral():
    hostile = "=HYPERLINK(1)"
    found = report([(hostile, 6), ("Hats", 8)], released=[Released(hostile, "@now")])
    cells = [cell for row in csv.reader(io.StringIO(csv_text(found))) for cell in row]
    assert f"'{hostile}" in cells and "'@now" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def options(*arguments: str) -> argparse.Namespace:
    return build_parser().parse_args(["report", *arguments])


@pytest.fixture
def records(tmp_path):
    with open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as opened:
        yield opened


def test_command_prints_the_report_and_writes_both_files(tmp_path, library, records, capsys):
    for _ in range(7):
        records.asked.add(Asked(AT, "not_covered", "staff", "Lifts", "Code"))
    pdf, table = tmp_path / "r.pdf", tmp_path / "r.csv"
    given = options("--pdf", str(pdf), "--csv", str(table))
    assert report_command(given, Settings(), library, records, TODAY) == 0
    told = capsys.readouterr().out
    assert "1 September 2026 to 25 November 2026" in told
    assert "! No policy answered questions on 1 topic, asked 7 times in all." in told
    assert pdf.read_bytes().startswith(b"%PDF")
    assert table.read_bytes().startswith(b"\xef\xbb\xbfsection,")


def test_command_keeps_to_the_days_it_is_given(library, records, capsys):
    for _ in range(7):
        records.asked.add(Asked(AT, "answered", "staff", "Lifts", "Code"))
    given = options("--from", "2026-10-06", "--to", "2026-10-31")
    report_command(given, Settings(), library, records, TODAY)
    assert "No questions were asked." in capsys.readouterr().out


def test_days_in_the_wrong_order_and_a_folder_that_is_not_there_are_told(
    tmp_path, library, records
):
    wrong = options("--from", "2026-11-01", "--to", "2026-10-01")
    with pytest.raises(ReportError, match="earlier day"):
        report_command(wrong, Settings(), library, records, TODAY)
    nowhere = options("--csv", str(tmp_path / "none" / "r.csv"))
    with pytest.raises(ReportError, match="can't be written"):
        report_command(nowhere, Settings(), library, records, TODAY)


def test_school_year_begins_in_september():
    assert school_year_start(date(2026, 8, 31)) == date(2025, 9, 1)
    assert school_year_start(date(2026, 9, 1)) == date(2026, 9, 1)
