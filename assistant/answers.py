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
    linked_missing, linked_sample, verdict_withdrawn, other_audience, superseded, watch,
    model_unavailable (a chat model was asked and what it said isn't shown)."""

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
class FoundBy:
    """That a clause was read for a question that the chat model `model` made up for it when it was
    loaded. The question is generated text, for `--explain` alone: no policy's words."""

    clause_id: str
    policy_id: str
    made_up_question: str
    model: str


class Outcome(StrEnum):
    """What became of asking a chat model to phrase an answer."""

    PHRASED = "phrased"  # at least one of its sentences passed every check
    SWITCHED_OFF = "switched_off"  # an administrator has switched it off
    NOT_SENT = "not_sent"  # nothing of this answer may be phrased
    UNAVAILABLE = "unavailable"  # its package or its key is missing, or the service wants another
    DOWN = "down"  # no connection, or an error of the service
    SLOW = "slow"  # nothing whole came within the time limit
    RATE_LIMITED = "rate_limited"  # the service's limit, or the school's own
    REFUSED = "refused"  # the model declined, or its filter did
    MALFORMED = "malformed"  # what came isn't in the fixed form
    DISAGREES = "disagrees"  # its verdict isn't the ruling
    UNSUPPORTED = "unsupported"  # no sentence passed the checks

    @property
    def failed(self) -> bool:
        """It was asked and nothing of what it said is shown."""
        return self not in (Outcome.PHRASED, Outcome.SWITCHED_OFF, Outcome.NOT_SENT)


@dataclass(frozen=True)
class PhrasedSentence:
    """A sentence that a chat model worded and every check passed, with the ids of the quoted
    clauses that carry it. It is no quote."""

    text: str
    clause_ids: tuple[str, ...]


@dataclass(frozen=True)
class RejectedWording:
    """What a chat model wrote and isn't shown: `part` is headline, explanation or question. For
    `--explain` alone; it is unchecked text, to be escaped."""

    part: str
    text: str
    reason: str


@dataclass(frozen=True)
class Phrasing:
    """How the phrasing of an answer went. `service` and `where` are as set by the school; `prompt`
    is its name and version. Tokens are as the service counts them, 0 where it doesn't; `cost` is in
    `currency`, None without prices; `headline` says whether the model worded that too."""

    service: str
    where: str
    outcome: Outcome
    prompt: str = ""
    detail: str = ""
    headline: bool = False
    rejected: tuple[RejectedWording, ...] = ()
    attempts: int = 0
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    currency: str = ""


@dataclass(frozen=True)
class Answer:
    """One reply. `parts` holds one Answer a question when a message asked several things.

    `explanation`, `follow_up_questions` and `phrasing` are a chat model's, when the school has one
    (assistant.phrasing), `searched_as` are its wordings of the question, by which clauses were
    looked for, and `found_by` says which were read for its made-up questions; everything else is
    never a model's, but for a headline so marked.
    """

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
    explanation: tuple[PhrasedSentence, ...] = ()
    follow_up_questions: tuple[str, ...] = ()
    phrasing: Phrasing | None = None
    searched_as: tuple[str, ...] = ()
    found_by: tuple[FoundBy, ...] = ()

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
