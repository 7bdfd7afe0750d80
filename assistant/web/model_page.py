"""The page “Chat model”: which service it is, its switch, what it came to, and a trial."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.roles import Permission
from assistant.desk.chat_model import TRIAL, switch_model, try_model
from assistant.desk.model_tallies import by_month
from assistant.errors import AssistantError
from assistant.made_up.standing import standing
from assistant.made_up.words import standing_words
from assistant.web.markup import tag, text
from assistant.web.model_view import (
    history_html,
    sent_html,
    settings_html,
    switch_html,
    trial_html,
    usage_html,
)
from assistant.web.sign_in import admit, current_actor
from assistant.web.theme import trouble_html
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.phrasing.settings import ChatModelSettings
    from assistant.settings import Settings

TITLE = "Chat model"
_DONE = "model_done"
_TRIAL = "model_trial"
SHOWN_DAYS = 400  # of the usage: this month and the year before it
SWITCHES = (
    "It acts within a second, for everybody. Answers are the same without it: quotes, verdicts and "
    "conditions are never the model’s."
)
COUNTS = "Counts alone are kept: no word of a question or an answer."
TRIES = f"Asks this one question, which is nobody’s: “{TRIAL}” It counts as a call."


def draw_model(desk: Desk | AssistantError, settings: Settings) -> None:
    """Draws the page for an administrator, where the school has a chat model."""
    st.html(tag("h1", TITLE, class_="pa-title"))
    if settings.chat_model is None or admit(settings.access, Permission.ADMINISTER) is None:
        return
    if isinstance(desk, AssistantError):
        st.html(trouble_html("The records can’t be opened.", str(desk)))
        return
    if _DONE in st.session_state:
        done = st.session_state.pop(_DONE)
        st.html(tag("p", tag("strong", text(done)), role="status", class_="pa-done"))
    try:
        _draw_service(desk, settings.chat_model)
        _draw_switch(desk, settings)
        _draw_trial(desk, settings)
        _draw_usage(desk)
    except (AssistantError, IngestError) as error:
        st.html(trouble_html("That didn’t work, and nothing was changed.", str(error)))


def _draw_service(desk: Desk, model: ChatModelSettings) -> None:
    phraser = desk.source.phraser
    # Whether, and never what: the key is shown nowhere.
    key_is_set = bool(model.key_env and os.environ.get(model.key_env, "").strip())
    st.html(tag("h2", "The service", class_="pa-heading"))
    st.html(settings_html(model, key_is_set, phraser.prompt.label if phraser else "none"))
    st.html(sent_html(model))
    if model.questions:
        st.html(tag("p", text(standing_words(standing(desk.source.library)))))


def _draw_switch(desk: Desk, settings: Settings) -> None:
    last = desk.records.model_switch.last()
    is_on = last is None or last.is_on
    st.html(tag("h2", "The switch", class_="pa-heading") + switch_html(last))
    with st.form("model-switch"):
        reason = st.text_input(
            f"Why switch it {'off' if is_on else 'on'}? This is kept; leave out names.",
            max_chars=200,
        )
        st.html(tag("p", text(SWITCHES), class_="pa-quiet"))
        if st.form_submit_button("Switch it off" if is_on else "Switch it on", type="primary"):
            switch_model(desk, current_actor(settings.access), not is_on, reason)
            st.session_state.pop(_TRIAL, None)
            st.session_state[_DONE] = f"Switched {'off' if is_on else 'on'}."
            st.rerun()
    if last is not None:
        with st.expander("Earlier switchings"):
            st.html(history_html(desk.records.model_switch.all()))


def _draw_trial(desk: Desk, settings: Settings) -> None:
    st.html(tag("h2", "Try it", class_="pa-heading"))
    st.html(tag("p", text(TRIES), class_="pa-quiet"))
    if st.button("Try it", key="try-model"):
        with st.spinner("Asking…"):
            st.session_state[_TRIAL] = try_model(desk, current_actor(settings.access))
    if _TRIAL in st.session_state:
        st.html(trial_html(st.session_state[_TRIAL]))


def _draw_usage(desk: Desk) -> None:
    since = datetime.now(UTC) - timedelta(days=SHOWN_DAYS)
    st.html(tag("h2", "What it came to", class_="pa-heading"))
    st.html(usage_html(by_month(desk.records.model_calls.since(since))))
    st.html(tag("p", text(COUNTS), class_="pa-quiet"))
