"""Signed replies: reading, exporting, and publishing one as guidance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.desk.service import advice_of
from assistant.records.entries import Reply
from assistant.web.desk.exports import draw_exports
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.record_view import reply_html
from assistant.web.desk.words import day
from assistant.web.markup import tag, text
from assistant.web.masking_view import draw_masked
from assistant.web.sign_in import current_actor

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings

PUBLISHING = (
    "Everyone who asks this will see the advice under the policy’s words, marked as your guidance "
    "with your name and today’s date. It says by itself when a clause that it rests on changes."
)


def draw_signed(desk: Desk, settings: Settings) -> None:
    """One reply of those that were signed, newest first."""
    replies = desk.records.replies.list()
    if not replies:
        st.html(tag("p", "No reply has been signed yet."))
        return
    reply = st.selectbox(
        "Reply",
        replies,
        format_func=lambda r: f"{day(r.signed_at)}: {r.question[:80]}",
        key="signed-reply",
    )
    st.html(reply_html(reply))
    draw_exports(reply)
    published = {guidance.reply_id for guidance in desk.records.guidance.list()}
    if reply.reply_id in published:
        st.html(tag("p", "Published as guidance.", class_="pa-quiet"))
        return
    with st.expander("Publish as guidance", key=f"publish-{reply.reply_id}"):
        _draw_publishing(reply, desk, settings)


def _draw_publishing(reply: Reply, desk: Desk, settings: Settings) -> None:
    """The words to publish; then what is masked in them, to look at first."""
    key = f"publishing-{reply.reply_id}"
    if key not in st.session_state:
        st.html(tag("p", text(PUBLISHING), class_="pa-quiet"))
        with st.form(f"form-{key}"):
            asked = st.text_input("The question, as anyone might ask it", reply.question)
            said = st.text_area("The guidance", advice_of(reply), height=200)
            if st.form_submit_button("Check for names"):
                st.session_state[key] = [desk.masker.mask(words) for words in (asked, said)]
                st.rerun()
        return
    question, advice = (
        draw_masked(words, f"{part}-{key}")
        for part, words in zip(("question", "advice"), st.session_state[key], strict=True)
    )
    with st.container(horizontal=True):
        if st.button("Publish", type="primary", key=f"yes-{key}"):
            desk.publish(current_actor(settings.access), reply, question, advice)
            del st.session_state[key]
            go_to(Place.GUIDANCE, "Published. The chat shows it from now on.")
        if st.button("Back", key=f"no-{key}"):
            del st.session_state[key]
            st.rerun()
