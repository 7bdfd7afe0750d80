"""The words, signs and tones the pages show for an answer's values; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answers import Answer, Force, Notice, Quote, Status, Verdict
from assistant.triage.cards import NOT_SET, SchoolContacts
from ingest.documents import Policy, PolicyStatus

ROLES = {
    "staff": "Staff",
    "volunteer": "Volunteer",
    "governor": "Governor",
    "parent": "Parent or carer",
    "pupil": "Pupil",
}
# Whom a personal link is for, at induction.
LINK_ROLES = {
    "volunteer": "Volunteer",
    "teaching": "Teaching staff",
    "support": "Support staff",
    "supply": "Supply staff or student on placement",
    "governor": "Governor",
}
SAMPLE_BADGE = "SAMPLE – not adopted"
DSL = "Designated Safeguarding Lead"


@dataclass(frozen=True)
class Label:
    """A value in words, with a sign and a tone (a name in the style sheet) to go with them."""

    words: str
    sign: str
    tone: str


_VERDICTS = {
    Verdict.YES: Label("Yes", "✓", "yes"),
    Verdict.NO: Label("No", "✕", "no"),
    Verdict.CONDITIONAL: Label("It depends on a condition", "?", "conditional"),
    Verdict.INFORMATION: Label("What the policy says", "i", "information"),
}
_NO_VERDICT = Label("No verdict – read the wording", "!", "neutral")
_STATUSES = {
    Status.NOT_COVERED: Label("Not covered by the policies held here", "–", "neutral"),
    Status.OUT_OF_SCOPE: Label("Not a question about the school’s policies", "–", "plain"),
    Status.CLARIFY: Label("Please say a little more", "…", "plain"),
    Status.LIVE_CONCERN: Label("Report this now", "!", "concern"),
}
_FORCES = {Force.RULE: "A rule", Force.ADVICE: "Advice, not a rule"}
_NOTICES = {
    "review_overdue": "Review overdue",
    "sample_policy": "Sample policy",
    "advice_only": "Advice only",
    "conflict": "Clauses that pull in different directions",
    "linked_missing": "A linked policy isn’t held here",
    "verdict_withdrawn": "Verdict withdrawn",
    "other_audience": "Written for someone else",
    "several_questions": "Several questions",
    "linked_sample": "Only a sample of a linked policy is held",
    "superseded": "Superseded",
    "watch": "If you are worried about a child",
    "model_unavailable": "Wording",
}
# Shown above the quotes because they change how the quotes are read; the rest come below.
_BEFORE_QUOTES = {
    "watch",
    "conflict",
    "verdict_withdrawn",
    "other_audience",
    "advice_only",
    "several_questions",
}
_FORMATS = {
    ".docx": "Word document, no fixed pages",
    ".html": "web page, no page numbers",
    ".htm": "web page, no page numbers",
    ".md": "text file, no page numbers",
    ".markdown": "text file, no page numbers",
    ".txt": "text file, no page numbers",
}


def link_role_words(role: str) -> str:
    """Whom a link is for, in words; links made earlier may be for a role of the chat."""
    return LINK_ROLES.get(role) or ROLES.get(role, role)


def verdict_label(answer: Answer) -> Label:
    """What to print over an answer: its verdict, or its status when it isn't an answer."""
    if answer.status is not Status.ANSWERED:
        return _STATUSES[answer.status]
    return _VERDICTS[answer.verdict] if answer.verdict else _NO_VERDICT


def force_words(answer: Answer) -> str | None:
    """'A rule' or 'Advice, not a rule'; None when the answer has no force."""
    return _FORCES[answer.force] if answer.force else None


def notice_title(notice: Notice) -> str:
    """A notice's kind in words."""
    return _NOTICES.get(notice.kind, "Please note")


def notices_around(notices: Sequence[Notice]) -> tuple[list[Notice], list[Notice]]:
    """The notices to show before the quotes, and those after."""
    before = [n for n in notices if n.kind in _BEFORE_QUOTES]
    return before, [n for n in notices if n.kind not in _BEFORE_QUOTES]


def pages(quote: Quote) -> str:
    """'Page 5', 'Pages 4–5', or why there is no page number."""
    suffix = "." + quote.source.rsplit(".", 1)[-1].lower()
    if suffix in _FORMATS:
        return _FORMATS[suffix][0].upper() + _FORMATS[suffix][1:]
    if quote.page_end > quote.page:
        return f"Pages {quote.page}–{quote.page_end}"
    return f"Page {quote.page}"


def months_overdue(due: date, today: date) -> int:
    """Whole months since the review was due; 0 within the first month and before."""
    months = (today.year - due.year) * 12 + today.month - due.month
    # The last day of a month stands for its end: 28 February to 30 April is two months.
    if today.day < min(due.day, 28):
        months -= 1
    return max(months, 0)


def review_words(printed: str | None, due: date | None, today: date) -> str:
    """'Review date February 2025: overdue by 21 months', from the date as the policy prints it."""
    if not printed:
        return "Review date not stated"
    if due is None or today <= due:
        return f"Review date {printed}"
    months = months_overdue(due, today)
    if months < 1:
        return f"Review date {printed}: overdue by less than a month"
    return f"Review date {printed}: overdue by {months} month{'s' if months > 1 else ''}"


def version_words(version: str | None) -> str:
    """'Version 1.0', or that the document states none."""
    return f"Version {version}" if version else "Version not stated"


def policy_badge(status: str) -> Label | None:
    """What a document's standing is, when it is not the school's adopted policy."""
    if status == PolicyStatus.SAMPLE:
        return Label(SAMPLE_BADGE, "!", "sample")
    if status == PolicyStatus.SUPERSEDED:
        return Label("SUPERSEDED – no longer in force", "!", "sample")
    return None


def standing(policy: Policy) -> Label:
    """A loaded policy's standing in words, for the library's table."""
    return policy_badge(policy.status) or Label("School policy", "✓", "yes")


def person(role: str, name: str | None) -> str:
    """'Mrs A Example (headteacher)', or that the name hasn't been set."""
    return f"{name} ({role})" if name and name.strip() else f"the {role} (name {NOT_SET} here yet)"


def who_to_ask(asker: str, school: SchoolContacts) -> list[str]:
    """Whom to take an unanswered question to, for this kind of asker; names from the settings."""
    safeguarding = f"About keeping children safe: {person(DSL, school.dsl)}"
    office = f"school office ({school.office})" if school.office else "school office"
    if asker == "pupil":
        return ["Your teacher, or any adult in school whom you trust"]
    if asker == "parent":
        return [f"The {office}", safeguarding]
    return [f"About the policy itself: {person('headteacher', school.head)}", safeguarding]
