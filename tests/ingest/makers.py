"""Real files for the tests: PDFs as Word and browsers lay them out, and Word documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

Piece = tuple[Any, ...]


def pdf(
    path: Path,
    story: Sequence[Piece],
    *,
    header: str = "",
    footer: str = "",
    gap: float = 6,
    bullet: str = "•",
    font: str = "Helvetica",
    columns: int = 1,
    justified: bool = False,
    on_page: Callable[[Canvas, int], None] | None = None,
    margin: float = 72,
    title: str = "",
    grid: bool = True,
) -> Path:
    """A PDF of pieces such as ("h1", text), ("p", text), ("b", text), ("n", "1.1", text),
    ("table", rows), ("break",). "{page}" in header and footer is the page's number; both are
    drawn before the body, as Word does."""
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[font]
    align = TA_JUSTIFY if justified else TA_LEFT
    body = ParagraphStyle(
        "p", fontName=font, fontSize=11, leading=13.5, spaceAfter=gap, alignment=align
    )

    def styled(name: str, **changes: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=body, **changes)

    styles = {
        "title": styled("title", fontName=bold, fontSize=22, leading=27, spaceAfter=14),
        "h1": styled(
            "h1", fontName=bold, fontSize=15, leading=19, spaceBefore=8, alignment=TA_LEFT
        ),
        "h2": styled(
            "h2", fontName=bold, fontSize=12.5, leading=16, spaceBefore=6, alignment=TA_LEFT
        ),
        "bold": styled("bold", fontName=bold, alignment=TA_LEFT),
        "p": body,
        "b": styled("b", leftIndent=36, bulletIndent=18),
        "b2": styled("b2", leftIndent=60, bulletIndent=44),
        "n": styled("n", leftIndent=36, bulletIndent=0),
        "i": styled("i", leftIndent=36),
    }
    flow: list[Any] = []
    for kind, *rest in story:
        if kind == "break":
            flow.append(PageBreak())
        elif kind == "space":
            flow.append(Spacer(1, rest[0]))
        elif kind == "table":
            rows = [
                [Paragraph(cell, body) if len(cell) > 30 else cell for cell in row]
                for row in rest[0]
            ]
            widths = rest[1] if len(rest) > 1 else None
            look = [("FONT", (0, 0), (-1, -1), font, 11), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            look += [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if grid else []
            flow.append(Table(rows, colWidths=widths, style=TableStyle(look)))
            flow.append(Spacer(1, 10))
        elif kind in {"b", "b2"}:
            flow.append(Paragraph(rest[0], styles[kind], bulletText=bullet))
        elif kind == "n":
            flow.append(Paragraph(rest[1], styles["n"], bulletText=rest[0]))
        else:
            flow.append(Paragraph(rest[0], styles[kind]))

    def furniture(canvas: Canvas, document: Any) -> None:
        canvas.setFont(font, 9)
        if header:
            canvas.drawString(margin, A4[1] - 40, header.format(page=document.page))
        if footer:
            canvas.drawString(margin, 30, footer.format(page=document.page))
        if on_page is not None:
            on_page(canvas, document.page)

    width = (A4[0] - 2 * margin - 24 * (columns - 1)) / columns
    frames = [
        Frame(margin + i * (width + 24), margin, width, A4[1] - 2 * margin, 0, 0, 0, 0)
        for i in range(columns)
    ]
    document = BaseDocTemplate(str(path), pagesize=A4, title=title or None)
    document.addPageTemplates([PageTemplate("page", frames, onPage=furniture)])
    document.build(flow)
    return path


def drawn(
    path: Path, pages: Sequence[Sequence[tuple[float, float, str]]], size: float = 11
) -> Path:
    """A PDF whose pages are lines put at (x, y) one by one, in the order given."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path


def word(path: Path, story: Sequence[Piece], **properties: str) -> Path:
    """A Word document of pieces such as ("Heading 1", text), ("table", rows)."""
    document = docx.Document()
    for kind, *rest in story:
        if kind == "table":
            table = document.add_table(rows=0, cols=len(rest[0][0]))
            for row in rest[0]:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif kind == "bold":
            document.add_paragraph().add_run(rest[0]).bold = True
        elif kind == "title":
            document.add_paragraph(rest[0], style="Title")
        else:
            document.add_paragraph(rest[0], style=None if kind == "p" else kind)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.save(str(path))
    return path
