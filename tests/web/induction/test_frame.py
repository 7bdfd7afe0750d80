from __future__ import annotations

from assistant.web.induction.comfort import comfort_html, marks_html
from assistant.web.induction.frame import heading_html, progress_html
from assistant.web.induction.screens import screens


def test_progress_is_told_in_words_and_has_one_heading(make_way):
    shown = heading_html(screens(make_way()), 1)
    assert "Step 2 of 5" in shown and shown.count("<h1") == 1
    assert "Kites at school" in shown
    assert "question 3 of 6" in progress_html(3, 5, "question 3 of 6")


def test_bar_is_not_read_out():
    assert 'class="pa-bar" aria-hidden="true"' in progress_html(0, 4)


def test_button_that_reads_aloud_is_a_button_and_says_what_it_cannot_do():
    shown = comfort_html()
    assert '<button type="button"' in shown and 'role="status"' in shown


def test_choices_are_told_to_the_style_sheet():
    assert "pa-size-large" in marks_html("large", False)
    assert "pa-easy-read" in marks_html("normal", True)
    assert "pa-easy-read" not in marks_html("normal", False)
