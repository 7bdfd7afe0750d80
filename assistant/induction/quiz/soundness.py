"""Which rules a quiz can ask about: both readings agree, nothing is vague or leans back; pure."""

from __future__ import annotations

import re

from assistant.induction.quiz.rule import RELATIVE, Rule
from assistant.induction.quiz.rule_words import rule_words
from assistant.modality.reading import Modal, read_sentence

LONGEST_SUBJECT, LONGEST_ACT, LONGEST_CONDITION = 32, 34, 30  # words
_UNFINISHED = re.compile(
    r"\b(?:and|or|nor|the|an?|of|in|on|at|by|for|to|with|from|where|which|who|that|including|is|are)$",
    re.IGNORECASE,
)
# "For a nappy that is only wet, gloves": no subject yet.
_OPENS = re.compile(
    r"(?:for|in|on|at|during|under|outside|with|without|by|from|to)\b", re.IGNORECASE
)
# Somebody spoken of before: "The member of staff will: …".
_ONE_OF_THEM = re.compile(r"the\s+(?:member\s+of\s+staff|adult|volunteer|person|employee)$", re.I)


def is_sound(rule: Rule) -> bool:
    """True when both readings of the sentence agree and nothing in it is vague."""
    words = rule_words().words
    shortest = 1 if rule.verb in ("is", "are") else 2
    if _UNFINISHED.search(rule.act) or not shortest <= len(rule.act.split()) <= LONGEST_ACT:
        return False
    if len(rule.subject.split()) > LONGEST_SUBJECT or not rule.subject:
        return False
    if len((rule.exception or rule.proviso).split()) > LONGEST_CONDITION:
        return False
    if words["pointing"].fullmatch(rule.subject) and not (rule.subject == "they" and rule.occasion):
        return False
    if words["school"].fullmatch(rule.subject) or rule.subject.startswith(("and ", "but ", "or ")):
        return False
    whole = " ".join((rule.subject, rule.act, rule.exception, rule.proviso, rule.occasion))
    if re.match(rf"{words['no_deed'].pattern}\b", rule.act) or words["too_grave"].search(whole):
        return False
    if rule.modal is Modal.MAY and words["no_matter"].search(rule.act):
        return False
    if words["no_matter"].search(rule.subject) or _OPENS.match(rule.subject):
        return False
    if re.search(r"\b(?:it|them)$", rule.act) and not (rule.occasion or " who " in rule.subject):
        return False
    if words["leaves_room"].search(whole) or words["sends_on"].search(whole):
        return False
    if not rule.first and (words["points_back"].search(whole) or _leans_back(rule, whole)):
        return False
    if _ONE_OF_THEM.match(rule.subject) and not rule.occasion:
        return False
    if rule.modal is Modal.MAY and not rule.only and re.search(r"\bonly\b", rule.act, re.I):
        return False
    if rule.people and re.match(r"be\s+\w+ed\b", rule.act) and not _is_telling(rule.act):
        return False
    if not rule.people or _is_undergone(rule):
        kind = "told" if rule.modal in (Modal.MUST, Modal.SHOULD) else "done_to_things"
        done = words[kind].pattern
        done = rf"(?:{done}|{words['done_to_things'].pattern})"
        if not re.match(rf"(?:be\s+)?(?:\w+ly\s+)?{done}\b", rule.act, re.IGNORECASE):
            return False
        if rule.modal is Modal.MAY and words["persons"].search(RELATIVE.split(rule.subject)[0]):
            return False  # "may be sent home": what others do to somebody
    reading = read_sentence(rule.sentence or f"{rule.subject} must {rule.act}")
    if rule.sentence and reading.modal is not Modal.STATES:
        return reading.modal.is_ban == rule.modal.is_ban
    return True


def _is_undergone(rule: Rule) -> bool:
    """ "Pupils must not be carried in a car": what is done to them, and so a rule for adults."""
    return set(rule.audiences) <= {"pupils", "parents"} and bool(re.match(r"be\s+\w+", rule.act))


def _leans_back(rule: Rule, whole: str) -> bool:
    """True when a rule is about "the item" of a sentence before it, or says too little alone."""
    before = rule.clause.text.split(rule.act, 1)[0].removesuffix(rule.subject).casefold()
    for role in rule_words().roles:
        whole = role.pattern.sub("", whole)
    the = re.findall(r"\bthe\s+([a-z]{3,})", whole.casefold())
    the += re.findall(r"^an?\s+([a-z]{3,})", rule.subject.casefold()) * (not rule.people)
    the += re.findall(r"^[a-z]{3,}$", rule.subject.casefold()) * (not rule.people)
    leaning = any(re.search(rf"\b{word.removesuffix('s')}", before) for word in the)
    return leaning or len(rule.act.split()) < 3


def _is_telling(act: str) -> bool:
    return bool(re.match(r"be\s+(?:told|informed|notified)\b", act))
