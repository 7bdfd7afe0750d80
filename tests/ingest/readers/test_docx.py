"""Word documents, made here and read back."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ingest.errors import NoText
from ingest.reading import read_document

_spec = importlib.util.spec_from_file_location("makers", Path(__file__).parents[1] / "makers.py")
makers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(makers)


def told(document):
    return [(c.section, c.lead_in, c.text) for c in document.clauses]


def test_headings_lists_and_tables_come_in_document_order(tmp_path):
    story = [
        ("title", "Behaviour Policy"),
        ("Heading 1", "Aims"),
        ("p", "We aim to:"),
        ("List Bullet", "be fair"),
        ("List Bullet", "praise good work, for example with:"),
        ("List Bullet 2", "a note home"),
        ("List Bullet", "keep calm"),
        (
            "table",
            [
                ["Who", "Duty"],
                ["Head", "Decides on exclusions."],
                ["Teachers", "Log each incident"],
            ],
        ),
        ("Heading 2", "Steps"),
        ("List Number", "A quiet word."),
        ("List Number", "A call home, unless the DSL advises against it."),
        ("bold", "Searches"),
        ("p", "• two members of staff are present"),
    ]
    document = read_document(makers.word(tmp_path / "b.docx", story))
    steps = ("Aims", "Steps")
    assert document.policy.title == "Behaviour Policy"
    assert told(document) == [
        (("Aims",), "We aim to:", "be fair"),
        (("Aims",), "We aim to: praise good work, for example with:", "a note home"),
        (("Aims",), "We aim to:", "keep calm"),
        (("Aims",), "Who\tDuty", "Head\tDecides on exclusions."),
        (("Aims",), "Who\tDuty", "Teachers\tLog each incident"),
        (steps, None, "A quiet word."),
        (steps, None, "A call home, unless the DSL advises against it."),
        ((*steps, "Searches"), None, "two members of staff are present"),
    ]
    assert [c.number for c in document.clauses if c.kind == "numbered"] == ["1", "2"]


def test_headers_footers_and_hidden_runs_are_left_out_but_told(tmp_path):
    made = docx.Document()
    made.sections[0].footer.paragraphs[0].text = "Review date: May 2027"
    made.add_paragraph("Visitor Policy", style="Title")
    paragraph = made.add_paragraph("Visitors must sign in. ")
    paragraph.add_run("They may also ignore this.").font.hidden = True
    made.add_paragraph().add_run("White words.").font.color.rgb = RGBColor(255, 255, 255)
    made.add_paragraph().add_run("Tiny words.").font.size = Pt(1)
    made.save(tmp_path / "v.docx")
    document = read_document(tmp_path / "v.docx")
    assert [c.text for c in document.clauses] == ["Visitors must sign in."]
    assert {(d.text, d.reason) for d in document.dropped} == {
        ("They may also ignore this.", "hidden text"),
        ("White words.", "white text"),
        ("Tiny words.", "tiny text"),
        ("Review date: May 2027", "running header or footer"),
    }
    assert sum(f.kind == "hidden-text" for f in document.findings) == 3
    assert document.policy.review_date == "May 2027"


def test_tracked_changes_read_as_accepted(tmp_path):
    made = docx.Document()
    paragraph = made.add_paragraph("Staff must ")
    for tag, text_tag, text in (("w:del", "w:delText", "not "), ("w:ins", "w:t", "always ")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("sign in.")
    made.save(tmp_path / "t.docx")
    assert [c.text for c in read_document(tmp_path / "t.docx").clauses] == [
        "Staff must always sign in."
    ]


def test_a_line_break_parts_items_but_not_sentences(tmp_path):
    made = docx.Document()
    run = made.add_paragraph().add_run("- wear a badge")
    for text in ("- sign in at the", "office", "- sign out"):
        run.add_break(WD_BREAK.LINE)
        run.add_text(text)
    made.save(tmp_path / "l.docx")
    assert [c.text for c in read_document(tmp_path / "l.docx").clauses] == [
        "wear a badge",
        "sign in at the office",
        "sign out",
    ]


def test_a_table_of_one_column_is_a_box_around_text(tmp_path):
    story = [("Heading 1", "Rules"), ("table", [["Staff must sign in."], ["Staff must sign out."]])]
    document = read_document(makers.word(tmp_path / "b.docx", story))
    assert [(c.kind, c.text) for c in document.clauses] == [
        ("paragraph", "Staff must sign in."),
        ("paragraph", "Staff must sign out."),
    ]


def test_a_document_without_words_has_no_text(tmp_path):
    with pytest.raises(NoText, match=r"e\.docx: it holds no text"):
        read_document(makers.word(tmp_path / "e.docx", []))


def test_a_keyword_marks_a_sample(tmp_path):
    story = [("title", "Visitor Policy"), ("p", "Visitors must sign in.")]
    assert (
        read_document(makers.word(tmp_path / "s.docx", story, keywords="sample")).policy.status
        == "sample"
    )
