"""What is kept of an induction: paths, quiz items, what someone read, answered and declared.

Every entry is a value. A path and a record are never changed, only followed by a newer one. Times
are aware, in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.records.entries import KeptQuote, PolicyVersion


class InductionRole(StrEnum):
    """Whom a path is for."""

    VOLUNTEER = "volunteer"
    TEACHING = "teaching"
    SUPPORT = "support"
    SUPPLY = "supply"  # supply staff, and students on placement
    GOVERNOR = "governor"


class QuizKind(StrEnum):
    """What an item asks."""

    ALLOWED = "allowed"  # may somebody do this?
    WHAT_TO_DO = "what_to_do"
    WHO_TO_TELL = "who_to_tell"


class QuizState(StrEnum):
    """Only approved items are asked."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETIRED = "retired"


@dataclass(frozen=True)
class PathItem:
    """One clause to read, in a group ("contact"), with a plain-English gloss or ''. `kept` is the
    clause as it stood when the path was put in use."""

    group: str
    kept: KeptQuote
    gloss: str = ""


@dataclass(frozen=True)
class LeftClause:
    """A clause that was seen and left out: which it was, and in which words (the SHA-256 of lead-in
    and text)."""

    policy_id: str
    clause_id: str
    words_sha256: str


@dataclass(frozen=True)
class InductionPath:
    """What a role reads, in order. `revision` counts from 1 for each role; the highest is in use.
    `left_out` are the clauses that bind the role and were left out of it; () in paths from before
    that was kept."""

    role: InductionRole
    revision: int
    items: tuple[PathItem, ...]
    made_by: str
    made_at: datetime
    left_out: tuple[LeftClause, ...] = ()


@dataclass(frozen=True)
class QuizItem:
    """A question that its clause decides: 2 to 4 `options`, `right` the index of the one that is.

    `source` is "shipped", "proposed" or the name of who wrote it. `revision` counts the saves; an
    edit makes an approved item a proposed one again. `roles` are those whom it is for.
    """

    item_id: str
    kind: QuizKind
    question: str
    options: tuple[str, ...]
    right: int
    kept: KeptQuote
    roles: tuple[InductionRole, ...]
    source: str
    changed_by: str
    changed_at: datetime
    state: QuizState = QuizState.PROPOSED
    revision: int = 1
    approved_by: str | None = None
    approved_at: datetime | None = None


@dataclass(frozen=True)
class QuizClash:
    """One clause, or two that clash, about which nothing is asked: as they stood when a person said
    so, and why."""

    clash_id: str
    clauses: tuple[KeptQuote, ...]
    marked_at: datetime
    marked_by: str
    reason: str


@dataclass(frozen=True)
class Induction:
    """Someone's way through a path: begun by a personal link, left and resumed. `tops_up` is the
    record that a change of the policies made stale, when this is a short top-up; `clause_ids` are
    the clauses to read (all of the path's, or those that changed)."""

    induction_id: str
    person: str
    role: InductionRole
    link_id: str
    path_revision: int
    clause_ids: tuple[str, ...]
    started_at: datetime
    tops_up: str | None = None


@dataclass(frozen=True)
class ClauseRead:
    """That a clause was read, and in which words (the SHA-256 of lead-in and text)."""

    induction_id: str
    clause_id: str
    words_sha256: str
    read_at: datetime


@dataclass(frozen=True)
class Attempt:
    """One go at the quiz: which items were drawn, in order. `seed` orders each item's options.

    `ended_at` is set when it was ended unfinished, since a question can't be asked any more."""

    attempt_id: str
    induction_id: str
    number: int  # from 1
    item_ids: tuple[str, ...]
    seed: int
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class QuizAnswer:
    """One answer. `chosen` is an index into the item's own options, at that revision."""

    attempt_id: str
    position: int  # into the attempt's item_ids
    item_id: str
    item_revision: int
    chosen: int
    right: bool
    answered_at: datetime


@dataclass(frozen=True)
class AttemptScore:
    """How an attempt ended."""

    number: int
    right: int
    of: int
    finished_at: datetime


@dataclass(frozen=True)
class InductionRecord:
    """What somebody declared: final. `wording` is the declaration to the letter; `clauses` are what
    was read as it stood; `dsl_named` who was named as the DSL. `content_sha256` covers it all."""

    record_id: str
    induction_id: str
    person: str
    role: InductionRole
    declared_at: datetime
    wording: str
    path_revision: int
    policies: tuple[PolicyVersion, ...]
    clauses: tuple[KeptQuote, ...]
    attempts: tuple[AttemptScore, ...]
    dsl_named: str
    certificate_code: str
    content_sha256: str
    tops_up: str | None = None


@dataclass(frozen=True)
class Verification:
    """That a named person at the school has confirmed who made a declaration."""

    record_id: str
    verified_by: str
    verified_as: str
    verified_at: datetime


@dataclass(frozen=True)
class LinkClaim:
    """The number that the holder of a link chose at the first visit, as an argon2id hash: whoever
    else has the link can't go on with it. `wrong_tries` counts those since the last right one."""

    link_id: str
    pin_hash: str = field(repr=False)
    claimed_at: datetime
    wrong_tries: int = 0
