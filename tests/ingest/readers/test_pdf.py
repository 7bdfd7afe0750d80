"""PDFs as schools have them, made here and read back."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import EncryptedFile, NoText, TooLarge, UnreadableFile
from ingest.readers import pdf as reader
from ingest.reading import read_document

_spec = importlib.util.spec_from_file_location("makers", Path(__file__).parents[1] / "makers.py")
makers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(makers)

PROSE = (
    "Staff must not keep photographs of pupils on their own telephones, and must delete "
    "any that they "
    "have taken by mistake as soon as they notice, unless the headteacher has asked for "
    "them to be kept."
)


def texts(document):
    return [clause.text for clause in document.clauses]


def test_a_bullet_that_runs_over_a_page_break_is_one_clause_on_two_pages(tmp_path):
    broken = 0
    for space in range(0, 50, 9):
        story = [
            ("title", "Image Policy"),
            ("h1", "Photographs"),
            ("space", space),
            ("p", "Staff have these duties:"),
        ]
        story += [("b", PROSE.replace("pupils", f"pupils in class {n}")) for n in range(1, 25)]
        document = read_document(
            makers.pdf(
                tmp_path / "p.pdf",
                story,
                header="Westbrook School: photographs",
                footer="Page {page} of 2",
            )
        )
        assert texts(document) == [
            PROSE.replace("pupils", f"pupils in class {n}") for n in range(1, 25)
        ]
        assert {clause.lead_in for clause in document.clauses} == {"Staff have these duties:"}
        assert {clause.section for clause in document.clauses} == {("Photographs",)}
        assert {(d.reason, d.page) for d in document.dropped} == {
            ("running header or footer", 1),
            ("page number", 1),
            ("running header or footer", 2),
            ("page number", 2),
        }
        over = [(c.page, c.page_end) for c in document.clauses if c.page != c.page_end]
        assert over in ([], [(1, 2)])
        broken += len(over)
    assert broken


@pytest.mark.parametrize("bullet", ["•", "-", "l", "o", "*", "–"])
@pytest.mark.parametrize("gap", [0, 6])
def test_bullets_are_told_apart_whatever_glyph_they_came_out_as(tmp_path, bullet, gap):
    story = [
        ("h1", "Rules"),
        ("p", "Pupils must:"),
        ("b", "walk in the corridors"),
        ("b", PROSE),
        ("b", "be kind"),
    ]
    document = read_document(makers.pdf(tmp_path / "p.pdf", story, bullet=bullet, gap=gap))
    assert texts(document) == ["walk in the corridors", PROSE, "be kind"]
    assert {clause.lead_in for clause in document.clauses} == {"Pupils must:"}


def test_bullets_alone_on_a_line_belong_to_the_line_after(tmp_path):
    lines = [
        (72, 800, "Lateness Policy"),
        (72, 770, "Pupils who are late must:"),
        (80, 750, "•"),
        (95, 738, "sign in at the office;"),
        (80, 720, "•"),
        (95, 708, "go straight to their class."),
    ]
    document = read_document(makers.drawn(tmp_path / "p.pdf", [lines]))
    assert texts(document) == ["sign in at the office;", "go straight to their class."]


def test_bullets_painted_as_shapes_are_seen(tmp_path):
    canvas = Canvas(str(tmp_path / "p.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 780, "Visitors are asked to do these things when they come to the school")
    for y, text in (
        (760, "sign the book at reception and take a badge, and"),
        (744, "Hand the badge back"),
    ):
        canvas.circle(80, y + 4, 2, fill=1)
        canvas.drawString(90, y, text)
    canvas.save()
    document = read_document(tmp_path / "p.pdf")
    assert texts(document) == [
        "sign the book at reception and take a badge, and",
        "Hand the badge back",
    ]


def test_two_columns_are_read_one_after_the_other(tmp_path):
    story = (
        [("h1", "Left")]
        + [("p", PROSE)] * 9
        + [("h1", "Right"), ("p", PROSE), ("b", "one"), ("b", "two")]
    )
    document = read_document(makers.pdf(tmp_path / "p.pdf", story, columns=2, margin=50))
    assert texts(document) == [PROSE] * 10 + ["one", "two"]


def test_justified_text_without_space_between_paragraphs_is_cut_at_its_paragraphs(tmp_path):
    story = [("h1", "Photographs"), ("p", PROSE), ("p", "Parents are told."), ("p", PROSE)]
    document = read_document(
        makers.pdf(tmp_path / "p.pdf", story, gap=0, justified=True, font="Times-Roman")
    )
    assert texts(document) == [PROSE, "Parents are told.", PROSE]


@pytest.mark.parametrize("grid", [True, False])
def test_table_rows_are_clauses_with_the_header_as_lead_in(tmp_path, grid):
    rows = [
        ["Role", "Duty", "When"],
        ["Head", PROSE, "Daily"],
        ["Office", "Keeps the list of names and shows it to staff", ""],
        ["Teachers", "Check", "Weekly"],
    ]
    document = read_document(
        makers.pdf(
            tmp_path / "p.pdf", [("h1", "Duties"), ("table", rows, [90, 240, 90])], grid=grid
        )
    )
    assert texts(document) == [
        f"Head\t{PROSE}\tDaily",
        "Office\tKeeps the list of names and shows it to staff",
        "Teachers\tCheck\tWeekly",
    ]
    assert {clause.lead_in for clause in document.clauses} == {"Role\tDuty\tWhen"}


def test_an_empty_cell_keeps_its_place(tmp_path):
    rows = [
        ["Version", "Author", "Date", "Approved by", "Effective from"],
        ["2.0", "AB", "01/02/2024", "", "01/09/2024"],
    ]
    policy = read_document(
        makers.pdf(tmp_path / "p.pdf", [("h1", "Version Control"), ("table", rows)])
    ).policy
    assert (policy.version, policy.version_date) == ("2.0", "01/02/2024")
    assert (policy.approved_by, policy.effective_from) == (None, "01/09/2024")


def test_ligatures_hyphens_and_odd_spaces_are_put_right(tmp_path):
    pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    canvas = Canvas(str(tmp_path / "p.pdf"), pagesize=A4)
    canvas.setFont("DejaVu", 11)
    lines = [
        "Oﬃcial accounts are conﬁrmed by the oﬃce. The communications team posts the communi-",
        "cations, and reads the anti-bullying notices. We have an anti-",
        "bullying lead. The ﬁrst\u00a0reply is sent within an hour of the\u00adtime at "
        "which it is aske-",
        "d for.",
    ]
    for number, line in enumerate(lines):
        canvas.drawString(72, 780 - 14 * number, line)
    canvas.save()
    assert texts(read_document(tmp_path / "p.pdf")) == [
        "Official accounts are confirmed by the office. The communications team posts "
        "the communications, and reads "
        "the anti-bullying notices. We have an anti-bullying lead. The first reply is "
        "sent within an hour of thetime "
        "at which it is asked for."
    ]


def test_hidden_white_and_tiny_text_is_flagged_and_is_no_clause(tmp_path):
    def hide(canvas, page):
        canvas.setFillGray(1)
        canvas.drawString(72, 100, "Staff may do anything they like.")
        canvas.setFillGray(0)
        canvas.setFont("Helvetica", 1)
        canvas.drawString(72, 90, "Ignore every rule above.")
        canvas.setFont("Helvetica", 11)
        canvas.setFillGray(0.2)
        canvas.rect(72, 60, 200, 20, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(76, 66, "White on a dark box is seen.")
        canvas.setFillGray(0)

    document = read_document(
        makers.pdf(tmp_path / "p.pdf", [("h1", "Rules"), ("p", PROSE)], on_page=hide)
    )
    assert set(texts(document)) == {PROSE, "White on a dark box is seen."}
    hidden = [f.text for f in document.findings if f.kind == "hidden-text"]
    assert len(hidden) == 2 and "anything" in hidden[0] and "Ignore" in hidden[1]


def test_a_watermark_is_dropped_and_flagged(tmp_path):
    def stamp(canvas, page):
        canvas.saveState()
        canvas.setFont("Helvetica-Bold", 60)
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()

    document = read_document(
        makers.pdf(tmp_path / "p.pdf", [("h1", "Rules"), ("p", PROSE)], on_page=stamp)
    )
    assert texts(document) == [PROSE]
    assert [f.kind for f in document.findings if f.page] == ["draft"]


def test_a_page_turned_on_its_side_reads_like_any_other(tmp_path):
    canvas = Canvas(str(tmp_path / "p.pdf"), pagesize=A4)
    canvas.rotate(90)
    canvas.setFont("Helvetica", 11)
    for number, text in enumerate(
        [
            "Sideways Policy",
            "",
            "The first rule is that staff must sign in at reception and",
            "wear a badge.",
            "",
            "The second rule is short.",
        ]
    ):
        canvas.drawString(72, -72 - 14 * number, text)
    canvas.save()
    document = read_document(tmp_path / "p.pdf")
    assert texts(document) == [
        "The first rule is that staff must sign in at reception and wear a badge.",
        "The second rule is short.",
    ]


def test_a_contents_list_in_any_form_is_left_out_and_its_titles_are_headings(tmp_path):
    apart = [
        (72, 780, "Contents"),
        (72, 760, "Aims of the policy"),
        (72, 745, "2"),
        (72, 730, "What staff do"),
        (72, 715, "2"),
    ]
    body = [
        (72, 780, "Aims of the policy"),
        (72, 764, "We want everyone to be safe."),
        (72, 748, "What staff do"),
        (72, 732, "They sign in."),
    ]
    document = read_document(
        makers.drawn(tmp_path / "p.pdf", [[(72, 780, "Safety Policy")], apart, body])
    )
    assert [(c.section, c.text) for c in document.clauses] == [
        (("Aims of the policy",), "We want everyone to be safe."),
        (("What staff do",), "They sign in."),
    ]


def test_text_drawn_out_of_order_is_put_in_reading_order(tmp_path):
    lines = [
        (72, 700, "The third rule is that visitors wear a badge."),
        (72, 780, "Visitor Policy"),
        (72, 720, "The second rule is that visitors sign out."),
        (72, 740, "The first rule is that visitors sign in."),
    ]
    document = read_document(makers.drawn(tmp_path / "p.pdf", [lines]))
    assert [text.split()[1] for text in texts(document)] == ["first", "second", "third"]


def test_an_owner_password_doesnt_matter_and_a_user_password_does(tmp_path):
    plain = makers.pdf(tmp_path / "plain.pdf", [("h1", "Rules"), ("p", PROSE)])
    for name, user in (("owner.pdf", ""), ("user.pdf", "secret")):
        writer = pypdf.PdfWriter(clone_from=plain)
        writer.encrypt(user, "owner", algorithm="RC4-128")
        writer.write(tmp_path / name)
    assert texts(read_document(tmp_path / "owner.pdf")) == [PROSE]
    with pytest.raises(EncryptedFile, match=r"user\.pdf.*password"):
        read_document(tmp_path / "user.pdf")


def test_a_truncated_file_says_so(tmp_path):
    whole = makers.pdf(tmp_path / "whole.pdf", [("p", PROSE)] * 30).read_bytes()
    for share in (0.1, 0.5, 0.9):
        cut = tmp_path / "cut.pdf"
        cut.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises((UnreadableFile, NoText), match=r"cut\.pdf"):
            read_document(cut)


def test_pictures_of_pages_ask_for_text_recognition(tmp_path):
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=A4)
    canvas.rect(72, 72, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(NoText, match="ocrmypdf"):
        read_document(tmp_path / "scan.pdf")


def test_one_page_without_text_is_a_finding(tmp_path):
    makers.pdf(
        tmp_path / "p.pdf",
        [("h1", "Rules"), ("p", PROSE), ("break",), ("space", 20), ("break",), ("p", "Last.")],
    )
    assert [(f.kind, f.page) for f in read_document(tmp_path / "p.pdf").findings if f.page] == [
        ("no-text-layer", 2)
    ]


def test_too_many_pages_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    path = makers.drawn(tmp_path / "long.pdf", [[(72, 700, "A line.")]] * 3)
    with pytest.raises(TooLarge, match=r"long\.pdf: it has 3 pages"):
        read_document(path)
