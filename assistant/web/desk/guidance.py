"""Published guidance: what stands, what is out of date and why, and withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.desk.guidance import Staleness
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.record_view import kept_quote_html, runs_html
from assistant.web.guidance_view import guidance_html
from assistant.web.markup import tag, text
from assistant.web.sign_in import current_actor

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings

_FATES = {
    "unchanged": "Stands as quoted.",
    "moved": "The same words, under another heading now.",
    "changed": "Changed:",
    "removed": "No longer in the policy.",
    "policy_removed": "The policy is no longer held here.",
    "superseded": "The policy is no longer in force.",
}


def draw_guidance(desk: Desk, settings: Settings) -> None:
    """All guidance in the chat, out of date first."""
    published = sorted(desk.published(), key=lambda state: not state.is_stale)
    if not published:
        st.html(tag("p", "No guidance is published. Sign a reply, then publish it."))
    for state in published:
        guidance = state.guidance
        with st.container(border=True, key=f"guidance-{guidance.guidance_id}"):
            st.html(guidance_html(state))
            with st.expander("The clauses that it rests on"):
                st.html(resting_html(state))
            with st.expander("Withdraw"), st.form(f"withdraw-{guidance.guidance_id}"):
                reason = st.text_input("Why? This is kept; leave out names.", max_chars=200)
                if st.form_submit_button("Withdraw"):
                    actor = current_actor(settings.access)
                    desk.withdraw(actor, guidance.guidance_id, reason)
                    go_to(Place.GUIDANCE, "Withdrawn. The chat no longer shows it.")


def resting_html(state: Staleness) -> str:
    """Each clause as it was quoted, and what has become of it."""
    shown = []
    for clause in state.clauses:
        shown.append(kept_quote_html(clause.kept, _FATES[clause.fate.value]))
        if clause.words:
            shown.append(tag("p", runs_html(clause.words), class_="pa-changes"))
    return "".join(shown) or tag("p", text("It quotes no policy."))
