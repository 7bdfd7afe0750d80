"""What an editor changed in a generated reply, word by word, for a page to draw; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from assistant.records.entries import DraftPart, Part

_PIECE = re.compile(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]")
# Beyond this many word pairs two paragraphs are shown as one replaced by the other.
MOST_PAIRS = 4_000_000


class Change(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """A stretch of text that has one fate."""

    change: Change
    text: str


@dataclass(frozen=True)
class PartChanges:
    """One part: its paragraphs in order, each as runs. The runs that aren't REMOVED make the
    edited text, those that aren't ADDED the generated one."""

    part: Part
    paragraphs: tuple[tuple[Run, ...], ...]

    @property
    def changed(self) -> bool:
        """True when anything was added or removed."""
        return any(run.change is not Change.SAME for runs in self.paragraphs for run in runs)


def changes(generated: Sequence[DraftPart], edited: Sequence[DraftPart]) -> tuple[PartChanges, ...]:
    """Every part that either has, in a reply's order, with what was added and removed."""
    before, after = _texts(generated), _texts(edited)
    return tuple(
        PartChanges(part, tuple(_paragraphs(before.get(part, []), after.get(part, []))))
        for part in Part
        if part in before or part in after
    )


def word_changes(before: str, after: str) -> tuple[Run, ...]:
    """Two texts as runs, compared by words, spaces and marks."""
    if before == after:
        return (Run(Change.SAME, before),) if before else ()
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        return tuple(_runs(before, after))
    runs: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run(Change.SAME, "".join(old[a:b])))
        else:
            runs += _runs("".join(old[a:b]), "".join(new[c:d]))
    return tuple(runs)


def _texts(parts: Sequence[DraftPart]) -> dict[Part, list[str]]:
    found: dict[Part, list[str]] = {}
    for part in parts:
        found.setdefault(part.part, []).extend(p.text for p in part.paragraphs)
    return found


def _paragraphs(before: list[str], after: list[str]) -> Iterator[tuple[Run, ...]]:
    """Whole paragraphs are matched first; those in between are compared in pairs."""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((Run(Change.SAME, text),) for text in before[a:b])
            continue
        old, new = before[a:b], after[c:d]
        pairs = min(len(old), len(new))
        yield from (word_changes(x, y) for x, y in zip(old[:pairs], new[:pairs], strict=True))
        yield from ((Run(Change.REMOVED, text),) for text in old[pairs:])
        yield from ((Run(Change.ADDED, text),) for text in new[pairs:])


def _runs(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run(Change.REMOVED, removed)
    if added:
        yield Run(Change.ADDED, added)
