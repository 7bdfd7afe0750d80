"""The quiz goes question by question; an answer is kept once, and only to what was asked."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from assistant.records.errors import (
    AttemptOpen,
    OutOfOrder,
    RecordClosed,
    RecordsError,
    UnknownRecord,
)
from tests.assistant.records.made import (
    answer,
    approved,
    attempt,
    begun,
    declared,
    holder,
    item,
    quizzed,
)


@pytest.fixture
def items(records):
    return approved(records)


@pytest.fixture
def made(records):
    return begun(records)


@pytest.fixture
def go(records, made, items):
    started = attempt(made, items)
    records.inductions.start_attempt(started, holder(made))
    return started


def test_answers_are_kept_in_order_with_what_was_chosen(records, made, go, items):
    wrong, right = answer(go, 0, items[0], chosen=2), answer(go, 1, items[1])
    for given in (wrong, right):
        records.inductions.answer(given, holder(made))
    assert not wrong.right and right.right
    assert records.inductions.answers(go.attempt_id) == [wrong, right]
    assert records.inductions.attempts(made.induction_id) == [go]
    assert records.inductions.all_answers() == [wrong, right]


def test_the_trail_does_not_say_who_was_wrong(records, made, go, items):
    records.inductions.answer(answer(go, 0, items[0], chosen=2), holder(made))
    entry = records.audit.entries()[-1]
    assert (entry.action, entry.kind, entry.record_id) == ("answer", "attempt", go.attempt_id)
    assert entry.detail == {"position": 0, "item": items[0].item_id}


def test_another_attempt_waits_until_the_first_is_finished(records, made, go, items):
    second = attempt(made, items, 2)
    with pytest.raises(AttemptOpen, match="isn’t finished") as caught:
        records.inductions.start_attempt(second, holder(made))
    assert caught.value.attempt_id == go.attempt_id
    for position, one in enumerate(items):
        records.inductions.answer(answer(go, position, one), holder(made))
    with pytest.raises(OutOfOrder, match="number 2"):
        records.inductions.start_attempt(replace(second, number=3), holder(made))
    records.inductions.start_attempt(second, holder(made))
    assert records.inductions.attempts(made.induction_id) == [go, second]


@pytest.mark.parametrize(
    ("position", "item_at", "changes", "said"),
    [
        (1, 1, {}, "isn’t the question that comes next"),
        (-1, 0, {}, "isn’t the question that comes next"),
        (0, 1, {}, "another question than the one asked"),
        (0, 0, {"chosen": 3}, "doesn’t belong to the question"),
        (0, 0, {"chosen": -1}, "doesn’t belong to the question"),
        (0, 0, {"chosen": 0, "right": True}, "doesn’t belong to the question"),
    ],
)
def test_an_answer_to_anything_but_what_was_asked_is_not_kept(
    records, made, go, items, position, item_at, changes, said
):
    before = len(records.audit.entries())
    with pytest.raises(OutOfOrder, match=said):
        records.inductions.answer(answer(go, position, items[item_at], **changes), holder(made))
    assert records.inductions.answers(go.attempt_id) == []
    assert len(records.audit.entries()) == before


def test_the_first_answer_stands(records, made, go, items):
    records.inductions.answer(answer(go, 0, items[0], chosen=0), holder(made))
    with pytest.raises(OutOfOrder, match="first answer stands"):
        records.inductions.answer(answer(go, 0, items[0]), holder(made))
    assert [given.chosen for given in records.inductions.answers(go.attempt_id)] == [0]


def test_nothing_comes_after_the_last_question(records, made, go, items):
    for position, one in enumerate(items):
        records.inductions.answer(answer(go, position, one), holder(made))
    with pytest.raises(OutOfOrder, match="comes next"):
        records.inductions.answer(answer(go, 2, items[0]), holder(made))


def test_two_who_answer_at_once_give_one_answer(records, made, go, items):
    start, said = threading.Barrier(4), []

    def give(chosen: int) -> None:
        start.wait()
        try:
            records.inductions.answer(answer(go, 0, items[0], chosen=chosen), holder(made))
            said.append("kept")
        except RecordsError as error:
            said.append(type(error).__name__)

    threads = [threading.Thread(target=give, args=(number % 3,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["OutOfOrder"] * 3 + ["kept"]
    assert len(records.inductions.answers(go.attempt_id)) == 1
    assert records.audit.verify() is None


def test_only_approved_questions_are_asked(records, made, items, jane):
    proposed = records.quiz.add(item(), jane)
    records.quiz.retire(items[1].item_id, jane, "")
    for drawn in ([proposed], [items[0], items[1]], [item()]):
        with pytest.raises(RecordClosed, match="changed or taken out of use"):
            records.inductions.start_attempt(attempt(made, drawn), holder(made))
    with pytest.raises(OutOfOrder, match="at least one question"):
        records.inductions.start_attempt(attempt(made, []), holder(made))
    assert records.inductions.attempts(made.induction_id) == []


def test_an_answer_stays_with_the_question_as_it_was_asked(records, made, go, items, jane):
    given = answer(go, 0, items[0])
    records.inductions.answer(given, holder(made))
    records.quiz.save(items[0].item_id, 1, replace(items[0], right=0), jane)
    assert records.quiz.at_revision(given.item_id, given.item_revision) == items[0]
    unapproved = records.quiz.save(items[1].item_id, 1, items[1], jane)
    with pytest.raises(OutOfOrder, match="doesn’t belong"):
        records.inductions.answer(answer(go, 1, unapproved), holder(made))
    records.inductions.answer(answer(go, 1, items[1]), holder(made))  # as it was drawn


def test_an_attempt_that_cannot_be_finished_is_ended_and_another_begun(records, made, go, items):
    given = answer(go, 0, items[0])
    records.inductions.answer(given, holder(made))
    records.inductions.end_attempt(go.attempt_id, holder(made), "Its clause is gone.")
    (ended,) = records.inductions.attempts(made.induction_id)
    assert ended.ended_at is not None and replace(ended, ended_at=None) == go
    assert records.inductions.answers(go.attempt_id) == [given]
    with pytest.raises(RecordClosed, match="was ended on 22 November 2026"):
        records.inductions.answer(answer(go, 1, items[1]), holder(made))
    with pytest.raises(RecordClosed, match="over already"):
        records.inductions.end_attempt(go.attempt_id, holder(made))
    records.inductions.start_attempt(attempt(made, items[:1], 2), holder(made))


def test_a_finished_attempt_is_not_ended_again(records, made, items):
    finished = quizzed(records, made, items)
    with pytest.raises(RecordClosed, match="over already"):
        records.inductions.end_attempt(finished.attempt_id, holder(made))


def test_no_quiz_after_the_declaration(records, made, go, items):
    declared(records, made)
    with pytest.raises(RecordClosed, match="What was declared stands"):
        records.inductions.answer(answer(go, 0, items[0]), holder(made))
    with pytest.raises(RecordClosed):
        records.inductions.start_attempt(attempt(made, items, 2), holder(made))


def test_what_is_not_kept_is_told(records, made, go, items):
    with pytest.raises(UnknownRecord, match="attempt"):
        records.inductions.answer(answer(replace(go, attempt_id="gone"), 0, items[0]), holder(made))
    with pytest.raises(UnknownRecord, match="quiz_item"):
        asked = answer(go, 0, items[0], item_revision=9)
        records.inductions.answer(asked, holder(made))
    with pytest.raises(UnknownRecord, match="induction"):
        gone = replace(go, induction_id="gone")
        records.inductions.start_attempt(gone, holder(made))


def test_the_database_itself_refuses_a_change_to_an_answer(records, url, made, go, items):
    given = answer(go, 0, items[0], chosen=0)
    records.inductions.answer(given, holder(made))
    engine = create_engine(url)
    with pytest.raises(Exception, match="never changed"), engine.begin() as connection:
        connection.execute(text("UPDATE quiz_answers SET chosen = 1"))
    engine.dispose()
    assert records.inductions.answers(go.attempt_id) == [given]
