"""How far a document's lines reach, to tell a wrapped line from a finished one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.documents import Line

_WIDEST_PLAIN_LINE = 140  # columns; nobody wraps plain text wider than this
_COLUMN = 100.0  # points (or columns of plain text) within which lines share a right margin
_BIN = 20.0
_FEW = 12  # lines; fewer on a page don't show where its margin is
_UNSURE = 1.3


class Margins:
    """Right margins by page and column, measured from the lines themselves."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._pages: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for line in lines:
            if line.wrapped and not line.cells:
                self._pages[line.page].append((line.indent or 0.0, _reach(line)))
        self._all = [pair for pairs in self._pages.values() for pair in pairs]
        plain = all(line.size is None for line in lines)
        widest = max((reach for _, reach in self._all), default=0.0)
        # A paragraph a line: no line is ever full.
        self._unwrapped = plain and widest > _WIDEST_PLAIN_LINE
        self._near_bin: dict[int, list[float]] = {}
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    def room(self, line: Line, following: str) -> float:
        """How many times over the first word of `following` would have fitted after the line: below
        1, the line was full and its paragraph may go on."""
        if not line.wrapped or not following:
            return 0.0
        if self._unwrapped:
            return float("inf")
        margin, sure = self._margin(line)
        per_char = 1.0
        if line.reach is not None and line.indent is not None and line.size is not None:
            per_char = max(0.3 * line.size, (line.reach - line.indent) / max(len(line.text), 1))
        room = (margin - _reach(line)) / ((len(following.split()[0]) + 1) * per_char)
        # Where hardly a line comes near the margin, the margin is only the longest line's end.
        return room if sure else max(room, _UNSURE)

    def _margin(self, line: Line) -> tuple[float, bool]:
        indent = line.indent or 0.0
        key = (line.page, int(indent / _BIN))
        if key not in self._known:
            if key[1] not in self._near_bin:
                self._near_bin[key[1]] = _near(self._all, indent)
            everywhere = self._near_bin[key[1]]
            here = _near(self._pages[line.page], indent)
            usual = everywhere[int(len(everywhere) * 0.98)] if everywhere else 0.0
            margin = here[-1] if len(here) >= _FEW else max(usual, here[-1] if here else 0.0)
            full = sum(1 for reach in everywhere if reach >= 0.88 * usual)
            self._known[key] = (margin, full >= 3)
        return self._known[key]


def _near(pairs: Sequence[tuple[float, float]], indent: float) -> list[float]:
    return sorted(reach for start, reach in pairs if abs(start - indent) <= _COLUMN)


def _reach(line: Line) -> float:
    return line.reach if line.reach is not None else float(len(line.text))
