"""A Markdown file with words in it that nobody sees once it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

# How the words stand between two paragraphs; {} is the words.
_WAYS = {
    "comment": "<!-- {} -->",
    "commentinline": "Ask at the office. <!-- {} -->",
    "reference": "[//]: # ({})",
    "linktitle": 'Ask at the [office](office.html "{}").',
    "alt": "![{}](logo.png)",
    "htmlblock": '<div style="display:none">{}</div>',
    "htmlspan": 'Ask at the office. <span style="display:none">{}</span>',
    "htmlhidden": "<p hidden>{}</p>",
    "zerofont": 'Ask at the office. <span style="font-size:0">{}</span>',
    "tags": "Ask at the office.{}",
    "frontmatter": "",
    "script": "<script>{}</script>",
}
WAYS = tuple(_WAYS)
_MARKS = {"title": "# ", "heading": "## ", "bullet": "- "}


def write(path: Path, blocks: Sequence[tuple[str, str]], way: str) -> None:
    """Writes the file; `way` is one of WAYS, "visible", or empty when nothing is to be hidden."""
    parts: list[str] = []
    front = ""
    for kind, text in blocks:
        if kind != "attack":
            parts.append(_MARKS.get(kind, "") + text)
        elif way == "visible":
            parts.append(f"- {text}")
        elif way == "frontmatter":
            front = f"---\ntitle: {text}\nauthor: {text}\n---\n"
        else:
            words = as_tags(text) if way == "tags" else text.replace('"', "'")
            parts.append(_WAYS[way].replace("{}", words))
    path.write_text(front + "\n\n".join(parts) + "\n", encoding="utf-8")


def as_tags(text: str) -> str:
    """The text in Unicode's tag characters, which no font draws."""
    return "".join(chr(0xE0000 + ord(c)) for c in text if 0x20 <= ord(c) < 0x7F)
