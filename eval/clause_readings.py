"""How often a clause is read as people read it, and what that does to yes and no.

`python -m eval.clause_readings` prints how `read_clause` agrees with the hand labels of clauses of
invented policies: their force, whether a condition is found, whom they bind. The labels lie beside
the repository with the training data (`--data`). Errors were looked at in the development part;
no rule was made for a clause of the frozen part. Where a label is wrong, eval/clause_labels.jsonl
says so. Below stand the verdicts that the rules alone give on questions about organisations, with
the right clause given (`--libraries` for others than the held-out ones).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from assistant.modality.reading import Modal, Reading, read_clause
from eval.organisations import FOLDER
from eval.rule_verdicts import measure_verdicts, read_records, verdict_text
from ingest.documents import Clause

CORRECTIONS = Path(__file__).parent / "clause_labels.jsonl"
PARTS = ("development", "frozen")
_SHARE = 4  # of as many policies, one is frozen, and all that no model was fitted on
_LEAVE = (Modal.MAY, Modal.MAY_ONLY_IF)
_OUTRIGHT = (Modal.MUST_NOT, Modal.SHOULD_NOT)
# One audience, two words for it, in labels and readings.
_SAME = {
    "managers": "leaders",
    "trustees": "governors",
    "helpers": "volunteers",
    "contractors": "visitors",
    "young people": "pupils",
}


@dataclass(frozen=True)
class Labelled:
    """A clause with its labels. `forces` are the first and, where there is one, the second."""

    clause: Clause
    policy: str
    forces: tuple[Modal, ...]
    binds: frozenset[str]
    condition: str

    @property
    def part(self) -> str:
        """Whether its policy's errors may be looked at."""
        chosen = crc32(self.policy.encode()) % _SHARE == 0
        return PARTS[chosen or self.policy in _held_out()]


@dataclass(frozen=True)
class ReadingFigures:
    """`confused` counts (label, reading) of the first force, `both` the clauses whose forces are
    the same as a set; `dangerous` those where a ban is read as leave, or leave as a ban.
    `conditions` are (found, labelled, found where none is labelled); `binds` (right, labelled)."""

    confused: Counter[tuple[Modal, Modal]]
    both: int
    dangerous: Counter[str]
    conditions: tuple[int, int, int]
    binds: tuple[int, int]
    wrong: tuple[tuple[Labelled, Modal], ...]


def read_labels(folder: Path, corrections: Path = CORRECTIONS) -> list[Labelled]:
    """The labelled clauses in file order, mended by the corrections."""
    mended = {(r["file"], r["policy"], r["clause_id"]): r for r in read_records(corrections)}
    found = []
    for record in read_records(folder / "clause-labels.jsonl"):
        key = (record["file"], record["policy"], record["clause_id"])
        record |= mended.get(key, {})
        text = record["clause"]
        sections = tuple((record["section"] or "").split(" > "))
        forces = [Modal(f) for f in (record["force"], record.get("force2")) if f]
        found.append(
            Labelled(
                Clause(record["clause_id"], "p", text, 0, len(text), sections, 1, 1),
                record["policy"],
                tuple(forces),
                frozenset(_SAME.get(b, b) for b in record["binds"]),
                record["condition"] or "",
            )
        )
    return found


def first_force(reading: Reading) -> Modal:
    """The modality of the first sentence that rules; STATES when none does."""
    return next((s.modal for s in reading.sentences if s.modal is not Modal.STATES), Modal.STATES)


def measure(labelled: Sequence[Labelled]) -> ReadingFigures:
    """How `read_clause` agrees with the labels."""
    confused: Counter[tuple[Modal, Modal]] = Counter()
    dangerous: Counter[str] = Counter()
    wrong: list[tuple[Labelled, Modal]] = []
    both = found = conditional = extra = right = bound = 0
    for one in labelled:
        reading = read_clause(one.clause)
        label, read = one.forces[0], first_force(reading)
        confused[label, read] += 1
        both += reading.modals - {Modal.STATES} == set(one.forces) - {Modal.STATES}
        if label is not read:
            wrong.append((one, read))
        if danger := _danger(label, read):
            dangerous[danger] += 1
        if one.condition:
            conditional += 1
            found += any(_overlap(one.condition, c) for c in reading.conditions)
        else:
            extra += bool(reading.conditions)
        if one.binds and one.binds != {"organisation"}:
            bound += 1
            right += bool(one.binds & {_SAME.get(b, b) for b in reading.binds})
    return ReadingFigures(
        confused, both, dangerous, (found, conditional, extra), (right, bound), tuple(wrong)
    )


def reading_text(title: str, figures: ReadingFigures) -> str:
    """The figures of clauses as lines for the terminal."""
    confused = figures.confused
    total = confused.total()
    right = sum(n for (label, read), n in confused.items() if label is read)
    width = max(len(m) for m in Modal)
    found, conditional, extra = figures.conditions
    bound_right, bound = figures.binds
    lines = [
        f"{title}: {total} clauses",
        f"  first force right    {right / total:6.3f}  {right} of {total}",
        f"  all forces right     {figures.both / total:6.3f}  {figures.both} of {total}",
        f"  ban read as leave    {figures.dangerous['ban as leave']:6}",
        f"  leave read as ban    {figures.dangerous['leave as ban']:6}",
        f"  condition found      {found / max(conditional, 1):6.3f}  {found} of {conditional};"
        f" {extra} where none is labelled",
        f"  binds right          {bound_right / max(bound, 1):6.3f}  {bound_right} of {bound}",
        " " * (width + 4) + " ".join(f"{_short(m):>6}" for m in Modal) + "   (read as)",
    ]
    for label in Modal:
        counts = " ".join(f"{confused[label, read] or '.':>6}" for read in Modal)
        lines.append(f"  {label:{width}}  {counts}")
    return "\n".join(lines)


@cache
def _held_out() -> frozenset[str]:
    file = FOLDER / "nine-policies.library.json"
    return frozenset(p["policy"] for p in json.loads(file.read_text(encoding="utf-8")))


def _danger(label: Modal, read: Modal) -> str:
    if (label in _OUTRIGHT and read in _LEAVE) or (
        label is Modal.MUST_NOT_UNLESS and read is Modal.MAY
    ):
        return "ban as leave"
    if (label is Modal.MAY and read.is_ban) or (label is Modal.MAY_ONLY_IF and read in _OUTRIGHT):
        return "leave as ban"
    return ""


def _overlap(labelled: str, found: str) -> bool:
    one, other = set(labelled.lower().split()), set(found.lower().split())
    return len(one & other) >= 0.5 * len(one)


def _short(modal: Modal) -> str:
    return "".join(word[:2] for word in modal.split("_"))


def main() -> None:
    """Prints both tables; with --errors also the development part's clauses read otherwise."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--libraries", type=Path, default=FOLDER)
    options.add_argument("--errors", action="store_true", help="list those of the development part")
    args = options.parse_args()
    labelled = read_labels(args.data)
    for part in PARTS:
        figures = measure([one for one in labelled if one.part == part])
        print(reading_text(part, figures), end="\n\n")
        if args.errors and part == "development":
            for one, read in figures.wrong:
                print(f"  {one.forces[0]} read as {read}: {one.clause.text}")
    print(verdict_text(args.libraries.name, measure_verdicts(args.libraries)))


if __name__ == "__main__":
    main()
