"""What form and modality give together; clauses invented for these tables."""

from __future__ import annotations

import pytest

from assistant.answers import Verdict
from assistant.modality.reading import Reading, read_clause
from assistant.question.form import question_form
from assistant.verdict.rules import speaking_sentence, verdict_by_rules
from ingest.documents import Clause


def reading_of(text: str) -> Reading:
    return read_clause(Clause("c", "p", text, 0, len(text), (), 1, 1))


@pytest.mark.parametrize(
    ("question", "clause", "verdict"),
    [
        ("Should I lend out the oars?", "Members must not lend the oars.", Verdict.NO),
        ("Should I lock the oars away?", "Members must lock the oars away.", Verdict.YES),
        ("Should I say no to lending oars?", "Members must not lend the oars.", Verdict.YES),
        ("Do I need permission to camp?", "Nobody may camp unless the warden agrees.", Verdict.YES),
        ("Can I skip the oar check?", "Members must check the oars.", Verdict.NO),
        ("Can I share the scores?", "Tutors must ensure that scores are not shared.", Verdict.NO),
        (
            "Can I lend oars?",
            "Lending oars should be avoided except in a race.",
            Verdict.CONDITIONAL,
        ),
        ("Can I borrow oars?", "Members may borrow up to two oars.", Verdict.CONDITIONAL),
        ("Can I borrow oars?", "Members may swim. Oars must not be borrowed.", Verdict.NO),
    ],
)
def test_the_rules_read_how_it_is_asked(question, clause, verdict):
    sentence = speaking_sentence(question, reading_of(clause))
    assert verdict_by_rules(question_form(question), sentence) is verdict


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Can I bring a kettle?", "Rowers may use the gym."),
        ("Can I bring a kettle?", "Radios are banned. Torches may be used."),
        ("Kettle in the hut?", "A kettle may be used in the hut."),
    ],
)
def test_the_rules_say_nothing_where_another_sentence_may_speak(question, clause):
    sentence = speaking_sentence(question, reading_of(clause))
    assert verdict_by_rules(question_form(question), sentence) is None
