"""The numbers that Word draws before paragraphs and doesn't keep in their text."""

from __future__ import annotations

from typing import Any

from ingest.readers.docx_xml import qn, value_of

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts list paragraphs in document order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iter(qn("w:abstractNum")):
            self._levels[abstract.get(qn("w:abstractNumId"))] = {
                int(level.get(qn("w:ilvl"))): (
                    value_of(level, "w:numFmt", "decimal"),
                    value_of(level, "w:lvlText", ""),
                    int(value_of(level, "w:start", "1") or 1),
                )
                for level in abstract.iter(qn("w:lvl"))
            }
        for number in root.iter(qn("w:num")):
            self._abstract[number.get(qn("w:numId"))] = value_of(number, "w:abstractNumId", "")

    def label(self, paragraph: Any, style: Any) -> tuple[str, int | None]:
        """The number drawn before the paragraph ('' for a bullet) and its level; None without."""
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        at_least = 0
        while properties is None and style is not None:
            properties = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            name = (style.name or "").lower()
            if name.startswith("list ") and "continue" not in name:
                at_least = int(name[-1]) - 1 if name[-1].isdigit() else 0
                if properties is None:
                    return "", at_least
            style = style.base_style
        if properties is None:
            return "", None
        number, level = (
            value_of(properties, "w:numId", "0"),
            int(value_of(properties, "w:ilvl", "0")),
        )
        if number == "0":
            return "", None
        return self._next(self._abstract.get(number, ""), level), max(level, at_least)

    def _next(self, abstract: str, level: int) -> str:
        levels = self._levels.get(abstract, {})
        form, pattern, start = levels.get(level, ("bullet", "", 1))
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if form in {"bullet", "none"} or "%" not in pattern:
            return ""
        label = pattern
        for index in range(level + 1):
            shape, _, first = levels.get(index, ("decimal", "", 1))
            label = label.replace(f"%{index + 1}", _written(counts.get(index, first), shape))
        return label.strip().strip("().:")


def _written(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 1 <= count <= 39:
        text, rest = "", count
        for value, numeral in _ROMAN:
            while rest >= value:
                text, rest = text + numeral, rest - value
        return text if form == "lowerRoman" else text.upper()
    return str(count)
