"""What of a path fits into the reading time; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.induction.path.units import Unit


def trim(
    units: Sequence[Unit],
    group_of: Mapping[int, str],
    words_of: Mapping[int, int],
    order: Sequence[str],
    budget: int,
) -> tuple[list[Unit], list[Unit]]:
    """The units that are read and those left out, each by place. `group_of` and `words_of` go by
    place; `order` are the group keys in reading order.

    Each group's weightiest unit comes first, so that none is dropped whole (but for the last
    group, which is no matter of its own); then the rest by weight, turn and turn about between
    groups. A unit that no longer fits is passed over for a shorter one that weighs less.
    """
    at = {key: number for number, key in enumerate(order)}
    first: dict[str, Unit] = {}
    for unit in sorted(units, key=lambda u: (u.rank, words_of[u.place] > budget // 4, u.place)):
        if group_of[unit.place] != order[-1]:
            first.setdefault(group_of[unit.place], unit)
    taken = {unit.place for unit in first.values()}
    spent = sum(words_of[place] for place in taken)
    turn: Counter[tuple[str, int]] = Counter()
    ranked: list[tuple[int, int, int, int, Unit]] = []
    for unit in units:
        if unit.place in taken:
            continue
        group = group_of[unit.place]
        ranked.append((unit.rank, turn[group, unit.rank], at[group], unit.place, unit))
        turn[group, unit.rank] += 1
    for *_, unit in sorted(ranked, key=lambda entry: entry[:4]):
        if spent + words_of[unit.place] <= budget:
            taken.add(unit.place)
            spent += words_of[unit.place]
    kept = [unit for unit in units if unit.place in taken]
    return kept, [unit for unit in units if unit.place not in taken]
