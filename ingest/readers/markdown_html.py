"""The HTML in a Markdown file: which of the text in and after it is hidden."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from ingest.readers.html_visibility import why_tag_hidden

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_SILENT = {"script", "style", "template", "noscript", "svg", "iframe", "object", "head", "textarea"}
_SHORT = {"p", "li", "td", "th", "tr", "dt", "dd"}  # a block that ends when the next one begins
_HIDING = {"hidden text", "white text"}  # a menu in a Markdown file is text like other text


class Markup(HTMLParser):
    """Follows the tags from piece to piece, since a tag may be opened in one block of Markdown and
    closed in another."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []  # the open tags, and why each hides what is in it
        self._pieces: list[tuple[str, str]] = []

    @property
    def why(self) -> str:
        """Why text that stands here is hidden; '' when it is shown."""
        return next((why for _, why in self._open if why), "")

    @property
    def depth(self) -> int:
        """How many tags are open."""
        return len(self._open)

    def take(self, html: str) -> list[tuple[str, str]]:
        """The pieces of text in some HTML with the reasons why they are hidden, '' for shown."""
        self._pieces = []
        self.feed(html)
        self.rawdata, rest = "", self.rawdata  # what no ">" ends is text
        if rest:
            never_closed = rest.startswith("<!--")
            self._pieces.append((unescape(rest), "hidden text" if never_closed else self.why))
        return self._pieces

    def close_to(self, depth: int) -> None:
        """What the end of a block closes."""
        del self._open[depth:]

    def end_block(self) -> None:
        """The end of a block of HTML: a paragraph or cell left open in it ends."""
        while self._open and self._open[-1][0] in _SHORT:
            self._open.pop()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag in _VOID:
            return
        why = why_tag_hidden(tag, {name: value or "" for name, value in attrs})
        self._open.append((tag, "script" if tag in _SILENT else why if why in _HIDING else ""))

    def handle_endtag(self, tag: str) -> None:
        """A tag closes, with those left open inside it."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self._pieces.append((data, self.why))

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self._pieces.append((data, "hidden text"))
