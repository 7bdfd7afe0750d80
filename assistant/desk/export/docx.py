"""A reply as a Word document; alone imports python-docx here."""

from __future__ import annotations

import io
from datetime import UTC

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from assistant.desk.export.document import Document, Source

_INK = RGBColor(0x1A, 0x1A, 0x1A)
_WARNING = RGBColor(0xA6, 0x1B, 0x1B)
_COLUMNS = ("Policy and clause", "Where", "Edition", "SHA-256 of the policy’s file")


def docx_bytes(document: Document) -> bytes:
    """The file's bytes: real headings, the quote style for clauses, the banner on every page."""
    word = docx.Document()
    _set_up(word, document)
    word.add_heading(document.title, level=0)
    for section in document.sections:
        if section.heading:
            word.add_heading(section.heading, level=1)
        for block in section.blocks:
            word.add_paragraph(block.text, style="Quote" if block.quoted else None)
    if document.sources:
        word.add_heading(document.sources_heading, level=1)
        _table(word, document.sources)
    if document.notes:
        word.add_heading(document.notes_heading, level=1)
        for note in document.notes:
            word.add_paragraph(note)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _set_up(word: WordDocument, document: Document) -> None:
    """Styles, banner, page numbers and the file's own properties, none of python-docx's."""
    properties = word.core_properties
    properties.title, properties.author, properties.comments = document.title, document.author, ""
    properties.last_modified_by = document.author
    properties.created = properties.modified = document.written_at.astimezone(UTC)
    properties.language = "en-GB"
    normal = word.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    quote = word.styles["Quote"]
    quote.font.italic = False
    quote.font.color.rgb = _INK
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(1)
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    banner = page.header.paragraphs[0]
    run = banner.add_run(document.banner)
    run.bold = True
    if not document.signed:
        run.font.color.rgb = _WARNING
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word works out by itself."""
    for kind in ("begin", None, "end"):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = name
        paragraph.add_run()._r.append(element)


def _table(word: WordDocument, sources: tuple[Source, ...]) -> None:
    table = word.add_table(rows=1, cols=len(_COLUMNS))
    table.style = "Table Grid"
    header = OxmlElement("w:tblHeader")  # repeated on each page, and read out as the heading row
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for cell, heading in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    for source in sources:
        policy = f"{source.policy}\n{source.clause_id}"
        texts = (policy, source.place, source.edition, source.hash_lines)
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(8)
