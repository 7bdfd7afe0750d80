"""Puts every question to the production pipeline and keeps what came back beside the labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answers import Answer
from assistant.bootstrap import Assistant
from assistant.search.retrieval import retrieve
from eval.questions import EvalQuestion, gold_clauses
from ingest.documents import Clause

DAY = date(2026, 11, 22)  # so that "overdue by" never changes a comparison
DEPTH = 24


@dataclass(frozen=True)
class Outcome:
    """One question, the answer, the ids of its gold clauses and of the clauses retrieved."""

    question: EvalQuestion
    answer: Answer
    gold: frozenset[str]
    retrieved: tuple[tuple[str, float], ...]
    verbatim: bool

    @property
    def quoted(self) -> tuple[str, ...]:
        """The ids of the quoted clauses, best first."""
        return tuple(q.clause_id for q in self.answer.quotes)

    @property
    def milliseconds(self) -> float:
        """The time of all steps together."""
        return sum(self.answer.timings_ms.values())


def run_suite(assistant: Assistant, questions: Sequence[EvalQuestion]) -> list[Outcome]:
    """An outcome a question, in order. A question that raises counts as wrong, not as missing."""
    policies = {p.policy_id: p for p in assistant.policies()}
    clauses: list[Clause] = [c for p in policies for c in assistant.clauses(p)]
    answerer = assistant.answerer
    outcomes = []
    for question in questions:
        answer = assistant.answer(
            question.question, question.history, question.role, today=DAY, search_help=True
        )
        retrieved: tuple[tuple[str, float], ...] = ()
        if question.gold:
            _, searched = answerer.understood(question.question, question.history, policies)
            found = retrieve(searched, answerer.retriever)
            retrieved = tuple((p.clause.clause_id, p.score) for p in found)
        verbatim = all(
            policies[q.policy_id].text[q.start : q.end] == q.text
            for q in (*answer.quotes, *answer.nearest)
        )
        outcomes.append(
            Outcome(question, answer, gold_clauses(question, clauses), retrieved, verbatim)
        )
    return outcomes
