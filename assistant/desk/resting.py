"""What has become of a clause that was once quoted: it stands, moved, changed, or is gone; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from assistant.desk.differences import Run, word_changes
from assistant.records.entries import KeptQuote
from ingest.documents import Clause, Policy, PolicyStatus

# Share of words in common from which a clause counts as another's successor: under the same
# heading, and elsewhere in the policy. Judged by hand on edited clauses, not fitted.
SAME_HEADING, ANYWHERE = 0.5, 0.75


class Fate(StrEnum):
    """What became of a clause."""

    UNCHANGED = "unchanged"
    MOVED = "moved"  # the same words under another heading
    CHANGED = "changed"  # other words, or another lead-in
    REMOVED = "removed"
    POLICY_REMOVED = "policy_removed"
    SUPERSEDED = "superseded"  # the policy now says of itself that it is no longer in force


@dataclass(frozen=True)
class ClauseState:
    """A clause as quoted, and as it is now: `current` is itself or its successor, None when gone.
    `words` show a change word by word, lead-in included; `gone_on` is the day, where known."""

    kept: KeptQuote
    fate: Fate
    current: Clause | None = None
    words: tuple[Run, ...] = ()
    gone_on: date | None = None


def clause_state(
    kept: KeptQuote,
    current: Mapping[str, Clause],
    candidates: Sequence[Clause],
    policies: Mapping[str, Policy],
    gone_on: date | None = None,
) -> ClauseState:
    """The fate of one quoted clause. `current` are all clauses now, by id; `candidates` those that
    may have followed it; `policies` by id."""
    quote = kept.quote
    policy = policies.get(quote.policy_id)
    if policy is None:
        return ClauseState(kept, Fate.POLICY_REMOVED, gone_on=gone_on)
    found = current.get(quote.clause_id) or _successor(kept, candidates)
    if found is None:
        return ClauseState(kept, Fate.REMOVED, gone_on=gone_on)
    # The id covers section and text alone: a rule may turn round by its lead-in.
    before, after = _whole(quote.lead_in, quote.text), _whole(found.lead_in, found.text)
    if before != after:
        return ClauseState(kept, Fate.CHANGED, found, word_changes(before, after), gone_on)
    if policy.status is PolicyStatus.SUPERSEDED and quote.status != PolicyStatus.SUPERSEDED:
        return ClauseState(kept, Fate.SUPERSEDED, found)
    moved = found.section != quote.section
    return ClauseState(kept, Fate.MOVED if moved else Fate.UNCHANGED, found)


def _successor(kept: KeptQuote, candidates: Sequence[Clause]) -> Clause | None:
    """The clause with the same words, else the likest one that is like enough."""
    quote = kept.quote
    best: tuple[float, Clause] | None = None
    for clause in candidates:
        if clause.policy_id != quote.policy_id:
            continue
        if _plain(clause.text) == _plain(quote.text):
            return clause
        floor = SAME_HEADING if clause.section[-1:] == quote.section[-1:] else ANYWHERE
        likeness = _likeness(quote.text, clause.text)
        if likeness >= floor and (best is None or likeness > best[0]):
            best = likeness, clause
    return best[1] if best else None


def _likeness(text: str, other: str) -> float:
    matcher = SequenceMatcher(None, text.casefold().split(), other.casefold().split(), False)
    return matcher.ratio()


def _whole(lead_in: str | None, text: str) -> str:
    return _plain(f"{lead_in or ''} {text}")


def _plain(text: str) -> str:
    return " ".join(text.split())
