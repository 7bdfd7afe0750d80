"""An answer becomes a reply to edit and sign, from reviewed sentences and no chat model; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answers import Answer, Quote, Status
from assistant.desk.advising import Case, advice_on, left_open
from assistant.desk.errors import NothingToDraft
from assistant.desk.quoting import kept, quote_paragraphs, standing
from assistant.desk.restating import asked_by_one, asked_of_staff, names_no_asker
from assistant.desk.templates import Templates
from assistant.records.entries import (
    Audience,
    DraftPart,
    KeptQuote,
    Length,
    Paragraph,
    Part,
    Tone,
)
from assistant.triage.cards import SchoolContacts
from ingest.documents import Policy

LONGEST_QUOTED = 400  # characters of a question told back word for word


@dataclass(frozen=True)
class ReplyText:
    """A reply as generated: its parts in order, and the clauses that it quotes."""

    parts: tuple[DraftPart, ...]
    quotes: tuple[KeptQuote, ...]


@dataclass(frozen=True)
class _Desk:
    """What every part of one reply needs."""

    audience: Audience
    tone: Tone
    length: Length
    templates: Templates
    people: Mapping[str, str]
    policies: Mapping[str, Policy]
    today: date


def compose_reply(
    question: str,
    answer: Answer,
    policies: Iterable[Policy],
    *,
    audience: Audience,
    tone: Tone,
    length: Length,
    templates: Templates,
    school: SchoolContacts,
    today: date,
) -> ReplyText:
    """The reply in the structure that every guidance reply has, for a person to edit and sign.

    `question` is masked already; the answer's own wording of it is used where it answers just
    that. NothingToDraft for a live concern, an empty question, or an unclear one to all staff;
    QuoteNotStored when the library has changed since the answer.
    """
    answers = answer.parts or (answer,)
    if any(a.status is Status.LIVE_CONCERN or a.escalation for a in (answer, *answers)):
        raise NothingToDraft(
            "This is a concern and not a question about policy: use the report-now card. "
            "Nothing has been drafted."
        )
    if not question.strip():
        raise NothingToDraft("There is no question to reply to. Type or paste one first.")
    if answer.status is Status.CLARIFY and audience is Audience.ALL_STAFF:
        raise NothingToDraft(
            "It isn’t clear what this asks, so there is nothing to tell all staff. "
            "Reword the question, or write to the one person who asked."
        )
    desk = _Desk(
        audience,
        tone,
        length,
        templates,
        _people(school, templates),
        {policy.policy_id: policy for policy in policies},
        today,
    )
    shown = [shown_quotes(a, length) for a in answers]
    quotes = kept([quote for each in shown for quote in each], desk.policies)
    paragraphs = {
        Part.THANKS: _say(desk, f"thanks.{tone}.{audience}"),
        Part.QUESTION: _question(question, answer, desk),
        Part.POLICY: _policy(answers, shown, desk),
        Part.NOT_SETTLED: _not_settled(answers, shown, desk),
        Part.ADVICE: _advice(answers, shown, desk),
        Part.ACTION: _action(answer, desk),
        Part.CONFIDENTIALITY: _confidentiality(desk),
        Part.RECORD: _record(answer, desk),
        Part.SIGN_OFF: _sign_off(desk),
    }
    parts = tuple(DraftPart(part, tuple(said)) for part, said in paragraphs.items() if said)
    return ReplyText(parts, quotes)


def _people(school: SchoolContacts, templates: Templates) -> dict[str, str]:
    names = {
        "dsl": school.dsl,
        "head": school.head,
        "chair": school.chair_of_governors,
        "lado": school.lado,
    }
    people = {}
    for role, name in names.items():
        person = templates.say(f"people.{role}")
        named = (name or "").strip()
        people[role] = templates.say("people.named", person=person, name=named) if named else person
    return people


def shown_quotes(answer: Answer, length: Length) -> tuple[Quote, ...]:
    """The clauses to quote: a short reply has the one that its advice rests on, and no nearest."""
    if answer.status is not Status.ANSWERED:
        return answer.nearest if length is Length.FULL else ()
    undecided = answer.verdict is None or any(n.kind == "conflict" for n in answer.notices)
    return answer.quotes if length is Length.FULL or undecided else answer.quotes[:1]


def _question(question: str, answer: Answer, desk: _Desk) -> list[Paragraph]:
    """The question told back: in indirect speech where that is safe, else word for word, else
    left blank. To all staff nothing is told that could show who asked."""
    same = " ".join(question.split()) == " ".join(answer.question.split())
    asked = [a.standalone_question or a.question for a in answer.parts or (answer,)]
    if not same or not all(asked):
        asked = [question]
    told = [_told(text.strip(), desk) for text in asked]
    if len(told) > 1:
        told = [
            desk.templates.say("question.number", number=number, text=text)
            for number, text in enumerate(told, start=1)
        ]
    return [Paragraph(text) for text in told]


def _told(question: str, desk: _Desk) -> str:
    say = desk.templates.say
    quoted = question.replace("“", "‘").replace("”", "’").replace('"', "'")
    if desk.audience is Audience.ALL_STAFF:
        if asked := asked_of_staff(question):
            return say("question.topic", asked=asked)
        if names_no_asker(question):
            return say("question.topic_wrote", question=quoted)
        return say("question.topic_blank")
    if asked := asked_by_one(question):
        return say("question.asked", asked=asked)
    if len(question) <= LONGEST_QUOTED:
        return say("question.wrote", question=quoted)
    return say("question.long")


def _policy(
    answers: Sequence[Answer], shown: Sequence[tuple[Quote, ...]], desk: _Desk
) -> list[Paragraph]:
    said: list[Paragraph] = []
    for number, answer, quotes in _numbered(answers, shown):
        said += _number("policy.number", number, desk)
        if answer.status is not Status.ANSWERED:
            said += _say(desk, f"policy.{answer.status.value}")
        for at, quote in enumerate(quotes):
            if answer.status is not Status.ANSWERED and at == 0:
                said += _say(desk, "policy.nearest_one" if len(quotes) == 1 else "policy.nearest")
            elif answer.status is Status.ANSWERED and at == 1:
                said += _say(desk, "policy.further_one" if len(quotes) == 2 else "policy.further")
            said += quote_paragraphs(quote, desk.templates)
    every = [quote for quotes in shown for quote in quotes]
    return said + standing(every, desk.policies, desk.templates, desk.today)


def _not_settled(
    answers: Sequence[Answer], shown: Sequence[tuple[Quote, ...]], desk: _Desk
) -> list[Paragraph]:
    said: list[Paragraph] = []
    for number, answer, quotes in _numbered(answers, shown):
        if answer.status is Status.ANSWERED:
            open_here = left_open(Case(answer, quotes, desk.audience), desk.length, desk.templates)
        elif answer.status is Status.CLARIFY:
            open_here = []
        else:
            open_here = _say(desk, f"not_settled.{answer.status.value}")
        if open_here:
            said += _number("policy.number", number, desk) + open_here
    return said


def _advice(
    answers: Sequence[Answer], shown: Sequence[tuple[Quote, ...]], desk: _Desk
) -> list[Paragraph]:
    said: list[Paragraph] = []
    for number, answer, quotes in _numbered(answers, shown):
        said += _number("advice.other.number", number, desk)
        if answer.status is Status.ANSWERED:
            case = Case(answer, quotes, desk.audience)
            said += advice_on(case, desk.tone, desk.templates, desk.people)
        else:
            clarify = answer.status is Status.CLARIFY
            said += _say(desk, "advice.other.clarify" if clarify else "advice.other.own")
    return said


def _action(answer: Answer, desk: _Desk) -> list[Paragraph]:
    return [] if answer.status is Status.CLARIFY else _say(desk, "action.blank")


def _confidentiality(desk: _Desk) -> list[Paragraph]:
    """What to keep to oneself, and always where a worry goes."""
    concern = Paragraph(desk.templates.say("concern.all", **desk.people))
    return [*_say(desk, f"confidentiality.{desk.length}.{desk.audience}"), concern]


def _record(answer: Answer, desk: _Desk) -> list[Paragraph]:
    if desk.length is Length.SHORT or answer.status is Status.CLARIFY:
        return []
    values = {"dsl": desk.people["dsl"]} if desk.audience is Audience.VOLUNTEER else {}
    return [Paragraph(desk.templates.say(f"record.{desk.audience}", **values))]


def _sign_off(desk: _Desk) -> list[Paragraph]:
    """The signing fills in who signs."""
    farewell = _say(desk, f"closing.{desk.tone}") + _say(desk, f"regards.{desk.tone}")
    return [*farewell, Paragraph(desk.templates.signer), *_say(desk, "sign_off.origin")]


def _say(desk: _Desk, name: str) -> list[Paragraph]:
    return [Paragraph(desk.templates.say(name))]


def _number(name: str, number: int | None, desk: _Desk) -> list[Paragraph]:
    return [Paragraph(desk.templates.say(name, number=number))] if number else []


def _numbered(
    answers: Sequence[Answer], shown: Sequence[tuple[Quote, ...]]
) -> Iterator[tuple[int | None, Answer, tuple[Quote, ...]]]:
    """Each answer with its quotes; numbered from 1 where there are several."""
    for number, (answer, quotes) in enumerate(zip(answers, shown, strict=True), start=1):
        yield (number if len(answers) > 1 else None), answer, quotes
