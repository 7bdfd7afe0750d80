"""A draft or a signed reply as a file to keep or send."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.desk.export.document import document_of, file_name
from assistant.records.entries import Draft, Reply


def draw_exports(record: Draft | Reply) -> None:
    """Buttons that make a Word document, a PDF, and text for an e-mail."""
    with st.container(horizontal=True, key="exports"):
        for label, make, suffix, mime in _EXPORTS:
            st.download_button(
                label,
                partial(make, record),
                file_name(record, suffix),
                mime,
                key=f"export-{suffix}",
                on_click="ignore",
            )


def _word(record: Draft | Reply) -> bytes:
    from assistant.desk.export.docx import docx_bytes

    return docx_bytes(document_of(record))


def _pdf(record: Draft | Reply) -> bytes:
    from assistant.desk.export.pdf import pdf_bytes

    return pdf_bytes(document_of(record))


def _email(record: Draft | Reply) -> str:
    from assistant.desk.export.email import email_text

    return email_text(document_of(record))


_EXPORTS = (
    (
        "Word",
        _word,
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("PDF", _pdf, "pdf", "application/pdf"),
    ("Text for an e-mail", _email, "txt", "text/plain"),
)
