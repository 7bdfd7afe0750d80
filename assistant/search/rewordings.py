"""A question in other words, for searching alone: what somebody may give, and what is made of it.

The wordings of a chat model find clauses that say a thing otherwise than the asker. They are
evidence of nothing: what the question itself finds is read whatever they say, whether something
answers is decided by reading clauses, and a clause is quoted and ruled on as ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ingest.library import Passage

MORE = 4  # passages read beside those that the question itself finds


class Rewordings(Protocol):
    """Gives a question in other words."""

    def of(self, question: str) -> tuple[str, ...]:
        """Some wordings, the best for reading first; none when there are none. It never raises."""
        ...


@dataclass(frozen=True)
class Reworded:
    """What a question and its rewordings found: `text` is the wording that clauses are read with
    too, `passages` have the mean of their similarity to all wordings as score, best first."""

    text: str
    passages: tuple[Passage, ...]

    @property
    def similar(self) -> Mapping[tuple[str, str], float]:
        """The mean similarity of each clause."""
        return {key(passage): passage.score for passage in self.passages}


def key(passage: Passage) -> tuple[str, str]:
    """What tells a passage from others."""
    return passage.policy.policy_id, passage.clause.clause_id


def found_by_all(text: str, runs: Sequence[Sequence[Passage]]) -> Reworded:
    """What several searches found, by the mean similarity (0..1); a clause that a search didn't
    give counts there as the last that it gave. Of four ways on two libraries held out the best for
    the first clause (`python -m eval.search_help`)."""
    scores = [{key(p): p.score for p in run} for run in runs if run]
    passages = {key(p): p for run in runs for p in run}
    least = [min(found.values()) for found in scores]
    mean = {
        k: sum(found.get(k, low) for found, low in zip(scores, least, strict=True)) / len(scores)
        for k in passages
    }
    order = sorted(passages, key=lambda k: -mean[k])
    return Reworded(text, tuple(replace(passages[k], score=mean[k]) for k in order))
