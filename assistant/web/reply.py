"""One turn of the conversation on the page: the message, the reply, and what to do with it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answers import Answer, Quote, Status
from assistant.errors import AssistantError
from assistant.web import session
from assistant.web.actions import draw_actions
from assistant.web.answer_view import (
    NEAREST,
    View,
    after_quotes_html,
    before_quotes_html,
    concern_html,
    is_concern,
    is_conflict,
    notices_before_html,
    part_heading,
    sections,
    verdict_html,
)
from assistant.web.card_view import NOT_KEPT
from assistant.web.conversation import Turn
from assistant.web.explanation_view import NEXT, explanation_html, waiting_html
from assistant.web.guidance_view import guidance_html
from assistant.web.markup import as_label, tag, text
from assistant.web.page_image import PageImageError, PagePicture, clause_pictures
from assistant.web.quote_view import GONE, quote_html, section_html, still_stands
from assistant.web.rewording import Rewording
from assistant.web.sending import draw_sending
from assistant.web.source import Source
from assistant.web.theme import trouble_html
from assistant.web.wording import ROLES, pages
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk

LOOKS_EVERY = 0.7  # seconds, while an answer is being worded


def draw_reply(
    turn: Turn,
    source: Source,
    desk: Desk | AssistantError,
    view: View,
    rewording: Rewording | None = None,
) -> None:
    """Draws the turn with the DSL's guidance on it and its buttons; `rewording` is of an answer
    that is being worded meanwhile."""
    with st.container(key=f"turn-{turn.number}"):
        with st.chat_message("user"):
            st.html(asker_html(turn))
        with st.chat_message("assistant"):
            if turn.answer is None:
                st.html(trouble_html("Not answered.", turn.problem or ""))
            elif is_concern(turn.answer):
                st.html(concern_html(turn.answer))
                draw_actions(turn, turn.answer, desk, view)
            else:
                _draw_answer(turn, turn.answer, source, view, rewording)
                if any(_is_reply(part) for part in sections(turn.answer)):
                    draw_sending(turn, turn.answer, desk)
                    draw_actions(turn, turn.answer, desk, view)


def asker_html(turn: Turn) -> str:
    """The asker's own message, or that it wasn't kept."""
    kept = turn.question is not None
    return tag(
        "div",
        tag(
            "p",
            text(turn.question if kept else NOT_KEPT),
            class_="pa-asked" if kept else "pa-asked pa-not-kept",
        ),
        tag("p", text(f"Asked as: {ROLES[turn.role].lower()}"), class_="pa-as") if kept else "",
        class_="pa-asker",
    )


def _is_reply(answer: Answer) -> bool:
    return answer.status in (Status.ANSWERED, Status.NOT_COVERED)


def _draw_answer(
    turn: Turn, answer: Answer, source: Source, view: View, rewording: Rewording | None
) -> None:
    heading = "h3" if answer.parts else "h2"
    for number, part in enumerate(sections(answer), 1):
        if answer.parts:
            st.html(part_heading(part, number))
        elif part.reworded:
            understood = f"Understood as: {part.standalone_question}"
            st.html(tag("p", text(understood), class_="pa-understood"))
        key = f"{turn.number}-{number}"
        is_worded = rewording is not None and part.status is Status.ANSWERED
        if rewording is None or not is_worded:
            st.html(before_quotes_html(part, heading, f"clause-{key}"))
        else:
            st.html(verdict_html(part, heading))
            with st.container(key=f"rewording-{key}"):
                draw_rewording(rewording, number - 1, f"clause-{key}", count())
            if before := notices_before_html(part):
                st.html(before)
        _draw_quotes(part, key, source, view, is_worded)
        if guidance := view.guidance_on(part):
            st.html(guidance_html(guidance))
        after = after_quotes_html(part, view)
        if after:
            st.html(after)


@st.fragment(run_every=LOOKS_EVERY)
def draw_rewording(rewording: Rewording, number: int, anchor: str, times: Iterator[int]) -> None:
    """The sentences that have passed so far, looked for again and again; at the end the page is
    drawn anew, with the whole answer. Screen readers are told at the end alone. `times` counts the
    drawings from 0, the one that is part of a whole page's: a page that began with a question just
    typed must not begin again without it."""
    if next(times) and rewording.is_done:
        st.rerun()
    part = sections(rewording.latest)[number]
    so_far = explanation_html(part, rewording.model, anchor)
    if so_far or part.phrasing is None:  # a part of several may be through without a sentence
        st.html(so_far or waiting_html(rewording.model))


def draw_next(answer: Answer) -> None:
    """Questions that could be asked next, as buttons; nothing when there are none."""
    asked = [question for part in sections(answer) for question in part.follow_up_questions]
    if not asked:
        return
    with st.container(key="next-questions"):
        st.html(tag("p", text(NEXT), class_="pa-small-heading"))
        for number, question in enumerate(dict.fromkeys(asked)):
            st.button(
                as_label(question),
                key=f"next-{number}-{question}",
                on_click=session.ask_next,
                args=(question,),
            )


def _draw_quotes(answer: Answer, key: str, source: Source, view: View, is_worded: bool) -> None:
    quotes: list[tuple[Quote, str | None]] = [(quote, None) for quote in answer.quotes]
    quotes += [(quote, NEAREST) for quote in answer.nearest]
    beside = st.columns(2) if is_conflict(answer) else []
    for number, (quote, label) in enumerate(quotes):
        place = beside[number] if number < len(beside) else st.container()
        with place, st.container(key=f"quote-{key}-{number}"):
            referred = (answer.explanation or is_worded) and label is None
            drawn = quote_html(
                quote,
                view.policies,
                view.today,
                answer.conditions,
                label,
                number + 1 if referred else None,
                f"clause-{key}-{number + 1}" if referred else None,
            )
            st.html(drawn)
            _draw_place(quote, f"place-{key}-{number}", source, view)


def _draw_place(quote: Quote, key: str, source: Source, view: View) -> None:
    """The page as a picture, or the section as text, once it is asked for."""
    is_pdf = quote.source.lower().endswith(".pdf")
    label = f"Show on {pages(quote).lower()}" if is_pdf else "Show in its section"
    with st.expander(label, key=key, on_change="rerun", icon=":material/find_in_page:") as place:
        if not place.open:
            return
        if not still_stands(quote, view.policies):
            st.html(tag("p", text(GONE), class_="pa-changed"))
            return
        try:
            file = source.file(quote.policy_id)
            clauses = source.clauses(quote.policy_id)
        except IngestError as error:
            st.html(trouble_html("The policy can’t be shown.", str(error)))
            return
        if is_pdf and file is not None:
            try:
                drawn = clause_pictures(file, quote.text, quote.lead_in, quote.page, quote.page_end)
                st.html("".join(picture_html(picture, quote) for picture in drawn))
                return
            except PageImageError as error:
                st.html(tag("p", text(f"{error} This is the section as text."), class_="pa-quiet"))
        st.html(section_html(quote, clauses))


def picture_html(picture: PagePicture, quote: Quote) -> str:
    """The page; on a narrow screen a close-up of the clause, with the page behind a heading."""
    page = f"Page {picture.page} of {quote.policy_title}"
    if picture.close_up is None:
        note = "The clause couldn’t be marked on this page; look for its words."
        return tag(
            "div",
            _image(picture.png, page),
            tag("p", note, class_="pa-quiet"),
            class_="pa-page-picture",
        )
    marked = f"{page}, with the quoted clause marked: {quote.text}"
    return tag(
        "div",
        tag("div", _image(picture.png, marked), class_="pa-whole"),
        tag("div", _image(picture.close_up, marked), class_="pa-close-up"),
        tag(
            "details",
            tag("summary", f"The whole of page {picture.page}"),
            _image(picture.png, page),
        ),
        class_="pa-page-picture",
    )


def _image(png: bytes, alternative: str) -> str:
    data = base64.b64encode(png).decode("ascii")
    return f'<img src="data:image/png;base64,{data}" alt="{text(alternative)}">'
