"""Marking clauses as in conflict, so that nothing is asked about them; each action asks first
whether the person may."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.access.roles import Permission, required
from assistant.desk.service import Desk
from assistant.induction.errors import NotMarkable
from assistant.induction.now import look
from assistant.induction.quiz.clashing import StandingClash, standing_clashes
from assistant.records.entries import Actor, KeptQuote
from assistant.records.induction_entries import QuizClash

MOST = 2  # clauses of one mark
# Reasons to choose from. They are this program's own words and so are kept as they are: a sentence
# about what staff may do with pupils reads like a worry to the check that reasons go through.
WHY_MARKED = (
    "One forbids what the other allows.",
    "They name different people to ask or to tell.",
    "They are for different people.",
    "It can be read in two ways.",
)
WHY_TAKEN_BACK = (
    "The policies agree now.",
    "It was settled which of them holds.",
    "It was marked by mistake.",
)


def mark(
    desk: Desk,
    actor: Actor | None,
    clauses: Sequence[KeptQuote],
    why: str,
    note: str = "",
) -> QuizClash:
    """Takes every question on one clause, or on two that clash, out of use as long as their words
    stay. The reason is one of `WHY_MARKED`, or '' for that in the `note`. NotMarkable for none,
    more than two or one clause twice; ReasonMissing; QuoteNotStored when one reads otherwise by
    now; DuplicateRecord when they are marked already."""
    who = required(actor, Permission.MANAGE_INDUCTION)
    ids = [kept.quote.clause_id for kept in clauses]
    if not 0 < len(ids) <= MOST or len(set(ids)) < len(ids):
        raise NotMarkable("Choose one clause, or two that clash. Nothing was marked.")
    library = look(desk.source)
    fresh = [library.fresh(kept) for kept in clauses]
    return desk.records.quiz_clashes.add(fresh, _reason(desk, why, note, WHY_MARKED), who)


def take_back(desk: Desk, actor: Actor | None, clash_id: str, why: str, note: str = "") -> None:
    """Takes a mark back: what was approved on its clauses can be asked again. The reason is one of
    `WHY_TAKEN_BACK`, or '' for that in the `note`. ReasonMissing; RecordClosed when it was taken
    back before."""
    who = required(actor, Permission.MANAGE_INDUCTION)
    reason = _reason(desk, why, note, WHY_TAKEN_BACK)
    desk.records.quiz_clashes.take_back(clash_id, reason, who)


def marks(desk: Desk, actor: Actor | None) -> tuple[StandingClash, ...]:
    """The marks that stand, the last made first, each with what of it no longer holds."""
    required(actor, Permission.MANAGE_INDUCTION)
    return standing_clashes(desk.records.quiz_clashes.standing(), look(desk.source).clauses)


def _reason(desk: Desk, why: str, note: str, known: Sequence[str]) -> str:
    """The reason as it is kept: what was chosen as it is, what was typed masked."""
    if why not in known:
        return desk.why(note)
    return f"{why} {desk.why(note)}" if note.strip() else why
