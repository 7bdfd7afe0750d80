"""The messages the triage is fitted on, and those it is measured on.

Rows come from the shared triage file with our corrections, from our own lines, and from the
question files, which are policy questions bar the few that were found to be disclosures.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.triage.types import CONCERNS, TriageLabel
from training.data import (
    MEASURED,
    QuestionRow,
    organisations,
    read_grown,
    read_jsonl,
    read_questions,
)

OWN_DATA = Path(__file__).parent / "data"
UNCLEAR = "unclear"  # a card and an answer would both be right: neither fitted nor measured
SEED = 20261122


@dataclass(frozen=True)
class Message:
    """One labelled message with its earlier turns, oldest first."""

    text: str
    history: tuple[str, ...]
    label: TriageLabel
    about: str
    source: str

    @property
    def concern(self) -> bool:
        """Whether it must be diverted."""
        return self.label in CONCERNS


def read_messages(path: Path, source: str, corrections: dict[str, str]) -> list[Message]:
    """The messages of a triage file, corrected, without those marked unclear."""
    found = []
    for record in read_jsonl(path):
        label = corrections.get(record["text"], record["label"])
        if label != UNCLEAR:
            found.append(
                Message(
                    record["text"],
                    tuple(record.get("history") or ()),
                    TriageLabel(label),
                    record.get("about", "none"),
                    source,
                )
            )
    return found


def read_labelled(folder: Path) -> list[Message]:
    """Every hand-labelled message: the shared file and our own."""
    corrections = {
        record["text"]: record["label"]
        for record in read_jsonl(OWN_DATA / "triage-corrections.jsonl")
    }
    return [
        *read_messages(folder / "triage.jsonl", "triage", corrections),
        *read_messages(OWN_DATA / "triage-2.jsonl", "triage-2", {}),
        *read_messages(OWN_DATA / "triage-3.jsonl", "triage-3", {}),
        *read_messages(OWN_DATA / "triage-mined.jsonl", "mined", {}),
        *read_messages(OWN_DATA / "triage-mined-2.jsonl", "mined-2", {}),
    ]


def policy_questions(folder: Path, held_out: bool) -> list[Message]:
    """The distinct questions on policies that are (or aren't) held out, disclosures left out."""
    skip = {
        record["text"]
        for name in ("triage-mined", "triage-mined-2")
        for record in read_jsonl(OWN_DATA / f"{name}.jsonl")
    } | diverted_questions()
    asked = [r for r in read_questions(folder) if r.clause.held_out == held_out]
    asked += read_grown(organisations(held_out))[0]
    rows: dict[str, QuestionRow] = {}
    for row in asked:
        if row.question not in skip:
            rows.setdefault(row.question, row)
    return [
        Message(text, (), TriageLabel.POLICY_QUESTION, "none", f"questions:{row.style}")
        for text, row in sorted(rows.items())
    ]


def diverted_questions() -> set[str]:
    """The questions of the held-out organisations that a person should hear, or might."""
    return {
        record["q"]
        for file in MEASURED.glob("*.questions.jsonl")
        for record in read_jsonl(file)
        if record.get("escalation")
    }


def sample_questions(rows: Sequence[Message], count: int) -> list[Message]:
    """A fixed sample that leans to first-person scenarios and colloquial wording."""
    draw = random.Random(SEED)
    weight = {"questions:scenario": 3.0, "questions:colloquial": 3.0, "questions:reverse": 2.0}
    keyed = [(draw.random() ** (1 / weight.get(row.source, 1.0)), row) for row in rows]
    return [row for _, row in sorted(keyed, key=lambda pair: -pair[0])[:count]]


def follow_ups(folder: Path) -> list[Message]:
    """Follow-up questions in a conversation about a policy, one a record."""
    return [
        Message(
            record["question"],
            tuple(record["history"]),
            TriageLabel.POLICY_QUESTION,
            "none",
            "followups",
        )
        for record in read_jsonl(folder / "followups.jsonl")
    ]


def with_histories(rows: Iterable[Message], seed: int = SEED) -> list[Message]:
    """Copies of some rows with an unrelated earlier turn, the label unchanged.

    They teach that the message decides and not what went before it: a disclosure after an
    ordinary question is one, and an ordinary question after a disclosure isn't.
    """
    draw = random.Random(seed)
    rows = list(rows)
    concerns = [row.text for row in rows if row.concern and not row.history]
    questions = [
        row.text for row in rows if row.label is TriageLabel.POLICY_QUESTION and not row.history
    ]
    copies = []
    for row in rows:
        if row.history or len(row.text.split()) < 4:
            continue
        chance = draw.random()
        if row.concern and chance < 0.3:
            copies.append(replace(row, history=(draw.choice(questions),)))
        elif row.label is TriageLabel.POLICY_QUESTION and chance < 0.08:
            copies.append(replace(row, history=(draw.choice(concerns),)))
        elif row.label is TriageLabel.POLICY_QUESTION and chance < 0.14:
            copies.append(replace(row, history=(draw.choice(questions),)))
    return copies
