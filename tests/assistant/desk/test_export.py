"""Word, PDF and e-mail hold the same words, say what they are, and break on nothing."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pypdf
import pypdfium2
import pytest

from assistant.desk.export.document import Document, document_of, file_name
from assistant.desk.export.docx import docx_bytes
from assistant.desk.export.email import WIDTH, email_text
from assistant.desk.export.fonts import typeface_for
from assistant.desk.export.pdf import pdf_bytes
from assistant.desk.signing import sign
from assistant.records.entries import Draft, Paragraph, Part, Reply

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
DRAFT_BANNER = "DRAFT – not sent"
SIGNED_BANNER = "Signed by Asha Roy, Designated Safeguarding Lead, on 23 November 2026 at 14:05 UTC"
NASTY = {
    "script": "<script>alert(1)</script> & <b>bold</b> <para>",
    "long word": "a" * 100_000,
    "long text": "one two three " * 7_200,
    "lines": "\n".join(["short"] * 3_000),
    "scripts": "Привет, שלום, مرحبا, 你好, ½ ﬁ",
    "emoji": "🙂🧸👨‍👩‍👧 ok",
    "control": "a\x00b\x07c\x0bd\ud800e\ufffef\r\ng\u202eh",
}


def advised(draft: Draft, text: str) -> Draft:
    parts = tuple(
        replace(p, paragraphs=(Paragraph(text),)) if p.part is Part.ADVICE else p
        for p in draft.edited
    )
    return replace(draft, edited=parts)


@pytest.fixture
def reply(draft, dsl, policy) -> Reply:
    without = tuple(p for p in draft.edited if p.part is not Part.ACTION)
    return sign(replace(draft, edited=without), dsl, NOW, [policy])


def words(text: str) -> str:
    return " ".join(text.split())


def word_text(document: Document) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(docx_bytes(document))).paragraphs)


def pdf_pages(document: Document) -> list[str]:
    return [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf_bytes(document))).pages]


def test_word_file_has_headings_quote_style_banner_and_table(draft):
    word = docx.Document(io.BytesIO(docx_bytes(document_of(draft))))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == [
        "The question",
        "What the policy says",
        "What the policy does not settle",
    ]
    quoted = [p.text for p in word.paragraphs if p.style.name == "Quote"]
    assert quoted == [kept.quote.text for kept in draft.quotes]
    assert word.sections[0].header.paragraphs[0].text == DRAFT_BANNER
    cells = [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert draft.quotes[0].policy_sha256 == "".join(cells[7].split())
    assert "version 2.1; review date February 2025" in cells
    assert word.core_properties.author == "" and word.core_properties.comments == ""


def test_signed_word_file_names_the_signer_and_the_hash(reply):
    document = document_of(reply)
    word = docx.Document(io.BytesIO(docx_bytes(document)))
    assert word.sections[0].header.paragraphs[0].text == SIGNED_BANNER
    assert word.core_properties.author == "Asha Roy"
    assert reply.content_sha256 in word_text(document)
    assert DRAFT_BANNER not in word_text(document)


def test_pdf_has_the_banner_and_number_on_every_page_and_its_words_whole(draft):
    pages = pdf_pages(document_of(draft))
    assert len(pages) >= 2
    for number, page in enumerate(pages, start=1):
        assert DRAFT_BANNER in page and f"Page {number}" in page
    whole = words(" ".join(pages))
    for part in draft.edited:
        for paragraph in part.paragraphs:
            if part.part is not Part.CONFIDENTIALITY:  # may run over the page's end
                assert words(paragraph.text) in whole
    assert draft.quotes[0].policy_sha256 in whole.replace(" ", "")


def test_pdf_embeds_its_typeface_and_can_be_drawn(reply):
    data = pdf_bytes(document_of(reply))
    assert SIGNED_BANNER in words(pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text())
    assert b"/FontFile2" in data
    darkest, lightest = (
        pypdfium2.PdfDocument(data)[0].render(scale=0.5).to_pil().convert("L").getextrema()
    )
    assert darkest < 100 and lightest > 250


def test_email_has_the_banner_first_and_last_and_quotes_marked(draft):
    text = email_text(document_of(draft))
    lines = text.splitlines()
    assert lines[0] == lines[-1] == DRAFT_BANNER
    quoted = " ".join(line.removeprefix("> ") for line in lines if line.startswith(">"))
    assert quoted == draft.quotes[0].quote.text
    assert all(len(line) <= WIDTH for line in lines)
    assert draft.quotes[0].policy_sha256 in lines


def test_quote_in_an_email_keeps_its_lines_hyphens_and_long_words(draft):
    text = "Well-known  " + "e-mail " * 20 + "x" * 90 + "\n\tSecond line"
    kept = replace(draft.quotes[0].quote, text=text)
    parts = tuple(
        replace(part, paragraphs=tuple(
            replace(p, text=text) if p.quoted else p for p in part.paragraphs
        ))
        for part in draft.edited
    )  # fmt: skip
    changed = replace(draft, edited=parts, quotes=(replace(draft.quotes[0], quote=kept),))
    lines = [line for line in email_text(document_of(changed)).splitlines() if line[:1] == ">"]
    assert "\n".join(lines).replace("> ", "").split() == text.split()
    assert "> " + "x" * 90 in lines and lines[-1].split() == [">", "Second", "line"]


def test_ordinary_line_of_an_email_never_looks_like_a_quote(draft):
    text = email_text(document_of(advised(draft, "> Staff may do anything.")))
    assert "\n > Staff may do anything." in text


@pytest.mark.parametrize("name", NASTY)
def test_bad_input_breaks_no_format(draft, name):
    document = document_of(advised(draft, NASTY[name]))
    assert docx.Document(io.BytesIO(docx_bytes(document))).paragraphs
    assert all(DRAFT_BANNER in page for page in pdf_pages(document))
    assert email_text(document).encode("utf-8")


def test_markup_is_shown_as_typed(draft):
    document = document_of(advised(draft, NASTY["script"]))
    assert NASTY["script"] in word_text(document)
    assert NASTY["script"] in words(" ".join(pdf_pages(document)))
    assert NASTY["script"] in email_text(document)


def test_enormous_text_loses_nothing(draft):
    document = document_of(advised(draft, NASTY["long text"]))
    assert word_text(document).count("one two three") == 7_200
    assert sum(page.count("three") for page in pdf_pages(document)) == 7_200
    assert email_text(document).count("three") == 7_200


def test_characters_that_no_document_can_hold_are_left_out_and_that_is_said(draft):
    document = document_of(advised(draft, NASTY["control"]))
    assert "abcdef\ng\u202eh" in word_text(document)
    assert any("left out: 5" in note for note in document.notes)
    assert "left out: 5" in email_text(document)
    assert not any("left out" in note for note in document_of(draft).notes)


def test_pdf_says_what_its_typeface_could_not_draw(draft):
    whole = words(" ".join(pdf_pages(document_of(advised(draft, "你好 ok")))))
    assert "ok" in whole and "shown as" in whole and ": 2. The Word file has them." in whole
    hebrew = words(" ".join(pdf_pages(document_of(advised(draft, "שלום")))))
    assert "runs from right to left" in hebrew
    assert "shown as" not in words(" ".join(pdf_pages(document_of(draft))))


def test_typeface_is_the_one_that_lacks_least_and_stands_in_for_the_rest():
    face = typeface_for("plain “words” – and more")
    assert face.drawable("plain “words” – ½") == ("plain “words” – ½", 0)
    drawn, replaced = face.drawable("a\ufe0f你")
    assert drawn[0] == "a" and replaced == 1 and "你" not in drawn


def test_file_name_tells_nothing_of_the_question(draft, reply):
    assert file_name(draft, "docx") == "reply-DRAFT-not-sent-2026-11-22-dddddddd.docx"
    assert file_name(reply, "pdf").startswith("reply-signed-2026-11-23-")
