"""The leadership report as one tidy table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.desk.export.spreadsheet import csv_table
from assistant.desk.leadership import LeadershipReport
from assistant.desk.leadership_words import FEWER, count_text
from assistant.desk.tallies import Shown

COLUMNS = ("section", "topic", "period", "count", "detail")


def csv_text(report: LeadershipReport) -> str:
    """The table, safe to open in a spreadsheet; to be written as utf-8-sig. A withheld count reads
    "withheld"."""
    return csv_table(COLUMNS, _rows(report))


def _rows(report: LeadershipReport) -> Iterator[tuple[str, str, str, str, str]]:
    tallies, whole = report.tallies, f"{report.start} to {report.end}"
    spans = [f"{period.start} to {period.end}" for period in tallies.when]

    def row(
        section: str, topic: str, count: Shown | str, detail: str = "", period: str = whole
    ) -> tuple[str, str, str, str, str]:
        number = count if isinstance(count, str) else count_text(count)
        return section, topic, period, number, detail

    today = str(report.made_on)
    yield row("report", "made on", "", detail=today)
    yield row("questions", "all", tallies.questions)
    yield row("questions", "answered from a policy", tallies.answered)
    yield row("questions", "no policy answers", tallies.not_covered)
    yield row("questions", "other", tallies.other)
    yield row("questions", "live concerns", FEWER if tallies.concerns is None else tallies.concerns)
    for topic, counts in tallies.asked:
        for span, count in zip(spans, counts, strict=True):
            yield row("asked", topic, count, period=span)
        yield row("asked", topic, tallies.by_topic[topic])
    for span, count in zip(spans, tallies.by_period, strict=True):
        yield row("asked", "all topics", count, period=span)
    yield row("asked", "all topics", tallies.questions)
    for silence in report.silences:
        yield row("no policy answers", silence.topic, silence.count)
        for question in silence.questions:
            yield row("released question", silence.topic, "", detail=question)
    for text in report.conflicts:
        yield row("conflict", "", "", detail=text)
    for late in report.overdue:
        status = f"review date {late.review_date}" + (", sample" if late.sample else "")
        yield row("days overdue for review", late.title, str(late.days), status, today)
    for title in report.undated:
        yield row("no review date", title, "", period=today)
    for link in report.missing:
        yield row(
            "linked policy", link.title, "", f"{link.state}; {', '.join(link.named_by)}", today
        )
    for rating, count in tallies.ratings.items():
        yield row("rating", rating, count)
    for (rating, reason), count in tallies.reasons.items():
        yield row("rating reason", f"{rating}: {reason}", count)
    for state in report.stale:
        yield row("stale guidance", state.guidance.question, "", state.text, today)
    for change in report.changes:
        yield row("policy change", change.title, "", change.outcome, str(change.on))
