"""A PDF with words in it that nobody sees."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

WAYS = (
    "white",
    "nearwhite",
    "tiny",
    "invisible",
    "transparent",
    "covered",
    "offpage",
    "annotation",
    "properties",
    "whiterun",
)
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=6)
_STYLES = {
    "title": ParagraphStyle("title", _BODY, fontName="Helvetica-Bold", fontSize=20, leading=26),
    "heading": ParagraphStyle("heading", _BODY, fontName="Helvetica-Bold", fontSize=14, leading=18),
    "paragraph": _BODY,
    "bullet": ParagraphStyle("bullet", _BODY, leftIndent=24, bulletIndent=8),
}
_WIDTH = 420.0  # points


class _Drawn(Flowable):
    """Words drawn line by line in a way that paragraphs don't offer."""

    def __init__(self, words: str, way: str) -> None:
        super().__init__()
        self._lines = simpleSplit(words, "Helvetica", 11, _WIDTH)
        self._way = way
        self._words = words
        self.width, self.height = _WIDTH, 14.0 * len(self._lines)

    def wrap(self, *_available: float) -> tuple[float, float]:
        """The place it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws the lines, then what hides them."""
        canvas: Canvas = self.canv
        canvas.saveState()
        if self._way == "annotation":
            canvas.textAnnotation(self._words, Rect=[0, 0, 20, 20], relative=1)
        else:
            if self._way == "transparent":
                canvas.setFillAlpha(0)
            text = canvas.beginText(-3000 if self._way == "offpage" else 0, self.height - 11)
            text.setFont("Helvetica", 11, 14)
            if self._way == "invisible":
                text.setTextRenderMode(3)
            for line in self._lines:
                text.textLine(line)
            text.setTextRenderMode(0)
            canvas.drawText(text)
            if self._way == "covered":
                canvas.setFillColor(white)
                canvas.rect(-2, -4, self.width + 4, self.height + 6, stroke=0, fill=1)
        canvas.restoreState()


def write(path: Path, blocks: Sequence[tuple[str, str]], way: str) -> None:
    """Writes the file; `way` is one of WAYS, "visible", or empty when nothing is to be hidden."""
    story: list[Flowable] = []
    title = "Working in School Policy"
    for kind, text in blocks:
        if kind != "attack":
            bullet = "•" if kind == "bullet" else None
            story.append(Paragraph(escape(text), _STYLES[kind], bulletText=bullet))
        elif way == "properties":
            title = text
        elif way == "whiterun":
            last = next(text for kind, text in reversed(blocks[: len(story)]) if kind != "attack")
            story[-1] = Paragraph(
                f'{escape(last)} <font color="white">{escape(text)}</font>',
                story[-1].style,
                bulletText="•",
            )
        elif way == "tiny":
            story.append(
                Paragraph(escape(text), ParagraphStyle("tiny", _BODY, fontSize=1, leading=1))
            )
        elif way in {"white", "nearwhite", "visible"}:
            shade = {"white": white, "nearwhite": Color(0.985, 0.985, 0.98), "visible": black}[way]
            style = _STYLES["bullet"] if way == "visible" else _BODY
            coloured = ParagraphStyle("coloured", style, textColor=shade)
            bullet = "•" if way == "visible" else None
            story.append(Paragraph(escape(text), coloured, bulletText=bullet))
        else:
            story.append(_Drawn(text, way))
    SimpleDocTemplate(str(path), pagesize=A4, title=title, keywords=title).build(story)
