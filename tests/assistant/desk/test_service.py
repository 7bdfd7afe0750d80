"""Who may do what at the desk: every action asks, and a refusal leaves everything as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.access.errors import NotAllowed
from assistant.access.links import LinkStanding
from assistant.answers import Outcome
from assistant.bootstrap import build
from assistant.desk.administering import (
    erase_person,
    export_person,
    make_link,
    purge,
    revoke_link,
    visitor,
)
from assistant.desk.errors import NothingToDraft, NothingToSend, ReasonMissing, UnsignableDraft
from assistant.desk.gathering import conflicts_met, released_words
from assistant.desk.phrased_draft import OtherWords, ask_for_words, put_into, take_out
from assistant.desk.service import CHAT, Desk, advice_of
from assistant.desk.templates import load_templates
from assistant.errors import QuestionError
from assistant.privacy.masker import rules_masker
from assistant.privacy.masking import Masked
from assistant.records.entries import (
    Actor,
    Arrival,
    Asked,
    Audience,
    DraftPart,
    InboxState,
    Length,
    Paragraph,
    Tone,
)
from assistant.records.store import file_url, open_records
from assistant.settings import Settings
from assistant.triage.cards import SchoolContacts

DSL = Actor("Ms Dee", "dsl@hill.example", ("dsl",))
ADMIN = Actor("Mr Ash", "office@hill.example", ("admin",))
NOBODY = (None, Actor("Mx Staff", "staff@hill.example", ("staff",)))
QUESTION = "Can I take a photo of the school roof?"
CONCERN = "A girl in my class told me that her stepdad hits her"
TODAY = date(2026, 11, 25)


@pytest.fixture
def desk(assistant, tmp_path: Path) -> Iterator[Desk]:
    with open_records(file_url(tmp_path)) as records:
        school = SchoolContacts(name="Hill School", dsl="Ms Dee")
        yield Desk(records, assistant, rules_masker(), load_templates(), school)


def sent(desk: Desk, text: str = QUESTION) -> str:
    answer = desk.source.answer(text)
    quotes = (*answer.quotes, *answer.nearest)
    return desk.send(desk.prepared(text), "staff", Arrival.NOT_COVERED, quotes)


def drafted(desk: Desk, text: str = QUESTION):
    question = desk.records.inbox.get(sent(desk, text))
    return desk.draft(
        DSL, [question], question.text, Audience.STAFF_MEMBER, Tone.PLAIN, Length.FULL, TODAY
    )


def signable(desk: Desk, text: str = QUESTION):
    """The draft with its blanks filled in."""
    draft = drafted(desk, text)
    blanks = desk.templates.blanks
    parts = tuple(
        DraftPart(
            part.part,
            tuple(
                p
                if p.quoted or not any(blank in p.text for blank in blanks)
                else Paragraph("I will tell everyone on Friday.", p.clause_ids)
                for p in part.paragraphs
            ),
        )
        for part in draft.edited
    )
    return desk.save(DSL, draft, draft.revision, parts)


def masked(*texts: str) -> list[Masked]:
    return [rules_masker().mask(text) for text in texts]


ACTIONS = {
    "ingest": lambda desk, who, draft: desk.ingest(who, []),
    "make_questions": lambda desk, who, draft: desk.make_questions(who),
    "remove": lambda desk, who, draft: desk.remove(who, desk.source.policies()[0]),
    "inbox": lambda desk, who, draft: desk.inbox(who),
    "paste": lambda desk, who, draft: desk.paste(who, desk.prepared("May I?"), "staff"),
    "close": lambda desk, who, draft: desk.close(who, draft.question_ids, "asked twice"),
    "release": lambda desk, who, draft: desk.release(who, draft.question_ids, True),
    "draft": lambda desk, who, draft: desk.draft(
        who, [], QUESTION, Audience.PARENT, Tone.WARM, Length.FULL, TODAY
    ),
    "save": lambda desk, who, draft: desk.save(who, draft, draft.revision, draft.edited),
    "discard": lambda desk, who, draft: desk.discard(who, draft, "no need"),
    "ask_for_words": lambda desk, who, draft: ask_for_words(desk, who, draft, TODAY),
    "put_into": lambda desk, who, draft: put_into(
        desk, who, draft, OtherWords(draft.draft_id, "m", Outcome.PHRASED), []
    ),
    "take_out": lambda desk, who, draft: take_out(desk, who, draft),
    "sign": lambda desk, who, draft: desk.sign(who, draft),
    "publish": lambda desk, who, draft: desk.publish(who, None, *masked("a", "b")),
    "withdraw": lambda desk, who, draft: desk.withdraw(who, "any", "old"),
    "make_link": lambda desk, who, draft: make_link(desk.records, who, "Pat", "volunteer", 7),
    "revoke_link": lambda desk, who, draft: revoke_link(desk.records, who, "any"),
    "export": lambda desk, who, draft: export_person(desk.records, who, "Ms Dee"),
    "erase": lambda desk, who, draft: erase_person(desk.records, who, "Ms Dee"),
    "purge": lambda desk, who, draft: purge(desk.records, who, {"asked": 1}),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("who", NOBODY, ids=["nobody", "staff"])
def test_nothing_is_done_for_someone_who_may_not(desk, action, who):
    draft = drafted(desk)
    before = desk.records.audit.head()
    with pytest.raises(NotAllowed):
        ACTIONS[action](desk, who, draft)
    assert desk.records.audit.head() == before


@pytest.mark.parametrize("action", ["inbox", "draft", "sign", "publish"])
def test_an_administrator_gives_no_advice(desk, action):
    with pytest.raises(NotAllowed):
        ACTIONS[action](desk, ADMIN, drafted(desk))


@pytest.mark.parametrize("action", ["erase", "purge"])
def test_whoever_signs_does_not_tidy_up(desk, action):
    with pytest.raises(NotAllowed):
        ACTIONS[action](desk, DSL, drafted(desk))


def test_a_concern_is_not_prepared_pasted_or_drafted(desk):
    with pytest.raises(NothingToSend):
        desk.prepared(CONCERN)
    with pytest.raises(NothingToDraft):
        desk.draft(DSL, [], CONCERN, Audience.PARENT, Tone.WARM, Length.FULL, TODAY)
    assert not desk.records.inbox.list() and not desk.records.drafts.list()


def test_an_empty_or_endless_message_is_refused_in_words_of_its_own(desk):
    for text, told in (("  ", "empty"), ("May I? " * 400, "2,000")):
        with pytest.raises(QuestionError, match=told):
            desk.prepared(text)


@pytest.mark.parametrize("reason", [" ", CONCERN])
def test_closing_needs_a_reason_that_discloses_nothing(desk, reason):
    question_id = sent(desk)
    with pytest.raises(ReasonMissing):
        desk.close(DSL, [question_id], reason)
    assert desk.records.inbox.get(question_id).state is InboxState.OPEN


def test_a_name_in_a_reason_is_masked(desk):
    desk.close(DSL, [sent(desk)], "answered Mrs Okafor in person")
    assert "Okafor" not in repr(desk.records.audit.entries())


def test_names_are_masked_before_a_question_is_kept(desk):
    kept = desk.records.inbox.get(sent(desk, "Can I message Mrs Okafor about the kites?"))
    assert "Okafor" not in kept.text


def test_words_reach_the_leadership_report_only_when_they_are_released(desk):
    question_id = sent(desk)
    assert not list(released_words(desk.records.inbox.list()))
    desk.release(DSL, [question_id], True)
    assert {released.question for released in released_words(desk.records.inbox.list())} == {
        QUESTION
    }
    desk.release(DSL, [question_id], False)
    assert not list(released_words(desk.records.inbox.list()))


def test_conflicting_clauses_are_told_as_they_stand_now(desk):
    first, second = [c for p in desk.source.policies() for c in desk.source.clauses(p.policy_id)][
        :2
    ]
    met = Asked(
        datetime.now(UTC), "answered", "staff", "A", "B", (first.clause_id, second.clause_id)
    )
    gone = replace(met, conflict=(first.clause_id, "gone"))
    clauses = {c.clause_id: c for c in (first, second)}
    told = list(conflicts_met([met, gone, met], clauses, desk.source.policies()))
    assert [first.text in t.text and second.text in t.text for t in told] == [True]


def test_ten_askers_are_one_row(desk):
    for _ in range(10):
        sent(desk)
    (row,) = desk.inbox(DSL)
    assert len(row.members) == 10


def test_blanks_keep_a_draft_from_being_signed_and_all_are_listed(desk):
    draft = drafted(desk)
    with pytest.raises(UnsignableDraft) as told:
        desk.sign(DSL, draft)
    assert told.value.faults == desk.faults(draft)
    assert desk.records.inbox.get(draft.question_ids[0]).state is InboxState.DRAFTED


def test_a_signed_reply_is_published_shown_and_withdrawn(desk):
    reply = desk.sign(DSL, signable(desk))
    assert reply.signed_as == "Designated Safeguarding Lead"
    assert desk.records.inbox.get(desk.records.inbox.list()[0].question_id).state is (
        InboxState.ANSWERED
    )
    guidance = desk.publish(DSL, reply, *masked(QUESTION, advice_of(reply)))
    answer = desk.source.answer(QUESTION)
    assert desk.guidance_on(answer, "staff", desk.published()).staleness.guidance == guidance
    desk.withdraw(DSL, guidance.guidance_id, "settled by the new policy")
    assert desk.guidance_on(answer, "staff", desk.published()) is None


def test_guidance_on_a_policy_that_is_gone_is_out_of_date(desk, tmp_path):
    reply = desk.sign(DSL, signable(desk, "Can I accept a parent's friend request?"))
    desk.publish(DSL, reply, *masked("Can I accept a parent's friend request?", "Ask me first."))
    assert not desk.published()[0].is_stale
    empty = build(Settings(library_dir=tmp_path / "empty"))
    assert replace(desk, source=empty).published()[0].is_stale


def test_the_chat_counts_without_words(desk):
    desk.count(desk.source.answer(QUESTION), "staff", datetime.now(UTC))
    assert "roof" not in repr(desk.records.asked.since(datetime(2020, 1, 1, tzinfo=UTC)))
    assert CHAT.identity == "system"


def test_a_link_lets_its_holder_in_until_it_is_withdrawn(desk):
    token = make_link(desk.records, DSL, "Pat Example", "volunteer", 7)
    standing, link = visitor(desk.records, token)
    assert (standing, link.person) == (LinkStanding.OK, "Pat Example")
    assert visitor(desk.records, token + "x")[0] is LinkStanding.UNKNOWN
    revoke_link(desk.records, DSL, link.link_id)
    assert visitor(desk.records, token)[0] is LinkStanding.REVOKED
    assert token not in repr(desk.records.links.list())


def test_looking_up_a_person_is_put_on_record(desk):
    export_person(desk.records, DSL, "Ms Dee")
    assert desk.records.audit.entries()[-1].action == "export"
