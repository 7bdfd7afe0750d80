"""The leadership report's tables as rows of text, for every form it is given in; pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.desk.leadership import LeadershipReport
from assistant.desk.leadership_words import count_text, some
from assistant.desk.periods import day

# The reasons that raters tick, as a head reads them; any other stands as it is kept.
_REASONS = {
    "right_clause": "quoted the clause needed",
    "clear": "was clear",
    "quick": "saved time",
    "wrong_clause": "quoted the wrong clause",
    "wrong_verdict": "verdict doesn’t fit the clause",
    "incomplete": "a known rule is missing",
    "not_covered": "said “not covered” wrongly",
    "unclear": "was hard to understand",
    "other": "something else",
}
_RATINGS = {"up": "Helpful", "down": "Not helpful"}


@dataclass(frozen=True)
class ReportTable:
    """A heading, a sentence on what the table says, its columns and its rows. `empty` is the
    sentence that stands in place of a table without rows."""

    heading: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


def tables(report: LeadershipReport) -> tuple[ReportTable, ...]:
    """All tables, those that call for action first."""
    tallies = report.tallies
    return (
        ReportTable(
            "Policies past their review date",
            f"Counted to {day(report.made_on)}.",
            ("Policy", "Review date", "Days overdue"),
            tuple(
                (
                    f"{late.title} (sample)" if late.sample else late.title,
                    late.review_date,
                    f"{late.days}",
                )
                for late in report.overdue
            ),
            "No policy is past its review date.",
        ),
        ReportTable(
            "Policies that state no review date",
            "",
            ("Policy",),
            tuple((title,) for title in report.undated),
            "Every policy states a review date.",
        ),
        ReportTable(
            "Policies referred to but not held",
            "A sample is somebody else’s text and binds nobody here.",
            ("Policy", "State", "Referred to by"),
            tuple(
                (
                    link.title,
                    "only a sample" if link.state == "sample" else "not held",
                    ", ".join(link.named_by),
                )
                for link in report.missing
            ),
            "Every policy that another refers to is held.",
        ),
        ReportTable(
            "Clauses that pull in two directions",
            "The assistant shows both and refers the question to a person.",
            ("What was noticed",),
            tuple((text,) for text in report.conflicts),
            "None were noticed.",
        ),
        ReportTable(
            "What no policy answers",
            "Topics are the headings that came nearest. Questions stand here word by word only "
            "where the DSL has released them.",
            ("Topic", "Times asked", "Released questions"),
            tuple((s.topic, count_text(s.count), "\n".join(s.questions)) for s in report.silences),
            "Every question found a policy that answers it.",
        ),
        ReportTable(
            "Published guidance that needs another look",
            f"{some(report.guidance_count, 'piece')} of guidance published.".capitalize(),
            ("Guidance", "Published", "What happened"),
            tuple(
                (
                    state.guidance.question,
                    f"{state.guidance.published_by}, {day(state.guidance.published_at.date())}",
                    state.text,
                )
                for state in report.stale
            ),
            "All published guidance rests on clauses as they stand.",
        ),
        ReportTable(
            "How answers were rated",
            "",
            ("Rating", "Reason", "Times"),
            tuple(
                (_RATINGS.get(rating, rating), _REASONS.get(reason, reason), count_text(count))
                for (rating, reason), count in tallies.reasons.items()
            ),
            "No answer was rated.",
        ),
        ReportTable(
            "Policies added, replaced or removed",
            "",
            ("Day", "Policy", "What was done"),
            tuple((day(change.on), change.title, change.outcome) for change in report.changes),
            "None in this time.",
        ),
    )


def asked_table(report: LeadershipReport) -> ReportTable:
    """Topics by period, with totals."""
    tallies = report.tallies
    rows = [
        (topic, *map(count_text, counts), count_text(tallies.by_topic[topic]))
        for topic, counts in tallies.asked
    ]
    if rows:
        rows.append(
            ("All topics", *map(count_text, tallies.by_period), count_text(tallies.questions))
        )
    return ReportTable(
        "What was asked, by topic and time",
        "Live concerns have no topic and are not in this table.",
        ("Topic", *(period.label for period in tallies.when), "All"),
        tuple(rows),
        "No questions were asked.",
    )
