"""Runs of text on one PDF page with their places, sizes and colours, as a visitor collects them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ingest.readers.pdf_paint import Paint, Rules, moved, turned

TINY = 4.0  # points; nobody reads smaller print
_INVISIBLE = 3  # the text render mode that paints nothing
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


class Collector:
    """Two visitors for a page's content; `runs()` and `rules()` afterwards."""

    def __init__(self, widths: Widths) -> None:
        self._widths = widths
        self._paint = Paint()
        self._runs: list[Run] = []
        self._inks: list[tuple[bool, int]] = []  # white?, render mode of each text shown

    def before(
        self, operator: bytes, operands: list[Any], cm: list[float], _tm: list[float]
    ) -> None:
        """Follow the page's operators."""
        if operator in _SHOWS:
            self._inks.append((self._paint.white, self._paint.mode))
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
        inks, self._inks = self._inks, []
        across = (tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3])
        up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        x, y = moved(cm, tm[4], tm[5])
        height = abs(size) * math.hypot(*up)
        # A piece may open with the space before its first word.
        width = self._widths.of(font, body.rstrip()) * abs(size) * math.hypot(*across)
        self._runs.append(
            Run(
                body,
                x,
                y,
                x + width,
                height,
                _is_bold(font),
                ends_line,
                self._hidden(inks, x, y, height),
                round(math.degrees(math.atan2(across[1], across[0]))) % 360,
            )
        )

    def runs(self) -> list[Run]:
        """What was drawn, in drawing order, the page turned upright."""
        runs = self._runs
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

    def _hidden(self, inks: list[tuple[bool, int]], x: float, y: float, height: float) -> str:
        if height < TINY:
            return "tiny text"
        if inks and all(mode == _INVISIBLE for _, mode in inks):
            return "invisible text"
        if (
            inks
            and all(white for white, _ in inks)
            and not self._paint.is_shaded(x, y + height / 3)
        ):
            return "white text"
        return ""


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
