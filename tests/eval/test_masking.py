from __future__ import annotations

import pytest

from assistant.privacy.masker import rules_masker
from assistant.privacy.masking import Found, Kind
from eval.masking import PARTS, Message, figures_text, measure, read_messages
from eval.questions import read_questions


def message(text: str, *words: str) -> Message:
    spans = [Found(Kind.NAME, text.index(w), text.index(w) + len(w), w) for w in words]
    return Message("m", text, tuple(spans))


def test_a_span_counts_only_when_nothing_of_it_is_left():
    figures = measure(
        rules_masker(),
        [
            message("jayden's mum rang", "jayden"),
            message("who is xq zz", "xq zz"),  # no rule finds it
            message("May I film?"),
            message("Tell Jayden"),  # marked as clean, so that it counts as a mistake
        ],
    )
    assert figures.recall == {Kind.NAME: (1, 2)}
    assert (figures.clean, figures.clean_masked) == (2, 1)
    assert figures.precision == 1.0
    assert figures.missed == (("xq zz", "who is xq zz"),)
    assert figures.mistaken == (("Jayden", "Tell Jayden"),)
    assert "1 of 2" in figures_text("rules", figures)


@pytest.mark.parametrize("part", PARTS)
def test_the_marks_of_the_measuring_set_fit_its_messages(part):
    messages = read_messages(part)
    assert len({m.id for m in messages}) == len(messages)
    for one in messages:
        ends = [0]
        for span in one.spans:
            assert span.word.strip() == span.word != ""
            assert ends[-1] <= span.start < span.end <= len(one.text)
            ends.append(span.end)


def test_no_message_is_in_both_parts():
    fit, frozen = (
        {" ".join(m.text.lower().split()) for m in read_messages(part)} for part in PARTS
    )
    assert not fit & frozen


def test_the_rules_mask_as_well_as_when_they_were_measured():
    figures = measure(rules_masker(), read_messages("frozen"))
    masked, names = figures.recall[Kind.NAME]
    assert masked / names >= 0.92
    assert all(m == n for kind, (m, n) in figures.recall.items() if kind is not Kind.NAME)
    assert figures.clean_masked / figures.clean <= 0.07


@pytest.mark.parametrize("suite", ["shipped", "samples"])
def test_hardly_any_policy_question_is_masked(suite):
    questions = read_questions(suite)
    masker = rules_masker()
    touched = [q.question for q in questions if masker.mask(q.question).found]
    assert len(touched) / len(questions) <= 0.02
