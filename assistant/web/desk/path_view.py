"""An induction path in the making as HTML: its clauses, their plain English, what changed; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assistant.desk.resting import ClauseState, Fate
from assistant.induction.path.groups import Group
from assistant.induction.path.roles import ROLE_WORDS
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import InductionPath, PathItem
from assistant.web.desk.path_editing import Line, Off, Working
from assistant.web.desk.record_view import runs_html
from assistant.web.desk.words import day
from assistant.web.markup import items, tag, text
from assistant.web.quote_view import source_html
from assistant.web.wording import policy_badge
from ingest.documents import Policy

PLAIN_ENGLISH = "In plain English: "
NO_GLOSS = "No plain-English line: the policy’s own words stand alone."
NOT_IN_USE = "PROPOSED – not in use"
PROPOSED = (
    "No path is in use for this role, so nobody can be inducted into it yet. This one is proposed "
    "from the policies held here. Read it group by group, change what you like, and put it in use "
    "at the end of this page."
)
UNUSED = "There are changes here that aren’t in use yet."
POLICIES_CHANGED = (
    "Policies have changed since. Look through what is marked, and put the path in use again."
)
_FATES = {
    Fate.MOVED: "The same words, under another heading than before.",
    Fate.CHANGED: (
        "The words have changed in the policy. People read the new ones; the plain-English line "
        "spoke of the old ones and is proposed anew."
    ),
    Fate.REMOVED: "No longer in the policy, so no longer read.",
    Fate.POLICY_REMOVED: "The policy is no longer held here, so this is no longer read.",
    Fate.SUPERSEDED: "The policy says of itself that it is no longer in force.",
}


def clause_html(kept: KeptQuote, policies: Mapping[str, Policy], today: date, *under: str) -> str:
    """The whole clause with its lead-in, where it stands, whether its review is overdue, and
    ready-made HTML `under` it. `policies` are those held now, by id."""
    quote = kept.quote
    badge = policy_badge(quote.status)
    badges = (
        tag(
            "p",
            tag("span", text(badge.words), class_="pa-badge pa-badge-sample"),
            class_="pa-badges",
        )
        if badge
        else ""
    )
    lead_in = tag("p", text(quote.lead_in), class_="pa-lead-in") if quote.lead_in else ""
    return tag(
        "figure",
        badges,
        tag("blockquote", lead_in, tag("p", text(quote.text), class_="pa-clause")),
        tag("figcaption", source_html(quote, policies, today)),
        *under,
        class_="pa-quote" + (" pa-quote-sample" if badge else ""),
    )


def line_html(line: Line, policies: Mapping[str, Policy], today: date) -> str:
    """A clause of the path with its plain English and what became of it."""
    was = state_html(line.was) if line.was else ""
    return clause_html(line.item.kept, policies, today, gloss_html(line.item), was)


def gloss_html(item: PathItem) -> str:
    """The plain-English line, marked as one, or that there is none."""
    if not item.gloss:
        return tag("p", NO_GLOSS, class_="pa-quiet")
    return tag("p", tag("strong", PLAIN_ENGLISH), text(item.gloss), class_="pa-plain-english")


def state_html(state: ClauseState) -> str:
    """What became of a clause, with the words that were added and taken out."""
    told = _FATES.get(state.fate, "")
    words = tag("p", runs_html(state.words), class_="pa-changes") if state.words else ""
    return tag("div", tag("p", text(told), class_="pa-changed"), words) if told else ""


def gone_html(gone: Iterable[ClauseState], policies: Mapping[str, Policy], today: date) -> str:
    """Clauses of the path in use that no longer stand, each with the reason; '' for none."""
    return "".join(clause_html(one.kept, policies, today, state_html(one)) for one in gone)


def off_html(off: Off, policies: Mapping[str, Policy], today: date) -> str:
    """A clause that isn't on the path, and why."""
    why = [tag("p", text(reason), class_="pa-quiet") for reason in off.reasons]
    return clause_html(off.kept, policies, today, *why)


def head_html(
    working: Working, path: InductionPath | None, is_changed: bool, is_touched: bool
) -> str:
    """Whether what is shown is in use, since when and by whom. `is_changed` says whether it differs
    from the path in use, `is_touched` whether anything was changed on this page."""
    name = ROLE_WORDS[working.role]
    if path is None:
        return (
            tag("p", NOT_IN_USE, class_="pa-banner")
            + tag("h2", text(f"{name}: proposed path"), class_="pa-heading")
            + tag("p", text(PROPOSED))
        )
    since = f"In use since {day(path.made_at)}, put in use by {path.made_by}. Edition"
    told = tag("h2", text(f"{name}: path in use"), class_="pa-heading") + tag(
        "p", text(f"{since} {path.revision}."), class_="pa-quiet"
    )
    if not is_changed:
        return told
    waiting = UNUSED if is_touched else POLICIES_CHANGED
    return told + tag("p", waiting, class_="pa-changed", role="status")


def time_words(clauses: int, questions: int, minutes: float, plan: int) -> str:
    """How long it takes, beside what is planned; all in minutes."""
    rounded = max(1, round(minutes))
    asked = _number(questions, "question") if questions else "no questions"
    told = (
        f"About {_number(rounded, 'minute')}: who the DSL is, {_number(clauses, 'clause')}, "
        f"{asked} and the declaration."
    )
    if rounded > plan:
        told += f" That is more than the {plan} minutes planned: leave something out."
    else:
        told += f" Planned: {_number(plan, 'minute')}."
    if not questions:
        told += (
            " Nobody is quizzed on it, since no approved question is about these clauses: approve "
            "some under “Quiz”."
        )
    return told


def marked_words(working: Working, groups: Iterable[Group]) -> str:
    """In which groups there are clauses that changed; '' when none did."""
    changed = {line.item.group for line in working.lines if line.was}
    titles = [f"“{group.title}”" for group in groups if group.key in changed]
    return f"Clauses have changed in: {', '.join(titles)}." if titles else ""


def whole_html(
    working: Working, groups: Iterable[Group], policies: Mapping[str, Policy], today: date
) -> str:
    """The whole path under its groups' titles, as it is read."""
    shown = []
    for group in groups:
        lines = working.of_group(group.key)
        if lines:
            shown.append(tag("h3", text(group.title)))
            shown += [line_html(line, policies, today) for line in lines]
    return tag("div", *shown, class_="pa-path")


def apart_html(mine: Iterable[PathItem], theirs: Iterable[PathItem]) -> str:
    """Which clauses are on one path alone, of the reader's own and of one that somebody else put in
    use."""
    own = {item.kept.quote.clause_id: item for item in mine}
    other = {item.kept.quote.clause_id: item for item in theirs}
    shown = [
        tag("h4", heading) + items("ul", texts)
        for heading, texts in (
            ("On theirs alone", [_short(i) for key, i in other.items() if key not in own]),
            ("On yours alone", [_short(i) for key, i in own.items() if key not in other]),
        )
        if texts
    ]
    return "".join(shown) or tag(
        "p", "Both have the same clauses; the order, the groups or the plain English differ."
    )


def _short(item: PathItem) -> str:
    """The clause whole: a quote is never cut."""
    quote = item.kept.quote
    return " ".join(f"{quote.policy_title}: {quote.lead_in or ''} {quote.text}".split())


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
