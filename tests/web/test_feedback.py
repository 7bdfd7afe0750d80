from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from assistant.answers import ConcernKind, Escalation, Status
from assistant.cards import SchoolContacts, card_for
from assistant.web.feedback import Feedback, FeedbackNotKept, keep, record

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_rating_is_kept_with_clauses_and_without_the_question(make_answer):
    kept = record(make_answer(question="zebra"), Feedback("down", "unclear"), NOW)
    assert kept == {
        "time": "2026-11-22T09:30:00+00:00",
        "status": "answered",
        "verdict": "conditional",
        "clause_ids": ["media-1"],
        "rating": "down",
        "reason": "unclear",
    }


def test_clauses_of_every_part_are_kept(make_answer, make_quote):
    both = make_answer(
        quotes=(),
        parts=(make_answer(), make_answer(quotes=(make_quote(clause_id="media-2"),))),
    )
    kept = record(both, Feedback("up", "clear", " short note "), NOW)
    assert kept["clause_ids"] == ["media-1", "media-2"] and kept["note"] == "short note"


def test_nothing_typed_is_kept_about_a_concern(make_answer):
    card = card_for(ConcernKind.CHILD, SchoolContacts())
    concern = make_answer(
        status=Status.LIVE_CONCERN, escalation=Escalation(ConcernKind.CHILD, card)
    )
    kept = record(concern, Feedback("down", "other", "zebra"), NOW)
    assert "note" not in kept and kept["clause_ids"] == []


def test_each_rating_is_a_line_of_its_own(tmp_path):
    for rating in ("up", "down"):
        keep(tmp_path / "new", {"rating": rating, "note": "line\nbreak"})
    lines = (tmp_path / "new" / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["rating"] for line in lines] == ["up", "down"]


def test_folder_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FeedbackNotKept):
        keep(tmp_path / "file", {"rating": "up"})
