"""Whether the runs of a Word document can be read: hidden, white on white, or too small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.readers.docx_xml import in_shaded_cell, is_fill, qn

_TINY = 8  # half points; nobody reads smaller print
_PALE = 0xF2  # every channel from this up is white to the eye, as in PDF files
_WHITE_THEMES = {"background1", "light1"}


class Ink:
    """Looks at a run's own properties, then its character style's, then its paragraph's styles'."""

    def __init__(self, styles: Mapping[str, Any]) -> None:
        self._styles = styles
        self._shaded_tables: dict[str, bool] = {}

    def why_hidden(self, run: Any) -> str:
        """Why nobody reading the page sees the run; '' when it can be read."""
        paragraph = next(run.iterancestors(qn("w:p")), None)
        looks = list(self._looks(run, paragraph))
        if _is_set(_first(looks, "w:vanish")):
            return "hidden text"
        size = _first(looks, "w:sz")
        if size is not None and _number(size) < _TINY:
            return "tiny text"
        if _is_white(_first(looks, "w:color")) and not self._on_colour(looks, paragraph):
            return "white text"
        return ""

    def _looks(self, run: Any, paragraph: Any) -> Iterator[Any]:
        """The run properties that bear on the run, the nearest first."""
        own = run.find(qn("w:rPr"))
        if own is not None:
            yield own
            yield from self._of_styles(own.find(qn("w:rStyle")))
        if paragraph is not None:
            yield from self._of_styles(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))

    def _of_styles(self, reference: Any) -> Iterator[Any]:
        style = self._styles.get(reference.get(qn("w:val"))) if reference is not None else None
        while style is not None:
            found = style.element.find(qn("w:rPr"))
            if found is not None:
                yield found
            style = style.base_style

    def _on_colour(self, looks: list[Any], paragraph: Any) -> bool:
        """True when a highlight, or a shaded run, paragraph, cell or table, lies under the run."""
        highlight = _first(looks, "w:highlight")
        if highlight is not None and highlight.get(qn("w:val")) not in {"white", "none"}:
            return True
        if is_fill(_first(looks, "w:shd")):
            return True
        if paragraph is None:
            return False
        if is_fill(paragraph.find(f"{qn('w:pPr')}/{qn('w:shd')}")) or in_shaded_cell(paragraph):
            return True
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        while style is not None:
            if is_fill(style.element.find(f"{qn('w:pPr')}/{qn('w:shd')}")):
                return True
            style = style.base_style
        table = next(paragraph.iterancestors(qn("w:tbl")), None)
        return table is not None and self._is_shaded(table)

    def _is_shaded(self, table: Any) -> bool:
        """True when the table's style colours any of its cells: white heads of columns are read."""
        reference = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        name = str(reference.get(qn("w:val"))) if reference is not None else ""
        if name not in self._shaded_tables:
            style, shaded = self._styles.get(name), False
            while style is not None and not shaded:
                shaded = any(is_fill(shade) for shade in style.element.iter(qn("w:shd")))
                style = style.base_style
            self._shaded_tables[name] = shaded
        return self._shaded_tables[name]


def _first(looks: list[Any], name: str) -> Any:
    return next((e for e in (look.find(qn(name)) for look in looks) if e is not None), None)


def _is_set(switch: Any) -> bool:
    return switch is not None and switch.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _number(element: Any) -> float:
    try:
        return float(element.get(qn("w:val")))
    except (TypeError, ValueError):
        return float(_TINY)


def _is_white(colour: Any) -> bool:
    if colour is None:
        return False
    theme = colour.get(qn("w:themeColor"))
    if theme is not None:
        toned = colour.get(qn("w:themeShade")) or colour.get(qn("w:themeTint"))
        return theme in _WHITE_THEMES and toned is None
    value = str(colour.get(qn("w:val")))
    if len(value) != 6:
        return False
    try:
        return all(int(value[at : at + 2], 16) >= _PALE for at in (0, 2, 4))
    except ValueError:
        return False
