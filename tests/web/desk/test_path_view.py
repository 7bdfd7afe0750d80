from __future__ import annotations

from datetime import date

import pytest

from assistant.desk.differences import Change, Run
from assistant.desk.resting import ClauseState, Fate
from assistant.induction.path.groups import Group
from assistant.records.induction_entries import InductionRole, PathItem
from assistant.web.desk.path_editing import Line, Off, Working
from assistant.web.desk.path_view import (
    NO_GLOSS,
    NOT_IN_USE,
    POLICIES_CHANGED,
    UNUSED,
    apart_html,
    clause_html,
    gone_html,
    head_html,
    line_html,
    marked_words,
    off_html,
    time_words,
    whole_html,
)

TODAY = date(2026, 11, 25)
HOSTILE = "<script>alert(1)</script>"


def working(path, **changes):
    fields = {
        "role": InductionRole.VOLUNTEER,
        "made_from": 3,
        "lines": tuple(Line(item) for item in path.items),
    }
    return Working(**{**fields, **changes})


def test_a_clause_is_shown_whole_with_page_version_and_overdue_review(path, policy):
    kept = path.items[0].kept
    shown = clause_html(kept, {policy.policy_id: policy}, TODAY)
    assert kept.quote.text in shown
    assert "Page 5" in shown and "Version 1.0" in shown
    assert "overdue by 20 months" in shown


def test_plain_english_is_marked_and_stands_beside_the_quote_never_for_it(path):
    line = Line(path.items[0])
    shown = line_html(line, {}, TODAY)
    assert shown.index(line.item.kept.quote.text) < shown.index("In plain English")
    bare = Line(PathItem("contact", path.items[0].kept, ""))
    assert NO_GLOSS in line_html(bare, {}, TODAY)


def test_what_became_of_a_clause_is_told_by_more_than_colour(path):
    runs = (Run(Change.SAME, "Do "), Run(Change.REMOVED, "not "), Run(Change.ADDED, "now "))
    state = ClauseState(path.items[0].kept, Fate.CHANGED, None, runs)
    shown = line_html(Line(path.items[0], state), {}, TODAY)
    assert "<del>not </del>" in shown and "<ins>now </ins>" in shown
    gone = gone_html([ClauseState(path.items[0].kept, Fate.REMOVED)], {}, TODAY)
    assert "No longer in the policy" in gone


def test_the_head_says_whether_the_path_is_in_use(path):
    assert NOT_IN_USE in head_html(working(path), None, is_changed=True, is_touched=False)
    used = head_html(working(path), path, is_changed=False, is_touched=False)
    assert "put in use by Ms Dee" in used and "Edition 3" in used
    assert UNUSED not in used and POLICIES_CHANGED not in used
    assert UNUSED in head_html(working(path), path, is_changed=True, is_touched=True)
    assert POLICIES_CHANGED in head_html(working(path), path, is_changed=True, is_touched=False)


@pytest.mark.parametrize(
    ("clauses", "questions", "minutes", "told"),
    [
        (31, 6, 8.7, "About 9 minutes: who the DSL is, 31 clauses, 6 questions"),
        (1, 1, 0.4, "About 1 minute: who the DSL is, 1 clause, 1 question"),
        (31, 6, 10.4, "Planned: 10 minutes"),
        (31, 6, 10.6, "more than the 10 minutes planned"),
        (31, 0, 8, "no questions"),
        (31, 0, 8, "Nobody is quizzed"),
    ],
)
def test_time_is_told_beside_what_is_planned(clauses, questions, minutes, told):
    assert told in time_words(clauses, questions, minutes, 10)


def test_the_groups_with_changed_clauses_are_named(path):
    groups = (Group("contact", "Contact"), Group("photos", "Photos"))
    assert marked_words(working(path), groups) == ""
    state = ClauseState(path.items[3].kept, Fate.CHANGED)
    lines = (*map(Line, path.items[:3]), Line(path.items[3], state))
    assert marked_words(working(path, lines=lines), groups) == "Clauses have changed in: “Photos”."


def test_the_whole_path_stands_under_its_groups_titles_without_empty_ones(path):
    groups = (Group("contact", "Contact"), Group("none", "Empty"), Group("photos", "Photos"))
    shown = whole_html(working(path), groups, {}, TODAY)
    assert shown.index("Contact") < shown.index("Photos")
    assert "Empty" not in shown
    assert shown.count("<figure") == 4


def test_two_paths_are_told_apart_by_whole_clauses(path):
    mine, theirs = path.items[:2], path.items[1:3]
    shown = apart_html(mine, theirs)
    assert "thing 3" in shown and "thing 1" in shown and "thing 2" not in shown
    assert "same clauses" in apart_html(mine, mine)


def test_markup_in_any_text_is_shown_and_never_obeyed(path, kept):
    clause = kept(1, HOSTILE)
    line = Line(PathItem("contact", clause, HOSTILE))
    for shown in (
        line_html(line, {}, TODAY),
        off_html(Off(clause, HOSTILE), {}, TODAY),
        apart_html([line.item], []),
    ):
        assert "<script>" not in shown and "&lt;script&gt;" in shown
