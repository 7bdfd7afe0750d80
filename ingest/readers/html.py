"""Web pages saved as HTML; the only importer of Beautiful Soup."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString

from ingest.documents import Extraction, LineStyle
from ingest.readers.flow import Flow

_SILENT = {"script", "style", "noscript", "template", "svg", "iframe", "object", "head", "canvas"}
_AROUND = {"nav", "footer", "form", "button", "select", "aside", "dialog", "menu"}
_AROUND_NAME = re.compile(
    r"\b(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|cookie-\w+|sidebar|skip-?link|share|sharing|"
    r"pagination|site-(?:header|footer)|social-links|banner|search)\b",
    re.IGNORECASE,
)
_BLOCKS = {
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}
_NEVER_SEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[0-3](?:\.\d+)?(?:px|pt)\b|"
    r"font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?\b|rgb\(\s*255\s*,\s*255\s*,\s*255)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DEEPEST = 200  # nested elements; no page for people goes further


def read(path: Path) -> Extraction:
    """The page's paragraphs, headings, lists and tables as they are shown."""
    soup = BeautifulSoup(path.read_bytes(), "html.parser")
    flow = Flow()
    if soup.title is not None and soup.title.get_text(strip=True):
        flow.properties["title"] = re.sub(r"\s+", " ", soup.title.get_text(strip=True))
    for meta in soup.find_all("meta"):
        name, content = str(meta.get("name", "")).lower(), str(meta.get("content", "")).strip()
        if name in {"keywords", "author"} and content:
            flow.properties[name] = content
    _Walk(flow, _hiding_classes(soup)).block(soup.body or soup, "", -1, 0)
    return flow.extraction()


class _Walk:
    """Writes an element and what is in it."""

    def __init__(self, flow: Flow, hiding: frozenset[str]) -> None:
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
            why = hidden or self._why_hidden(child)
            if child.name == "br":
                loose.append("\n")
            elif child.name not in _BLOCKS and child.name not in _AROUND and not why and not _has_blocks(child):
                loose.append(self._inline(child))
            else:
                self._loose(loose, hidden)
                loose = []
                self._child(child, why, list_level, depth)
        self._loose(loose, hidden)

    def _child(self, child: Tag, why: str, list_level: int, depth: int) -> None:
        name = child.name
        if re.fullmatch(r"h[1-6]", name) and not _has_blocks(child):
            self._flow.paragraph(self._inline(child), LineStyle.HEADING, level=int(name[1]), hidden=why)
        elif name in {"ul", "ol"}:
            self._list(child, why, list_level + 1, depth + 1)
        elif name == "table":
            self._table(child, why, list_level, depth + 1)
        elif name in {"p", "dt", "dd", "summary", "caption", "figcaption"} and not _has_blocks(child):
            text = self._inline(child)
            self._flow.paragraph(text, bold=name in {"dt", "summary"} or _is_strong(child), hidden=why)
            self._hidden_parts(child, why)
        elif name == "pre":
            self._flow.paragraph(child.get_text(), hidden=why)
        else:
            self.block(child, why, list_level, depth + 1)

    def _list(self, element: Tag, hidden: str, level: int, depth: int) -> None:
        ordered = element.name == "ol"
        count = int(str(element.get("start", "1"))) if str(element.get("start", "1")).isdigit() else 1
        for item in element.children:
            if not isinstance(item, Tag):
                continue
            why = hidden or self._why_hidden(item)
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
                self._child(child, why or self._why_hidden(child), level, depth + 1)

    def _own_text(self, item: Tag) -> tuple[str, list[Tag]]:
        """An item's wording, and the blocks inside it that aren't part of it."""
        own: list[str] = []
        inner: list[Tag] = []
        for child in item.children:
            if isinstance(child, Tag) and child.name not in _SILENT:
                first = not inner and not "".join(own).strip()
                block = child.name in _BLOCKS or _has_blocks(child)
                if self._why_hidden(child) or (block and not (first and child.name in {"p", "div"}
                                                              and not _has_blocks(child))):
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
            texts = [_tidy(cell.get_text(" ")) for cell in cells]
            why = hidden or self._why_hidden(row)
            all_heads = bool(cells) and all(cell.name == "th" for cell in cells)
            self._flow.row(texts, header=all_heads and row is rows[0], hidden=why)

    def _inline(self, element: Tag) -> str:
        parts: list[str] = []
        for child in element.descendants:
            if isinstance(child, Tag):
                if child.name == "br":
                    parts.append("\n")
            elif not isinstance(child, PreformattedString) and isinstance(child, NavigableString):
                if not self._is_inside(child, element):
                    parts.append(re.sub(r"\s+", " ", child))
        return _tidy("".join(parts))

    def _is_inside(self, text: NavigableString, element: Tag) -> bool:
        """True for text inside a script, or a hidden part, of the element."""
        for parent in text.parents:
            if parent is element:
                return False
            if parent.name in _SILENT or self._why_hidden(parent):
                return True
        return False

    def _hidden_parts(self, element: Tag, why: str) -> None:
        for part in element.find_all(True):
            reason = "" if why else self._why_hidden(part)
            if reason:
                self._flow.paragraph(_tidy(part.get_text(" ")), hidden=reason)

    def _loose(self, loose: list[str], hidden: str) -> None:
        text = _tidy("".join(loose))
        if text:
            self._flow.paragraph(text, hidden=hidden)

    def _why_hidden(self, element: Tag) -> str:
        style = str(element.get("style", ""))
        classes = " ".join(element.get_attribute_list("class", "") or [""])
        if element.has_attr("hidden") or _NEVER_SEEN.search(style):
            return "hidden text"
        if _WHITE.search(style) and not _BACKGROUND.search(style):
            return "white text"
        if any(name in self._hiding for name in classes.split()):
            return "hidden text"
        name = f"{classes} {element.get('id', '')}"
        if element.name in _AROUND or (element.name in _BLOCKS and _AROUND_NAME.search(name)):
            return "navigation"
        return "navigation" if str(element.get("role", "")) in {"navigation", "search"} else ""


def _hiding_classes(soup: BeautifulSoup) -> frozenset[str]:
    """Classes that the page's own style sheet hides."""
    hiding: set[str] = set()
    for sheet in soup.find_all("style"):
        for selectors, body in _CSS_RULE.findall(sheet.get_text()):
            if _NEVER_SEEN.search(body) or (_WHITE.search(body) and not _BACKGROUND.search(body)):
                hiding.update(re.findall(r"(?:^|,)\s*\w*\.([\w-]+)\s*(?=,|$)", selectors))
    return frozenset(hiding)


def _has_blocks(element: Tag) -> bool:
    return element.find(list(_BLOCKS)) is not None


def _is_strong(element: Tag) -> bool:
    children = [child for child in element.children if not isinstance(child, NavigableString) or child.strip()]
    return bool(children) and all(isinstance(c, Tag) and c.name in {"b", "strong"} for c in children)


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
