"""Other words for a draft, from the school's chat model: proposals that passed every check, of
which a person takes over the ones that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.access.roles import Permission, required
from assistant.answers import Answer, Outcome, PhrasedSentence, Quote, RejectedWording, Status
from assistant.desk.drafting import compose_reply, shown_quotes
from assistant.desk.errors import NothingToDraft, QuoteNotStored
from assistant.desk.worded import clause_numbers, with_sentences, without_sentences
from assistant.desk.wording_locks import WithLocks
from assistant.phrasing.prompts import PHRASE_DRAFT, load_prompt
from assistant.phrasing.seams import Kind
from assistant.records.entries import Actor, Draft, DraftPart, DraftState, Part
from assistant.records.errors import UnknownRecord
from ingest.documents import PolicyStatus

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.phrasing.settings import ChatModelSettings

WORRY = "it may be a worry about somebody"
CLOSED = "it is signed or discarded"
NO_ANSWER = "no policy answers this question, so there is nothing to put in other words"
LEFT_OUT = "the clause that it rests on is left out of it"
NOT_IN_FORCE = "its clause comes from a document that is not in force here"
CHANGED = (
    "the policies, or the settings, have changed since it was made, so that this question finds "
    "something else today. Draft the reply again"
)


@dataclass(frozen=True)
class OtherWords:
    """What came of asking about one draft: the sentences that passed, in the model's order, and
    what was rejected. `service` is the model as people are told; `detail` says why nothing came or
    was sent."""

    draft_id: str
    service: str
    outcome: Outcome
    detail: str = ""
    sentences: tuple[PhrasedSentence, ...] = ()
    rejected: tuple[RejectedWording, ...] = ()


def model_for_drafts(desk: Desk) -> ChatModelSettings | None:
    """The school's chat model, when the desk may ask it now; None when not, or without one."""
    phraser = desk.source.phraser
    if phraser is None or not phraser.settings.drafts or not phraser.switch.state().on:
        return None
    return phraser.settings


def ask_for_words(desk: Desk, actor: Actor | None, draft: Draft, today: date) -> OtherWords:
    """Sends the draft's question, masked, and the clauses that it quotes; gives what passed, in the
    time that the settings allow. It changes nothing, and never raises for what the service does."""
    required(actor, Permission.USE_DESK)
    phraser = desk.source.phraser
    if phraser is None:
        return OtherWords(draft.draft_id, "", Outcome.SWITCHED_OFF, "there is no chat model")
    service = phraser.settings.service
    ground = _ground(desk, draft, today)
    if isinstance(ground, str):
        return OtherWords(draft.draft_id, service, Outcome.NOT_SENT, ground)
    phrased = replace(
        phraser,
        kind=Kind.DRAFT,
        prompt=load_prompt(PHRASE_DRAFT),
        checker=WithLocks(phraser.checker, draft),
        answerable=None,
    ).phrase(ground)
    parts = phrased.parts or (phrased,)
    told = [p.phrasing for p in parts if p.phrasing]
    whole = phrased.phrasing
    return OtherWords(
        draft.draft_id,
        service,
        whole.outcome if whole else Outcome.NOT_SENT,
        "; ".join(dict.fromkeys(t.detail for t in told if t.detail)) if told else WORRY,
        tuple(dict.fromkeys(sentence for p in parts for sentence in p.explanation)),
        tuple(wording for t in told for wording in t.rejected),
    )


def put_into(
    desk: Desk,
    actor: Actor | None,
    draft: Draft,
    words: OtherWords,
    chosen: Sequence[PhrasedSentence],
) -> Draft:
    """The draft, saved with the chosen sentences beneath the clauses that they speak of; only such
    as were proposed and still can be. The errors are those of `Desk.save`."""
    wanted = [sentence for sentence in offered(draft, words) if sentence in chosen]
    return desk.save(
        actor, draft, draft.revision, with_sentences(draft.edited, wanted, words.service)
    )


def take_out(desk: Desk, actor: Actor | None, draft: Draft) -> Draft:
    """The draft, saved without what a model worded and nobody edited. The errors are those of
    `Desk.save`."""
    return desk.save(actor, draft, draft.revision, without_sentences(draft.edited))


def offered(draft: Draft, words: OtherWords) -> tuple[PhrasedSentence, ...]:
    """The proposals that can be taken over now: their clauses are quoted, and they aren't in the
    reply yet."""
    quoted = clause_numbers(draft)
    said = {paragraph.text for part in draft.edited for paragraph in part.paragraphs}
    return tuple(
        sentence
        for sentence in words.sentences
        if words.draft_id == draft.draft_id
        and sentence.text not in said
        and all(clause_id in quoted for clause_id in sentence.clause_ids)
    )


def _ground(desk: Desk, draft: Draft, today: date) -> Answer | str:
    """The answer that the draft was made from, with the clauses that it still quotes; or why
    nothing of it may be sent. A draft keeps no ruling, so the answer is made again, and must come
    to the very clauses and advice that the draft was generated with."""
    if draft.state is not DraftState.DRAFT:
        return CLOSED
    answer = desk.source.answer(draft.question, (), _role(desk, draft))
    if answer.escalation is not None or answer.status is Status.LIVE_CONCERN:
        return WORRY
    try:
        again = compose_reply(
            draft.question,
            answer,
            desk.source.policies(),
            audience=draft.audience,
            tone=draft.tone,
            length=draft.length,
            templates=desk.templates,
            school=desk.school,
            today=today,
        )
    except (NothingToDraft, QuoteNotStored):
        return CHANGED
    found, drafted = ([_content(k.quote) for k in each.quotes] for each in (again, draft))
    if found != drafted or _advice(again.parts) != _advice(draft.generated):
        return CHANGED
    answered = [p for p in answer.parts or (answer,) if p.status is Status.ANSWERED]
    if not answered:
        return NO_ANSWER
    if not any(_narrowed(part, draft).quotes for part in answered):
        adopted = any(part.quotes[0].status == PolicyStatus.ADOPTED for part in answered)
        return LEFT_OUT if adopted else NOT_IN_FORCE
    if not answer.parts:
        return _narrowed(answer, draft)
    return replace(answer, parts=tuple(_narrowed(part, draft) for part in answer.parts))


def _narrowed(answer: Answer, draft: Draft) -> Answer:
    """The answer with the draft's own quotes that still stand in it and are in force; with none
    where the first isn't, since the ruling rests on that."""
    standing = clause_numbers(draft)
    own = {
        _content(quote): quote
        for quote in (kept.quote for kept in draft.quotes)
        if quote.clause_id in standing and quote.status == PolicyStatus.ADOPTED
    }
    shown = [_content(quote) for quote in shown_quotes(answer, draft.length)]
    if not shown or shown[0] not in own:
        return replace(answer, quotes=())
    return replace(answer, quotes=tuple(own[each] for each in shown if each in own))


def _content(quote: Quote) -> tuple[str | None, ...]:
    """What of a clause must be the same; where it stands may differ."""
    return (
        quote.text,
        quote.lead_in,
        quote.policy_title,
        quote.version,
        quote.review_date,
    )


def _advice(parts: Sequence[DraftPart]) -> list[str]:
    return [p.text for part in parts if part.part is Part.ADVICE for p in part.paragraphs]


def _role(desk: Desk, draft: Draft) -> str:
    """Whose question the draft was made for."""
    try:
        return desk.records.inbox.get(draft.question_ids[0]).role
    except (IndexError, UnknownRecord):  # pasted without one, or deleted by age
        return "staff"
