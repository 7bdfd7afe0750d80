"""The measures, in the field's terms; pure. A missing result scores 0, so failures count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Success, nDCG

from assistant.answers import Status, Verdict
from eval.run import Outcome

CONCERN = Status.LIVE_CONCERN.value
RESAMPLES = 1000
SEED = 7


@dataclass(frozen=True)
class Measure:
    """A mean over `count` questions with its 95 % bootstrap interval; all 0..1 but latency (ms).

    `values` holds one value a question, so that reports can name the failures.
    """

    name: str
    value: float
    low: float
    high: float
    count: int
    higher_is_better: bool = True


def mean_of(name: str, values: Sequence[float], higher_is_better: bool = True) -> Measure:
    """The mean with a percentile bootstrap interval (Efron 1979), 1,000 resamples, fixed seed."""
    if not values:
        return Measure(name, float("nan"), float("nan"), float("nan"), 0, higher_is_better)
    array = np.asarray(values, dtype=float)
    draw = np.random.default_rng(SEED)
    means = array[draw.integers(0, len(array), (RESAMPLES, len(array)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Measure(name, float(array.mean()), float(low), float(high), len(array), higher_is_better)


def answerable(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The questions that some loaded clause answers."""
    return [o for o in outcomes if o.question.status == "answered" and o.gold]


def all_measures(outcomes: Sequence[Outcome]) -> list[Measure]:
    """Every measure of one set of outcomes, in the order of the report."""
    asked = answerable(outcomes)
    uncovered = [o for o in outcomes if o.question.status == "not_covered"]
    concerns = [o for o in outcomes if o.question.status == CONCERN]
    ordinary = [
        o
        for o in outcomes
        if o.question.status in ("answered", "not_covered")
        and CONCERN not in o.question.also_status
    ]
    follow = [o for o in asked if o.question.history]
    measures = [
        *retrieval_measures(asked),
        mean_of(
            "right clause quoted first",
            [float(o.quoted[:1] != () and o.quoted[0] in o.gold) for o in asked],
        ),
        mean_of("right clause among the quotes", [quoted_right(o) for o in asked]),
        mean_of("verdict right", [verdict_right(o) for o in asked]),
        mean_of(
            "verdict right (defensible ones too)", [verdict_right(o, also=True) for o in asked]
        ),
        mean_of("verdict withdrawn", [float(withdrawn(o)) for o in asked], False),
        mean_of("inversions (yes for no)", [float(inverted(o)) for o in asked], False),
        mean_of(
            "force right", [force_right(o) for o in asked if o.question.force and o.answer.quotes]
        ),
        mean_of("conditions kept", [conditions_kept(o) for o in asked if o.question.conditions]),
        mean_of("quotes verbatim", [float(o.verbatim) for o in outcomes]),
        mean_of("answer rate", [float(o.answer.status is Status.ANSWERED) for o in asked]),
        mean_of("abstention", [float(o.answer.status is not Status.ANSWERED) for o in uncovered]),
        mean_of("triage recall", [float(o.answer.status is Status.LIVE_CONCERN) for o in concerns]),
        mean_of(
            "triage false alarms",
            [float(o.answer.status is Status.LIVE_CONCERN) for o in ordinary],
            False,
        ),
        mean_of("status right", [float(status_right(o)) for o in outcomes]),
        mean_of("follow-ups: right clause quoted", [quoted_right(o) for o in follow]),
        calibration_error(
            [o for o in outcomes if o.question.status in ("answered", "not_covered")]
        ),
        latency(outcomes),
    ]
    return [m for m in measures if m.count]


def retrieval_measures(asked: Sequence[Outcome]) -> list[Measure]:
    """Success@1 and @4, nDCG@10 and MRR of the retriever alone, by ir-measures."""
    qrels = [ir_measures.Qrel(o.question.id, c, 1) for o in asked for c in o.gold]
    run = [ir_measures.ScoredDoc(o.question.id, c, s) for o in asked for c, s in o.retrieved]
    named = {"Success@1": Success @ 1, "Success@4": Success @ 4, "nDCG@10": nDCG @ 10, "MRR": RR}
    measures = []
    for name, measure in named.items():
        found = {m.query_id: float(m.value) for m in ir_measures.iter_calc([measure], qrels, run)}
        values = [found.get(o.question.id, 0.0) for o in asked]
        measures.append(mean_of(f"retrieval {name}", values))
    return measures


def quoted_right(outcome: Outcome) -> float:
    """1 when any quoted clause is a gold one."""
    return float(any(c in outcome.gold for c in outcome.quoted))


def verdict_right(outcome: Outcome, also: bool = False) -> float:
    """1 when the verdict is the label (or, with `also`, one of the defensible ones)."""
    given = outcome.answer.verdict.value if outcome.answer.verdict else None
    accepted = {outcome.question.verdict, *(outcome.question.also_verdict if also else ())}
    return float(given in accepted)


def withdrawn(outcome: Outcome) -> bool:
    """True when clauses are quoted without a verdict."""
    return outcome.answer.status is Status.ANSWERED and outcome.answer.verdict is None


def inverted(outcome: Outcome) -> bool:
    """True for a yes where no is right, or no where yes is, unless both are defensible."""
    given = outcome.answer.verdict
    if given not in (Verdict.YES, Verdict.NO) or given.value in outcome.question.also_verdict:
        return False
    return {given.value, outcome.question.verdict} == {"yes", "no"}


def force_right(outcome: Outcome) -> float:
    """1 when rule and advice are told apart as labelled."""
    force = outcome.answer.force
    return float(force is not None and force.value == outcome.question.force)


def conditions_kept(outcome: Outcome) -> float:
    """1 when each labelled condition stands whole in a quote or its lead-in."""
    from eval.questions import plain

    shown = plain(" ".join(f"{q.lead_in or ''} {q.text}" for q in outcome.answer.quotes))
    return float(all(plain(c) in shown for c in outcome.question.conditions))


def status_right(outcome: Outcome) -> bool:
    """True when the status is the label or a defensible one."""
    return outcome.answer.status.value in (outcome.question.status, *outcome.question.also_status)


def calibration_points(
    outcomes: Sequence[Outcome], bins: int = 10
) -> list[tuple[float, float, int]]:
    """(mean confidence of answering, share right, count) a bin of the reliability plot.

    Right means answered with a right clause where one exists. Confidence is the probability that
    the first clause answers, whatever was then done.
    """
    pairs = [(answering_confidence(o), quoted_or_first(o)) for o in outcomes]
    points = []
    for at in range(bins):
        mine = [
            (c, r)
            for c, r in pairs
            if at / bins <= c < (at + 1) / bins or (at == bins - 1 and c == 1)
        ]
        if mine:
            points.append(
                (
                    float(np.mean([c for c, _ in mine])),
                    float(np.mean([r for _, r in mine])),
                    len(mine),
                )
            )
    return points


def calibration_error(outcomes: Sequence[Outcome]) -> Measure:
    """Expected calibration error over ten bins (Naeini et al. 2015)."""
    points = calibration_points(outcomes)
    total = sum(n for _, _, n in points)
    error = sum(abs(c - r) * n for c, r, n in points) / max(total, 1)
    return Measure("calibration error (ECE)", error, error, error, total, False)


def answering_confidence(outcome: Outcome) -> float:
    """The probability that an answer exists, as the pipeline saw it; 0 when it never looked."""
    if outcome.answer.status is Status.ANSWERED:
        return outcome.answer.confidence
    if outcome.answer.status is Status.NOT_COVERED:
        return 1.0 - outcome.answer.confidence
    return 0.0


def quoted_or_first(outcome: Outcome) -> float:
    """1 when a right clause is quoted, or stands first among the nearest."""
    shown = outcome.quoted or tuple(q.clause_id for q in outcome.answer.nearest[:1])
    return float(outcome.question.status == "answered" and any(c in outcome.gold for c in shown))


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(coverage, risk) as the answering threshold falls: risk is the share of wrong answers among
    those given (El-Yaniv and Wiener 2010)."""
    ranked = sorted(
        (o for o in outcomes if o.question.status in ("answered", "not_covered")),
        key=answering_confidence,
        reverse=True,
    )
    curve, wrong = [], 0.0
    for number, outcome in enumerate(ranked, start=1):
        wrong += 1.0 - quoted_or_first(outcome)
        curve.append((number / len(ranked), wrong / number))
    return curve


def area_under_risk(curve: Sequence[tuple[float, float]]) -> float:
    """The area under the risk–coverage curve, 0..1; lower is better."""
    return float(np.mean([risk for _, risk in curve])) if curve else float("nan")


def latency(outcomes: Sequence[Outcome]) -> Measure:
    """The median time of an answer in milliseconds, of those that were looked up."""
    times = [o.milliseconds for o in outcomes if "retrieval" in o.answer.timings_ms]
    if not times:
        return Measure("median latency (ms)", float("nan"), 0.0, 0.0, 0, False)
    low, middle, high = np.percentile(times, [5, 50, 95])
    return Measure("median latency (ms)", float(middle), float(low), float(high), len(times), False)


Predicate = Callable[[Outcome], bool]


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each kind of question, by kind."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in sorted(outcomes, key=lambda o: o.question.kind):
        kinds.setdefault(outcome.question.kind, []).append(outcome)
    return kinds
