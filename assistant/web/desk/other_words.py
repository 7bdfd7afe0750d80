"""“Ask for other words” in an open draft: who would see what, the proposals that passed, what was
rejected and why. Nothing is sent before the button is pressed, and nothing goes in by itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answers import Outcome, PhrasedSentence
from assistant.desk.phrased_draft import (
    OtherWords,
    ask_for_words,
    model_for_drafts,
    offered,
    put_into,
    take_out,
)
from assistant.desk.worded import clause_numbers, worded
from assistant.records.entries import Draft
from assistant.web.desk.saving import keep
from assistant.web.markup import as_label, tag, text
from assistant.web.model_view import OUTCOMES
from assistant.web.sign_in import current_actor

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.phrasing.settings import ChatModelSettings
    from assistant.settings import Settings

TITLE = "Ask for other words"
UNCHANGED = "The draft is as it was."
TAKEN_OUT = "What the chat model worded, and nobody has edited, is out of the reply again."
SWITCHED_OFF = "The chat model was switched off just now, so nothing was sent."
_FOUND = "desk_other_words"
_PRESSED = "ask-for-words"


def mark_of(service: str) -> str:
    """What stands over a model's words in a draft, until somebody edits them."""
    return f"Worded by {service} – not a quote. It is marked until you change a word of it."


def draw_other_words(draft: Draft, desk: Desk, settings: Settings) -> None:
    """The way to take a model's words out again, where some stand in the draft; then the way to ask
    for some, where the school's model may be asked."""
    _draw_standing(draft, desk, settings)
    model = model_for_drafts(desk)
    if model is None:
        if st.session_state.get(_PRESSED):  # on a page that was drawn while it was on
            st.html(tag("p", text(f"{SWITCHED_OFF} {UNCHANGED}"), class_="pa-quiet", role="status"))
        return
    with st.expander(TITLE, key=f"other-words-{draft.draft_id}"):
        st.html(tag("p", text(seen_by(model)), class_="pa-quiet"))
        if st.button(as_label(f"Ask {model.name}"), key=_PRESSED):
            with st.spinner("Asking…"):
                actor = current_actor(settings.access)
                st.session_state[_FOUND] = ask_for_words(desk, actor, draft, date.today())
        words: OtherWords | None = st.session_state.get(_FOUND)
        if words is not None and words.draft_id == draft.draft_id:
            _draw_found(words, draft, desk, settings)


def seen_by(model: ChatModelSettings) -> str:
    """Which service would see what, and where."""
    return (
        f"{model.service}, {model.where}, would see the question, with names masked, the clauses "
        "that this reply quotes, and the assistant’s ruling on them; nothing else of the draft. "
        "Nothing is sent until you press the button. The quotes, and whether it is a yes or a no, "
        "don’t come from it."
    )


def nothing_came(words: OtherWords) -> str:
    """Why there is nothing to propose, in a plain line."""
    why = f": {words.detail}" if words.detail else ""
    if words.outcome is Outcome.NOT_SENT:
        return f"Nothing was sent{why}. {UNCHANGED}"
    if words.outcome is Outcome.SWITCHED_OFF:
        return f"Nothing was sent, because the chat model is switched off{why}. {UNCHANGED}"
    return f"No other words came: {OUTCOMES[words.outcome]}. {UNCHANGED}"


def left_out_html(words: OtherWords) -> str:
    """What was rejected, and why, to be opened; '' for nothing. All of it is literal text."""
    if not words.rejected:
        return ""
    rows = [tag("li", text(f"{r.text} – {r.reason}")) for r in words.rejected]
    summary = f"Left out, and why ({len(rows)})"
    return tag("details", tag("summary", text(summary)), tag("ul", *rows), class_="pa-left-out")


def sentence_words(sentence: PhrasedSentence, numbers: dict[str, int]) -> str:
    """A proposal with the numbers of its clauses: 'Staff must … (clauses 1 and 2)'."""
    named = [str(numbers[clause_id]) for clause_id in sentence.clause_ids]
    return f"{sentence.text} (clause{'s' if len(named) > 1 else ''} {' and '.join(named)})"


def _draw_standing(draft: Draft, desk: Desk, settings: Settings) -> None:
    standing = worded(draft.edited)
    if not standing:
        return
    many = len(standing) > 1
    told = f"{len(standing)} paragraph{'s' if many else ''} of this reply {'are' if many else 'is'}"
    by = " and ".join(dict.fromkeys(p.worded_by for p in standing))
    with st.container(horizontal=True, vertical_alignment="center", key="standing-words"):
        st.html(tag("p", text(f"{told} worded by {by} and not edited."), class_="pa-quiet"))
        if st.button("As it was", key="take-words-out"):
            actor = current_actor(settings.access)
            keep(lambda: take_out(desk, actor, draft), TAKEN_OUT)


def _draw_found(words: OtherWords, draft: Draft, desk: Desk, settings: Settings) -> None:
    with st.container(key="found-words"):
        if not words.sentences:
            st.html(tag("p", text(nothing_came(words)), class_="pa-quiet", role="status"))
        elif proposals := offered(draft, words):
            _draw_proposals(proposals, words, draft, desk, settings)
        else:
            told = "What was proposed is in the reply, or its clause isn’t quoted any more."
            st.html(tag("p", text(told), class_="pa-quiet"))
        if left_out := left_out_html(words):
            st.html(left_out)


def _draw_proposals(
    proposals: tuple[PhrasedSentence, ...],
    words: OtherWords,
    draft: Draft,
    desk: Desk,
    settings: Settings,
) -> None:
    mark = f"Proposed: worded by {words.service}, checked by the program, no quote"
    numbers = clause_numbers(draft)
    with st.form("other-words"):
        st.html(tag("p", text(mark), class_="pa-small-heading", role="status"))
        chosen = [
            sentence
            for sentence in proposals
            # Its own key at each revision: no tick passes to another sentence, or outlives a save.
            if st.checkbox(
                as_label(sentence_words(sentence, numbers)),
                key=f"words-{draft.draft_id}-{draft.revision}-{sentence.text}",
            )
        ]
        if st.form_submit_button("Put them into the reply"):
            if chosen:
                actor = current_actor(settings.access)
                told = (
                    "Saved, with the sentences you ticked beneath their clause. Edit them freely."
                )
                keep(lambda: put_into(desk, actor, draft, words, chosen), told)
            st.html(tag("p", "Tick a sentence first.", role="alert"))
