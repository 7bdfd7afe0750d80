"""A reply as the plain text of an e-mail; pure."""

from __future__ import annotations

import textwrap

from assistant.desk.export.document import Document

WIDTH = 72  # columns; only a single word that is longer goes beyond


def email_text(document: Document) -> str:
    """The whole reply, with the banner first and last. Each line of a quote begins with ">"; its
    line ends and words stay as they are, and long lines break only at spaces."""
    lines = [document.banner, ""]
    for section in document.sections:
        if section.heading:
            lines += [section.heading.upper(), ""]
        for block in section.blocks:
            lines += [*_wrapped(block.text, block.quoted), ""]
    if document.sources:
        lines += [document.sources_heading.upper(), ""]
    for source in document.sources:
        told = f"“{source.policy}”, {source.place}; {source.edition}; clause {source.clause_id}."
        lines += [*_wrapped(told), "SHA-256 of the policy’s file:", source.sha256, ""]
    if document.notes:
        lines += [document.notes_heading.upper(), ""]
        for note in document.notes:
            lines += [*_wrapped(note), ""]
    return "\n".join([*lines, document.banner]) + "\n"


def _wrapped(text: str, quoted: bool = False) -> list[str]:
    """Lines of at most WIDTH columns; an empty line stays one."""
    mark = "> " if quoted else ""
    lines: list[str] = []
    for line in text.split("\n"):
        broken = textwrap.wrap(
            line.expandtabs(4) if not quoted else line,
            WIDTH - len(mark),
            break_long_words=False,
            break_on_hyphens=False,
            replace_whitespace=False,
            expand_tabs=False,
        )
        lines += [mark + piece for piece in broken] or [mark.rstrip()]
    # A line of ordinary text that begins with ">" would be taken for a quote.
    return lines if quoted else [f" {at}" if at.startswith(">") else at for at in lines]
