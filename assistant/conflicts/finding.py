"""Clauses that pull in two directions: one bans what another allows, for the same people; pure.

Two sentences are compared when their modalities are opposed, they bind somebody in common, and
nothing sets them apart (another place, other people, the school's phone and one's own). They must
then be alike both as vectors and in the words that count.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.conflicts.deeds import CARED_FOR, Deed, deeds_of
from assistant.conflicts.words import conflict_words
from assistant.modality.reading import Modal
from ingest.documents import Clause
from ingest.encoder import Encoder

_OUTRIGHT = frozenset({Modal.MUST_NOT, Modal.SHOULD_NOT})
_BANS = _OUTRIGHT | {Modal.MUST_NOT_UNLESS}
_LEAVE = frozenset({Modal.MAY, Modal.MAY_ONLY_IF})
# What binds one of these binds the others as well.
_TOGETHER = frozenset({"staff", "volunteers", "leaders"})


@dataclass(frozen=True)
class Conflict:
    """Two clauses that pull apart, by which of their sentences, and how alike these are (0..1)."""

    first: Clause
    second: Clause
    sentences: tuple[str, str]
    likeness: float


def conflicting(clauses: Sequence[Clause], encoder: Encoder) -> frozenset[tuple[str, str]]:
    """The pairs of ids of clauses that pull in two directions, each in the clauses' order."""
    return frozenset((c.first.clause_id, c.second.clause_id) for c in conflicts(clauses, encoder))


def conflicts(clauses: Sequence[Clause], encoder: Encoder) -> tuple[Conflict, ...]:
    """The pairs of clauses that pull in two directions, the likest first.

    Words decide first, so that only sentences that may pull apart are encoded: some seconds for
    500 clauses.
    """
    deeds = [deed for clause in clauses for deed in deeds_of(clause)]
    rarity = _rarity(deeds)
    pairs = [
        (one, other)
        for one, other in combinations(deeds, 2)
        if one.clause.clause_id != other.clause.clause_id and _may_clash(one, other, rarity)
    ]
    likeness = _likeness(pairs, encoder)
    best: dict[tuple[str, str], Conflict] = {}
    for (one, other), alike in zip(pairs, likeness, strict=True):
        if alike < _floor(one, other, rarity):
            continue
        key = (one.clause.clause_id, other.clause.clause_id)
        if key not in best or best[key].likeness < alike:
            best[key] = Conflict(one.clause, other.clause, (one.text, other.text), alike)
    return tuple(sorted(best.values(), key=lambda conflict: -conflict.likeness))


def _may_clash(one: Deed, other: Deed, rarity: Mapping[str, float]) -> bool:
    return _floor(one, other, rarity) <= 1


def _floor(one: Deed, other: Deed, rarity: Mapping[str, float]) -> float:
    """The likeness (0..1) from which two sentences count as pulling apart; 2 when they never do."""
    floors = conflict_words().floors
    found = 2.0
    if _sent_elsewhere(one, other):
        found = floors.likeness_told
    if _pull_apart(one, other):
        found = min(found, _matter_floor(one, other, rarity))
    return found


def _pull_apart(one: Deed, other: Deed) -> bool:
    excludes = _excludes(one, other) or _excludes(other, one)
    if not excludes and (not _opposed(one.modal, other.modal) or _set_apart(one, other)):
        return False
    return _bind_together(one, other)


def _sent_elsewhere(one: Deed, other: Deed) -> bool:
    """Both say whom to tell, and name nobody in common."""
    return bool(one.told and other.told) and not one.told & other.told


def _matter_floor(one: Deed, other: Deed, rarity: Mapping[str, float]) -> float:
    """The floor by what their words share: lower for a known thing than for a rare word alone."""
    floors = conflict_words().floors
    both = one.words & other.words
    share = _shared(one.words, other.words, rarity)
    enough = floors.shared_bans if {one.modal, other.modal} <= _BANS else floors.shared
    if share < enough:
        return 2.0
    if any(word.startswith("=") for word in both):
        return floors.likeness
    rarest = max((rarity[word] for word in both), default=0.0)
    known = rarest >= floors.rare and share >= floors.shared_rare
    return floors.likeness_rare if known else 2.0


def _opposed(one: Modal, other: Modal) -> bool:
    """An outright ban against leave or a ban with an exception; such a one against free leave."""
    for first, second in ((one, other), (other, one)):
        if first in _OUTRIGHT and (second in _LEAVE or second is Modal.MUST_NOT_UNLESS):
            return True
        if first is Modal.MUST_NOT_UNLESS and second is Modal.MAY:
            return True
    return False


def _excludes(one: Deed, other: Deed) -> bool:
    """ "Only school cameras are used" against leave to use one's own."""
    mine, others = one.kinds["whose"], other.kinds["whose"]
    if other.modal not in _LEAVE or others != {"own"} or not mine or "own" in mine:
        return False
    return " only " in f" {one.text.casefold()} "


def _bind_together(one: Deed, other: Deed) -> bool:
    """True when somebody is bound by both. A rule that names nobody is for the staff and helpers
    whom policies are written to, and for whom else it speaks of."""
    if "everyone" in one.binds | other.binds or one.binds & other.binds:
        return True
    for first, second in ((one, other), (other, one)):
        if not first.binds:
            return (
                not second.binds
                or not second.binds <= CARED_FOR
                or bool(second.binds & first.speaks_of)
            )
    return bool(one.binds & _TOGETHER and other.binds & _TOGETHER)


def _set_apart(one: Deed, other: Deed) -> bool:
    return any(
        kinds and other.kinds[group] and not kinds & other.kinds[group]
        for group, kinds in one.kinds.items()
    )


def _likeness(pairs: Sequence[tuple[Deed, Deed]], encoder: Encoder) -> list[float]:
    """How alike the sentences of each pair are. Whole ones are alike by their people, what is done
    by a word in common: the lesser of the two counts."""
    if not pairs:
        return []
    texts = list(
        dict.fromkeys(t for pair in pairs for d in pair for t in (d.text, d.done or d.text))
    )
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    return [
        min(
            float(vectors[one.text] @ vectors[other.text]),
            float(vectors[one.done or one.text] @ vectors[other.done or other.text]),
        )
        for one, other in pairs
    ]


def _rarity(deeds: Sequence[Deed]) -> dict[str, float]:
    """The weight (0..1) of each word: the rarer, the more it tells (inverse document frequency)."""
    counts = Counter(word for deed in deeds for word in deed.words)
    weights = {word: math.log((1 + len(deeds)) / count) for word, count in counts.items()}
    greatest = max(weights.values(), default=1.0)
    return {word: weight / greatest for word, weight in weights.items()}


def _shared(one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float]) -> float:
    """The share (0..1) of the weight of the lighter one's words that both have."""
    smaller = min(sum(rarity[w] for w in words) for words in (one, other))
    return sum(rarity[w] for w in one & other) / smaller if smaller else 0.0
