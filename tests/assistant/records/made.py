"""Parts of an induction to keep: each is whole, and told apart by what a test names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from assistant.records.entries import Actor, PersonalLink, PolicyVersion
from assistant.records.ids import new_id
from assistant.records.induction_entries import (
    Attempt,
    AttemptScore,
    ClauseRead,
    Induction,
    InductionPath,
    InductionRecord,
    InductionRole,
    LinkClaim,
    PathItem,
    QuizAnswer,
    QuizItem,
    QuizKind,
    Verification,
)
from assistant.records.store import Records
from tests.assistant.records.conftest import NOW, ODD, QUOTE

JANE = Actor("Jane Smith", "jane@school.example", ("dsl",))


def path(revision: int = 1, **changes: Any) -> InductionPath:
    items = (PathItem("contact", QUOTE, ODD), PathItem("photos", QUOTE))
    made = InductionPath(InductionRole.VOLUNTEER, revision, items, "Jane Smith", NOW)
    return replace(made, **changes)


def item(**changes: Any) -> QuizItem:
    made = QuizItem(
        item_id=new_id(),
        kind=QuizKind.ALLOWED,
        question=ODD,
        options=("Yes.", "No, unless the head has approved it first.", ODD),
        right=1,
        kept=QUOTE,
        roles=(InductionRole.VOLUNTEER, InductionRole.SUPPLY),
        source="proposed",
        changed_by="Jane Smith",
        changed_at=NOW,
    )
    return replace(made, **changes)


def link(**changes: Any) -> PersonalLink:
    expiry = NOW + timedelta(days=30)
    made = PersonalLink(new_id(), "Zoë Ray", "volunteer", new_id(), "Jane Smith", NOW, expiry)
    return replace(made, **changes)


def claim(of: PersonalLink, **changes: Any) -> LinkClaim:
    return replace(LinkClaim(of.link_id, "$argon2id$…", NOW), **changes)


def induction(of: PersonalLink, **changes: Any) -> Induction:
    made = Induction(
        new_id(), of.person, InductionRole.VOLUNTEER, of.link_id, 1, ("media-1", "media-2"), NOW
    )
    return replace(made, **changes)


def read(of: Induction, clause_id: str = "media-1", **changes: Any) -> ClauseRead:
    return replace(ClauseRead(of.induction_id, clause_id, "ef" * 32, NOW), **changes)


def attempt(of: Induction, items: Sequence[QuizItem], number: int = 1, **changes: Any) -> Attempt:
    ids = tuple(item.item_id for item in items)
    return replace(Attempt(new_id(), of.induction_id, number, ids, 2**40, NOW), **changes)


def answer(to: Attempt, position: int, of: QuizItem, **changes: Any) -> QuizAnswer:
    """The right answer, unless `chosen` says another."""
    chosen = changes.get("chosen", of.right)
    made = QuizAnswer(
        to.attempt_id, position, of.item_id, of.revision, chosen, chosen == of.right, NOW
    )
    return replace(made, **changes)


def declaration(of: Induction, **changes: Any) -> InductionRecord:
    made = InductionRecord(
        record_id=new_id(),
        induction_id=of.induction_id,
        person=of.person,
        role=of.role,
        declared_at=NOW,
        wording=f"I, {of.person}, have read this. {ODD}",
        path_revision=of.path_revision,
        policies=(PolicyVersion("media", "Social Media Policy", "2.1", None, "ab" * 32),),
        clauses=(QUOTE, QUOTE),
        attempts=(AttemptScore(1, 1, 2, NOW), AttemptScore(2, 2, 2, NOW)),
        dsl_named="Asha Roy, room 3",
        certificate_code=new_id(),
        content_sha256="cd" * 32,
        tops_up=of.tops_up,
    )
    return replace(made, **changes)


def verification(of: InductionRecord, **changes: Any) -> Verification:
    return replace(Verification(of.record_id, "Sam Okafor", "administrator", NOW), **changes)


def begun(records: Records, person: str = "Zoë Ray", **changes: Any) -> Induction:
    """An induction under way by a link of its own, on the path in use (made when there is none)."""
    if records.paths.current(InductionRole.VOLUNTEER) is None:
        records.paths.add(path(), JANE)
    theirs = link(person=person)
    records.links.add(theirs, JANE)
    made = induction(theirs, **changes)
    records.inductions.start(made, holder(made))
    return made


def approved(records: Records, count: int = 2, **changes: Any) -> list[QuizItem]:
    """Questions that can be asked."""
    kept = records.quiz.add_all([item(**changes) for _ in range(count)], JANE)
    return [records.quiz.approve(one.item_id, 1, JANE) for one in kept]


def quizzed(records: Records, of: Induction, items: Sequence[QuizItem]) -> Attempt:
    """A whole go at the quiz, the first answer wrong and the others right."""
    made = attempt(of, items, len(records.inductions.attempts(of.induction_id)) + 1)
    records.inductions.start_attempt(made, holder(of))
    for position, one in enumerate(items):
        chosen = one.right if position else 0
        records.inductions.answer(answer(made, position, one, chosen=chosen), holder(of))
    return made


def declared(records: Records, of: Induction, **changes: Any) -> InductionRecord:
    """The declaration that ends an induction."""
    made = declaration(of, **changes)
    records.induction_records.add(made, holder(of))
    return made


def holder(of: Induction) -> Actor:
    return Actor(of.person, f"link:{of.link_id}")
