"""A rule becomes questions with one right option, in reviewed sentences; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.induction.quiz.asking_duties import what_to_do, which_wording, whom_to_tell
from assistant.induction.quiz.asking_leave import may_somebody, who_may
from assistant.induction.quiz.distractors import changed_details
from assistant.induction.quiz.quiz_wording import QuizWords
from assistant.induction.quiz.rule import Rule
from assistant.induction.quiz.surroundings import WRONG, Asked, Surroundings


def questions_on(rule: Rule, around: Surroundings, words: QuizWords) -> Iterator[Asked]:
    """The questions that a rule decides; none when it makes no good one."""
    rule = _to_reader(rule)
    makers = (who_may,) if rule.only else (may_somebody, whom_to_tell, which_wording, what_to_do)
    told = False
    for make in makers:
        asked = make(rule, around, words)
        if not asked or len(set(map(str.casefold, asked.options))) != WRONG + 1:
            continue
        if told and (make is what_to_do or not changed_details(rule.act, words)):
            continue  # whom to tell was what it asks
        told = told or make is whom_to_tell
        yield asked


_FIRST_PERSON = (
    (r"\bI am\b", "you are"),
    (r"\bI['’]m\b", "you’re"),
    (r"\bI\b", "you"),
    (r"\bmyself\b", "yourself"),
    (r"\bmine\b", "yours"),
    (r"\bmy\b", "your"),
    (r"\bme\b", "you"),
)


def _to_reader(rule: Rule) -> Rule:
    """A rule that its reader signs ("I will not …") as one that speaks to them."""
    if rule.subject != "I":
        return rule

    def turned(text: str) -> str:
        for written, said in _FIRST_PERSON:
            text = re.sub(written, said, text)
        return text

    return replace(
        rule,
        subject=turned(rule.subject),
        act=turned(rule.act),
        occasion=turned(rule.occasion),
        exception=turned(rule.exception),
        proviso=turned(rule.proviso),
        concession=turned(rule.concession),
    )
