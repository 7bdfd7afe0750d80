"""Everything that a chat model's words must pass before anybody sees them; a list of checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answers import Answer, Quote, Verdict
from assistant.phrasing.checks.basis import Basis
from assistant.phrasing.checks.facts import (
    ungrounded,
    unknown_name,
    unknown_role,
    wider_or_narrower,
    wrong_number,
)
from assistant.phrasing.checks.force import (
    against_ruling,
    wrong_audience,
    wrong_condition,
    wrong_force,
    wrong_negation,
)
from assistant.phrasing.checks.form import ill_formed, out_of_place
from assistant.phrasing.checks.order import moved
from assistant.phrasing.checks.words import content, meanings
from assistant.phrasing.seams import SentenceChecks
from assistant.search.ranking import Reader

Check = Callable[[str, Basis], str | None]
CHECKS: tuple[Check, ...] = (
    ill_formed,
    out_of_place,
    wrong_number,
    unknown_name,
    unknown_role,
    wider_or_narrower,
    ungrounded,
    wrong_force,
    wrong_negation,
    wrong_condition,
    moved,
)
MOST_QUESTION_WORDS = 18
# Least probability of the other answer. At .5 none of 32 right sentences of the fitting half of
# eval/phrasing is lost; at .8 next to nothing is found.
READ_OTHERWISE = 0.5
_OTHERWISE = {
    Verdict.YES: (Verdict.NO,),
    Verdict.NO: (Verdict.YES,),
    Verdict.CONDITIONAL: (Verdict.YES, Verdict.NO),
}
_YES, _NO = re.compile(r"^yes\b[\s,.–—-]*", re.I), re.compile(r"^no\b[\s,.–—-]*", re.I)
# A question that takes something for granted asserts it; these begin plain ones.
_ASKS = re.compile(
    r"^(can|may|must|should|do|does|is|are|who|when|where|which|what|how)\b", re.IGNORECASE
)
_ASSERTS = re.compile(r"\b(since|because|given that|now that|so that|always|never)\b|[,;:]", re.I)


class Checker:
    """The checks of a sentence; `reader` is the policy reader, where its weights are installed."""

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader

    def reason_against(self, sentence: str, quotes: Sequence[Quote], answer: Answer) -> str | None:
        """Why a sentence must not be shown under an answer, None when it may. `quotes` are the
        clauses it names, those of the answer alone."""
        if not quotes:
            return "names no clause that is quoted"
        if not sentence.strip():
            return "empty"
        basis = Basis(tuple(quotes), answer.standalone_question)
        for check in CHECKS:
            if reason := check(sentence, basis):
                return reason
        return (
            wrong_audience(sentence, basis, answer)
            or against_ruling(sentence, answer)
            or self._read_otherwise(sentence, quotes[0], answer)
        )

    def _read_otherwise(self, sentence: str, quote: Quote, answer: Answer) -> str | None:
        """The reader, which never saw these rules, reads the sentence as if it were the clause: it
        must not answer the question the other way. It finds about a third of turned sentences by
        itself, so it is a net beneath the rules, not one of them (eval.phrasing)."""
        others = _OTHERWISE.get(answer.verdict) if answer.verdict else None
        if self._reader is None or others is None:
            return None
        text = f"{quote.policy_title}: {sentence}"
        read = self._reader.read(answer.standalone_question, [text]).verdicts[0]
        other = max(others, key=lambda verdict: read[verdict])
        if read[other] >= READ_OTHERWISE:
            return f"the reader takes it for “{other}” ({read[other]:.2f})"
        return None


def reason_against_headline(text: str, answer: Answer, checker: SentenceChecks) -> str | None:
    """Why a headline must not be shown: it has to give the ruling, in words that the first clause
    carries."""
    said_yes, said_no = _YES.match(text), _NO.match(text)
    if bool(said_yes) != (answer.verdict is Verdict.YES):
        return "doesn't say yes where the ruling does, or does where it doesn't"
    if bool(said_no) != (answer.verdict is Verdict.NO):
        return "doesn't say no where the ruling does, or does where it doesn't"
    begin = said_yes or said_no
    rest = text[begin.end() :] if begin else text
    rest = rest[:1].upper() + rest[1:]
    return checker.reason_against(rest, answer.quotes[:1], answer)


def reason_against_question(question: str, answer: Answer) -> str | None:
    """Why a suggested question must not be shown: it asks, asserts nothing, names nobody."""
    basis = Basis(answer.quotes, answer.standalone_question)
    words = question.split()
    if not question.endswith("?") or len(words) > MOST_QUESTION_WORDS or len(words) < 3:
        return "not a short question"
    statement = f"{question[:-1].strip()}."
    # "Can I …?" is the asker speaking.
    if (reason := ill_formed(statement, basis)) and reason != "speaks as a person":
        return reason
    if not _ASKS.match(question) or _ASSERTS.search(question):
        return "takes something for granted"
    for check in (out_of_place, wrong_number, unknown_name, unknown_role):
        if reason := check(statement, basis):
            return reason
    known = basis.words | meanings(answer.standalone_question)
    unknown = [m for m in content(question) if m not in known]
    if len(unknown) > 1:
        return f"speaks of what neither the clauses nor the question do ({', '.join(unknown)})"
    if set(content(question)) == set(content(answer.standalone_question)):
        return "the question just asked"
    return None
