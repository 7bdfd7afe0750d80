"""Runs of text on one PDF page with their places, sizes and colours, as a visitor collects them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.readers.pdf_paint import Box, Ink, Paint, Rules, States, moved, turned

TINY = 4.0  # points; nobody reads smaller print
_INVISIBLE = 3  # the text render mode that paints nothing
_FAINT = 0.05  # how opaque ink is that nobody sees
_NEAR = 3  # characters within which a change of ink is moved to the end of a word
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}


@dataclass(frozen=True)
class Run:
    """Text drawn in one go. `x` to `end` is its extent and `y` its baseline, in points, with the
    page turned so that most of its text runs left to right; `ends_line` is the library's view."""

    text: str
    x: float
    y: float
    end: float
    size: float
    bold: bool
    ends_line: bool = False
    hidden: str = ""
    angle: int = 0


@dataclass(frozen=True)
class _Shown:
    """One showing of text: its ink, its length in the file's codes, and how many solid boxes had
    been painted before it."""

    ink: Ink
    codes: int
    painted: int


class Collector:
    """Two visitors for a page's content; `runs()` and `rules()` afterwards. `page` is the part of
    the sheet that is seen, `states` the page's named settings of opacity."""

    def __init__(
        self,
        widths: Widths,
        page: Box | None = None,
        states: States | None = None,
    ) -> None:
        self._widths = widths
        self._page = page
        self._paint = Paint(states)
        self._runs: list[Run] = []
        self._painted: list[int] = []  # solid boxes painted before each run
        self._shown: list[_Shown] = []

    def before(
        self, operator: bytes, operands: list[Any], cm: list[float], _tm: list[float]
    ) -> None:
        """Follow the page's operators."""
        if operator in _SHOWS:
            shown = _Shown(self._paint.ink, _codes(operands), len(self._paint.covers))
            self._shown.append(shown)
        else:
            self._paint.follow(operator, operands, cm)

    def text(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """Take one piece of text that the library has finished with."""
        ends_line = text.endswith("\n")
        body = text.replace("\n", "")
        if not body.strip():
            if self._runs and (ends_line or body):
                last = self._runs[-1]
                spaced = last.text if last.text.endswith(" ") or not body else last.text + " "
                self._runs[-1] = replace(last, text=spaced, ends_line=last.ends_line or ends_line)
            return
        across = (tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3])
        up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        x, y = moved(cm, tm[4], tm[5])
        height = abs(size) * math.hypot(*up)
        scale = abs(size) * math.hypot(*across)
        angle = round(math.degrees(math.atan2(across[1], across[0]))) % 360
        parts = _by_ink(body, self._shown)
        self._shown = []
        for part, shown in parts:
            # A piece may open with the space before its first word.
            end = x + self._widths.of(font, part.rstrip()) * scale
            why = self._hidden(shown, x, y, height)
            last_part = part is parts[-1][0]
            run = Run(part, x, y, end, height, _is_bold(font), ends_line and last_part, why, angle)
            self._runs.append(run)
            self._painted.append(max((one.painted for one in shown), default=0))
            x += self._widths.of(font, part) * scale if angle == 0 else 0.0

    def runs(self) -> list[Run]:
        """What was drawn, in drawing order, the page turned upright."""
        runs = self._off_page(self._covered(self._runs))
        if all(run.hidden == "invisible text" for run in runs):
            # Every word drawn invisibly is the text layer of a scan.
            runs = [replace(run, hidden="") for run in runs]
        upright = self._upright()
        return [_turned(run, upright) for run in runs]

    def rules(self) -> Rules:
        """The page's ruled lines, turned as its text is."""
        return self._paint.rules(-self._upright())

    def _upright(self) -> int:
        weights: dict[int, int] = {}
        for run in self._runs:
            weights[run.angle] = weights.get(run.angle, 0) + len(run.text)
        return max(weights, key=weights.__getitem__, default=0)

    def _hidden(self, shown: Sequence[_Shown], x: float, y: float, height: float) -> str:
        if height < TINY:
            return "tiny text"
        inks = [one.ink for one in shown]
        if inks and all(ink.mode == _INVISIBLE for ink in inks):
            return "invisible text"
        if inks and all(ink.alpha <= _FAINT for ink in inks):
            return "transparent text"
        if inks and all(ink.white for ink in inks) and not self._paint.is_shaded(x, y + height / 3):
            return "white text"
        return ""

    def _covered(self, runs: list[Run]) -> list[Run]:
        """The runs, with those told over which a solid box was painted later; a box that hides half
        of the page's text is taken for its ground, drawn in an order that isn't understood."""
        later = [self._paint.covers[painted:] for painted in self._painted]
        under = [
            not r.hidden and any(_lies_in(r, b) for b in c)
            for r, c in zip(runs, later, strict=True)
        ]
        return _told(runs, under, "covered text")

    def _off_page(self, runs: list[Run]) -> list[Run]:
        """The runs, with those told that stand beside the page; not where half of them seem to."""
        if self._page is None:
            return runs
        left, low, right, top = self._page
        off = [
            not run.hidden
            and (
                run.x >= right
                or run.y >= top
                or run.y + run.size <= low
                or (run.angle == 0 and run.end <= left)
            )
            for run in runs
        ]
        return _told(runs, off, "text off the page")


class Widths:
    """How wide text is; measured from the font where `load` can read it."""

    def __init__(self, load: Callable[[Any], dict[str, float] | None]) -> None:
        self._load = load
        self._fonts: dict[int, tuple[Any, dict[str, float] | None]] = {}

    def of(self, font: Any, text: str) -> float:
        """The width of `text` set solid, in ems."""
        table = self._table(font)
        if table:
            usual = table.get("", 0.5)
            return sum(table.get(char, usual) for char in text)
        return sum(_usual_width(char) for char in text)

    def _table(self, font: Any) -> dict[str, float] | None:
        if font is None:
            return None
        if id(font) not in self._fonts:
            # The font itself is kept so that its id isn't given to another.
            self._fonts[id(font)] = (font, self._load(font))
        return self._fonts[id(font)][1]


def _usual_width(char: str) -> float:
    if char in "iljtfI.,:;'’|!()[] ":
        return 0.28
    if char in "mwMW—":
        return 0.83
    return 0.67 if char.isupper() else 0.52


def _is_bold(font: Any) -> bool:
    try:
        name = str(font.get("/BaseFont", "")).lower()
    except AttributeError:
        return False
    return any(word in name for word in ("bold", "black", "heavy", "demi", ",b"))


def _turned(run: Run, upright: int) -> Run:
    angle = (run.angle - upright) % 360
    if upright == 0:
        return replace(run, angle=angle)
    x, y = turned(run.x, run.y, -upright)
    return replace(run, x=x, y=y, end=x + run.end - run.x, angle=angle)


def _codes(operands: Sequence[Any]) -> int:
    """How many codes of the font an operator shows."""
    shown = operands[-1] if operands else ""
    pieces = shown if isinstance(shown, list) else [shown]
    return sum(len(piece) for piece in pieces if isinstance(piece, (str, bytes)))


def _by_ink(body: str, shown: list[_Shown]) -> list[tuple[str, list[_Shown]]]:
    """The text cut where its ink changes. A font's codes aren't its characters, so the places are
    in proportion, and at the end of a word where one is near."""
    groups: list[list[_Shown]] = []
    for one in shown:
        if groups and groups[-1][-1].ink == one.ink:
            groups[-1].append(one)
        elif one.codes:
            groups.append([one])
    total = sum(one.codes for group in groups for one in group)
    if len(groups) < 2 or not total:
        return [(body, shown)]
    parts: list[tuple[str, list[_Shown]]] = []
    start = codes = 0
    for group in groups:
        codes += sum(one.codes for one in group)
        stop = len(body) if group is groups[-1] else _word_end(body, len(body) * codes // total)
        if body[start:stop].strip():
            parts.append((body[start:stop], group))
            start = stop
    return parts or [(body, shown)]


def _word_end(text: str, at: int) -> int:
    near = sorted(range(at - _NEAR, at + _NEAR + 1), key=lambda place: abs(place - at))
    return next((p for p in near if 0 < p <= len(text) and text[p - 1].isspace()), at)


def _lies_in(run: Run, box: Box) -> bool:
    left, low, right, top = box
    inside = left <= run.x + 1 and run.end <= right + 1
    return inside and low <= run.y + 0.1 * run.size and run.y + 0.6 * run.size <= top


def _told(runs: list[Run], which: Sequence[bool], why: str) -> list[Run]:
    length = sum(len(run.text) for run, yes in zip(runs, which, strict=True) if yes)
    if 2 * length > sum(len(run.text) for run in runs):
        return runs
    return [replace(run, hidden=why) if yes else run for run, yes in zip(runs, which, strict=True)]
