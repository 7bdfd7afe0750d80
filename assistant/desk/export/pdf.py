"""A reply as a PDF with the typeface inside; with fonts.py and sheet.py, alone imports reportlab
here."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from assistant.desk.export.document import Document, Source
from assistant.desk.export.fonts import runs_right_to_left, typeface_for
from assistant.desk.export.sheet import INK, Sheet

_WARNING, _BAR = HexColor("#a61b1b"), HexColor("#5b6b7b")
_MARGIN = 2.2 * cm
_COLUMNS = ("Policy and clause", "Where", "Edition", "SHA-256 of the policy’s file")
_SHARES = (0.35, 0.24, 0.18, 0.23)
_PIECE = 4_000  # characters: a longer paragraph is laid out in pieces, since its time grows faster


def pdf_bytes(document: Document) -> bytes:
    """The file's bytes: A4, the banner and a page number on every page. A note at the end says
    when characters couldn't be drawn."""
    page = _Page(document, Sheet(typeface_for(_all_text(document)), margin=_MARGIN))
    return page.sheet.pdf(
        page.flowables(),
        page.draw_edges,
        title=document.title,
        author=document.author,
        subject=document.banner,
        head=0.8 * cm,
    )


@dataclass
class _Page:
    """One document being drawn on sheets."""

    document: Document
    sheet: Sheet

    def flowables(self) -> list[Flowable]:
        """Everything between the edges, in order."""
        document = self.document
        style = self.sheet.style
        drawn: list[Flowable] = self._text(document.title, style(16, bold=True, after=10))
        body, heading = style(10.5, after=6), style(12.5, bold=True, before=8, after=4)
        quote = self._quote_style()
        for section in document.sections:
            drawn += self._text(section.heading, heading)
            for block in section.blocks:
                drawn += self._text(block.text, quote if block.quoted else body)
        if document.sources:
            drawn += [*self._text(document.sources_heading, heading), self._table()]
            drawn.append(Spacer(0, 8))
        notes = [flow for note in document.notes for flow in self._text(note, body)]
        notes += [flow for note in self._own_notes() for flow in self._text(note, body)]
        return drawn + (self._text(document.notes_heading, heading) + notes if notes else [])

    def draw_edges(self, canvas: Canvas) -> None:
        """The banner above and the page number below."""
        canvas.saveState()
        colour = INK if self.document.signed else _WARNING
        style = self.sheet.style(9.5, bold=True, colour=colour)
        banner = self.sheet.text(self.document.banner, style)
        width, height = self.sheet.size
        _, tall = banner.wrap(self.sheet.width, 2 * cm)
        banner.drawOn(canvas, _MARGIN, height - _MARGIN - tall + 0.5 * cm)
        canvas.setFont(self.sheet.face.regular, 8.5)
        canvas.drawCentredString(width / 2, _MARGIN / 2, f"Page {canvas.getPageNumber()}")
        canvas.restoreState()

    def _own_notes(self) -> list[str]:
        notes = []
        if self.sheet.replaced:
            notes.append(
                f"Characters that this PDF’s typeface doesn’t have are shown as "
                f"{self.sheet.face.stand_in}: {self.sheet.replaced}. The Word file has them."
            )
        if runs_right_to_left(_all_text(self.document)):
            notes.append(
                "Writing that runs from right to left is set from left to right in this PDF. "
                "Use the Word file to read or print it."
            )
        return notes

    def _text(self, text: str, style: ParagraphStyle) -> list[Flowable]:
        return [self.sheet.text(piece, style) for piece in _pieces(text)]

    def _table(self) -> Table:
        small, strong = self.sheet.style(7.5), self.sheet.style(7.5, bold=True)
        rows = [[self._text(heading, strong) for heading in _COLUMNS]]
        rows += [[self._text(text, small) for text in _cells(s)] for s in self.document.sources]
        return Table(
            rows,
            colWidths=[share * self.sheet.width for share in _SHARES],
            repeatRows=1,
            splitInRow=1,
            style=[
                ("GRID", (0, 0), (-1, -1), 0.5, _BAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ],
        )

    def _quote_style(self) -> ParagraphStyle:
        style = self.sheet.style(10.5, before=4, after=10)
        style.leftIndent = style.rightIndent = 0.7 * cm
        style.backColor, style.borderPadding = HexColor("#eef1f4"), 5
        return style


def _cells(source: Source) -> tuple[str, ...]:
    policy = f"{source.policy}\n{source.clause_id}"
    return policy, source.place, source.edition, source.hash_lines


def _pieces(text: str) -> list[str]:
    """An enormous text in pieces, broken at a space where there is one; '' gives none."""
    pieces = []
    while len(text) > _PIECE:
        at = text.rfind(" ", 0, _PIECE) + 1 or _PIECE
        pieces.append(text[:at])
        text = text[at:]
    return [*pieces, text] if text else pieces


def _all_text(document: Document) -> str:
    blocks = (block.text for section in document.sections for block in section.blocks)
    sources = (text for source in document.sources for text in _cells(source))
    return "\n".join((document.title, document.banner, *blocks, *sources, *document.notes))
