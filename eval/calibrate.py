"""Fits when to answer, how sure to be and when to give a verdict, on organisations held out.

No model was fitted on these policies, and none is the shipped one. Each question goes through the
production retriever and reader over its organisation's library; the floor is chosen on all but one
organisation and reported on that one, so the figures printed are not those it was fitted to.
"""

from __future__ import annotations

import argparse
import pickle
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.answers import Verdict
from assistant.bootstrap import build
from assistant.composition import MOST_QUOTES
from assistant.modality import Reading, read_clause
from assistant.questions import QuestionForm, question_form
from assistant.ranking import (
    READ,
    PairReadings,
    answer_features,
    mix,
    nearest,
    read_passages,
)
from assistant.retrieval import retrieve
from assistant.ruling import VerdictLimits, blend, rule
from assistant.settings import Settings
from assistant.thresholds import Thresholds
from eval import organisations
from eval.questions import EvalQuestion, gold_clauses
from ingest.documents import Clause

SEED = 20261122
SCALES = (2.0, 5.0, 10.0, 15.0, 20.0, 30.0)
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


def success(cases: Sequence[Case], scale: float, k: int) -> float:
    """Success@k over the answerable cases."""
    hits = [c.right[np.argsort(-c.mixed(scale))[:k]].any() for c in cases if c.answerable]
    return float(np.mean(hits))


def probabilities(model: LogisticRegression, cases: Sequence[Case], scale: float) -> Floats:
    """The probability of an answer, one a case."""
    return model.predict_proba(np.array([c.features(scale) for c in cases]))[:, 1]


def fitted(cases: Sequence[Case], scale: float) -> LogisticRegression:
    """The probability that the library answers; answerable or not weigh the same."""
    x = np.array([c.features(scale) for c in cases])
    y = np.array([c.answerable for c in cases])
    return LogisticRegression(class_weight="balanced", C=10.0, max_iter=1000).fit(x, y)


def rates(probability: Floats, cases: Sequence[Case], floor: float) -> tuple[float, float]:
    """Answer rate and abstention at a floor."""
    y = np.array([c.answerable for c in cases])
    return float(np.mean(probability[y] >= floor)), float(np.mean(probability[~y] < floor))


def best_floor(probability: Floats, cases: Sequence[Case]) -> float:
    """The floor with the greatest mean of answer rate and abstention."""
    floors = np.linspace(0.05, 0.95, 91)
    return float(max(floors, key=lambda f: sum(rates(probability, cases, f))))


def left_out(cases: Sequence[Case]) -> Iterator[tuple[str, list[Case], list[Case]]]:
    """Each organisation's name, the others' cases, its own."""
    for name in sorted({c.organisation for c in cases}):
        others = [c for c in cases if c.organisation != name]
        yield name, others, [c for c in cases if c.organisation == name]


def report_answering(cases: Sequence[Case], scale: float) -> None:
    """Prints what the other organisations' floor gives each, then the function fitted on all."""
    for name, others, own in left_out(cases):
        model = fitted(others, scale)
        floor = best_floor(probabilities(model, others, scale), others)
        kept, declined = rates(probabilities(model, own, scale), own, floor)
        print(f"{name}: floor {floor:.2f}: answers kept {kept:.3f}, declined {declined:.3f}")
    model = fitted(cases, scale)
    probability = probabilities(model, cases, scale)
    print("intercept", round(float(model.intercept_[0]), 3))
    print("coefficients", [round(float(c), 3) for c in model.coef_[0]])
    for floor in (0.3, 0.4, 0.5, 0.6, best_floor(probability, cases)):
        kept, declined = rates(probability, cases, floor)
        print(f"floor {floor:.2f}: answers kept {kept:.3f}, declined {declined:.3f}")


def report_quotes(cases: Sequence[Case], scale: float) -> None:
    """Prints, by the least share of the first clause's relevance that a further one must have, how
    often a right clause is among the quotes, and how many are shown."""
    asked = [c for c in cases if c.answerable]
    for least in (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.0):
        counts, hits = [], []
        for case in asked:
            scores = case.mixed(scale)
            order = np.argsort(-scores)[:MOST_QUOTES]
            shown = order[np.exp(scores[order] - scores[order[0]]) >= least]
            counts.append(len(shown))
            hits.append(case.right[shown].any())
        print(f"share {least}: right {np.mean(hits):.3f}, {np.mean(counts):.2f} quotes")


def report_verdicts(cases: Sequence[Case], scale: float) -> None:
    """Prints, where the first clause is right, what limits of the ruling give: verdicts right,
    withheld, and turned round (yes for no)."""
    for share in (0.0, 0.3, 0.5, 0.7, 0.85, 1.0):
        rows = _verdict_rows(cases, scale, share)
        asked = [row[0].asked for row in rows]
        best = [max(read, key=lambda v: read[v]) for *_, read in rows]
        print(f"verdict model weighing {share}, no limits:", _told(asked, best))
    for share in (0.5, 0.7, 0.85):
        rows = _verdict_rows(cases, scale, share)
        for alone in (0.4, 0.5, 0.6, 0.7, 0.8):
            for agreed in (0.3, 0.4, 0.5, 0.6):
                limits = VerdictLimits(alone, agreed, share)
                given = [rule(q.question, f, c, p, limits).verdict for q, f, c, p in rows]
                told = _told([row[0].asked for row in rows], given)
                print(f"{share}: alone {alone} agreed {agreed}: {told}")


def _verdict_rows(
    cases: Sequence[Case], scale: float, share: float
) -> list[tuple[Case, QuestionForm, Reading, Mapping[Verdict, float]]]:
    rows = []
    for case in cases:
        first = int(np.argmax(case.mixed(scale)))
        if case.answerable and case.right[first]:
            read = case.readings.verdicts[first] if case.readings else None
            both = blend(read, case.verdicts[first], share) or {}
            form, clause = question_form(case.question), read_clause(case.clauses[first])
            rows.append((case, form, clause, both))
    return rows


def _told(asked: Sequence[EvalQuestion], given: Sequence[Verdict | None]) -> str:
    pairs = list(zip(asked, given, strict=True))
    right = np.mean([v in (q.verdict, *q.also_verdict) for q, v in pairs])
    withheld = np.mean([v is None for _, v in pairs])
    turned = np.mean(
        [v not in q.also_verdict and {v, q.verdict} == {"yes", "no"} for q, v in pairs]
    )
    return f"right {right:.3f} withheld {withheld:.3f} turned {turned:.3f} of {len(pairs)}"


def main() -> None:
    """Prints the numbers for assistant/data/thresholds.toml."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--cache",
        type=Path,
        help="keep the readings here and reuse them: only while the models stay the same",
    )
    options.add_argument(
        "--most", type=int, help="questions of each organisation, for a quick look"
    )
    args = options.parse_args()
    if args.cache and args.cache.is_file():
        cases = pickle.loads(args.cache.read_bytes())
    else:
        cases = [c for name in organisations.names() for c in read_cases(name, args.most)]
        if args.cache:
            args.cache.parent.mkdir(parents=True, exist_ok=True)
            args.cache.write_bytes(pickle.dumps(cases))
    print(len(cases), "cases,", sum(c.answerable for c in cases), "answerable")
    reach = np.mean([c.right.any() for c in cases if c.answerable])
    print(f"right clause among the {READ} read: {reach:.3f}")
    for scale in SCALES:
        figures = " ".join(f"@{k} {success(cases, scale, k):.3f}" for k in (1, 2, 4))
        print(f"similarity x {scale}: {figures}")
    best = max(SCALES, key=lambda s: success(cases, s, 1) + success(cases, s, 4))
    print("similarity_scale", best)
    report_answering(cases, best)
    report_quotes(cases, best)
    report_verdicts(cases, best)


if __name__ == "__main__":
    main()
