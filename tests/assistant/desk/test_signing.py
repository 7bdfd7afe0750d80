"""A signature is refused with every fault named; a signed reply is whole, hashed and final."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assistant.desk.errors import UnsignableDraft
from assistant.desk.signing import content_hash, sign, signs_as
from assistant.desk.templates import load_templates
from assistant.records.entries import Actor, Draft, DraftPart, DraftState, Paragraph, Part
from assistant.triage.cards import SchoolContacts

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def edited(draft: Draft, part: Part, *texts: str) -> Draft:
    """The draft with one part's paragraphs replaced by ordinary ones."""
    said = tuple(Paragraph(text) for text in texts)
    parts = tuple(replace(p, paragraphs=said) if p.part is part else p for p in draft.edited)
    return replace(draft, edited=parts)


def without(draft: Draft, *parts: Part) -> Draft:
    return replace(draft, edited=tuple(p for p in draft.edited if p.part not in parts))


@pytest.fixture
def filled(draft: Draft) -> Draft:
    return edited(draft, Part.ACTION, "The headteacher answers your request by Friday.")


def faults_of(draft: Draft, actor: Actor, policies: list) -> tuple[str, ...]:
    with pytest.raises(UnsignableDraft) as refused:
        sign(draft, actor, NOW, policies)
    assert all(fault in str(refused.value) for fault in refused.value.faults)
    return refused.value.faults


def test_signed_reply_names_signer_date_and_the_policy_versions_it_rests_on(filled, dsl, policy):
    reply = sign(filled, dsl, NOW, [policy])
    assert (reply.signed_by, reply.signed_as) == ("Asha Roy", "Designated Safeguarding Lead")
    assert reply.signed_at == NOW and reply.draft_id == filled.draft_id
    sign_off = next(p for p in reply.parts if p.part is Part.SIGN_OFF)
    assert "Asha Roy\nDesignated Safeguarding Lead" in [p.text for p in sign_off.paragraphs]
    (version,) = reply.policies
    assert (version.version, version.review_date) == ("2.1", "February 2025")
    assert version.sha256 == policy.sha256
    assert filled.generated[0] == reply.parts[0]


def test_hash_is_of_the_content_and_the_same_wherever_it_is_computed(filled, dsl, policy):
    one, two = sign(filled, dsl, NOW, [policy]), sign(filled, dsl, NOW, [policy])
    assert one.reply_id != two.reply_id and one.content_sha256 == two.content_sha256
    assert content_hash(one) == one.content_sha256 and len(one.content_sha256) == 64
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))
    assert sign(filled, dsl, elsewhere, [policy]).content_sha256 == one.content_sha256
    for changed in (
        replace(one, signed_by="Tom Bell"),
        replace(one, question="?"),
        replace(one, parts=one.parts[1:]),
        replace(one, signed_at=NOW + timedelta(seconds=1)),
    ):
        assert content_hash(changed) != one.content_sha256


def test_every_fault_is_listed_at_once(draft, dsl, policy):
    parts = tuple(
        replace(part, paragraphs=tuple(
            replace(p, text=p.text.replace("must not", "must")) if p.quoted else p
            for p in part.paragraphs
        ))
        for part in draft.edited
    )  # fmt: skip
    broken = edited(replace(draft, edited=parts), Part.RECORD, "  ")
    faults = faults_of(broken, dsl, [])
    for words in (
        "Record is empty",
        "Action, paragraph 1: still to fill in: [what], [whom], [date]",
        "the quote of clause",
        "“not send private messages to pupils”",
        "no longer held here",
    ):
        assert any(words in fault for fault in faults), words


@pytest.mark.parametrize("text", ["[what] by Ms Roy on Friday", "Done by [ WHOM ] today"])
def test_blank_that_is_left_is_refused_unless_its_part_is_removed(filled, dsl, policy, text):
    (fault,) = faults_of(edited(filled, Part.ACTION, text), dsl, [policy])
    assert "still to fill in" in fault
    assert sign(without(filled, Part.ACTION), dsl, NOW, [policy])


def test_masked_words_and_words_told_back_are_no_blanks(filled, dsl, policy):
    told = edited(filled, Part.QUESTION, "You asked: “Can I see [name] on [date]?”")
    assert sign(told, dsl, NOW, [policy])
    assert sign(edited(filled, Part.ACTION, "Speak to [name]."), dsl, NOW, [policy])


def test_policy_replaced_with_the_clause_changed_is_named(filled, dsl, policy):
    clause = filled.quotes[0].quote
    text = policy.text.replace(clause.text, clause.text.replace("in writing", "by e-mail"))
    (fault,) = faults_of(filled, dsl, [replace(policy, sha256="f" * 64, text=text)])
    assert clause.clause_id in fault and "changed or gone" in fault


def test_policy_replaced_with_the_clause_as_it_was_can_be_signed_only_as_the_same_edition(
    filled, dsl, policy
):
    moved = replace(policy, sha256="f" * 64, text="A new opening.\n" + policy.text)
    reply = sign(filled, dsl, NOW, [moved])
    assert reply.policies[0].sha256 == policy.sha256  # what the words were copied from
    (fault,) = faults_of(filled, dsl, [replace(moved, version="3.0")])
    assert "version or review date are different" in fault


def test_clause_that_is_no_longer_quoted_is_not_rested_on(filled, dsl):
    bare = without(filled, Part.POLICY, Part.NOT_SETTLED, Part.ADVICE)
    reply = sign(bare, dsl, NOW, [])
    assert reply.quotes == () and reply.policies == ()


def test_draft_that_is_signed_discarded_or_empty_is_refused(filled, dsl, policy):
    (fault,) = faults_of(replace(filled, state=DraftState.SIGNED), dsl, [policy])
    assert "signed already" in fault
    (fault,) = faults_of(replace(filled, edited=()), dsl, [policy])
    assert "The reply is empty" in fault


def test_signature_is_added_where_its_place_was_edited_away(filled, dsl, policy):
    reply = sign(edited(filled, Part.SIGN_OFF, "Thanks,"), dsl, NOW, [policy])
    assert [p.text for p in reply.parts[-1].paragraphs][-1].startswith("Asha Roy\n")
    reply = sign(without(filled, Part.SIGN_OFF), dsl, NOW, [policy])
    assert reply.parts[-1] == DraftPart(Part.SIGN_OFF, reply.parts[-1].paragraphs)


def test_deputy_signs_as_deputy_by_the_name_in_the_settings():
    school, templates = SchoolContacts(deputy_dsl="Tom Bell"), load_templates()
    deputy = Actor("tom bell ", "tom@school.example", ("dsl",))
    assert signs_as(deputy, school, templates) == "Deputy Designated Safeguarding Lead"
    lead = Actor("Asha Roy", "asha@school.example", ("admin", "dsl"))
    assert signs_as(lead, school, templates) == "Designated Safeguarding Lead"
    assert signs_as(Actor("A", "a@school.example"), school, templates) == "Member of staff"
