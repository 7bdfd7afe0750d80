from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from assistant.answers import Status
from assistant.desk.asked import asked_of
from assistant.records.entries import Asked

NOW = datetime(2026, 11, 25, tzinfo=UTC)
WORDS = "personal phone in the staff room"


def test_topic_is_the_heading_of_the_first_clause(answered):
    answer = answered("May I?", WORDS)
    quote = answer.quotes[0]
    counted = asked_of(answer, "staff", NOW)
    assert counted == Asked(NOW, "answered", "staff", quote.section[-1], quote.policy_title)


def test_a_clause_without_heading_gives_its_policy(answered):
    answer = answered("May I?", WORDS)
    bare = replace(answer, quotes=(replace(answer.quotes[0], section=()),))
    assert asked_of(bare, "staff", NOW).topic == answer.quotes[0].policy_title


def test_of_a_concern_the_time_alone_is_kept(answered):
    concern = replace(answered("May I?", WORDS), status=Status.LIVE_CONCERN)
    assert asked_of(concern, "pupil", NOW) == Asked(NOW, "live_concern", "")
