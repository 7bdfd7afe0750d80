from __future__ import annotations

from datetime import UTC, datetime

from assistant.answers import ConcernKind, Escalation, Status
from assistant.records.entries import KeptFeedback
from assistant.triage.cards import SchoolContacts, card_for
from assistant.web.feedback import Rating, kept_feedback

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_rating_is_kept_with_clauses_and_without_the_question(make_answer):
    kept = kept_feedback(make_answer(question="zebra"), Rating("down", "unclear"), NOW)
    assert kept == KeptFeedback(NOW, "answered", "conditional", ("media-1",), "down", "unclear")


def test_clauses_of_every_part_are_kept(make_answer, make_quote):
    both = make_answer(
        quotes=(),
        parts=(make_answer(), make_answer(quotes=(make_quote(clause_id="media-2"),))),
    )
    kept = kept_feedback(both, Rating("up", "clear", " short note "), NOW)
    assert kept.clause_ids == ("media-1", "media-2") and kept.note == "short note"


def test_nothing_typed_is_kept_about_a_concern(make_answer):
    card = card_for(ConcernKind.CHILD, SchoolContacts())
    concern = make_answer(
        status=Status.LIVE_CONCERN, escalation=Escalation(ConcernKind.CHILD, card)
    )
    kept = kept_feedback(concern, Rating("down", "other", "zebra"), NOW)
    assert kept.note == "" and kept.clause_ids == ()
