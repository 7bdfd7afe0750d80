"""A drafted reply says what the clauses say, in their force, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from assistant.answers import ConcernKind, Escalation, Force, LinkedReference, Status, Verdict
from assistant.desk.drafting import ReplyText
from assistant.desk.errors import NothingToDraft, QuoteNotStored
from assistant.desk.locks import altered_quotes
from assistant.desk.templates import load_templates
from assistant.records.entries import Audience, Length, Part, Tone
from assistant.triage.cards import SchoolContacts, card_for
from ingest.documents import PolicyStatus

CONDITION = "except where the headteacher has given approval in writing"
CASES = {
    "conditional": (
        "Can I message a parent?",
        ("private messages",),
        {
            "verdict": Verdict.CONDITIONAL,
            "conditions": (CONDITION,),
            "approvers": ("the headteacher",),
        },
    ),
    "banned": ("Can I use a phone in class?", ("in the classroom",), {}),
    "allowed": (
        "Can I use a phone in the staff room?",
        ("staff room",),
        {"verdict": Verdict.YES},
    ),
    "advised": (
        "Do I have to choose a strong password?",
        ("strong password",),
        {"verdict": Verdict.YES, "force": Force.ADVICE},
    ),
    "mixed": ("Can I answer a former pupil?", ("former pupils",), {}),
    "conflict": (
        "Can I use a phone?",
        ("staff room", "in the classroom"),
        {"verdict": None, "notices": ("conflict",)},
    ),
    "withdrawn": (
        "Can I use a phone?",
        ("in the classroom",),
        {"verdict": None, "notices": ("verdict_withdrawn",)},
    ),
    "told": ("Is there a log?", ("a log",), {"verdict": Verdict.INFORMATION, "force": None}),
    "not covered": (
        "Can I bring a dog?",
        (),
        {"status": Status.NOT_COVERED, "verdict": None, "force": None},
    ),
    "out of scope": (
        "How do I bake a cake?",
        (),
        {"status": Status.OUT_OF_SCOPE, "verdict": None, "force": None},
    ),
    "unclear": ("my phone", (), {"status": Status.CLARIFY, "verdict": None, "force": None}),
}


def text_of(reply: ReplyText, part: Part) -> str:
    said = [p.text for each in reply.parts if each.part is part for p in each.paragraphs]
    return "\n".join(said)


@pytest.fixture(scope="session")
def case(answered):
    def make(name: str, **changes: object):
        question, words, fields = CASES[name]
        return answered(question, *words, **{**fields, **changes})

    return make


def test_every_part_is_there_in_its_order(case, replied):
    reply = replied(case("conditional"))
    assert [part.part for part in reply.parts] == list(Part)


@pytest.mark.parametrize("name", CASES)
def test_every_combination_holds_its_quotes_and_leaves_nothing_unfilled(case, replied, name):
    for audience, tone, length in product(Audience, Tone, Length):
        if name == "unclear" and audience is Audience.ALL_STAFF:
            continue  # refused: see below
        reply = replied(case(name), audience=audience, tone=tone, length=length)
        assert altered_quotes(reply.parts, reply.quotes) == ()
        paragraphs = [p for part in reply.parts for p in part.paragraphs]
        stored = {kept.quote.clause_id: kept.quote.text for kept in reply.quotes}
        assert stored == {p.quoted: p.text for p in paragraphs if p.quoted}
        assert all(p.text.strip() for p in paragraphs) and all(x.paragraphs for x in reply.parts)
        everything = "\n".join(p.text for p in paragraphs)
        assert not any(mark in everything for mark in ("{", "}", " None", "“None", "  ", " ."))
        if audience is Audience.ALL_STAFF:
            assert "Thank you" not in everything and "You asked" not in everything


@pytest.mark.parametrize("name", CASES)
def test_tone_changes_neither_policy_nor_what_is_open_nor_conditions(case, replied, name):
    replies = [replied(case(name), tone=tone) for tone in Tone]
    for part in (Part.QUESTION, Part.POLICY, Part.NOT_SETTLED, Part.ACTION, Part.RECORD):
        assert len({text_of(reply, part) for reply in replies}) == 1
    assert len({text_of(reply, Part.THANKS) for reply in replies}) == 3
    assert len({text_of(reply, Part.SIGN_OFF) for reply in replies}) == 3
    templates = load_templates()
    framings = [templates.say(f"framing.{tone}") + " " for tone in Tone]
    advice = {
        text_of(reply, Part.ADVICE).replace(framing, "")
        for reply, framing in zip(replies, framings, strict=True)
    }
    assert len(advice) == 1


def test_quote_comes_with_title_section_version_and_review_date(case, replied, quote):
    reply = replied(case("mixed"))
    source, quoted = reply.parts[2].paragraphs[:2]
    for told in (
        "“Phones and Messages Policy”",
        "“Staff › Staff are advised:”",
        "version 2.1",
        "review date February 2025",
        "introduced with the words “Staff are advised:”",
    ):
        assert told in source.text
    assert quoted.text == quote("former pupils").text
    assert quoted.quoted == quote("former pupils").clause_id
    assert reply.quotes[0].policy_sha256


def test_page_of_a_pdf_is_named(assistant, replied):
    answer = assistant.answer("Can I contact parents on Facebook?")
    reply = replied(answer, policies=assistant.policies())
    assert f"page {answer.quotes[0].page}" in text_of(reply, Part.POLICY)
    assert altered_quotes(reply.parts, reply.quotes) == ()


def test_an_overdue_review_is_told_with_its_months_and_a_sample_as_a_sample(case, replied, policy):
    assert "overdue by 20 months" in text_of(replied(case("banned")), Part.POLICY)
    sample = replace(policy, status=PolicyStatus.SAMPLE)
    banned = case("banned")
    banned = replace(banned, quotes=(replace(banned.quotes[0], status="sample"),))
    reply = replied(banned, policies=[sample])
    assert "is a sample. The school has not adopted it" in text_of(reply, Part.POLICY)
    assert "no advice is drawn from it" in text_of(reply, Part.ADVICE)


@pytest.mark.parametrize(
    ("name", "says", "never"),
    [
        ("banned", "does not allow this, and it is written as a rule", "advi"),
        ("allowed", "adds no permission of its own", "written as a rule"),
        ("advised", "The policy advises this. That is advice and not a rule.", "requires"),
        ("mixed", "words that introduce it speak of advice", "Please follow it as it stands"),
        ("conditional", f"“{CONDITION}”", "allows"),
        ("conditional", "this reply does not give it on anyone’s behalf", "allows"),
        ("conflict", "Ask me or the headteacher (Ruth Carne)", "does not allow"),
        ("withdrawn", "please ask me before you go ahead", "does not allow"),
        ("not covered", "[advice]", "allow"),
        ("unclear", "write back with the question", "[advice]"),
    ],
)
def test_advice_says_no_more_than_the_clause_carries(case, replied, name, says, never):
    advice = text_of(replied(case(name)), Part.ADVICE)
    assert says in advice and never not in advice


@pytest.mark.parametrize(
    ("question", "words", "verdict"),
    [
        ("Can I use a phone in class?", "in the classroom", Verdict.YES),
        ("Can I use a phone in the staff room?", "staff room", Verdict.NO),
        ("Do I have to use the staff room?", "in the classroom", Verdict.YES),
        ("Can I not use a phone in class?", "in the classroom", Verdict.NO),
        ("Is there a log?", "a log", Verdict.YES),
    ],
)
def test_a_verdict_that_the_clause_does_not_carry_is_left_out(
    answered, replied, question, words, verdict
):
    advice = text_of(replied(answered(question, words, verdict=verdict)), Part.ADVICE)
    assert not any(word in advice for word in ("allow", "require"))


def test_a_rule_told_of_a_clause_that_only_advises_is_told_as_advice(answered, replied):
    answer = answered("Must I have a password?", "strong password", verdict=Verdict.YES)
    advice = text_of(replied(answer), Part.ADVICE)
    assert "advice and not a rule" in advice and "requires" not in advice


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("conditional", "condition is met in a particular case is left open"),
        ("conflict", "this reply does not choose between them"),
        ("withdrawn", "neither is given here"),
        ("not covered", "does not mean that it is allowed"),
        ("mixed", "is not settled here"),
    ],
)
@pytest.mark.parametrize("length", Length)
def test_what_is_not_settled_is_told_at_any_length(case, replied, name, says, length):
    assert says in text_of(replied(case(name), length=length), Part.NOT_SETTLED)


def test_linked_policy_that_is_not_held_is_named_and_never_guessed(answered, replied, quote):
    clause_id = quote("Code of Conduct").clause_id
    links = (
        LinkedReference("Code of Conduct", False, clause_id),
        LinkedReference("Online Safety Policy", True, clause_id, sample=True),
        LinkedReference("Behaviour Policy", True, clause_id),
        LinkedReference("Complaints Policy", False, "of a clause that isn't quoted"),
    )
    answer = answered("Which code is it?", "Code of Conduct", linked_policies=links)
    told = text_of(replied(answer), Part.NOT_SETTLED)
    assert "“Code of Conduct”, not held here" in told
    assert "“Online Safety Policy”, held here only as a sample" in told
    assert "Behaviour" not in told and "Complaints" not in told


def test_clause_that_names_others_binds_nobody_else(case, answered, replied):
    answer = case("banned")
    reply = replied(answer, audience=Audience.VOLUNTEER)
    assert "names “Staff”. It does not say whether it applies to volunteers as well." in text_of(
        reply, Part.NOT_SETTLED
    )
    assert "does not allow" not in text_of(reply, Part.ADVICE)
    about = answered("Must volunteers leave phones?", "Volunteers must", verdict=Verdict.YES)
    assert "names “Volunteers”" not in text_of(replied(about), Part.NOT_SETTLED)


def test_everything_about_policy_is_tied_to_clauses(case, replied):
    for name in ("conditional", "banned", "mixed", "conflict", "withdrawn"):
        reply = replied(case(name))
        ids = {kept.quote.clause_id for kept in reply.quotes}
        for part in reply.parts:
            tied = [p for p in part.paragraphs if "found as well" not in p.text]
            if part.part in (Part.POLICY, Part.NOT_SETTLED, Part.ADVICE):
                assert all(p.clause_ids and set(p.clause_ids) <= ids for p in tied)
            else:
                assert not any(p.clause_ids or p.quoted for p in tied)


def test_nearest_clause_is_no_answer_and_is_left_out_of_a_short_reply(case, replied, quote):
    answer = case("not covered", nearest=(quote("in the classroom"),))
    full, short = replied(answer), replied(answer, length=Length.SHORT)
    assert "It is shown for information and is not an answer to it." in text_of(full, Part.POLICY)
    assert len(full.quotes) == 1 and short.quotes == ()
    assert not any(part.part is Part.RECORD for part in short.parts)


def test_several_questions_are_answered_by_number(case, answered, replied):
    first, second = case("banned"), case("not covered")
    message = f"{first.question} {second.question}"
    reply = replied(answered(message, "in the classroom", parts=(first, second)))
    question = text_of(reply, Part.QUESTION)
    assert question.startswith("Question 1. You asked whether you can use a phone in class.")
    assert "Question 2. You asked whether you can bring a dog." in question
    for part in (Part.POLICY, Part.NOT_SETTLED, Part.ADVICE):
        assert "On question 2:" in text_of(reply, part)


def test_question_is_told_back_as_masked_and_all_staff_never_learn_who_asked(case, replied):
    answer = case("banned")
    masked = "Can I call [name]’s mum?"
    assert "You asked: “Can I call [name]’s mum?”" in text_of(
        replied(answer, question=masked), Part.QUESTION
    )
    reply = replied(answer, question=masked, audience=Audience.ALL_STAFF)
    assert text_of(reply, Part.QUESTION).endswith("[the question in one sentence]")
    long = replied(answer, question="My day was like this. " * 40)
    assert text_of(long, Part.QUESTION).endswith("[the question in one sentence]")


def test_concern_is_refused_and_nothing_of_it_is_told(answered, replied):
    card = card_for(ConcernKind.CHILD, SchoolContacts())
    concern = answered(
        "", status=Status.LIVE_CONCERN, escalation=Escalation(ConcernKind.CHILD, card)
    )
    for answer in (concern, answered("Two things", parts=(concern,))):
        with pytest.raises(NothingToDraft, match="use the report-now card") as refused:
            replied(answer, question="zebra")
        assert "zebra" not in str(refused.value)


def test_nothing_is_drafted_without_a_question_or_to_all_about_an_unclear_one(case, replied):
    with pytest.raises(NothingToDraft, match="no question"):
        replied(case("banned"), question=" \n")
    with pytest.raises(NothingToDraft, match="isn’t clear"):
        replied(case("unclear"), audience=Audience.ALL_STAFF)


def test_quote_that_the_library_does_not_hold_is_refused(case, replied, policy):
    answer = case("banned")
    other = replace(answer.quotes[0], text=answer.quotes[0].text.replace("not ", ""))
    with pytest.raises(QuoteNotStored, match="Ask the question again"):
        replied(replace(answer, quotes=(other,)))
    with pytest.raises(QuoteNotStored):
        replied(answer, policies=[])


def test_names_come_from_the_settings_alone(case, replied):
    reply = replied(case("banned"), school=SchoolContacts(dsl="  "))
    told = text_of(reply, Part.CONFIDENTIALITY)
    assert "tell the Designated Safeguarding Lead now" in told and "999" in told
    assert "LADO" in told and "(" not in told.replace("(LADO)", "")
