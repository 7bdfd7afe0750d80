"""The words of declarations, certificates and the register, from prompts/declaration.toml."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

from assistant.desk.sentences import PROMPTS, Sentences, read_sentences
from assistant.records.induction_entries import InductionRole
from assistant.replying.composition import months_overdue
from ingest.dates import last_day

FILE = PROMPTS / "declaration.toml"
MOST_TITLES = 4  # of changed policies that are named; the others are counted

_STANDINGS = ("current", "stale", "started", "invited", "expired")
_PLAIN = {  # sentences without variables, by section
    "role": tuple(InductionRole),
    "school": ("unset",),
    "policy": ("no_version", "no_review", "one_month", "under_a_month"),
    "declaration": ("read", "understood", "keep", "dsl_unset", "report", "changes", "kept"),
    "certificate": (
        *("title", "certify", "record", "dsl", "dsl_unset", "questions", "no_attempt"),
        *("policies", "annexed", "column_policy", "column_version", "column_review", "column_hash"),
        *("version_unset", "review_unset", "hash_note", "verified", "signature", "unverified"),
        *("is_not", "check", "check_ask", "stale_title", "right_to_left"),
    ),
    "standing": _STANDINGS,
    "register": (
        *("title", "beside", "empty", "column_person", "column_role", "column_standing"),
        *("column_declared", "column_questions", "column_verified", "column_note"),
        *("unverified", "not_begun", "altered"),
    ),
}
_FILLED = {  # sentences with variables: exactly these
    "policy.version": "version",
    "policy.review": "date",
    "policy.overdue": "review months",
    "policy.months": "months",
    "policy.line": "title version review",
    "policy.sample": "line",
    "policy.superseded": "line",
    "declaration.opening": "person date role school",
    "declaration.top_up": "date",
    "declaration.top_up_nothing": "date",
    "declaration.dsl": "dsl",
    "certificate.read": "role school date",
    "certificate.read_quiz": "role school date",
    "certificate.top_up": "role school date",
    "certificate.first_attempt": "right of date",
    "certificate.last_attempt": "right of number date",
    "certificate.verified_by": "name title date",
    "certificate.check_at": "url",
    "certificate.printed": "date",
    "certificate.stale": "policies date",
    "certificate.stale_several": "policies date",
    "certificate.more": "number",
    "certificate.replaced": "sign",
    **{f"count.{standing}": "number" for standing in _STANDINGS},
    "register.made": "date",
    "register.shown": "shown",
    "register.questions_first": "right of",
    "register.questions": "right of number",
    "register.verified": "name date",
    "register.changed": "policies",
    "register.topping_up": "date",
    "register.again": "date",
    "register.begun": "date",
    "register.link_until": "date",
    "register.link_ended": "date",
    "register.link_withdrawn": "date",
}


@cache
def load_words(path: Path = FILE) -> Sentences:
    """All sentences, checked. TemplateError names one that is missing, unknown or empty, or whose
    variables aren't exactly those expected."""
    return read_sentences(path, _PLAIN, _FILLED)


def review_words(printed: str | None, today: date, words: Sentences) -> str:
    """'review date February 2025: overdue by 21 months', from the date as the policy prints it."""
    if not printed:
        return words.say("policy.no_review")
    review = words.say("policy.review", date=printed)
    if not is_overdue(printed, today):
        return review
    return words.say("policy.overdue", review=review, months=overdue_words(printed, today, words))


def is_overdue(printed: str | None, today: date) -> bool:
    """Whether the last day that a printed review date can mean has passed."""
    due = last_day(printed or "")
    return due is not None and today > due


def overdue_words(printed: str, today: date, words: Sentences) -> str:
    """'21 months', '1 month' or 'less than a month', of a review date that has passed."""
    due = last_day(printed)
    months = months_overdue(due, today) if due else 0
    if months < 1:
        return words.say("policy.under_a_month")
    return (
        words.say("policy.one_month") if months == 1 else words.say("policy.months", months=months)
    )


def listed(titles: Sequence[str], words: Sentences) -> str:
    """'“A”, “B” and 3 more': the first few titles, each once, and how many others."""
    once = list(dict.fromkeys(cleaned(title) for title in titles))
    named = [f"“{title}”" for title in once[:MOST_TITLES]]
    if more := len(once) - len(named):
        named.append(words.say("certificate.more", number=more))
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))


def cleaned(text: str) -> str:
    """In one line, each letter in one piece with its accents: a typeface draws those best."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def local_day(at: datetime) -> date:
    """The day that it was here, by this machine's time zone."""
    return at.astimezone().date()
