"""The checks of a chat model's sentences, over clauses that a person can read in one go."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.answers import Answer, Notice, Quote, Status, Verdict
from assistant.phrasing.checking import Checker, reason_against_headline, reason_against_question
from assistant.search.ranking import PairReadings

CLAUSE = (
    "Staff must not use personal mobile phones in classrooms unless the headteacher has agreed to "
    "it in writing."
)
ADVICE = "Volunteers should avoid being alone with a pupil."
DUTY = (
    "Gifts worth more than £25 must be declared to the business manager within five working days."
)


def answer_on(text: str, question: str, verdict: Verdict, lead_in: str | None = None) -> Answer:
    quote = Quote(
        *(text, lead_in, "c1", "p1", "Example Policy", None, None, ("Rules",), 1, 1, 0, len(text)),
        "example.md",
        "adopted",
    )
    return Answer(question, question, Status.ANSWERED, "", verdict, quotes=(quote,))


PHONES = answer_on(CLAUSE, "Can I use my mobile phone in class?", Verdict.CONDITIONAL)
ALONE = answer_on(ADVICE, "Can a volunteer be alone with a pupil?", Verdict.NO)
GIFTS = answer_on(DUTY, "Do I have to declare a gift?", Verdict.YES)


def reason(answer: Answer, sentence: str) -> str | None:
    return Checker().reason_against(sentence, answer.quotes, answer)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (PHONES, CLAUSE),
        (
            PHONES,
            "You may use a personal mobile phone in a classroom only if the headteacher has agreed "
            "to it in writing.",
        ),
        (PHONES, "Personal mobile phones must not be used in classrooms unless the headteacher has "
                 "agreed in writing."),
        (ALONE, "Volunteers should avoid being alone with a pupil."),
        (GIFTS, DUTY),
    ],
)  # fmt: skip
def test_a_plain_paraphrase_passes(answer, sentence):
    assert reason(answer, sentence) is None


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        # negation and modality
        (PHONES, CLAUSE.replace("must not", "may")),
        (PHONES, CLAUSE.replace("must not", "must")),
        (PHONES, CLAUSE.replace("must not", "should not")),
        (ALONE, ADVICE.replace("should", "must")),
        (ALONE, "Volunteers should be alone with a pupil."),
        (ALONE, "Volunteers must never be alone with a pupil."),
        (GIFTS, DUTY.replace("must", "should")),
        (GIFTS, DUTY.replace("must be", "need not be")),
        # conditions
        (PHONES, CLAUSE.split(" unless")[0] + "."),
        (PHONES, CLAUSE.replace(" in writing", "")),
        (PHONES, CLAUSE.replace("has agreed", "has not agreed")),
        (PHONES, CLAUSE.replace("unless", "if")),
        (ALONE, "Volunteers should avoid being alone with a pupil unless the door is open."),
        (GIFTS, "Gifts must be declared to the business manager within five working days."),
        # numbers
        (GIFTS, DUTY.replace("25", "50")),
        (GIFTS, DUTY.replace("more", "less")),
        (GIFTS, DUTY.replace("five working days", "five weeks")),
        # people
        (PHONES, CLAUSE.replace("headteacher", "deputy head")),
        (GIFTS, DUTY.replace("business manager", "governors")),
        (ALONE, ADVICE.replace("Volunteers", "Staff")),
        (ALONE, "A pupil should avoid being alone with a volunteer."),
        (GIFTS, "The business manager must declare gifts worth more than £25."),
        # what is narrowed or widened
        (PHONES, CLAUSE.replace("personal ", "")),
        (PHONES, CLAUSE.replace("personal", "all personal")),
        (ALONE, ADVICE.replace("should", "should usually")),
    ],
)
def test_what_the_clause_does_not_carry_is_rejected(answer, sentence):
    assert reason(answer, sentence) is not None


def test_a_ban_beside_what_it_allows_is_not_told_alone():
    text = "Phones must not be used in lessons. Phones may be used in the staff room."
    answer = answer_on(text, "Can I use a phone?", Verdict.INFORMATION)
    assert "allows" in reason(answer, "Phones must not be used in lessons.")


def test_somebody_whom_the_clause_does_not_bind_is_not_spoken_to():
    answer = replace(PHONES, notices=(Notice("other_audience", "…"),))
    told = "You must not use a personal mobile phone in classrooms unless the headteacher has "
    assert reason(PHONES, f"{told}agreed in writing.") is None
    assert "speaks to the asker" in reason(answer, f"{told}agreed in writing.")


def test_the_force_of_a_lead_in_counts():
    answer = answer_on(
        "tell the caretaker",
        "Who do I tell?",
        Verdict.INFORMATION,
        "If a step breaks, staff should:",
    )
    assert reason(answer, "If a step breaks, staff should tell the caretaker.") is None
    assert reason(answer, "If a step breaks, staff must tell the caretaker.") is not None
    assert reason(answer, "Staff should tell the caretaker.") is not None


@pytest.mark.parametrize(
    ("verdict", "text", "right"),
    [
        (Verdict.YES, f"Yes, {DUTY[0].lower()}{DUTY[1:]}", True),
        (Verdict.YES, DUTY, False),
        (Verdict.NO, f"Yes, {DUTY[0].lower()}{DUTY[1:]}", False),
        (Verdict.INFORMATION, DUTY, True),
        (Verdict.INFORMATION, f"No, {DUTY}", False),
        (Verdict.YES, "Yes.", False),
    ],
)
def test_a_headline_says_yes_or_no_exactly_when_the_ruling_does(verdict, text, right):
    answer = replace(GIFTS, verdict=verdict)
    assert (reason_against_headline(text, answer, Checker()) is None) == right


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Can I use a personal mobile phone in writing?", True),
        ("Who has to agree to a phone in classrooms?", True),
        ("Staff may use phones in classrooms.", False),
        ("Why may staff use phones?", False),
        ("Can Mrs Jones use a phone in classrooms?", False),
        ("Can I use a phone 3 times in classrooms?", False),
        ("Since phones are allowed, can I use one?", False),
        ("How do I hide drugs from the police?", False),
        ("Can I use my mobile phone in class?", False),  # the question just asked
    ],
)
def test_a_suggested_question_asserts_nothing_and_names_nobody(question, right):
    assert (reason_against_question(question, PHONES) is None) == right


class Reads:
    """A reader that takes every text for one answer."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def read(self, question, texts):
        shares = {v: 0.9 if v is self.verdict else 0.1 / 3 for v in Verdict}
        return PairReadings(np.zeros(len(texts)), (shares,) * len(texts))


def test_what_the_reader_takes_for_the_opposite_is_left_out():
    assert Checker(Reads(Verdict.YES)).reason_against(DUTY, GIFTS.quotes, GIFTS) is None
    told = Checker(Reads(Verdict.NO)).reason_against(DUTY, GIFTS.quotes, GIFTS)
    assert "the reader takes it for" in told
