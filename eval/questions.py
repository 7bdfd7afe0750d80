"""The evaluation questions: what was asked, and what a right answer is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.documents import Clause

FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True)
class EvalQuestion:
    """One question with its labels. `gold` are the verbatim beginnings of all acceptable clauses;
    the `also_` fields hold labels that are defensible beside the first. `part` is dev, test
    (nothing is tuned on it), or held-out (an organisation that no model saw; thresholds did)."""

    id: str
    question: str
    history: tuple[str, ...]
    role: str
    status: str
    verdict: str | None
    force: str | None
    gold: tuple[str, ...]
    conditions: tuple[str, ...]
    linked: tuple[str, ...]
    escalation: str | None
    kind: str
    group: str
    part: str
    also_status: tuple[str, ...] = ()
    also_verdict: tuple[str, ...] = ()


def read_questions(suite: str) -> list[EvalQuestion]:
    """The questions of a suite (shipped, samples), in file order."""
    rows = []
    with (FOLDER / f"{suite}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            rows.append(
                EvalQuestion(
                    id=record["id"],
                    question=record["question"],
                    history=tuple(record["history"]),
                    role=record["role"],
                    status=record["status"],
                    verdict=record["verdict"],
                    force=record["force"],
                    gold=tuple(record["gold"]) + _also(record, "also_gold"),
                    conditions=tuple(record["conditions"]),
                    linked=tuple(record["linked"]),
                    escalation=record["escalation"],
                    kind=record["kind"],
                    group=record["group"],
                    part=record.get("part", "dev"),
                    also_status=_also(record, "also_status"),
                    also_verdict=_also(record, "also_verdict"),
                )
            )
    return rows


def gold_clauses(question: EvalQuestion, clauses: Sequence[Clause]) -> frozenset[str]:
    """The ids of the clauses that the gold texts stand in, lead-ins or numbers included."""
    wanted = [plain(g) for g in question.gold]

    def holds(clause: Clause) -> bool:
        led = plain(f"{clause.lead_in or ''} {clause.text}")
        numbered = plain(f"{clause.number} {clause.text} ({clause.number}) {clause.text}")
        return any(gold in led or gold in numbered for gold in wanted)

    return frozenset(clause.clause_id for clause in clauses if holds(clause))


def plain(text: str) -> str:
    """The text for comparing: white space collapsed, case and typographic quotes aside."""
    swapped = text.translate(str.maketrans("’‘“”–", "''\"\"-"))
    return " ".join(swapped.split()).casefold()


def _also(record: dict, field: str) -> tuple[str, ...]:
    value = record.get(field) or ()
    return (value,) if isinstance(value, str) else tuple(str(v) for v in value)
