"""A page of a PDF as a picture with a clause highlighted. The only importer of pypdfium2.

The clause is found by its letters and digits alone, since bullets, hyphens, ligatures and line
ends differ between readers. Pdfium isn't made for threads, so one lock guards every use of it.
"""

from __future__ import annotations

import io
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from ctypes import c_double, c_int
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

WIDTH = 1000  # pixels: twice what a narrow column shows, so that print stays sharp
TALLEST = 2400
COLOURS = 48  # enough for text and a highlight; keeps a page near 100 kB
CLAUSE_COLOUR = (255, 232, 130)
LEAD_IN_COLOUR = (219, 235, 247)
EDGE_COLOUR = (122, 77, 0)
MARGIN = 70  # pixels of context kept above and below the clause in a close-up
SHORTEST = 12  # letters: fewer than this could stand anywhere on a page

Box = tuple[int, int, int, int]

_pdfium_in_use = threading.Lock()


class PageImageError(Exception):
    """The page can't be drawn; the section is shown as text instead."""


@dataclass(frozen=True)
class PagePicture:
    """One page as PNG: the whole of it, and a close-up of the clause where it was found."""

    page: int
    png: bytes
    close_up: bytes | None


def clause_pictures(
    file: Path, text: str, lead_in: str | None, page: int, page_end: int
) -> tuple[PagePicture, ...]:
    """Pictures of the pages a clause stands on, from 1, with the clause and its lead-in marked."""
    try:
        changed = file.stat().st_mtime_ns
    except OSError as error:
        raise PageImageError("The stored file can't be opened.") from error
    return _drawn(file, changed, text, lead_in, page, page_end)


@lru_cache(maxsize=32)
def _drawn(
    file: Path, changed: int, text: str, lead_in: str | None, page: int, page_end: int
) -> tuple[PagePicture, ...]:
    try:
        with _pdfium_in_use, pypdfium2.PdfDocument(file) as document:
            last = min(page_end, len(document))
            numbers = range(page, last + 1)
            return tuple(
                _picture(document[number - 1], number, text, lead_in, number > page, number < last)
                for number in numbers
            )
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        raise PageImageError("The page can't be drawn.") from error


def _picture(
    page: pypdfium2.PdfPage,
    number: int,
    text: str,
    lead_in: str | None,
    begins_earlier: bool,
    ends_later: bool,
) -> PagePicture:
    width, height = page.get_size()
    scale = min(WIDTH / width, TALLEST / height)
    image = page.render(scale=scale).to_pil().convert("RGB")
    textpage = page.get_textpage()
    letters = _letters(textpage)
    stream = "".join(letter for letter, _ in letters)
    lead_span = find_span(stream, fold(lead_in), 0, False, False) if lead_in else None
    after = lead_span[1] if lead_span else 0
    span = find_span(stream, fold(text), after, begins_earlier, ends_later)
    clause_boxes = _boxes(page, textpage, letters, span, image.size)
    lead_boxes = _boxes(page, textpage, letters, lead_span, image.size)
    marked = _highlighted(image, lead_boxes, LEAD_IN_COLOUR)
    marked = _highlighted(marked, clause_boxes, CLAUSE_COLOUR)
    draw = ImageDraw.Draw(marked)
    if clause_boxes:  # a bar in the margin, so that it isn't told by colour alone
        left = max(_inked(image)[0] - 16, 0)
        top, bottom = min(box[1] for box in clause_boxes), max(box[3] for box in clause_boxes)
        draw.rectangle((left, top, left + 6, bottom), fill=EDGE_COLOUR)
    close_up = _close_up(marked, (*lead_boxes, *clause_boxes)) if clause_boxes else None
    return PagePicture(number, _png(marked), _png(close_up) if close_up else None)


def fold(text: str) -> str:
    """Letters and digits alone, in one case, ligatures taken apart."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in flat if letter.isalnum())


def find_span(
    stream: str, wanted: str, after: int, begins_earlier: bool, ends_later: bool
) -> tuple[int, int] | None:
    """Where `wanted` stands in the folded text of a page, preferably from `after` on.

    A clause that runs over a page break stands here only in part: its longest beginning (when it
    ends later), its longest ending (when it begins earlier), or the whole page (both).
    """
    if not wanted:
        return None
    if begins_earlier and ends_later:
        return (0, len(stream)) if stream else None
    if ends_later:
        size = _longest(stream, [wanted[:n] for n in range(len(wanted) + 1)])
        return _span_of(stream, wanted[:size], after)
    if begins_earlier:
        size = _longest(stream, [wanted[len(wanted) - n :] for n in range(len(wanted) + 1)])
        return _span_of(stream, wanted[len(wanted) - size :], 0)
    return _span_of(stream, wanted, after)


def _longest(stream: str, parts: Sequence[str]) -> int:
    """The index of the longest part in the stream; each part contains the one before it."""
    low, high = 0, len(parts) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if parts[middle] in stream:
            low = middle
        else:
            high = middle - 1
    return low


def _span_of(stream: str, part: str, after: int) -> tuple[int, int] | None:
    at = stream.find(part, after)
    if at < 0:
        at = stream.find(part)
    if at < 0 or (len(part) < SHORTEST and stream.count(part) > 1):
        return None
    return (at, at + len(part)) if part else None


def _letters(textpage: pypdfium2.PdfTextPage) -> list[tuple[str, int]]:
    """Each folded letter of the page with the index of the character it comes from."""
    found = []
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
        found += [(letter, index) for letter in fold(chr(code))] if 0 < code < 0x110000 else []
    return found


def _boxes(
    page: pypdfium2.PdfPage,
    textpage: pypdfium2.PdfTextPage,
    letters: Sequence[tuple[str, int]],
    span: tuple[int, int] | None,
    size: tuple[int, int],
) -> list[Box]:
    """One box in pixels for each line of the span."""
    if span is None:
        return []
    indexes = list(dict.fromkeys(index for _, index in letters[span[0] : span[1]]))
    following = indexes[-1] + 1
    while following < textpage.count_chars() and _is_mark(textpage, following):
        indexes.append(following)  # the full stop or bracket that closes it
        following += 1
    return lines_of(_on_picture(page, textpage.get_charbox(i, loose=True), size) for i in indexes)


def _is_mark(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
    mark = chr(code) if 32 < code < 0x110000 else " "
    return unicodedata.category(mark) in {"Pe", "Pf", "Po"} and mark not in "•·"


def lines_of(boxes: Iterable[Box]) -> list[Box]:
    """Boxes of characters in reading order, joined to one box a line."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _same_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            lines.append(box)
    return lines


def _same_line(line: Box, box: Box) -> bool:
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    return overlap > 0.5 * min(line[3] - line[1], box[3] - box[1])


def _on_picture(
    page: pypdfium2.PdfPage, box: tuple[float, float, float, float], size: tuple[int, int]
) -> Box:
    """A box in the page's own units as pixels; pdfium minds rotation and crop box."""
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = c_int(), c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, c_double(x), c_double(y), across, down)
        corners.append((across.value, down.value))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _highlighted(
    image: Image.Image, boxes: Sequence[Box], colour: tuple[int, int, int]
) -> Image.Image:
    """The picture with the boxes coloured as by a marker pen: black text stays black."""
    if not boxes:
        return image
    layer = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        draw.rectangle((left - 3, top - 1, right + 3, bottom + 1), fill=colour)
    return ImageChops.multiply(image, layer)


def _close_up(image: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The band of the page around the boxes, without the page's side margins."""
    inked = _inked(image)
    top = max(min(box[1] for box in boxes) - MARGIN, 0)
    bottom = min(max(box[3] for box in boxes) + MARGIN, image.height)
    return image.crop((max(inked[0] - 20, 0), top, min(inked[2] + 20, image.width), bottom))


def _inked(image: Image.Image) -> Box:
    """The part of the page that has anything on it."""
    return ImageChops.invert(image.convert("L")).getbbox() or (0, 0, *image.size)


def _png(image: Image.Image) -> bytes:
    content = io.BytesIO()
    image.quantize(COLOURS).save(content, "PNG", optimize=True)
    return content.getvalue()
