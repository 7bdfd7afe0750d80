"""How many clauses have made-up questions, and by which model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.documents import PolicyStatus
from ingest.library import Library
from ingest.made_up import clause_key


@dataclass(frozen=True)
class Standing:
    """`by_policy` counts the clauses with questions by policy_id, `by_model` by the model that made
    them; `clauses` are all that may have some (a sample's may not), `questions` all there are."""

    clauses: int = 0
    questions: int = 0
    by_policy: Mapping[str, int] = field(default_factory=dict)
    by_model: Mapping[str, int] = field(default_factory=dict)

    @property
    def with_some(self) -> int:
        """How many clauses have questions."""
        return sum(self.by_model.values())


def standing(library: Library) -> Standing:
    """How it stands now. MadeUpUnreadable when what is kept can't be read."""
    made_by, texts = library.made_up.made_by(), library.made_up.texts()
    policies: Counter[str] = Counter()
    models: Counter[str] = Counter()
    clauses = questions = 0
    for policy in library.policies():
        if policy.status is PolicyStatus.SAMPLE:
            continue
        for clause in library.clauses(policy.policy_id):
            clauses += 1
            found = texts.get(name := clause_key(policy.title, clause), ())
            questions += len(found)
            if found:
                policies[policy.policy_id] += 1
                models[made_by[name].model] += 1
    return Standing(clauses, questions, dict(policies), dict(models))
