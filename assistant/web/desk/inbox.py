"""The inbox: like questions as one row, with the clauses that came nearest and what can be done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.desk.likeness import Group
from assistant.privacy.masking import Masked
from assistant.records.entries import Audience, Length, Tone
from assistant.web.desk.draft import open_draft
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.record_view import kept_quote_html
from assistant.web.desk.words import (
    ARRIVALS,
    AUDIENCES,
    LENGTHS,
    TONES,
    askers,
    audience_for,
    counted,
    day,
    waiting_words,
)
from assistant.web.markup import items, tag, text
from assistant.web.masking_view import draw_masked
from assistant.web.sign_in import current_actor
from assistant.web.wording import ROLES

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings

_PASTED = "desk_pasted"
SHOWN = 50  # rows; the rest wait until these are dealt with
LABEL = "The message (of a long one, the part that asks)"


def draw_inbox(desk: Desk, settings: Settings) -> None:
    """Draws what waits, and the way to add a message that came otherwise."""
    rows = desk.inbox(current_actor(settings.access))
    if not rows:
        st.html(tag("p", "Nothing is waiting. Questions sent from the chat arrive here."))
    waiting = sum(len(row.members) for row in rows)
    if rows:
        st.html(tag("p", text(waiting_words(waiting, len(rows))), class_="pa-quiet"))
    for row in rows[:SHOWN]:
        _draw_row(row, desk, settings)
    if len(rows) > SHOWN:
        st.html(tag("p", text(f"{len(rows) - SHOWN} more rows wait behind these.")))
    _draw_paste(desk, settings)


def _draw_row(row: Group, desk: Desk, settings: Settings) -> None:
    asked = row.representative
    key = asked.question_id
    with st.container(border=True, key=f"row-{key}"):
        st.html(row_html(row))
        with st.expander("Nearest clauses and all wordings", key=f"nearest-{key}"):
            st.html(items("ul", [member.text for member in row.members]))
            st.html("".join(kept_quote_html(kept) for kept in row.nearest[:4]))
        with st.expander("Draft a reply", key=f"draft-{key}"), st.form(f"new-draft-{key}"):
            audience = st.selectbox(
                "Written to",
                list(AUDIENCES),
                index=list(AUDIENCES).index(audience_for(asked.role)),
                format_func=AUDIENCES.__getitem__,
            )
            tone, length = _draw_manner(key)
            if st.form_submit_button("Draft the reply", type="primary"):
                draft = desk.draft(
                    current_actor(settings.access),
                    row.members,
                    asked.text,
                    Audience(audience),
                    tone,
                    length,
                    date.today(),
                )
                open_draft(draft)
        ids = [member.question_id for member in row.members]
        released = all(member.released for member in row.members)
        shown = st.checkbox(
            "Show this wording in the leadership report", value=released, key=f"release-{key}"
        )
        if shown != released:
            desk.release(current_actor(settings.access), ids, shown)
            st.rerun()
        with st.expander("Close without a reply", key=f"close-{key}"), st.form(f"closing-{key}"):
            reason = st.text_input("Why? This is kept; leave out names.", max_chars=200)
            if st.form_submit_button("Close"):
                desk.close(current_actor(settings.access), ids, reason)
                go_to(Place.INBOX, f"Closed: {asked.text}")


def _draw_manner(key: str) -> tuple[Tone, Length]:
    tone = st.selectbox("Tone", list(TONES), format_func=TONES.__getitem__, key=f"tone-{key}")
    length = st.selectbox(
        "Length",
        list(LENGTHS),
        index=list(LENGTHS).index(Length.FULL),
        format_func=LENGTHS.__getitem__,
        key=f"length-{key}",
    )
    return Tone(tone), Length(length)


def row_html(row: Group) -> str:
    """One row's question, how often it was asked, by whom, why it is here, and since when."""
    roles = counted([(ROLES.get(role, role).lower(), number) for role, number in row.roles])
    why = ", ".join(ARRIVALS[arrival] for arrival, _ in row.arrivals)
    oldest = min(member.asked_at for member in row.members)
    return tag("h2", text(row.representative.text), class_="pa-row") + tag(
        "p",
        tag("strong", text(askers(len(row.members)))),
        text(f" ({roles}) – {why} – waiting since {day(oldest)}"),
        class_="pa-quiet",
    )


def _draw_paste(desk: Desk, settings: Settings) -> None:
    st.html(tag("h2", "Add a message that reached you otherwise", class_="pa-heading"))
    if _PASTED not in st.session_state:
        with st.form("paste"):
            text_in = st.text_area(LABEL, key="paste-text")
            role = st.selectbox("Sent by", list(ROLES), format_func=ROLES.__getitem__)
            if st.form_submit_button("Check for names"):
                st.session_state[_PASTED] = (desk.prepared(text_in), role)
                st.rerun()
        return
    masked, role = st.session_state[_PASTED]
    shown: Masked = draw_masked(masked, "paste")
    with st.container(horizontal=True):
        if st.button("Add to the inbox", type="primary", key="paste-yes"):
            desk.paste(current_actor(settings.access), shown, role)
            del st.session_state[_PASTED]
            go_to(Place.INBOX, "Added to the inbox.")
        if st.button("Don’t add it", key="paste-no"):
            del st.session_state[_PASTED]
            st.rerun()
