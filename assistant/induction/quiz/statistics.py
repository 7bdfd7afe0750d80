"""How often each quiz item was answered rightly: which rule isn't understood; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.desk.suppression import SMALLEST_SHOWN
from assistant.records.induction_entries import QuizAnswer, QuizItem


@dataclass(frozen=True)
class ItemStatistic:
    """One item, as it is worded now: `asked` counts answers to any of its wordings, `right` those
    that were right; both None while there are too few to hide a person in."""

    item: QuizItem
    asked: int | None
    right: int | None

    @property
    def share(self) -> float | None:
        """The share of right answers (0 to 1)."""
        return None if not self.asked or self.right is None else self.right / self.asked


def item_statistics(
    answers: Sequence[QuizAnswer], items: Sequence[QuizItem]
) -> tuple[ItemStatistic, ...]:
    """A statistic for each item that was asked, the least understood first, those with too few
    answers last."""
    found = []
    for item in items:
        mine = [answer.right for answer in answers if answer.item_id == item.item_id]
        if not mine:
            continue
        shown = (None, None) if len(mine) < SMALLEST_SHOWN else (len(mine), sum(mine))
        found.append(ItemStatistic(item, *shown))
    found.sort(key=lambda s: (s.share is None, s.share or 0.0, s.item.item_id))
    return tuple(found)
