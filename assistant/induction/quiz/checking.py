"""What keeps a quiz item from being approved, and from being asked; pure.

The words stand in prompts/quiz.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from assistant.induction.quiz.quiz_wording import load_quiz_words
from assistant.induction.words import whole_words, words_sha256
from assistant.records.induction_entries import QuizItem
from ingest.documents import Clause

FEWEST, MOST = 2, 4  # options
LONGEST_QUESTION, LONGEST_OPTION = 400, 200  # characters
# Words by which two options may differ and yet say the same.
_WEIGHTLESS = frozenset({"a", "an", "the", "it", "this", "that", "so", "just", "please", "your"})


def faults(
    item: QuizItem,
    clauses: Mapping[str, Clause],
    conflicts: frozenset[tuple[str, str]],
    set_aside: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """What is wrong with an item as the library stands, a sentence each; nothing when it can be
    asked. `clauses` are all by id; `conflicts` pairs of ids that pull in two directions;
    `set_aside` the ids of those that the DSL has marked."""
    say = load_quiz_words().say
    return tuple(
        say(f"faults.{name}", **values)
        for name, values in _found(item, clauses, conflicts, set_aside)
    )


def _found(
    item: QuizItem,
    clauses: Mapping[str, Clause],
    conflicts: frozenset[tuple[str, str]],
    set_aside: frozenset[str],
) -> Iterator[tuple[str, dict[str, object]]]:
    yield from _of_words(item)
    yield from _of_options(item)
    if not item.roles:
        yield "no_roles", {}
    clause_id = item.kept.quote.clause_id
    clause = clauses.get(clause_id)
    if clause is None:
        yield "clause_gone", {}
    elif words_sha256(clause) != words_sha256(item.kept.quote):
        yield "clause_changed", {}
    if any(clause_id in pair for pair in conflicts):
        yield "clause_conflict", {}
    if clause_id in set_aside:
        yield "clause_set_aside", {}


def _of_words(item: QuizItem) -> Iterator[tuple[str, dict[str, object]]]:
    question = item.question.strip()
    if not question:
        yield "no_question", {}
    if len(question) > LONGEST_QUESTION:
        yield "long_question", {"count": len(question), "most": LONGEST_QUESTION}
    count = len(item.options)
    if count < FEWEST:
        yield "few_options", {"count": count, "least": FEWEST}
    if count > MOST:
        yield "many_options", {"count": count, "most": MOST}
    if not 0 <= item.right < count:
        yield "right_index", {}
    elif len(_plain(item.options[item.right])) > 12 and _plain(item.options[item.right]) in _plain(
        question
    ):
        yield "answer_in_question", {}


def _of_options(item: QuizItem) -> Iterator[tuple[str, dict[str, object]]]:
    whole = _plain(whole_words(item.kept.quote))
    for number, option in enumerate(item.options, start=1):
        if not option.strip():
            yield "empty_option", {"number": number}
        if len(option) > LONGEST_OPTION:
            yield (
                "long_option",
                {"number": number, "count": len(option), "most": LONGEST_OPTION},
            )
        # A wrong option that stands in the clause, word for word and at some length, is right.
        if number - 1 != item.right and len(_plain(option)) > 25 and _plain(option) in whole:
            yield "also_right", {"number": number}
    for (first, one), (second, other) in combinations(enumerate(item.options, start=1), 2):
        if not (one.strip() and other.strip()):
            continue
        if _plain(one) == _plain(other):
            yield "same_options", {"first": first, "second": second}
            continue
        apart = set(_plain(one).split()) ^ set(_plain(other).split())
        if apart and apart <= _WEIGHTLESS:
            words = ", ".join(sorted(apart))
            yield "near_options", {"first": first, "second": second, "words": words}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w’']+", text.casefold()))
