"""The page that tells what a certificate's code stands for; open to everybody."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import AssistantError
from assistant.web.induction.certificate_view import checked_html, unknown_html, waiting_html
from assistant.web.limits import PER_PROCESS, RateLimit
from assistant.web.markup import tag, text
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.induction.bootstrap import Inductions
    from assistant.induction.office import Checked, Office

PARAMETER = "code"
_KNOWN = "certificate_known"  # codes that this visitor looked up, and whether each was found
LONGEST = 60  # characters
INTRO = (
    "A certificate of induction bears a code. Type it here to see whether the school issued it, to "
    "whom, and whether it is still current."
)


def draw_certificate(inductions: Inductions | AssistantError) -> None:
    """Draws the box for a code, and what the code in it or in the address stands for."""
    st.html(tag("h1", "Check a certificate", class_="pa-title"))
    if isinstance(inductions, AssistantError):
        st.html(trouble_html("Certificates can’t be checked now.", str(inductions)))
        return
    st.html(tag("p", text(INTRO), class_="pa-intro"))
    given = st.query_params.get(PARAMETER, "")[:LONGEST]
    with st.form("certificate"):
        typed = st.text_input(
            "Certificate code",
            given,
            max_chars=LONGEST,
            placeholder="XXXXX-XXXXX-XXXXX-XXXXX",
            autocomplete="off",
        )
        st.form_submit_button("Check", type="primary")
    if not typed.strip():
        return
    try:
        st.html(_outcome(typed.strip(), inductions.office))
    except (AssistantError, IngestError) as error:
        st.html(trouble_html("Certificates can’t be checked now.", str(error)))


def _outcome(typed: str, office: Office) -> str:
    """What to say of a code. Each counts once for a visitor, however often the page is drawn."""
    known: dict[str, bool] = st.session_state.setdefault(_KNOWN, {})
    if known.get(typed) is False:
        return unknown_html()
    if typed not in known and (waiting := _limit().wait(time.monotonic())):
        return waiting_html(waiting)
    found: Checked | None = office.check(typed)
    known[typed] = found is not None
    return checked_html(found, office.school, date.today()) if found else unknown_html()


@st.cache_resource
def _limit() -> RateLimit:
    """One limit on codes for all visitors of this process. A code has 94 random bits, so that it
    can't be guessed: a lock would keep out those who hold one, and nobody else."""
    return RateLimit(PER_PROCESS)
