"""Clauses found by made-up questions: what they may change in an answer, and what never."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Verdict
from assistant.bootstrap import Assistant, build
from assistant.made_up.making import make_up
from assistant.printing import answer_text
from assistant.search.made_up import FoundByMadeUp, MadeUpFinder, Use
from assistant.search.ranking import READ, rank
from assistant.search.rewordings import MORE, key
from assistant.settings import Settings
from ingest.made_up import FILE_NAME, MadeBy, clause_key
from tests.assistant.made_up.conftest import asks_of_each, make_questioner
from tests.assistant.phrasing.scripted_server import serving
from tests.assistant.search.test_ranking import LIMITS, TableReader, passage
from tests.conftest import SHIPPED

__all__ = ["make_questioner"]

QUESTION = "can I accept a parent's friend request?"
SLANG = "is it fine to be mates with a kid's mum on insta?"
BY = MadeBy("make_questions 1", "openai:scripted")


@pytest.fixture
def school(tmp_path) -> Assistant:
    """An assistant over the shipped policy that searches by made-up questions, once there are
    some."""
    built = build(Settings(library_dir=tmp_path / "library"))
    assert not built.ingest([SHIPPED]).failed
    finder = MadeUpFinder(built.library, built.encoder)
    return replace(built, answerer=replace(built.answerer, made_up=finder))


def plain_of(assistant: Assistant) -> Assistant:
    return replace(assistant, answerer=replace(assistant.answerer, made_up=None))


def untimed(answer) -> dict:
    return {k: v for k, v in answer.to_json().items() if k != "timings_ms"}


def found(passages, similar, use=Use.ORDER) -> FoundByMadeUp:
    return FoundByMadeUp(tuple(passages), similar, dict.fromkeys(similar, ("q?", "m")), use)


def test_what_the_question_finds_is_read_whatever_made_up_questions_find():
    own = [passage(n, 0.9 - n / 100, 0) for n in range(READ)]
    strays = [passage(50 + n, 0.1, 0) for n in range(10)]
    reader = TableReader()
    made_up = found(strays, {key(p): 1.0 for p in strays})
    ranking = rank("q", own, "staff", reader, LIMITS, None, made_up)
    read = {r.passage.clause.clause_id for r in ranking.ranked}
    assert {p.clause.clause_id for p in own} <= read
    assert len(read) == READ + MORE == READ + len(ranking.by_made_up)
    assert "q?" not in str(reader.read_texts)


@pytest.mark.parametrize(
    ("use", "first", "sure"),
    [(Use.FINDING, "c1", 0.5), (Use.ORDER, "c2", 0.4), (Use.ABSTENTION, "c2", 0.7)],
)
def test_what_their_similarity_counts_for_is_one_of_three(use, first, sure):
    limits = replace(LIMITS, coefficients=(1.0, 0.0, 0.0), intercept=0.0)
    own = [passage(1, 0.5, 0), passage(2, 0.4, 0)]
    made_up = found(own, {key(own[1]): 1.0}, use)
    ranking = rank("q", own, "staff", None, limits, None, made_up)
    assert ranking.ranked[0].passage.clause.clause_id == first
    assert ranking.ranked[0].passage.score == {"c1": 0.5, "c2": 0.4}[first]  # the clause's own
    told = rank("q", [passage(3, sure, 0)], "staff", None, limits)
    assert ranking.answerable == pytest.approx(told.answerable)


def test_a_clause_without_made_up_questions_keeps_its_own_similarity():
    made_up = found([], {("p", "other"): 1.0})
    assert made_up.score(passage(1, 0.3, 0)) == 0.3


def test_with_none_stored_or_switched_off_an_answer_is_the_same_to_the_bit(school):
    for question in (QUESTION, SLANG):
        plain = untimed(plain_of(school).answer(question))
        assert untimed(school.answer(question)) == plain
    clause = school.clauses("social-media-policy")[3]
    title = school.policies()[0].title
    school.library.made_up.keep({clause_key(title, clause): [SLANG]}, BY, school.encoder)
    off = MadeUpFinder(school.library, school.encoder, is_on=lambda: False)
    assert off.find(SLANG) is None
    switched_off = replace(school, answerer=replace(school.answerer, made_up=off))
    assert untimed(switched_off.answer(SLANG)) == plain


def test_a_clause_is_found_by_its_made_up_question_and_explain_says_it_is_generated(school):
    title = school.policies()[0].title
    clauses = school.clauses("social-media-policy")
    nearest = school.library.nearest(school.encoder.encode([SLANG])[0].tolist(), len(clauses))
    far = nearest[-1].clause
    made = f"{SLANG[:-1]} then?"
    school.library.made_up.keep({clause_key(title, far): [made]}, BY, school.encoder)
    answer = school.answer(SLANG)
    (by,) = answer.found_by
    assert (by.clause_id, by.made_up_question, by.model) == (far.clause_id, made, BY.model)
    told = answer_text(answer, explain=True)
    assert f"{far.clause_id}, for a question made up by openai:scripted (generated" in told
    assert made not in answer_text(answer)


def test_opposite_words_made_up_for_every_clause_change_no_quote_and_no_verdict(
    school, make_questioner
):
    """A model that asks each clause turned round: the clause alone is read, quoted and ruled on."""

    def opposite(text: str) -> list[str]:
        turned = text.replace("must not", "may always").replace("should not", "should always")
        turned = turned.replace("not permitted", "permitted").replace(" unless ", " even if not ")
        return [f"{turned[:140].rstrip('.')} is right, isn't it?"]

    with serving(asks_of_each(opposite)) as server:
        report = make_up(school.library, school.encoder, make_questioner(server.address))
    assert report.questions > 30
    policies = {p.policy_id: p for p in school.policies()}
    for question in (
        QUESTION,
        "Can I message a pupil from my own phone?",
        "Who investigates reported incidents?",
        "May staff post photographs of pupils on their own account?",
    ):
        plain, answer = plain_of(school).answer(question), school.answer(question)
        assert (answer.status, answer.verdict, answer.conditions) == (
            plain.status,
            plain.verdict,
            plain.conditions,
        )
        assert answer.quotes[:1] == plain.quotes[:1]
        for quote in (*answer.quotes, *answer.nearest):
            assert policies[quote.policy_id].text[quote.start : quote.end] == quote.text
        assert "isn't it" not in answer_text(answer)
    assert plain_of(school).answer(QUESTION).verdict is Verdict.CONDITIONAL


def test_a_policy_left_out_is_not_found_by_its_made_up_questions(school):
    title = school.policies()[0].title
    clause = school.clauses("social-media-policy")[3]
    school.library.made_up.keep({clause_key(title, clause): [SLANG]}, BY, school.encoder)
    finder = MadeUpFinder(school.library, school.encoder)
    assert finder.find(SLANG).passages[0].clause == clause
    assert finder.find(SLANG, frozenset({"social-media-policy"})).passages == ()


def test_a_clause_that_is_gone_is_found_by_nothing_that_was_made_up_for_it(school, tmp_path):
    title = school.policies()[0].title
    clause = school.clauses("social-media-policy")[3]
    school.library.made_up.keep({clause_key(title, clause): [SLANG]}, BY, school.encoder)
    finder = MadeUpFinder(school.library, school.encoder)
    assert finder.find(SLANG)
    school.remove("social-media-policy")
    assert finder.find(SLANG) is None


def test_a_damaged_file_of_them_costs_no_answer(school, tmp_path):
    plain = untimed(school.answer(QUESTION))
    (tmp_path / "library" / FILE_NAME).write_bytes(b"no database" * 100)
    assert untimed(school.answer(QUESTION)) == plain
