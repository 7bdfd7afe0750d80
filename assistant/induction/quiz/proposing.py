"""Quiz items made from clauses by themselves, for the DSL to approve; pure.

Precision before number: no item is better than one whose clause doesn't decide it alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from assistant.conflicts.deeds import CARED_FOR
from assistant.desk.quoting import kept_clause
from assistant.induction.binding.scope import Scope, scope_of
from assistant.induction.path.selecting import Bound, select
from assistant.induction.quiz.asking import questions_on
from assistant.induction.quiz.quiz_wording import QuizWords
from assistant.induction.quiz.rule import Rule
from assistant.induction.quiz.rule_words import Role, rule_words
from assistant.induction.quiz.rules import rules_of
from assistant.induction.quiz.surroundings import Asked, Surroundings
from assistant.induction.words import whole_words
from assistant.modality.reading import Modal, read_clause
from assistant.records.induction_entries import InductionRole, QuizItem, QuizKind
from ingest.documents import Clause, ClauseKind, Policy, PolicyStatus

SOURCE = "proposed"
BY = "the assistant"
LONGEST_QUESTION, LONGEST_TOPIC = 280, 6  # characters, words
SHARED = 3  # content words in common from which two clauses are on the like matter
_ALLOWS = (Modal.MAY, Modal.MAY_ONLY_IF)
# Where a policy speaks of "your child", its "you" is a parent.
_TO_PARENTS = re.compile(r"\byour (?:own )?(?:child|son|daughter)\b", re.IGNORECASE)
_IT_MAY = re.compile(
    r"\b(?:it|they|this|that|these|such|one)\s+(?:may|can|is|are)\b", re.IGNORECASE
)


def propose(
    clauses: Sequence[Clause],
    policies: Mapping[str, Policy],
    conflicts: frozenset[tuple[str, str]],
    words: QuizWords,
    now: datetime,
) -> list[QuizItem]:
    """The items that clauses decide alone, in the clauses' order: at most one of each kind to
    a clause.

    `policies` are by id; a clause of a superseded policy or in a pair of `conflicts` gives none.
    Proposed again, an item has the same id as long as its clause and words are the same.
    """
    clashing = {clause_id for pair in conflicts for clause_id in pair}
    library = _Library(clauses)
    to_parents = {c.policy_id for c in clauses if _TO_PARENTS.search(c.text)}
    scopes = {
        name: scope_of(policy.title, [c for c in clauses if c.policy_id == name])
        for name, policy in policies.items()
    }
    items = []
    for clause in clauses:
        policy = policies.get(clause.policy_id)
        if policy is None or policy.status is PolicyStatus.SUPERSEDED:
            continue
        if clause.clause_id in clashing or clause.kind in (ClauseKind.FACT, ClauseKind.DEFINITION):
            continue
        to_parent = clause.policy_id in to_parents
        for rule, asked, roles in _of_clause(clause, library, scopes[clause.policy_id], words):
            if to_parent and rule.subject.casefold() == "you":
                continue
            items.append(_item(rule, asked, roles, policy, now))
    return items


def item_id(kind: QuizKind, clause_id: str, question: str, options: Sequence[str]) -> str:
    """32 hexadecimal digits that are the same for the same question on the same clause."""
    told = "\n".join((kind, clause_id, question, *options))
    return sha256(told.encode()).hexdigest()[:32]


def roles_of(rule: Rule, scope: Scope) -> tuple[InductionRole, ...]:
    """Whom a rule binds, as the paths read it: by the sentence that it is taken from."""
    said = rule.subject if rule.verb in ("is", "are") else rule.act
    start = " ".join(said.casefold().split()[:2])
    return tuple(
        role
        for role in InductionRole
        if isinstance(bound := select(rule.clause, role, scope), Bound)
        and any(start in _plain(d.sentence.text) for d in bound.directives)
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


class _Library:
    """The clauses by the content words that they share."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._texts = {c.clause_id: whole_words(c) for c in clauses}
        self._stems = {name: stems(text) for name, text in self._texts.items()}
        # What is allowed, or excepted, on a like matter might make an excuse a good one.
        self._leave = {c.clause_id: _leave(c) for c in clauses}
        every = " ".join(self._texts.values())
        lower = re.findall(r"(?<![\w’'-])[a-z]+", every)
        named = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", every)
        opening = re.findall(r"(?<![\w’'-])[A-Z][a-z]+", every)
        self.lower = frozenset(lower) | {w.casefold() for w in set(opening) - set(named)}
        self.roles = tuple(_as_called(rule_words().roles, every))
        self.leader = next((r.say for r in self.roles if r.kin == "leading"), "the manager")

    def around(self, rule: Rule) -> Surroundings:
        """The rule's surroundings."""
        clause_id = rule.clause.clause_id
        act = stems(f"{rule.subject} {rule.act}")
        near = (
            self._leave[name] for name, found in self._stems.items() if len(found & act) >= SHARED
        )
        own = self._texts[clause_id]
        turn = int(sha256(clause_id.encode()).hexdigest()[:6], 16)
        text = " ".join((own, *near))
        return Surroundings(own, text, self.roles, self.lower, self.leader, turn)


def _as_called(roles: Sequence[Role], text: str) -> Iterator[Role]:
    """The people that a text names, each called as it mostly calls them."""
    for role in roles:
        pattern = re.compile(
            rf"(?:the|a|an|their|your|our)\s+(?P<who>{role.pattern.pattern})", re.I
        )
        called = Counter(at["who"] for at in pattern.finditer(text))
        if called:
            most = called.most_common(1)[0][0]
            article = re.match(r"\w+", role.say)
            yield replace(role, say=f"{article.group() if article else 'the'} {most}")


def _leave(clause: Clause) -> str:
    """The sentences of a clause that allow something or except it from a ban."""
    return " ".join(
        s.text for s in read_clause(clause).sentences if s.exceptions or s.modal in _ALLOWS
    )


def _of_clause(
    clause: Clause, library: _Library, scope: Scope, words: QuizWords
) -> Iterator[tuple[Rule, Asked, tuple[InductionRole, ...]]]:
    kinds: set[QuizKind] = set()
    headings = [h for h in map(_topic, clause.section[-1:]) if h]
    for rule in rules_of(clause):
        roles = roles_of(rule, scope)
        theirs = rule.people and set(rule.audiences) <= CARED_FOR and not rule.act.startswith("be ")
        if theirs or not roles or not _decides_alone(rule):
            continue
        for asked in questions_on(rule, library.around(rule), words):
            if asked.kind in kinds or len(asked.question) > LONGEST_QUESTION:
                continue
            kinds.add(asked.kind)
            if headings and not rule.first and not stems(headings[-1]) <= stems(asked.question):
                question = words.say("questions.topic", topic=headings[-1], question=asked.question)
                asked = replace(asked, question=question)
            yield rule, asked, roles


def _topic(heading: str) -> str:
    """A heading that tells what a question is about and not what its answer is; else ''."""
    plain = re.sub(r"^\W*(?:section|part|appendix)?\s*[\d.]*[.)]?\s*", "", heading, flags=re.I)
    words = rule_words().words
    if len(plain.split()) > LONGEST_TOPIC or words["no_topic"].search(plain) or ":" in plain:
        return ""
    return plain


def _item(
    rule: Rule, asked: Asked, roles: tuple[InductionRole, ...], policy: Policy, now: datetime
) -> QuizItem:
    return QuizItem(
        item_id=item_id(asked.kind, rule.clause.clause_id, asked.question, asked.options),
        kind=asked.kind,
        question=asked.question,
        options=asked.options,
        right=0,
        kept=kept_clause(rule.clause, policy),
        roles=roles,
        source=SOURCE,
        changed_by=BY,
        changed_at=now,
    )


def _decides_alone(rule: Rule) -> bool:
    """True when nothing else in the clause takes the rule back or gives leave for it."""
    others = [s for s in read_clause(rule.clause).sentences if not _is_part(s.text, rule)]
    takes_back = rule_words().words["takes_back"]
    points = rule_words().words["pointing"]
    for sentence in others:
        if takes_back.search(sentence.text):
            return False
        first = sentence.text.split(" ", 1)[0]
        leave = sentence.modal in _ALLOWS
        if rule.modal.is_ban and leave and stems(rule.act) & stems(sentence.text):
            return False
        if rule.modal.is_ban and leave and _IT_MAY.search(sentence.text):
            return False
        if rule.modal is Modal.MAY and sentence.modal.is_ban and points.fullmatch(first):
            return False
    return True


def _is_part(sentence: str, rule: Rule) -> bool:
    return " ".join(sentence.split()).rstrip(" ;.") in rule.sentence


def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's content words."""
    found = re.findall(r"[a-z]{3,}", text.lower())
    return frozenset(word[:5] for word in found if word not in rule_words().stop)
