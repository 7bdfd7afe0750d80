"""May somebody do this? Questions that a ban or a permission decides; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.induction.quiz.distractors import changed_person, fitting
from assistant.induction.quiz.quiz_wording import QuizWords
from assistant.induction.quiz.rule import Rule
from assistant.induction.quiz.rule_words import rule_words
from assistant.induction.quiz.surroundings import (
    WRONG,
    Asked,
    Surroundings,
    first_upper,
    inner,
    is_concern,
)
from assistant.modality.reading import Modal
from assistant.records.induction_entries import QuizKind

SHORTEST_CONDITION = 4  # words: "if they ask" tells too little
# "be key persons": what somebody is, which no excuse fits.
_IS_SOMETHING = re.compile(r"be\s+(?!alone|on|in|under|paid|left|with|at)", re.IGNORECASE)


def may_somebody(rule: Rule, around: Surroundings, words: QuizWords) -> Asked | None:
    """May somebody do this?"""
    if rule.people and _IS_SOMETHING.match(rule.act):
        return None
    if rule.modal.is_ban:
        options = _ban_options(rule, around, words)
    elif rule.modal is Modal.MAY and not is_concern(rule, around, words):
        options = _leave_options(rule, around, words)
    else:
        return None
    return Asked(QuizKind.ALLOWED, _leave_question(rule, around, words), options)


def _ban_options(rule: Rule, around: Surroundings, words: QuizWords) -> tuple[str, ...]:
    say = words.say
    near = f"{around.near} {rule.exception}"
    fit = fitting(words.excuses, _matter(rule), near, WRONG, around.turn)
    excuses = [*_conceded(rule), *fit]
    excused = [say("answers.yes_excuse", excuse=e) for e in excuses]
    if not rule.exception:
        right = say("answers.no_advice" if rule.modal.is_advice else "answers.no")
        return (right, *excused[:WRONG])
    name = "no_without" if re.match(r"without|until", rule.exception) else "no_condition"
    if rule.modal.is_advice:
        name = "advice_condition"
    right = say(f"answers.{name}", condition=rule.exception)
    concern = is_concern(rule, around, words)
    others = () if concern else changed_person(rule.exception, around.roles, leaders=False)[:1]
    other = [say(f"answers.{name}", condition=o) for o in others]
    return (right, say("answers.no_ever"), *(other + excused)[: WRONG - 1])


def _leave_options(rule: Rule, around: Surroundings, words: QuizWords) -> tuple[str, ...]:
    say = words.say
    condition = rule.proviso or rule.exception
    if condition:
        if len(condition.split()) < SHORTEST_CONDITION:
            return ()
        condition = re.sub(r"^only\b", "but only", condition)
        right = say("answers.yes_condition", condition=condition)
        return (right, say("answers.yes_ever"), say("answers.no"))
    limits = fitting(words.limits, rule.act, around.near, 1, around.turn)
    limited = (limit.format(leader=around.leader) for limit in limits)
    wrong = [say("answers.yes_excuse", excuse=limit) for limit in limited]
    return (say("answers.yes"), say("answers.no"), *wrong)


def _leave_question(rule: Rule, around: Surroundings, words: QuizWords) -> str:
    subject, act = inner(rule.subject, around), rule.act
    if rule.verb in ("is", "are"):
        return words.say("questions.allowed", be=rule.verb.capitalize(), subject=subject, act=act)
    if rule.occasion:
        occasion = first_upper(rule.occasion)
        return words.say("questions.leave_when", occasion=occasion, subject=subject, act=act)
    if rule.subject == "you":
        return words.say("questions.situation_you", act=act)
    if who := _somebody(rule, words):
        one = re.sub(r"\bany\s+(?=\w+s\b)", "", act)
        return words.say("questions.situation", who=who, act=one)
    return words.say("questions.leave", subject=subject, act=act)


def who_may(rule: Rule, around: Surroundings, words: QuizWords) -> Asked | None:
    """Only some may: who?"""
    if rule.modal is not Modal.MAY or not rule.people or rule.proviso or rule.exception:
        return None
    right = words.say("answers.only", subject=inner(rule.subject, around))
    question = words.say("questions.who_may", act=rule.act)
    return Asked(QuizKind.ALLOWED, question, (right, *words.anybody[:WRONG]))


def _matter(rule: Rule) -> str:
    """What a rule is about: what is done, and to what."""
    return rule.act if rule.people else f"{rule.subject} {rule.act}"


def _conceded(rule: Rule) -> Iterator[str]:
    """What the clause itself says makes no difference: the excuse that it answers."""
    for part in re.split(r"(?:,\s*|\s+)(?:and|or)\s+even\s+|\beven\s+", rule.concession):
        if re.match(r"(?:if|when|where)\b", part.strip()):
            yield part.strip(" ,")


def _somebody(rule: Rule, words: QuizWords) -> str:
    """Who wants to do it, when the rule is for anybody of an audience."""
    if re.search(r"\b(?:among|between|each other|one another|together|themselves)\b", rule.act):
        return ""  # said of several
    if not rule.people or not rule_words().words["plain"].fullmatch(rule.subject):
        return ""
    known = [a for a in rule.audiences if f"people.{a}" in words.sentences]
    if len(known) > 1 and not {"staff", "volunteers"} <= set(known):
        return ""
    return words.say(f"people.{known[0] if len(known) == 1 else 'everyone'}")
