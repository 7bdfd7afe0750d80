"""Which policies the loaded ones name, and whether those are loaded, only samples, or missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Policy, PolicyStatus
from ingest.linked import canonical_title


@dataclass(frozen=True)
class LinkedOverview:
    """A policy that loaded ones name: by its usual title, who names it, and its state
    (loaded, sample, missing)."""

    title: str
    named_by: tuple[str, ...]
    state: str


def library_states(policies: Sequence[Policy]) -> dict[str, str]:
    """Usual title -> loaded or sample, for what is in the library; anything else is missing."""
    states: dict[str, str] = {}
    for policy in policies:
        title = canonical_title(policy.title)
        sample = policy.status is PolicyStatus.SAMPLE
        if states.get(title) != "loaded":
            states[title] = "sample" if sample else "loaded"
    return states


def overview(policies: Sequence[Policy]) -> list[LinkedOverview]:
    """Every policy that a loaded one names, by title."""
    states = library_states(policies)
    named: dict[str, list[str]] = {}
    for policy in policies:
        for link in policy.linked:
            if policy.title not in named.setdefault(link.title, []):
                named[link.title].append(policy.title)
    return [
        LinkedOverview(title, tuple(by), states.get(title, "missing"))
        for title, by in sorted(named.items())
    ]
