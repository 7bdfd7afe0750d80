"""When published guidance fits a question, and whether what it rests on still stands; pure but
for the encoder."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.desk.resting import ClauseState, Fate, clause_state
from assistant.desk.traits import floors_for, tells_a_case, traits
from assistant.records.entries import Audience, Guidance, IngestEvent
from ingest.documents import Clause, Policy
from ingest.encoder import Encoder

# Whose questions a reply answers; the first role stands for all of the same standing.
_ROLE = {
    Audience.STAFF_MEMBER: "staff",
    Audience.VOLUNTEER: "staff",
    Audience.ALL_STAFF: "staff",
    Audience.PARENT: "parent",
}
_TOLD = {
    Fate.CHANGED: "a clause that changed",
    Fate.REMOVED: "a clause that is no longer in the policy",
    Fate.POLICY_REMOVED: "a policy that is no longer held",
    Fate.SUPERSEDED: "a policy that is no longer in force",
}


@dataclass(frozen=True)
class Staleness:
    """What became of each clause that guidance rests on, in the order of its quotes."""

    guidance: Guidance
    clauses: tuple[ClauseState, ...]

    @property
    def is_stale(self) -> bool:
        """True when a clause no longer stands as it did; merely moved ones still stand."""
        return any(state.fate in _TOLD for state in self.clauses)

    @property
    def clause_ids(self) -> frozenset[str]:
        """The ids that its clauses, or what they have become, go by today."""
        return frozenset(s.current.clause_id for s in self.clauses if s.current is not None)

    @property
    def text(self) -> str:
        """What the page says: a sentence for each fault and whom to ask, '' when all stands."""
        told = [_sentence(state) for state in self.clauses if state.fate in _TOLD]
        return (
            " ".join((*dict.fromkeys(told), "Ask the DSL before you rely on it.")) if told else ""
        )


@dataclass(frozen=True)
class Matched:
    """Guidance that fits a question: its state, how alike the questions are (0 to 1), and the
    clauses that answer and guidance share."""

    staleness: Staleness
    similarity: float
    shared: frozenset[str]


def matching(
    question: str,
    published: Sequence[Staleness],
    encoder: Encoder,
    floor: float | None = None,
    *,
    role: str = "staff",
    quoted: Collection[str] = (),
    audiences: Mapping[str, Audience] | None = None,
) -> Matched | None:
    """The guidance about the same question as the stand-alone `question`, or None.

    The questions must be alike by at least `floor` (None: the one fitted for this encoder) and
    have equal traits; neither may tell a case of its own, unless it is the same to the letter.
    When the answer quotes clauses (`quoted` are their ids), guidance must rest on one of them;
    guidance all of whose clauses are gone can't, and is matched so that it is seen to be stale.
    `audiences` says by reply id to whom a reply was written; staff and volunteers where it is
    silent. Of several, the most alike, then the newest. Never call it for a live concern.
    """
    floor = floors_for(encoder.name).guidance if floor is None else floor
    asked = traits(question, role)
    fitting = [
        state
        for state in published
        if state.guidance.withdrawn_at is None
        and _comparable(question, state.guidance.question)
        and traits(state.guidance.question, _role(state.guidance, audiences or {})) == asked
        and _on_common_ground(state, quoted)
    ]
    if not fitting:
        return None
    vectors = encoder.encode([question, *(state.guidance.question for state in fitting)])
    similarities = [float(likeness) for likeness in vectors[1:] @ vectors[0]]
    similarity, _, _, best = max(
        (likeness, state.guidance.published_at, state.guidance.guidance_id, state)
        for likeness, state in zip(similarities, fitting, strict=True)
    )
    if similarity < floor:
        return None
    return Matched(best, min(similarity, 1.0), best.clause_ids & frozenset(quoted))


def staleness(
    guidance: Guidance,
    current: Mapping[str, Clause],
    policies: Sequence[Policy],
    ingests: Sequence[IngestEvent] = (),
) -> Staleness:
    """What became of every clause that `guidance` rests on.

    `current` are the clauses of the library now, by id, and `policies` its policies; `ingests`
    tell on which day a clause went, where they are known.
    """
    rests_on = {kept.quote.clause_id for kept in guidance.quotes}
    # A clause that guidance rests on as it stands is nobody's successor.
    free = [clause for clause in current.values() if clause.clause_id not in rests_on]
    held = {policy.policy_id: policy for policy in policies}
    return Staleness(
        guidance,
        tuple(
            clause_state(kept, current, free, held, _gone_on(kept.quote.clause_id, ingests))
            for kept in guidance.quotes
        ),
    )


def _comparable(question: str, other: str) -> bool:
    if " ".join(question.casefold().split()) == " ".join(other.casefold().split()):
        return True
    return not tells_a_case(question) and not tells_a_case(other)


def _role(guidance: Guidance, audiences: Mapping[str, Audience]) -> str:
    return _ROLE[audiences.get(guidance.reply_id, Audience.ALL_STAFF)]


def _on_common_ground(state: Staleness, quoted: Collection[str]) -> bool:
    if not quoted:
        return True
    all_gone = bool(state.clauses) and not state.clause_ids
    return all_gone or not state.clause_ids.isdisjoint(quoted)


def _gone_on(clause_id: str, ingests: Sequence[IngestEvent]) -> date | None:
    days = [event.at.date() for event in ingests if clause_id in event.clauses_changed]
    return max(days, default=None)


def _sentence(state: ClauseState) -> str:
    on = f" on {state.gone_on.day} {state.gone_on:%B %Y}" if state.gone_on else ""
    quote = state.kept.quote
    where = ", ".join((quote.policy_title, *quote.section[-1:]))
    told = _TOLD[state.fate]
    since = on if state.fate is Fate.CHANGED else f", since{on[3:]}" if on else ""
    return f"This guidance rests on {told}{since} ({where})."
