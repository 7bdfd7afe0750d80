"""Quiz items that come with this program: for clauses that it knows word for word."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from assistant.desk.quoting import kept_clause
from assistant.induction.errors import WordListError
from assistant.induction.quiz.proposing import item_id
from assistant.induction.words import words_sha256
from assistant.records.induction_entries import InductionRole, QuizItem, QuizKind
from ingest.documents import Clause, Policy

DATA = Path(__file__).parents[2] / "data" / "quiz_items.jsonl"
SOURCE, BY = "shipped", "the assistant"
_KEYS = {
    *("words_sha256", "clause_start", "kind", "question", "options", "right", "roles", "second"),
}


@dataclass(frozen=True)
class WrittenItem:
    """An item as it was written, for the clause with these words (`words_sha256`)."""

    words_sha256: str
    kind: QuizKind
    question: str
    options: tuple[str, ...]
    right: int
    roles: tuple[InductionRole, ...]


def shipped_items(
    clauses: Sequence[Clause], policies: Mapping[str, Policy], now: datetime
) -> list[QuizItem]:
    """The written items whose clause stands in the library in the same words, in the clauses'
    order; none is approved yet."""
    written: dict[str, list[WrittenItem]] = {}
    for item in load_written():
        written.setdefault(item.words_sha256, []).append(item)
    return [
        QuizItem(
            item_id=item_id(item.kind, clause.clause_id, item.question, item.options),
            kind=item.kind,
            question=item.question,
            options=item.options,
            right=item.right,
            kept=kept_clause(clause, policies[clause.policy_id]),
            roles=item.roles,
            source=SOURCE,
            changed_by=BY,
            changed_at=now,
        )
        for clause in clauses
        if clause.policy_id in policies
        for item in written.get(words_sha256(clause), ())
    ]


@cache
def load_written(path: Path = DATA) -> tuple[WrittenItem, ...]:
    """All written items. WordListError names the line that is damaged."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            record = json.loads(line)
            if odd := sorted(record.keys() ^ _KEYS):
                raise ValueError(f"missing or unknown: {', '.join(odd)}")
            options, right = tuple(record["options"]), record["right"]
            if not 2 <= len(options) <= 4 or right not in range(len(options)):
                raise ValueError("two to four options, and the right one among them")
            found.append(
                WrittenItem(
                    record["words_sha256"],
                    QuizKind(record["kind"]),
                    record["question"],
                    options,
                    right,
                    tuple(InductionRole(role) for role in record["roles"]),
                )
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise WordListError(
                f"{path.name}, line {number}: {error}. Restore the file."
            ) from error
    return tuple(found)
