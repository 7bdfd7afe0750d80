"""Checks the evaluation questions against the policies they quote and the split they declare.

`python -m eval.check_questions` prints the faults, one a line, and exits 1 if there are any.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.reading import read_document

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "eval" / "questions"
POLICIES = ROOT / "policies"
FILES = ("shipped.jsonl", "samples.jsonl")
SHIPPED = "social-media-policy.pdf"
PARTS = ("dev", "test")

Question = dict[str, Any]


@dataclass(frozen=True)
class IngestedPolicy:
    """One policy's text as ingested, white space collapsed."""

    text: str
    clauses: tuple[str, ...]
    """Each clause's own words."""
    introduced: tuple[str, ...]
    """Each clause's words after its lead-in's."""

    def clause_of(self, quote: str) -> int | None:
        """The number of the clause that begins with the quote, or else holds it."""
        begins = (n for n, clause in enumerate(self.clauses) if clause.startswith(quote))
        holds = (n for n, clause in enumerate(self.clauses) if quote in clause)
        return next(begins, next(holds, None))

    def holds(self, quote: str) -> bool:
        """Whether the quote stands word for word in a clause with its lead-in, or in the text."""
        return quote in self.text or any(quote in clause for clause in self.introduced)


Library = dict[str, IngestedPolicy]


def collapsed(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


def library(folder: Path = POLICIES) -> Library:
    """The shipped policy and the samples as ingested, by file name."""
    paths = [*sorted(folder.glob("social-media-policy.*")), *sorted((folder / "samples").iterdir())]
    return {path.name: ingested(path) for path in paths if path.is_file()}


def ingested(path: Path) -> IngestedPolicy:
    """The file's clauses and text. Raises DocumentError, whose text names the file."""
    document = read_document(path)
    return IngestedPolicy(
        text=collapsed(document.policy.text),
        clauses=tuple(collapsed(clause.text) for clause in document.clauses),
        introduced=tuple(
            collapsed(f"{clause.lead_in or ''} {clause.text}") for clause in document.clauses
        ),
    )


def questions_in(path: Path) -> list[Question]:
    """The questions in a JSON-lines file. Raises ValueError that names the file and the line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(json.loads(line))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
    return found


def faults(questions: list[Question], policies: Library) -> list[str]:
    """Every fault found, as a sentence that starts with the question's id or the group's name."""
    found = list(repeated_ids(questions))
    for question in questions:
        name = question["id"]
        found += [f"{name}: {fault}" for fault in quote_faults(question, policies)]
        found += [f"{name}: {fault}" for fault in label_faults(question)]
    return found + list(straddles(questions, policies))


def repeated_ids(questions: list[Question]) -> Iterator[str]:
    """A fault for each id that an earlier question has."""
    seen: set[str] = set()
    for question in questions:
        if question["id"] in seen:
            yield f"{question['id']}: the id is used more than once."
        seen.add(question["id"])


def policies_of(question: Question) -> list[str]:
    """The policy's file name for each gold, in the golds' order."""
    return question.get("gold_policies", [SHIPPED] * len(question["gold"]))


def quote_faults(question: Question, policies: Library) -> Iterator[str]:
    """A fault for each gold or condition that isn't verbatim in the policies as ingested.

    The best gold must stand in one clause; the others may also quote a lead-in or a title. A sample
    question's further quotes may come from any policy, a shipped one's from the shipped policy.
    """
    names = policies_of(question)
    if len(names) != len(question["gold"]):
        yield "gold_policies and gold differ in length."
        return
    if missing := sorted(set(names) - policies.keys()):
        yield f"no such policy: {', '.join(missing)}."
        return
    for rank, (gold, name) in enumerate(zip(question["gold"], names, strict=True)):
        quote = collapsed(gold)
        if rank == 0 and policies[name].clause_of(quote) is None:
            yield f"its best gold is in no clause of {name}: {gold!r}."
        elif not policies[name].holds(quote):
            yield f"a gold isn't in {name}: {gold!r}."
    anywhere = policies.values() if "policy" in question else [policies[SHIPPED]]
    for field in ("conditions", "also_gold", "required", "nearest"):
        for quote in question.get(field, []):
            if not any(policy.holds(collapsed(quote)) for policy in anywhere):
                yield f"{field} isn't in the policies: {quote!r}."


def label_faults(question: Question) -> Iterator[str]:
    """A fault for each label that contradicts another."""
    answered = question["status"] == "answered"
    if answered != (question["verdict"] is not None) or answered != bool(question["gold"]):
        yield "a verdict and a gold belong to an answered question, and only to one."
    if (question["status"] == "live_concern") != (question["escalation"] is not None):
        yield "an escalation belongs to a live concern, and only to one."
    for field in ("status", "verdict", "escalation"):
        if question[field] in question.get(f"also_{field}", []):
            yield f"also_{field} repeats its {field}."
    if question["part"] not in PARTS:
        yield f"its part is {question['part']!r}, not dev or test."


def straddles(questions: list[Question], policies: Library) -> Iterator[str]:
    """A fault for each paraphrase group and each best-gold clause with questions in both parts."""
    yield from _in_both((f"group {q['group']}", q) for q in questions)
    yield from _in_both(
        (f"clause {clause!r}", q) for q in questions if (clause := _best_clause(q, policies))
    )


def _best_clause(question: Question, policies: Library) -> str | None:
    if not question["gold"] or (name := policies_of(question)[0]) not in policies:
        return None
    number = policies[name].clause_of(collapsed(question["gold"][0]))
    return None if number is None else policies[name].clauses[number]


def _in_both(labelled: Iterable[tuple[str, Question]]) -> Iterator[str]:
    members: dict[str, list[Question]] = defaultdict(list)
    for label, question in labelled:
        members[label].append(question)
    for label, group in members.items():
        if len({question["part"] for question in group}) > 1:
            ids = ", ".join(f"{question['id']} {question['part']}" for question in group)
            yield f"{label}: it is in both parts ({ids})."


def main() -> int:
    """Checks the shipped and the sample questions; 0 if they are in order, else 1."""
    questions = [question for name in FILES for question in questions_in(QUESTIONS / name)]
    found = faults(questions, library())
    for fault in found:
        print(fault)
    print(f"{len(questions)} questions, {len(found)} faults.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
