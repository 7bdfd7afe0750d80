"""The register as a PDF to print: A4 across, one line a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from assistant.desk.export.fonts import typeface_for
from assistant.desk.export.sheet import Sheet
from assistant.desk.periods import day
from assistant.induction.record.declaration_words import load_words
from assistant.induction.record.register import RegisterRow
from assistant.induction.record.register_words import cells, columns, summary

_SHARES = (0.2, 0.15, 0.08, 0.09, 0.1, 0.17, 0.21)


def pdf_bytes(rows: Sequence[RegisterRow], school: str, today: date, shown: str = "") -> bytes:
    """The file's bytes. `school` is its name, '' when it isn't set; `shown` says in words which
    rows these are ("volunteers who are out of date"), '' when they are all."""
    register = _Register(rows, school, today, shown)
    register.pdf()
    return register.pdf(of=register.pages)


class _Register:
    """One register being drawn."""

    def __init__(self, rows: Sequence[RegisterRow], school: str, today: date, shown: str) -> None:
        self.words = load_words()
        self.rows = [cells(row) for row in rows]
        self.summary, self.school, self.shown = summary(rows), school, shown
        self.made = self.words.say("register.made", date=day(today))
        everything = "\n".join((school, shown, *(cell for row in self.rows for cell in row)))
        self.sheet = Sheet(typeface_for(everything), landscape(A4), margin=1.5 * cm)
        self.pages = 0

    def pdf(self, of: int = 0) -> bytes:
        """The file; `of` is how many pages it has, and `pages` says it once it is drawn."""
        title = self.words.say("register.title")
        return self.sheet.pdf(
            self._flowables(),
            lambda canvas: self._draw_edges(canvas, of),
            title=f"{title}, {self.school}" if self.school else title,
            author=self.school or "policy assistant",
        )

    def _flowables(self) -> list[Flowable]:
        text, style, say = self.sheet.text, self.sheet.style, self.words.say
        shown = say("register.shown", shown=self.shown) if self.shown else ""
        about = " ".join(filter(None, (self.made, shown, f"{self.summary}." * bool(self.summary))))
        drawn: list[Flowable] = [
            text(self.school, style(11)),
            text(say("register.title"), style(18, bold=True, after=3, keep=False)),
            text(about, style(9.5)),
            text(say("register.beside"), style(9.5, after=4)),
            Spacer(0, 6),
        ]
        if not self.rows:
            return [*drawn, text(say("register.empty"), style(10.5))]
        widths = [share * self.sheet.width for share in _SHARES]
        return [*drawn, self.sheet.table(columns(), self.rows, widths, size=8)]

    def _draw_edges(self, canvas: Canvas, of: int) -> None:
        self.pages = canvas.getPageNumber()
        margin, (width, _) = self.sheet.margin, self.sheet.size
        foot = " · ".join(filter(None, (self.school, self.words.say("register.title"), self.made)))
        canvas.saveState()
        canvas.setFont(self.sheet.face.regular, 8)
        canvas.drawString(margin, margin / 2, self.sheet.drawable(foot))
        canvas.drawRightString(width - margin, margin / 2, f"Page {self.pages} of {of}")
        canvas.restoreState()
