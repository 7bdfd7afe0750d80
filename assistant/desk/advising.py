"""What an answered question leaves open, and the advice that its clause can carry; pure.

Nothing here is stronger than the quoted clause: where verdict, force and the clause's own words
don't agree, the reply only points to the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Force, Quote, Verdict
from assistant.desk.quoting import clause_of, subject_of
from assistant.desk.templates import Templates
from assistant.modality.reading import Modal, audiences_named, read_clause, read_sentence
from assistant.question.form import Form, question_form
from assistant.records.entries import Audience, Length, Paragraph, Tone
from assistant.search.audience import asks_for_self
from ingest.documents import PolicyStatus

_CANONICAL = {
    Audience.STAFF_MEMBER: "staff",
    Audience.VOLUNTEER: "volunteers",
    Audience.PARENT: "parents",
    Audience.ALL_STAFF: "staff",
}
_OUTCOMES = {
    (Form.PERMISSION, Verdict.YES): "allowed",
    (Form.PERMISSION, Verdict.NO): "not_allowed",
    (Form.DUTY, Verdict.YES): "required",
    (Form.DUTY, Verdict.NO): "not_required",
    (Form.WRONG, Verdict.YES): "not_allowed",
    (Form.WRONG, Verdict.NO): "allowed",
}
# What the clause must say somewhere for an outcome to be told, and what it may not say anywhere.
_NEEDS = {
    "allowed": {Modal.MAY, Modal.MAY_ONLY_IF, Modal.MUST, Modal.SHOULD},
    "not_allowed": {Modal.MUST_NOT, Modal.MUST_NOT_UNLESS, Modal.SHOULD_NOT},
    "required": {Modal.MUST, Modal.SHOULD},
    "not_required": {Modal.MAY},
}
_BARS = {"allowed": {Modal.MUST_NOT, Modal.MUST_NOT_UNLESS, Modal.SHOULD_NOT}}


@dataclass(frozen=True)
class Case:
    """One answered question with the clauses quoted for it, the first being the one it rests on."""

    answer: Answer
    quotes: tuple[Quote, ...]
    audience: Audience

    @property
    def ids(self) -> tuple[str, ...]:
        """The clauses quoted."""
        return tuple(quote.clause_id for quote in self.quotes)

    @property
    def in_force(self) -> bool:
        """The first clause comes from a policy that the school has adopted and still has."""
        return self.quotes[0].status == PolicyStatus.ADOPTED

    @property
    def conflict(self) -> bool:
        """The clauses pull in different directions."""
        return any(notice.kind == "conflict" for notice in self.answer.notices)

    @property
    def group(self) -> str:
        """How the clause speaks: rule, advice, mixed (a rule under words of advice) or told."""
        first, force = self.quotes[0], self.answer.force
        modals = read_clause(clause_of(first)).modals - {Modal.STATES}
        if force is Force.ADVICE or (force and modals and all(m.is_advice for m in modals)):
            return "advice"
        if force is None or not modals:
            return "told"
        return "mixed" if speaks_of_advice(first.lead_in or "") else "rule"

    @property
    def outcome(self) -> str:
        """What verdict and clause come to together; "information" when less is safe to say."""
        verdict = self.answer.verdict
        if verdict is Verdict.CONDITIONAL:
            return "depends"
        form = question_form(self.answer.standalone_question)
        outcome = _OUTCOMES.get((form.form, verdict)) if verdict else None
        modals = read_clause(clause_of(self.quotes[0])).modals
        if (
            outcome is None
            or form.negated
            or self.group == "told"
            or not modals & _NEEDS[outcome]
            or modals & _BARS.get(outcome, set())
        ):
            return "information"
        return outcome

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that stand in the first clause, verbatim."""
        return tuple(c for c in self.answer.conditions if c in self.quotes[0].text)

    @property
    def approver(self) -> str | None:
        """Who gives the approval that a condition speaks of, verbatim."""
        named = (a for a in self.answer.approvers if any(a in c for c in self.conditions))
        return next(named, None)

    @property
    def named_others(self) -> str | None:
        """The first clause's subject, verbatim, when that leaves this reader out."""
        subject = subject_of(self.quotes[0])
        names = set(audiences_named(subject)) if subject else set()
        if not names or names & {_CANONICAL[self.audience], "everyone"}:
            return None
        question = self.answer.standalone_question
        asked = names & set(audiences_named(question)) and not asks_for_self(question)
        return None if asked else subject


def left_open(case: Case, length: Length, templates: Templates) -> list[Paragraph]:
    """What the quoted clauses don't settle, in paragraphs tied to them."""
    say, first = templates.say, case.ids[:1]
    said = []
    if case.conflict:
        said.append(Paragraph(say("not_settled.conflict"), case.ids))
    elif case.answer.verdict is None:
        said.append(Paragraph(say(f"not_settled.{_withdrawn(case)}"), case.ids))
    if subject := case.named_others:
        readers = say(f"readers.{case.audience}")
        words = say("not_settled.named_others", subject=subject, readers=readers)
        said.append(Paragraph(words, first))
    if case.group == "mixed":
        said.append(Paragraph(say("not_settled.advised_rule"), first))
    if case.conditions:
        said.append(Paragraph(say("not_settled.conditions"), first))
    said += _links(case, templates)
    if not said and length is Length.FULL:
        said.append(Paragraph(say("not_settled.only_this"), first))
    return said


def advice_on(
    case: Case, tone: Tone, templates: Templates, people: Mapping[str, str]
) -> list[Paragraph]:
    """The advice that the first clause carries, with its conditions verbatim; where it carries
    none, whom to ask."""
    say, first = templates.say, case.ids[:1]
    if not case.in_force:
        said = [Paragraph(say("advice.other.not_in_force"), first)]
        return [*said, Paragraph(say("advice.other.own"))]
    if case.conflict:
        said = [Paragraph(say("advice.other.conflict", head=people["head"]), case.ids)]
    elif case.answer.verdict is None:
        said = [Paragraph(say(f"advice.other.{_withdrawn(case)}"), case.ids)]
    elif case.named_others:
        said = [Paragraph(say("advice.other.named_others"), first)]
    else:
        words = f"{say(f'framing.{tone}')} {say(f'advice.{case.group}.{case.outcome}')}"
        said = [Paragraph(words, first)]
    if case.conditions:
        name = "conditions" if len(case.conditions) == 1 else "several_conditions"
        words = say(f"advice.other.{name}", conditions="”; “".join(case.conditions))
        said.append(Paragraph(words, first))
    if case.approver:
        said.append(Paragraph(say("advice.other.approval", approver=case.approver), first))
    return said


def speaks_of_advice(lead_in: str) -> bool:
    """ "Staff are advised:" has no verb that says what; it is advice all the same."""
    advised = re.search(r"\b(?:advised|recommended)\b", lead_in, re.IGNORECASE)
    return bool(advised) or read_sentence(lead_in).modal.is_advice


def _withdrawn(case: Case) -> str:
    return "withdrawn_one" if len(case.quotes) == 1 else "withdrawn"


def _links(case: Case, templates: Templates) -> list[Paragraph]:
    """The policies that a quoted clause sends the reader on to and that aren't held in full."""
    said = []
    links = [link for link in case.answer.linked_policies if link.named_in in case.ids]
    for name, chosen in (
        ("not_settled.linked_missing", [link for link in links if not link.loaded]),
        ("not_settled.linked_sample", [link for link in links if link.loaded and link.sample]),
    ):
        if chosen:
            ids = tuple(dict.fromkeys(link.named_in for link in chosen))
            words = templates.say(name, policies=_listed([link.title for link in chosen]))
            said.append(Paragraph(words, ids))
    return said


def _listed(titles: Sequence[str]) -> str:
    """Titles in quotation marks, with "and" before the last."""
    quoted = [f"“{title}”" for title in titles]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
