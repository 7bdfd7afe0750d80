"""Which questions of the quiz are shown, and a question as it is typed into the form; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from assistant.induction.office import JudgedItem
from assistant.induction.quiz.checking import FEWEST, MOST
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import InductionRole, QuizItem, QuizKind, QuizState


class Shown(StrEnum):
    """Which questions are looked at."""

    TO_APPROVE = "To approve"
    ASKED = "In use"
    NOT_ASKED = "Approved, but not asked today"
    RETIRED = "Retired"


@dataclass(frozen=True)
class Typed:
    """What the form holds: the options with the empty ones, `right` an index into them."""

    kind: QuizKind
    question: str
    options: tuple[str, ...]
    right: int
    roles: tuple[InductionRole, ...]


def shown_as(judged: JudgedItem) -> Shown:
    """Where a question stands today."""
    if judged.item.state is QuizState.RETIRED:
        return Shown.RETIRED
    if judged.item.state is QuizState.PROPOSED:
        return Shown.TO_APPROVE
    return Shown.NOT_ASKED if judged.faults else Shown.ASKED


def chosen(
    judged: Iterable[JudgedItem],
    shown: Shown,
    kind: QuizKind | None = None,
    role: InductionRole | None = None,
) -> tuple[JudgedItem, ...]:
    """The questions that stand so, of this kind and for this role, by document and clause: those on
    one clause are beside each other."""
    return tuple(
        sorted(
            (
                one
                for one in judged
                if shown_as(one) is shown
                and kind in (None, one.item.kind)
                and (role is None or role in one.item.roles)
            ),
            key=_place,
        )
    )


def counted(judged: Sequence[JudgedItem]) -> dict[Shown, int]:
    """How many questions stand so, the empty ones too."""
    standings = [shown_as(one) for one in judged]
    return {shown: standings.count(shown) for shown in Shown}


def typed_of(item: QuizItem) -> Typed:
    """What the form shows of a question."""
    blank = ("",) * (MOST - len(item.options))
    return Typed(item.kind, item.question, item.options + blank, item.right, item.roles)


def problems(typed: Typed) -> tuple[str, ...]:
    """What keeps this from being kept at all, a sentence each; what is left to mend before it can
    be approved is told elsewhere."""
    found = []
    if not typed.question.strip():
        found.append("The question is empty.")
    if sum(bool(option.strip()) for option in typed.options) < FEWEST:
        found.append(f"It needs {FEWEST} options at least.")
    if not typed.options[typed.right].strip():
        found.append(f"Option {typed.right + 1} is marked as right, and is empty.")
    if not typed.roles:
        found.append("Say whom it is for: choose a role at least.")
    return tuple(found)


def with_typed(item: QuizItem, typed: Typed) -> QuizItem:
    """The question as it was typed, empty options left out. `typed` has no problems."""
    filled = [n for n, option in enumerate(typed.options) if option.strip()]
    return replace(
        item,
        kind=typed.kind,
        question=_plain(typed.question),
        options=tuple(_plain(typed.options[n]) for n in filled),
        right=filled.index(typed.right),
        roles=typed.roles,
    )


def blank_item(item_id: str, kept: KeptQuote, writer: str, now: datetime) -> QuizItem:
    """A question on a clause that is still to be written."""
    return QuizItem(
        item_id=item_id,
        kind=QuizKind.ALLOWED,
        question="",
        options=(),
        right=0,
        kept=kept,
        roles=tuple(InductionRole),
        source=writer,
        changed_by=writer,
        changed_at=now,
    )


def new_words(before: Typed, after: Typed) -> tuple[str, ...]:
    """The texts that weren't there before, to be looked through for names."""
    known = {before.question, *before.options}
    texts = (after.question, *after.options)
    return tuple(t for t in texts if t.strip() and t not in known)


def _place(judged: JudgedItem) -> tuple[str, int, str, str]:
    quote = judged.item.kept.quote
    return quote.policy_title, quote.start, judged.item.kind, judged.item.item_id


def _plain(words: str) -> str:
    return " ".join(words.split())
