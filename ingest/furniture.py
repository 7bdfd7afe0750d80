"""What is printed on a page but isn't the policy: running headers, page numbers, contents lists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Dropped, Line, LineStyle
from ingest.stored_text import normalised

_EDGE = 3  # lines at the top or bottom of a page among which headers and footers are sought
_SHARE = 0.4  # of the pages that could carry it, for a repeated line to be a running header
_LONGEST_ENTRY = 250  # characters of a contents entry, its dots included
_ENOUGH = 5  # pages that make a running header in a document of any length
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\s]*(?:page|pg\.?|p\.?)?\s*\|?\s*(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:of|/|\|)\s*\d{1,4})?[-–—|\s]*|page)",
    re.IGNORECASE,
)
_WRITTEN_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*page\s*\|?\s*\d+(?:\s*(?:of|/)\s*\d+)?[-–—|\s]*", re.IGNORECASE
)
_WATERMARK = re.compile(
    r"(?:draft(?: v(?:ersion)?\.? ?[\d.]+)?|confidential|sample|specimen|copy|for consultation|"
    r"uncontrolled(?: copy| when printed)?|superseded|withdrawn|archived|obsolete)[.!]?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:\d{1,2}[.)]?\s*)?(?:table\s+of\s+)?contents?(?:\s+(?:page|list))?\s*:?|in this "
    r"(?:policy|document):?",
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
        if line.hidden and not _WATERMARK.fullmatch(normalised(line).text):
            reasons[index] = line.hidden
        elif not normalised(line).text:
            reasons[index] = "blank"
    _mark_watermarks(lines, reasons)
    # First what repeats beyond doubt, so that a contents list over several pages stays whole, then
    # the list, whose entries repeat in the body, then what repeats in a short document.
    _mark_page_edges(lines, reasons, at_least=3)
    titles = _mark_contents(lines, reasons)
    _mark_page_edges(lines, reasons, at_least=2)
    _mark_page_numbers(lines, reasons)
    kept = tuple(line for index, line in enumerate(lines) if index not in reasons)
    dropped = tuple(
        Dropped(lines[index].text, lines[index].page, reason)
        for index, reason in sorted(reasons.items())
        if lines[index].text.strip()
    )
    return Cleared(kept, dropped, frozenset(titles))


def title_key(text: str, *, numbered: bool = False) -> str:
    """What two printings of one heading have in common: letters and digits, the number in front
    only if `numbered`."""
    without_number = (
        text if numbered else re.sub(r"^\s*(?:\d+(?:\.\d+)*[.)]?|[A-Za-z][.)])\s+", "", text)
    )
    return re.sub(r"[\W_]+", " ", without_number).strip().lower()


def _mark_watermarks(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    for index, line in enumerate(lines):
        text = normalised(line).text
        if (
            index not in reasons
            and _WATERMARK.fullmatch(text)
            and line.style != LineStyle.TABLE_ROW
        ):
            reasons[index] = "watermark"


def _mark_page_edges(lines: Sequence[Line], reasons: dict[int, str], at_least: int) -> None:
    """Lines near the top or bottom of at least so many pages, the same but for their digits."""
    pages = _pages(lines, reasons)
    often = Counter(
        (_repeat_key(lines[i]), page) for page, indices in pages.items() for i in indices
    )
    # What stands several times on a page is the body's own wording.
    body = {key for (key, _), count in often.items() if count > 2}
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, indices in pages.items():
        for index in _edges(indices):
            seen[_repeat_key(lines[index])].add(page)
    needed = max(at_least, min(round(len(pages) * _SHARE), _ENOUGH))
    for indices in pages.values():
        for index in _edges(indices):
            key = _repeat_key(lines[index])
            if lines[index].style in {LineStyle.BULLET, LineStyle.HEADING} or key in body:
                continue
            if len(seen[key]) >= needed and not _PAGE_NUMBER.fullmatch(lines[index].text.strip()):
                reasons[index] = "running header or footer"


def _mark_page_numbers(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Numbers alone near a page's edge; "Page 3 of 12" is never a rule, wherever it stands."""
    pages = _pages(lines, reasons)
    for indices in pages.values():
        for index in indices:
            text = lines[index].text.strip()
            alone = len(pages) > 1 and index in _edges(indices) and _PAGE_NUMBER.fullmatch(text)
            first = len(pages) == 1 and index in (indices[0], indices[-1]) and text == "1"
            if alone or first or _WRITTEN_PAGE_NUMBER.fullmatch(text):
                reasons[index] = "page number"


def _pages(lines: Sequence[Line], reasons: dict[int, str]) -> dict[int, list[int]]:
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if index not in reasons:
            pages[line.page].append(index)
    return pages


def _edges(indices: Sequence[int]) -> list[int]:
    return [*indices[:_EDGE], *(i for i in indices[-_EDGE:] if i not in indices[:_EDGE])]


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
            titles.add(title)
        index = entries[-1][0] + 1 if entries else index + 1
    # "5.1 Pupils" in the list doesn't make a heading of every "Pupils:".
    body = {title_key(line.text, numbered=True) for i, line in enumerate(lines) if i not in reasons}
    whole = {title_key(title, numbered=True) for title in titles} & body
    plain = {title_key(title) for title in titles if title_key(title, numbered=True) not in body}
    return (whole | plain) - {""}


def _entries(
    lines: Sequence[Line], start: int, reasons: dict[int, str], keys: dict[str, list[int]]
) -> list[tuple[int, str]]:
    """The contents entries from `start`: (line, title or '' for a page number alone)."""
    found: list[tuple[int, str]] = []
    reached = 0
    pending: list[int] = []  # lines that may be the first half of a wrapped entry
    for index in range(start, len(lines)):
        if index in reasons:
            continue
        line = lines[index]
        text = normalised(line).text
        match = _page_entry(line, text)
        number = int(next(iter(re.findall(r"\d+$", text)), 0)) if match is not None else reached
        if number < reached:
            break  # page numbers never fall: this is "Key Stage 2" or "Appendix 1" of the body
        reached = number
        later = [other for other in keys.get(title_key(text), ()) if other > index]
        if match is not None:
            title = match
            if pending:
                title = " ".join(normalised(lines[p]).text for p in pending) + " " + match
                found.extend((p, "") for p in pending)
            found.append((index, title.strip()))
            pending = []
        elif _BARE_PAGE.fullmatch(text) and (
            pending or (found and lines[found[-1][0]].page == line.page)
        ):
            title = " ".join(normalised(lines[p]).text for p in pending)
            found.extend((p, "") for p in pending)
            found.append((index, title))
            pending = []
        elif later and not pending and _is_entry_like(text):
            rest = (
                normalised(lines[i]).text for i in range(index + 1, len(lines)) if i not in reasons
            )
            nearest = next(rest, "")
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
    if len(text) > _LONGEST_ENTRY:
        return None
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
        match = re.match(
            r"^(?P<title>.*\w\S*)\s*(?:[.…]\s?){4,}\s*\d{1,3}$", lines[index].text.strip()
        )
        if match is None:
            break
        found.append((index, match.group("title")))
    return found if len(found) >= 3 else []
