"""An answer to save or print: one HTML file that needs nothing else, or plain text; pure."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from assistant.answers import Answer, Quote, Status
from assistant.web.answer_view import (
    NEAREST,
    QUIET,
    View,
    answer_html,
    concern_html,
    is_concern,
    sections,
)
from assistant.web.card_view import card_text
from assistant.web.explanation_view import NEXT, explanation_lines
from assistant.web.guidance_view import guidance_text
from assistant.web.markup import tag, text
from assistant.web.quote_view import source_text
from assistant.web.wording import force_words, notice_title, verdict_label, who_to_ask

ANSWER_STYLE = Path(__file__).with_name("answer.css")
ORIGIN = (
    "Made by an automated assistant from the policies named above. The quotes are word for word; "
    "the policy itself is what counts. Asking here reported nothing to anyone."
)


def file_name(asked_at: datetime, suffix: str) -> str:
    """A name for the saved file: it says when, never what was asked."""
    return f"policy-answer-{asked_at:%Y-%m-%d-%H%M%S}.{suffix}"


def saved_html(question: str | None, answer: Answer, view: View, asked_at: datetime) -> str:
    """A whole page with its style inside it. A live concern is saved as the card alone."""
    concern = is_concern(answer)
    school = view.school.name or "School"
    asked = (
        ""
        if concern or not question
        else tag("p", tag("strong", "Question: "), text(question), class_="pa-asked")
    )
    title = "Report this now" if concern else "Policy Assistant – answer"
    body = tag(
        "main",
        tag("p", text(f"{school} · Policy Assistant"), class_="pa-origin"),
        asked,
        concern_html(answer) if concern else answer_html(answer, view),
        tag("p", text(f"Saved {asked_at:%d %B %Y, %H:%M}. "), text(ORIGIN), class_="pa-origin"),
        class_="pa-saved",
    )
    style = tag("style", ANSWER_STYLE.read_text(encoding="utf-8"))
    head = tag("head", '<meta charset="utf-8">', VIEWPORT, tag("title", text(title)), style)
    return "<!doctype html>\n" + tag("html", head, tag("body", body), lang="en") + "\n"


VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


def saved_text(question: str | None, answer: Answer, view: View, asked_at: datetime) -> str:
    """The same as plain text."""
    asked = [] if is_concern(answer) or not question else [f"Question: {question}"]
    origin = f"Saved {asked_at:%d %B %Y, %H:%M}. {ORIGIN}"
    return "\n\n".join([*asked, answer_text(answer, view), origin]) + "\n"


def answer_text(answer: Answer, view: View) -> str:
    """The complete answer in reading order: what a screen reader is given, once."""
    if is_concern(answer):
        return _cards(answer)
    return "\n\n".join(_section(part, view) for part in sections(answer))


def wording_text(answer: Answer) -> str:
    """What a chat model has added to an answer since it was read out, to be read out once; '' for
    nothing."""
    told: list[str] = []
    for part in sections(answer):
        if part.phrasing and part.phrasing.headline:
            told.append(part.headline)
        told += explanation_lines(part)
        told += [notice.text for notice in part.notices if notice.kind in QUIET]
        if part.follow_up_questions:
            told.append(f"{NEXT}: {' '.join(part.follow_up_questions)}")
    return "\n".join(told)


def _cards(answer: Answer) -> str:
    if answer.escalation:
        return card_text(answer.escalation.card)
    return "\n\n".join(_cards(part) for part in answer.parts if is_concern(part))


def _section(answer: Answer, view: View) -> str:
    force = force_words(answer)
    words = verdict_label(answer).words
    lines = [f"{words} ({force})." if force else f"{words}.", answer.headline]
    lines += explanation_lines(answer)
    lines += [f"Condition: “{condition}”" for condition in answer.conditions]
    if answer.applies_to:
        lines.append(f"Binds: {', '.join(answer.applies_to)}.")
    if answer.approvers:
        lines.append(f"Approval: {', '.join(answer.approvers)}.")
    quoted: list[tuple[str | None, Quote]] = [(None, quote) for quote in answer.quotes]
    quoted += [(NEAREST, quote) for quote in answer.nearest]
    for number, (label, quote) in enumerate(quoted, 1):
        if answer.explanation:
            label = f"Clause {number}"
        whole = f"{quote.lead_in} {quote.text}" if quote.lead_in else quote.text
        source = source_text(quote, view.policies, view.today)
        lines.append(f"{label + ': ' if label else ''}“{whole}”\n({source})")
    if guidance := view.guidance_on(answer):
        lines.append(guidance_text(guidance))
    if answer.status is Status.NOT_COVERED:
        lines.append("Who to ask: " + "; ".join(who_to_ask(view.asker, view.school)))
    lines += [f"{notice_title(notice)}: {notice.text}" for notice in answer.notices]
    return "\n".join(lines)
