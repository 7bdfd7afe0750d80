"""After the declaration: the certificate, what it isn't, and what has changed since."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assistant.errors import AssistantError
from assistant.induction.record.declaration_words import load_words
from assistant.induction.visits import Visitor, Visits
from assistant.induction.way import Way
from assistant.records.induction_entries import InductionRecord, Verification
from assistant.triage.cards import SchoolContacts
from assistant.web.desk.words import day
from assistant.web.induction.arriving import title_html
from assistant.web.induction.beginning import begin_button
from assistant.web.induction.changes_view import changes_html
from assistant.web.induction.screens import TELL_TITLE
from assistant.web.induction.telling import telling_html
from assistant.web.markup import facts, tag, text
from assistant.web.theme import trouble_html
from assistant.web.wording import link_role_words

DONE_TITLE = "Your induction is complete"
STALE_TITLE = "Something has changed since"
STALE = (
    "You made your declaration on {date}. Since then, policies that it rests on have changed. Your "
    "declaration is kept as it is. To bring it up to date, read what is different: nothing else "
    "is asked again."
)
KEEP_LINK = (
    "You needn’t send it to anyone: the school sees it in its register. Keep your link. When one "
    "of these policies changes, open it again: you read only what is different."
)


def draw_done(visits: Visits, visitor: Visitor, way: Way, record: InductionRecord) -> None:
    """What was declared, and the certificate on it."""
    st.html(title_html(DONE_TITLE) + record_html(record, way.verification))
    _draw_certificate(visits, visitor, record)
    st.html(is_not_html() + tag("p", text(KEEP_LINK)))


def draw_stale(
    visits: Visits, visitor: Visitor, way: Way, record: InductionRecord, school: SchoolContacts
) -> None:
    """What has changed since the declaration, clause by clause, and the way to a top-up."""
    words = STALE.format(date=day(record.declared_at))
    st.html(title_html(STALE_TITLE) + tag("p", text(words), class_="pa-intro"))
    if way.changes:
        st.html(tag("h2", "What is different", class_="pa-heading") + changes_html(way.changes))
    st.html(tag("h2", text(TELL_TITLE), class_="pa-heading"))
    st.html(telling_html(school, "h3"))
    begin_button(visits, visitor, "Begin the short top-up")
    st.html(tag("h2", "Your declaration so far", class_="pa-heading"))
    st.html(record_html(record, way.verification))
    _draw_certificate(visits, visitor, record)


def _draw_certificate(visits: Visits, visitor: Visitor, record: InductionRecord) -> None:
    try:
        pdf = visits.certificate(visitor, datetime.now(UTC))
    except AssistantError as error:
        st.html(trouble_html("The certificate can’t be made.", str(error)))
        return
    st.download_button(
        "Download your certificate (PDF)",
        pdf,
        f"induction-certificate-{record.declared_at:%Y-%m-%d}.pdf",
        "application/pdf",
        key="induction-certificate",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )


def record_html(record: InductionRecord, verification: Verification | None) -> str:
    """Who declared what and when, the certificate's code, and who verified it."""
    if verification:
        verified = f"{verification.verified_by}, {verification.verified_as}, "
        verified += day(verification.verified_at)
    else:
        verified = load_words().say("certificate.unverified")
    return facts(
        (
            ("Declared by", f"{record.person} ({link_role_words(record.role)})"),
            ("On", day(record.declared_at)),
            ("Certificate code", record.certificate_code),
            ("Verified", verified),
        ),
        class_="pa-record",
    )


def is_not_html() -> str:
    """What the certificate isn't, in its own words."""
    return tag("p", text(load_words().say("certificate.is_not")), class_="pa-quiet")
