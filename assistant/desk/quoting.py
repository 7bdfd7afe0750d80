"""Clauses as paragraphs of a reply: where each stands, its lead-in, its own words; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from assistant.answers import Quote
from assistant.desk.errors import QuoteNotStored
from assistant.desk.templates import Templates
from assistant.modality.reading import audience_words
from assistant.records.entries import KeptQuote, Paragraph
from assistant.replying.composition import months_overdue, quote_of
from assistant.replying.guard import equals_storage
from ingest.documents import Clause, Policy, PolicyStatus
from ingest.library import Passage

_WITHOUT_PAGES = (".docx", ".html", ".htm", ".md", ".markdown", ".txt")


def kept(quotes: Sequence[Quote], policies: Mapping[str, Policy]) -> tuple[KeptQuote, ...]:
    """Each clause once, with the hash of its policy's file.

    QuoteNotStored when a quote isn't what the policy says where it was quoted from.
    """
    for quote in quotes:
        if not equals_storage(quote, policies):
            raise QuoteNotStored(
                f"A clause of “{quote.policy_title}” ({quote.clause_id}) is no longer in the "
                "library as it was quoted. Ask the question again, then draft the reply."
            )
    by_id = {quote.clause_id: quote for quote in quotes}
    return tuple(KeptQuote(q, policies[q.policy_id].sha256) for q in by_id.values())


def kept_clause(clause: Clause, policy: Policy) -> KeptQuote:
    """A clause as it stands in storage, copied whole, with the hash of its policy's file."""
    return KeptQuote(quote_of(Passage(clause, policy, 1.0)), policy.sha256)


def quote_paragraphs(quote: Quote, templates: Templates) -> tuple[Paragraph, Paragraph]:
    """Where the clause stands, with its lead-in; then the clause's own words, locked."""
    ids, say = (quote.clause_id,), templates.say
    values = {
        "policy": quote.policy_title,
        "place": place(quote, templates),
        "version": edition(quote, templates),
        "review": review(quote, templates),
    }
    if quote.lead_in:
        source = say("policy.source_led", lead_in=quote.lead_in, **values)
    else:
        source = say("policy.source", **values)
    return Paragraph(source, ids), Paragraph(quote.text, ids, quoted=quote.clause_id)


def edition(quote: Quote, templates: Templates) -> str:
    """'version 1.0', or that none is stated."""
    if not quote.version:
        return templates.say("policy.no_version")
    return templates.say("policy.version", version=quote.version)


def review(quote: Quote, templates: Templates) -> str:
    """'review date February 2025', or that none is stated."""
    if not quote.review_date:
        return templates.say("policy.no_review")
    return templates.say("policy.review", date=quote.review_date)


def place(quote: Quote, templates: Templates) -> str:
    """The headings above a clause and its page, or that the document has no fixed pages."""
    say = templates.say
    if quote.source.lower().endswith(_WITHOUT_PAGES):
        pages = say("policy.no_pages")
    elif quote.page_end > quote.page:
        pages = say("policy.pages", page=quote.page, page_end=quote.page_end)
    else:
        pages = say("policy.page", page=quote.page)
    if not quote.section:
        return say("policy.no_section", pages=pages)
    return say("policy.section", section=" › ".join(quote.section), pages=pages)


def standing(
    quotes: Sequence[Quote], policies: Mapping[str, Policy], templates: Templates, today: date
) -> list[Paragraph]:
    """What to know of each policy quoted: overdue for review, only a sample, superseded."""
    said: list[Paragraph] = []
    for policy_id in dict.fromkeys(quote.policy_id for quote in quotes):
        policy = policies[policy_id]
        ids = tuple(q.clause_id for q in quotes if q.policy_id == policy_id)
        if policy.is_overdue(today) and policy.review_due:
            months = overdue_words(months_overdue(policy.review_due, today), templates)
            stated = policy.review_date or f"{policy.review_due:%d %B %Y}"
            values = {"policy": policy.title, "date": stated, "months": months}
            said.append(Paragraph(templates.say("policy.overdue", **values), ids))
        if policy.status is not PolicyStatus.ADOPTED:  # its value is the template's name
            words = templates.say(f"policy.{policy.status.value}", policy=policy.title)
            said.append(Paragraph(words, ids))
    return said


def overdue_words(months: int, templates: Templates) -> str:
    """'21 months', '1 month' or 'less than a month'."""
    if months < 1:
        return templates.say("policy.under_a_month")
    if months == 1:
        return templates.say("policy.one_month")
    return templates.say("policy.months", months=months)


def clause_of(quote: Quote) -> Clause:
    """The clause that a quote is a copy of, for reading its modality."""
    return Clause(
        clause_id=quote.clause_id,
        policy_id=quote.policy_id,
        text=quote.text,
        start=quote.start,
        end=quote.end,
        section=quote.section,
        page=quote.page,
        page_end=quote.page_end,
        lead_in=quote.lead_in,
    )


def subject_of(quote: Quote) -> str | None:
    """Whom the clause names as its subject, verbatim ("Staff and volunteers"), else whom its
    lead-in names; None unless the subject is nothing but people."""
    for text in (quote.text, quote.lead_in or ""):
        if found := _subject().match(text):
            return found["who"]
    return None


@cache
def _subject() -> re.Pattern[str]:
    people = rf"(?:{'|'.join(audience_words())})"
    return re.compile(
        rf"(?P<who>(?:(?:all|any|the|our|no|every|each|other)\s+)*{people}"
        rf"(?:\s*(?:,|and|or|&|,\s*and)\s*{people})*)\s+"
        r"(?:must|will|should|shall|may|can|cannot|are|is|do|have|has|need|who)\b",
        re.IGNORECASE,
    )
