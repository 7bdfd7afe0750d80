"""An answer as HTML, in pieces that the chat page puts its buttons between; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answers import Answer, Notice, Status
from assistant.desk.guidance import Staleness
from assistant.triage.cards import SchoolContacts
from assistant.web.card_view import card_html
from assistant.web.explanation_view import by_model_html, explanation_html, model_of
from assistant.web.guidance_view import guidance_html
from assistant.web.markup import facts, items, tag, text
from assistant.web.quote_view import quote_html
from assistant.web.wording import (
    force_words,
    notice_title,
    notices_around,
    verdict_label,
    who_to_ask,
)
from ingest.documents import Policy

NEAREST = "Nearest – not an answer"
QUIET = frozenset({"model_unavailable"})  # said, but no reason to read anything differently


@dataclass(frozen=True)
class View:
    """What an answer is drawn with: the policies loaded now by id, the school, who asks, today, and
    what finds the DSL's guidance on an answer, None when there is none."""

    policies: Mapping[str, Policy]
    school: SchoolContacts
    asker: str
    today: date
    guidance_on: Callable[[Answer], Staleness | None] = lambda _: None


def sections(answer: Answer) -> tuple[Answer, ...]:
    """The answers to draw one below the other: the parts of a message that asked several things,
    else the answer itself."""
    return answer.parts or (answer,)


def is_concern(answer: Answer) -> bool:
    """Whether any part of it is a live concern: then the card stands alone."""
    return answer.status is Status.LIVE_CONCERN or any(is_concern(part) for part in answer.parts)


def concern_html(answer: Answer) -> str:
    """The report-now card of a live concern, wherever in the answer it stands."""
    if answer.escalation:
        return card_html(answer.escalation.card)
    return "".join(concern_html(part) for part in answer.parts if is_concern(part))


def verdict_html(answer: Answer, heading: str = "h2") -> str:
    """The verdict in words with its sign, the headline, the conditions, whom it binds."""
    label = verdict_label(answer)
    force = force_words(answer)
    title = [
        tag("span", text(label.sign), class_="pa-sign", aria_hidden="true"),
        tag("span", text(label.words)),
    ]
    if force:
        title.append(tag("span", text(force), class_="pa-force"))
    conditions = [tag("li", tag("q", text(words))) for words in answer.conditions]
    plural = "s" if len(conditions) > 1 else ""
    condition = tag(
        "div",
        tag("p", f"Condition{plural}, in the policy’s words", class_="pa-small-heading"),
        tag("ul", *conditions),
        class_="pa-conditions",
    )
    who = []
    if answer.applies_to:
        who.append(("Binds", ", ".join(answer.applies_to)))
    if answer.approvers:
        who.append(("Approval", ", ".join(answer.approvers)))
    return tag(
        "div",
        tag(heading, *title, class_="pa-verdict"),
        tag("p", text(answer.headline), by_model_html(answer), class_="pa-headline"),
        condition if conditions else "",
        facts(who, class_="pa-who"),
        class_=f"pa-answer pa-tone-{label.tone}",
    )


def notices_html(notices: Sequence[Notice]) -> str:
    """Notices as a list, one entry a kind, in words; '' when there are none."""
    kinds: dict[str, list[str]] = {}
    for notice in notices:
        kinds.setdefault(notice_title(notice), []).append(notice.text)
    rows = [
        tag(
            "li", tag("strong", text(f"{title}.")), " ", *(tag("span", text(t), " ") for t in texts)
        )
        for title, texts in kinds.items()
    ]
    return tag("ul", *rows, class_="pa-notices") if rows else ""


def linked_html(answer: Answer) -> str:
    """The policies that the matter is deferred to and that aren't held, unless a notice says so."""
    if any(notice.kind == "linked_missing" for notice in answer.notices):
        return ""
    missing = dict.fromkeys(link.title for link in answer.linked_policies if not link.loaded)
    texts = [f"This policy refers to the {title}, which isn’t held here." for title in missing]
    return notices_html([Notice("linked_missing", words) for words in texts])


def before_quotes_html(answer: Answer, heading: str = "h2", anchor: str | None = None) -> str:
    """Everything of one answer that comes above its quotes; `anchor` begins the ids of those."""
    explanation = explanation_html(answer, model_of(answer), anchor)
    return verdict_html(answer, heading) + explanation + notices_before_html(answer)


def notices_before_html(answer: Answer) -> str:
    """The notices that change how the quotes are read."""
    return notices_html(notices_around(answer.notices)[0])


def after_quotes_html(answer: Answer, view: View) -> str:
    """Everything of one answer that comes below its quotes: notices, or whom to ask."""
    _, after = notices_around(answer.notices)
    ask = ""
    if answer.status is Status.NOT_COVERED:
        ask = tag(
            "div",
            tag("p", "Who to ask", class_="pa-small-heading"),
            items("ul", who_to_ask(view.asker, view.school)),
            class_="pa-ask",
        )
    quiet = [tag("p", text(n.text), class_="pa-quiet") for n in after if n.kind in QUIET]
    loud = [notice for notice in after if notice.kind not in QUIET]
    return ask + notices_html(loud) + linked_html(answer) + "".join(quiet)


def is_conflict(answer: Answer) -> bool:
    """Whether clauses that pull in different directions are to be shown side by side."""
    return len(answer.quotes) > 1 and any(n.kind == "conflict" for n in answer.notices)


def quotes_html(answer: Answer, view: View) -> str:
    """All quotes of one answer, those of a conflict side by side; the nearest when not covered."""
    quotes = [
        quote_html(
            quote,
            view.policies,
            view.today,
            answer.conditions,
            number=number if answer.explanation else None,
        )
        for number, quote in enumerate(answer.quotes, 1)
    ]
    if is_conflict(answer):
        return tag("div", *quotes, class_="pa-side-by-side")
    nearest = [
        quote_html(quote, view.policies, view.today, label=NEAREST) for quote in answer.nearest
    ]
    return "".join((*quotes, *nearest))


def answer_html(answer: Answer, view: View) -> str:
    """The whole answer in one piece, for saving and printing."""
    if is_concern(answer):
        return concern_html(answer)
    drawn = []
    for number, part in enumerate(sections(answer), 1):
        if answer.parts:
            drawn.append(part_heading(part, number))
        drawn.append(before_quotes_html(part, "h3" if answer.parts else "h2"))
        guidance = view.guidance_on(part)
        drawn += [
            quotes_html(part, view),
            guidance_html(guidance) if guidance else "",
            after_quotes_html(part, view),
        ]
    return "".join(drawn)


def part_heading(part: Answer, number: int) -> str:
    """The heading over one of several questions asked in a message."""
    question = part.standalone_question or part.question
    return tag("h2", text(f"Question {number}: {question}"), class_="pa-part")
