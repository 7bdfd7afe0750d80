from __future__ import annotations

from assistant.desk.differences import word_changes
from assistant.web.induction.rule_view import changed_html, gloss_html, rule_html
from tests.web.induction.conftest import TODAY


def test_rule_is_whole_with_its_lead_in_place_and_overdue_review(make_step):
    shown = rule_html(make_step("kites", lead_in="At school:"), TODAY, 1, 3)
    assert "Volunteers must not fly kites, except where the caretaker has agreed." in shown
    assert "At school:" in shown and "Rule 1 of 3" in shown
    assert "Kite Policy" in shown and "Page 2" in shown and "Version 1.0" in shown
    assert "Review date February 2025: overdue by" in shown


def test_plain_line_stands_beside_the_quote_and_says_that_the_policy_counts(make_step):
    shown = rule_html(make_step("kites", gloss="Don’t fly kites."), TODAY, 1, 3)
    assert shown.index("must not fly kites") < shown.index("Don’t fly kites.")
    assert "In plain English" in shown and "own words are what counts" in shown
    assert "In plain English" not in rule_html(make_step("kites"), TODAY, 1, 3)


def test_easy_read_has_the_plain_line_first_and_the_whole_quote_after(make_step):
    step = make_step("kites", gloss="Don’t fly kites.")
    shown = rule_html(step, TODAY, 1, 3, gloss_first=True)
    assert shown.index("Don’t fly kites.") < shown.index("must not fly kites")
    assert "except where the caretaker has agreed" in shown


def test_what_changed_is_marked_by_more_than_colour():
    shown = changed_html(word_changes("Leave kites here.", "Leave kites there."))
    assert "<del>here</del>" in shown and "<ins>there</ins>" in shown
    assert "Underlined" in shown and "struck through" in shown
    assert changed_html(word_changes("Same.", "Same.")) == "" == changed_html(())


def test_markup_in_a_policy_or_a_plain_line_is_shown_and_not_obeyed(make_step):
    assert "&lt;porch&gt;" in rule_html(make_step("porch"), TODAY, 1, 3)
    assert "<b>" not in gloss_html("<b>bold</b>")
