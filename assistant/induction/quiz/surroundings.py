"""What a question is made from and becomes: a rule's surroundings, and the question; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.induction.quiz.distractors import named_in
from assistant.induction.quiz.quiz_wording import QuizWords
from assistant.induction.quiz.rule import Rule
from assistant.induction.quiz.rule_words import Role
from assistant.records.induction_entries import QuizKind

# Three options: a fourth makes items longer, hardly better (Rodriguez, Three options are optimal
# for multiple-choice items, Educational Measurement: Issues and Practice 24(2), 2005).
WRONG = 2


@dataclass(frozen=True)
class Asked:
    """A question; the first option is the right one."""

    kind: QuizKind
    question: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Surroundings:
    """What a rule stands among: the text of its clause and of those on the like matter, the people
    that the library's clauses name, and the words that it writes in lower case."""

    clause: str
    near: str
    roles: Sequence[Role]
    lower: frozenset[str]
    leader: str = "the headteacher"
    turn: int = 0  # varies which excuses are offered


def is_concern(rule: Rule, around: Surroundings, words: QuizWords) -> bool:
    """True in a matter of a child's safety: nobody who could help is then a wrong answer, and
    leave to tell is never put in doubt."""
    whole = f"{rule.act} {rule.exception} {rule.proviso}"
    return bool(words.concern.search(around.clause)) or any(
        role.kin == "safeguarding" for role, _ in named_in(whole)
    )


def inner(text: str, around: Surroundings) -> str:
    """The text as it goes on within a sentence."""
    first = re.match(r"[A-Za-z]+", text)
    if first and first.group() != "I" and first.group().casefold() in around.lower:
        return text[:1].lower() + text[1:]
    return text


def first_upper(text: str) -> str:
    """The text as it opens a sentence."""
    return text[:1].upper() + text[1:]
