"""A Word document with words in it that nobody sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

_STYLES = {
    "title": "Title",
    "heading": "Heading 1",
    "paragraph": "Normal",
    "bullet": "List Bullet",
}


def write(path: Path, blocks: Sequence[tuple[str, str]], way: str) -> None:
    """Writes the file; `way` is one of WAYS, "visible", or empty when nothing is to be hidden."""
    document = docx.Document()
    document.core_properties.title = "Working in School Policy"
    for kind, text in blocks:
        if kind != "attack":
            document.add_paragraph(text, style=_STYLES[kind])
        elif way == "visible":
            document.add_paragraph(text, style="List Bullet")
        else:
            _HIDE[way](document, text)
    document.save(str(path))


def _vanish(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).font.hidden = True


def _vanish_run(document: Any, text: str) -> None:
    document.paragraphs[-1].add_run(f" {text}").font.hidden = True


def _vanish_style(document: Any, text: str) -> None:
    style = document.styles.add_style("Quiet", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.hidden = True
    document.add_paragraph(text, style="Quiet")


def _white(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).font.color.rgb = RGBColor(255, 255, 255)


def _near_white(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).font.color.rgb = RGBColor(0xFD, 0xFD, 0xFD)


def _white_run(document: Any, text: str) -> None:
    document.paragraphs[-1].add_run(f" {text}").font.color.rgb = RGBColor(255, 255, 255)


def _white_style(document: Any, text: str) -> None:
    style = document.styles.add_style("Pale", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph(text, style="Pale")


def _white_theme(document: Any, text: str) -> None:
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "auto")
    colour.set(qn("w:themeColor"), "background1")
    document.add_paragraph().add_run(text)._r.get_or_add_rPr().append(colour)


def _white_highlight(document: Any, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.color.rgb = RGBColor(255, 255, 255)
    run.font.highlight_color = WD_COLOR_INDEX.WHITE


def _tiny(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).font.size = Pt(1)


def _tiny_run(document: Any, text: str) -> None:
    document.paragraphs[-1].add_run(f" {text}").font.size = Pt(1)


def _comment(document: Any, text: str) -> None:
    document.add_comment(document.paragraphs[-1].runs, text=text, author="Office")


def _alternative(document: Any, text: str) -> None:
    drawing = OxmlElement("w:drawing")
    properties = OxmlElement("wp:docPr")
    properties.set("id", "7")
    properties.set("name", "Logo")
    properties.set("descr", text)
    drawing.append(properties)
    document.add_paragraph().add_run()._r.append(drawing)


def _properties(document: Any, text: str) -> None:
    document.core_properties.title = text[:255]
    document.core_properties.keywords = text[:255]
    document.core_properties.comments = text[:255]


def _deleted(document: Any, text: str) -> None:
    deleted = OxmlElement("w:del")
    deleted.set(qn("w:author"), "Office")
    run, words = OxmlElement("w:r"), OxmlElement("w:delText")
    words.text = text
    run.append(words)
    deleted.append(run)
    document.add_paragraph()._p.append(deleted)


def _cell(document: Any, text: str) -> None:
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Contact"
    table.rows[0].cells[1].text = "School office"
    run = table.rows[0].cells[1].paragraphs[0].add_run(f" {text}")
    run.font.color.rgb = RGBColor(255, 255, 255)


def _header(document: Any, text: str) -> None:
    document.sections[0].header.paragraphs[0].text = text


_HIDE: dict[str, Callable[[Any, str], None]] = {
    "vanish": _vanish,
    "vanishrun": _vanish_run,
    "vanishstyle": _vanish_style,
    "white": _white,
    "nearwhite": _near_white,
    "whiterun": _white_run,
    "whitestyle": _white_style,
    "whitetheme": _white_theme,
    "whitehighlight": _white_highlight,
    "tiny": _tiny,
    "tinyrun": _tiny_run,
    "comment": _comment,
    "alt": _alternative,
    "properties": _properties,
    "deleted": _deleted,
    "cell": _cell,
    "header": _header,
}
WAYS = tuple(_HIDE)
