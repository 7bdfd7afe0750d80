"""What asking took: tokens, seconds and cost, for one answer, for several, for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.answers import Outcome, Phrasing
from assistant.phrasing.draft import Draft
from assistant.phrasing.seams import Usage
from assistant.phrasing.service import Tally
from assistant.phrasing.settings import ChatModelSettings


def cost_of(settings: ChatModelSettings, tally: Tally) -> float | None:
    """What the tokens cost, in the settings' currency; None without prices, or with nothing
    asked."""
    if settings.price_in is None or settings.price_out is None or not tally.attempts:
        return None
    return (tally.tokens_in * settings.price_in + tally.tokens_out * settings.price_out) / 1_000_000


def phrasing_of(
    settings: ChatModelSettings,
    prompt: str,
    outcome: Outcome,
    detail: str = "",
    draft: Draft | None = None,
    tally: Tally | None = None,
    seconds: float = 0.0,
) -> Phrasing:
    """How it went, with what was rejected and what it took."""
    draft, tally = draft or Draft(), tally or Tally()
    return Phrasing(
        service=settings.model,
        where=settings.where,
        outcome=outcome,
        prompt=prompt,
        detail=detail,
        headline=draft.headline is not None,
        rejected=tuple(draft.rejected),
        attempts=tally.attempts,
        seconds=seconds,
        tokens_in=tally.tokens_in,
        tokens_out=tally.tokens_out,
        cost=cost_of(settings, tally),
        currency=settings.currency,
    )


def usage_of(phrasing: Phrasing, kind: str) -> Usage:
    """What is counted of a call: no word of what was asked or said."""
    return Usage(
        at=datetime.now(UTC),
        kind=kind,
        service=phrasing.service,
        prompt=phrasing.prompt,
        outcome=phrasing.outcome,
        attempts=phrasing.attempts,
        seconds=phrasing.seconds,
        tokens_in=phrasing.tokens_in,
        tokens_out=phrasing.tokens_out,
        cost=phrasing.cost,
        currency=phrasing.currency,
    )


def summed(blank: Phrasing, told: Sequence[Phrasing]) -> Phrasing:
    """The phrasing of a message that asked several things: the best outcome of its parts (of those
    that were sent, if any), and all that they took."""
    sent = [t for t in told if t.outcome not in (Outcome.NOT_SENT, Outcome.SWITCHED_OFF)]
    order = list(Outcome)
    outcome = min((t.outcome for t in sent or told), key=order.index, default=blank.outcome)
    costs = [t.cost for t in told if t.cost is not None]
    return replace(
        blank,
        outcome=outcome,
        detail="each part by itself",
        attempts=sum(t.attempts for t in told),
        seconds=round(sum(t.seconds for t in told), 2),
        tokens_in=sum(t.tokens_in for t in told),
        tokens_out=sum(t.tokens_out for t in told),
        cost=sum(costs) if costs else None,
    )
