"""The leadership report as a PDF to print in black and white and lay before governors."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer

from assistant.desk.export.fonts import typeface_for
from assistant.desk.export.sheet import INK, Sheet
from assistant.desk.leadership import LeadershipReport
from assistant.desk.leadership_tables import ReportTable, asked_table, tables
from assistant.desk.leadership_words import WITHHELD, WITHHELD_NOTE, actions, overview
from assistant.desk.periods import day
from assistant.desk.tallies import Shown

_BAR = HexColor("#555555")
_MOST_COLUMNS = 8  # of periods in one table; a longer time is set in several, one under the other
_TITLE = "What people ask of our policies"


def pdf_bytes(report: LeadershipReport, school: str = "") -> bytes:
    """The file's bytes: A4, page numbers, the typeface inside. `school` is its name, '' unset."""
    page = _Page(report, school)
    return page.sheet.pdf(
        page.flowables(),
        page.draw_edges,
        title=f"{_TITLE}: {page.period}",
        author=school or "policy assistant",
    )


class _Page:
    """One report being drawn."""

    def __init__(self, report: LeadershipReport, school: str) -> None:
        self.report = report
        self.school = school
        self.period = f"{day(report.start)} to {day(report.end)}"
        self.asked = asked_table(report)
        self.tables = tables(report)
        self.sheet = Sheet(typeface_for(self._all_text()))

    def flowables(self) -> list[Flowable]:
        """The first page tells what to act on; plots follow, then the tables."""
        text, style = self.sheet.text, self.sheet.style
        heading, body = style(13, bold=True, before=10, after=4), style(10.5, after=5)
        made = f"Made on {day(self.report.made_on)} from what is held and was asked at this school."
        drawn: list[Flowable] = [
            text(_TITLE, style(20, bold=True, after=2)),
            text(" · ".join(filter(None, (self.school, self.period))), style(12)),
            text(made, style(9, after=8)),
        ]
        todo = actions(self.report)
        drawn.append(text("What needs somebody’s attention", heading))
        drawn += [
            text(f"{number}. {sentence}", style(11.5, after=6, hanging=0.55 * cm))
            for number, sentence in enumerate(todo, start=1)
        ] or [text("Nothing: no review is overdue and every question was answered.", body)]
        drawn.append(text("What was asked", heading))
        drawn += [text(sentence, body) for sentence in overview(self.report)]
        if self.report.tallies.anything_withheld:
            drawn.append(text(WITHHELD_NOTE, style(9, after=6)))
        drawn += self._plots()
        drawn += [flow for part in _split(self.asked) for flow in self._table(part)]
        drawn += [flow for table in self.tables for flow in self._table(table)]
        return drawn

    def draw_edges(self, canvas: Canvas) -> None:
        """What the page belongs to, and its number."""
        margin, (width, _) = self.sheet.margin, self.sheet.size
        canvas.saveState()
        canvas.setFont(self.sheet.face.regular, 8.5)
        canvas.drawString(margin, margin / 2, self.sheet.drawable(f"{_TITLE}, {self.period}"))
        canvas.drawRightString(width - margin, margin / 2, f"Page {canvas.getPageNumber()}")
        canvas.restoreState()

    def _plots(self) -> list[Flowable]:
        tallies = self.report.tallies
        if not tallies.asked:
            return []
        periods = [period.label for period in tallies.when]
        return [
            *self._plot("Questions by topic", list(tallies.by_topic.items())),
            *self._plot("Questions by time", list(zip(periods, tallies.by_period, strict=True))),
        ]

    def _plot(self, title: str, bars: Sequence[tuple[str, Shown]]) -> list[Flowable]:
        """Horizontal bars with the count beside each, and the same in words below."""
        told = "; ".join(f"{label} {_count(count)}" for label, count in bars)
        return [
            KeepTogether(
                [
                    self.sheet.text(title, self.sheet.style(11, bold=True, before=8, after=4)),
                    self._bars(bars),
                    self.sheet.text(f"In words: {told}.", self.sheet.style(9, before=3, after=8)),
                ]
            )
        ]

    def _bars(self, bars: Sequence[tuple[str, Shown]]) -> Drawing:
        step, size, left = 15.0, 9.0, 0.42 * self.sheet.width
        drawing = Drawing(self.sheet.width, step * len(bars))
        most = max((count for _, count in bars if count), default=1)
        for place, (label, count) in enumerate(bars):
            y = drawing.height - step * (place + 1)
            name = self._fitting(label, size, left - 8)
            drawing.add(self._string(left - 6, y + 4, name, size, anchor="end"))
            length = (count or 0) / most * (self.sheet.width - left - 60)
            if length:
                drawing.add(Rect(left, y + 2, length, step - 5, fillColor=_BAR, strokeColor=INK))
            drawing.add(self._string(left + length + 5, y + 4, _count(count), size))
        drawing.add(Line(left, 0, left, drawing.height, strokeColor=INK, strokeWidth=0.8))
        return drawing

    def _string(self, x: float, y: float, text: str, size: float, anchor: str = "start") -> String:
        return String(
            x,
            y,
            self.sheet.drawable(text),
            fontName=self.sheet.face.regular,
            fontSize=size,
            textAnchor=anchor,
            fillColor=INK,
        )

    def _fitting(self, text: str, size: float, width: float) -> str:
        """The text, cut where it doesn't fit; the words below the plot have it whole."""
        text = self.sheet.drawable(text)
        if stringWidth(text, self.sheet.face.regular, size) <= width:
            return text
        while text and stringWidth(f"{text}…", self.sheet.face.regular, size) > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def _table(self, table: ReportTable) -> list[Flowable]:
        text, style = self.sheet.text, self.sheet.style
        heading = text(table.heading, style(13, bold=True, before=12, after=3))
        if not table.rows:
            return [KeepTogether([heading, text(table.empty, style(10, after=4))])]
        note = [text(table.note, style(9.5, after=4, keep=True))] if table.note else []
        drawn = self.sheet.table(table.columns, table.rows, _widths(table, self.sheet.width))
        return [heading, *note, drawn, Spacer(0, 6)]

    def _all_text(self) -> str:
        cells = [cell for table in (self.asked, *self.tables) for row in table.rows for cell in row]
        return "\n".join((self.school, WITHHELD_NOTE, *cells))


def _count(count: Shown) -> str:
    return WITHHELD if count is None else str(count)


def _widths(table: ReportTable, width: float) -> list[float]:
    """The first column is wide where numbers follow; otherwise all share alike."""
    columns = len(table.columns)
    first = max(0.34, 1 / columns) if columns > 1 else 1.0
    rest = [(1 - first) / max(columns - 1, 1)] * (columns - 1)
    return [share * width for share in (first, *rest)]


def _split(table: ReportTable) -> list[ReportTable]:
    """A table of many periods as several that fit across a page, topics repeated, the total in
    the last."""
    inner = len(table.columns) - 2
    if inner <= _MOST_COLUMNS:
        return [table]
    found = []
    for at in range(1, inner + 1, _MOST_COLUMNS):
        places = [0, *range(at, min(at + _MOST_COLUMNS, inner + 1))]
        if places[-1] == inner:
            places.append(inner + 1)
        found.append(
            ReportTable(
                table.heading if at == 1 else f"{table.heading} (continued)",
                table.note if at == 1 else "",
                tuple(table.columns[place] for place in places),
                tuple(tuple(row[place] for place in places) for row in table.rows),
                table.empty,
            )
        )
    return found
