"""What a line starts with: a bullet, however its glyph came out, or a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Glyphs that nothing but a bullet starts with, space or no space after them.
_GLYPHS = "•◦▪▫■□●○‣⁃∙►▶▸▹➢➤➔→❖✓✔✗✘☐☑☒\x7f\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06c\uf06f\uf0e0\ufffd"
_GLYPH = re.compile(f"[{_GLYPHS}]+[ \t\u00a0]*")
# Signs and letters (Wingdings and Courier bullets that lost their font) that need a space.
_SIGN = re.compile(r"(?:[-–—*·¨§Øü¾Ÿlo]|[nqvu](?=\s+[A-Z0-9\"'“‘(]))(?:[ \t\u00a0]+|$)")
_SURE_SIGN = re.compile(r"(?:[-–—*·¨§Øü¾Ÿlonqvu])(?:[ \t\u00a0]+|$)")
_LONE = re.compile(f"^(?:[{_GLYPHS}]+|[-–—*·§Øü]|[lonqvu])$")

_NUMBER = re.compile(
    r"""(?P<label>
        \d{1,2}(?:\.\d{1,3}){1,4}[.):]?      # 4.2   4.2.1.
      | \(?\d{1,3}[.)]                       # 4.    4)    (4)
      | \([a-zA-Z]\) | [a-zA-Z][.)]          # (a)   a)    a.
      | \(?[ivx]{1,5}[.)]                    # iv.   (iv)
    )(?:[ \t\u00a0]+|$)""",
    re.VERBOSE,
)
_LEGAL = re.compile(r"(?P<label>\d{1,2}\.\d{1,2}(?:\.\d{1,2})*)[.:]?(?=[A-Z])")
_ROMAN = re.compile(r"[ivx]+")


@dataclass(frozen=True)
class Marker:
    """A bullet or number that opens a line; the text proper starts at `end`."""

    label: str
    end: int
    number: str | None = None  # without brackets and stops; None for a bullet

    @property
    def shape(self) -> str:
        """Items of one list share it: the bullet's glyph, or the number's form ("1.", "(a)")."""
        if self.number is None:
            return self.label
        form = re.sub(r"\d+", "1", self.label.rstrip(":"))
        if re.search(r"[a-zA-Z]", form):
            kind = "i" if _ROMAN.fullmatch(self.number) and self.number not in {"v", "x"} else "a"
            form = re.sub(r"[a-zA-Z]+", kind.upper() if form.isupper() else kind, form)
        return form


def bullet_of(text: str, *, sure: bool = False) -> Marker | None:
    """The bullet that the line starts with, if any; `sure` when the layout shows that there is one,
    so that a lone letter must be it."""
    stripped = text.lstrip()
    offset = len(text) - len(stripped)
    match = _GLYPH.match(stripped) or (_SURE_SIGN if sure else _SIGN).match(stripped)
    if match is None:
        return None
    return Marker(match.group().strip() or match.group(), offset + match.end())


def number_of(text: str) -> Marker | None:
    """The list or clause number that the line starts with, if any."""
    stripped = text.lstrip()
    offset = len(text) - len(stripped)
    match = _NUMBER.match(stripped) or _LEGAL.match(stripped)
    if match is None:
        return None
    label = match.group("label")
    if re.fullmatch(r"[A-Z]\.", label) and re.match(r"[A-Z]\.\s", stripped[match.end() :]):
        return None  # initials: "J. R. Smith"
    return Marker(label, offset + match.end(), label.strip("().:"))


def is_lone_bullet(text: str) -> bool:
    """True for a bullet glyph that stands alone on a line."""
    return bool(_LONE.match(text.strip()))


def follows(previous: Marker, number: Marker) -> bool:
    """True when `number` is what comes after `previous` in one list (2 after 1, b after a), or
    opens the level below it (1.1 after 1)."""
    before, now = previous.number or "", number.number or ""
    if now.startswith(before + ".") and now.rsplit(".", 1)[-1] == "1":
        return True
    if re.fullmatch(r"[\d.]+", before) and re.fullmatch(r"[\d.]+", now):
        old = [int(part) for part in before.strip(".").split(".")]
        new = [int(part) for part in now.strip(".").split(".")]
        return (
            len(new) <= len(old)
            and new[:-1] == old[: len(new) - 1]
            and (new[-1] == old[len(new) - 1] + 1)
        )
    if len(before) == len(now) == 1 and before.isalpha() and now.isalpha():
        return ord(now) == ord(before) + 1
    return _roman(now) > 0 and _roman(now) == _roman(before) + 1


def opens(number: Marker) -> bool:
    """True for the first number of a list: 1, 1.1, a, i, A."""
    last = (number.number or "").rsplit(".", 1)[-1]
    return last in {"1", "a", "i", "A", "I"}


def _roman(text: str) -> int:
    values = {"i": 1, "v": 5, "x": 10}
    total = 0
    lowered = text.lower()
    if not lowered or any(letter not in values for letter in lowered):
        return -1
    for letter, following in zip(lowered, [*lowered[1:], ""], strict=True):
        value = values[letter]
        total += -value if following and values[following] > value else value
    return total
