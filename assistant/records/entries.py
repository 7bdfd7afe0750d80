"""What is kept: questions sent to the desk, drafts, signed replies, guidance, and who did what.

Every entry is a value. Texts in them are masked already (`assistant.privacy`), and nothing of a
live concern is ever among them. Times are aware, in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from assistant.answers import Quote

KEPT_KINDS = (
    "asked",
    "feedback",
    "inbox",
    "drafts",
    "links",
    "ingests",
    "guidance",
    "replies",
    "quiz_answers",
    "inductions",
    "induction_records",
    "model_usage",
)  # in the order of deletion: guidance rests on its reply, and a reply on its draft


class Arrival(StrEnum):
    """Why a question is in the inbox."""

    NOT_COVERED = "not_covered"  # no policy answered, and the asker sent it
    ASKED_FOR_A_PERSON = "asked_for_a_person"  # answered, and the asker wants the DSL's view
    PASTED = "pasted"  # the DSL typed or pasted a message


class InboxState(StrEnum):
    """How far a question has come."""

    OPEN = "open"
    DRAFTED = "drafted"
    ANSWERED = "answered"
    CLOSED = "closed"  # without a reply; the audit trail says who and why


class DraftState(StrEnum):
    """A draft is edited until it is signed; then its reply stands and the draft is locked."""

    DRAFT = "draft"
    SIGNED = "signed"
    DISCARDED = "discarded"


class Tone(StrEnum):
    """How a reply speaks; never what it says."""

    WARM = "warm"
    PLAIN = "plain"
    FIRM = "firm"


class Length(StrEnum):
    """SHORT leaves out the parts that a reply can do without."""

    SHORT = "short"
    FULL = "full"


class Audience(StrEnum):
    """Whom a reply is written to."""

    STAFF_MEMBER = "staff_member"
    VOLUNTEER = "volunteer"
    PARENT = "parent"
    ALL_STAFF = "all_staff"


class Part(StrEnum):
    """The parts of a guidance reply, in their order."""

    THANKS = "thanks"
    QUESTION = "question"
    POLICY = "policy"
    NOT_SETTLED = "not_settled"
    ADVICE = "advice"
    ACTION = "action"
    CONFIDENTIALITY = "confidentiality"
    RECORD = "record"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True)
class Actor:
    """Who acts: a name as it is to be shown, how they signed in, and what they may be."""

    name: str
    identity: str  # e-mail address, "passphrase", "link:…" or "system"
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeptQuote:
    """A clause as it stood: the quote, and the hash of the policy file it was copied from."""

    quote: Quote
    policy_sha256: str


@dataclass(frozen=True)
class PolicyVersion:
    """Which edition of a policy something rests on."""

    policy_id: str
    title: str
    version: str | None
    review_date: str | None
    sha256: str


@dataclass(frozen=True)
class InboxQuestion:
    """One question waiting for a person. `text` is masked; `role` is the asker's, in the chat's
    words; `nearest` are the clauses that came nearest when it was asked. Its words appear in the
    leadership report only once it is `released`."""

    question_id: str
    text: str
    role: str
    arrival: Arrival
    asked_at: datetime
    state: InboxState = InboxState.OPEN
    nearest: tuple[KeptQuote, ...] = ()
    released: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Text of a reply, and the ids of the clauses that it speaks of. A paragraph that is itself a
    quote has `quoted` set to the clause's id, and its text equals the stored one. `worded_by` is
    the chat model that worded it, until a person changes a word of it; "" for all other text."""

    text: str
    clause_ids: tuple[str, ...] = ()
    quoted: str | None = None
    worded_by: str = ""


@dataclass(frozen=True)
class DraftPart:
    """One part of a reply with its paragraphs."""

    part: Part
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Draft:
    """A reply in the making. `generated` is what the assistant wrote and is never changed;
    `edited` is what it has become. `revision` counts the saves: a save names the revision it was
    made on, and is refused when another came between."""

    draft_id: str
    question_ids: tuple[str, ...]
    question: str  # restated neutrally, masked
    audience: Audience
    tone: Tone
    length: Length
    generated: tuple[DraftPart, ...]
    edited: tuple[DraftPart, ...]
    quotes: tuple[KeptQuote, ...]
    created_by: str
    created_at: datetime
    changed_at: datetime
    revision: int = 1
    state: DraftState = DraftState.DRAFT


@dataclass(frozen=True)
class Reply:
    """A signed reply: final, stored apart from the draft. `content_sha256` is of its text."""

    reply_id: str
    draft_id: str
    question: str
    parts: tuple[DraftPart, ...]
    quotes: tuple[KeptQuote, ...]
    policies: tuple[PolicyVersion, ...]
    audience: Audience
    signed_by: str
    signed_as: str  # "Designated Safeguarding Lead"
    signed_at: datetime
    content_sha256: str


@dataclass(frozen=True)
class Guidance:
    """A signed reply published for everyone who asks the like. Whether it is stale is never
    stored: it follows from the clauses it rests on and those of the library now."""

    guidance_id: str
    reply_id: str
    question: str
    text: str  # the advice, as published
    quotes: tuple[KeptQuote, ...]
    published_by: str
    published_as: str
    published_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """One question for the statistics: no text. `topic` is the heading of the clause that came
    first, or of the nearest; '' for a live concern, of which time and kind alone are kept.
    `conflict` are the ids of clauses that pulled in two directions."""

    at: datetime
    status: str
    role: str
    topic: str = ""
    policy_title: str = ""
    conflict: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuditEntry:
    """Who did what to which record. `entry_hash` covers all the other fields and the hash of the
    entry before, so that a later change to any shows."""

    number: int
    at: datetime
    actor: str
    action: str
    kind: str
    record_id: str
    detail: dict[str, Any] = field(default_factory=dict)
    previous_hash: str = ""
    entry_hash: str = ""


@dataclass(frozen=True)
class PersonalLink:
    """A volunteer's own link. The token itself is never stored, only its SHA-256. `goes_on_from`
    are the ids of the person's links before, the newest first, whose inductions this one opens."""

    link_id: str
    person: str
    role: str
    token_sha256: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    goes_on_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeptFeedback:
    """A rating of an answer: no question; the note is masked and short."""

    at: datetime
    status: str
    verdict: str | None
    clause_ids: tuple[str, ...]
    rating: str  # "up" or "down"
    reason: str
    note: str = ""


@dataclass(frozen=True)
class IngestEvent:
    """A policy was added, replaced, found unchanged, failed or removed, and by whom."""

    at: datetime
    actor: str
    outcome: str
    policy_id: str
    title: str
    sha256: str
    clauses_changed: tuple[str, ...] = ()  # ids that are gone
