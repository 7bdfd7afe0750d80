"""What is printed on a page but isn't the policy: running headers, page numbers, contents lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Dropped, Line, LineStyle
from ingest.stored_text import normalised

_EDGE = 3  # lines at the top or bottom of a page among which headers and footers are sought
_SHARE = 0.4  # of the pages that could carry it, for a repeated line to be a running header
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\s]*(?:page|pg\.?|p\.?)?\s*\|?\s*(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:of|/|\|)\s*\d{1,4})?[-–—|\s]*|page)",
    re.IGNORECASE,
)
_WATERMARK = re.compile(
    r"(?:draft(?: v(?:ersion)?\.? ?[\d.]+)?|confidential|sample|specimen|copy|for consultation|"
    r"uncontrolled(?: copy| when printed)?|superseded|withdrawn|archived|obsolete)[.!]?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:\d{1,2}[.)]?\s*)?(?:table\s+of\s+)?contents?(?:\s+(?:page|list))?\s*:?|in this (?:policy|document):?",
    re.IGNORECASE,
)
_LEADER = re.compile(r"^(?P<title>.*\S)\s*(?:(?:[.…_·]\s?){3,}|\t+)\s*(?P<page>\d{1,4}|[ivxl]+)?$")
_ENDS_IN_PAGE = re.compile(r"^(?P<title>.*[^\d\s.].*?)\s+(?P<page>\d{1,3})$")
_BARE_PAGE = re.compile(r"\d{1,3}|[ivxl]{1,5}")


@dataclass(frozen=True)
class Cleared:
    """The lines that belong to the policy, what was left out, and what the contents list named."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...]
    contents: frozenset[str]


def cleared(lines: Sequence[Line]) -> Cleared:
    """Leave out everything that is no part of the policy's wording, each piece with its reason."""
    reasons: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line.hidden:
            reasons[index] = line.hidden
        elif not normalised(line).text:
            reasons[index] = "blank"
    _mark_watermarks(lines, reasons)
    _mark_page_edges(lines, reasons)
    titles = _mark_contents(lines, reasons)
    kept = tuple(line for index, line in enumerate(lines) if index not in reasons)
    dropped = tuple(
        Dropped(lines[index].text, lines[index].page, reason)
        for index, reason in sorted(reasons.items())
        if lines[index].text.strip()
    )
    return Cleared(kept, dropped, frozenset(titles))


def title_key(text: str) -> str:
    """What two printings of one heading have in common: letters and digits, no number in front."""
    without_number = re.sub(r"^\s*(?:\d+(?:\.\d+)*[.)]?|[A-Za-z][.)])\s+", "", text)
    return re.sub(r"[\W_]+", " ", without_number).strip().lower()


def _mark_watermarks(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    for index, line in enumerate(lines):
        text = normalised(line).text
        if index not in reasons and _WATERMARK.fullmatch(text) and line.style != LineStyle.TABLE_ROW:
            reasons[index] = "watermark"


def _mark_page_edges(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if index not in reasons:
            pages[line.page].append(index)
    if len(pages) < 2:
        for indices in pages.values():
            _mark_number(lines, indices, reasons, alone=True)
        return
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    edges: dict[int, list[int]] = {}
    for page, indices in pages.items():
        edges[page] = indices[:_EDGE] + [i for i in indices[-_EDGE:] if i not in indices[:_EDGE]]
        for index in edges[page]:
            seen[_repeat_key(lines[index])].add(page)
    needed = max(2, round(len(pages) * _SHARE))
    for page, indices in pages.items():
        for index in edges[page]:
            line = lines[index]
            if line.style in {LineStyle.BULLET, LineStyle.HEADING}:
                continue
            if _PAGE_NUMBER.fullmatch(line.text.strip()):
                reasons[index] = "page number"
            elif len(seen[_repeat_key(line)]) >= needed:
                reasons[index] = "running header or footer"
        _mark_number(lines, indices, reasons, alone=False)


def _mark_number(
    lines: Sequence[Line], indices: Sequence[int], reasons: dict[int, str], *, alone: bool
) -> None:
    """"Page 3 of 12" is never a rule, wherever it stands."""
    for index in indices:
        text = lines[index].text.strip()
        if re.fullmatch(r"[-–—|\s]*page\s*\|?\s*\d+(?:\s*(?:of|/)\s*\d+)?[-–—|\s]*", text, re.IGNORECASE):
            reasons[index] = "page number"
        elif alone and index in (indices[0], indices[-1]) and text == "1":
            reasons[index] = "page number"


def _repeat_key(line: Line) -> tuple[str, int]:
    text = re.sub(r"\d+", "#", normalised(line).text.lower())
    return text, round(line.size or 0)


def _mark_contents(lines: Sequence[Line], reasons: dict[int, str]) -> set[str]:
    titles: set[str] = set()
    keys_after: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if index not in reasons:
            keys_after[title_key(line.text)].append(index)
    index = 0
    while index < len(lines):
        if index in reasons:
            index += 1
            continue
        text = normalised(lines[index]).text
        if _CONTENTS.fullmatch(text):
            entries = _entries(lines, index + 1, reasons, keys_after)
            if entries:
                reasons[index] = "contents"
        else:
            entries = _dotted(lines, index, reasons)
        for entry, title in entries:
            reasons[entry] = "contents"
            if title:
                titles.add(title_key(title))
        index = entries[-1][0] + 1 if entries else index + 1
    return titles - {""}


def _entries(
    lines: Sequence[Line], start: int, reasons: dict[int, str], keys: dict[str, list[int]]
) -> list[tuple[int, str]]:
    """The contents entries from `start`: (line, title or '' for a page number alone)."""
    found: list[tuple[int, str]] = []
    pending: list[int] = []  # lines that may be the first half of a wrapped entry
    for index in range(start, len(lines)):
        if index in reasons:
            continue
        line = lines[index]
        text = normalised(line).text
        match = _page_entry(line, text)
        later = [other for other in keys.get(title_key(text), ()) if other > index]
        if match is not None:
            title = match
            if pending:
                title = " ".join(normalised(lines[p]).text for p in pending) + " " + match
                found.extend((p, "") for p in pending)
            found.append((index, title.strip()))
            pending = []
        elif _BARE_PAGE.fullmatch(text) and (pending or found):
            title = " ".join(normalised(lines[p]).text for p in pending)
            found.extend((p, "") for p in pending)
            found.append((index, title))
            pending = []
        elif later and not pending and _is_entry_like(text):
            nearest = normalised(lines[index + 1]).text if index + 1 < len(lines) else ""
            if _BARE_PAGE.fullmatch(nearest):
                pending = [index]
            else:
                found.append((index, text))
        elif len(pending) < 2 and _is_entry_like(text):
            pending.append(index)
        else:
            break
    return found


def _page_entry(line: Line, text: str) -> str | None:
    """The title, when the line is a contents entry with its page number."""
    cells = [cell.strip() for cell in line.cells if cell.strip()]
    if len(cells) >= 2 and _BARE_PAGE.fullmatch(cells[-1]):
        return " ".join(cells[:-1]).rstrip(". …_")
    match = _LEADER.match(line.text.strip()) or _ENDS_IN_PAGE.match(text)
    return match.group("title").rstrip(". …_") if match else None


def _is_entry_like(text: str) -> bool:
    return len(text.split()) <= 16 and not re.search(r"[.;!]$", text)


def _dotted(lines: Sequence[Line], start: int, reasons: dict[int, str]) -> list[tuple[int, str]]:
    """A run of at least three entries with dots and page numbers, without a heading above."""
    found: list[tuple[int, str]] = []
    for index in range(start, len(lines)):
        if index in reasons:
            continue
        match = re.match(r"^(?P<title>.*\w\S*)\s*(?:[.…]\s?){4,}\s*\d{1,3}$", lines[index].text.strip())
        if match is None:
            break
        found.append((index, match.group("title")))
    return found if len(found) >= 3 else []
