"""A quote altered by a word, a letter or a space is caught and named; plain advice is not."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from assistant.desk.locks import Alteration, Altered, altered_quotes
from assistant.records.entries import Draft, DraftPart, Paragraph, Part

RULE = "Staff must not send private messages to pupils or parents"
EXCEPTION = "except where the headteacher has given approval in writing"
CLAUSE = f"{RULE}, {EXCEPTION}."


def edited(parts: tuple[DraftPart, ...], part: Part, *paragraphs: Paragraph):
    return tuple(replace(p, paragraphs=paragraphs) if p.part is part else p for p in parts)


def with_quote(draft: Draft, text: str) -> tuple[Altered, ...]:
    """What is found when the quoted paragraph reads `text`."""
    policy = next(p for p in draft.edited if p.part is Part.POLICY)
    changed = tuple(replace(p, text=text) if p.quoted else p for p in policy.paragraphs)
    return altered_quotes(edited(draft.edited, Part.POLICY, *changed), draft.quotes)


def with_advice(draft: Draft, text: str) -> tuple[Altered, ...]:
    """What is found when the advice is one ordinary paragraph."""
    return altered_quotes(edited(draft.edited, Part.ADVICE, Paragraph(text)), draft.quotes)


@pytest.mark.parametrize(
    ("text", "stored", "found"),
    [
        (CLAUSE.replace("must not", "must"), "not send private messages to pupils", "send private"),
        (CLAUSE.replace("must", "should"), "must not send private messages to", "should not send"),
        (CLAUSE.replace("or parents", "or  parents"), "here: latin small letter p", "here: space"),
        (CLAUSE.replace("parents", "pаrents"), "latin small letter a", "cyrillic small letter a"),
        (CLAUSE.replace("to pupils", "to\u00a0pupils"), "here: space", "here: no-break space"),
        (CLAUSE.replace("to pupils", "to pu\u200bpils"), "small letter p", "zero width space"),
        (CLAUSE.removesuffix("."), "writing.", "writing"),
        (f"{RULE}.", "parents, except where the headteacher has", "parents."),
        (f"{CLAUSE} ", "writing. (the text ends here)", "writing. (here: space)"),
        ("", "Staff must not send private messages", "(nothing)"),
    ],
)
def test_altered_quote_is_caught_with_its_first_differing_words(draft, text, stored, found):
    (altered,) = with_quote(draft, text)
    assert altered.kind is Alteration.CHANGED and altered.part is Part.POLICY
    assert altered.clause_id == draft.quotes[0].quote.clause_id and altered.paragraph == 2
    assert stored in altered.stored and found in altered.found
    assert altered.clause_id in altered.text and altered.stored in altered.text


def test_untouched_draft_has_nothing_altered(draft):
    assert altered_quotes(draft.edited, draft.quotes) == ()


def test_quote_that_was_removed_is_missed_where_the_text_still_speaks_of_it(draft):
    left = [p for part in draft.edited if part.part is Part.POLICY for p in part.paragraphs]
    left = [p for p in left if not p.quoted]
    found = altered_quotes(edited(draft.edited, Part.POLICY, *left), draft.quotes)
    assert {a.kind for a in found} == {Alteration.REMOVED}
    assert {a.part for a in found} == {Part.POLICY, Part.NOT_SETTLED, Part.ADVICE}


def test_quote_may_go_with_all_that_speaks_of_it(draft):
    kept = tuple(
        part
        for part in draft.edited
        if part.part not in (Part.POLICY, Part.NOT_SETTLED, Part.ADVICE)
    )
    assert altered_quotes(kept, draft.quotes) == ()


def test_clause_that_was_never_quoted_is_named(draft):
    parts = edited(draft.edited, Part.ADVICE, Paragraph("As told.", ("media-99",)))
    (altered,) = altered_quotes(parts, draft.quotes)
    assert altered.kind is Alteration.UNKNOWN and "media-99" in altered.text


def test_lead_in_is_locked_with_its_quote(answered, replied):
    reply = replied(answered("Can I answer a former pupil?", "former pupils"))
    policy = next(p for p in reply.parts if p.part is Part.POLICY)
    source, *rest = policy.paragraphs
    source = replace(
        source, text=source.text.replace("words “Staff are", "words “Staff and all are")
    )
    (altered,) = altered_quotes(edited(reply.parts, Part.POLICY, source, *rest), reply.quotes)
    assert altered.kind is Alteration.LEAD_IN
    assert altered.stored.startswith("are advised:") and altered.found.startswith("and all are")
    (altered,) = altered_quotes(edited(reply.parts, Part.POLICY, *rest), reply.quotes)
    assert altered.kind is Alteration.LEAD_IN


@pytest.mark.parametrize(
    "text",
    [
        CLAUSE.replace("must not", "may"),
        CLAUSE.replace("must not", "must"),
        "As you know, " + CLAUSE.replace("in writing", "by phone") + " Please keep to that.",
        CLAUSE.upper().replace("PUPILS", "GOVERNORS"),
        "Staff must not normally send any private messages to pupils or parents, " + EXCEPTION,
        CLAUSE.replace("messages", "messаges"),
        "\n".join(CLAUSE.replace("not ", "").split()),
    ],
)
def test_clause_pasted_with_a_change_into_an_ordinary_paragraph_is_caught(draft, text):
    (altered,) = with_advice(draft, text)
    assert altered.kind is Alteration.NEAR_COPY and altered.part is Part.ADVICE
    assert altered.stored != altered.found


def test_rule_pasted_without_its_exception_is_caught(draft):
    (altered,) = with_advice(draft, f"Remember: {RULE}.")
    assert altered.kind is Alteration.NEAR_COPY
    assert altered.stored == EXCEPTION and altered.found == "(left out)"


@pytest.mark.parametrize(
    "text",
    [
        "Please do not message parents from your own account.",
        "Please ask the headteacher in writing before you message a parent.",
        "I would use the school office’s number for messages to parents.",
        "Private messages to pupils are what this clause is about.",
        f"The policy says: {CLAUSE}",
        f"Please write to the headteacher first. It says “{EXCEPTION}”.",
        "",
        "must not",
    ],
)
def test_plain_advice_and_exact_words_are_not_taken_for_an_altered_copy(draft, text):
    assert with_advice(draft, text) == ()


def test_question_may_ask_in_the_clauses_own_words(draft):
    question = Paragraph("You asked whether staff must send private messages to pupils or parents.")
    parts = edited(draft.edited, Part.QUESTION, question)
    assert altered_quotes(parts, draft.quotes) == ()


@pytest.mark.parametrize("filler", ["word and ", "x", "Staff must not send private ", "\u0430 "])
def test_enormous_paste_is_checked_in_reasonable_time(draft, filler):
    text = filler * (100_000 // len(filler)) + CLAUSE.replace("must not", "may")
    began = time.perf_counter()
    found = with_advice(draft, text)
    assert time.perf_counter() - began < 10  # seconds; well under one on an idle machine
    assert len(found) == 1
