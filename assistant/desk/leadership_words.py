"""The leadership report in plain sentences; pure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.desk.leadership import LeadershipReport
from assistant.desk.suppression import SMALLEST_SHOWN
from assistant.desk.tallies import Shown, Tallies

WITHHELD = "withheld"
FEWER = f"fewer than {SMALLEST_SHOWN}"  # only for a count that stands in no sum with others
WITHHELD_NOTE = (
    "“Withheld” stands for a count of 1 to 4, or for one from which such a count could be worked "
    "out; such a count is never shown."
)


def count_text(count: Shown) -> str:
    """The count, or that it is withheld."""
    return WITHHELD if count is None else str(count)


def some(count: int, thing: str, things: str | None = None) -> str:
    """ "1 policy", "3 policies", "no policies"."""
    many = things or f"{thing}s"
    return f"no {many}" if count == 0 else f"{count} {thing if count == 1 else many}"


def actions(report: LeadershipReport) -> tuple[str, ...]:
    """What calls for somebody's action, the gravest first; empty when nothing does."""
    return (*_on_policies(report), *_on_silences(report), *_on_guidance(report))


def overview(report: LeadershipReport) -> tuple[str, ...]:
    """How much was asked and how it went."""
    return (*_on_questions(report.tallies), *_on_ratings(report.tallies))


def _on_policies(report: LeadershipReport) -> Iterator[str]:
    late = report.overdue
    if late:
        worst = late[0]
        which = "It is" if len(late) == 1 else "The longest is"
        verb = "is" if len(late) == 1 else "are"
        share = f"{some(len(late), 'policy', 'policies')} of {report.policy_count}"
        yield (
            f"{share} {verb} past the review date. {which} {worst.title}, by "
            f"{some(worst.days, 'day')}."
        )
    if report.undated:
        states = "states" if len(report.undated) == 1 else "state"
        yield f"{some(len(report.undated), 'policy', 'policies')} {states} no review date."
    if report.conflicts:
        yield (
            f"{some(len(report.conflicts), 'pair')} of clauses pull in two directions and need a "
            "decision."
        )
    missing = [link.title for link in report.missing if link.state == "missing"]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        yield (
            f"{some(len(missing), 'policy', 'policies')} that others refer to {are} not held: "
            f"{', '.join(missing)}."
        )


def _on_silences(report: LeadershipReport) -> Iterator[str]:
    if not report.silences:
        return
    first = report.silences[0]
    most = f" Most asked: {first.topic} ({first.count} times)." if first.count is not None else ""
    topics = some(len(report.silences), "topic")
    total = report.tallies.not_covered
    asked = f", asked {total} times in all" if total is not None else ""
    yield f"No policy answered questions on {topics}{asked}.{most}"


def _on_guidance(report: LeadershipReport) -> Iterator[str]:
    if report.stale:
        rests = "rests on a clause" if len(report.stale) == 1 else "rest on clauses"
        yield (
            f"{len(report.stale)} of {some(report.guidance_count, 'piece')} of published guidance "
            f"{rests} that changed or went: the DSL should look at it again."
        )


def _on_questions(tallies: Tallies) -> Iterator[str]:
    if tallies.questions is None:
        yield "How many questions were asked is withheld."
    else:
        were = "was" if tallies.questions == 1 else "were"
        yield f"{some(tallies.questions, 'question').capitalize()} {were} asked."
    if tallies.answered and tallies.not_covered is not None:
        yield (
            f"{tallies.answered} were answered from a policy; {tallies.not_covered} had no policy "
            "to answer them."
        )
    if tallies.concerns != 0:
        number = FEWER if tallies.concerns is None else tallies.concerns
        yield f"Live concerns that got the report-now card: {number}. Nothing else of them is kept."


def _on_ratings(tallies: Tallies) -> Iterator[str]:
    up, down = tallies.ratings["up"], tallies.ratings["down"]
    if up or down or None in (up, down):
        yield f"Answers rated helpful: {count_text(up)}; not helpful: {count_text(down)}."
