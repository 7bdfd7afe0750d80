"""Web pages saved as HTML; the only importer of Beautiful Soup."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString
from bs4.exceptions import ParserRejectedMarkup

from ingest.documents import Extraction, Finding, LineStyle
from ingest.errors import UnreadableFile
from ingest.readers.flow import Flow
from ingest.readers.html_visibility import AROUND, BLOCKS, hidden_by_sheets, why_hidden

_SILENT = {"script", "style", "noscript", "template", "svg", "iframe", "object", "head", "canvas"}
_DEEPEST = 200  # nested elements; no page for people goes further


def read(path: Path) -> Extraction:
    """The page's paragraphs, headings, lists and tables as shown. Raises UnreadableFile."""
    try:
        soup = BeautifulSoup(path.read_bytes(), "html.parser")
    except (ParserRejectedMarkup, RecursionError) as error:
        raise UnreadableFile(
            path.name,
            "it is not a readable web page.",
            "Open it in a browser, save it again or print it to PDF, and load that.",
        ) from error
    flow = Flow()
    if soup.contains_replacement_characters:
        flow.findings.append(
            Finding("replaced-characters", "Some characters of the page could not be read.")
        )
    if soup.title is not None and soup.title.get_text(strip=True):
        flow.properties["title"] = re.sub(r"\s+", " ", soup.title.get_text(strip=True))
    for meta in soup.find_all("meta"):
        name, content = str(meta.get("name", "")).lower(), str(meta.get("content", "")).strip()
        if name in {"keywords", "author"} and content:
            flow.properties[name] = content
    _Walk(flow, hidden_by_sheets(soup)).block(soup.body or soup, "", -1, 0)
    return flow.extraction()


class _Walk:
    """Writes an element and what is in it."""

    def __init__(self, flow: Flow, hiding: frozenset[int]) -> None:
        self._flow = flow
        self._hiding = hiding

    def block(self, element: Tag, hidden: str, list_level: int, depth: int) -> None:
        """Write a block: its loose text as paragraphs, its inner blocks in their turn."""
        if depth > _DEEPEST:
            self._flow.paragraph(element.get_text(" "), hidden=hidden)
            return
        loose: list[str] = []
        for child in element.children:
            if isinstance(child, PreformattedString):
                if isinstance(child, Comment) and re.search(r"[.?!]\s*$", child):
                    self._flow.paragraph(_tidy(child), hidden="hidden text")
                continue
            if isinstance(child, NavigableString):
                loose.append(re.sub(r"\s+", " ", child))
                continue
            if not isinstance(child, Tag) or child.name in _SILENT:
                continue
            why = hidden or why_hidden(child, self._hiding)
            if child.name == "br":
                loose.append("\n")
            elif (
                child.name not in BLOCKS
                and child.name not in AROUND
                and not why
                and not _has_blocks(child)
            ):
                loose.append(self._inline(child))
            else:
                self._loose(loose, hidden)
                loose = []
                self._child(child, why, list_level, depth)
        self._loose(loose, hidden)

    def _child(self, child: Tag, why: str, list_level: int, depth: int) -> None:
        name = child.name
        if re.fullmatch(r"h[1-6]", name) and not _has_blocks(child):
            self._flow.paragraph(
                self._inline(child), LineStyle.HEADING, level=int(name[1]), hidden=why
            )
        elif name in {"ul", "ol"}:
            self._list(child, why, list_level + 1, depth + 1)
        elif name == "table":
            self._table(child, why, list_level, depth + 1)
        elif name in {"p", "dt", "dd", "summary", "caption", "figcaption"} and not _has_blocks(
            child
        ):
            text = self._inline(child)
            self._flow.paragraph(
                text, bold=name in {"dt", "summary"} or _is_strong(child), hidden=why
            )
            self._hidden_parts(child, why)
        elif name == "dl":
            self._terms(child, why, list_level, depth + 1)
        elif name == "pre":
            self._flow.paragraph(child.get_text(), hidden=why)
        else:
            self.block(child, why, list_level, depth + 1)

    def _list(self, element: Tag, hidden: str, level: int, depth: int) -> None:
        ordered = element.name == "ol"
        count = (
            int(str(element.get("start", "1"))) if str(element.get("start", "1")).isdigit() else 1
        )
        for item in element.children:
            if not isinstance(item, Tag):
                continue
            why = hidden or why_hidden(item, self._hiding)
            if item.name != "li":
                if item.name in {"ul", "ol"}:
                    self._list(item, why, level + 1, depth + 1)
                else:
                    self.block(item, why, level, depth + 1)
                continue
            number = _label(count, str(element.get("type", "1"))) if ordered else None
            count += 1
            own, inner = self._own_text(item)
            if own.strip():
                self._flow.paragraph(own, LineStyle.BULLET, level=level, number=number, hidden=why)
            for child in inner:
                self._child(child, why or why_hidden(child, self._hiding), level, depth + 1)

    def _terms(self, element: Tag, hidden: str, list_level: int, depth: int) -> None:
        """A list of terms: each with its description as a row, or block by block where one has
        blocks in it."""
        parts = [part for part in element.find_all(["dt", "dd"]) if isinstance(part, Tag)]
        if any(_has_blocks(part) for part in parts) or [p.name for p in parts[:2]] != ["dt", "dd"]:
            self.block(element, hidden, list_level, depth)
            return
        self._flow.begin_table()
        row: list[str] = []
        for part in [*parts, None]:
            if row and (part is None or (part.name == "dt" and len(row) > 1)):
                self._flow.row(row, hidden=hidden)
                row = []
            if part is not None:
                row.append(self._inline(part))

    def _own_text(self, item: Tag) -> tuple[str, list[Tag]]:
        """An item's wording, and the blocks inside it that aren't part of it."""
        own: list[str] = []
        inner: list[Tag] = []
        for child in item.children:
            if isinstance(child, Tag) and child.name not in _SILENT:
                first = not inner and not "".join(own).strip()
                block = child.name in BLOCKS or _has_blocks(child)
                if why_hidden(child, self._hiding) or (
                    block and not (first and child.name in {"p", "div"} and not _has_blocks(child))
                ):
                    inner.append(child)
                elif child.name == "br":
                    own.append("\n")
                else:
                    own.append(self._inline(child))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                own.append(re.sub(r"\s+", " ", child))
        return _tidy("".join(own)), inner

    def _table(self, element: Tag, hidden: str, list_level: int, depth: int) -> None:
        rows = [row for row in element.find_all("tr") if row.find_parent("table") is element]
        widest = max((len(row.find_all(["td", "th"], recursive=False)) for row in rows), default=0)
        caption = element.find("caption")
        if isinstance(caption, Tag):
            self._flow.paragraph(self._inline(caption), hidden=hidden)
        if widest < 2:
            # One column is a box around text.
            for row in rows:
                for cell in row.find_all(["td", "th"], recursive=False):
                    self.block(cell, hidden, list_level, depth)
            return
        self._flow.begin_table()
        for row in rows:
            cells = row.find_all(["td", "th"], recursive=False)
            texts = [self._cell(cell) for cell in cells]
            why = hidden or why_hidden(row, self._hiding)
            all_heads = bool(cells) and all(cell.name == "th" for cell in cells)
            self._flow.row(texts, header=all_heads and row is rows[0], hidden=why)
        for row in rows:
            why = hidden or why_hidden(row, self._hiding)
            for cell in row.find_all(["td", "th"], recursive=False):
                self._hidden_parts(cell, why, itself=True)

    def _cell(self, cell: Tag) -> str:
        """The shown words of a table's cell, in one line but for its line breaks."""
        if why_hidden(cell, self._hiding) in {"hidden text", "white text"}:
            return ""
        shown = [
            text
            for text in cell.find_all(string=True)
            if not isinstance(text, PreformattedString) and not self._is_inside(text, cell)
        ]
        return _tidy(" ".join(shown))

    def _inline(self, element: Tag) -> str:
        parts: list[str] = []
        for child in element.descendants:
            if isinstance(child, Tag):
                if child.name == "br":
                    parts.append("\n")
            elif isinstance(child, PreformattedString) or not isinstance(child, NavigableString):
                continue
            elif not self._is_inside(child, element):
                parts.append(re.sub(r"\s+", " ", child))
        return _tidy("".join(parts))

    def _is_inside(self, text: NavigableString, element: Tag) -> bool:
        """True for text inside a script, or a hidden part, of the element."""
        for parent in text.parents:
            if parent is element:
                return False
            if parent.name in _SILENT or why_hidden(parent, self._hiding):
                return True
        return False

    def _hidden_parts(self, element: Tag, why: str, *, itself: bool = False) -> None:
        for part in [*([element] if itself else []), *element.find_all(True)]:
            reason = "" if why else why_hidden(part, self._hiding)
            if reason:
                self._flow.paragraph(_tidy(part.get_text(" ")), hidden=reason)

    def _loose(self, loose: list[str], hidden: str) -> None:
        text = _tidy("".join(loose))
        if text:
            self._flow.paragraph(text, hidden=hidden)


def _has_blocks(element: Tag) -> bool:
    return element.find(list(BLOCKS)) is not None


def _is_strong(element: Tag) -> bool:
    children = [
        child
        for child in element.children
        if not isinstance(child, NavigableString) or child.strip()
    ]
    return bool(children) and all(
        isinstance(c, Tag) and c.name in {"b", "strong"} for c in children
    )


def _label(count: int, form: str) -> str:
    if form in {"a", "A"} and count <= 26:
        return chr(ord(form) + count - 1)
    if form in {"i", "I"}:
        numerals = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
        roman = numerals[count] if count < len(numerals) else str(count)
        return roman if form == "i" else roman.upper()
    return str(count)


def _tidy(text: str) -> str:
    return re.sub(r" *\n *", "\n", re.sub(r"[ \t\r\xa0]+", " ", text)).strip()
