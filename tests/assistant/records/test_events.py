"""What is counted, and that nothing of a live concern is among it."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.records.entries import Asked, IngestEvent, KeptFeedback
from assistant.records.store import open_records


def test_questions_come_back_from_a_moment_on_oldest_first(records, now):
    old, first, second = (
        Asked(now + timedelta(hours=hours), "answered", "staff", "Contact", "Social Media Policy")
        for hours in (-1, 0, 1)
    )
    for asked in (second, old, first):
        records.asked.add(asked)
    assert records.asked.since(now) == [first, second]


def test_ratings_come_back_exactly(records, now):
    rating = KeptFeedback(now, "answered", None, ("media-1", "media-2"), "down", "unclear", "só ✍")
    records.feedback.add(rating)
    assert records.feedback.since(now) == [rating]


def test_an_ingest_comes_back_and_is_in_the_trail(records, now, jane):
    event = IngestEvent(now, "Jane Smith", "replaced", "media", "Média", "ab" * 32, ("media-1",))
    records.ingests.add(event, jane)
    assert records.ingests.since(now) == [event]
    entry = records.audit.entries()[0]
    assert (entry.action, entry.kind, entry.record_id) == ("ingest", "policy", "media")
    assert entry.detail == {"outcome": "replaced", "sha256": "ab" * 32, "clauses_changed": 1}


def test_a_question_that_is_counted_has_no_field_for_its_text():
    assert {field.name for field in fields(Asked)} == {
        "at",
        "status",
        "role",
        "topic",
        "policy_title",
        "conflict",
    }


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_nothing_of_a_live_concern_reaches_the_file(sqlite_url, file, now, words):
    told = f"zebra {words} zebra"
    with open_records(sqlite_url) as records:
        records.asked.add(Asked(now, "live_concern", "staff", told, told))
        records.feedback.add(KeptFeedback(now, "live_concern", None, (told,), "up", "clear", told))
        assert records.asked.since(now)[-1] == Asked(now, "live_concern", "staff")
        assert records.feedback.since(now)[-1].clause_ids == ()
    assert not any(b"zebra" in path.read_bytes() for path in file.parent.iterdir())
