"""Ten askers of one question are one row of the inbox; the only importer of its clustering."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from assistant.desk.traits import Traits, floors_for, traits
from assistant.records.entries import Arrival, InboxQuestion, KeptQuote
from ingest.encoder import Encoder


@dataclass(frozen=True)
class Group:
    """Questions that ask the same. `representative` is the one most like the others; `members`
    has all, newest first; `nearest` their clauses, each once, those of most members first;
    `arrivals` and `roles` count the members, commonest first."""

    representative: InboxQuestion
    members: tuple[InboxQuestion, ...]
    nearest: tuple[KeptQuote, ...]
    arrivals: tuple[tuple[Arrival, int], ...]
    roles: tuple[tuple[str, int], ...]


def groups(
    questions: Sequence[InboxQuestion], encoder: Encoder, floor: float | None = None
) -> tuple[Group, ...]:
    """The questions as groups: the largest first, then the one with the newest question.

    Only questions with equal traits can meet in a group; among those, average linkage joins while
    the mean cosine similarity is at least `floor` (None: the one fitted for this encoder). The
    order of `questions` makes no difference.
    """
    if not questions:
        return ()
    floor = floors_for(encoder.name).group if floor is None else floor
    ordered = sorted(questions, key=lambda q: (q.asked_at, q.question_id), reverse=True)
    vectors = encoder.encode([question.text for question in ordered])
    alike: dict[Traits, list[int]] = defaultdict(list)
    for at, question in enumerate(ordered):
        alike[traits(question.text, question.role)].append(at)
    found = [
        _group([ordered[at] for at in members], vectors[members])
        for places in alike.values()
        for members in _clusters(places, vectors, floor)
    ]
    found.sort(key=lambda group: group.members[0].question_id)
    found.sort(key=lambda group: (len(group.members), group.members[0].asked_at), reverse=True)
    return tuple(found)


def _clusters(places: list[int], vectors: NDArray[np.float32], floor: float) -> list[list[int]]:
    if len(places) == 1:
        return [places]
    model = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - floor
    )
    clusters: dict[int, list[int]] = defaultdict(list)
    for label, at in zip(model.fit_predict(vectors[places]), places, strict=True):
        clusters[int(label)].append(at)
    return list(clusters.values())


def _group(members: list[InboxQuestion], vectors: NDArray[np.float32]) -> Group:
    """`members` are newest first, so that of two equally central ones the newer represents."""
    central = int(np.argmax((vectors @ vectors.T).sum(axis=1).round(5)))
    quotes = [kept for question in members for kept in question.nearest]
    times = Counter(kept.quote.clause_id for kept in quotes)
    once = {kept.quote.clause_id: kept for kept in reversed(quotes)}
    return Group(
        representative=members[central],
        members=tuple(members),
        nearest=tuple(once[clause_id] for clause_id, _ in times.most_common()),
        arrivals=tuple(Counter(question.arrival for question in members).most_common()),
        roles=tuple(Counter(question.role for question in members).most_common()),
    )
