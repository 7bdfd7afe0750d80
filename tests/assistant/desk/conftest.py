"""A small policy read from a real file, answers that quote it, and drafts made of those."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from assistant.answers import Answer, Force, Notice, Quote, Status, Verdict
from assistant.desk.drafting import ReplyText, compose_reply
from assistant.desk.templates import load_templates
from assistant.records.entries import Actor, Audience, Draft, Length, Tone
from assistant.triage.cards import SchoolContacts
from ingest.documents import Policy, ReadDocument
from ingest.reading import read_document

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SCHOOL = SchoolContacts(dsl="Asha Roy", deputy_dsl="Tom Bell", head="Ruth Carne")
POLICY = """---
version: 2.1
review_date: February 2025
---

# Phones and Messages Policy

## Staff

Staff must not send private messages to pupils or parents, except where the headteacher has given
approval in writing.

Staff must not use a personal phone in the classroom.

Staff may use a personal phone in the staff room.

Staff should choose a strong password for each account.

Volunteers must leave their phones in the office.

Staff are advised:

- Staff will not reply to messages from former pupils under eighteen.
- to read the Code of Conduct before they use a class account.

The school keeps a log of messages sent from the class account.
"""


@pytest.fixture(scope="session")
def phones(tmp_path_factory: pytest.TempPathFactory) -> ReadDocument:
    """The policy above, read from a Markdown file."""
    path = tmp_path_factory.mktemp("policies") / "phones-and-messages.md"
    path.write_text(POLICY, encoding="utf-8")
    return read_document(path)


@pytest.fixture(scope="session")
def policy(phones: ReadDocument) -> Policy:
    return phones.policy


@pytest.fixture(scope="session")
def quote(phones: ReadDocument) -> Callable[..., Quote]:
    """The clause that holds the given words, as a quote."""

    def make(words: str) -> Quote:
        clause = next(c for c in phones.clauses if words in c.text)
        policy = phones.policy
        return Quote(
            clause.text,
            clause.lead_in,
            clause.clause_id,
            policy.policy_id,
            policy.title,
            policy.version,
            policy.review_date,
            clause.section,
            clause.page,
            clause.page_end,
            clause.start,
            clause.end,
            policy.source,
            policy.status.value,
        )

    return make


@pytest.fixture(scope="session")
def answered(quote: Callable[..., Quote]) -> Callable[..., Answer]:
    """An answer to a question that quotes the clauses with the given words."""

    def make(
        question: str,
        *words: str,
        verdict: Verdict | None = Verdict.NO,
        force: Force | None = Force.RULE,
        notices: tuple[str, ...] = (),
        **changes: object,
    ) -> Answer:
        fields: dict = {
            "question": question,
            "standalone_question": question,
            "status": Status.ANSWERED,
            "headline": "",
            "verdict": verdict,
            "force": force,
            "quotes": tuple(quote(w) for w in words),
            "notices": tuple(Notice(kind, kind) for kind in notices),
        }
        return Answer(**{**fields, **changes})

    return make


@pytest.fixture(scope="session")
def replied(policy: Policy) -> Callable[..., ReplyText]:
    """The reply to an answer; to a member of staff, plain and full unless told otherwise."""

    def make(answer: Answer, **changes: object) -> ReplyText:
        options: dict = {
            "audience": Audience.STAFF_MEMBER,
            "tone": Tone.PLAIN,
            "length": Length.FULL,
            "templates": load_templates(),
            "school": SCHOOL,
            "today": TODAY,
        }
        question = changes.pop("question", answer.question)
        policies = changes.pop("policies", [policy])
        return compose_reply(question, answer, policies, **{**options, **changes})

    return make


@pytest.fixture
def draft(answered: Callable[..., Answer], replied: Callable[..., ReplyText]) -> Draft:
    """A draft of a reply about a ban with an exception, as generated."""
    question = "Can I message a parent?"
    answer = answered(
        question,
        "private messages",
        verdict=Verdict.CONDITIONAL,
        conditions=("except where the headteacher has given approval in writing",),
        approvers=("the headteacher",),
    )
    reply = replied(answer)
    return Draft(
        "d" * 32,
        ("q" * 32,),
        question,
        Audience.STAFF_MEMBER,
        Tone.PLAIN,
        Length.FULL,
        reply.parts,
        reply.parts,
        reply.quotes,
        "Asha Roy",
        NOW,
        NOW,
    )


@pytest.fixture
def dsl() -> Actor:
    return Actor("Asha Roy", "asha.roy@school.example", ("dsl",))
