"""The leadership page: what was asked, what no policy answers, what is overdue; to save too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.roles import Permission, required
from assistant.desk.gathering import gathered, school_year_start
from assistant.desk.leadership import LeadershipReport
from assistant.desk.leadership_csv import csv_text
from assistant.desk.leadership_tables import ReportTable, asked_table, tables
from assistant.desk.leadership_words import WITHHELD_NOTE, actions, overview
from assistant.errors import AssistantError
from assistant.web.markup import items, table, tag, text
from assistant.web.sign_in import admit, current_actor
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings


def draw_leadership(desk: Desk | AssistantError, settings: Settings) -> None:
    """Draws the report for someone who may read it."""
    st.html(tag("h1", "Leadership report", class_="pa-title"))
    if admit(settings.access, Permission.READ_LEADERSHIP) is None:
        return
    if isinstance(desk, AssistantError):
        st.html(trouble_html("The report can’t be made.", str(desk)))
        return
    today = date.today()
    # Whole school years alone: from two periods that overlap, a withheld count could be worked out.
    this_year = school_year_start(today)
    last_year = this_year.replace(year=this_year.year - 1)
    start = st.selectbox("School year", [this_year, last_year], format_func=_year)
    end = today if start == this_year else this_year - timedelta(days=1)
    try:
        required(current_actor(settings.access), Permission.READ_LEADERSHIP)
        report = gathered(desk.source.library, desk.records, start, end, today)
    except (AssistantError, IngestError) as error:
        st.html(trouble_html("The report can’t be made.", str(error)))
        return
    st.html(tag("h2", "To do", class_="pa-heading") + items("ul", actions(report)))
    st.html(tag("h2", "In short", class_="pa-heading") + items("ul", overview(report)))
    shown_tables = (asked_table(report), *tables(report))
    for shown in shown_tables:
        st.html(table_html(shown))
    st.html(tag("p", text(WITHHELD_NOTE), class_="pa-quiet"))
    with st.container(horizontal=True):
        st.download_button(
            "Save as PDF",
            lambda: _pdf(report, settings),
            f"leadership-report-{end}.pdf",
            "application/pdf",
            on_click="ignore",
        )
        st.download_button(
            "Save as CSV",
            lambda: csv_text(report).encode("utf-8-sig"),
            f"leadership-report-{end}.csv",
            "text/csv",
            on_click="ignore",
        )


def _year(start: date) -> str:
    return f"{start.year}/{(start.year + 1) % 100:02}"


def _pdf(report: LeadershipReport, settings: Settings) -> bytes:
    # reportlab takes a second to load.
    from assistant.desk.leadership_pdf import pdf_bytes

    return pdf_bytes(report, settings.school.name or "")


def table_html(shown: ReportTable) -> str:
    """One table of the report under its heading, or the sentence that says it is empty."""
    heading = tag("h2", text(shown.heading), class_="pa-heading")
    if not shown.rows:
        return heading + tag("p", text(shown.empty))
    columns = {str(number): name for number, name in enumerate(shown.columns)}
    rows = [{str(n): text(cell) for n, cell in enumerate(row)} for row in shown.rows]
    return heading + table(shown.note or shown.heading, columns, rows)
