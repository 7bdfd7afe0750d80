"""Which of the passages found answers the question, and how surely; the reader's step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.audience import asks_for_self, binds_only_others, speaks_of_others
from assistant.thresholds import Thresholds
from ingest.documents import PolicyStatus, embedding_text
from ingest.library import Passage


class Reader(Protocol):
    """A cross-encoder: reads question and clause together."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unbounded score a text, higher for a better answer."""
        ...


@dataclass(frozen=True)
class Ranked:
    """A passage with its rank score (for ordering) and the share of all relevance it has (0..1)."""

    passage: Passage
    score: float
    share: float


@dataclass(frozen=True)
class Ranking:
    """The passages best first, and the calibrated probability (0..1) that the first answers."""

    ranked: tuple[Ranked, ...]
    answerable: float


def rank(
    question: str,
    passages: Sequence[Passage],
    role: str,
    reader: Reader | None,
    limits: Thresholds,
) -> Ranking:
    """Orders passages by the encoder's similarity, mixed with the reader's score where one is
    installed; the probability is a logistic function fitted on policies held out of training. A
    clause that binds only others than the asker comes lower when the asker asks for themselves, so
    does one about pupils when parents are asked about, and a sample beside an adopted policy.
    """
    if not passages:
        return Ranking((), 0.0)
    similar = np.array([p.score for p in passages], dtype=np.float64)
    if reader is None:
        read = np.zeros_like(similar)
        mixed = similar * limits.similarity_scale
    else:
        texts = [embedding_text(p.policy.title, p.clause) for p in passages]
        read = reader.scores(question, texts).astype(np.float64)
        mixed = limits.reader_weight * read + limits.similarity_scale * similar
    penalties = np.array([_penalty(p, question, role, limits) for p in passages])
    mixed = mixed - penalties * limits.similarity_scale
    order = np.argsort(-mixed, kind="stable")
    weights = np.exp(mixed - mixed.max())
    shares = weights / weights.sum()
    best = order[0]
    gap = float(mixed[order[0]] - mixed[order[1]]) if len(order) > 1 else 0.0
    features = (float(similar[best]), float(read[best]), gap)
    logit = limits.intercept + sum(
        w * x for w, x in zip(limits.coefficients, features, strict=True)
    )
    return Ranking(
        tuple(Ranked(passages[i], float(mixed[i]), float(shares[i])) for i in order),
        1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit)))),
    )


def _penalty(passage: Passage, question: str, role: str, limits: Thresholds) -> float:
    """What a passage loses for binding or concerning others, or for being no rule of the school."""
    lost = 0.0
    if asks_for_self(question) and binds_only_others(passage.clause, role, question):
        lost += limits.audience_penalty
    if speaks_of_others(passage.clause, question):
        lost += limits.counterpart_penalty
    if passage.policy.status is PolicyStatus.SAMPLE:
        lost += limits.sample_penalty
    return lost
