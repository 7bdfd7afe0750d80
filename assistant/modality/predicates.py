"""The force of a main clause: its first predicate that rules, and what denies it; pure.

A predicate is a modal verb ("must"), a verb with what it asks ("are asked to", "is limited to") or
an order ("Ring the office"). It is denied by its own "not", by its subject ("nobody", "no pupil")
or by its object ("shall offer no gift"); two denials cancel out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from assistant.modality.orders import is_instruction
from assistant.modality.words import ModalWords, modal_words


class Modal(StrEnum):
    """The modality of one sentence; STATES when it only tells."""

    MUST = "must"
    MUST_NOT = "must_not"
    MUST_NOT_UNLESS = "must_not_unless"
    SHOULD = "should"
    SHOULD_NOT = "should_not"
    MAY = "may"
    MAY_ONLY_IF = "may_only_if"
    STATES = "states"

    @property
    def is_ban(self) -> bool:
        """It speaks against doing the thing, outright or with an exception."""
        return self in (Modal.MUST_NOT, Modal.MUST_NOT_UNLESS, Modal.SHOULD_NOT)

    @property
    def is_advice(self) -> bool:
        """Advised, not required."""
        return self in (Modal.SHOULD, Modal.SHOULD_NOT)


# What a force becomes when it is denied: "nobody may" bans, "no one is prevented from" allows.
_DENIED = {
    Modal.MUST: Modal.MUST_NOT,
    Modal.SHOULD: Modal.SHOULD_NOT,
    Modal.MAY: Modal.MUST_NOT,
    Modal.MAY_ONLY_IF: Modal.MUST_NOT,
    Modal.MUST_NOT: Modal.MAY,
    Modal.SHOULD_NOT: Modal.MAY,
}
_VERBS = {
    **dict.fromkeys(("must", "shall", "will", "would"), Modal.MUST),
    **dict.fromkeys(("should", "ought"), Modal.SHOULD),
    **dict.fromkeys(("may", "might", "can", "could"), Modal.MAY),
}
_FULL = {"can't": "can", "cannot": "can", "won't": "will", "shan't": "shall"}
_VERB = re.compile(
    r"(?<![\w’'-])(?P<verb>(?:must|should|ought|would|could|is|are|was|were|do|does|has|have|need)"
    r"(?:n['’]t)?|shall|will|may(?! \d)|might|can(?:['’]t|not)?|won['’]t|shan['’]t|needs|requires?|"
    r"never)(?![\w’'-])",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:must|shall|should|may|can(?:not)?|will)\b", re.IGNORECASE)
# "Only" counts, and "apply" is no adverb.
_ADVERBS = (
    r"\s*(?:(?:(?!(?:only|\w*p?ply|rely|fly)\b)\w+ly|all|each|also|always|then|therefore|still|both|"
    r"either|in turn|so)\s+)*"
)


def force(main: str) -> Modal:
    """The force of a main clause without its conditions; STATES when it only tells."""
    words = modal_words()
    text = re.sub(r"\s+(?=[,.;])", "", " ".join(main.split())).strip(" ,")
    text = words.opening.sub("", text)
    if words.about.search(text):
        return Modal.STATES
    if is_instruction(text) and not _MODAL.search(text):
        return _order(text, words)
    found = list(_predicates(text, words))
    if ruling := [modal for modal in found if modal is not Modal.STATES]:
        return ruling[0]
    if is_instruction(text):
        return _order(text, words)
    return Modal.STATES if found else _told_as_custom(text, words)


def averts(main: str) -> bool:
    """True for a duty to keep something from being done ("must ensure that …")."""
    return bool(modal_words().ensures.search(main))


def _predicates(text: str, words: ModalWords) -> Iterator[Modal]:
    """The force of each predicate, in order."""
    for found in _VERB.finditer(text):
        verb = found["verb"].lower().replace("’", "'")
        denied = verb.endswith("n't") or verb in _FULL or verb == "never"
        verb = _FULL.get(verb, verb.removesuffix("n't"))
        before, rest = text[: found.start()], text[found.end() :]
        leads = words.denying.search(before) or words.opens_only.match(before)
        subject = before if leads else before.rsplit(", ", 1)[-1]
        if own := words.negator.match(rest):
            denied, rest = not denied, rest[own.end() :]
        if words.denying.search(subject) or words.fronted.search(before):
            denied = not denied
        if words.fronted.match(rest):
            denied, rest = not denied, words.fronted.sub("", rest, count=1)
        rest = re.sub(rf"^{_ADVERBS}", "", rest.lstrip(" ,"), flags=re.IGNORECASE)
        yield _ruled(verb, denied, subject, rest, words)


def _ruled(verb: str, denied: bool, subject: str, rest: str, words: ModalWords) -> Modal:
    """The force of one predicate; `denied` counts its "not" and its subject's "no"."""
    if verb in _VERBS:
        return _modal(verb, denied, subject, rest, words)
    if verb == "never":
        own = subject.strip() and not words.tells.match(rest)
        return (
            Modal.MUST_NOT if denied and own and not words.finite.search(subject) else Modal.STATES
        )
    if verb in ("is", "are"):
        return _is(denied, subject, rest, words)
    if verb in ("do", "does"):
        if words.no_need.match(rest):
            return Modal.MAY if denied else Modal.MUST
        rules = denied and not words.tells.match(rest)
        if verb == "does" and not words.somebody.search(subject):
            rules = False  # "The school does not run the group"
        return Modal.MUST_NOT if rules else Modal.STATES
    if verb in ("has", "have"):
        if words.duty.match(rest):
            return Modal.MAY if denied or rest.lower().startswith("no ") else Modal.MUST
        return Modal.STATES
    if verb in ("need", "needs", "require", "requires"):
        if words.need_nothing.match(rest) or (denied and verb != "require"):
            return Modal.MAY
        if words.consent.search(rest):
            return Modal.MAY_ONLY_IF
        asks = verb.startswith("require") or re.match(r"to\b", rest)
        return Modal.MUST if asks else Modal.STATES
    return Modal.STATES


def _modal(verb: str, denied: bool, subject: str, rest: str, words: ModalWords) -> Modal:
    base = _VERBS[verb]
    if found := re.match(rf"(?:be|to be|been)\b{_ADVERBS}", rest, re.IGNORECASE):
        lexical = _asked(rest[found.end() :], denied, words, verb)
        if lexical is not None:
            return lexical
    if verb == "will" and not denied and words.treated.match(rest):
        return Modal.MUST_NOT
    if base is Modal.MAY and words.possible.match(rest) and not words.denying.search(subject):
        return Modal.STATES if not denied or verb in ("may", "might") else Modal.MUST_NOT
    if verb == "will" and denied and words.tells.match(rest):
        return Modal.STATES
    if words.no_object.match(rest):
        denied = not denied
    if words.shuns.match(rest):
        denied = not denied
    if denied:
        return _DENIED[base]
    only = words.opens_only.search(subject) or (words.only.search(rest) and base is Modal.MAY)
    if base is Modal.MAY and only:
        return Modal.MAY_ONLY_IF
    if verb in ("will", "would") and words.only_when.search(rest):
        return Modal.MAY_ONLY_IF
    return base


def _is(denied: bool, subject: str, rest: str, words: ModalWords) -> Modal:
    if (lexical := _asked(rest, denied, words)) is not None:
        if lexical is Modal.MAY and words.opens_only.search(subject):
            return Modal.MAY_ONLY_IF
        return lexical
    if re.match(r"to\b", rest, re.IGNORECASE) and not words.aim.search(subject):
        if words.no_object.match(rest[2:]) or words.shuns.match(rest[2:].lstrip()):
            denied = not denied
        return Modal.MUST_NOT if denied else Modal.MUST
    if denied:
        return Modal.MUST_NOT if words.custom_ban.match(rest) else Modal.STATES
    if words.the_only.match(rest) or words.only_when.search(rest):
        return Modal.MAY_ONLY_IF
    if words.opens_only.search(subject) and words.participle.match(rest):
        return Modal.MAY_ONLY_IF
    return Modal.STATES


def _asked(rest: str, denied: bool, words: ModalWords, verb: str = "is") -> Modal | None:
    """The force of "is", "must be" or "may be" with a word that rules by itself ("permitted",
    "advised to"); None when it has no such word."""
    only = bool(words.only.match(rest))
    rest = re.sub(r"^(?:only|solely|exclusively)\s+", "", rest, flags=re.IGNORECASE)
    if rest.lower().startswith("under no "):
        denied = not denied
    kind = next((kind for kind, pattern in words.asked if pattern.match(rest)), "")
    if not kind:
        return None
    base = _VERBS.get(verb, Modal.STATES)
    plain = base is Modal.STATES or verb in ("will", "would", "shall")
    if base is Modal.MAY and kind in ("require", "advise", "forbid") and not denied:
        return Modal.STATES  # what may come of it
    if kind == "allow":
        if denied:
            return Modal.SHOULD_NOT if base is Modal.SHOULD else Modal.MUST_NOT
        return Modal.MAY_ONLY_IF if only or words.only.search(rest) else Modal.MAY
    if kind == "weakly":
        return (Modal.SHOULD_NOT if base is Modal.SHOULD else Modal.MUST_NOT) if denied else None
    if kind == "forbid":
        return Modal.MAY if denied else Modal.MUST_NOT
    if kind == "limit":
        return Modal.STATES if denied else Modal.MAY_ONLY_IF
    if kind == "discourage":
        return Modal.MAY if denied else Modal.SHOULD_NOT
    if kind == "avoid":
        ban = Modal.MUST_NOT if base is Modal.MUST else Modal.SHOULD_NOT
        return Modal.MAY if denied else ban
    if kind == "require":
        if denied:
            return Modal.MUST_NOT if verb in ("must", "shall") else Modal.MAY
        return Modal.MUST_NOT if words.not_to.search(rest) else Modal.MUST
    if not plain:
        return None  # "should be asked", "must be advised": by the modal
    if denied:
        return Modal.SHOULD_NOT if words.counsel.match(rest) else Modal.MAY
    return Modal.SHOULD_NOT if words.not_to.search(rest) else Modal.SHOULD


def _order(text: str, words: ModalWords) -> Modal:
    if words.orders_not.match(text):
        return Modal.MUST_NOT
    order = words.polite.sub("", text)
    if words.shuns.match(order):
        return Modal.SHOULD_NOT if order[:5].lower() == "avoid" else Modal.MUST_NOT
    if words.advises.match(order):
        return Modal.SHOULD
    if words.only_when.search(order):
        return Modal.MAY_ONLY_IF
    return Modal.MUST_NOT if words.no_object.match(order) else Modal.MUST


def _told_as_custom(text: str, words: ModalWords) -> Modal:
    """For what has no verb that rules: "No phones in class", "No adult drinks alcohol", "Not …"."""
    if words.orders_not.match(text):
        return Modal.MUST_NOT
    if words.advises.match(text):
        return Modal.SHOULD
    if not words.denying.match(text):
        return Modal.STATES
    if words.frees.search(text):
        return Modal.MAY
    return Modal.STATES if words.no_rule.search(text) else Modal.MUST_NOT
