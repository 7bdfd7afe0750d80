"""How a question is put: asking leave, asking about a duty, asking whether it is wrong; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What a yes would mean."""

    PERMISSION = "permission"  # Can I…? yes = it is allowed
    DUTY = "duty"  # Do I have to…? yes = it is required
    WRONG = "wrong"  # Is it against the rules to…? yes = it is banned
    FACT = "fact"  # Does it apply to…? yes = the statement holds
    OPEN = "open"  # who, what, how, or a situation told: no yes or no


@dataclass(frozen=True)
class QuestionForm:
    """`negated` is set when the question asks about not doing it ("Can I refuse…" isn't)."""

    form: Form
    negated: bool = False


_YES_NO = r"(?:^|[,.;:?!]\s*|\b(?:so|and|or|but|then|also|please|pls|hi|hello|ok|okay|just|well|still)\s+)"
_WRONG = re.compile(
    r"\b(wrong|against (the )?(rules?|policy)|not allowed|breach(ing)?|break(ing)? (the|a|any) (rules?|policy)"
    r"|in trouble|get(ting)? done|illegal|forbidden|banned|prohibited|off limits|a problem (if|that|to)"
    r"|bad (if|to|that)|is it an issue|do anything wrong|done (anything|something) wrong|in breach|told off)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b((do|does|did|will|would) (i|we|you|they|he|she|it|staff|\w+( \w+){0,4}?) (really |actually |still |even )?(have|need|got) to"
    r"|have (i|we|they) (got )?to|must (i|we|they|\w+)|should (i|we|they|staff|\w+)|am i (required|expected|supposed|meant|obliged)"
    r"|are (we|they|\w+( \w+)?) (required|expected|supposed|meant|obliged)|is it (compulsory|mandatory|required|necessary|a must|optional)"
    r"|(do|does) (i|we|\w+) need|need i|gotta|hav to|is (he|she|it|there) (required|supposed|meant) to|obliged)\b",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    r"\b((don.?t|do not|doesn.?t) (have|need) to|needn.?t|not (required|necessary|compulsory|mandatory))\b",
    re.IGNORECASE,
)
_PERMISSION = re.compile(
    r"\b((can|could|may|cn|kan) (i|we|u|you|they|he|she|it|staff|my|our|the|a|an|parents?|pupils?|someone|anyone|\w+s?)\b"
    r"|(is|are|am|r|was|were) (i|we|it|they|he|she|this|that|staff|\w+( \w+){0,3}?) (ok|okay|alright|fine|allowed|permitted|able|free|acceptable|safe to|good to|all ?right|legit)"
    r"|(ok|okay|alright|fine|all ?right|allowed|acceptable|permitted|happy|cool) (to|if|for|that|4)|allowed\b|permitted\b|is it (ok|okay|alright|fine)|mind if|good to go|am i free|do we get to|entitled)",
    re.IGNORECASE,
)
_FACT = re.compile(
    _YES_NO
    + r"(is|are|was|were|does|do|did|has|have|am|will|would|isn.?t|aren.?t|doesn.?t|don.?t|r)\s+\w+",
    re.IGNORECASE,
)
_TAG = re.compile(r"\b(right|correct|yes or no|true|is that so|isn.t it|yeah)\s*\?", re.IGNORECASE)
_OPEN = re.compile(
    _YES_NO
    + r"(who|whose|whom|what|wot|which|where|when|why|how|whats|whos|wheres|hows|tell me|explain|list|describe|give me)\b",
    re.IGNORECASE,
)
_SHOULD_OPEN = re.compile(
    r"\b(what|who|where|when|how|which|whom)\b[^?.!]{0,60}\b(should|do|can|must|must|need|am|are|have|may|could)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(can|may|could|should|must|do|am|are|is) (i|we|they|he|she|it|you|staff)?\s?(just |simply )?(not|never|refuse|ignore|avoid|skip|leave out)\b"
    r"|\b(ok|okay|fine|alright|allowed|wrong) (not to|to not|to ignore|to refuse|to skip)\b",
    re.IGNORECASE,
)


def question_form(question: str) -> QuestionForm:
    """The form of the part that asks: the last sentence with a question in it."""
    asking = _asking_part(question)
    negated = bool(_NEGATED.search(asking))
    if _OPEN.search(asking) and not _TAG.search(asking) and not _opens_with_yes_no(asking):
        return QuestionForm(Form.OPEN)
    if _NO_DUTY.search(asking):
        return QuestionForm(Form.DUTY, negated=True)
    if _WRONG.search(asking):
        return QuestionForm(Form.WRONG, negated)
    if _DUTY.search(asking):
        return QuestionForm(Form.DUTY, negated)
    if _PERMISSION.search(asking):
        return QuestionForm(Form.PERMISSION, negated)
    if _FACT.search(asking) or _TAG.search(asking):
        return QuestionForm(Form.FACT, negated)
    return QuestionForm(Form.OPEN)


def _asking_part(question: str) -> str:
    sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n+", question.strip()) if s.strip()]
    for sentence in reversed(sentences):
        if "?" in sentence:
            return sentence
    for sentence in reversed(sentences):
        if _OPEN.search(sentence) or _DUTY.search(sentence) or _PERMISSION.search(sentence):
            return sentence
    return sentences[-1] if sentences else ""


def _opens_with_yes_no(asking: str) -> bool:
    first = re.match(
        r"\W*(can|could|may|am|is|are|do|does|did|must|should|will|would|has|have)\b",
        asking.lower(),
    )
    return first is not None
