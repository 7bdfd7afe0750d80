"""The verdicts that the rules give alone, on questions about organisations with the right clause
given; a part of `python -m eval.clause_readings`, which needs no model."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Verdict
from assistant.modality.reading import Modal, read_clause
from assistant.question.form import QuestionForm, question_form
from assistant.verdict.rules import speaking_sentence, verdict_by_rules
from eval.organisations import UNSETTLED
from ingest.documents import Clause


@dataclass(frozen=True)
class VerdictFigures:
    """`given` counts (label, verdict by the rules, None where they are silent)."""

    given: Counter[tuple[Verdict, Verdict | None]]
    wrong: tuple[tuple[str, str, Verdict, Verdict | None, QuestionForm, Modal], ...]


def measure_verdicts(folder: Path) -> VerdictFigures:
    """The rules' verdicts on the questions of the organisations in a folder that a clause answers
    and whose verdict both readers agree on."""
    given: Counter[tuple[Verdict, Verdict | None]] = Counter()
    wrong = []
    for question, clause, label in _asked(folder):
        form = question_form(question)
        sentence = speaking_sentence(question, read_clause(clause))
        verdict = verdict_by_rules(form, sentence)
        given[label, verdict] += 1
        if verdict is not label:
            wrong.append((question, clause.text, label, verdict, form, sentence.modal))
    return VerdictFigures(given, tuple(wrong))


def verdict_text(title: str, figures: VerdictFigures) -> str:
    """The figures of verdicts as lines for the terminal; inverted is yes for no, or no for yes."""
    given = figures.given
    total = given.total()
    right = sum(n for (label, verdict), n in given.items() if verdict is label)
    silent = sum(n for (_, verdict), n in given.items() if verdict is None)
    turned = given[Verdict.YES, Verdict.NO] + given[Verdict.NO, Verdict.YES]
    lines = [
        f"{title}: {total} questions",
        f"  right                {right / total:6.3f}  {right} of {total}",
        f"  silent               {silent / total:6.3f}  {silent}",
        f"  inverted             {turned / total:6.3f}  {turned}",
        " " * 15 + " ".join(f"{v or 'silent':>11}" for v in (*Verdict, None)) + "   (given)",
    ]
    for label in Verdict:
        counts = " ".join(f"{given[label, v] or '.':>11}" for v in (*Verdict, None))
        lines.append(f"  {label:11}  {counts}")
    return "\n".join(lines)


def read_records(file: Path) -> Iterator[dict]:
    """The records of a JSON-lines file, blank lines skipped; none where there is no file."""
    if file.is_file():
        with file.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def _asked(folder: Path) -> Iterator[tuple[str, Clause, Verdict]]:
    for file in sorted(folder.glob("*.library.json")):
        policies = json.loads(file.read_text(encoding="utf-8"))
        records = {c["id"]: c for policy in policies for c in policy["clauses"]}
        name = file.name.removesuffix(".library.json")
        for asked in read_records(folder / f"{name}.questions.jsonl"):
            settled = not asked["disputed"] and asked["v"] != UNSETTLED
            if asked["c"] and settled and asked.get("escalation") != "concern":
                yield asked["q"], _clause(records[asked["c"]]), Verdict(asked["v"])


def _clause(record: dict) -> Clause:
    text, sections = record["text"], tuple((record["section"] or "").split(" > "))
    lead_in = record["lead_in"]
    return Clause(record["id"], "p", text, 0, len(text), sections, 1, 1, lead_in=lead_in)
