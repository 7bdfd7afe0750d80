"""Items proposed from a small policy: what is asked, what is right, and what isn't asked at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.induction.quiz.checking import faults
from assistant.induction.quiz.proposing import propose
from assistant.induction.quiz.quiz_wording import load_quiz_words
from assistant.records.induction_entries import InductionRole, QuizItem, QuizKind, QuizState
from ingest.documents import ReadDocument
from ingest.reading import read_document

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
POLICY = """# Keys and Contact Policy

## Scope

This policy applies to all staff, volunteers and governors.

## Rules

Staff must not give a pupil their own telephone number.

Staff must not lend a key to a visitor unless the headteacher has agreed in writing.

Staff are advised not to name the school in an online profile.

Staff may keep a mug in the staff room.

Staff may take a tablet home if the office has written its number down.

Only staff who have done the course may open the pool.

A lost key must be reported to the office within two working days.

Low-level concerns must be reported to the headteacher on the same day.

Staff must ask the class teacher before they open a cupboard.

Staff must tell the IT team when a screen is broken.

Staff must act responsibly online.

Parents must not park on the grass.

Pupils must not run in the corridor.

The school will keep a spare key.

Staff must not bring a dog on to the site. This rule does not apply to assistance dogs.

Staff must not take part in a romantic relationship with a pupil.

Anyone may make a referral to children's social care where they are worried.

Governors must not discuss board papers with parents, even where no name is given.
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> ReadDocument:
    path: Path = tmp_path_factory.mktemp("keys") / "keys.md"
    path.write_text(POLICY, encoding="utf-8")
    return read_document(path)


def proposed(document: ReadDocument, conflicts=frozenset()) -> list[QuizItem]:
    policies = {document.policy.policy_id: document.policy}
    return propose(document.clauses, policies, conflicts, load_quiz_words(), NOW)


@pytest.fixture(scope="module")
def items(document) -> list[QuizItem]:
    return proposed(document)


def of(items: list[QuizItem], words: str) -> list[QuizItem]:
    return [item for item in items if words in item.kept.quote.text]


@pytest.mark.parametrize(
    ("words", "kind", "question", "right"),
    [
        (
            "telephone number",
            QuizKind.ALLOWED,
            "A member of staff wants to give a pupil their own telephone number. "
            "Does the policy allow it?",
            "No, the policy does not allow it",
        ),
        (
            "lend a key",
            QuizKind.ALLOWED,
            "A member of staff wants to lend a key to a visitor. Does the policy allow it?",
            "No, unless the headteacher has agreed in writing",
        ),
        (
            "online profile",
            QuizKind.ALLOWED,
            "A member of staff wants to name the school in an online profile. "
            "Does the policy allow it?",
            "No, the policy advises against it",
        ),
        (
            "a mug",
            QuizKind.ALLOWED,
            "A member of staff wants to keep a mug in the staff room. Does the policy allow it?",
            "Yes, the policy allows it",
        ),
        (
            "a tablet home",
            QuizKind.ALLOWED,
            "A member of staff wants to take a tablet home. Does the policy allow it?",
            "Yes, if the office has written its number down",
        ),
        (
            "the course",
            QuizKind.ALLOWED,
            "Who may open the pool?",
            "Only staff who have done the course",
        ),
        (
            "lost key",
            QuizKind.WHO_TO_TELL,
            "To whom must a lost key be reported within two working days?",
            "The office",
        ),
        (
            "lost key",
            QuizKind.WHAT_TO_DO,
            "Which of these does the policy say?",
            "A lost key must be reported to the office within two working days",
        ),
    ],
)
def test_a_rule_becomes_a_question_with_its_own_answer(items, words, kind, question, right):
    (item,) = [item for item in of(items, words) if item.kind is kind]
    assert item.question == question
    assert item.options[item.right] == right
    assert len(set(item.options)) == 3


@pytest.mark.parametrize(
    "words",
    [
        "responsibly",  # vague
        "Parents must",  # not the reader's rule
        "Pupils must",
        "spare key",  # the institution's doing
        "a dog",  # something else in the clause takes it back
        "romantic",  # too grave for excuses
        "referral",  # leave to tell is never put in doubt
    ],
)
def test_no_item_is_better_than_one_that_its_clause_does_not_decide(items, words):
    assert of(items, words) == []


def test_in_a_matter_of_safety_nobody_who_could_help_is_a_wrong_answer(items):
    (whom,) = [i for i in of(items, "Low-level") if i.kind is QuizKind.WHO_TO_TELL]
    wrong = [o for n, o in enumerate(whom.options) if n != whom.right]
    assert whom.options[whom.right] == "The headteacher"
    assert not any("lead" in o.lower() or "dsl" in o.lower() or "chair" in o.lower() for o in wrong)


def test_what_the_clause_says_makes_no_difference_is_offered_as_an_excuse(items):
    (item,) = of(items, "board papers")
    assert "Yes, where no name is given" in item.options
    assert item.roles == (InductionRole.GOVERNOR,)


def test_a_clause_in_conflict_is_not_asked_about(document, items):
    clause_id = of(items, "a mug")[0].kept.quote.clause_id
    fewer = proposed(document, frozenset({(clause_id, "another")}))
    assert of(fewer, "a mug") == []
    assert len(fewer) == len(items) - 1


def test_items_wait_for_approval_quote_their_clause_and_have_no_fault(document, items):
    clauses = {clause.clause_id: clause for clause in document.clauses}
    for item in items:
        assert item.state is QuizState.PROPOSED and item.source == "proposed"
        assert item.kept.quote.text == clauses[item.kept.quote.clause_id].text
        assert item.kept.policy_sha256 == document.policy.sha256
        assert faults(item, clauses, frozenset()) == ()


def test_an_item_proposed_again_is_the_same_item(document, items):
    assert [i.item_id for i in proposed(document)] == [i.item_id for i in items]
    assert len({i.item_id for i in items}) == len(items)
