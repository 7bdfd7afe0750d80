from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from assistant.web.page_image import (
    PageImageError,
    clause_pictures,
    find_span,
    fold,
    lines_of,
)

SHIPPED = Path(__file__).parents[2] / "policies" / "social-media-policy.pdf"
CLAUSE = "The use of social media on organisation devices is not permitted."
YELLOW = (255, 232, 130)


def _yellow_rows(png: bytes) -> list[int]:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return [
        y
        for y in range(image.height)
        if any(
            all(abs(a - b) < 12 for a, b in zip(image.getpixel((x, y)), YELLOW, strict=True))
            for x in range(0, image.width, 7)
        )
    ]


def test_clause_is_marked_where_it_stands():
    (picture,) = clause_pictures(SHIPPED, CLAUSE, None, 5, 5)
    rows = _yellow_rows(picture.png)
    height = Image.open(io.BytesIO(picture.png)).height
    assert rows and 0.1 < rows[0] / height < rows[-1] / height < 0.2  # one line near the top
    assert picture.close_up and len(picture.close_up) < len(picture.png) < 200_000


def test_clause_over_a_page_break_is_marked_on_both_pages():
    text = (
        "Use social media in a respectful, positive and productive way. "
        "Professional/official communications are those made through official social media channels"
    )
    first, second = clause_pictures(SHIPPED, text, None, 3, 4)
    assert (first.page, second.page) == (3, 4)
    assert first.close_up and second.close_up


def test_page_without_the_clause_is_shown_unmarked():
    (picture,) = clause_pictures(SHIPPED, "Nothing of the kind stands here at all.", None, 5, 5)
    assert picture.close_up is None and not _yellow_rows(picture.png)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 truncated"])
def test_broken_file_is_one_clear_error(tmp_path, content):
    file = tmp_path / "broken.pdf"
    file.write_bytes(content)
    with pytest.raises(PageImageError):
        clause_pictures(file, CLAUSE, None, 1, 1)
    with pytest.raises(PageImageError):
        clause_pictures(tmp_path / "missing.pdf", CLAUSE, None, 1, 1)


def test_page_beyond_the_end_is_one_clear_error():
    assert clause_pictures(SHIPPED, CLAUSE, None, 40, 40) == ()


def test_letters_are_compared_without_bullets_case_and_ligatures():
    assert fold("• Oﬃcial use-\nof “it”") == "officialuseofit"


@pytest.mark.parametrize(
    ("wanted", "after", "earlier", "later", "span"),
    [
        ("cdefghijklmn", 0, False, False, (2, 14)),
        ("nopq", 0, False, False, (13, 17)),
        ("xyzxyzxyzxyz", 0, False, False, None),
        ("mnopqrstuvwxyz", 0, False, True, (12, 18)),
        ("zzzabcdef", 0, True, False, (0, 6)),
        ("anything", 0, True, True, (0, 18)),
        ("", 0, False, False, None),
    ],
)
def test_spans_are_found_whole_or_in_part_at_a_page_break(wanted, after, earlier, later, span):
    assert find_span("abcdefghijklmnopqr", wanted, after, earlier, later) == span


def test_repeated_clause_is_found_after_its_lead_in():
    page = "beclearalways" + "andsecondly" + "beclearalways"
    assert find_span(page, "beclearalways", 20, False, False) == (24, 37)


def test_short_words_that_stand_twice_are_not_guessed():
    assert find_span("bekindandbekind", "bekind", 0, False, False) is None


def test_characters_become_one_box_a_line():
    boxes = [(0, 0, 5, 10), (6, 1, 9, 9), (0, 12, 5, 22), (6, 12, 8, 21)]
    assert lines_of(boxes) == [(0, 0, 9, 10), (0, 12, 8, 22)]
