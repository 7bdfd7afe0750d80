"""The plain-English line beside a clause: made by reviewed sentences, or none at all.

A gloss tells force and direction, an exception whose giver the clause names, or whom to tell. It
is made only when every sentence of the clause points one way; anything that can't be told in one
line without leaving half of it out gets no gloss.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.desk.sentences import Sentences
from assistant.induction.binding.directives import Directive, Says, read_directives
from assistant.induction.binding.lexicon import CARED_FOR
from assistant.induction.binding.scope import Scope
from assistant.induction.binding.telling import recipient
from assistant.induction.errors import WordListError
from assistant.induction.path import gloss_signs as signs
from assistant.induction.path.phrases import load_phrases
from assistant.induction.words import words_sha256
from assistant.modality.reading import Modal, read_clause, read_sentence
from ingest.documents import Clause

SHIPPED = Path(__file__).parents[2] / "data" / "induction_glosses.jsonl"
_TWO_WAYS = {
    frozenset({Modal.MUST, Modal.MUST_NOT}): "duty_and_ban",
    frozenset({Modal.MUST_NOT, Modal.MAY}): "ban_and_leave",
    frozenset({Modal.MUST, Modal.MAY}): "duty_and_leave",
}
_CLASS = {  # what two readings of a text must have in common
    Modal.MUST_NOT: "ban",
    Modal.MUST_NOT_UNLESS: "ban",
    Modal.SHOULD_NOT: "advice against",
    Modal.MUST: "duty",
    Modal.SHOULD: "advice",
    Modal.MAY: "leave",
    Modal.MAY_ONLY_IF: "leave",
}
_Choice = tuple[str, dict[str, str]]  # the name of a sentence, '' for none, and its variables
_NONE: _Choice = ("", {})


def gloss(clause: Clause, phrases: Sentences | None = None) -> str:
    """The line beside the clause, '' when none is safe. It speaks to the reader as somebody whom
    the clause binds; what binds only pupils, parents or visitors has none."""
    phrases = phrases or load_phrases()
    read = read_directives(clause, Scope().context(clause))
    found = read.directives
    if read.says is not Says.RULES or not _stands_alone(found, clause):
        return ""
    if len({d.to for d in found if d.named}) > 1 or any(d.to and d.to <= CARED_FOR for d in found):
        return ""
    name, values = _chosen(found)
    if not name or (name.startswith("tell") and len(read_clause(clause).sentences) > 1):
        return ""  # whom to tell may turn on what comes after
    if "how" in values:
        values["how"] = phrases.say(f"gloss.{values['how']}") if values["how"] else ""
    line = phrases.say(f"gloss.{name}", **values)
    return line if _agrees(line, found, clause) else ""


@cache
def shipped_glosses(path: Path = SHIPPED) -> Mapping[str, str]:
    """Glosses written and checked by people, by the SHA-256 of the clause's words; they hold while
    those are identical. WordListError names a line that can't be used."""
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = json.loads(line)
            found[entry["words_sha256"]] = entry["gloss"].strip()
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise WordListError(
                f"{path.name}, line {number}: {error!r}. Restore the file."
            ) from error
    return found


def gloss_of(clause: Clause) -> str:
    """The shipped gloss where the words are identical, else the one made by sentences."""
    return shipped_glosses().get(words_sha256(clause)) or gloss(clause)


def _stands_alone(found: tuple[Directive, ...], clause: Clause) -> bool:
    """True when the clause opens with what it asks, and no other sentence may turn that or ask
    more."""
    starts = {directive.sentence.start for directive in found}
    others = [s for s in read_clause(clause).sentences if s.start not in starts]
    if signs.is_numbered(clause.text):
        return False
    return 0 in starts and not any(signs.says_more(s.text) for s in others)


def _chosen(found: tuple[Directive, ...]) -> _Choice:
    modals = {directive.modal for directive in found}
    if len(modals) > 1:
        return _mixed(found), {}
    modal, single, first = modals.pop(), len(found) == 1, found[0]
    if single and first.reports and (who := recipient(first.sentence.text)):
        return ("tell_must" if modal is Modal.MUST else "tell_should"), {"who": who}
    if modal in (Modal.MUST_NOT, Modal.SHOULD_NOT):
        return _barred(found, modal), {}
    if modal in (Modal.MUST, Modal.SHOULD):
        return _asked(found, modal), {}
    if not single:
        return _NONE
    return (_allowed(first), {}) if modal is Modal.MAY else _conditional(first)


def _barred(found: tuple[Directive, ...], modal: Modal) -> str:
    texts = [directive.sentence.text for directive in found]
    unsafe = (signs.turns, signs.also_asks, signs.is_no_act, signs.mixes_forces)
    if any(sign(text) for sign in unsafe for text in texts):
        return ""
    name = "must_not" if modal is Modal.MUST_NOT else "should_not"
    return name if len(found) == 1 else f"{name}_any"


def _asked(found: tuple[Directive, ...], modal: Modal) -> str:
    """For duties and advice to do something."""
    texts = [directive.sentence.text for directive in found]
    unsafe = (signs.turns, signs.negated, signs.is_request, signs.mixes_forces)
    if any(sign(text) for sign in unsafe for text in texts):
        return ""
    if modal is Modal.SHOULD and any(signs.is_law(t) or signs.speaks_of_telling(t) for t in texts):
        return ""
    name, plain = ("must", "rule") if modal is Modal.MUST else ("should", "advice")
    some = any(map(signs.for_some, texts))
    state = any(signs.is_state(d.sentence.text, d.thing) for d in found)
    if len(found) > 1:
        return "" if some or state else f"{name}_all"
    return plain if state else f"{name}_when" if some else name


def _conditional(directive: Directive) -> _Choice:
    """For what is barred or allowed on a condition: who must agree, where that alone is it."""
    sentence = directive.sentence
    conditions = (*sentence.exceptions, *sentence.provisos)
    rest = sentence.text
    for condition in conditions:
        rest = rest.replace(condition, " ", 1)
    banned = directive.modal is Modal.MUST_NOT_UNLESS
    if len(conditions) != 1 or signs.turns(rest) or (banned and signs.also_asks(rest)):
        return _NONE
    if signs.is_no_act(sentence.text) or signs.need_not(sentence.text):
        return _NONE
    if not banned and signs.speaks_of_telling(sentence.text):
        return _NONE
    if who := signs.approver(sentence, conditions[0]):
        name = "must_not_approved" if banned else "may_approved"
        return name, {"approver": who, "how": signs.manner(conditions[0])}
    if not banned:
        return "may_only", {}
    return ("must_not_exception" if sentence.exceptions else "must_not_until"), {}


def _allowed(directive: Directive) -> str:
    text = directive.sentence.text
    unsafe = (signs.turns, signs.for_some, signs.negated, signs.speaks_of_telling)
    return "" if any(sign(text) for sign in unsafe) else "may"


def _mixed(found: tuple[Directive, ...]) -> str:
    """For a clause that points two ways, or has two forces: that it does, and which."""
    if any(signs.turns(directive.sentence.text) for directive in found):
        return ""
    modals = frozenset(directive.modal for directive in found)
    if modals in _TWO_WAYS:
        return _TWO_WAYS[modals]
    rules = [d.sentence.text for d in found if d.modal in (Modal.MUST, Modal.MUST_NOT)]
    advice = [d.sentence.text for d in found if d.modal.is_advice]
    if not rules or not advice or len(found) != len(rules) + len(advice):
        return ""
    # Told apart by the very words "must" and "should", which the gloss names.
    plain = all(re.search(r"\bmust\b", text, re.I) for text in rules)
    plain = plain and all(re.search(r"\bshould\b", text, re.I) for text in advice)
    return "mixed_force" if plain else ""


def _agrees(line: str, found: tuple[Directive, ...], clause: Clause) -> bool:
    """True when the line, read as a clause is, points as the clause does by two readings: the one
    it was made from, and `read_clause`, which knows nothing of it."""
    ours = {_CLASS[directive.modal] for directive in found}
    theirs = {_CLASS[modal] for modal in read_clause(clause).modals if modal in _CLASS}
    if not theirs <= ours:
        return False
    made = _CLASS.get(read_sentence(line.split(". ")[0]).modal)
    if len(ours) > 1 or made is None:
        return ours == theirs  # it says that there is a rule or advice, or that there are both
    return ours == {made}
