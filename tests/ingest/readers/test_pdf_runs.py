"""Words painted over, beside the page or in ink that nobody sees are left out, and only those."""

from __future__ import annotations

import pytest
from reportlab.lib.colors import black, white, yellow
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.reading import read_document

WORDS = "Visitors must sign in at the office."
OTHERS = (
    "Pupils must walk in the corridors and keep to the left.",
    "Parents must ring the bell at the gate and wait there.",
)


def texts(path, draw):
    canvas = Canvas(str(path / "p.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for at, line in enumerate(OTHERS):
        canvas.drawString(72, 780 - 40 * at, line)
    draw(canvas)
    canvas.save()
    return [clause.text for clause in read_document(path / "p.pdf").clauses]


def box(canvas, colour, alpha=1.0, left=70, width=400):
    canvas.saveState()
    canvas.setFillColor(colour, alpha)
    canvas.rect(left, 595, width, 20, stroke=0, fill=1)
    canvas.restoreState()


def after(colour, **how):
    def draw(canvas):
        canvas.drawString(72, 600, WORDS)
        box(canvas, colour, **how)

    return draw


def before(canvas):
    box(canvas, yellow)
    canvas.drawString(72, 600, WORDS)


def half_transparent(canvas):
    canvas.setFillAlpha(0.5)
    canvas.drawString(72, 600, WORDS)


def multiplied(canvas):
    canvas.drawString(72, 600, WORDS)
    canvas.saveState()
    canvas._extgstate.set(canvas, "BM", "Multiply")
    box(canvas, yellow)
    canvas.restoreState()


def clipped(canvas):
    canvas.drawString(72, 600, WORDS)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 10, 10)
    canvas.clipPath(path, stroke=0, fill=0)
    box(canvas, white)
    canvas.restoreState()


@pytest.mark.parametrize(
    ("draw", "read"),
    [
        (before, True),
        (after(yellow, alpha=0.4), True),
        (after(white, left=300), True),
        (multiplied, True),
        (clipped, True),
        (half_transparent, True),
        (lambda canvas: canvas.drawString(500, 600, WORDS), True),  # runs over the edge
        (after(white), False),
        (after(black), False),
        (lambda canvas: canvas.drawString(72, 900, WORDS), False),
        (lambda canvas: canvas.drawString(72, -40, WORDS), False),
        (lambda canvas: canvas.drawString(700, 600, WORDS), False),
    ],
)
def test_words_are_read_when_they_can_be_seen(tmp_path, draw, read):
    found = texts(tmp_path, draw)
    assert [*OTHERS] == found[:2]
    assert (WORDS in found) is read


def test_white_words_in_a_line_are_cut_out_of_it(tmp_path):
    def draw(canvas):
        text = canvas.beginText(72, 600)
        text.textOut("Visitors must sign in ")
        text.setFillColor(white)
        text.textOut("or not as they please ")
        text.setFillColor(black)
        text.textOut("at the office.")
        canvas.drawText(text)

    assert WORDS in texts(tmp_path, draw)


def test_a_page_whose_words_all_seem_covered_is_read(tmp_path):
    canvas = Canvas(str(tmp_path / "p.pdf"), pagesize=A4)
    canvas.drawString(72, 600, WORDS)
    box(canvas, white)
    canvas.save()
    assert [c.text for c in read_document(tmp_path / "p.pdf").clauses] == [WORDS]
