"""A reply as a PDF with the typeface inside; with fonts.py, alone imports reportlab here."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from assistant.desk.export.document import Document, Source
from assistant.desk.export.fonts import Typeface, typeface_for

_INK, _WARNING, _BAR = HexColor("#1a1a1a"), HexColor("#a61b1b"), HexColor("#5b6b7b")
_MARGIN = 2.2 * cm
_WIDTH = A4[0] - 2 * _MARGIN
_COLUMNS = ("Policy and clause", "Where", "Edition", "SHA-256 of the policy’s file")
_SHARES = (0.35, 0.24, 0.18, 0.23)
_PIECE = 4_000  # characters: a longer paragraph is laid out in pieces, since its time grows faster


def pdf_bytes(document: Document) -> bytes:
    """The file's bytes: A4, the banner and a page number on every page. A note at the end says
    when characters couldn't be drawn."""
    page = _Page(document, typeface_for(_all_text(document)))
    out = io.BytesIO()
    template = BaseDocTemplate(
        out,
        pagesize=A4,
        title=document.title,
        author=document.author,
        subject=document.banner,
        lang="en-GB",
        initialFontName=page.face.regular,
    )
    frame = Frame(_MARGIN, _MARGIN, _WIDTH, A4[1] - 2 * _MARGIN - 0.8 * cm, 0, 0, 0, 0)
    template.addPageTemplates(
        PageTemplate(frames=[frame], onPage=lambda canvas, _: page.draw_edges(canvas))
    )
    template.build(page.flowables())
    return out.getvalue()


@dataclass
class _Page:
    """One document being drawn, and how many characters had to be stood in for."""

    document: Document
    face: Typeface
    replaced: int = field(default=0, init=False)

    def flowables(self) -> list[Flowable]:
        """Everything between the edges, in order."""
        document = self.document
        drawn: list[Flowable] = self._text(document.title, self._style(16, bold=True, after=10))
        body, heading = self._style(10.5, after=6), self._style(12.5, bold=True, before=8, after=4)
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
        style = self._style(9.5, bold=True)
        style.textColor = _INK if self.document.signed else _WARNING
        banner = Paragraph(self._marked_up(self.document.banner), style)
        _, height = banner.wrap(_WIDTH, 2 * cm)
        banner.drawOn(canvas, _MARGIN, A4[1] - _MARGIN - height + 0.5 * cm)
        canvas.setFont(self.face.regular, 8.5)
        canvas.drawCentredString(A4[0] / 2, _MARGIN / 2, f"Page {canvas.getPageNumber()}")
        canvas.restoreState()

    def _own_notes(self) -> list[str]:
        notes = []
        if self.replaced:
            notes.append(
                f"Characters that this PDF’s typeface doesn’t have are shown as "
                f"{self.face.drawable('□')[0]}: {self.replaced}. The Word file has them."
            )
        text = _all_text(self.document)
        if any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
            notes.append(
                "Writing that runs from right to left is set from left to right in this PDF. "
                "Use the Word file to read or print it."
            )
        return notes

    def _text(self, text: str, style: ParagraphStyle) -> list[Flowable]:
        return [Paragraph(self._marked_up(piece), style) for piece in _pieces(text)]

    def _marked_up(self, text: str) -> str:
        drawable, replaced = self.face.drawable(text)
        self.replaced += replaced
        return escape(drawable).replace("\n", "<br/>").replace("\t", "&nbsp;&nbsp; ")

    def _table(self) -> Table:
        small, strong = self._style(7.5), self._style(7.5, bold=True)
        rows = [[self._text(heading, strong) for heading in _COLUMNS]]
        rows += [[self._text(text, small) for text in _cells(s)] for s in self.document.sources]
        return Table(
            rows,
            colWidths=[share * _WIDTH for share in _SHARES],
            repeatRows=1,
            splitInRow=1,
            style=[
                ("GRID", (0, 0), (-1, -1), 0.5, _BAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ],
        )

    def _style(
        self, size: float, *, bold: bool = False, before: float = 0, after: float = 0
    ) -> ParagraphStyle:
        return ParagraphStyle(
            f"{size}-{bold}",
            fontName=self.face.bold if bold else self.face.regular,
            fontSize=size,
            leading=size * 1.35,
            spaceBefore=before,
            spaceAfter=after,
            textColor=_INK,
            keepWithNext=bold,
        )

    def _quote_style(self) -> ParagraphStyle:
        style = self._style(10.5, before=4, after=10)
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
