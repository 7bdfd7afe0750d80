"""Clauses of two policies, a path through them, and questions on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from assistant.answers import Quote
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import (
    InductionPath,
    InductionRole,
    PathItem,
    QuizItem,
    QuizKind,
)

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


@pytest.fixture
def kept(make_quote: Callable[..., Quote]) -> Callable[..., KeptQuote]:
    """A clause as it is kept: the `number` is its place in its policy."""

    def make(number: int, text: str = "", policy: str = "media", sha256: str = "0") -> KeptQuote:
        quote = make_quote(
            clause_id=f"{policy}-{number}",
            policy_id=policy,
            policy_title=f"{policy.title()} Policy",
            text=text or f"Staff must not do thing {number}.",
            start=100 * number,
            end=100 * number + 50,
        )
        return KeptQuote(quote, sha256 * 64)

    return make


@pytest.fixture
def path(kept: Callable[..., KeptQuote]) -> InductionPath:
    """Three clauses on contact and one on photos."""
    groups = ("contact", "contact", "contact", "photos")
    items = tuple(
        PathItem(group, kept(number), f"Gloss {number}.")
        for number, group in enumerate(groups, start=1)
    )
    return InductionPath(InductionRole.VOLUNTEER, 3, items, "Ms Dee", NOW)


@pytest.fixture
def item(kept: Callable[..., KeptQuote]) -> Callable[..., QuizItem]:
    """A question with three options, the second of them right."""

    def make(**changes: object) -> QuizItem:
        fields: dict = {
            "item_id": "q",
            "kind": QuizKind.ALLOWED,
            "question": "May staff do thing 1?",
            "options": ("Yes", "No", "On Fridays"),
            "right": 1,
            "kept": kept(1),
            "roles": (InductionRole.VOLUNTEER, InductionRole.GOVERNOR),
            "source": "proposed",
            "changed_by": "the assistant",
            "changed_at": NOW,
        }
        return QuizItem(**{**fields, **changes})

    return make
