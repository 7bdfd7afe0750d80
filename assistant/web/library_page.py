"""The library page: what is loaded, what is missing, adding and removing policies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.access.roles import Permission
from assistant.errors import AssistantError
from assistant.records.errors import RecordsError
from assistant.web import session
from assistant.web.library_view import clauses_html, count, links_html, policies_html, report_html
from assistant.web.made_up_section import draw_made_up, make_questions
from assistant.web.markup import tag, text
from assistant.web.sign_in import admit, current_actor
from assistant.web.source import Unavailable
from assistant.web.theme import trouble_html
from assistant.web.uploads import FILE_TYPES, on_disk
from ingest.documents import Policy, PolicyStatus
from ingest.errors import IngestError
from ingest.pipeline import IngestReport

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant
    from assistant.desk.service import Desk
    from assistant.settings import Settings

_REPORT = "ingest_report"
_UPLOAD_ROUND = "upload_round"
_MESSAGE = "library_message"

CHECK = "Before you rely on a policy, compare what was read with the document itself."


def draw_library(
    assistant: Assistant | Unavailable, settings: Settings, desk: Desk | AssistantError
) -> None:
    """Draws the page and does what is asked on it."""
    st.html(tag("h1", "Policy library", class_="pa-title"))
    if isinstance(assistant, Unavailable):
        st.html(trouble_html("The library can’t be read.", assistant.problem))
        return
    try:
        policies = assistant.policies()
        counts = {p.policy_id: len(assistant.clauses(p.policy_id)) for p in policies}
        links = assistant.links()
    except IngestError as error:
        st.html(trouble_html("The library can’t be read.", str(error)))
        return
    if policies:
        st.html(policies_html(policies, counts, date.today()))
    else:
        st.html(trouble_html("No policies are loaded yet.", "Add the first one below."))
    _draw_samples(policies, settings)
    if links:
        samples = {p.title for p in policies if p.status is PolicyStatus.SAMPLE}
        st.html(tag("h2", "Linked policies", class_="pa-heading"))
        st.html(links_html(links, samples))
    if policies:
        st.html(tag("h2", "What was read", class_="pa-heading"))
        _draw_text(assistant, policies)
    st.html(tag("h2", "Add or remove policies", class_="pa-heading"))
    if admit(settings.access, Permission.UPLOAD) is None:
        return
    if isinstance(desk, AssistantError):  # a change that can't be put on record isn't made
        st.html(trouble_html("The library can’t be changed now.", str(desk)))
        return
    _draw_message()
    _draw_upload(settings, desk)
    draw_made_up(settings, desk)
    if policies:
        _draw_removal(policies, settings, desk)


def _draw_samples(policies: list[Policy], settings: Settings) -> None:
    samples = sum(policy.status is PolicyStatus.SAMPLE for policy in policies)
    if not samples:
        return
    st.toggle(
        "Leave the samples out of answers",
        value=not session.include_samples(settings.include_samples),
        key=session.SAMPLES_OUT,
        persist_state="session",
    )
    explanation = (
        f"{count(samples, 'policy is', 'policies are')} marked SAMPLE: not adopted by the school. "
        "This switch holds for your own questions until you close this page; the school’s setting "
        "holds for everyone else."
    )
    st.html(tag("p", text(explanation), class_="pa-quiet"))


def _draw_text(assistant: Assistant, policies: list[Policy]) -> None:
    st.html(tag("p", text(CHECK), class_="pa-quiet"))
    chosen = st.selectbox(
        "Show the clauses of",
        policies,
        index=None,
        format_func=lambda policy: policy.title,
        placeholder="Choose a policy",
    )
    if chosen is not None:
        with st.container(height=420, key="clauses"):
            st.html(clauses_html(assistant.clauses(chosen.policy_id)))


def _draw_message() -> None:
    if _MESSAGE in st.session_state:
        message = st.session_state.pop(_MESSAGE)
        st.html(tag("p", tag("strong", text(message)), role="status"))


def _draw_upload(settings: Settings, desk: Desk) -> None:
    batch = st.session_state.setdefault(_UPLOAD_ROUND, 0)
    uploads = st.file_uploader(
        "Add policies (PDF, Word, web page, Markdown or plain text)",
        type=list(FILE_TYPES),
        accept_multiple_files=True,
        key=f"upload-{batch}",
    )
    if st.button("Read and add", disabled=not uploads, type="primary", key="add"):
        bar = st.progress(0.0, text="Reading…")

        def tell(name: str, share: float) -> None:
            bar.progress(min(max(share, 0.0), 1.0), text=f"Reading {name}" if name else "Done")

        try:
            with on_disk(uploads) as paths:
                actor = current_actor(settings.access)
                st.session_state[_REPORT] = desk.ingest(actor, paths, tell)
                make_questions(settings, desk, bar)
        except RecordsError as error:
            st.html(trouble_html("The policies were read, but that isn’t on record.", str(error)))
            return
        except (AssistantError, IngestError) as error:
            st.html(trouble_html("Nothing was added.", str(error)))
            return
        st.session_state[_UPLOAD_ROUND] = batch + 1  # an empty box for the next files
        st.rerun()
    last: IngestReport | None = st.session_state.get(_REPORT)
    if last is not None:
        st.html(
            tag("h3", "What became of the files", class_="pa-heading", role="status")
            + report_html(last)
        )


def _draw_removal(policies: list[Policy], settings: Settings, desk: Desk) -> None:
    chosen = st.selectbox(
        "Remove a policy",
        policies,
        index=None,
        format_func=lambda policy: f"{policy.title} ({policy.source})",
        placeholder="Choose a policy",
        key="remove-choice",
    )
    if st.button("Remove…", disabled=chosen is None, key="remove") and chosen is not None:
        _confirm_removal(chosen, settings, desk)


@st.dialog("Remove this policy?")
def _confirm_removal(policy: Policy, settings: Settings, desk: Desk) -> None:
    st.html(
        tag("p", tag("strong", text(policy.title)))
        + tag(
            "p",
            "It is taken out of the library, and no answer quotes it from then on. The file that "
            "it was loaded from stays where it is: if that is the policies folder, move it out of "
            "there too, or it may be loaded again.",
        )
    )
    with st.container(horizontal=True):
        if st.button("Remove it", type="primary", key="remove-yes"):
            try:
                desk.remove(current_actor(settings.access), policy)
            except RecordsError as error:
                st.html(trouble_html("It was removed, but that isn’t on record.", str(error)))
                return
            except (AssistantError, IngestError) as error:
                st.html(trouble_html("It wasn’t removed.", str(error)))
                return
            st.session_state[_MESSAGE] = f"{policy.title} has been removed."
            st.session_state.pop(_REPORT, None)
            st.rerun()
        if st.button("Keep it", key="remove-no"):
            st.rerun()
