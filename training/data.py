"""Reads the question files into typed rows and splits them by whole policies.

Every policy in these files was invented, so no trained model has seen the shipped
policy. Clause ids restart in each file: the key of a clause is (policy, clause_id).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

QUESTION_FILES = (
    "staff-conduct",
    "mixed-organisations",
    "social-media",
    "employment",
    "pupils-parents",
    "data-it",
    "front-matter",
    "narrative-early-years",
    "lists-and-legal",
    "verdicts-1",
    "verdicts-2",
)

# Whole policies that no model is fitted on: quality on policies never seen is read off these.
HELD_OUT_POLICIES = frozenset(
    {
        "Photography and Video Policy",
        "Northmere Learning Trust: Social Media and Communications Policy",
        "Larch House Special School (ages 4 to 19): Social Media, Devices and Images",
        "Harbour Light Homelessness Charity: Speaking Up (Whistleblowing) Policy",
        "Hollybank Primary School: Behaviour Policy",
        "Two Rivers Academies Trust: Gifts, Hospitality and Conflicts of Interest Policy",
        "Thornbeck Primary School: Social Media Policy",
        "Maple Row Day Nursery: Illness, Infection and Medicines Policy",
        "Aldervale Council Libraries: House Rules",
    }
)


@dataclass(frozen=True)
class ClauseRow:
    """One clause of an invented policy."""

    policy: str
    section: str
    clause_id: str
    text: str
    organisation: str = ""

    @property
    def document(self) -> str:
        """What tells the policy from others of the same title."""
        return f"{self.organisation}: {self.policy}" if self.organisation else self.policy

    @property
    def key(self) -> tuple[str, str]:
        """What tells the clause from all others."""
        return (self.document, self.clause_id)

    @property
    def held_out(self) -> bool:
        """True when nothing may be fitted on it."""
        return not self.organisation and self.policy in HELD_OUT_POLICIES


@dataclass(frozen=True)
class QuestionRow:
    """One question put to a clause. When no clause of the policy answers it, `verdict` is `none`
    and the clause carries the policy's name alone. `also` are further right clauses of that
    policy, `also_keys` of the others in its `library` (the documents of its organisation)."""

    question: str
    clause: ClauseRow
    verdict: str
    style: str
    also: tuple[str, ...] = ()
    library: tuple[str, ...] = ()
    also_keys: tuple[tuple[str, str], ...] = ()

    @property
    def right_keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of all the clauses that answer, the labelled one first."""
        same = ((self.clause.document, other) for other in self.also)
        return (self.clause.key, *same, *self.also_keys)


def read_jsonl(path: Path) -> Iterator[dict]:
    """The records of a JSON-lines file, blank lines skipped."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_questions(folder: Path, names: Iterable[str] = QUESTION_FILES) -> list[QuestionRow]:
    """All labelled questions of the named files, in file order."""
    rows = []
    for name in names:
        for record in read_jsonl(folder / f"{name}.jsonl"):
            clause = ClauseRow(
                record["policy"],
                record["section"] or "",
                record["clause_id"] or "",
                record["clause"] or "",
            )
            rows.append(
                QuestionRow(
                    record["question"],
                    clause,
                    record["verdict"],
                    record.get("style", ""),
                    tuple(record.get("also") or ()),
                )
            )
    return rows


def clauses_by_policy(rows: Iterable[QuestionRow]) -> dict[str, list[ClauseRow]]:
    """The distinct clauses of each policy, in the order they first appear."""
    found: dict[str, dict[str, ClauseRow]] = {}
    for row in rows:
        if not row.clause.text:
            continue
        found.setdefault(row.clause.policy, {}).setdefault(row.clause.clause_id, row.clause)
    return {policy: list(clauses.values()) for policy, clauses in found.items()}


def clause_text(clause: ClauseRow) -> str:
    """The clause as the encoder sees it: for most clauses with its heading, sometimes with the
    policy's title too, so that a library of many policies is searched by title as well.

    The choice is fixed by a checksum of the clause, so all questions on one clause share one text
    and a batch sampler that avoids duplicates also keeps false negatives out of the batch.
    """
    choice = crc32(f"{clause.policy}|{clause.clause_id}".encode()) % 10
    if choice < 2:
        return clause.text
    if choice < 6:
        return f"{clause.section}: {clause.text}"
    return f"{clause.policy} > {clause.section}: {clause.text}"


# Organisations that are measured on, and fitted by none, lie with the evaluation.
OWN_DATA = Path(__file__).parent / "data" / "libraries"
CONTRASTS = OWN_DATA.parent / "contrasts.jsonl"
MEASURED = Path(__file__).parents[1] / "eval" / "organisations"
UNSETTLED = "unsettled"  # the second reader agrees on the clause, not on the verdict


def organisations(held_out: bool) -> list[str]:
    """The organisations written for this project, by name."""
    folder = MEASURED if held_out else OWN_DATA
    names = sorted(f.name.removesuffix(".library.json") for f in folder.glob("*.library.json"))
    return [n for n in names if n != "nine-policies"]  # those are the shared files' own


def read_grown(names: Iterable[str]) -> tuple[list[QuestionRow], list[ClauseRow]]:
    """The questions and all the clauses of the organisations named, in order.

    A line on which the readers dispute whether a clause answers is left out; one whose verdict they
    dispute has none ("").
    """
    rows: list[QuestionRow] = []
    clauses: list[ClauseRow] = []
    for name in names:
        folder = OWN_DATA if (OWN_DATA / f"{name}.library.json").is_file() else MEASURED
        policies = json.loads((folder / f"{name}.library.json").read_text(encoding="utf-8"))
        by_id = {
            c["id"]: _grown_clause(name, p["policy"], c) for p in policies for c in p["clauses"]
        }
        clauses += by_id.values()
        documents = tuple(dict.fromkeys(c.document for c in by_id.values()))
        nothing = ClauseRow(policies[0]["policy"], "", "", "", name)
        for record in read_jsonl(folder / f"{name}.questions.jsonl"):
            if record["disputed"]:
                continue
            clause = by_id[record["c"]] if record["c"] else nothing
            verdict = "" if record["v"] == UNSETTLED else record["v"]
            also = tuple(by_id[o].key for o in record["also"])
            rows.append(
                QuestionRow(
                    record["q"], clause, verdict, record["s"], library=documents, also_keys=also
                )
            )
    return rows, clauses


def read_contrasts(file: Path = CONTRASTS) -> list[QuestionRow]:
    """Situations in which the same questions meet clauses that differ in what they rule; a label on
    which the readers differ is left out."""
    rows = []
    for record in read_jsonl(file):
        for asked in record["questions"]:
            disputed = () if asked["second"] == "agrees" else asked["second"]
            for key, verdict in asked["v"].items():
                clause = ClauseRow(
                    record["policy"],
                    record["section"],
                    f"{record['id']}-{key}",
                    record["clauses"][key],
                    "contrasts",
                )
                if key not in disputed:
                    rows.append(QuestionRow(asked["q"], clause, verdict, "contrast"))
    return rows


def _grown_clause(organisation: str, policy: str, record: dict) -> ClauseRow:
    text = f"{record['lead_in']} {record['text']}" if record.get("lead_in") else record["text"]
    return ClauseRow(policy, record["section"] or "", record["id"], text, organisation)
