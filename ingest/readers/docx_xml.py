"""Reading the XML of Word documents: the text of paragraphs, switches, table rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def qn(name: str) -> str:
    """The full name of "w:p" and its like."""
    return _NAMESPACE + name.removeprefix("w:")


_LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr")}


def value_of(element: Any, name: str, default: str) -> str:
    """The value of the element's child of that name."""
    found = element.find(qn(name))
    return str(found.get(qn("w:val"), default)) if found is not None else default


def text_of(element: Any) -> tuple[str, list[str]]:
    """A paragraph's shown text, and its runs that Word hides."""
    shown: list[str] = []
    concealed: list[str] = []

    def walk(node: Any, into: list[str]) -> None:
        for child in node.iterchildren():
            tag = child.tag
            if tag in _LEFT_OUT or not isinstance(tag, str) or tag.endswith("}Fallback"):
                continue
            if tag == qn("w:r") and is_on(child, "w:vanish", False):
                walk(child, concealed)
            elif tag == qn("w:t"):
                into.append(child.text or "")
            elif tag in {qn("w:tab"), qn("w:ptab")}:
                into.append("\t")
            elif tag in {qn("w:br"), qn("w:cr")}:
                into.append("\n")
            elif tag == qn("w:noBreakHyphen"):
                into.append("-")
            elif tag == qn("w:sym"):
                into.append(" ")
            else:
                walk(child, into)

    walk(element, shown)
    hidden = "".join(concealed).strip()
    return "".join(shown), [hidden] if hidden else []


def is_on(run: Any, name: str, default: bool) -> bool:
    """Whether a run has a property such as bold or hidden switched on."""
    found = run.find(f"{qn('w:rPr')}/{qn(name)}")
    if found is None:
        return default
    return found.get(qn("w:val"), "1") not in {"0", "false", "off"}


def rows_of(table: Any) -> Iterator[tuple[Any, list[Any]]]:
    """The table's own rows with their cells; the lower parts of merged cells left out."""
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        cells = [
            cell
            for cell in row.iter(qn("w:tc"))
            if next(cell.iterancestors(qn("w:tr"))) is row and not _goes_on(cell)
        ]
        yield row, cells


def _goes_on(cell: Any) -> bool:
    """True for a cell merged into the one above it: it has no text of its own."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    continued = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
    return continued and not cell_text(cell).strip()


def cell_text(cell: Any) -> str:
    """The paragraphs of a cell, one a line."""
    return "\n".join(text for text in (text_of(p)[0].strip() for p in cell.iter(qn("w:p"))) if text)


def in_shaded_cell(element: Any) -> bool:
    """True when the paragraph stands in a table cell with a coloured ground."""
    cell = next(element.iterancestors(qn("w:tc")), None)
    shade = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}") if cell is not None else None
    return shade is not None and str(shade.get(qn("w:fill"), "auto")).lower() not in {
        "auto",
        "ffffff",
    }
