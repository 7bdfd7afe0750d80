"""No small count is shown, and none can be worked out; tables checked by hand."""

from __future__ import annotations

import random
from itertools import product

import pytest

from assistant.desk.suppression import Sum, withheld

ALL = "all"


def table(*rows: tuple[int, ...]):
    """A table's cells (row, column) with their margins, and the sums between them."""
    down, across = range(len(rows)), range(len(rows[0]))
    counts = {(r, c): rows[r][c] for r, c in product(down, across)}
    counts |= {(r, ALL): sum(rows[r]) for r in down}
    counts |= {(ALL, c): sum(row[c] for row in rows) for c in across}
    counts[ALL, ALL] = sum(map(sum, rows))
    sums = [Sum((r, ALL), tuple((r, c) for c in across)) for r in down]
    sums += [Sum((ALL, c), tuple((r, c) for r in down)) for c in across]
    sums += [Sum((ALL, ALL), tuple((r, ALL) for r in down))]
    sums += [Sum((ALL, ALL), tuple((ALL, c) for c in across))]
    return counts, sums


def test_counts_from_one_to_four_are_withheld_and_zero_and_five_are_not():
    counts = {"none": 0, "one": 1, "four": 4, "five": 5}
    assert withheld(counts, []) == {"one", "four"}


def test_nothing_is_withheld_where_all_counts_are_large():
    assert withheld(*table((9, 7), (6, 8))) == frozenset()


def test_second_cell_is_withheld_so_that_the_total_does_not_give_the_first_away():
    counts = {ALL: 20, "a": 3, "b": 9, "c": 8}
    assert withheld(counts, [Sum(ALL, ("a", "b", "c"))]) == {"a", "c"}


def test_two_ones_beside_their_total_give_each_other_away():
    # 11 - 9 = 2 is 1 + 1, since neither is 0: a third must be withheld.
    counts = {ALL: 11, "a": 1, "b": 1, "c": 9}
    assert withheld(counts, [Sum(ALL, ("a", "b", "c"))]) == {"a", "b", "c"}


def test_one_small_cell_of_a_table_takes_a_rectangle():
    #  10   3  12 | 25
    #   9   8  20 | 37
    #  30  11   7 | 48
    hidden = withheld(*table((10, 3, 12), (9, 8, 20), (30, 11, 7)))
    assert (0, 1) in hidden and len(hidden) == 4
    rows, columns = {r for r, _ in hidden}, {c for _, c in hidden}
    assert len(rows) == len(columns) == 2


def test_table_that_shares_a_total_does_not_give_away_what_another_withholds():
    # Withholding b is of no use while b1 and b2 are shown, so the total is.
    counts = {ALL: 20, "a": 4, "b": 16, "b1": 8, "b2": 8, "a1": 4, "a2": 0}
    sums = [Sum(ALL, ("a", "b")), Sum("b", ("b1", "b2")), Sum("a", ("a1", "a2"))]
    assert withheld(counts, sums) == {"a", "a1", ALL}


def test_sum_that_does_not_hold_is_refused():
    with pytest.raises(ValueError, match="add up"):
        withheld({ALL: 5, "a": 6}, [Sum(ALL, ("a",))])


def test_trying_every_table_finds_one_with_a_large_count_in_each_withheld_small_place():
    chance = random.Random(7)
    for _ in range(25):
        rows = tuple(tuple(chance.choice((0, 1, 2, 4, 6, 7)) for _ in "ab") for _ in "ab")
        counts, sums = table(*rows)
        hidden = withheld(counts, sums)
        small = {cell for cell, count in counts.items() if 0 < count < 5}
        assert small <= hidden
        assert small <= {cell for cell in small if _could_be_large(cell, counts, hidden)}


def _could_be_large(cell, counts, hidden) -> bool:
    for values in product(range(16), repeat=4):
        other, _ = table(values[:2], values[2:])
        fits = all(other[c] > 0 if c in hidden else other[c] == counts[c] for c in counts)
        if fits and other[cell] >= 5:
            return True
    return False
