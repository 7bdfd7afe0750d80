"""A draft as blocks to edit, and back: words can be changed, quoted clauses can't; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.records.entries import DraftPart, Paragraph, Part


@dataclass(frozen=True)
class Block:
    """A stretch of one part: ordinary paragraphs to edit together, what a chat model worded, or one
    quoted clause."""

    number: int
    part: Part
    paragraphs: tuple[Paragraph, ...]

    @property
    def is_locked(self) -> bool:
        """True for a quoted clause."""
        return self.paragraphs[0].quoted is not None

    @property
    def worded_by(self) -> str:
        """The chat model that worded it; "" for everything else."""
        return self.paragraphs[0].worded_by

    @property
    def text(self) -> str:
        """What stands in the box: paragraphs with an empty line between them."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


def blocks(parts: Sequence[DraftPart]) -> tuple[Block, ...]:
    """The blocks of all parts in reading order, numbered from 0."""
    found: list[Block] = []
    for part in parts:
        run: list[Paragraph] = []
        for paragraph in part.paragraphs:
            if run and (paragraph.quoted or paragraph.worded_by != run[-1].worded_by):
                found.append(Block(len(found), part.part, tuple(run)))
                run = []
            if paragraph.quoted:
                found.append(Block(len(found), part.part, (paragraph,)))
            else:
                run.append(paragraph)
        if run:
            found.append(Block(len(found), part.part, tuple(run)))
    return tuple(found)


def edited(made: Sequence[Block], texts: Mapping[int, str]) -> tuple[DraftPart, ...]:
    """The parts with the blocks' new texts by number; an emptied block goes, and so does a part
    without any. A locked block stays as it is, unless its text is empty: then it is left out. What
    a chat model worded keeps its mark while its words stay, also where it is moved to."""
    marked = {p.text: p for block in made for p in block.paragraphs if p.worded_by}
    parts: dict[Part, list[Paragraph]] = {}
    for block in made:
        text = texts.get(block.number, block.text)
        parts.setdefault(block.part, []).extend(_paragraphs(block, text, marked))
    return tuple(DraftPart(part, tuple(said)) for part, said in parts.items() if said)


def _paragraphs(block: Block, text: str, marked: Mapping[str, Paragraph]) -> list[Paragraph]:
    if block.is_locked:
        return list(block.paragraphs) if text.strip() else []
    known = {**marked, **{paragraph.text: paragraph for paragraph in block.paragraphs}}
    # Words written anew may speak of any clause that the block spoke of.
    ids = tuple(dict.fromkeys(i for p in block.paragraphs for i in p.clause_ids))
    return [
        known.get(piece) or Paragraph(piece, ids)
        for piece in (piece.strip() for piece in re.split(r"\n[ \t]*\n", text))
        if piece
    ]
