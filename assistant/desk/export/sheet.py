"""A4 sheets as reportlab draws them: text as it was typed, in one typeface that is put inside."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from assistant.desk.export.fonts import Typeface

INK, RULE = HexColor("#1a1a1a"), HexColor("#999999")


@dataclass
class Sheet:
    """The paper and the typeface, and how many characters had to be stood in for. Lengths are in
    points; `margin` is the same on all sides; `scale` makes all text and its spacing smaller."""

    face: Typeface
    size: tuple[float, float] = A4
    margin: float = 2 * cm
    scale: float = 1
    replaced: int = field(default=0, init=False)

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.size[0] - 2 * self.margin

    def pdf(
        self,
        flowables: Sequence[Flowable],
        draw_edges: Callable[[Canvas], None],
        *,
        title: str,
        author: str,
        subject: str = "",
        head: float = 0,
    ) -> bytes:
        """The file's bytes. `draw_edges` draws what stands on every page beside the flowables;
        `head` is the height left for it above them. The flowables are used up."""
        out = io.BytesIO()
        template = BaseDocTemplate(
            out,
            pagesize=self.size,
            title=title,
            author=author,
            subject=subject,
            lang="en-GB",
            initialFontName=self.face.regular,
        )
        height = self.size[1] - 2 * self.margin - head
        frame = Frame(self.margin, self.margin, self.width, height, 0, 0, 0, 0)
        edges = PageTemplate(frames=[frame], onPage=lambda canvas, _: draw_edges(canvas))
        template.addPageTemplates(edges)
        template.build(list(flowables))
        return out.getvalue()

    def text(self, text: str, style: ParagraphStyle) -> Paragraph:
        """One paragraph; line ends stay, and markup is shown as typed."""
        marked_up = escape(self.drawable(text)).replace("\n", "<br/>")
        return Paragraph(marked_up.replace("\t", "&nbsp;&nbsp; "), style)

    def table(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        size: float = 8.5,
    ) -> Table:
        """A table ruled across; the columns' names stand again on each page that it runs on to."""
        small, strong = self.style(size), self.style(size, bold=True)
        cells = [[self.text(column, strong) for column in columns]]
        cells += [[self.text(cell, small) for cell in row] for row in rows]
        return Table(
            cells,
            colWidths=widths,
            repeatRows=1,
            splitInRow=1,
            style=[
                ("LINEBELOW", (0, 0), (-1, 0), 1, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ],
        )

    def drawable(self, text: str) -> str:
        """The text with a stand-in for what the typeface lacks, which is counted."""
        drawn, replaced = self.face.drawable(text)
        self.replaced += replaced
        return drawn

    def style(
        self,
        size: float,
        *,
        bold: bool = False,
        before: float = 0,
        after: float = 0,
        hanging: float = 0,
        centred: bool = False,
        keep: bool | None = None,
        colour: Color = INK,
    ) -> ParagraphStyle:
        """How a paragraph looks: one to `keep`, by default a bold one, stays with what follows it;
        the lines after a `hanging` one's first are set in by so much."""
        return ParagraphStyle(
            f"{size}-{bold}",
            fontName=self.face.bold if bold else self.face.regular,
            fontSize=size * self.scale,
            leading=size * self.scale * 1.35,
            spaceBefore=before * self.scale,
            spaceAfter=after * self.scale,
            leftIndent=hanging,
            firstLineIndent=-hanging,
            alignment=TA_CENTER if centred else TA_LEFT,
            textColor=colour,
            keepWithNext=bold if keep is None else keep,
        )
