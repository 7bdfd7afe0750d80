"""Which of the passages found answers the question, and how surely; the reader's step."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Verdict
from assistant.search.audience import asks_for_self, binds_only_others, speaks_of_others
from assistant.search.made_up import FoundByMadeUp, Use
from assistant.search.rewordings import MORE, Reworded, key
from assistant.thresholds import Thresholds
from ingest.documents import PolicyStatus, embedding_text
from ingest.library import Passage

# Passages a question that the reader sees: about 12 ms each. Twelve put a right clause among the
# quotes for .882 of the held-out questions and eight for .873.
READ = 6


@dataclass(frozen=True)
class PairReadings:
    """What the reader makes of some texts, in their order: `relevance` of shape (texts,),
    unbounded, where 0 is as good as "none of these"; and for each text the probability of each
    verdict."""

    relevance: NDArray[np.float64]
    verdicts: tuple[Mapping[Verdict, float], ...]


class Reader(Protocol):
    """A cross-encoder: reads question and clause together."""

    def read(self, question: str, texts: Sequence[str]) -> PairReadings:
        """The readings of the texts, in the order given."""
        ...


@dataclass(frozen=True)
class Ranked:
    """A passage with its rank score (for ordering), the share of all relevance it has (0..1), and
    the reader's probability of each verdict, None where there is no reader."""

    passage: Passage
    score: float
    share: float
    verdicts: Mapping[Verdict, float] | None = None


@dataclass(frozen=True)
class Ranking:
    """The passages best first, the calibrated probability (0..1) that the first answers, the
    passages that were too far off to be read, and those that were read for a made-up question
    alone."""

    ranked: tuple[Ranked, ...]
    answerable: float
    unread: tuple[Passage, ...] = ()
    by_made_up: tuple[Passage, ...] = ()


def rank(
    question: str,
    passages: Sequence[Passage],
    role: str,
    reader: Reader | None,
    limits: Thresholds,
    reworded: Reworded | None = None,
    made_up: FoundByMadeUp | None = None,
) -> Ranking:
    """Orders passages by the encoder's similarity, mixed with the reader's relevance where one is
    installed; the probability is a logistic function fitted on policies held out of training. A
    clause that binds only others than the asker comes lower when the asker asks for themselves, so
    does one about pupils when parents are asked about, and a sample beside an adopted policy. The
    reader, which is slow, sees the READ most similar; the rest are `unread`. With a rewording the
    reader sees MORE besides, reads each with it too, and both similarity and relevance are the
    means over the wordings; verdicts are read with the question alone. With made-up questions it
    sees MORE besides too; what else their similarity counts for is their `use`.
    """
    if not passages:
        return Ranking((), 0.0)
    near, lost = nearest(question, passages, role, limits, READ if reader else len(passages))
    if reworded:
        near, lost = _with_more(near, reworded, question, role, limits)
    besides: list[Passage] = []
    if made_up:
        besides = _by_made_up(near, made_up, reworded, question, role, limits)
        near = [*near, *besides]
        lost = np.array([penalty(p, question, role, limits) for p in near])
    own = np.array([p.score for p in near], dtype=np.float64)
    similar = own
    if made_up and made_up.use is not Use.FINDING:
        similar = np.array([made_up.score(p) for p in near], dtype=np.float64)
    readings = read_passages(question, near, reader)
    if reworded and readings:
        again = read_passages(reworded.text, near, reader)
        assert again is not None
        readings = replace(readings, relevance=(readings.relevance + again.relevance) / 2)
    mixed = mix(similar, lost, readings, limits)
    order = np.argsort(-mixed, kind="stable")
    weights = np.exp(mixed - mixed.max())
    shares = weights / weights.sum()
    # Whether something answers is told by the clauses themselves.
    told_by = similar if made_up and made_up.use is Use.ABSTENTION else own
    features = answer_features(told_by, readings, mixed)
    logit = limits.intercept + sum(
        w * x for w, x in zip(limits.coefficients, features, strict=True)
    )
    return Ranking(
        tuple(
            Ranked(
                near[i],
                float(mixed[i]),
                float(shares[i]),
                readings.verdicts[i] if readings else None,
            )
            for i in order
        ),
        1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit)))),
        tuple(p for p in passages if key(p) not in {key(n) for n in near}),
        tuple(besides),
    )


def _with_more(
    near: Sequence[Passage], reworded: Reworded, question: str, role: str, limits: Thresholds
) -> tuple[list[Passage], NDArray[np.float64]]:
    """What the question itself finds, then what its rewordings find besides, all with the mean
    similarity; and what each loses."""
    similar = reworded.similar
    own = [replace(p, score=similar.get(key(p), p.score)) for p in near]
    known = {key(p) for p in own}
    others = [p for p in reworded.passages if key(p) not in known]
    more, _ = nearest(question, others, role, limits, MORE)
    passages = [*own, *more]
    return passages, np.array([penalty(p, question, role, limits) for p in passages])


def _by_made_up(
    near: Sequence[Passage],
    made_up: FoundByMadeUp,
    reworded: Reworded | None,
    question: str,
    role: str,
    limits: Thresholds,
) -> list[Passage]:
    """What the made-up questions find besides, by the mean of both similarities; with the same
    kind of score as the others have."""
    known = {key(p) for p in near}
    similar = reworded.similar if reworded else {}
    found = {
        key(p): replace(p, score=similar.get(key(p), p.score))
        for p in made_up.passages
        if key(p) not in known
    }
    by_mean = [replace(p, score=made_up.score(p)) for p in found.values()]
    more, _ = nearest(question, by_mean, role, limits, MORE)
    return [found[key(p)] for p in more]


def nearest(
    question: str, passages: Sequence[Passage], role: str, limits: Thresholds, count: int
) -> tuple[list[Passage], NDArray[np.float64]]:
    """The `count` most similar passages once penalties are taken off; and what each loses in the
    rank. A sample loses less here than there: it is read, and then goes behind."""
    lost = [penalty(p, question, role, limits) for p in passages]
    spared = limits.sample_penalty - limits.sample_read_penalty

    def distance(i: int) -> float:
        back = spared if passages[i].policy.status is PolicyStatus.SAMPLE else 0.0
        return lost[i] - back - passages[i].score

    order = sorted(range(len(passages)), key=distance)[:count]
    return [passages[i] for i in order], np.array([lost[i] for i in order])


def read_passages(
    question: str, passages: Sequence[Passage], reader: Reader | None
) -> PairReadings | None:
    """The reader's readings of the clauses under their titles and headings."""
    if reader is None:
        return None
    texts = [embedding_text(p.policy.title, p.clause) for p in passages]
    return reader.read(question, texts)


def mix(
    similar: NDArray[np.float64],
    lost: NDArray[np.float64],
    readings: PairReadings | None,
    limits: Thresholds,
) -> NDArray[np.float64]:
    """The rank score: similarity and relevance, each by its weight, less the penalties."""
    scores = similar * limits.similarity_scale - lost * limits.penalty_scale
    return scores if readings is None else scores + limits.reader_weight * readings.relevance


def answer_features(
    similar: NDArray[np.float64], readings: PairReadings | None, mixed: NDArray[np.float64]
) -> tuple[float, float, float]:
    """What tells an answer from a near miss: the best passage's similarity, its relevance, and its
    lead over the second."""
    order = np.argsort(-mixed, kind="stable")
    best = order[0]
    lead = float(mixed[best] - mixed[order[1]]) if len(order) > 1 else 0.0
    relevance = float(readings.relevance[best]) if readings else 0.0
    return float(similar[best]), relevance, lead


def penalty(passage: Passage, question: str, role: str, limits: Thresholds) -> float:
    """What a passage loses for binding or concerning others, or for being no rule of the school."""
    lost = 0.0
    if asks_for_self(question) and binds_only_others(passage.clause, role, question):
        lost += limits.audience_penalty
    if speaks_of_others(passage.clause, question):
        lost += limits.counterpart_penalty
    if passage.policy.status is PolicyStatus.SAMPLE:
        lost += limits.sample_penalty
    return lost
