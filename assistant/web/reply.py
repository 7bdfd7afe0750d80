"""One turn of the conversation on the page: the message, the reply, and what to do with it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answers import Answer, Quote, Status
from assistant.errors import AssistantError
from assistant.web.actions import draw_actions
from assistant.web.answer_view import (
    NEAREST,
    View,
    after_quotes_html,
    before_quotes_html,
    concern_html,
    is_concern,
    is_conflict,
    part_heading,
    sections,
)
from assistant.web.card_view import NOT_KEPT
from assistant.web.conversation import Turn
from assistant.web.guidance_view import guidance_html
from assistant.web.markup import tag, text
from assistant.web.page_image import PageImageError, PagePicture, clause_pictures
from assistant.web.quote_view import GONE, quote_html, section_html, still_stands
from assistant.web.sending import draw_sending
from assistant.web.source import Source
from assistant.web.theme import trouble_html
from assistant.web.wording import ROLES, pages
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk


def draw_reply(turn: Turn, source: Source, desk: Desk | AssistantError, view: View) -> None:
    """Draws the turn with the DSL's guidance on it and its buttons."""
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
                _draw_answer(turn, turn.answer, source, view)
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


def _draw_answer(turn: Turn, answer: Answer, source: Source, view: View) -> None:
    heading = "h3" if answer.parts else "h2"
    for number, part in enumerate(sections(answer), 1):
        if answer.parts:
            st.html(part_heading(part, number))
        elif part.reworded:
            understood = f"Understood as: {part.standalone_question}"
            st.html(tag("p", text(understood), class_="pa-understood"))
        st.html(before_quotes_html(part, heading))
        _draw_quotes(part, f"{turn.number}-{number}", source, view)
        if guidance := view.guidance_on(part):
            st.html(guidance_html(guidance))
        after = after_quotes_html(part, view)
        if after:
            st.html(after)


def _draw_quotes(answer: Answer, key: str, source: Source, view: View) -> None:
    quotes: list[tuple[Quote, str | None]] = [(quote, None) for quote in answer.quotes]
    quotes += [(quote, NEAREST) for quote in answer.nearest]
    beside = st.columns(2) if is_conflict(answer) else []
    for number, (quote, label) in enumerate(quotes):
        place = beside[number] if number < len(beside) else st.container()
        with place, st.container(key=f"quote-{key}-{number}"):
            st.html(quote_html(quote, view.policies, view.today, answer.conditions, label))
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
