"""The locks on a model's sentences, over the labelled sentences of the evaluation: strict, and no
wrong one is proposed. The figures stand in the README and ADR 12."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.answers import Quote
from assistant.desk.wording_locks import WithLocks
from assistant.phrasing.checking import Checker
from assistant.records.entries import (
    Audience,
    Draft,
    DraftPart,
    KeptQuote,
    Length,
    Paragraph,
    Part,
    Tone,
)
from eval.phrasing import PARTS, read_cases

AT = datetime(2026, 11, 22, tzinfo=UTC)


def draft_of(quote: Quote) -> Draft:
    ids = (quote.clause_id,)
    parts = (DraftPart(Part.POLICY, (Paragraph(quote.text, ids, quote.clause_id),)),)
    return Draft(
        draft_id="d",
        question_ids=(),
        question="",
        audience=Audience.STAFF_MEMBER,
        tone=Tone.PLAIN,
        length=Length.FULL,
        generated=parts,
        edited=parts,
        quotes=(KeptQuote(quote, "0" * 64),),
        created_by="Ms Dee",
        created_at=AT,
        changed_at=AT,
    )


def test_no_wrong_sentence_is_proposed_and_few_right_ones_are():
    proposed = {True: 0, False: 0}
    cases = [case for part in PARTS for case in read_cases(part)]
    for case in cases:
        checks = WithLocks(Checker(), draft_of(case.answer.quotes[0]))
        reason = checks.reason_against(case.sentence, case.answer.quotes, case.answer)
        proposed[case.kind == "supported"] += reason is None
    assert len(cases) == 93 + 280
    assert proposed == {True: 17, False: 0}
