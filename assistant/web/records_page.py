"""The records page: the audit trail, one person's data, and how long things are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.roles import Permission, allowed
from assistant.desk.administering import erase_person, export_person, purge
from assistant.errors import AssistantError
from assistant.web.desk.record_view import audit_html
from assistant.web.markup import facts, tag, text
from assistant.web.sign_in import admit, current_actor
from assistant.web.theme import trouble_html

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings

SHOWN = 200  # entries of the audit trail
_DONE = "records_done"
_FOUND = "records_found"  # looked up once: each look is put on record
WHOLE = "The audit trail is whole: every entry follows from the one before it."
BROKEN = (
    "The audit trail doesn’t fit from entry {number} on: that entry, or the one before it, was "
    "changed or removed by other means than this program. Keep a copy of the records and ask the "
    "person who looks after them."
)
ERASING = (
    "Takes the name and account out of questions, drafts, links and the audit trail’s names. "
    "Signed replies keep the signature that made them valid."
)


def draw_records(desk: Desk | AssistantError, settings: Settings) -> None:
    """Draws the page for someone who may read the records."""
    st.html(tag("h1", "Records", class_="pa-title"))
    actor = admit(settings.access, Permission.READ_RECORDS)
    if actor is None:
        return
    if isinstance(desk, AssistantError):
        st.html(trouble_html("The records can’t be opened.", str(desk)))
        return
    if _DONE in st.session_state:
        st.html(tag("p", tag("strong", text(st.session_state.pop(_DONE))), role="status"))
    try:
        _draw_audit(desk)
        _draw_person(desk, settings, may_erase=allowed(actor, Permission.ADMINISTER))
        if allowed(actor, Permission.ADMINISTER):
            _draw_retention(desk, settings)
    except AssistantError as error:
        st.html(trouble_html("That didn’t work, and nothing was changed.", str(error)))


def _draw_audit(desk: Desk) -> None:
    broken = desk.records.audit.verify()
    if broken is None:
        st.html(tag("p", text(WHOLE), class_="pa-done"))
    else:
        st.html(trouble_html("Something was changed.", BROKEN.format(number=broken)))
    entries = desk.records.audit.entries()
    with st.expander(f"The last {min(SHOWN, len(entries))} entries of the audit trail"):
        st.html(audit_html(entries[-SHOWN:]))


def _draw_person(desk: Desk, settings: Settings, may_erase: bool) -> None:
    st.html(tag("h2", "One person’s data", class_="pa-heading"))
    with st.form("person"):
        typed = st.text_input("Name or account, as it was used here", max_chars=200)
        if st.form_submit_button("Look up") and typed.strip():
            actor = current_actor(settings.access)
            st.session_state[_FOUND] = (typed, export_person(desk.records, actor, typed))
    if _FOUND not in st.session_state:
        return
    name, found = st.session_state[_FOUND]
    counts = [(kind, str(len(v))) for kind, v in found.items() if isinstance(v, (list, dict))]
    st.html(facts(counts))
    st.download_button(
        "Save all of it",
        json.dumps(found, ensure_ascii=False, indent=2, default=str),
        "personal-data.json",
        "application/json",
        on_click="ignore",
    )
    if may_erase:
        with st.expander("Erase"), st.form("erase"):
            st.html(tag("p", text(ERASING), class_="pa-quiet"))
            sure = st.checkbox("I have checked that the school needn’t keep it.")
            if st.form_submit_button("Erase", type="primary") and sure:
                done = erase_person(desk.records, current_actor(settings.access), name)
                told = ", ".join(f"{number} {kind}" for kind, number in done.items() if number)
                del st.session_state[_FOUND]
                st.session_state[_DONE] = f"Erased: {told or 'nothing was found'}."
                st.rerun()


def _draw_retention(desk: Desk, settings: Settings) -> None:
    days = settings.records.keep_days
    st.html(tag("h2", "How long things are kept", class_="pa-heading"))
    # A school that never had a chat model isn't told how long its calls are kept.
    shown = {k: n for k, n in days.items() if k != "model_usage" or settings.chat_model}
    st.html(facts([(kind, f"{number} days") for kind, number in shown.items()]))
    st.html(
        tag(
            "p",
            "Set in school.toml under [records.keep_days]. What isn’t listed is kept.",
            class_="pa-quiet",
        )
    )
    if st.button("Delete what is older", key="purge"):
        done = purge(desk.records, current_actor(settings.access), days)
        told = ", ".join(f"{number} {kind}" for kind, number in done.items() if number)
        st.session_state[_DONE] = f"Deleted: {told or 'nothing was old enough'}."
        st.rerun()
