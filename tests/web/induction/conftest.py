"""A way through an induction in plain values: three rules in two groups, a quiz question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from assistant.answers import Quote
from assistant.induction.way import Section, Stage, Step, Way
from assistant.records.entries import KeptQuote, PersonalLink
from assistant.records.induction_entries import (
    InductionRole,
    QuizItem,
    QuizKind,
)
from assistant.replying.composition import quote_of
from ingest.documents import Clause, Policy
from ingest.library import Passage

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 26)
RULES = {
    "kites": "Volunteers must not fly kites, except where the caretaker has agreed.",
    "porch": "Volunteers should leave kites in the <porch>.",
    "photos": "Volunteers must not take photos of kites.",
}
TEXT = "\n".join(RULES.values())


@pytest.fixture
def kites() -> Policy:
    return Policy(
        policy_id="kites",
        title="Kite Policy",
        source="kites.pdf",
        sha256="a" * 64,
        text=TEXT,
        page_count=3,
        version="1.0",
        review_date="February 2025",
        review_due=date(2025, 2, 28),
    )


@pytest.fixture
def make_step(kites: Policy) -> Callable[..., Step]:
    def make(name: str, gloss: str = "", read: bool = False, lead_in: str | None = None) -> Step:
        words = RULES[name]
        start = TEXT.index(words)
        clause = Clause(
            clause_id=f"kites-{name}",
            policy_id="kites",
            text=words,
            start=start,
            end=start + len(words),
            section=("Kites", "Rules"),
            page=2,
            page_end=2,
            lead_in=lead_in,
        )
        return Step(clause, kites, gloss, read)

    return make


@pytest.fixture
def make_way(make_step: Callable[..., Step]) -> Callable[..., Way]:
    """A volunteer's way with nothing read yet, unless told otherwise: `read` names the rules."""

    def make(read: tuple[str, ...] = (), **changes: object) -> Way:
        def step(name: str) -> Step:
            return make_step(name, read=name in read)

        fields: dict = {
            "link": PersonalLink(
                "l" * 32, "Jo O’Parker", "volunteer", "0" * 64, "Ms Dee", NOW, NOW
            ),
            "role": InductionRole.VOLUNTEER,
            "stage": Stage.READ,
            "sections": (
                Section("contact", "Kites at school", (step("kites"), step("porch"))),
                Section("photos", "Photos", (step("photos"),)),
            ),
            "has_quiz": True,
        }
        return Way(**{**fields, **changes})

    return make


@pytest.fixture
def quote(make_step: Callable[..., Step]) -> Quote:
    step = make_step("kites")
    return quote_of(Passage(step.clause, step.policy, 1.0))


@pytest.fixture
def item(quote: Quote) -> QuizItem:
    return QuizItem(
        item_id="q" * 32,
        kind=QuizKind.ALLOWED,
        question="May you fly a kite <today>?",
        options=("Yes", "No, except where the caretaker has agreed", "Only a small one"),
        right=1,
        kept=KeptQuote(quote, "a" * 64),
        roles=(InductionRole.VOLUNTEER,),
        source="shipped",
        changed_by="Ms Dee",
        changed_at=NOW,
    )
