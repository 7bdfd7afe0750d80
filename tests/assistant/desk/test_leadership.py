"""What the head is told, from tables that can be checked by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.answers import Notice, Quote
from assistant.desk.guidance import staleness
from assistant.desk.leadership import Released, Silence, summary
from assistant.desk.leadership_words import WITHHELD_NOTE, actions, overview
from assistant.desk.periods import periods
from assistant.library_links import LinkedOverview
from assistant.records.entries import Asked, Guidance, IngestEvent, KeptFeedback, KeptQuote
from ingest.documents import Policy, PolicyStatus

START, END = date(2026, 9, 1), date(2026, 11, 30)


def on(month: int, day: int = 10) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def asked(count: int, topic: str, month: int, status="answered", policy="Code") -> list[Asked]:
    return [Asked(on(month), status, "staff", topic, policy)] * count


def rated(count: int, rating: str, reason: str) -> list[KeptFeedback]:
    return [KeptFeedback(on(10), "answered", None, (), rating, reason)] * count


def policy(name: str, due: date | None = None, **fields) -> Policy:
    printed = f"{due:%B %Y}" if due else None
    return Policy(
        name.casefold(), name, f"{name}.pdf", "sha", "", 3, review_date=printed, review_due=due,
        **fields,
    )  # fmt: skip


def report(questions=(), **given):
    values = {
        "feedback": (), "ingests": (), "guidance": (), "policies": (), "links": (),
        "start": START, "end": END, "today": END,
    }  # fmt: skip
    return summary(asked=questions, **(values | given))


def published(question="Can I vape?", **fields) -> Guidance:
    quote = Quote(
        "No vaping.", None, "code-1", "code", "Code", None, None, ("Site",), 1, 1, 0, 10, "c.pdf",
        "adopted",
    )  # fmt: skip
    kept = (KeptQuote(quote, "sha"),)
    return Guidance("g1", "r1", question, "No.", kept, "A. Okafor", "DSL", on(9), **fields)


def test_topics_are_counted_by_month_with_their_totals():
    found = report([*asked(6, "Phones", 9), *asked(7, "Phones", 11), *asked(9, "Gifts", 11)])
    assert [period.label for period in found.tallies.when] == ["Sep 2026", "Oct 2026", "Nov 2026"]
    assert found.tallies.asked == (("Phones", (6, 0, 7)), ("Gifts", (0, 0, 9)))
    assert found.tallies.by_topic == {"Phones": 13, "Gifts": 9}
    assert found.tallies.by_period == (6, 0, 16)
    assert found.tallies.questions == found.tallies.answered == 22
    assert not found.tallies.anything_withheld


def test_what_lies_outside_the_time_is_not_counted():
    found = report([*asked(5, "Phones", 8), *asked(5, "Phones", 12), *asked(5, "Phones", 9)])
    assert found.tallies.questions == 5


def test_small_count_is_withheld_with_what_would_give_it_away():
    #          Sep  Oct  Nov | all
    # Phones     6    9    8 | 23
    # Gifts      3    7   20 | 30
    rows = {"Phones": (6, 9, 8), "Gifts": (3, 7, 20)}
    questions = [
        question
        for topic, counts in rows.items()
        for month, count in zip((9, 10, 11), counts, strict=True)
        for question in asked(count, topic, month)
    ]
    shown = dict(report(questions).tallies.asked)
    # What is left says only that the four sum to 14 and 23 across, 9 and 28 down.
    assert shown == {"Phones": (None, 9, None), "Gifts": (None, 7, None)}


def test_live_concerns_are_a_count_alone_and_fewer_than_five_is_all_that_is_said():
    few = report([*asked(3, "", 10, "live_concern", ""), *asked(8, "Phones", 10)])
    assert few.tallies.concerns is None and few.tallies.questions == 8
    assert any("report-now card: fewer than 5." in sentence for sentence in overview(few))
    assert report(asked(6, "", 10, "live_concern", "")).tallies.concerns == 6
    assert report().tallies.concerns == 0


def test_topics_beyond_the_most_asked_share_a_row():
    questions = [q for n in range(12) for q in asked(20 - n, f"Topic {n:02}", 9)]
    rows = report(questions).tallies.asked
    assert len(rows) == 9 and ("All other topics", (12 + 11 + 10 + 9, 0, 0)) in rows


def test_heading_that_two_policies_share_names_its_policy():
    questions = asked(6, "Aims", 9) + asked(5, "Aims", 9, policy="Uniform") + asked(9, "Hats", 9)
    assert list(report(questions).tallies.by_topic) == ["Hats", "Aims (Code)", "Aims (Uniform)"]


def test_silence_is_told_by_topic_and_word_by_word_only_where_released():
    questions = [
        *asked(9, "AI tools", 10, "not_covered"),
        *asked(2, "Lifts", 10, "not_covered"),
        *asked(3, "Hats", 10, "not_covered"),
        *asked(9, "Phones", 10),
    ]
    found = report(questions, released=[Released("AI tools", "May I use a chatbot?")])
    assert [silence.topic for silence in found.silences] == ["AI tools", "Hats", "Lifts"]
    assert found.silences[1:] == (Silence("Hats", None), Silence("Lifts", None))
    assert found.silences[0].questions == ("May I use a chatbot?",)
    # 9 of 14 would leave 5 for the others: still no telling which has fewer than 5.
    assert found.silences[0].count in (9, None)


def test_overdue_policies_are_told_in_days_the_longest_first():
    found = report(
        policies=[
            policy("Uniform", date(2026, 11, 29)),
            policy("Code", date(2025, 11, 30)),
            policy("Visits", date(2026, 11, 30)),
            policy("Old", date(2020, 1, 1), status=PolicyStatus.SUPERSEDED),
            policy("Gifts"),
        ]
    )
    assert [(late.title, late.days) for late in found.overdue] == [("Code", 365), ("Uniform", 1)]
    assert found.undated == ("Gifts",)
    assert actions(found)[0] == (
        "2 policies of 5 are past the review date. The longest is Code, by 365 days."
    )


def test_missing_policies_and_conflicts_are_told_once():
    links = [
        LinkedOverview("Whistleblowing", ("Code",), "missing"),
        LinkedOverview("Complaints", ("Code",), "sample"),
        LinkedOverview("Code", ("Uniform",), "loaded"),
    ]
    found = report(links=links, conflicts=[Notice("conflict", "A and B differ.")] * 2)
    assert [link.title for link in found.missing] == ["Whistleblowing", "Complaints"]
    assert found.conflicts == ("A and B differ.",)
    told = " ".join(actions(found))
    assert "1 policy that others refer to is not held: Whistleblowing." in told
    assert "Complaints" not in told


def test_stale_guidance_is_told_and_withdrawn_guidance_is_not():
    fresh = staleness(published(), {}, [])
    withdrawn = staleness(published(withdrawn_at=on(10)), {}, [])
    found = report(guidance=[fresh, withdrawn])
    assert found.stale == (fresh,) and found.guidance_count == 1


def test_ratings_are_counted_by_reason_and_small_ones_withheld():
    ratings = rated(9, "up", "clear") + rated(7, "down", "unclear") + rated(2, "down", "other")
    tallies = report(feedback=ratings).tallies
    assert tallies.reasons["down", "other"] is None
    assert tallies.reasons["down", "unclear"] is None  # 9 - 7 would be 2
    assert tallies.ratings == {"up": 9, "down": 9}


def test_changes_of_policies_in_the_time_are_listed_and_failures_are_not():
    events = [
        IngestEvent(on(month), "Head", outcome, "code", "Code", "sha")
        for month, outcome in ((8, "added"), (10, "replaced"), (11, "failed"), (11, "unchanged"))
    ]
    assert [(c.on.month, c.outcome) for c in report(ingests=events).changes] == [(10, "replaced")]


def test_report_on_nothing_calls_for_nothing():
    found = report()
    assert actions(found) == ()
    assert overview(found) == ("No questions were asked.",)
    assert WITHHELD_NOTE and not found.tallies.anything_withheld


def test_short_times_are_counted_by_weeks_from_monday():
    found = periods(date(2026, 11, 4), date(2026, 11, 17))
    assert [(p.start.day, p.end.day) for p in found] == [(4, 8), (9, 15), (16, 17)]


def test_time_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        report(start=END, end=START)
