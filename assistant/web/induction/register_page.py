"""The register of inductions: where everyone stands, and what the office does about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.roles import Permission, allowed
from assistant.errors import AssistantError
from assistant.induction.path.roles import ROLE_WORDS
from assistant.induction.record.declaration_words import load_words, local_day
from assistant.induction.record.register import RegisterRow, Standing
from assistant.induction.record.register_words import summary
from assistant.records.entries import Actor
from assistant.records.induction_entries import InductionRole
from assistant.web.desk.numbers import draw_free_number
from assistant.web.induction.register_view import (
    NO_ONE,
    NONE_FITS,
    certificate_name,
    chosen,
    row_html,
    shown_words,
)
from assistant.web.markup import tag, text
from assistant.web.sign_in import admit, current_actor
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.induction.bootstrap import Inductions
    from assistant.induction.office import Office
    from assistant.settings import Settings

SHOWN = 50  # people; the filters find the others
_DONE = "register_done"
ALL, ANY_ROLE = "Everyone", "Any role"
VERIFYING = (
    "You confirm that {person} made this declaration: you know them, and saw or asked them. Your "
    "name and today’s date will stand on the certificate, and can’t be taken off it."
)


def draw_register(inductions: Inductions | AssistantError, settings: Settings) -> None:
    """Draws the register for someone who may read it."""
    st.html(tag("h1", "Induction register", class_="pa-title"))
    actor = admit(settings.access, Permission.READ_REGISTER)
    if actor is None:
        return
    if isinstance(inductions, AssistantError):
        st.html(trouble_html("The register can’t be opened.", str(inductions)))
        return
    if _DONE in st.session_state:
        message = tag("strong", text(st.session_state.pop(_DONE)))
        st.html(tag("p", message, role="status", class_="pa-done"))
    try:
        _draw(inductions.office, actor, settings)
    except (AssistantError, IngestError) as error:
        st.html(trouble_html("That didn’t work, and nothing was changed.", str(error)))


def _draw(office: Office, actor: Actor, settings: Settings) -> None:
    rows = office.register(actor, datetime.now(UTC))
    st.html(tag("p", text(load_words().say("register.beside")), class_="pa-quiet"))
    if not rows:
        st.html(tag("p", text(NO_ONE)))
        return
    st.html(tag("p", tag("strong", text(f"{summary(rows)}."))))
    found, shown = _draw_filters(rows)
    if not found:
        st.html(tag("p", text(NONE_FITS)))
        return
    for row in found[:SHOWN]:
        _draw_row(row, office, actor, settings)
    if len(found) > SHOWN:
        rest = f"{len(found) - SHOWN} more people fit: choose fewer above, or save them all."
        st.html(tag("p", text(rest)))
    _draw_files(found, shown, settings)


def _draw_filters(rows: Sequence[RegisterRow]) -> tuple[tuple[RegisterRow, ...], str]:
    """The rows chosen, and in words which they are, '' for all."""
    say = load_words().say
    names = {standing: say(f"standing.{standing}") for standing in Standing}
    standing = st.selectbox(
        "Standing",
        [ALL, *Standing],
        format_func=lambda one: names.get(one, one),
        key="register-standing",
    )
    with st.container(horizontal=True):
        role = st.selectbox(
            "Role",
            [ANY_ROLE, *InductionRole],
            format_func=lambda one: ROLE_WORDS.get(one, one),
            key="register-role",
        )
        name = st.text_input("Name", key="register-name", max_chars=80)
    unverified = st.checkbox(
        "Only declarations that nobody has verified yet", key="register-unverified"
    )
    one_standing = None if standing == ALL else Standing(standing)
    one_role = None if role == ANY_ROLE else InductionRole(role)
    found = chosen(rows, one_standing, one_role, name, unverified)
    words = names[one_standing] if one_standing else ""
    return found, shown_words(words, one_role, name, unverified)


def _draw_row(row: RegisterRow, office: Office, actor: Actor, settings: Settings) -> None:
    key = row.record.record_id if row.record else row.link.link_id if row.link else row.person
    with st.container(border=True, key=f"register-{key}"):
        st.html(row_html(row))
        with st.container(horizontal=True, key=f"register-actions-{key}"):
            if row.record and not row.altered:
                if row.verification is None and allowed(actor, Permission.VERIFY_INDUCTION):
                    _draw_verifying(row, row.record.record_id, office, settings)
                declared = local_day(row.record.declared_at)
                st.download_button(
                    "Certificate",
                    partial(office.certificate, actor, row.record.record_id, date.today()),
                    certificate_name(row.person, declared),
                    "application/pdf",
                    key=f"certificate-{key}",
                    on_click="ignore",
                )
            if row.link and row.link_open and allowed(actor, Permission.MANAGE_LINKS):
                freed = draw_free_number(row.link, office, settings)
                if freed:
                    _done(freed)


def _draw_verifying(row: RegisterRow, record_id: str, office: Office, settings: Settings) -> None:
    with st.popover("Verify", type="primary", key=f"verify-{record_id}"):
        st.html(tag("p", text(VERIFYING.format(person=row.person))))
        if st.button("Yes, confirm", type="primary", key=f"verified-{record_id}"):
            office.verify(current_actor(settings.access), record_id)
            _done(f"Confirmed: {row.person} made the declaration.")


def _done(message: str) -> None:
    st.session_state[_DONE] = message
    st.rerun()


def _draw_files(rows: Sequence[RegisterRow], shown: str, settings: Settings) -> None:
    today = date.today()
    with st.container(horizontal=True, key="register-files"):
        st.download_button(
            "Save as PDF",
            partial(_pdf, rows, settings.school.name or "", today, shown),
            f"induction-register-{today}.pdf",
            "application/pdf",
            on_click="ignore",
        )
        st.download_button(
            "Save as CSV",
            partial(_csv, rows),
            f"induction-register-{today}.csv",
            "text/csv",
            on_click="ignore",
        )


def _pdf(rows: Sequence[RegisterRow], school: str, today: date, shown: str) -> bytes:
    # reportlab takes a second to load.
    from assistant.induction.record.register_pdf import pdf_bytes

    return pdf_bytes(rows, school, today, shown)


def _csv(rows: Sequence[RegisterRow]) -> bytes:
    from assistant.induction.record.register_csv import csv_bytes

    return csv_bytes(rows)
