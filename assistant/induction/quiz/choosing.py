"""Which items a go at the quiz has, and in which order their options stand; pure."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from itertools import zip_longest

from assistant.records.induction_entries import InductionRole, QuizItem


def choose(
    items: Sequence[QuizItem],
    role: InductionRole,
    clause_ids: Collection[str],
    seed: int,
    count: int,
    wrong_before: Collection[str] = (),
) -> tuple[QuizItem, ...]:
    """At most `count` items for a role on these clauses, the same for the same seed.

    Rules answered wrongly before come first: the same item, or another on its clause. Then clauses
    take turns, so that one with many items doesn't fill the quiz, and so do kinds where they can.
    """
    draw = random.Random(seed)
    pool = [i for i in items if role in i.roles and i.kept.quote.clause_id in clause_ids]
    missed = {i.kept.quote.clause_id for i in pool if i.item_id in wrong_before}
    by_clause: dict[str, list[QuizItem]] = {}
    for item in draw.sample(pool, len(pool)):
        by_clause.setdefault(item.kept.quote.clause_id, []).append(item)
    for mine in by_clause.values():
        kinds = [item.kind for item in mine]
        mine.sort(key=lambda item: kinds.count(item.kind))  # the rarer kind first
    groups = sorted(by_clause.items(), key=lambda group: group[0] not in missed)
    turns = zip_longest(*(mine for _, mine in groups))
    chosen = [item for turn in turns for item in turn if item is not None][:count]
    return tuple(draw.sample(chosen, len(chosen)))


def shuffled(item: QuizItem, seed: int) -> tuple[int, ...]:
    """The item's options in the order shown: indices into `item.options`, the same for the same
    seed and item."""
    places = list(range(len(item.options)))
    random.Random(f"{seed}/{item.item_id}").shuffle(places)
    return tuple(places)
