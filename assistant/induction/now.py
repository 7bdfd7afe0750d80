"""What the library says at this moment: its policies and clauses, and clauses as quotes to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.bootstrap import Assistant
from assistant.desk.errors import QuoteNotStored
from assistant.desk.quoting import kept
from assistant.induction.words import words_sha256
from assistant.records.entries import KeptQuote
from assistant.replying.composition import quote_of
from ingest.documents import Clause, Policy
from ingest.library import Passage


@dataclass(frozen=True)
class LibraryNow:
    """The policies by id, and all their clauses by id, in document order."""

    policies: Mapping[str, Policy]
    clauses: Mapping[str, Clause]

    def of_policy(self, policy_id: str) -> tuple[Clause, ...]:
        """A policy's clauses in document order."""
        return tuple(c for c in self.clauses.values() if c.policy_id == policy_id)

    def quotes(self, clauses: Sequence[Clause]) -> tuple[KeptQuote, ...]:
        """The clauses copied from storage, each with its policy's hash. QuoteNotStored when one
        isn't what its policy says."""
        passages = [Passage(c, self.policies[c.policy_id], 1.0) for c in clauses]
        return kept([quote_of(passage) for passage in passages], self.policies)

    def fresh(self, seen: KeptQuote) -> KeptQuote:
        """A clause that somebody saw, copied from storage again. QuoteNotStored when it isn't there
        any more, or says something else than they saw."""
        quote = seen.quote
        clause = self.clauses.get(quote.clause_id)
        if clause is None or words_sha256(clause) != words_sha256(quote):
            raise QuoteNotStored(
                f"A clause of “{quote.policy_title}” ({quote.clause_id}) is no longer in the "
                "library as it stands on this page. Nothing was changed: reload the page to bring "
                "it up to date."
            )
        return self.quotes([clause])[0]


def look(source: Assistant) -> LibraryNow:
    """The library as it is now."""
    policies = {policy.policy_id: policy for policy in source.policies()}
    clauses = {c.clause_id: c for name in policies for c in source.clauses(name)}
    return LibraryNow(policies, clauses)
