"""What a sentence demands or allows, of whom and on what condition, must be what its clauses do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Answer, Verdict
from assistant.modality.reading import (
    Modal,
    Sentence,
    audiences_named,
    read_sentence,
    split_sentences,
)
from assistant.phrasing.checks.basis import (
    Basis,
    Statement,
    bound_by,
    is_permission,
    subject_of,
    without,
)
from assistant.phrasing.checks.facts import numbers
from assistant.phrasing.checks.words import content, meaning, meanings, word_lists
from assistant.question.form import question_form
from assistant.verdict.rules import verdict_by_rules

# What a statement of each modality may be worded as. A ban with an exception may be told as leave
# with a condition, or as a duty to get the approval first: all three need the condition.
_MAY_BE = {
    Modal.MUST: {Modal.MUST},
    Modal.MUST_NOT: {Modal.MUST_NOT},
    Modal.MUST_NOT_UNLESS: {Modal.MUST_NOT_UNLESS, Modal.MAY_ONLY_IF, Modal.MUST},
    Modal.SHOULD: {Modal.SHOULD},
    Modal.SHOULD_NOT: {Modal.SHOULD_NOT},
    Modal.MAY: {Modal.MAY},
    Modal.MAY_ONLY_IF: {Modal.MAY_ONLY_IF, Modal.MUST_NOT_UNLESS, Modal.MUST},
    Modal.STATES: {Modal.STATES},
}
_WITH_CONDITION = (Modal.MUST_NOT_UNLESS, Modal.MAY_ONLY_IF)
LEAST_OF_CONDITION = 0.6  # of a condition's words with content; roles, numbers and such all
_NEGATED = re.compile(
    r"\b(not|never|no|none|nobody|nothing|neither|nor|cannot|without|refuse\w*|avoid\w*|fail\w*|"
    r"instead|rather|refrain\w*|except|lacks?)\b|n['’]t\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|no)\b|n['’]t\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(unless|except|if|only|without|until|when|where|once|provided|subject to|as long as|with|"
    r"needs?|requires?|after|before|other than|apart from|in case)\b",
    re.IGNORECASE,
)
_PIECES = re.compile(
    r"[,;:–—()]|\s-\s|\b(?:and|but|or|while|though|although|whereas|so|because|however|yet)\b",
    re.IGNORECASE,
)
_FAMILY = {
    Modal.MUST: "duty",
    Modal.MUST_NOT: "ban",
    Modal.MUST_NOT_UNLESS: "ban",
    Modal.SHOULD: "advice",
    Modal.SHOULD_NOT: "advice against",
    Modal.MAY: "leave",
    Modal.MAY_ONLY_IF: "leave",
}


def read_wording(sentence: str, whole: bool = True) -> Sentence:
    """The modality and conditions of a sentence in everyday words ("it's fine to", "off limits");
    a `whole` one that tells somebody to do something is a duty."""
    said = sentence
    for plain, patterns in word_lists().rewrites:
        for pattern in patterns:
            said = pattern.sub(f" {plain} ", said)
    reading = read_sentence(" ".join(said.split()))
    if (
        whole
        and reading.modal is Modal.STATES
        and word_lists().patterns["imperative"].search(sentence)
    ):
        negative = re.match(r"(?:please )?(?:never|don['’]t|do not)\b", sentence, re.IGNORECASE)
        modal = Modal.MUST_NOT if negative else Modal.MUST
        return Sentence(sentence, 0, modal, reading.exceptions, reading.provisos)
    return reading


def wrong_force(sentence: str, basis: Basis) -> str | None:
    """Must, must not, should, may: as in the statement it is about, and one force alone."""
    reading = read_wording(sentence)
    if len(split_sentences(sentence)) > 1:
        return "says two things at once"
    main = without(sentence, _own_conditions(sentence))
    families = {
        _FAMILY.get(read_wording(piece, whole=False).modal)
        for piece in _PIECES.split(main)
        if piece
    }
    families.discard(None)
    if len(families) > 1:
        return f"mixes {' and '.join(sorted(map(str, families)))}"
    aligned = basis.aligned(sentence)
    if not any(_words_it(reading, s.reading) for s in aligned):
        told = " or ".join(sorted({s.reading.modal.value for s in aligned}))
        return f"says “{reading.modal.value}” where the clause says “{told}”"
    return None


def wrong_negation(sentence: str, basis: Basis) -> str | None:
    """Negated where the statement is, and no more often."""
    reading = read_wording(sentence)
    statement = _same_force(sentence, basis)
    if statement is None or reading.modal in _WITH_CONDITION:
        return None
    said = len(_NEGATED.findall(without(sentence, _own_conditions(sentence))))
    held = len(_NEGATED.findall(statement.main))
    if reading.modal.is_ban and statement.reading.modal.is_ban:
        return "negates twice" if said > max(1, held) else None
    if bool(said) != bool(held) or (said > 1 and said > held):
        return "negated otherwise than the clause"
    return None


def wrong_condition(sentence: str, basis: Basis) -> str | None:
    """Every condition and exception of the statement is carried, and none is added."""
    statement = _same_force(sentence, basis)
    if statement is None:
        return None
    reading = read_wording(sentence)
    needed = statement.conditions
    for condition in needed:
        if reason := _not_carried(condition, sentence):
            return reason
    own = _own_conditions(sentence)
    if own and not needed:
        held = basis.words
        if any(m not in held for condition in own for m in content(condition)) or not (
            _CONDITION.search(statement.reading.text)
        ):
            return "adds a condition"
    if reading.modal in (Modal.MUST_NOT, Modal.SHOULD_NOT, Modal.MUST):
        for other in statement.siblings:
            lifts = is_permission(other.modal) or other.exceptions
            if lifts and len(frozenset(content(other.text)) & statement.content) >= 1:
                return "leaves out what the clause allows"
    return None


def wrong_audience(sentence: str, basis: Basis, answer: Answer) -> str | None:
    """Whom it binds: those whom the statement binds, or "you" where the asker is one of them."""
    statement = _same_force(sentence, basis)
    if statement is None:
        return None
    bound = frozenset(bound_by(statement.quote, statement.reading.text))
    subject = subject_of(without(sentence, _own_conditions(sentence)).strip(" ,"))
    named = frozenset(audiences_named(subject))
    if named and bound and not named <= bound and "everyone" not in bound:
        return f"speaks of {', '.join(sorted(named - bound))}, whom the clause doesn't bind"
    if re.search(r"\byou(r|rs|rself)?\b", sentence, re.IGNORECASE):
        if any(notice.kind == "other_audience" for notice in answer.notices):
            return "speaks to the asker, whom the clause doesn't bind"
        rest = frozenset(audiences_named(sentence[len(subject) :]))
        of_clause = frozenset(
            audiences_named(statement.reading.text[len(subject_of(statement.reading.text)) :])
        )
        if (rest & bound) - of_clause:
            return "turns round who does it and to whom"
    return None


def against_ruling(sentence: str, answer: Answer) -> str | None:
    """Taken as an answer to the question, it must not be another verdict than the ruling's."""
    if answer.verdict not in (Verdict.YES, Verdict.NO, Verdict.CONDITIONAL):
        return None
    implied = verdict_by_rules(question_form(answer.standalone_question), read_wording(sentence))
    if implied in (None, Verdict.INFORMATION, answer.verdict):
        return None
    return f"answers “{implied}” where the ruling is “{answer.verdict}”"


def _same_force(sentence: str, basis: Basis) -> Statement | None:
    reading = read_wording(sentence)
    return next((s for s in basis.aligned(sentence) if _words_it(reading, s.reading)), None)


def _words_it(wording: Sentence, statement: Sentence) -> bool:
    """Whether a wording has the force of a statement."""
    if wording.modal is statement.modal:
        return True
    if wording.modal not in _MAY_BE[statement.modal]:
        return False
    if wording.modal is Modal.MUST:
        return bool(word_lists().patterns["gets_approval"].search(wording.text))
    # "Allowed except with leave" turns "not allowed except with leave" round; "only with" doesn't.
    return not (wording.modal is Modal.MAY_ONLY_IF and wording.exceptions)


def _own_conditions(sentence: str) -> Sequence[str]:
    reading = read_sentence(sentence)
    return (*reading.exceptions, *reading.provisos)


def _not_carried(condition: str, sentence: str) -> str | None:
    """The reason why a condition isn't in a sentence whole."""
    lists = word_lists()
    own = " ".join(_own_conditions(sentence))
    said = meanings(own or sentence)
    parts = frozenset(content(condition))
    telling = parts & (lists.roles | lists.strict | {meaning("permission")})
    if not _CONDITION.search(sentence):
        return "leaves out a condition"
    if telling - said:
        return f"leaves out part of a condition (“{min(telling - said)}”)"
    if parts and len(parts & said) / len(parts) < LEAST_OF_CONDITION:
        return "leaves out a condition, or changes it"
    if numbers(condition) - numbers(sentence):
        return "leaves out a number of a condition"
    if re.search(r"\b(both|and)\b", condition, re.IGNORECASE) and not re.search(
        r"\b(both|and|as well as)\b", sentence, re.IGNORECASE
    ):
        return "leaves out part of a condition"
    if bool(_DENIED.search(condition)) != bool(_DENIED.search(own)):
        return "turns a condition round"
    return None
