"""The answer contract: what the command line, the web chat and the evaluation all speak.

Fields may be added, none renamed. `to_json` gives the shape that other programs rely on.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What kind of reply this is."""

    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    LIVE_CONCERN = "live_concern"
    OUT_OF_SCOPE = "out_of_scope"
    CLARIFY = "clarify"


class Verdict(StrEnum):
    """The answer to the question as asked; CONDITIONAL is no-unless or yes-if, left open."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    INFORMATION = "information"


class Force(StrEnum):
    """RULE: must, will, not permitted. ADVICE: should, advised, recommended."""

    RULE = "rule"
    ADVICE = "advice"


class ConcernKind(StrEnum):
    """Whom a live concern is about, which decides the route."""

    CHILD = "child"
    ADULT = "adult"  # a member of staff or volunteer
    HEAD = "head"
    EMERGENCY = "emergency"
    WELFARE = "welfare"  # the asker's own


@dataclass(frozen=True)
class Quote:
    """A whole clause, copied from storage: `text` equals the stored text at [start, end)."""

    text: str
    lead_in: str | None
    clause_id: str
    policy_id: str
    policy_title: str
    version: str | None
    review_date: str | None
    section: tuple[str, ...]
    page: int
    page_end: int
    start: int
    end: int
    source: str
    status: str


@dataclass(frozen=True)
class Notice:
    """Something to know about the answer: review_overdue, sample_policy, conflict, advice_only,
    linked_missing, linked_sample, verdict_withdrawn, other_audience, superseded, watch."""

    kind: str
    text: str


@dataclass(frozen=True)
class LinkedReference:
    """A policy the matter is deferred to, and whether it is loaded (and only a sample)."""

    title: str
    loaded: bool
    named_in: str
    sample: bool = False


@dataclass(frozen=True)
class Card:
    """The report-now card: fixed words, with names from the school settings alone.

    `steps` are what to do, in order; `rules` are what not to do; `contacts` are (role, name or
    "not set"). `version` is all that may be recorded about its showing, with time and kind.
    """

    title: str
    lead: str
    steps: tuple[str, ...]
    rules: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...]
    version: str


@dataclass(frozen=True)
class Escalation:
    """Where a live concern goes."""

    kind: ConcernKind
    card: Card


@dataclass(frozen=True)
class Rejected:
    """A clause that was considered and not quoted, and why; shown by `--explain`."""

    clause_id: str
    reason: str
    score: float


@dataclass(frozen=True)
class Answer:
    """One reply. `parts` holds one Answer a question when a message asked several things."""

    question: str
    standalone_question: str
    status: Status
    headline: str
    verdict: Verdict | None = None
    force: Force | None = None
    conditions: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    applies_to: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    linked_policies: tuple[LinkedReference, ...] = ()
    notices: tuple[Notice, ...] = ()
    escalation: Escalation | None = None
    confidence: float = 0.0
    timings_ms: dict[str, float] = field(default_factory=dict)
    parts: tuple[Answer, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @property
    def reworded(self) -> bool:
        """True when the question was completed from the history, or a word of it put right."""
        asked = " ".join(self.question.split()).casefold()
        return bool(self.standalone_question) and asked != self.standalone_question.casefold()

    def to_json(self) -> dict[str, Any]:
        """The contract as plain JSON values: enums as their text, tuples as lists."""
        return _plain(asdict(self))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value
