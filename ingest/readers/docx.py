"""Word documents (.docx); the only importer of python-docx."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from ingest.documents import Extraction, LineStyle
from ingest.errors import NoText, UnreadableFile
from ingest.readers.docx_ink import Ink
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_xml import cell_text, is_on, qn, rows_of, text_of
from ingest.readers.flow import Flow

_BROKEN = (
    OpcError,
    LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
)
_NUMBERED_STYLE = re.compile(r"heading (\d)$")


def read(path: Path) -> Extraction:
    """The document's paragraphs and tables in their order. Raises NoText or UnreadableFile."""
    try:
        document = docx.Document(str(path))
        extraction = _Walk(document).extraction()
    except PermissionError as error:
        raise UnreadableFile(
            path.name, "it can't be opened: permission denied.", "Check who may read the file."
        ) from error
    except _BROKEN as error:
        raise UnreadableFile(
            path.name,
            "it is a broken or incomplete Word document.",
            "Get a fresh copy, or open it in Word and save it again.",
        ) from error
    if not extraction.lines:
        raise NoText(
            path.name,
            "it holds no text.",
            "If its pages are pictures, run text recognition on a PDF of it "
            "(for example: ocrmypdf in.pdf out.pdf), then load the result.",
        )
    return extraction


class _Walk:
    """Writes a document's body, then what stands outside it."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._flow = Flow()
        self._numbering = Numbering(document)
        self._styles = {style.style_id: style for style in document.styles}
        self._ink = Ink(self._styles)

    def extraction(self) -> Extraction:
        """The whole document."""
        self._children(self._document.element.body)
        for section in self._document.sections:
            for part in (
                section.header,
                section.footer,
                section.first_page_header,
                section.first_page_footer,
            ):
                if not part.is_linked_to_previous:
                    for element in part._element.iter(qn("w:p")):
                        self._flow.paragraph(text_of(element)[0], hidden="running header or footer")
        self._footnotes()
        core = self._document.core_properties
        found = {
            "title": core.title,
            "subject": core.subject,
            "keywords": core.keywords,
            "author": core.author,
            "status": core.content_status,
        }
        self._flow.properties.update(
            {key: value.strip() for key, value in found.items() if value and value.strip()}
        )
        return self._flow.extraction()

    def _children(self, parent: Any) -> None:
        for element in parent.iterchildren():
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag == qn("w:sdt"):
                content = element.find(qn("w:sdtContent"))
                if content is not None:
                    self._children(content)
            elif element.tag in {qn("w:ins"), qn("w:customXml"), qn("w:smartTag")}:
                self._children(element)

    def _paragraph(self, element: Any) -> None:
        text, concealed = text_of(element, self._ink.why_hidden)
        name, style_id = self._style_name(element)
        bold, size = self._look(element)
        hidden = ""
        if name.startswith("toc ") or name in {"table of figures", "toc heading"}:
            hidden = "contents"
        level = self._outline_level(element, name)
        label, list_level = self._numbering.label(element, self._styles.get(style_id))
        if text.strip():
            if level is not None:
                self._flow.paragraph(
                    text,
                    LineStyle.HEADING,
                    level=level,
                    number=label or None,
                    bold=bold,
                    size=size,
                    hidden=hidden,
                )
            elif list_level is not None:
                self._flow.paragraph(
                    text,
                    LineStyle.BULLET,
                    level=list_level,
                    number=label or None,
                    bold=bold,
                    size=size,
                    hidden=hidden,
                )
            else:
                self._flow.paragraph(text, bold=bold, size=size, hidden=hidden)
        for piece, reason in concealed:
            self._flow.paragraph(piece, hidden=reason)
        boxes = [
            box
            for box in element.iter(qn("w:txbxContent"))
            if not any(up.tag.endswith("}Fallback") for up in box.iterancestors())
        ]
        for box in boxes:
            self._children(box)

    def _table(self, element: Any) -> None:
        rows = list(rows_of(element))
        widest = max((len(cells) for _, cells in rows), default=0)
        if widest < 2:
            for _, cells in rows:
                for cell in cells:
                    self._children(cell)
            return
        self._flow.begin_table()
        concealed: list[tuple[str, str]] = []
        for index, (row, cells) in enumerate(rows):
            if len(cells) == 1 and widest > 1:
                self._children(cells[0])
                continue
            marked = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            paragraphs = [
                p for cell in cells for p in cell.iter(qn("w:p")) if text_of(p)[0].strip()
            ]
            bold = bool(paragraphs) and all(self._look(p)[0] for p in paragraphs)
            read = [cell_text(cell, self._ink.why_hidden) for cell in cells]
            concealed += [piece for _, more in read for piece in more]
            self._flow.row([text for text, _ in read], header=marked and index == 0, bold=bold)
        for piece, reason in concealed:
            self._flow.paragraph(piece, hidden=reason)

    def _style_name(self, element: Any) -> tuple[str, str]:
        reference = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = reference.get(qn("w:val")) if reference is not None else ""
        style = self._styles.get(style_id)
        return (style.name or "").lower() if style is not None else "", style_id

    def _outline_level(self, element: Any, name: str) -> int | None:
        """How high a heading the paragraph is: 0 a title, 1 to 9; None for body text."""
        if name == "title":
            return 0
        numbered = _NUMBERED_STYLE.match(name)
        if numbered:
            return int(numbered.group(1))
        own = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if own is None:
            own = next(
                (
                    e
                    for e in (
                        s.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
                        for s in self._chain(element)
                    )
                    if e is not None
                ),
                None,
            )
        if own is None:
            return None
        value = int(own.get(qn("w:val"), "9"))
        return value + 1 if value < 9 else None

    def _chain(self, element: Any) -> Iterator[Any]:
        style = self._styles.get(self._style_name(element)[1])
        while style is not None:
            yield style
            style = style.base_style

    def _look(self, element: Any) -> tuple[bool, float | None]:
        """Whether the paragraph is wholly bold, and its size in points if told."""
        from_style = next(
            (s.font.bold for s in self._chain(element) if s.font.bold is not None), False
        )
        size = next((s.font.size.pt for s in self._chain(element) if s.font.size is not None), None)
        bolds, sizes = [], []
        for run in element.iter(qn("w:r")):
            text = "".join(t.text or "" for t in run.iter(qn("w:t")))
            if not text.strip():
                continue
            bolds.append(is_on(run, "w:b", bool(from_style)))
            told = run.find(f"{qn('w:rPr')}/{qn('w:sz')}")
            sizes.append(float(told.get(qn("w:val"))) / 2 if told is not None else size)
        known = [value for value in sizes if value is not None]
        largest = max(known) if known and len(known) == len(sizes) else size
        return bool(bolds) and all(bolds), largest

    def _footnotes(self) -> None:
        for part in self._document.part.package.iter_parts():
            if str(part.partname) in {"/word/footnotes.xml", "/word/endnotes.xml"}:
                from lxml import etree

                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                for element in etree.fromstring(part.blob, parser).iter(qn("w:p")):
                    self._flow.paragraph(text_of(element)[0], hidden="footnote")
