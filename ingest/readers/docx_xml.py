"""Reading the XML of Word documents: the text of paragraphs, switches, table rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def text_of(
    element: Any, why_hidden: Callable[[Any], str] | None = None
) -> tuple[str, list[tuple[str, str]]]:
    """A paragraph's shown text; and what of it can't be seen, with the reasons. Without
    `why_hidden`, which tells of a run, only the runs that Word hides."""
    shown: list[str] = []
    concealed: dict[str, list[str]] = {}
    why = why_hidden or (lambda run: "hidden text" if is_on(run, "w:vanish", False) else "")

    def walk(node: Any, into: list[str]) -> None:
        for child in node.iterchildren():
            tag = child.tag
            if tag in _LEFT_OUT or not isinstance(tag, str) or tag.endswith("}Fallback"):
                continue
            reason = why(child) if tag == qn("w:r") else ""
            if reason:
                walk(child, concealed.setdefault(reason, []))
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
    hidden = [(piece, "".join(parts).strip()) for piece, parts in concealed.items()]
    return "".join(shown), [(text, reason) for reason, text in hidden if text]


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
    return continued and not cell_text(cell)[0].strip()


def cell_text(
    cell: Any, why_hidden: Callable[[Any], str] | None = None
) -> tuple[str, list[tuple[str, str]]]:
    """The paragraphs of a cell, one a line; and what of them can't be seen, with the reasons."""
    read = [text_of(paragraph, why_hidden) for paragraph in cell.iter(qn("w:p"))]
    shown = [text.strip() for text, _ in read]
    return "\n".join(text for text in shown if text), [piece for _, more in read for piece in more]


def in_shaded_cell(element: Any) -> bool:
    """True when the paragraph stands in a table cell with a coloured ground."""
    cell = next(element.iterancestors(qn("w:tc")), None)
    return cell is not None and is_fill(cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}"))


def is_fill(shade: Any) -> bool:
    """True for a shading that is there and isn't white."""
    if shade is None:
        return False
    if str(shade.get(qn("w:val"), "clear")).lower() not in {"clear", "nil"}:
        return True  # a pattern or a solid ground, whatever its fill
    themed = shade.get(qn("w:themeFill"))
    if themed is not None and themed not in {"background1", "light1"}:
        return True
    return str(shade.get(qn("w:fill"), "auto")).lower() not in {"auto", "ffffff"}
