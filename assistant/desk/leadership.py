"""What the head and governors need to know, as one value with small counts withheld; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answers import Notice
from assistant.desk.guidance import Staleness
from assistant.desk.periods import Period, periods, place_of
from assistant.desk.tallies import Shown, Tallies, tallied
from assistant.library_links import LinkedOverview
from assistant.records.entries import Asked, IngestEvent, KeptFeedback
from ingest.documents import Policy, PolicyStatus

_CHANGING = frozenset({"added", "replaced", "removed"})


@dataclass(frozen=True)
class Released:
    """A question that the DSL has released to be shown word by word, and its topic's label."""

    topic: str
    question: str


@dataclass(frozen=True)
class Silence:
    """A topic that people asked about and no policy answered."""

    topic: str
    count: Shown
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overdue:
    """A policy past its review date (as printed), by how many days."""

    title: str
    review_date: str
    days: int
    sample: bool


@dataclass(frozen=True)
class PolicyChange:
    """A policy was added, replaced or removed."""

    on: date
    title: str
    outcome: str


@dataclass(frozen=True)
class LeadershipReport:
    """The report for `start` to `end`. Counts are None where they are withheld."""

    start: date
    end: date
    made_on: date
    policy_count: int
    tallies: Tallies
    silences: tuple[Silence, ...]
    conflicts: tuple[str, ...]
    overdue: tuple[Overdue, ...]
    undated: tuple[str, ...]
    missing: tuple[LinkedOverview, ...]
    stale: tuple[Staleness, ...]
    guidance_count: int
    changes: tuple[PolicyChange, ...]


def summary(
    *,
    asked: Sequence[Asked],
    feedback: Sequence[KeptFeedback],
    ingests: Sequence[IngestEvent],
    guidance: Sequence[Staleness],
    policies: Sequence[Policy],
    links: Sequence[LinkedOverview],
    start: date,
    end: date,
    today: date,
    conflicts: Sequence[Notice] = (),
    released: Sequence[Released] = (),
) -> LeadershipReport:
    """The report on what happened from `start` to `end` (both included, days in UTC), and on how
    policies and guidance stand `today`. ValueError when `end` is before `start`."""
    when = periods(start, end)
    within = [question for question in asked if place_of(question.at.date(), when) is not None]
    rated = [rating for rating in feedback if place_of(rating.at.date(), when) is not None]
    tallies = tallied(within, rated, when)
    current = [state for state in guidance if state.guidance.withdrawn_at is None]
    return LeadershipReport(
        start=start,
        end=end,
        made_on=today,
        policy_count=len(policies),
        tallies=tallies,
        silences=_silences(tallies.unanswered, released),
        conflicts=tuple(dict.fromkeys(notice.text for notice in conflicts)),
        overdue=_overdue(policies, today),
        undated=tuple(sorted(p.title for p in policies if p.review_due is None and _binding(p))),
        missing=tuple(link for link in links if link.state != "loaded"),
        stale=tuple(state for state in current if state.is_stale),
        guidance_count=len(current),
        changes=_changes(ingests, when),
    )


def _silences(unanswered: Mapping[str, Shown], released: Sequence[Released]) -> tuple[Silence, ...]:
    found = [
        Silence(topic, count, tuple(r.question for r in released if r.topic == topic))
        for topic, count in unanswered.items()
        if count != 0
    ]
    # Withheld ones come last and by name, so that their order tells nothing of their size.
    return tuple(sorted(found, key=lambda s: (s.count is None, -(s.count or 0), s.topic)))


def _overdue(policies: Sequence[Policy], today: date) -> tuple[Overdue, ...]:
    found = [
        Overdue(
            policy.title,
            policy.review_date or "",
            (today - policy.review_due).days,
            policy.status is PolicyStatus.SAMPLE,
        )
        for policy in policies
        if policy.review_due is not None and policy.is_overdue(today) and _binding(policy)
    ]
    return tuple(sorted(found, key=lambda late: (-late.days, late.title)))


def _binding(policy: Policy) -> bool:
    return policy.status is not PolicyStatus.SUPERSEDED


def _changes(ingests: Sequence[IngestEvent], when: Sequence[Period]) -> tuple[PolicyChange, ...]:
    kept = [
        e for e in ingests if e.outcome in _CHANGING and place_of(e.at.date(), when) is not None
    ]
    return tuple(
        PolicyChange(event.at.date(), event.title, event.outcome)
        for event in sorted(kept, key=lambda event: event.at)
    )
