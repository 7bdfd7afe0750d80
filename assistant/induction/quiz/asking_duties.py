"""Whom to tell, and what to do: questions that a duty decides; pure."""

from __future__ import annotations

import re

from assistant.induction.quiz.distractors import changed_details, changed_person, fitting, named_in
from assistant.induction.quiz.quiz_wording import QuizWords
from assistant.induction.quiz.rule import Rule
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

# words: "if they ask" tells too little
LONGEST_STATEMENT = 32  # words; longer ones can't be held beside each other
# words; longer ones can't be held beside each other
_TELL = re.compile(
    r"(?:immediately\s+|always\s+)?"
    r"(?:tell|inform|notify|alert|contact|ring|telephone|ask|consult)"
)
_PASS_ON = re.compile(
    r"(?:be\s+)?(?:immediately\s+|always\s+)?(?:report|pass|refer|share|declare|mention|hand|send"
    r"|give|take|forward|address|direct|bring|speak|talk|notif)\w*\b"
)
# What may follow whom is told, for a question to end in.
_AFTER = re.compile(
    r"\s*(?:$|immediately|straight|at\s+once|first|before|on\s|in\s|by\s|within|not\s+later"
    r"|as\s+soon|when|the\s+same|directly|of\s)"
)


def whom_to_tell(rule: Rule, around: Surroundings, words: QuizWords) -> Asked | None:
    """Who is to be told?"""
    if rule.modal not in (Modal.MUST, Modal.SHOULD) or len(rule.verb.split()) > 1:
        return None
    if rule.exception or rule.proviso.startswith(("only", "but only")):
        return None
    found = _telling(rule)
    if not found:
        return None
    form, who, act = found
    role = next(role for role, _ in named_in(who))
    concern = bool(words.concern.search(around.clause))
    if role.kin == "family" or (role.kin == "safeguarding" and not concern):
        return None
    if concern:
        wrong = list(words.concern_options)
    else:
        wrong = [
            first_upper(r.say)
            for r in around.roles
            if r.kin not in (role.kin, "family", "safeguarding")
            and not r.pattern.search(around.near)
        ]
        wrong = wrong[around.turn % 3 :] + wrong[: around.turn % 3]
    values = {"verb": rule.verb, "act": act}
    if form != "who_is_told":
        values["subject"] = inner(rule.subject, around)
    if re.search(r"\bwho\b", rule.subject) and form != "who_is_told":
        form, values["subject"] = f"{form}_of", first_upper(rule.subject)
    elif rule.occasion:
        form, values["occasion"] = f"{form}_when", first_upper(rule.occasion)
    question = words.say(f"questions.{form}", **values)
    return Asked(QuizKind.WHO_TO_TELL, question, (first_upper(who), *wrong[:WRONG]))


def _telling(rule: Rule) -> tuple[str, str, str] | None:
    """The form of the question, who is told, and the rest of what is done."""
    who = next((at for _, at in named_in(rule.act)), None)
    if rule.people and re.match(r"be\s+(?:told|informed|notified|asked)\b", rule.act):
        named = next((at for _, at in named_in(rule.subject)), None)
        if named and named.group() == rule.subject:
            return "who_is_told", rule.subject, rule.act
    if not who or len(list(named_in(rule.act))) > 1:
        return None
    before, after = rule.act[: who.start()].strip(), rule.act[who.end() :]
    if not _AFTER.match(after):
        return None
    if _TELL.fullmatch(before):
        whole = rule.first or rule.occasion or re.search(r"\bwho\b", rule.subject)
        return ("who_to_tell", who.group(), before + after) if whole else None
    if re.search(r" (?:to|with)$", before) and _PASS_ON.match(before):
        form = "to_whom" if before.endswith(" to") else "with_whom"
        return form, who.group(), before.rsplit(" ", 1)[0] + after
    return None


def what_to_do(rule: Rule, around: Surroundings, words: QuizWords) -> Asked | None:
    """What is to be done when something happens?"""
    if rule.modal not in (Modal.MUST, Modal.SHOULD) or not rule.people:
        return None
    if re.match(r"be\b", rule.act):
        return None
    occasion = rule.occasion
    if not occasion and re.match(r"(?:if|when|where)\b", rule.proviso):
        occasion = rule.proviso
    if occasion and not re.match(r"(?:if|when|where|whenever)\s+(?!\w+ing\b)", occasion, re.I):
        return None
    subject = inner(rule.subject, around)
    if occasion:
        question = words.say("questions.do_when", occasion=inner(occasion, around))
    elif re.search(r"\bwho\b", rule.subject):
        question = words.say("questions.do_who", subject=subject, verb=rule.verb)
    else:
        return None
    wrong = [first_upper(t) for t in changed_details(rule.act, words)[:1]]
    if not is_concern(rule, around, words):
        wrong += map(first_upper, changed_person(rule.act, around.roles)[:1])
    matter = f"{occasion} {rule.subject}"
    wrong += fitting(words.instead, matter, around.clause, WRONG, around.turn)
    if len(wrong) < WRONG or wrong[0] == words.instead[-1].text:
        return None  # nothing that fits the matter
    return Asked(QuizKind.WHAT_TO_DO, question, (first_upper(rule.act), *wrong[:WRONG]))


def which_wording(rule: Rule, around: Surroundings, words: QuizWords) -> Asked | None:
    """Which wording of the rule is the policy's?"""
    if rule.modal not in (Modal.MUST, Modal.SHOULD) or not rule.sentence:
        return None
    text = rule.sentence.rstrip(" .;")
    if len(text.split()) > LONGEST_STATEMENT:
        return None
    if not text.endswith(rule.proviso or rule.concession or rule.exception or rule.act):
        return None  # the sentence goes on, perhaps about what would be changed
    acts = list(changed_details(rule.act, words))
    if not is_concern(rule, around, words):
        acts += changed_person(rule.act, around.roles)
    wrong = [text.replace(rule.act, act) for act in acts if rule.act in text]
    if len(wrong) < WRONG:
        return None
    question = words.say("questions.which")
    return Asked(QuizKind.WHAT_TO_DO, question, (text, *wrong[:WRONG]))
