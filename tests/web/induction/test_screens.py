from __future__ import annotations

import pytest

from assistant.induction.way import Stage
from assistant.web.induction.screens import Kind, due, place, rules_before, screens


def kinds(shown):
    return [screen.kind.value for screen in shown]


def test_who_to_tell_comes_first_then_a_group_a_screen_then_quiz_and_declaration(make_way):
    shown = screens(make_way())
    assert kinds(shown) == ["tell", "read", "read", "quiz", "declare"]
    assert [s.title for s in shown[1:3]] == ["Kites at school", "Photos"]
    assert [len(s.steps) for s in shown[1:3]] == [2, 1]


def test_easy_read_has_one_rule_a_screen_under_its_group(make_way):
    shown = screens(make_way(), one_by_one=True)
    assert kinds(shown) == ["tell", "read", "read", "read", "quiz", "declare"]
    assert [s.title for s in shown[1:4]] == ["Kites at school", "Kites at school", "Photos"]
    assert all(len(s.steps) == 1 for s in shown[1:4])


def test_without_a_quiz_the_declaration_follows_the_reading(make_way):
    assert kinds(screens(make_way(has_quiz=False))) == ["tell", "read", "read", "declare"]


@pytest.mark.parametrize(
    ("read", "stage", "expected"),
    [
        ((), Stage.READ, 1),
        (("kites",), Stage.READ, 1),  # half a group read is not the group
        (("kites", "porch"), Stage.READ, 2),
        (("photos",), Stage.READ, 1),  # a rule changed before one that was read
        (("kites", "porch", "photos"), Stage.QUIZ, 3),
        (("kites", "porch", "photos"), Stage.DECLARE, 4),
    ],
)
def test_what_comes_next_is_the_first_thing_unfinished(make_way, read, stage, expected):
    assert due(screens(make_way(read, stage=stage)), stage) == expected


@pytest.mark.parametrize(
    ("wanted", "furthest", "expected"),
    [
        (None, 2, 2),
        ("tell", 2, 0),  # back is allowed
        ("kites-kites", 2, 1),
        ("kites-porch", 2, 1),  # the second rule of a group
        ("kites-photos", 1, 1),  # ahead isn't
        ("declare", 2, 2),
        ("a rule that has gone", 2, 2),
    ],
)
def test_one_may_turn_back_and_never_ahead(make_way, wanted, furthest, expected):
    assert place(screens(make_way()), wanted, furthest) == expected


def test_place_is_kept_when_the_layout_changes(make_way):
    easy, grouped = screens(make_way(), one_by_one=True), screens(make_way())
    second_rule = easy[2].key
    assert place(grouped, second_rule, 4) == 1
    assert place(easy, grouped[2].key, 5) == 3


def test_rules_are_counted_through_all_screens(make_way):
    shown = screens(make_way())
    assert [rules_before(shown, at) for at in (1, 2, 3)] == [0, 2, 3]
    assert shown[1].kind is Kind.READ
