from __future__ import annotations

from datetime import UTC, datetime

from assistant.answers import ConcernKind, Escalation, Status
from assistant.triage.cards import SchoolContacts, card_for
from assistant.web.conversation import EARLIER_TURNS, LONGEST_QUESTION, answered, history, too_long

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _turn(number, question, answer):
    return answered(number, question, "staff", NOW, answer)


def _concern(make_answer, **changes):
    card = card_for(ConcernKind.CHILD, SchoolContacts())
    fields = {
        "question": "zebra",
        "standalone_question": "zebra",
        "status": Status.LIVE_CONCERN,
        "escalation": Escalation(ConcernKind.CHILD, card),
    }
    return make_answer(**{**fields, **changes})


def test_words_of_a_concern_are_in_nothing_that_is_kept(make_answer):
    turn = _turn(1, "zebra", _concern(make_answer))
    assert "zebra" not in repr(turn)
    assert turn.answer and turn.answer.escalation


def test_concern_in_one_part_drops_the_words_of_all(make_answer):
    part = make_answer(question="horse", standalone_question="horse")
    whole = make_answer(question="zebra and horse", parts=(part, _concern(make_answer)))
    kept = repr(_turn(1, "zebra and horse", whole))
    assert "zebra" not in kept and "horse" not in kept


def test_history_has_the_latest_questions_and_no_concern(make_answer):
    turns = [_turn(n, f"question {n}", make_answer()) for n in range(10)]
    turns.append(_turn(10, "zebra", _concern(make_answer)))
    assert history(turns) == tuple(f"question {n}" for n in range(10 - EARLIER_TURNS, 10))


def test_message_is_too_long_only_beyond_the_limit():
    assert too_long("x" * LONGEST_QUESTION) is None
    told = too_long("x" * (LONGEST_QUESTION + 1))
    assert told and "2,001" in told and "2,000" in told
