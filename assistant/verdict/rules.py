"""What form and modality give together: the verdict by the rules, which know no model; pure."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers import Verdict
from assistant.modality.reading import Modal, Reading, Sentence
from assistant.question.form import Form, QuestionForm

# What a question of each form gets from a clause of each modality. Missing: the rules don't know.
_TABLE: dict[tuple[Form, Modal], Verdict] = {
    (Form.PERMISSION, Modal.MUST_NOT): Verdict.NO,
    (Form.PERMISSION, Modal.SHOULD_NOT): Verdict.NO,
    (Form.PERMISSION, Modal.MUST_NOT_UNLESS): Verdict.CONDITIONAL,
    (Form.PERMISSION, Modal.MAY): Verdict.YES,
    (Form.PERMISSION, Modal.MAY_ONLY_IF): Verdict.CONDITIONAL,
    (Form.DUTY, Modal.MUST): Verdict.YES,
    (Form.DUTY, Modal.SHOULD): Verdict.YES,
    (Form.DUTY, Modal.MAY): Verdict.NO,
    (Form.WRONG, Modal.MUST_NOT): Verdict.YES,
    (Form.WRONG, Modal.SHOULD_NOT): Verdict.YES,
    (Form.WRONG, Modal.MUST_NOT_UNLESS): Verdict.CONDITIONAL,
    (Form.WRONG, Modal.MAY): Verdict.NO,
    (Form.WRONG, Modal.MAY_ONLY_IF): Verdict.CONDITIONAL,
}
# "Should I…?" asks whether it is right: a ban says no, and leave decides nothing.
_ADVICE: dict[Modal, Verdict] = {
    Modal.MUST: Verdict.YES,
    Modal.SHOULD: Verdict.YES,
    Modal.MUST_NOT: Verdict.NO,
    Modal.SHOULD_NOT: Verdict.NO,
}
# "Do I need to ask first?": yes, where something is barred or allowed with a condition.
_CONSENT: dict[Modal, Verdict] = {
    Modal.MUST_NOT_UNLESS: Verdict.YES,
    Modal.MAY_ONLY_IF: Verdict.YES,
}
# Asked about not doing it ("Can I skip…?", "So I don't have to…?").
_NEGATED: dict[tuple[Form, Modal], Verdict] = {
    (Form.PERMISSION, Modal.MUST): Verdict.NO,
    (Form.DUTY, Modal.MUST): Verdict.NO,
    (Form.DUTY, Modal.SHOULD): Verdict.NO,
    (Form.DUTY, Modal.MAY): Verdict.YES,
    (Form.WRONG, Modal.MUST): Verdict.YES,
    (Form.WRONG, Modal.SHOULD): Verdict.YES,
}
_LEAVE = (Modal.MAY, Modal.MAY_ONLY_IF)
# Leave that goes so far: whether the asker's case is within it, the rules can't tell.
_MEASURED = re.compile(
    r"(?<![\w.])[£]?\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen"
    r"|sixteen"
    r"|eighteen|twenty|thirty|forty|fifty|hundred|aged|once|who|whose|outside|during|within|until)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\W*[A-Za-z]{0,3}\d+(?:\.\d+)*[.)]?\s+")
# The share (0..1) of the shorter one's words that a question and a sentence that gives leave must
# have in common, so that a yes rests on it. Judged on the libraries of the training data.
_NEAR = 0.2
# Words that tell nothing of what is spoken about.
_STOP = re.compile(
    r"the|a|an|and|or|of|to|in|on|at|by|for|with|is|are|be|been|was|were|it|its|this|that|"
    r"these|those|i|we|you|they|he|she|my|our|your|their|me|us|them|do|does|did|can|could|"
    r"may|must|should|will|would|not|no|if|any|what|who|when|where|how|which|have|has|had|"
    r"so|as|from|about|there"
)
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")


def verdict_by_rules(form: QuestionForm, sentence: Sentence) -> Verdict | None:
    """The verdict that modality and form give together; None when they don't decide."""
    modal = sentence.modal
    if form.form is Form.OPEN:
        return Verdict.INFORMATION
    if sentence.doubtful:
        return None
    if form.negated:
        return Verdict.YES if form.advice and modal.is_ban else _NEGATED.get((form.form, modal))
    if sentence.averts and form.form is not Form.DUTY:
        modal = Modal.SHOULD_NOT if modal.is_advice else Modal.MUST_NOT
    if modal is Modal.SHOULD_NOT and sentence.exceptions:
        modal = Modal.MUST_NOT_UNLESS  # advised against, but for an exception
    if form.advice:
        return _ADVICE.get(modal)
    if form.consent and modal in _CONSENT:
        return _CONSENT[modal]
    if form.form is Form.PERMISSION and modal is Modal.MAY:
        if form.loose:
            return None
        if _MEASURED.search(_NUMBERED.sub("", sentence.text)):
            return Verdict.CONDITIONAL
    return _TABLE.get((form.form, modal))


def speaking_sentence(question: str, reading: Reading) -> Sentence:
    """The sentence of the clause that shares most words with the question; of equals a ban, else
    the first that rules rather than tells.

    It is `doubtful` when it gives leave and has too few words of the question, or when it rules and
    another that shares as many words gives leave.
    """
    asked = _content_words(question)
    shared = [len(asked & _content_words(sentence.text)) for sentence in reading.sentences]

    def weight(at: int) -> tuple[int, bool, bool]:
        modal = reading.sentences[at].modal
        return (shared[at], modal.is_ban, modal is not Modal.STATES)

    best = max(range(len(shared)), key=weight)
    chosen = reading.sentences[best]
    rivals = (s for s, n in zip(reading.sentences, shared, strict=True) if n == shared[best])
    shorter = min(len(asked), len(_content_words(chosen.text)))
    if chosen.modal is Modal.MAY and shared[best] < max(1, _NEAR * shorter):
        return replace(chosen, doubtful=True)
    if chosen.modal not in _LEAVE and any(rival.modal in _LEAVE for rival in rivals):
        return replace(chosen, doubtful=True)
    return chosen


def _content_words(text: str) -> frozenset[str]:
    """The beginnings of the words that tell what a text is about."""
    words = re.findall(r"[a-z]+", text.lower())
    return frozenset(_ENDING.sub("", w)[:6] for w in words if not _STOP.fullmatch(w) and len(w) > 2)
