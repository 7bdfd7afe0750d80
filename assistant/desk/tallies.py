"""What was asked and how answers were rated, counted, with small counts withheld; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Status
from assistant.desk.periods import Period, place_of
from assistant.desk.suppression import SMALLEST_SHOWN, Sum, withheld
from assistant.records.entries import Asked, KeptFeedback

# A count, or None when it is withheld.
Shown = int | None
MOST_TOPICS = 8
OTHER_TOPICS = "All other topics"
NO_TOPIC = "No topic found"


@dataclass(frozen=True)
class Tallies:
    """Counts of one time, consistent with one another, None where withheld.

    `asked` has a row a topic and a column a period; topics beyond the most asked share one row.
    Rows whose total is withheld come last and by name, so that no rank tells their size.
    `by_topic` has the same rows, `unanswered` every topic. Live concerns are in `concerns` alone,
    which is in no sum with the rest.
    """

    when: tuple[Period, ...]
    questions: Shown
    answered: Shown
    not_covered: Shown
    other: Shown
    concerns: Shown
    asked: tuple[tuple[str, tuple[Shown, ...]], ...]
    by_topic: Mapping[str, Shown]
    by_period: tuple[Shown, ...]
    unanswered: Mapping[str, Shown]
    ratings: Mapping[str, Shown]  # "up", "down"
    reasons: Mapping[tuple[str, str], Shown]  # (rating, reason)

    @property
    def anything_withheld(self) -> bool:
        """True when a count is missing, so that a page must say why."""
        cells = [
            self.questions,
            self.answered,
            self.not_covered,
            self.other,
            self.concerns,
        ]
        cells += [*self.by_period, *self.by_topic.values(), *self.unanswered.values()]
        cells += [*self.ratings.values(), *self.reasons.values()]
        return None in cells or any(None in row for _, row in self.asked)


def tallied(
    asked: Sequence[Asked], feedback: Sequence[KeptFeedback], when: Sequence[Period]
) -> Tallies:
    """The tallies of questions and ratings that are all within `when`."""
    topical = [question for question in asked if question.status != Status.LIVE_CONCERN]
    concerns = len(asked) - len(topical)
    labels = _labels(topical)
    named = [labels[question.topic, question.policy_title] for question in topical]
    topics = [topic for topic, _ in sorted(Counter(named).items(), key=lambda t: (-t[1], t[0]))]
    rows = topics[:MOST_TOPICS] + ([OTHER_TOPICS] if len(topics) > MOST_TOPICS else [])
    columns = range(len(when))
    counts: Counter[Hashable] = Counter()
    counts["questions"] = len(topical)
    for question, topic in zip(topical, named, strict=True):
        row = topic if topic in rows else OTHER_TOPICS
        at = place_of(question.at.date(), when)
        kind = _kind(question.status)
        counts.update((kind, ("topic", topic), (kind, topic), (row, at), ("period", at)))
        counts.update([("topic", OTHER_TOPICS)] if row == OTHER_TOPICS else [])
    for rating in feedback:
        reason = (rating.rating, rating.reason)
        counts.update(("rated", ("rating", rating.rating), ("reason", reason)))
    ratings = sorted({rating.rating for rating in feedback})
    reasons = sorted({(rating.rating, rating.reason) for rating in feedback})
    sums = [
        Sum("questions", _KINDS),
        Sum("questions", tuple(("topic", topic) for topic in topics)),
        Sum("questions", tuple(("period", at) for at in columns)),
        *(Sum(("period", at), tuple((row, at) for row in rows)) for at in columns),
        *(Sum(("topic", row), tuple((row, at) for at in columns)) for row in rows),
        *(Sum(("topic", topic), tuple((kind, topic) for kind in _KINDS)) for topic in topics),
        *(Sum(kind, tuple((kind, topic) for topic in topics)) for kind in _KINDS),
        Sum("rated", tuple(("rating", rating) for rating in ratings)),
        *(
            Sum(("rating", rating), tuple(("reason", r) for r in reasons if r[0] == rating))
            for rating in ratings
        ),
    ]
    if OTHER_TOPICS in rows:
        rest = topics[MOST_TOPICS:]
        sums.append(Sum(("topic", OTHER_TOPICS), tuple(("topic", topic) for topic in rest)))
    shown = _shown(counts, sums)
    hidden = sorted(row for row in rows if shown["topic", row] is None)
    rows = [row for row in rows if row not in hidden] + hidden
    return Tallies(
        when=tuple(when),
        questions=shown["questions"],
        answered=shown[Status.ANSWERED],
        not_covered=shown[Status.NOT_COVERED],
        other=shown[_OTHER],
        concerns=None if 0 < concerns < SMALLEST_SHOWN else concerns,
        asked=tuple((row, tuple(shown[row, at] for at in columns)) for row in rows),
        by_topic={row: shown["topic", row] for row in rows},
        by_period=tuple(shown["period", at] for at in columns),
        unanswered={topic: shown[Status.NOT_COVERED, topic] for topic in topics},
        ratings={rating: shown["rating", rating] for rating in ("up", "down")},
        reasons={reason: shown["reason", reason] for reason in reasons},
    )


_OTHER = "other"
_KINDS = (Status.ANSWERED, Status.NOT_COVERED, _OTHER)


def _kind(status: str) -> str:
    return status if status in _KINDS else _OTHER


def _labels(asked: Iterable[Asked]) -> dict[tuple[str, str], str]:
    """(heading, policy) -> a label that is its own: the policy is named where two share one."""
    pairs = {(question.topic, question.policy_title) for question in asked}
    policies = Counter(topic for topic, _ in pairs)
    return {
        (topic, policy): (topic or policy or NO_TOPIC)
        if policies[topic] == 1 or not topic or not policy
        else f"{topic} ({policy})"
        for topic, policy in pairs
    }


def _shown(counts: Counter[Hashable], sums: Sequence[Sum]) -> Mapping[Hashable, Shown]:
    cells = dict.fromkeys(cell for equation in sums for cell in (equation.total, *equation.parts))
    full = {cell: counts[cell] for cell in (*cells, ("rating", "up"), ("rating", "down"))}
    hidden = withheld(full, sums)
    return {cell: None if cell in hidden else count for cell, count in full.items()}
