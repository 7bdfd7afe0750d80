"""The stored text is written down block by block, and clauses with their lead-ins come of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest import facts
from ingest.blocks import Block, BlockKind
from ingest.documents import Clause, ClauseKind, Dropped, LineStyle, Segment
from ingest.lists import Lists
from ingest.ranks import Rank, is_under
from ingest.sentences import cuts, last_sentence_start
from ingest.stored_text import Stretch, joined
from ingest.tables import Table

_DEFINITION = re.compile(
    r"^[\"'“‘][^\"'”’]{1,60}[\"'”’]\s+(?:means?|refers?\s+to|includes?|is|are)\b"
    r"|^[A-Z][\w /'’-]{1,50}\s+(?:means|refers\s+to)\s",
)
_DEFINITIONS = re.compile(r"\b(?:definitions?|glossary|terms|interpretation|abbreviations)\b", re.I)
# A heading that its items complete, without a colon: "Staff must", "DON'T".
_OPEN_HEADING = re.compile(
    r"\b(?:do|don['’]t|do not|dos|don['’]ts|never|always|must|should|will|shall|may|can|"
    r"cannot|not|to)$",
    re.IGNORECASE,
)
_TERM = re.compile(r"^[A-Z][^.:]{0,50}\s*[:–—-]\s+\S")


@dataclass
class _Unit:
    """A line of stored text; a clause when `kind` is given."""

    text: Stretch
    kind: ClauseKind | None = None
    section: tuple[str, ...] = ()
    lead_in: str | None = None
    number: str | None = None


@dataclass
class Writer:
    """Takes blocks in order and remembers which heading and lead-in they stand under."""

    policy_id: str
    units: list[_Unit] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    path: list[tuple[Rank, str]] = field(default_factory=list)
    lists: Lists = field(default_factory=Lists)
    signing: str | None = None

    @property
    def section(self) -> tuple[str, ...]:
        """The headings that what comes next stands under."""
        return tuple(text for _, text in self.path)

    def take(self, blocks: Sequence[Block], index: int, following: Block | None) -> int:
        """Write the block at `index` and say how many blocks were used up."""
        block = blocks[index]
        text = block.text.text
        if block.kind == BlockKind.TITLE:
            self.units.append(_Unit(block.text))
            self.path = []
            return 1
        if block.kind == BlockKind.HEADING:
            self._heading(block, following)
            return 1
        reason = _no_clause(text)
        signed = following is not None and facts.is_signatory(following.text.text)
        closing = facts.is_closing(text) and signed
        if reason and not closing:
            self.dropped.append(Dropped(text, block.text.pages[0], reason))
            return 1
        if facts.is_signed_by(text) or closing:
            self.units.append(_Unit(block.text))
            self.signing = text
            return 1
        if self.signing is not None and facts.is_signatory(text) and not facts.is_label(text):
            self._clause(block.text, ClauseKind.FACT, self.signing)
            return 1
        self.signing = None
        used = self._contacts(blocks, index) or self._label(block, following)
        if used:
            return used
        if block.kind == BlockKind.ITEM:
            self._item(block, following)
        else:
            self._paragraph(block, following)
        return 1

    def table(self, table: Table) -> None:
        """Write a table: its rows as clauses, or the whole of it as one fact."""
        self.signing = None
        rows = [row.text for row in table.rows]
        if table.is_contents_of_form:
            self.dropped.extend(Dropped(r.text, r.pages[0], "form line") for r in rows)
            return
        if table.is_whole:
            self._clause(joined(rows, "\n"), ClauseKind.FACT, self.lists.lead_in)
            self.lists.end()
            return
        lead_in = table.header or self.lists.lead_in
        kind = ClauseKind.FACT if table.is_fact else ClauseKind.TABLE_ROW
        for row in rows:
            if row.text == table.header:
                self.units.append(_Unit(row))
            else:
                self._clause(row, kind, lead_in)
        self.lists.end()

    def finished(self) -> tuple[str, tuple[Segment, ...], tuple[Clause, ...]]:
        """The stored text, its segments, and the clauses cut from it."""
        whole = joined([unit.text for unit in self.units], "\n")
        clauses: list[Clause] = []
        seen: dict[str, int] = {}
        offset = 0
        for unit in self.units:
            start, end = offset, offset + len(unit.text.text)
            offset = end + 1
            if unit.kind is None or start == end:
                continue
            first, last = unit.text.pages
            clauses.append(
                Clause(
                    self._id(unit, seen),
                    self.policy_id,
                    whole.text[start:end],
                    start,
                    end,
                    unit.section,
                    first,
                    last,
                    unit.kind,
                    unit.lead_in,
                    unit.number,
                )
            )
        return whole.text, whole.segments, tuple(clauses)

    def _id(self, unit: _Unit, seen: dict[str, int]) -> str:
        content = "\n".join((*unit.section, unit.text.text))
        stem = f"{self.policy_id}-{hashlib.sha256(content.encode()).hexdigest()[:10]}"
        seen[stem] = seen.get(stem, 0) + 1
        return stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"

    def _clause(
        self, text: Stretch, kind: ClauseKind, lead_in: str | None = None, number: str | None = None
    ) -> None:
        if not re.search(r"\w", text.text):
            self.dropped.append(Dropped(text.text, text.pages[0], "ornament"))
            return
        self.units.append(_Unit(text, kind, self.section, lead_in, number))

    def _heading(self, block: Block, following: Block | None) -> None:
        text = block.text.text
        rank = block.rank
        while self.path and not is_under(rank, self.path[-1][0]):
            self.path.pop()
        self.path.append((rank, text))
        self.units.append(_Unit(block.text))
        self.signing = text if facts.is_signed_by(text) else None
        self.lists.end()
        opens = text.endswith(":") or _OPEN_HEADING.search(text)
        if opens and following is not None and self._introduces(block, following):
            self.lists.open(text, block.first.line.indent)

    def _introduces(self, block: Block, following: Block) -> bool:
        return _is_listed(following) or self.lists.loses(block, following)

    def _paragraph(self, block: Block, following: Block | None) -> None:
        text = block.text.text
        listed = (
            following is not None
            and not facts.is_fact(text)
            and self._introduces(block, following)
            and (following.kind == BlockKind.ITEM or text.endswith(":"))
        )
        if listed and not re.search(r"[.!?][\"'”’)]*$", text):
            start = last_sentence_start(text)
            self._split(block.text.cut(0, start).trimmed(), None)
            lead = block.text.cut(start, len(text))
            self.units.append(_Unit(lead))
            self.lists.open(lead.text, block.first.line.indent)
            return
        if self.lists.takes_paragraph(block):
            self._clause(block.text, ClauseKind.BULLET, self.lists.lead_in)
            self.lists.lost += 1
            return
        self.lists.end()
        self._split(block.text, None)

    def _item(self, block: Block, following: Block | None) -> None:
        level = self.lists.place(block)
        text = block.text.text
        kind = ClauseKind.BULLET if block.number is None else ClauseKind.NUMBERED
        lead_in = self.lists.lead_in
        deeper = following is not None and self.lists.is_deeper(following, block)
        opens = deeper and not re.search(r"[.!?][\"'”’)]*$", text)
        if opens:
            start = last_sentence_start(text)
            before = block.text.cut(0, start).trimmed()
            if before.text:
                self._clause(before, kind, lead_in, block.number)
            lead = block.text.cut(start, len(text))
            self.units.append(_Unit(lead))
            self.lists.nest(level, f"{lead_in} {lead.text}" if lead_in else lead.text)
            return
        if deeper:
            self.lists.nest(level, lead_in)
        if len(text.split()) > 150:
            self._split(block.text, lead_in, kind, block.number)
        else:
            self._clause(block.text, self._kind_of(text, kind), lead_in, block.number)

    def _split(
        self,
        text: Stretch,
        lead_in: str | None,
        kind: ClauseKind = ClauseKind.PARAGRAPH,
        number: str | None = None,
    ) -> None:
        for start, end in cuts(text.text):
            piece = text.cut(start, end).trimmed()
            if piece.text:
                self._clause(piece, self._kind_of(piece.text, kind), lead_in, number)

    def _kind_of(self, text: str, kind: ClauseKind) -> ClauseKind:
        if facts.is_fact(text) or facts.is_contact(text) or facts.reached_at(text):
            return ClauseKind.FACT
        if _DEFINITION.search(text):
            return ClauseKind.DEFINITION
        if self.path and _DEFINITIONS.search(self.path[-1][1]) and _TERM.match(text):
            return ClauseKind.DEFINITION
        return kind

    def _label(self, block: Block, following: Block | None) -> int:
        """Write a label and the value on the line below it as one clause."""
        if (
            not facts.is_label(block.text.text)
            or following is None
            or block.text.text.endswith(".")
        ):
            return 0
        value = following.text.text
        plain = following.kind == BlockKind.PARAGRAPH and facts.label_and_value(value) is None
        if not plain or len(value.split()) > 8 or _no_clause(value) or value.endswith("."):
            return 0
        self._clause(joined((block.text, following.text), "\n"), ClauseKind.FACT)
        return 2

    def _contacts(self, blocks: Sequence[Block], index: int) -> int:
        """Write a person and the lines that say how to reach them as one clause."""
        group: list[Block] = []
        for block in blocks[index:]:
            text = block.text.text
            if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or block.number:
                break
            if facts.is_contact(text) or (not group and facts.is_named_contact(text)):
                group.append(block)
            else:
                break
        contacts = sum(1 for block in group if facts.is_contact(block.text.text))
        if len(group) < 2 or not contacts:
            return 0
        self._clause(
            joined([block.text for block in group], "\n"), ClauseKind.FACT, self.lists.lead_in
        )
        return len(group)


def _no_clause(text: str) -> str:
    """Why the text is no clause of its own; '' when it is."""
    if facts.is_ornament(text):
        return "ornament"
    if facts.is_form_line(text):
        return "form line"
    return "salutation" if facts.is_salutation(text) else ""


def _is_listed(block: Block) -> bool:
    """True for what a lead-in introduces: an item, or a contact line."""
    return (
        block.kind in (BlockKind.ITEM, BlockKind.ROW)
        or block.first.line.style == LineStyle.BULLET
        or facts.is_contact(block.text.text)
        or (block.kind == BlockKind.PARAGRAPH and facts.is_named_contact(block.text.text))
    )
