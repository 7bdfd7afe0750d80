"""Questions of organisations held out, with all that the answering step sees of each.

Each goes through the production retriever and reader over its organisation's library.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Verdict
from assistant.bootstrap import build
from assistant.search.ranking import (
    READ,
    PairReadings,
    answer_features,
    mix,
    nearest,
    read_passages,
)
from assistant.search.retrieval import retrieve
from assistant.settings import Settings
from assistant.thresholds import Thresholds
from eval import organisations
from eval.questions import EvalQuestion, gold_clauses
from ingest.documents import Clause

SEED = 20261122
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A question over its library: the clauses that the reader sees, with their similarity (with
    and without penalties), the readings, and which of them answer."""

    organisation: str
    asked: EvalQuestion
    question: str  # as understood
    limits: Thresholds
    clauses: tuple[Clause, ...]
    similar: Floats
    lost: Floats
    readings: PairReadings | None
    verdicts: list[dict[Verdict, float]]
    right: NDArray[np.bool_]

    @property
    def answerable(self) -> bool:
        """Whether some clause of the library answers."""
        return self.asked.status == "answered"

    def mixed(self, scale: float) -> Floats:
        """The rank score when similarity weighs `scale` and relevance 1."""
        limits = replace(self.limits, similarity_scale=scale, reader_weight=1.0)
        return mix(self.similar, self.lost, self.readings, limits)

    def features(self, scale: float) -> tuple[float, ...]:
        """What the probability of an answer is read off."""
        return answer_features(self.similar, self.readings, self.mixed(scale))


def read_cases(name: str, most: int | None = None) -> list[Case]:
    """The cases of one organisation: all, or `most` of them, the same ones every time."""
    with tempfile.TemporaryDirectory() as folder:
        assistant = build(Settings(library_dir=Path(folder) / "library"))
        report = assistant.ingest(organisations.write_policies(name, Path(folder)))
        if report.failed:
            raise SystemExit("\n".join(f.error or f.source for f in report.failed))
        clauses = [c for p in assistant.policies() for c in assistant.clauses(p.policy_id)]
        answerer = assistant.answerer
        verdict_model = answerer.models.verdicts
        if verdict_model is None:
            raise SystemExit("the verdict model isn't installed: assistant/weights/verdict")
        policies = {p.policy_id: p for p in assistant.policies()}
        cases = []
        questions = organisations.read_questions(name)
        if most is not None and most < len(questions):
            questions = random.Random(SEED).sample(questions, most)
        for asked in questions:
            gold = gold_clauses(asked, clauses)
            question, searched = answerer.understood(asked.question, (), policies)
            found = retrieve(searched, answerer.retriever)
            near, lost = nearest(question, found, asked.role, answerer.limits, READ)
            cases.append(
                Case(
                    name,
                    asked,
                    question,
                    answerer.limits,
                    tuple(p.clause for p in near),
                    np.array([p.score for p in near]),
                    lost,
                    read_passages(question, near, answerer.models.reader),
                    verdict_model.probabilities(question, [p.clause for p in near]),
                    np.array([p.clause.clause_id in gold for p in near]),
                )
            )
        assistant.library.close()
    return cases


def left_out(cases: Sequence[Case]) -> Iterator[tuple[str, list[Case], list[Case]]]:
    """Each organisation's name, the others' cases, its own."""
    for name in sorted({c.organisation for c in cases}):
        others = [c for c in cases if c.organisation != name]
        yield name, others, [c for c in cases if c.organisation == name]
