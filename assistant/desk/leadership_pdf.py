"""The leadership report as a PDF to print in black and white and lay before governors."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from assistant.desk.export.fonts import Typeface, typeface_for
from assistant.desk.leadership import LeadershipReport
from assistant.desk.leadership_tables import ReportTable, asked_table, tables
from assistant.desk.leadership_words import WITHHELD, WITHHELD_NOTE, actions, overview
from assistant.desk.periods import day
from assistant.desk.tallies import Shown

_INK, _BAR, _RULE = HexColor("#111111"), HexColor("#555555"), HexColor("#999999")
_MARGIN = 2 * cm
_WIDTH = A4[0] - 2 * _MARGIN
_MOST_COLUMNS = 8  # of periods in one table; a longer time is set in several, one under the other
_TITLE = "What people ask of our policies"


def pdf_bytes(report: LeadershipReport, school: str = "") -> bytes:
    """The file's bytes: A4, page numbers, the typeface inside. `school` is its name, '' unset."""
    page = _Page(report, school)
    out = io.BytesIO()
    template = BaseDocTemplate(
        out,
        pagesize=A4,
        title=f"{_TITLE}: {page.period}",
        author=school or "policy assistant",
        lang="en-GB",
        initialFontName=page.face.regular,
    )
    frame = Frame(_MARGIN, _MARGIN, _WIDTH, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=page.draw_edges))
    template.build(page.flowables())
    return out.getvalue()


class _Page:
    """One report being drawn."""

    def __init__(self, report: LeadershipReport, school: str) -> None:
        self.report = report
        self.school = school
        self.period = f"{day(report.start)} to {day(report.end)}"
        self.asked = asked_table(report)
        self.tables = tables(report)
        self.face: Typeface = typeface_for(self._all_text())

    def flowables(self) -> list[Flowable]:
        """The first page tells what to act on; plots follow, then the tables."""
        heading, body = self._style(13, bold=True, before=10, after=4), self._style(10.5, after=5)
        made = f"Made on {day(self.report.made_on)} from what is held and was asked at this school."
        drawn: list[Flowable] = [
            self._text(_TITLE, self._style(20, bold=True, after=2)),
            self._text(" · ".join(filter(None, (self.school, self.period))), self._style(12)),
            self._text(made, self._style(9, after=8)),
        ]
        todo = actions(self.report)
        drawn.append(self._text("What needs somebody’s attention", heading))
        drawn += [
            self._text(f"{number}. {sentence}", self._style(11.5, after=6, hanging=True))
            for number, sentence in enumerate(todo, start=1)
        ] or [self._text("Nothing: no review is overdue and every question was answered.", body)]
        drawn.append(self._text("What was asked", heading))
        drawn += [self._text(sentence, body) for sentence in overview(self.report)]
        if self.report.tallies.anything_withheld:
            drawn.append(self._text(WITHHELD_NOTE, self._style(9, after=6)))
        drawn += self._plots()
        drawn += [flow for part in _split(self.asked) for flow in self._table(part)]
        drawn += [flow for table in self.tables for flow in self._table(table)]
        return drawn

    def draw_edges(self, canvas: Canvas, _: object) -> None:
        """What the page belongs to, and its number."""
        canvas.saveState()
        canvas.setFont(self.face.regular, 8.5)
        foot = self._drawable(f"{_TITLE}, {self.period}")
        canvas.drawString(_MARGIN, _MARGIN / 2, foot)
        canvas.drawRightString(A4[0] - _MARGIN, _MARGIN / 2, f"Page {canvas.getPageNumber()}")
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
                    self._text(title, self._style(11, bold=True, before=8, after=4)),
                    self._bars(bars),
                    self._text(f"In words: {told}.", self._style(9, before=3, after=8)),
                ]
            )
        ]

    def _bars(self, bars: Sequence[tuple[str, Shown]]) -> Drawing:
        step, size, left = 15.0, 9.0, 0.42 * _WIDTH
        drawing = Drawing(_WIDTH, step * len(bars))
        most = max((count for _, count in bars if count), default=1)
        for place, (label, count) in enumerate(bars):
            y = drawing.height - step * (place + 1)
            name = self._fitting(label, size, left - 8)
            drawing.add(self._string(left - 6, y + 4, name, size, anchor="end"))
            length = (count or 0) / most * (_WIDTH - left - 60)
            if length:
                drawing.add(Rect(left, y + 2, length, step - 5, fillColor=_BAR, strokeColor=_INK))
            drawing.add(self._string(left + length + 5, y + 4, _count(count), size))
        drawing.add(Line(left, 0, left, drawing.height, strokeColor=_INK, strokeWidth=0.8))
        return drawing

    def _string(self, x: float, y: float, text: str, size: float, anchor: str = "start") -> String:
        return String(
            x,
            y,
            self._drawable(text),
            fontName=self.face.regular,
            fontSize=size,
            textAnchor=anchor,
            fillColor=_INK,
        )

    def _fitting(self, text: str, size: float, width: float) -> str:
        """The text, cut where it doesn't fit; the words below the plot have it whole."""
        text = self._drawable(text)
        if stringWidth(text, self.face.regular, size) <= width:
            return text
        while text and stringWidth(f"{text}…", self.face.regular, size) > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def _table(self, table: ReportTable) -> list[Flowable]:
        heading = self._text(table.heading, self._style(13, bold=True, before=12, after=3))
        if not table.rows:
            return [KeepTogether([heading, self._text(table.empty, self._style(10, after=4))])]
        note = [self._text(table.note, self._style(9.5, after=4, keep=True))] if table.note else []
        small, strong = self._style(8.5), self._style(8.5, bold=True)
        rows = [[self._text(column, strong) for column in table.columns]]
        rows += [[self._text(cell, small) for cell in row] for row in table.rows]
        drawn = Table(
            rows,
            colWidths=_widths(table),
            repeatRows=1,
            splitInRow=1,
            style=[
                ("LINEBELOW", (0, 0), (-1, 0), 1, _INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, _RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ],
        )
        return [heading, *note, drawn, Spacer(0, 6)]

    def _text(self, text: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(escape(self._drawable(text)).replace("\n", "<br/>"), style)

    def _drawable(self, text: str) -> str:
        return self.face.drawable(text)[0]

    def _style(
        self,
        size: float,
        *,
        bold: bool = False,
        before: float = 0,
        after: float = 0,
        hanging: bool = False,
        keep: bool = False,
    ) -> ParagraphStyle:
        indent = 0.55 * cm if hanging else 0
        return ParagraphStyle(
            f"{size}-{bold}",
            fontName=self.face.bold if bold else self.face.regular,
            fontSize=size,
            leading=size * 1.35,
            spaceBefore=before,
            spaceAfter=after,
            leftIndent=indent,
            firstLineIndent=-indent,
            textColor=_INK,
            keepWithNext=bold or keep,
        )

    def _all_text(self) -> str:
        cells = [cell for table in (self.asked, *self.tables) for row in table.rows for cell in row]
        return "\n".join((self.school, WITHHELD_NOTE, *cells))


def _count(count: Shown) -> str:
    return WITHHELD if count is None else str(count)


def _widths(table: ReportTable) -> list[float]:
    """The first column is wide where numbers follow; otherwise all share alike."""
    columns = len(table.columns)
    first = max(0.34, 1 / columns) if columns > 1 else 1.0
    rest = [(1 - first) / max(columns - 1, 1)] * (columns - 1)
    return [share * _WIDTH for share in (first, *rest)]


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
