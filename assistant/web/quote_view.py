"""A quoted clause as HTML: the policy's words untouched, then where they stand; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.answers import Quote
from assistant.web.markup import emphasised, tag, text
from assistant.web.wording import pages, policy_badge, review_words, version_words
from ingest.documents import Clause, Policy

CONTEXT_CLAUSES = 3  # shown on either side when a section is long
GONE = (
    "This policy has been changed or removed since this answer was given. Ask again to see what it "
    "says now."
)


def quote_html(
    quote: Quote,
    policies: Mapping[str, Policy],
    today: date,
    conditions: Sequence[str] = (),
    label: str | None = None,
    number: int | None = None,
    anchor: str | None = None,
) -> str:
    """The whole clause with its lead-in, its source and its badges.

    `policies` are those loaded now, by id: they say whether the review is overdue and whether the
    quoted words still stand. `label` marks a clause that is no answer. `number` is shown where
    sentences refer to the clause by it; `anchor` is the id that links lead to.
    """
    badge = policy_badge(quote.status)
    badges = [tag("span", text(label), class_="pa-badge pa-badge-nearest")] if label else []
    if number is not None:
        badges.append(tag("span", text(f"Clause {number}"), class_="pa-badge pa-badge-number"))
    if badge:
        sign = tag("span", text(badge.sign), aria_hidden="true", class_="pa-badge-sign")
        words = text(badge.words)
        badges.append(tag("span", sign, words, class_="pa-badge pa-badge-sample"))
    paragraphs = [
        tag("p", emphasised(part, conditions), class_=name)
        for part, name in ((quote.lead_in, "pa-lead-in"), (quote.text, "pa-clause"))
        if part
    ]
    changed = "" if still_stands(quote, policies) else tag("p", text(GONE), class_="pa-changed")
    return tag(
        "figure",
        tag("p", *badges, class_="pa-badges") if badges else "",
        tag("blockquote", *paragraphs),
        tag("figcaption", source_html(quote, policies, today)),
        changed,
        class_="pa-quote" + (" pa-quote-sample" if badge else ""),
        id=anchor,
    )


def source_html(quote: Quote, policies: Mapping[str, Policy], today: date) -> str:
    """Policy title, section path, pages, version and review date of a quote."""
    policy = policies.get(quote.policy_id)
    due = policy.review_due if policy else None
    overdue = due is not None and today > due
    review = review_words(quote.review_date, due, today)
    places = [" › ".join(quote.section) or "Front matter", pages(quote)]
    return tag("cite", text(quote.policy_title)) + tag(
        "ul",
        *(tag("li", text(place)) for place in places),
        tag("li", text(version_words(quote.version))),
        tag("li", text(review), class_="pa-overdue" if overdue else None),
        class_="pa-source",
    )


def source_text(quote: Quote, policies: Mapping[str, Policy], today: date) -> str:
    """The same on one line, for plain text and for screen readers."""
    policy = policies.get(quote.policy_id)
    review = review_words(quote.review_date, policy.review_due if policy else None, today)
    badge = policy_badge(quote.status)
    parts = [
        quote.policy_title,
        " › ".join(quote.section),
        pages(quote),
        version_words(quote.version),
        review,
        badge.words if badge else "",
    ]
    return "; ".join(part for part in parts if part)


def still_stands(quote: Quote, policies: Mapping[str, Policy]) -> bool:
    """Whether the loaded policy still has the quoted words where they were quoted from."""
    policy = policies.get(quote.policy_id)
    return policy is not None and policy.text[quote.start : quote.end] == quote.text


def section_html(quote: Quote, clauses: Sequence[Clause]) -> str:
    """The quoted clause marked among its neighbours of the same section, in document order."""
    shown, before, after = in_context(quote.clause_id, clauses)
    if not shown:
        return tag("p", text(GONE), class_="pa-changed")
    rows = []
    lead_in = None
    for clause in shown:
        if clause.lead_in and clause.lead_in != lead_in:
            rows.append(tag("p", text(clause.lead_in), class_="pa-lead-in"))
        lead_in = clause.lead_in
        if clause.clause_id == quote.clause_id:
            marker = tag("span", "The quoted clause", class_="pa-marker")
            rows.append(tag("p", marker, tag("mark", text(clause.text)), class_="pa-here"))
        else:
            rows.append(tag("p", text(clause.text)))
    more = tag("p", "The section has more before this.", class_="pa-more") if before else ""
    rest = tag("p", "The section goes on after this.", class_="pa-more") if after else ""
    heading = " › ".join(quote.section) or quote.policy_title
    return tag(
        "div",
        tag("p", text(heading), class_="pa-context-heading"),
        more,
        *rows,
        rest,
        class_="pa-context",
    )


def in_context(clause_id: str, clauses: Sequence[Clause]) -> tuple[list[Clause], bool, bool]:
    """The clause's section, cut to a few clauses on either side, and whether more stands before
    and after. Empty when the clause is no longer there."""
    here = next((clause for clause in clauses if clause.clause_id == clause_id), None)
    if here is None:
        return [], False, False
    section = [clause for clause in clauses if clause.section == here.section]
    at = section.index(here)
    start, end = max(at - CONTEXT_CLAUSES, 0), at + CONTEXT_CLAUSES + 1
    return section[start:end], start > 0, end < len(section)
