"""Clauses found by the questions that a chat model made up for them when they were loaded.

A made-up question is one more vector to find its clause by, and evidence of nothing: what the
question itself finds is read whatever they say, the reader reads clauses and no made-up question,
and a clause is quoted and ruled on as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from assistant.search.retrieval import CANDIDATES
from assistant.search.rewordings import key
from ingest.encoder import Encoder
from ingest.errors import IngestError
from ingest.library import Library, Passage
from ingest.made_up import MadeUpIndex, clause_key

Place = tuple[str, str]  # policy_id, clause_id


class Use(StrEnum):
    """What the similarity to made-up questions counts for."""

    FINDING = "finding"  # which clauses are read besides those that the question finds
    ORDER = "order"  # and which of those read comes first
    ABSTENTION = "abstention"  # and whether any answers


@dataclass(frozen=True)
class FoundByMadeUp:
    """What the made-up questions found: `passages` with the question's similarity to the clause
    itself as score; `similar` how near each clause's nearest made-up question is (-1..1), for all
    clauses that have some; `nearest` that question and its model, for the passages."""

    passages: tuple[Passage, ...]
    similar: Mapping[Place, float]
    nearest: Mapping[Place, tuple[str, str]] = field(default_factory=dict)
    use: Use = Use.ORDER

    def score(self, passage: Passage) -> float:
        """The mean of the similarity to a clause and to its nearest made-up question; a clause
        without any keeps its own, so that none loses for not having been asked about."""
        made_up = self.similar.get(key(passage))
        return passage.score if made_up is None else (passage.score + made_up) / 2


class MadeUpFinder:
    """Finds clauses of a library by their made-up questions, while `is_on` says so."""

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        is_on: Callable[[], bool] = lambda: True,
        use: Use = Use.ORDER,
    ) -> None:
        self._library = library
        self._encoder = encoder
        self._is_on = is_on
        self._use = use
        self._places: tuple[Mapping[str, str], Mapping[str, tuple[Place, ...]]] | None = None

    def find(self, text: str, leave_out: frozenset[str] = frozenset()) -> FoundByMadeUp | None:
        """The clauses whose made-up questions are nearest to a text; None when switched off, or
        with no question stored, or with a damaged file of them: searching goes on without."""
        if not self._is_on():
            return None
        try:
            index = self._library.made_up.index(self._encoder.name)
            if not index.questions:
                return None
            return self._find(text, index, leave_out)
        except IngestError:
            return None

    def _find(self, text: str, index: MadeUpIndex, leave_out: frozenset[str]) -> FoundByMadeUp:
        vector = self._encoder.encode([text])[0]
        cosines = index.vectors @ vector
        places = self._placed()
        similar: dict[Place, float] = {}
        nearest: dict[Place, tuple[str, str]] = {}
        for at in np.argsort(-cosines, kind="stable"):
            question = index.questions[at]
            for place in places.get(question.key, ()):
                if place[0] not in leave_out and place not in similar:
                    similar[place] = float(cosines[at])
                    nearest[place] = (question.text, question.model)
        first = list(similar)[:CANDIDATES]
        passages = self._library.compared(vector.tolist(), first)
        return FoundByMadeUp(
            tuple(passages), similar, {place: nearest[place] for place in first}, self._use
        )

    def _placed(self) -> Mapping[str, tuple[Place, ...]]:
        """Where the clauses of each key stand now; looked up again when the library changed."""
        revisions = self._library.active_revisions()
        if self._places is None or self._places[0] != revisions:
            found: dict[str, tuple[Place, ...]] = {}
            for policy in self._library.policies():
                for clause in self._library.clauses(policy.policy_id):
                    name = clause_key(policy.title, clause)
                    found[name] = (*found.get(name, ()), (policy.policy_id, clause.clause_id))
            self._places = (revisions, found)
        return self._places[1]
