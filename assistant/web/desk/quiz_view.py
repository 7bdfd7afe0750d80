"""Questions of the quiz as HTML, for those who approve them; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.desk.suppression import SMALLEST_SHOWN
from assistant.induction.office import JudgedItem
from assistant.induction.path.roles import ROLE_WORDS
from assistant.induction.quiz.clashing import StandingClash
from assistant.induction.quiz.statistics import ItemStatistic
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import InductionRole, QuizItem, QuizKind, QuizState
from assistant.web.desk.path_view import clause_html
from assistant.web.desk.quiz_editing import Shown
from assistant.web.desk.words import day
from assistant.web.markup import items, table, tag, text
from ingest.documents import Policy

KINDS = {
    QuizKind.ALLOWED: "May somebody do this?",
    QuizKind.WHAT_TO_DO: "What to do",
    QuizKind.WHO_TO_TELL: "Whom to tell",
}
SOURCES = {
    "shipped": "Written and checked by people for this policy’s words; comes with this program",
    "proposed": "Made by the program from the clause",
}
LAPSED = "Its words have changed since, or it is gone: it is no longer kept from being asked about."
LOOK_AGAIN = (
    "A clause of this mark has changed. See whether it still clashes: mark the new words, or take "
    "this mark back."
)
WITHHELD = "too few answers to tell"
FEW = f"fewer than {SMALLEST_SHOWN}"


def summary(counts: Mapping[Shown, int]) -> str:
    """'48 questions are in use, 12 are to be approved.'"""
    asked = counts[Shown.ASKED]
    told = [f"{_number(asked)} in use"]
    if waiting := counts[Shown.TO_APPROVE]:
        told.append(f"{waiting} to approve")
    if not_asked := counts[Shown.NOT_ASKED]:
        told.append(f"{not_asked} approved, but not asked today")
    if retired := counts[Shown.RETIRED]:
        told.append(f"{retired} retired")
    return f"{', '.join(told)}."


def item_html(judged: JudgedItem, policies: Mapping[str, Policy], today: date) -> str:
    """A question with its options, the right one told in words; the clause whole; what keeps it
    from being asked."""
    item = judged.item
    about = f"{KINDS[item.kind]} · for {roles_words(item.roles)}"
    faults = (
        tag("h3", text(_before(item)), class_="pa-small-heading")
        + items("ul", judged.faults, class_="pa-faults")
        if judged.faults and item.state is not QuizState.RETIRED
        else ""
    )
    return (
        tag("h2", text(item.question), class_="pa-row")
        + tag("p", text(about), class_="pa-quiet")
        + options_html(item)
        + faults
        + tag("p", "The clause that decides it", class_="pa-small-heading")
        + clause_html(item.kept, policies, today)
        + tag("p", text(standing_words(item)), class_="pa-quiet")
    )


def clash_html(
    one: StandingClash,
    policies: Mapping[str, Policy],
    today: date,
    clauses: Sequence[KeptQuote],
) -> str:
    """A mark that clauses clash: why, by whom, and the `clauses` of it, each whole as it stood then
    with what no longer holds."""
    clash = one.clash
    told = f"{clash.reason} Marked by {clash.marked_by}, {day(clash.marked_at)}.".strip()
    lapsed = tag("p", text(LAPSED), class_="pa-changed")
    shown = [
        clause_html(kept, policies, today, *([lapsed] if kept in one.lapsed else []))
        for kept in clauses
    ]
    again = tag("p", text(LOOK_AGAIN), class_="pa-changed") if one.lapsed else ""
    heading = tag(
        "h3", "Marked as in conflict: nothing is asked about it", class_="pa-small-heading"
    )
    return heading + tag("p", text(told)) + again + "".join(shown)


def options_html(item: QuizItem) -> str:
    """The options; which one is right is said, not only shown."""
    rows = [
        tag("li", tag("strong", "✓ Right: "), text(option), class_="pa-right")
        if number == item.right
        else tag("li", tag("span", "Wrong: ", class_="pa-quiet"), text(option))
        for number, option in enumerate(item.options)
    ]
    return tag("ol", *rows, class_="pa-options")


def roles_words(roles: Sequence[InductionRole]) -> str:
    """'everyone', or 'volunteer, governor'."""
    if set(roles) == set(InductionRole):
        return "everyone"
    return ", ".join(ROLE_WORDS[role].lower() for role in roles)


def standing_words(item: QuizItem) -> str:
    """Where it comes from, and who did what about it last."""
    source = SOURCES.get(item.source, f"Written by {item.source}")
    if item.state is QuizState.APPROVED and item.approved_at:
        return f"{source}. Approved by {item.approved_by}, {day(item.approved_at)}."
    if item.state is QuizState.RETIRED:
        return f"{source}. Retired: it isn’t asked any more."
    if item.revision > 1:
        return f"{source}. Changed by {item.changed_by}, {day(item.changed_at)}; not approved yet."
    return f"{source}. Not approved yet."


def statistics_html(statistics: Sequence[ItemStatistic]) -> str:
    """How often each question was answered rightly, the hardest first."""
    columns = {
        "question": "Question",
        "share": "Answered rightly",
        "asked": "Answers",
        "clause": "Policy",
    }
    rows = [
        {
            "question": text(one.item.question),
            "share": text(share_words(one)),
            "asked": text(one.asked if one.asked is not None else FEW),
            "clause": text(one.item.kept.quote.policy_title),
        }
        for one in statistics
    ]
    if not rows:
        return tag("p", "Nobody has answered a question yet.")
    return table("The questions that were answered, the hardest first", columns, rows)


def share_words(statistic: ItemStatistic) -> str:
    """'40%: 8 of 20', or that there are too few answers to say."""
    if statistic.share is None:
        return WITHHELD
    return f"{round(100 * statistic.share)}%: {statistic.right} of {statistic.asked}"


def _before(item: QuizItem) -> str:
    if item.state is QuizState.APPROVED:
        return "Why it isn’t asked today"
    return "Before it can be approved"


def _number(count: int) -> str:
    return f"{count} question" if count == 1 else f"{count} questions"
