"""White words on colour are read; on white they aren't."""

from __future__ import annotations

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ingest.reading import read_document

WORDS = "Visitors must sign in at the office."


def texts(path, document):
    document.save(str(path / "p.docx"))
    return [clause.text for clause in read_document(path / "p.docx").clauses]


def white(document):
    run = document.add_paragraph().add_run(WORDS)
    run.font.color.rgb = RGBColor(255, 255, 255)
    return run


def shade(parent, **attributes):
    shading = OxmlElement("w:shd")
    for name, value in {"val": "clear", **attributes}.items():
        shading.set(qn(f"w:{name}"), value)
    parent.append(shading)


@pytest.fixture
def document():
    made = docx.Document()
    made.add_paragraph("Pupils must walk in the corridors.")
    return made


@pytest.mark.parametrize(
    ("attributes", "read"),
    [
        ({"fill": "1F4E79"}, True),
        ({"fill": "auto", "val": "solid"}, True),
        ({"fill": "auto", "themeFill": "accent1"}, True),
        ({"fill": "FFFFFF"}, False),
        ({"fill": "auto"}, False),
    ],
)
def test_white_words_are_read_on_a_coloured_ground_alone(tmp_path, document, attributes, read):
    shade(white(document)._r.get_or_add_rPr(), **attributes)
    assert (WORDS in texts(tmp_path, document)) is read


def test_white_words_on_a_highlight_are_read(tmp_path, document):
    white(document).font.highlight_color = WD_COLOR_INDEX.DARK_BLUE
    assert WORDS in texts(tmp_path, document)


def test_the_white_heads_of_a_table_with_a_coloured_style_are_read(tmp_path, document):
    for style, read in (("Colorful List Accent 1", True), ("Table Grid", False)):
        table = document.add_table(rows=2, cols=2, style=style)
        for cell, text in zip(table.rows[0].cells, ("Whoever", "Duty"), strict=True):
            cell.paragraphs[0].add_run(text).font.color.rgb = RGBColor(255, 255, 255)
        for cell, text in zip(table.rows[1].cells, ("Office", f"{style}: bell"), strict=True):
            cell.text = text
        document.save(str(tmp_path / "p.docx"))
        clauses = read_document(tmp_path / "p.docx").clauses
        row = next(c for c in clauses if f"{style}: bell" in c.text)
        assert ("Whoever" in f"{row.lead_in} {row.text}") is read


def test_a_run_shows_itself_against_a_style_that_hides(tmp_path, document):
    style = document.styles.add_style("Quiet", 1)
    style.font.hidden, style.font.size = True, Pt(1)
    shown = document.add_paragraph(style="Quiet").add_run(WORDS)
    shown.font.hidden, shown.font.size = False, Pt(11)
    document.add_paragraph("Nobody reads this sentence here.", style="Quiet")
    assert texts(tmp_path, document) == ["Pupils must walk in the corridors.", WORDS]


def test_a_tone_of_white_is_a_colour(tmp_path, document):
    run = white(document)
    colour = run._r.rPr.find(qn("w:color"))
    colour.set(qn("w:themeColor"), "background1")
    colour.set(qn("w:themeShade"), "80")
    assert WORDS in texts(tmp_path, document)
