"""Two real policies, someone's way through them, and what that person declares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.desk.quoting import kept_clause
from assistant.induction.record.declaration_words import local_day
from assistant.induction.record.declaring import record, wording
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import (
    AttemptScore,
    Induction,
    InductionRecord,
    InductionRole,
)
from assistant.triage.cards import SchoolContacts
from ingest.documents import ReadDocument
from ingest.reading import read_document

SHIPPED = Path(__file__).parents[3] / "policies" / "social-media-policy.pdf"
NOW = datetime(2026, 11, 26, 9, 30, 0, 123456, tzinfo=UTC)
PHONES = """---
version: 2.1
review_date: September 2027
---

# Phones and Messages Policy

## Staff

Staff must not send private messages to pupils or parents, except where the headteacher has given
approval in writing.

Volunteers must leave their phones in the office.
"""


@pytest.fixture(scope="session")
def read_policies(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReadDocument, ...]:
    """The shipped policy, which is overdue for review, and a short one that is not."""
    path = tmp_path_factory.mktemp("policies") / "phones-and-messages.md"
    path.write_text(PHONES, encoding="utf-8")
    return read_document(SHIPPED), read_document(path)


@pytest.fixture(scope="session")
def kept_clauses(read_policies: tuple[ReadDocument, ...]) -> tuple[KeptQuote, ...]:
    """Two clauses of the shipped policy and two of the other, as they stand."""
    chosen = ("personal social media accounts", "anonymous", "private messages", "their phones")
    found = []
    for words in chosen:
        document, clause = next((d, c) for d in read_policies for c in d.clauses if words in c.text)
        found.append(kept_clause(clause, document.policy))
    return tuple(found)


@pytest.fixture
def named_school() -> SchoolContacts:
    return SchoolContacts(
        name="Willow Lane Primary School", dsl="Asha Roy, room 4", head="Ruth Carne"
    )


@pytest.fixture
def begun(kept_clauses: tuple[KeptQuote, ...]) -> Callable[..., Induction]:
    """An induction into all four clauses; a volunteer's unless told otherwise."""

    def make(**changes: object) -> Induction:
        fields: dict = {
            "induction_id": "i" * 32,
            "person": "Jo Parker",
            "role": InductionRole.VOLUNTEER,
            "link_id": "l" * 32,
            "path_revision": 1,
            "clause_ids": tuple(kept.quote.clause_id for kept in kept_clauses),
            "started_at": NOW,
        }
        return Induction(**{**fields, **changes})

    return make


@pytest.fixture
def declared(
    begun: Callable[..., Induction],
    read_policies: tuple[ReadDocument, ...],
    kept_clauses: tuple[KeptQuote, ...],
    named_school: SchoolContacts,
) -> Callable[..., InductionRecord]:
    """What the holder of an induction declares, having read the words to the end."""

    def make(**changes: object) -> InductionRecord:
        induction = changes.pop("induction", None) or begun()
        given: dict = {
            "clauses": kept_clauses,
            "policies": [document.policy for document in read_policies],
            "attempts": (AttemptScore(1, 6, 8, NOW), AttemptScore(2, 8, 8, NOW)),
            "school": named_school,
            "now": NOW,
            "earlier": None,
            **changes,
        }
        if "shown" not in given:
            today = local_day(given["now"])
            policies, school = given["policies"], given["school"]
            given["shown"] = wording(induction, policies, school, today, given["earlier"])
        return record(induction, **given)

    return make
