from __future__ import annotations

import html
import re

import pytest

from assistant.web.induction.declaring import before_html, same_name, wording_html

WORDS = "I, Jo O’Parker, declare:\n\n1. I have read:\n   – Kite <Policy>, version 1.0\n\n2. I will."


def test_declaration_is_shown_to_the_letter():
    shown = wording_html(WORDS)
    paragraphs = [html.unescape(p) for p in re.findall(r"<p>(.*?)</p>", shown, re.DOTALL)]
    assert "\n\n".join(paragraphs) == WORDS


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Jo O’Parker", True),
        ("  jo   o'parker ", True),
        ("JO O‘PARKER", True),
        ("Jo Parker", False),
        ("Jo", False),
        ("", False),
        ("   ", False),
    ],
)
def test_name_under_it_is_the_links_whatever_its_case_and_spaces(typed, expected):
    assert same_name(typed, "Jo O’Parker") is expected


def test_a_title_and_its_full_stop_are_the_same_name():
    assert same_name("ms j. dee", "Ms J Dee")
    assert same_name("Zoë Müller", "zoe\u0308 mu\u0308ller")


def test_says_that_no_quiz_is_in_use(make_way):
    assert "No quiz is in use" in before_html(make_way(has_quiz=False), 0.8)
    assert "No quiz" not in before_html(make_way(has_quiz=True), 0.8)
