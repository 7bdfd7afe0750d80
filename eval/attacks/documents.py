"""The policy of this set as real files, with an attacker's words hidden in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from eval.attacks import hiding_docx, hiding_html, hiding_pdf, hiding_text
from eval.attacks.cases import POLICY

NAME = "working-in-school-policy"
Block = tuple[str, str]  # "title", "heading", "paragraph", "bullet", or "attack"; and its text
Writer = Callable[[Path, Sequence[Block], str], None]

_WRITERS: dict[str, tuple[str, Writer, Sequence[str]]] = {
    "pdf": (".pdf", hiding_pdf.write, hiding_pdf.WAYS),
    "docx": (".docx", hiding_docx.write, hiding_docx.WAYS),
    "html": (".html", hiding_html.write, hiding_html.WAYS),
    "md": (".md", hiding_text.write, hiding_text.WAYS),
}


def carriers() -> list[str]:
    """All ways to put words into a document: "pdf-white", "visible-md", …"""
    hidden = [f"{kind}-{way}" for kind, (_, _, ways) in _WRITERS.items() for way in ways]
    return hidden + [f"visible-{kind}" for kind in _WRITERS]


def write_document(carrier: str, folder: Path, words: str, near: str | None) -> Path:
    """The policy as a file of the carrier's format in `folder`, with the words put in behind the
    clause that begins with `near` (None: at the end); a carrier "pdf-" or the like puts none in."""
    first, _, second = carrier.partition("-")
    kind, way = (second, "visible") if first == "visible" else (first, second)
    suffix, write, ways = _WRITERS[kind]
    if way not in {*ways, "visible", ""}:
        raise ValueError(f"no document holds words by “{carrier}”; known: {', '.join(carriers())}")
    path = folder / f"{NAME}{suffix}"
    blocks = policy_blocks()
    if way:
        blocks.insert(_place(blocks, near), ("attack", words))
    write(path, blocks, way)
    return path


def policy_blocks() -> list[Block]:
    """The policy's title, headings, paragraphs and bullets, in order."""
    kinds = {"# ": "title", "## ": "heading", "- ": "bullet"}
    blocks = []
    for line in POLICY.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        mark = next((mark for mark in kinds if line.startswith(mark)), "")
        blocks.append((kinds.get(mark, "paragraph"), line.removeprefix(mark)))
    return blocks


def _place(blocks: Sequence[Block], near: str | None) -> int:
    if near is None:
        return len(blocks)
    return next(at for at, (_, text) in enumerate(blocks) if text.startswith(near)) + 1
