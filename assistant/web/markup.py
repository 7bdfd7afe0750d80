"""Small pieces of HTML from plain values. Every text is escaped here and nowhere else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence

# What Markdown and Streamlit would take for markup, anywhere or at the beginning of a line.
_MARKDOWN = re.compile(r"[\\*_`\[\]$~<|]|&(?=#?\w+;)|:(?=\w)|^[#>+-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def text(value: object) -> str:
    """The value as literal text: markup in it is shown, never obeyed."""
    return html.escape(str(value), quote=True)


def tag(name: str, *content: str, **attributes: str | None) -> str:
    """An element around ready-made HTML. Attribute values are escaped, None leaves one out;
    `class_` is class, and an underscore within a name is a hyphen (aria_label is aria-label)."""
    opening = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{opening}>{''.join(content)}</{name}>"


def as_label(words: str) -> str:
    """The words as a widget's label, which is read as Markdown: every sign in them stays a sign.

    No more is escaped than must be, since a screen reader is given the label as it is written.
    """
    return _MARKDOWN.sub(r"\\\g<0>", " ".join(words.split()))


def lines(words: str) -> list[str]:
    """The text with its line breaks."""
    broken = [text(line) for line in words.split("\n")]
    return [piece for line in broken for piece in (line, "<br>")][:-1]


def items(name: str, texts: Iterable[str], **attributes: str | None) -> str:
    """A list (`ul` or `ol`) of plain texts; '' when there are none."""
    rows = [tag("li", text(entry)) for entry in texts]
    return tag(name, *rows, **attributes) if rows else ""


def facts(pairs: Iterable[tuple[str, str]], **attributes: str | None) -> str:
    """A description list of plain (term, value) pairs; '' when there are none."""
    rows = [tag("div", tag("dt", text(term)), tag("dd", text(value))) for term, value in pairs]
    return tag("dl", *rows, **attributes) if rows else ""


def emphasised(passage: str, phrases: Sequence[str], name: str = "strong") -> str:
    """The passage as literal text with each phrase that stands in it, word for word, wrapped.

    Where phrases overlap they are wrapped as one; nothing is added to or left out of the passage.
    """
    spans = sorted(
        (at, at + len(phrase))
        for phrase in phrases
        if phrase.strip() and (at := passage.find(phrase)) >= 0
    )
    merged: list[list[int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    pieces, at = [], 0
    for start, end in merged:
        pieces.append(text(passage[at:start]))
        pieces.append(tag(name, text(passage[start:end]), class_="pa-condition"))
        at = end
    return "".join(pieces) + text(passage[at:])


def table(
    caption: str,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, str]],
) -> str:
    """A table of ready-made HTML cells that becomes a list of cards on a narrow screen.

    `columns` maps a row's keys to headings, the first being the row's own heading. The roles are
    spelt out because some browsers drop a table's meaning when its display is changed.
    """
    head = "".join(tag("th", text(h), scope="col", role="columnheader") for h in columns.values())
    first = next(iter(columns))
    body = []
    for row in rows:
        cells = [
            tag("th", row[key], scope="row", role="rowheader")
            if key == first
            else tag("td", row[key], role="cell", data_label=heading)
            for key, heading in columns.items()
        ]
        body.append(tag("tr", *cells, role="row"))
    return tag(
        "table",
        tag("caption", text(caption)),
        tag("thead", tag("tr", head, role="row"), role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        role="table",
        class_="pa-table",
    )
