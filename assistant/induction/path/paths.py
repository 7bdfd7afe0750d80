"""A path for a role, proposed from the school's own clauses; pure but for the encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.desk.quoting import kept_clause
from assistant.desk.sentences import Sentences
from assistant.induction.binding.scope import scope_of
from assistant.induction.path.duplicates import without_duplicates
from assistant.induction.path.glossing import gloss_of
from assistant.induction.path.groups import (
    Group,
    group_text,
    load_floor,
    nearest_group,
    similarities,
)
from assistant.induction.path.phrases import load_phrases
from assistant.induction.path.selecting import Bound, Tie, Why, bound_to
from assistant.induction.path.timing import load_timing
from assistant.induction.path.trimming import trim
from assistant.induction.path.units import Unit, units
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import InductionRole, PathItem
from ingest.documents import Clause, Policy, PolicyStatus
from ingest.encoder import Encoder


@dataclass(frozen=True)
class LeftOut:
    """A clause that isn't on the path: why, as a slug to sort by and as a sentence to show."""

    kept: KeptQuote
    why: Why
    reason: str


@dataclass(frozen=True)
class Proposal:
    """A path as it would be read, and everything else with the reason, by document. Nothing of it
    is in use until a person saves it."""

    items: tuple[PathItem, ...]
    left_out: tuple[LeftOut, ...]


@dataclass
class _Making:
    """The rest of a proposal as it comes up, and what words it needs."""

    role: InductionRole
    phrases: Sentences
    left_out: list[LeftOut] = field(default_factory=list)

    def leave(self, clause: Clause, policy: Policy, why: Why, /, **values: object) -> None:
        """Leaves a clause out; `values` fill the sentence."""
        words = {"role": self.phrases.say(f"plural.{self.role}"), "policy": policy.title, **values}
        reason = self.phrases.say(f"left_out.{why}", **words)
        self.left_out.append(LeftOut(kept_clause(clause, policy), why, reason))


def propose(
    role: InductionRole,
    policies: Sequence[Policy],
    clauses_by_policy: Mapping[str, Sequence[Clause]],
    encoder: Encoder,
    groups: Sequence[Group],
    words_budget: int | None = None,
    *,
    include_samples: bool = False,
    phrases: Sentences | None = None,
) -> Proposal:
    """What binds the role, in the policies' own words: grouped, in reading order, cut to a budget
    of words (None: the role's own).

    Samples are left out unless the school says so, and what is no longer in force always.
    """
    making = _Making(role, phrases or load_phrases())
    found: list[Unit] = []
    for policy in policies:
        clauses = clauses_by_policy.get(policy.policy_id, ())
        if why := _not_relied_on(policy, include_samples):
            for clause in clauses:
                making.leave(clause, policy, why)
            continue
        bound, rest = bound_to(clauses, role, scope_of(policy.title, clauses))
        for clause, reason in rest:
            making.leave(clause, policy, reason)
        found += units(policy, bound, len(found))
    found, doubles = without_duplicates(found)
    for unit, same in doubles:
        for bound_clause in unit.bound:
            making.leave(bound_clause.clause, unit.policy, Why.DUPLICATE, policy=same.policy.title)
    group_of = _grouped(found, encoder, groups)
    items_of = {unit.place: _items(unit, group_of[unit.place], making) for unit in found}
    timing = load_timing()
    budget = timing.words_budget(role) if words_budget is None else words_budget
    keys = [group.key for group in groups]
    costs = {place: sum(map(timing.item_words, items)) for place, items in items_of.items()}
    taken, dropped = trim(found, group_of, costs, keys, budget)
    minutes = timing.plans[role].minutes
    for unit in dropped:
        for bound_clause in unit.bound:
            making.leave(bound_clause.clause, unit.policy, Why.BUDGET, minutes=minutes)
    ordered = sorted(taken, key=lambda unit: (keys.index(group_of[unit.place]), unit.place))
    return Proposal(
        tuple(item for unit in ordered for item in items_of[unit.place]),
        _by_document(making.left_out, policies, clauses_by_policy),
    )


def _not_relied_on(policy: Policy, include_samples: bool) -> Why | None:
    if policy.status is PolicyStatus.SUPERSEDED:
        return Why.SUPERSEDED
    if policy.status is PolicyStatus.SAMPLE and not include_samples:
        return Why.SAMPLE
    return None


def _grouped(found: Sequence[Unit], encoder: Encoder, groups: Sequence[Group]) -> dict[int, str]:
    """The group of each unit, by its place: that which its clauses are nearest to, taken together,
    so that a list stays in one piece."""
    texts = [group_text(bound.clause) for unit in found for bound in unit.bound]
    rows = similarities(texts, encoder, groups)
    floor = load_floor(encoder.name)
    group_of, at = {}, 0
    for unit in found:
        mean = rows[at : at + len(unit.bound)].mean(axis=0)
        group_of[unit.place] = nearest_group(mean, groups, floor)
        at += len(unit.bound)
    return group_of


def _items(unit: Unit, group: str, making: _Making) -> tuple[PathItem, ...]:
    return tuple(
        PathItem(group, kept_clause(bound.clause, unit.policy), _gloss(bound, making))
        for bound in unit.bound
    )


def _gloss(bound: Bound, making: _Making) -> str:
    """What the clause says, in plain English, and why it binds a role that it doesn't name."""
    if bound.tie is Tie.AS_STAFF and any("visitors" in d.to for d in bound.directives):
        tie = making.phrases.say("tie.as_visitor")
    elif bound.tie in (Tie.AS_STAFF, Tie.MAYBE):
        words = making.phrases.say(f"plural.{making.role}")
        tie = making.phrases.say(f"tie.{bound.tie.name.lower()}", role=words)
    else:
        tie = ""
    return " ".join(part for part in (gloss_of(bound.clause), tie) if part)


def _by_document(
    left_out: Sequence[LeftOut],
    policies: Sequence[Policy],
    clauses_by_policy: Mapping[str, Sequence[Clause]],
) -> tuple[LeftOut, ...]:
    places = {
        (policy.policy_id, clause.clause_id): (number, at)
        for number, policy in enumerate(policies)
        for at, clause in enumerate(clauses_by_policy.get(policy.policy_id, ()))
    }
    return tuple(
        sorted(
            left_out,
            key=lambda left: places[left.kept.quote.policy_id, left.kept.quote.clause_id],
        )
    )
