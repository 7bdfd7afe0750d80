"""Small counts are withheld, and as many others as it takes that none can be worked out; pure.

The method is cell suppression (Hundepool et al., Statistical Disclosure Control, Wiley 2012,
chapter 4): primary suppression of counts from 1 to 4, then secondary suppression until an audit
by linear programming finds no small count that the published figures pin down. All tables that
share cells are one system of sums, so that one table doesn't give away what another withholds.
The choice of the secondary cells is greedy (the smallest first): safe, not always the fewest.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Sum:
    """The count of `total` is the sum of the counts of `parts`."""

    total: Hashable
    parts: tuple[Hashable, ...]


def withheld(counts: Mapping[Hashable, int], sums: Sequence[Sum]) -> frozenset[Hashable]:
    """The cells that may not be shown.

    Whoever knows the sums, the shown counts and that a withheld one is at least 1 (none of 0 is
    withheld) can't tell of any small count that it is under 5. `ValueError` when a sum doesn't
    hold.
    """
    for equation in sums:
        if counts[equation.total] != sum(counts[part] for part in equation.parts):
            raise ValueError(f"The parts of {equation.total!r} don't add up to it.")
    order = {cell: place for place, cell in enumerate(counts)}
    small = [cell for cell, count in counts.items() if 0 < count < SMALLEST_SHOWN]
    hidden = set(small)
    for cell in small:
        # Withholding more only widens what is possible: cells found safe before stay so.
        added: list[Hashable] = []
        while not _safe(cell, hidden, counts, sums):
            added.append(_next(cell, hidden, counts, sums, order))
            hidden.add(added[-1])
        for spare in sorted(added, key=lambda c: (counts[c], order[c]), reverse=True):
            if _safe(cell, hidden - {spare}, counts, sums):
                hidden.remove(spare)
    return frozenset(hidden)


def _next(
    cell: Hashable,
    hidden: set[Hashable],
    counts: Mapping[Hashable, int],
    sums: Sequence[Sum],
    order: Mapping[Hashable, int],
) -> Hashable:
    """The smallest count in a sum with the cell, else in a sum with any hidden one.

    There always is one while the cell isn't safe: with every positive count of its connected sums
    hidden, all of them could be several times larger.
    """
    near = _choices({cell}, hidden, counts, sums) or _choices(hidden, hidden, counts, sums)
    return min(near, key=lambda choice: (counts[choice], order[choice]))


def _choices(
    around: set[Hashable],
    hidden: set[Hashable],
    counts: Mapping[Hashable, int],
    sums: Sequence[Sum],
) -> set[Hashable]:
    met = (e for e in sums if not around.isdisjoint(_cells(e)))
    return {c for equation in met for c in _cells(equation) if counts[c] and c not in hidden}


def _safe(
    cell: Hashable, hidden: set[Hashable], counts: Mapping[Hashable, int], sums: Sequence[Sum]
) -> bool:
    """True when, for all that is known, the cell may be 5 or more."""
    places = {unknown: place for place, unknown in enumerate(_connected(cell, hidden, sums))}
    rows, values = [], []
    for equation in sums:
        if places.keys().isdisjoint(_cells(equation)):
            continue
        row, known = np.zeros(len(places)), 0
        for term, sign in ((equation.total, -1), *((part, 1) for part in equation.parts)):
            if term in places:
                row[places[term]] += sign
            else:
                known += sign * counts[term]
        rows.append(row)
        values.append(-known)
    if not rows:
        return True
    aim = np.zeros(len(places))
    bounds: list[tuple[int, int | None]] = [(1, None)] * len(places)
    aim[places[cell]] = -1.0  # the solver seeks the least
    bounds[places[cell]] = (1, SMALLEST_SHOWN)  # no need to know how far beyond it could be
    found = linprog(aim, A_eq=np.array(rows), b_eq=values, bounds=bounds, method="highs")
    return bool(found.success) and round(-float(found.fun), 6) >= SMALLEST_SHOWN


def _connected(cell: Hashable, hidden: set[Hashable], sums: Sequence[Sum]) -> Iterable[Hashable]:
    """The hidden cells that bear on the cell, by any chain of sums, in a steady order."""
    reached, grown = {cell: None}, True
    while grown:
        grown = False
        for equation in sums:
            met = [c for c in _cells(equation) if c in hidden]
            if any(c in reached for c in met) and not all(c in reached for c in met):
                reached.update(dict.fromkeys(met))
                grown = True
    return reached


def _cells(equation: Sum) -> tuple[Hashable, ...]:
    return (equation.total, *equation.parts)
