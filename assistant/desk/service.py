"""Every action of the desk, as a list; each asks first whether the person may do it.

The chat's side (sending a question, showing guidance, counting) is open to everybody and does
nothing but add.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from assistant.access.roles import Permission, required
from assistant.answers import Answer, Quote
from assistant.bootstrap import Assistant
from assistant.desk.asked import asked_of
from assistant.desk.drafting import compose_reply
from assistant.desk.errors import NothingToDraft, NothingToSend, ReasonMissing
from assistant.desk.guidance import Matched, Staleness, matching, staleness
from assistant.desk.ingested import held, ingest_events, removal_event
from assistant.desk.likeness import Group, groups
from assistant.desk.quoting import kept
from assistant.desk.remembered import RememberedEncoder
from assistant.desk.signing import faults, sign, signs_as
from assistant.desk.templates import Templates
from assistant.made_up.making import MadeUpReport
from assistant.pipeline import checked
from assistant.privacy.masker import Masker
from assistant.privacy.masking import Masked
from assistant.records.entries import (
    Actor,
    Arrival,
    Audience,
    Draft,
    DraftPart,
    Guidance,
    InboxQuestion,
    InboxState,
    KeptFeedback,
    Length,
    Part,
    Reply,
    Tone,
)
from assistant.records.ids import new_id
from assistant.records.store import Records
from assistant.triage.cards import SchoolContacts
from assistant.triage.deciding import triage
from ingest.documents import Policy
from ingest.encoder import Encoder
from ingest.pipeline import IngestReport

CHAT = Actor("a person in the chat", "system")


@dataclass(frozen=True)
class Desk:
    """The desk of one school."""

    records: Records
    source: Assistant
    masker: Masker
    templates: Templates
    school: SchoolContacts

    @cached_property
    def encoder(self) -> Encoder:
        """The library's encoder, which remembers the questions that it has seen here."""
        return RememberedEncoder(self.source.encoder)

    # From the chat: open to everybody.

    def prepared(self, text: str) -> Masked:
        """The text as it would be kept, with what was masked. NothingToSend for a live concern,
        of which nothing may be kept; QuestionError when it is empty or longer than a question."""
        if triage(text, (), None).concern is not None:
            raise NothingToSend(
                "This reads like a worry about someone, so it was not sent and nothing of it was "
                "kept. Tell a person now, as it says at the top of this page."
            )
        return self.masker.mask(checked(text))

    def send(self, masked: Masked, role: str, arrival: Arrival, quotes: Sequence[Quote]) -> str:
        """Puts a question into the inbox with the clauses that came nearest; returns its id."""
        return self._add(masked, role, arrival, quotes, CHAT)

    def count(self, answer: Answer, role: str, now: datetime) -> None:
        """Counts that something was asked: status, role and topic, none of the words."""
        for part in answer.parts or (answer,):
            self.records.asked.add(asked_of(part, role, now))

    def rate(self, rating: KeptFeedback) -> None:
        """Keeps a rating of an answer."""
        self.records.feedback.add(rating)

    def guidance_on(
        self, answer: Answer, role: str, published: Sequence[Staleness]
    ) -> Matched | None:
        """Which of the `published` guidance is on the same question, if any."""
        if not published or answer.escalation is not None:
            return None
        return matching(
            answer.standalone_question,
            published,
            self.encoder,
            role=role,
            quoted=[quote.clause_id for quote in answer.quotes],
            audiences={reply.reply_id: reply.audience for reply in self.records.replies.list()},
        )

    def published(self) -> list[Staleness]:
        """All guidance that isn't withdrawn, and whether it is stale."""
        current = self.records.guidance.current()
        if not current:
            return []
        policies = self.source.policies()
        clauses = {c.clause_id: c for p in policies for c in self.source.clauses(p.policy_id)}
        ingests = self.records.ingests.since(min(g.published_at for g in current))
        return [staleness(g, clauses, policies, ingests) for g in current]

    # At the desk: for those who may.

    def inbox(self, actor: Actor | None) -> tuple[Group, ...]:
        """What waits for a reply, like questions together, largest group first."""
        required(actor, Permission.USE_DESK)
        return groups(self.records.inbox.list(InboxState.OPEN), self.encoder)

    def paste(self, actor: Actor | None, masked: Masked, role: str) -> str:
        """Puts a message that reached the DSL otherwise into the inbox; returns its id."""
        who = required(actor, Permission.USE_DESK)
        answer = self.source.answer(masked.text, (), role)
        if answer.escalation is not None:
            raise NothingToDraft(
                "This is a concern and not a question about policy: use the report-now card. "
                "Nothing of it was kept."
            )
        return self._add(masked, role, Arrival.PASTED, answer.quotes or answer.nearest, who)

    def close(self, actor: Actor | None, question_ids: Sequence[str], reason: str) -> None:
        """Takes questions off the inbox without a reply."""
        who = required(actor, Permission.USE_DESK)
        self.records.inbox.set_state(question_ids, InboxState.CLOSED, who, self.why(reason))

    def release(self, actor: Actor | None, question_ids: Sequence[str], released: bool) -> None:
        """Lets the words of questions into the leadership report, or takes them out again."""
        who = required(actor, Permission.USE_DESK)
        self.records.inbox.release(question_ids, released, who)

    def draft(
        self,
        actor: Actor | None,
        questions: Sequence[InboxQuestion],
        asked: str,
        audience: Audience,
        tone: Tone,
        length: Length,
        today: date,
    ) -> Draft:
        """A new draft on what the library says today. `asked` is the question that stands for
        all; NothingToDraft when it is a live concern."""
        who = required(actor, Permission.USE_DESK)
        role = questions[0].role if questions else "staff"
        reply = compose_reply(
            asked,
            self.source.answer(asked, (), role),
            self.source.policies(),
            audience=audience,
            tone=tone,
            length=length,
            templates=self.templates,
            school=self.school,
            today=today,
        )
        now = datetime.now(UTC)
        draft = Draft(
            draft_id=new_id(),
            question_ids=tuple(q.question_id for q in questions),
            question=asked,
            audience=audience,
            tone=tone,
            length=length,
            generated=reply.parts,
            edited=reply.parts,
            quotes=reply.quotes,
            created_by=who.name,
            created_at=now,
            changed_at=now,
        )
        self.records.drafts.add(draft, who)
        return draft

    def save(
        self, actor: Actor | None, draft: Draft, revision: int, edited: Sequence[DraftPart]
    ) -> Draft:
        """Keeps an edit made on `revision`; SaveConflict when another was saved in between."""
        who = required(actor, Permission.USE_DESK)
        return self.records.drafts.save(draft.draft_id, revision, tuple(edited), who)

    def discard(self, actor: Actor | None, draft: Draft, reason: str) -> None:
        """Gives a draft up; its questions wait in the inbox again."""
        who = required(actor, Permission.USE_DESK)
        self.records.drafts.discard(draft.draft_id, draft.revision, who, self.why(reason))

    def faults(self, draft: Draft) -> tuple[str, ...]:
        """What keeps the draft from being signed, a sentence each."""
        return tuple(faults(draft, self.source.policies(), self.templates))

    def sign(self, actor: Actor | None, draft: Draft) -> Reply:
        """The reply, signed and stored. UnsignableDraft lists faults; AlreadySigned says by whom;
        SaveConflict when the draft was changed since it was read."""
        who = required(actor, Permission.SIGN)
        title = signs_as(who, self.school, self.templates)
        policies = self.source.policies()
        reply = sign(
            draft, who, datetime.now(UTC), policies, signed_as=title, templates=self.templates
        )
        return self.records.replies.sign(draft, reply, who)

    def publish(
        self, actor: Actor | None, reply: Reply, question: Masked, advice: Masked
    ) -> Guidance:
        """Shows a signed reply's advice to everyone who asks the like."""
        who = required(actor, Permission.SIGN)
        guidance = Guidance(
            guidance_id=new_id(),
            reply_id=reply.reply_id,
            question=question.text,
            text=advice.text,
            quotes=reply.quotes,
            published_by=who.name,
            published_as=signs_as(who, self.school, self.templates),
            published_at=datetime.now(UTC),
        )
        self.records.guidance.publish(guidance, who)
        return guidance

    def withdraw(self, actor: Actor | None, guidance_id: str, reason: str) -> None:
        """Takes guidance off the chat; it stays in the records."""
        who = required(actor, Permission.SIGN)
        self.records.guidance.withdraw(guidance_id, who, self.why(reason))

    def ingest(
        self,
        actor: Actor | None,
        paths: Sequence[Path],
        on_progress: Callable[[str, float], None] | None = None,
    ) -> IngestReport:
        """Loads files into the library, and puts on record what changed. LibraryLocked when
        another process is writing."""
        who = required(actor, Permission.UPLOAD)
        before = held(self.source)
        report = self.source.ingest(paths, on_progress)
        for event in ingest_events(report, before, self.source, who.name, datetime.now(UTC)):
            self.records.ingests.add(event, who)
        return report

    def make_questions(
        self,
        actor: Actor | None,
        on_progress: Callable[[str, float], None] | None = None,
        within: float | None = None,
    ) -> MadeUpReport | None:
        """Has a chat model make up questions for the clauses that lack some, for `within` seconds
        about; None where the school hasn't set that. LibraryLocked when another process is at
        it."""
        required(actor, Permission.UPLOAD)
        return self.source.make_questions(on_progress, within)

    def remove(self, actor: Actor | None, policy: Policy) -> None:
        """Takes a policy out of the library, and puts that on record."""
        who = required(actor, Permission.UPLOAD)
        before = held(self.source)
        self.source.remove(policy.policy_id)
        event = removal_event(policy, before, who.name, datetime.now(UTC))
        self.records.ingests.add(event, who)

    def why(self, reason: str) -> str:
        """A reason as it is kept: masked. ReasonMissing when there is none, or it tells a worry."""
        if not reason.strip():
            raise ReasonMissing("Say why in a few words: it is kept with the record.")
        if triage(reason, (), None).concern is not None:
            raise ReasonMissing(
                "This reads like a worry about someone, so nothing of it was kept. Say why without "
                "what happened, and deal with the worry as you would with any other."
            )
        return self.masker.mask(reason).text

    def _add(
        self,
        masked: Masked,
        role: str,
        arrival: Arrival,
        quotes: Sequence[Quote],
        actor: Actor,
    ) -> str:
        policies = {policy.policy_id: policy for policy in self.source.policies()}
        question = InboxQuestion(
            question_id=new_id(),
            text=masked.text,
            role=role,
            arrival=arrival,
            asked_at=datetime.now(UTC),
            nearest=kept(quotes, policies),
        )
        self.records.inbox.add(question, actor)
        return question.question_id


def advice_of(reply: Reply) -> str:
    """The advice of a signed reply, to be published: what guidance says unless it is edited."""
    return "\n\n".join(
        paragraph.text
        for part in reply.parts
        if part.part is Part.ADVICE
        for paragraph in part.paragraphs
    )
