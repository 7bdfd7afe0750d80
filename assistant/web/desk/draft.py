"""Drafts: the list, and one opened for editing, comparing, exporting and signing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.desk.differences import changes
from assistant.desk.worded import clause_numbers
from assistant.records.entries import Draft, DraftState
from assistant.web.desk.editing import Block, blocks
from assistant.web.desk.exports import draw_exports
from assistant.web.desk.other_words import draw_other_words, mark_of
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.record_view import changes_html, kept_quote_html
from assistant.web.desk.saving import (
    OPEN,
    UNSAVED,
    draw_conflict,
    draw_save,
    forget_unsaved,
    is_unsaved,
)
from assistant.web.desk.words import AUDIENCES, PARTS, TONES, day
from assistant.web.markup import as_label, items, tag, text
from assistant.web.sign_in import current_actor

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings

NOT_SENT = "DRAFT – not sent"
READ = "I have read the reply, and compared the quotes with the policies."


def open_draft(draft: Draft) -> None:
    """Goes to a draft's page."""
    forget_unsaved()
    st.session_state[OPEN] = draft
    go_to(Place.DRAFTS)


def draw_drafts(desk: Desk, settings: Settings) -> None:
    """The open draft, else those that can be opened."""
    draft: Draft | None = st.session_state.get(OPEN)
    if draft is not None:
        _draw_draft(draft, desk, settings)
        return
    drafts = desk.records.drafts.list(DraftState.DRAFT)
    if not drafts:
        st.html(tag("p", "No drafts. Draft a reply to a question in the inbox."))
    for kept in drafts:
        with st.container(border=True, key=f"kept-{kept.draft_id}"):
            to = f"To: {AUDIENCES[kept.audience].lower()}. Last saved {day(kept.changed_at)}."
            st.html(tag("h2", text(kept.question), class_="pa-row"))
            st.html(tag("p", text(to), class_="pa-quiet"))
            if st.button("Open", key=f"open-{kept.draft_id}"):
                open_draft(kept)


def _draw_draft(draft: Draft, desk: Desk, settings: Settings) -> None:
    if st.button("← All drafts", key="all-drafts"):
        st.session_state.pop(OPEN)
        go_to(Place.DRAFTS)
    manner = f"{AUDIENCES[draft.audience]} · {TONES[draft.tone].lower()} · saved"
    st.html(
        tag("p", NOT_SENT, class_="pa-banner")
        + tag("h2", text(draft.question), class_="pa-row")
        + tag(
            "p", text(f"{manner} {day(draft.changed_at)} by {draft.created_by}"), class_="pa-quiet"
        )
    )
    if draw_conflict(draft, desk):
        open_draft(desk.records.drafts.get(draft.draft_id))
    made = blocks(draft.edited)
    texts = _draw_blocks(draft, made)
    draw_save(draft, made, texts, desk, settings)
    if is_unsaved(made, texts):
        st.html(tag("p", "There are changes that aren’t saved yet.", class_="pa-changed"))
        return  # what follows speaks of the saved draft alone
    draw_other_words(draft, desk, settings)
    _draw_checks(draft, desk, settings)


def _draw_blocks(draft: Draft, made: tuple[Block, ...]) -> dict[int, str]:
    """The boxes; returns their texts by block, '' for a quote that is left out."""
    unsaved: dict[int, str] = st.session_state.setdefault(UNSAVED, {})
    quotes = {kept.quote.clause_id: kept for kept in draft.quotes}
    numbers = clause_numbers(draft)
    shown, texts = None, {}
    for block in made:
        heading = PARTS[block.part]
        first, shown = block.part is not shown, block.part
        if first and (block.is_locked or block.worded_by):
            st.html(tag("p", text(heading), class_="pa-small-heading"))
        key = f"block-{draft.draft_id}-{draft.revision}-{block.number}"
        if block.is_locked:
            kept = quotes[block.paragraphs[0].quoted or ""]
            note = "Copied from the policy; it can’t be edited."
            st.html(kept_quote_html(kept, f"Clause {numbers[kept.quote.clause_id]}. {note}"))
            if st.checkbox("Leave this quote out", key=key):
                texts[block.number] = ""
            continue
        value = unsaved.get(block.number, block.text)
        height = min(68 + 24 * (len(value) // 75 + value.count("\n")), 400)
        texts[block.number] = st.text_area(
            as_label(mark_of(block.worded_by)) if block.worded_by else heading,
            value,
            key=key,
            height=height,
            label_visibility="visible" if first or block.worded_by else "collapsed",
        )
    st.session_state[UNSAVED] = dict(texts)
    return texts


def _draw_checks(draft: Draft, desk: Desk, settings: Settings) -> None:
    changed = changes_html(changes(draft.generated, draft.edited))
    with st.expander("What was changed in the generated text"):
        st.html(changed or tag("p", "Nothing."))
    draw_exports(draft)
    faults = desk.faults(draft)
    if faults:
        st.html(tag("h3", "Before it can be signed") + items("ul", faults, class_="pa-faults"))
    with st.form("sign"):
        read = st.checkbox(READ)
        if st.form_submit_button("Sign", type="primary", disabled=bool(faults)):
            if read:
                reply = desk.sign(current_actor(settings.access), draft)
                st.session_state.pop(OPEN)
                go_to(Place.SIGNED, f"Signed by {reply.signed_by}. Copy or download it to send it.")
            st.html(tag("p", "Tick the box first: your name will stand under it.", role="alert"))
    with st.expander("Discard this draft"), st.form("discard"):
        reason = st.text_input("Why? This is kept; leave out names.", max_chars=200)
        if st.form_submit_button("Discard"):
            actor = current_actor(settings.access)
            desk.discard(actor, draft, reason)
            st.session_state.pop(OPEN)
            go_to(Place.INBOX, "Discarded. Its questions are in the inbox again.")
