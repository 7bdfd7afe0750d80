"""What is painted on a PDF page besides text: colours, shaded boxes, and ruled lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

_PALE = 0.95  # every colour channel above this is white to the eye
_THIN = 3.0  # points; a filled box thinner than this is a ruled line
_SHORT = 6.0  # points; a shorter line is a decoration
_DOT = (1.2, 9.0)  # points; a painted shape of this width and height is a bullet

_FILLS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_STROKES = {b"S", b"s", b"B", b"B*", b"b", b"b*"}

Matrix = Sequence[float]
Box = tuple[float, float, float, float]  # left, low, right, top, in points
States = Mapping[str, tuple[float | None, bool | None]]


@dataclass(frozen=True)
class Ink:
    """The state of the ink: pale as paper, the text render mode, how opaque (0..1), whether what is
    painted hides all that lies under it, and whether only a part of the page takes it."""

    white: bool = False
    mode: int = 0
    alpha: float = 1.0
    solid: bool = True
    clipped: bool = False


@dataclass(frozen=True)
class Rules:
    """Ruled lines, in points: upright ones (x, from y, to y), level ones (y, from x, to x)."""

    upright: tuple[tuple[float, float, float], ...] = ()
    level: tuple[tuple[float, float, float], ...] = ()
    dots: tuple[tuple[float, float], ...] = ()  # middles of small painted shapes

    def parts(self, left: float, right: float, y: float) -> bool:
        """True when an upright rule stands between two places at the height `y`."""
        return any(
            left - 1.5 <= x <= right + 1.5 and low <= y <= high for x, low, high in self.upright
        )

    def crosses(self, x: float, top: float, bottom: float) -> bool:
        """True when a level rule at `x` lies between two heights."""
        return any(bottom <= y <= top and left <= x + 1 <= right for y, left, right in self.level)

    def has_bullet(self, x: float, y: float, size: float) -> bool:
        """True when a bullet is painted just left of text that starts at (x, y)."""
        return any(
            0 < x - dot_x < 3 * size and -0.1 * size < dot_y - y < 0.7 * size
            for dot_x, dot_y in self.dots
        )

    def covers(self, x: float) -> bool:
        """True when at least two level rules run over `x`, as in a ruled table."""
        return sum(1 for _, left, right in self.level if left <= x + 1 <= right) >= 2


class Paint:
    """Follows a page's operators; tells the state of the ink and what was painted. `states` are the
    page's named settings of opacity: (how opaque, whether it hides what lies under it), None where
    a setting leaves that as it is."""

    def __init__(self, states: States | None = None) -> None:
        self.ink = Ink()
        self.covers: list[Box] = []  # solid boxes, in the order painted
        self._states = states or {}
        self._stack: list[Ink] = []
        self._corners: list[tuple[float, float]] = []
        self._lines: list[tuple[float, float, float, float]] = []
        self._boxes: list[tuple[float, float, float, float]] = []
        self._pen: tuple[float, float] | None = None
        self._shades: list[tuple[float, float, float, float]] = []
        self._upright: list[tuple[float, float, float]] = []
        self._level: list[tuple[float, float, float]] = []
        self._dots: list[tuple[float, float]] = []

    def follow(self, operator: bytes, operands: Sequence[Any], cm: Matrix) -> None:
        """Take one operator of the page's content."""
        try:
            self._follow(operator, operands, cm)
        except (TypeError, ValueError):
            return  # a damaged operand paints nothing

    def is_shaded(self, x: float, y: float) -> bool:
        """True when a coloured box or a picture lies under the place."""
        return any(
            left - 1 <= x <= right and low <= y <= top for left, low, right, top in self._shades
        )

    def rules(self, turn: int = 0) -> Rules:
        """The ruled lines, with the page turned by `turn` degrees."""
        if turn == 0:
            return Rules(tuple(self._upright), tuple(self._level), tuple(self._dots))
        ends = [((x, low), (x, high)) for x, low, high in self._upright]
        ends += [((left, y), (right, y)) for y, left, right in self._level]
        upright, level = [], []
        for start, stop in ends:
            (x0, y0), (x1, y1) = turned(*start, turn), turned(*stop, turn)
            if abs(x0 - x1) < 1:
                upright.append((x0, min(y0, y1), max(y0, y1)))
            else:
                level.append((y0, min(x0, x1), max(x0, x1)))
        dots = tuple(turned(x, y, turn) for x, y in self._dots)
        return Rules(tuple(upright), tuple(level), dots)

    def _follow(self, operator: bytes, operands: Sequence[Any], cm: Matrix) -> None:
        if operator == b"q":
            self._stack.append(self.ink)
        elif operator == b"Q" and self._stack:
            self.ink = self._stack.pop()
        elif operator == b"Tr" and operands:
            self.ink = replace(self.ink, mode=int(operands[0]))
        elif operator in {b"g", b"rg", b"k", b"sc", b"scn"}:
            patterned = any(isinstance(value, str) for value in operands)
            white = _is_white(operator, operands)
            self.ink = replace(self.ink, white=white, solid=self.ink.solid and not patterned)
        elif operator == b"cs":
            self.ink = replace(self.ink, white=False)
        elif operator == b"gs" and operands:
            alpha, solid = self._states.get(str(operands[0]), (None, None))
            alpha = self.ink.alpha if alpha is None else alpha
            self.ink = replace(
                self.ink, alpha=alpha, solid=self.ink.solid if solid is None else solid
            )
        elif operator in {b"W", b"W*"}:
            self.ink = replace(self.ink, clipped=True)
        elif operator == b"re" and len(operands) >= 4:
            x, y, width, height = (float(value) for value in operands[:4])
            first, second = moved(cm, x, y), moved(cm, x + width, y + height)
            self._boxes.append(_box(first, second))
            self._corners += [first, second]
        elif operator in {b"m", b"l"} and len(operands) >= 2:
            place = moved(cm, float(operands[0]), float(operands[1]))
            if operator == b"l" and self._pen is not None:
                self._lines.append((*self._pen, *place))
            self._pen = place
            self._corners.append(place)
        elif operator == b"c" and len(operands) >= 6:
            self._pen = moved(cm, float(operands[4]), float(operands[5]))
            self._corners.append(self._pen)
        elif operator in _FILLS or operator in _STROKES:
            self._paint(operator)
        elif operator == b"n":
            self._forget()
        elif operator == b"Do":
            # A picture under white text makes it readable.
            corners = [moved(cm, x, y) for x in (0, 1) for y in (0, 1)]
            self._shades.append(_bounds(corners))

    def _paint(self, operator: bytes) -> None:
        if self._corners and not (self.ink.white and operator in _FILLS):
            left, low, right, top = _bounds(self._corners)
            width, height = right - left, top - low
            if (
                all(_DOT[0] <= side <= _DOT[1] for side in (width, height))
                and abs(width - height) < 1
            ):
                self._dots.append(((left + right) / 2, (low + top) / 2))
        if operator in _FILLS and self.ink.solid and self.ink.alpha == 1 and not self.ink.clipped:
            self.covers += self._boxes
        if operator in _FILLS and self._corners and not self.ink.white:
            self._shades.append(_bounds(self._corners))
            for box in self._boxes or [_bounds(self._corners)]:
                self._rule(box)
        if operator in _STROKES:
            for x0, y0, x1, y1 in self._lines:
                self._rule(_box((x0, y0), (x1, y1)))
            for left, low, right, top in self._boxes:
                for edge in (
                    (left, low, right, low),
                    (left, top, right, top),
                    (left, low, left, top),
                    (right, low, right, top),
                ):
                    self._rule(edge)
        self._forget()

    def _rule(self, box: tuple[float, float, float, float]) -> None:
        left, low, right, top = box
        if right - left < _THIN and top - low >= _SHORT:
            self._upright.append(((left + right) / 2, low - 1, top + 1))
        elif top - low < _THIN and right - left >= _SHORT:
            self._level.append(((low + top) / 2, left - 1, right + 1))

    def _forget(self) -> None:
        self._corners, self._lines, self._boxes, self._pen = [], [], [], None


def moved(cm: Matrix, x: float, y: float) -> tuple[float, float]:
    """The place on the page that a matrix makes of (x, y)."""
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def turned(x: float, y: float, degrees: int) -> tuple[float, float]:
    """The place turned about the origin."""
    turn = math.radians(degrees)
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def _box(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )


def _bounds(places: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = zip(*places, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_white(operator: bytes, operands: Sequence[Any]) -> bool:
    try:
        values = [float(value) for value in operands]
    except (TypeError, ValueError):
        return False
    if operator == b"k" or len(values) == 4:
        return bool(values) and max(values) <= 1 - _PALE
    return bool(values) and min(values) >= _PALE
