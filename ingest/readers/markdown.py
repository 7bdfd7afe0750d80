"""Markdown files; the only importer of markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.documents import Extraction, LineStyle
from ingest.readers.flow import Flow
from ingest.readers.markdown_html import Markup
from ingest.readers.text import decoded

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)


def read(path: Path) -> Extraction:
    """The file's paragraphs as they are shown, without emphasis marks. Raises UnreadableFile."""
    text, findings = decoded(path)
    flow = Flow()
    flow.findings.extend(findings)
    front = _FRONT_MATTER.match(text)
    if front:
        flow.properties.update(_pairs(front.group(1)))
        text = text[front.end() :]
    _Walk(flow).take(MarkdownIt("commonmark").enable("table").parse(text))
    return flow.extraction()


class _Walk:
    """Writes a flat list of tokens, minding which list and table they stand in."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._depth = -1
        self._number: str | None = None
        self._item_opened = False
        self._heading: int | None = None
        self._row: list[str] | None = None
        self._in_head = False
        self._markup = Markup()
        self._later: list[tuple[str, str]] = []  # hidden in a table, told after it

    def take(self, tokens: Sequence[Token]) -> None:
        """Write the tokens."""
        for token in tokens:
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                self._depth += 1
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self._depth -= 1
            elif token.type == "list_item_open":
                self._number, self._item_opened = token.info or None, True
            elif token.type == "heading_open":
                self._heading = int(token.tag[1])
            elif token.type == "heading_close":
                self._heading = None
            elif token.type == "table_open":
                self._flow.begin_table()
            elif token.type == "table_close":
                self._hide(self._later)
                self._later = []
            elif token.type in {"thead_open", "thead_close"}:
                self._in_head = token.type == "thead_open"
            elif token.type == "tr_open":
                self._row = []
            elif token.type == "tr_close" and self._row is not None:
                self._flow.row(self._row, header=self._in_head)
                self._row = None
            elif token.type == "inline":
                self._inline(token)
            elif token.type in {"fence", "code_block"}:
                for line in token.content.splitlines():
                    self._flow.paragraph(line, hidden=self._markup.why)
            elif token.type == "html_block":
                self._html(token.content)

    def _inline(self, token: Token) -> None:
        text, bold, hidden = _shown(token, self._markup)
        if self._row is not None:
            self._row.append(text)
        elif self._heading is not None:
            self._flow.paragraph(text, LineStyle.HEADING, level=self._heading)
        elif self._item_opened:
            self._flow.paragraph(text, LineStyle.BULLET, level=self._depth, number=self._number)
            self._item_opened = False
        else:
            self._flow.paragraph(text, bold=bold)
        self._hide(hidden)

    def _html(self, content: str) -> None:
        pieces = self._markup.take(content)
        self._markup.end_block()
        self._flow.paragraph("".join(text for text, why in pieces if not why))
        self._hide([piece for piece in pieces if piece[1]])

    def _hide(self, pieces: Sequence[tuple[str, str]]) -> None:
        if self._row is not None:
            self._later += pieces
            return
        for text, why in pieces:
            if why != "script":
                self._flow.paragraph(text, hidden=why)


def _shown(token: Token, markup: Markup) -> tuple[str, bool, list[tuple[str, str]]]:
    """The text a reader sees, whether all of it is strong, and what of it is hidden, and why."""
    parts: list[str] = []
    hidden: list[tuple[str, str]] = []
    strong, plain = 0, False
    depth = markup.depth
    for child in token.children or ():
        if child.type == "strong_open":
            strong += 1
        elif child.type == "strong_close":
            strong -= 1
        elif child.type in {"text", "code_inline"}:
            if markup.why:
                hidden.append((child.content, markup.why))
                continue
            parts.append(child.content)
            plain = plain or (not strong and bool(child.content.strip()))
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak" or (
            child.type == "html_inline" and re.match(r"<br\b", child.content, re.IGNORECASE)
        ):
            parts.append("\n")
        elif child.type == "html_inline":
            hidden += [piece for piece in markup.take(child.content) if piece[1]]
    markup.close_to(min(depth, markup.depth))
    return "".join(parts).strip(), not plain and bool(parts), hidden


def _pairs(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.splitlines() if ":" in line)
    return {
        key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()
    }
