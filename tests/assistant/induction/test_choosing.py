from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.induction.quiz.checking import faults
from assistant.induction.quiz.choosing import choose, shuffled
from assistant.induction.quiz.scoring import passed
from assistant.induction.quiz.statistics import item_statistics
from assistant.records.induction_entries import (
    AttemptScore,
    InductionRole,
    QuizAnswer,
    QuizItem,
    QuizKind,
)
from ingest.documents import Clause

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
VOLUNTEER = InductionRole.VOLUNTEER


@pytest.fixture
def clauses(read_policies) -> dict[str, Clause]:
    return {c.clause_id: c for document in read_policies for c in document.clauses}


@pytest.fixture
def make_item(kept_clauses):
    def make(name: str, clause: int = 0, **changes) -> QuizItem:
        fields = {
            "kind": QuizKind.ALLOWED,
            "question": f"May you do this ({name})?",
            "options": ("No.", "Yes, always.", "Only if a friend agrees."),
            "right": 0,
            "kept": kept_clauses[clause],
            "roles": (VOLUNTEER,),
            "source": "x",
            "changed_by": "x",
            "changed_at": NOW,
        }
        return QuizItem(item_id=name, **{**fields, **changes})

    return make


def test_clauses_take_turns_so_that_none_fills_the_quiz(make_item, kept_clauses):
    items = [make_item(f"a{n}") for n in range(5)] + [make_item("b", 1), make_item("c", 2)]
    ids = [kept.quote.clause_id for kept in kept_clauses]
    chosen = choose(items, VOLUNTEER, ids, 1, 3)
    assert {item.kept.quote.clause_id for item in chosen} == set(ids[:3])
    assert choose(items, VOLUNTEER, ids, 1, 3) == chosen
    assert len(choose(items, VOLUNTEER, ids, 1, 50)) == 7


def test_rule_answered_wrongly_is_asked_again(make_item, kept_clauses):
    items = [make_item(f"{clause}", clause) for clause in range(4)]
    ids = [kept.quote.clause_id for kept in kept_clauses]
    for seed in range(10):
        assert "3" in {i.item_id for i in choose(items, VOLUNTEER, ids, seed, 1, {"3"})}


def test_only_items_for_the_role_and_the_clauses_are_drawn(make_item, kept_clauses):
    items = [make_item("other", roles=(InductionRole.GOVERNOR,)), make_item("mine", 1)]
    assert [
        i.item_id for i in choose(items, VOLUNTEER, [kept_clauses[0].quote.clause_id], 1, 5)
    ] == []
    assert choose(items, VOLUNTEER, [kept_clauses[1].quote.clause_id], 1, 5) == (items[1],)


def test_options_stand_in_an_order_of_their_own_that_stays(make_item):
    orders = {shuffled(make_item("a"), seed) for seed in range(30)}
    assert len(orders) == 6 and all(sorted(order) == [0, 1, 2] for order in orders)
    assert shuffled(make_item("a"), 7) == shuffled(make_item("a"), 7)


@pytest.mark.parametrize(
    ("right", "of", "mark", "enough"),
    [
        (4, 5, 0.8, True),
        (3, 5, 0.8, False),
        (6, 6, 1.0, True),
        (5, 6, 1.0, False),
        (0, 0, 0.5, False),
    ],
)
def test_mark_is_reached_by_whole_answers(right, of, mark, enough):
    assert passed(AttemptScore(1, right, of, NOW), mark) is enough


def test_few_answers_are_withheld_and_the_hardest_item_comes_first(make_item):
    def answers(name: str, right: int, wrong: int) -> list[QuizAnswer]:
        marks = [True] * right + [False] * wrong
        return [QuizAnswer("a", n, name, 1, 0, mark, NOW) for n, mark in enumerate(marks)]

    items = [make_item("easy"), make_item("hard"), make_item("few"), make_item("never")]
    given = answers("easy", 5, 1) + answers("hard", 1, 4) + answers("few", 1, 3)
    told = [(s.item.item_id, s.asked, s.right) for s in item_statistics(given, items)]
    assert told == [("hard", 5, 1), ("easy", 6, 5), ("few", None, None)]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"question": " "}, "There is no question."),
        ({"options": ("No.",)}, "there must be at least 2"),
        ({"options": ("No.", "")}, "Option 2 is empty."),
        ({"options": ("No.", "NO")}, "Options 1 and 2 say the same."),
        ({"right": 3}, "No option is marked as the right one."),
        ({"roles": ()}, "Nobody is chosen to be asked this."),
    ],
)
def test_what_is_wrong_with_an_item_is_named(make_item, clauses, changes, told):
    assert any(told in fault for fault in faults(make_item("a", **changes), clauses, frozenset()))


def test_item_falls_with_its_clause(make_item, clauses, kept_clauses):
    item, clause_id = make_item("a"), kept_clauses[0].quote.clause_id
    assert faults(item, clauses, frozenset()) == ()
    assert "no longer" in faults(item, {}, frozenset())[0]
    other = {**clauses, clause_id: replace(clauses[clause_id], text="Staff may do as they like.")}
    assert "other words" in faults(item, other, frozenset())[0]
    clash = frozenset({(clause_id, "another")})
    assert "pulls the other way" in faults(item, clauses, clash)[0]


def test_wrong_option_that_the_clause_says_itself_is_found(make_item, clauses, kept_clauses):
    said = kept_clauses[2].quote.text[:60]
    item = make_item("a", 2, options=("Nothing of the kind.", said))
    assert any(
        "Option 2 is marked as wrong" in fault for fault in faults(item, clauses, frozenset())
    )
