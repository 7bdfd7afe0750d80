"""Made-up questions on the library page: what leaves, how it stands, going on with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.made_up.making import lacking
from assistant.made_up.standing import standing
from assistant.made_up.words import report_words, sent_words, standing_words
from assistant.web.markup import tag, text
from assistant.web.sign_in import current_actor
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.settings import Settings

WITHIN = 120.0  # seconds that somebody watches a bar; what is left takes another press
BEFORE = (
    "When a policy is added, the text of its clauses goes to {service}, {where}, for made-up "
    "questions to find them by. A sample’s doesn’t."
)
GO_ON = "Make up questions for the rest"
_MADE = "made_up_report"


def make_questions(settings: Settings, desk: Desk, bar: Any) -> None:
    """Has questions made up after an upload, where the school has set that; what became of it is
    shown at the next drawing. `bar` is the progress bar. It raises nothing: the policies are
    loaded."""

    def tell(name: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), text=f"Asking: {name}" if name else "Done")

    st.session_state.pop(_MADE, None)
    try:
        made = desk.make_questions(current_actor(settings.access), tell, WITHIN)
    except IngestError as error:
        st.session_state[_MADE] = f"No questions were made up. {error}"
        return
    if made is not None:
        st.session_state[_MADE] = report_words(made, f"Press “{GO_ON}” to go on.")


def draw_made_up(settings: Settings, desk: Desk) -> None:
    """How it stands, where the school has set it; nothing otherwise."""
    model, questioner = settings.chat_model, desk.source.questioner
    if model is None or questioner is None:
        return
    st.html(tag("h3", "Made-up questions", class_="pa-heading"))
    st.html(tag("p", text(BEFORE.format(service=model.service, where=model.where))))
    try:
        st.html(tag("p", text(standing_words(standing(desk.source.library)))))
        left = len(lacking(desk.source.library, questioner.made_by))
    except IngestError as error:
        st.html(trouble_html("The made-up questions can’t be read.", str(error)))
        return
    if _MADE in st.session_state:
        st.html(tag("p", text(st.session_state[_MADE]), role="status"))
    if not left:
        return
    st.html(tag("p", text(sent_words(left, model.service, model.where)), class_="pa-quiet"))
    if st.button(GO_ON, key="made-up-go-on"):
        make_questions(settings, desk, st.progress(0.0, text="Asking…"))
        st.rerun()
