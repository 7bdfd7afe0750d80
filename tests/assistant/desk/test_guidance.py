"""When published guidance is shown, and when it is stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.answers import Quote
from assistant.desk.differences import Change
from assistant.desk.guidance import matching, staleness
from assistant.desk.resting import Fate
from assistant.records.entries import Audience, Guidance, IngestEvent, KeptQuote
from ingest.documents import Clause, Policy, PolicyStatus

TEXT = "Staff must not give their personal mobile number to parents."
SECTION = ("Staff", "Contact with parents")
POLICY = Policy("p", "Code of Conduct", "p.pdf", "sha", "", 9)
CLAUSE = Clause("p-1", "p", TEXT, 0, len(TEXT), SECTION, 3, 3)
QUESTION = "Can I give a parent my mobile number?"


def kept(text: str = TEXT, clause_id: str = "p-1", lead_in: str | None = None) -> KeptQuote:
    quote = Quote(
        text, lead_in, clause_id, "p", "Code of Conduct", "2", None, SECTION, 3, 3, 0, len(text),
        "p.pdf", "adopted",
    )  # fmt: skip
    return KeptQuote(quote, "sha")


def guidance(question: str = QUESTION, quotes=None, number: int = 1, **fields) -> Guidance:
    return Guidance(
        guidance_id=f"g{number}",
        reply_id=f"r{number}",
        question=question,
        text="Ring from the office.",
        quotes=(kept(),) if quotes is None else quotes,
        published_by="A. Okafor",
        published_as="Designated Safeguarding Lead",
        published_at=datetime(2026, 10, number, tzinfo=UTC),
        **fields,
    )


def state(published: Guidance, *clauses: Clause, ingests=(), policies=(POLICY,)):
    return staleness(published, {c.clause_id: c for c in clauses}, policies, ingests)


def now(text: str = TEXT, clause_id: str = "p-2", **fields) -> Clause:
    return replace(CLAUSE, clause_id=clause_id, text=text, **fields)


def test_guidance_meets_the_same_question_in_other_words(encoder):
    found = matching(
        "Am I allowed to give a parent my mobile number?", [state(guidance(), CLAUSE)], encoder
    )
    assert found and found.staleness.guidance.guidance_id == "g1"
    assert 0.84 <= found.similarity <= 1


@pytest.mark.parametrize(
    "question",
    [
        "Must I give a parent my mobile number?",
        "Can I give a pupil my mobile number?",
        "Can I refuse to give a parent my mobile number?",
        "Can I give a parent my mobile number in Year 4?",
        "Who has my mobile number?",
        "His dad rang me twice. Can I give a parent my mobile number?",
        "Can I vape on site?",
        "",
    ],
)
def test_guidance_does_not_meet_another_question(encoder, question):
    assert matching(question, [state(guidance(), CLAUSE)], encoder, floor=0.5) is None


def test_guidance_rests_on_a_clause_that_the_answer_quotes(encoder):
    published = [state(guidance(), CLAUSE)]
    assert matching(QUESTION, published, encoder, quoted=["p-9"]) is None
    found = matching(QUESTION, published, encoder, quoted=["p-9", "p-1"])
    assert found and found.shared == {"p-1"}


def test_guidance_without_clauses_gives_way_once_a_policy_answers(encoder):
    published = [state(guidance(quotes=()))]
    assert matching(QUESTION, published, encoder) is not None
    assert matching(QUESTION, published, encoder, quoted=["p-1"]) is None


def test_changed_clause_is_common_ground_so_that_stale_guidance_is_seen(encoder):
    published = [state(guidance(), now("Staff may give their mobile number to parents."))]
    found = matching(QUESTION, published, encoder, quoted=["p-2"])
    assert found and found.staleness.is_stale


def test_guidance_for_parents_is_not_for_staff_nor_the_reverse(encoder):
    published = [state(guidance(), CLAUSE)]
    to_parents = {"r1": Audience.PARENT}
    assert matching(QUESTION, published, encoder, audiences=to_parents) is None
    assert matching(QUESTION, published, encoder, role="parent", audiences=to_parents)
    assert matching(QUESTION, published, encoder, role="parent") is None
    assert matching(QUESTION, published, encoder, role="volunteer")


def test_withdrawn_guidance_is_never_shown_and_of_two_the_newest_is(encoder):
    old, new = state(guidance(), CLAUSE), state(guidance(number=2), CLAUSE)
    withdrawn = state(guidance(number=3, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC)), CLAUSE)
    found = matching(QUESTION, [new, old, withdrawn], encoder)
    assert found and found.staleness.guidance.guidance_id == "g2"
    assert matching(QUESTION, [withdrawn], encoder) is None
    assert matching(QUESTION, [], encoder) is None


def test_clause_as_it_was_leaves_guidance_fresh():
    found = state(guidance(), CLAUSE)
    assert [s.fate for s in found.clauses] == [Fate.UNCHANGED]
    assert not found.is_stale and found.text == ""


def test_same_words_under_another_heading_are_moved_not_changed():
    found = state(guidance(), now(section=("Everyone", "Telephones")))
    assert [s.fate for s in found.clauses] == [Fate.MOVED]
    assert not found.is_stale and found.clause_ids == {"p-2"}


def test_changed_clause_is_shown_word_by_word_with_its_day():
    event = IngestEvent(
        datetime(2026, 11, 3, 9, tzinfo=UTC), "Head", "replaced", "p", "Code", "new", ("p-1",)
    )
    changed = TEXT.replace("must not", "should not")
    found = state(guidance(), now(changed), ingests=[event])
    (clause,) = found.clauses
    assert clause.fate is Fate.CHANGED and found.is_stale
    assert [(r.change, r.text) for r in clause.words if r.change is not Change.SAME] == [
        (Change.REMOVED, "must"),
        (Change.ADDED, "should"),
    ]
    assert found.text == (
        "This guidance rests on a clause that changed on 3 November 2026 (Code of Conduct, Contact "
        "with parents). Ask the DSL before you rely on it."
    )


def test_another_lead_in_is_a_change_although_the_id_is_the_same():
    before = kept(lead_in="Staff should:")
    found = state(guidance(quotes=(before,)), replace(CLAUSE, lead_in="Staff should not:"))
    assert [s.fate for s in found.clauses] == [Fate.CHANGED]


def test_clause_that_is_gone_is_removed_and_an_unlike_one_is_no_successor():
    other = now("Visitors sign in at the office.", "p-3")
    found = state(guidance(), other)
    assert [s.fate for s in found.clauses] == [Fate.REMOVED]
    assert found.clause_ids == frozenset()
    assert "no longer in the policy (Code of Conduct" in found.text


def test_a_clause_that_guidance_also_rests_on_succeeds_no_other():
    sister = TEXT.replace("parents", "pupils")
    quotes = (kept(), kept(sister, "p-4"))
    found = state(guidance(quotes=quotes), now(sister, "p-4"))
    assert [s.fate for s in found.clauses] == [Fate.REMOVED, Fate.UNCHANGED]


def test_policy_that_is_gone_or_superseded_makes_guidance_stale():
    gone = state(guidance(), policies=())
    assert [s.fate for s in gone.clauses] == [Fate.POLICY_REMOVED] and gone.is_stale
    old = replace(POLICY, status=PolicyStatus.SUPERSEDED)
    assert state(guidance(), CLAUSE, policies=(old,)).clauses[0].fate is Fate.SUPERSEDED
