"""What the chat model's calls came to, month by month; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from assistant.answers import Outcome
from assistant.phrasing.seams import Kind
from assistant.records.model_entries import ModelCall

# What came was read and didn't pass; every other failure is that nothing usable came.
LEFT_OUT = frozenset({Outcome.MALFORMED, Outcome.DISAGREES, Outcome.UNSUPPORTED})


@dataclass(frozen=True)
class ModelMonth:
    """The calls of one month. `outcomes` counts them by outcome; `costs` sums them by
    currency, where prices were set; `seconds` is the median; `drafts` of them were for a draft at
    the desk, `searches` for searching, `questions` for made-up questions, the others for an answer
    in the chat."""

    month: date  # its first day
    calls: int
    outcomes: Mapping[str, int]
    tokens_in: int
    tokens_out: int
    costs: Mapping[str, float]
    seconds: float
    drafts: int = 0
    searches: int = 0
    questions: int = 0

    @property
    def phrased(self) -> int:
        """How many were shown, in whole or in part."""
        return self.outcomes.get(Outcome.PHRASED, 0)

    @property
    def left_out(self) -> int:
        """In how many what came didn't pass the checks."""
        return sum(self.outcomes.get(outcome, 0) for outcome in LEFT_OUT)

    @property
    def failed(self) -> int:
        """In how many nothing usable came."""
        return self.calls - self.phrased - self.left_out


def by_month(calls: Iterable[ModelCall]) -> tuple[ModelMonth, ...]:
    """The months in which there were calls, newest first; a month is this machine's."""
    months: dict[date, list[ModelCall]] = {}
    for call in calls:
        months.setdefault(call.at.astimezone().date().replace(day=1), []).append(call)
    return tuple(_month(month, months[month]) for month in sorted(months, reverse=True))


def _month(month: date, calls: list[ModelCall]) -> ModelMonth:
    costs: dict[str, float] = {}
    for call in calls:
        if call.cost is not None:
            costs[call.currency] = costs.get(call.currency, 0.0) + call.cost
    return ModelMonth(
        month=month,
        calls=len(calls),
        outcomes=dict(Counter(call.outcome for call in calls)),
        tokens_in=sum(call.tokens_in for call in calls),
        tokens_out=sum(call.tokens_out for call in calls),
        costs=costs,
        seconds=median(call.seconds for call in calls),
        drafts=sum(call.kind == Kind.DRAFT for call in calls),
        searches=sum(call.kind == Kind.SEARCH for call in calls),
        questions=sum(call.kind == Kind.QUESTIONS for call in calls),
    )
