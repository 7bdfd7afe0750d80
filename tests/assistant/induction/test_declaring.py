"""What is declared is worded to the letter, rests on what was read, and can't be altered unseen."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from assistant.induction.errors import NotDeclarable, WordingChanged
from assistant.induction.record.codes import normalised
from assistant.induction.record.declaring import content_sha256, intact, wording
from assistant.records.entries import Actor, KeptQuote, PersonalLink
from assistant.records.induction_entries import (
    AttemptScore,
    InductionPath,
    InductionRecord,
    InductionRole,
    PathItem,
)
from assistant.records.plain import plain, rebuilt
from assistant.records.store import open_records
from assistant.triage.cards import NOT_SET, SchoolContacts
from ingest.documents import PolicyStatus

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, 30, 0, 123456, tzinfo=UTC)
WORDING = """\
I, Jo Parker, declare on 26 November 2026, as a volunteer at Willow Lane Primary School:

1. I have read, in the policies’ own words, what was set out for me from these policies:
   – Mulbarton Primary School Social Media Policy, version 1.0, review date February 2025: \
overdue by 20 months
   – Phones and Messages Policy, version 2.1, review date September 2027

2. I have understood what I read. Where I am not sure what it means for something that I want to \
do, I will ask before I do it.

3. I will keep to the rules in these policies and will bear their advice in mind.

4. I have been told who the Designated Safeguarding Lead is: Asha Roy, room 4.

5. I know that, if I am worried about a child, I tell a person at once, and that typing it into \
this assistant reports nothing to anybody.

6. I know that I will be asked to read what is different when one of these policies changes.

7. I know that the school keeps this declaration, with the date, how I answered the questions, \
and which editions of the policies I read."""


@pytest.fixture
def policies(read_policies):
    return [document.policy for document in read_policies]


def test_declaration_is_worded_to_the_letter(begun, policies, named_school):
    assert wording(begun(), policies, named_school, TODAY) == WORDING


def test_what_the_school_has_not_set_is_said_plainly_and_never_guessed(begun, policies, declared):
    bare = SchoolContacts()
    told = wording(begun(role=InductionRole.GOVERNOR), policies, bare, TODAY)
    assert told.startswith(
        "I, Jo Parker, declare on 26 November 2026, as a governor at the school:"
    )
    assert "no name is set here for the Designated Safeguarding Lead" in told
    assert declared(school=bare).dsl_named == NOT_SET


@pytest.mark.parametrize("role", InductionRole)
def test_every_role_has_its_words(begun, policies, named_school, role):
    assert ", as a " in wording(begun(role=role), policies, named_school, TODAY)


def test_sample_or_superseded_policy_is_called_that(begun, policies, named_school):
    odd = [
        replace(policies[0], status=PolicyStatus.SAMPLE),
        replace(policies[1], status=PolicyStatus.SUPERSEDED, version=None, review_date=None),
    ]
    told = wording(begun(), odd, named_school, TODAY)
    assert "overdue by 20 months (a sample, which the school has not adopted)\n" in told
    assert "Policy, no version stated, no review date stated (marked as superseded)\n" in told


def test_braces_line_ends_and_markup_in_names_stay_text(begun, policies):
    school = SchoolContacts(name="St {person}’s\nSchool", dsl="<b>A</b> {dsl}.")
    told = wording(begun(person="{date} O’Neil"), policies, school, TODAY)
    assert "I, {date} O’Neil, declare" in told and "at St {person}’s School:" in told
    assert "Lead is: <b>A</b> {dsl}.\n" in told


def test_top_up_names_the_earlier_declaration_and_what_was_read(
    begun, policies, named_school, declared
):
    earlier = declared(now=NOW - timedelta(days=60))
    top_up = begun(tops_up=earlier.record_id, clause_ids=("one",))
    told = wording(top_up, policies, named_school, TODAY, earlier)
    assert "1. I made a declaration on 27 September 2026. Since then, policies" in told
    assert "what is new or different for me. These policies now stand as follows:\n   – " in told
    nothing = wording(replace(top_up, clause_ids=()), policies, named_school, TODAY, earlier)
    assert "none of the clauses that I had read is worded differently" in nothing


def test_top_up_without_the_earlier_record_is_refused(begun, policies, named_school, declared):
    top_up = begun(tops_up="gone")
    for earlier in (None, declared()):
        with pytest.raises(NotDeclarable, match="no longer kept"):
            wording(top_up, policies, named_school, TODAY, earlier)
        with pytest.raises(NotDeclarable, match="no longer kept"):
            declared(induction=top_up, shown="", earlier=earlier)


def test_record_holds_what_was_declared_and_the_editions(declared, policies, kept_clauses):
    made = declared()
    assert made.wording == WORDING and made.person == "Jo Parker" and made.declared_at == NOW
    assert made.dsl_named == "Asha Roy, room 4" and made.path_revision == 1
    assert made.clauses == kept_clauses and made.attempts[-1] == AttemptScore(2, 8, 8, NOW)
    assert [p.sha256 for p in made.policies] == [policy.sha256 for policy in policies]
    assert (made.policies[0].version, made.policies[0].review_date) == ("1.0", "February 2025")
    assert normalised(made.certificate_code) == made.certificate_code
    assert intact(made) and len(made.content_sha256) == 64


def test_attempts_stand_in_their_order_and_times_in_utc(declared):
    late = NOW.astimezone(timezone(timedelta(hours=5)))
    made = declared(now=late, attempts=[AttemptScore(2, 8, 8, NOW), AttemptScore(1, 5, 8, NOW)])
    assert [attempt.number for attempt in made.attempts] == [1, 2]
    assert made.declared_at == NOW and made.declared_at.tzinfo is UTC


ALTERED = {
    "record_id": "x",
    "induction_id": "x",
    "person": "Jo Barker",
    "role": InductionRole.GOVERNOR,
    "declared_at": NOW + timedelta(microseconds=1),
    "wording": WORDING.replace("will keep", "may keep"),
    "path_revision": 2,
    "policies": (),
    "clauses": (),
    "attempts": (AttemptScore(1, 8, 8, NOW),),
    "dsl_named": "Somebody",
    "certificate_code": "00000-00000-00000-00000",
    "tops_up": "x",
}


@pytest.mark.parametrize("field", [f.name for f in fields(InductionRecord)])
def test_alteration_of_any_field_shows(declared, field):
    made = declared()
    altered = replace(made, **{field: ALTERED.get(field, "0" * 64)})
    assert intact(made) and not intact(altered)


def test_alteration_inside_a_clause_shows(declared, kept_clauses):
    made = declared()
    first = made.clauses[0]
    reworded = replace(first.quote, text=first.quote.text.replace("not ", "", 1) + " ")
    clauses = (KeptQuote(reworded, first.policy_sha256), *made.clauses[1:])
    assert not intact(replace(made, clauses=clauses))


def test_hash_is_the_same_in_another_time_zone_and_after_being_kept_as_json(declared):
    made = declared(induction=None)
    there = made.declared_at.astimezone(timezone(timedelta(hours=-8)))
    assert content_sha256(replace(made, declared_at=there)) == made.content_sha256
    back = rebuilt(InductionRecord, json.loads(json.dumps(plain(made))))
    assert back == made and intact(back)


def test_hash_is_the_same_after_being_kept_in_the_records(tmp_path, begun, declared, kept_clauses):
    dsl, induction = Actor("Asha Roy", "asha@school.example", ("dsl",)), begun()
    with open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as records:
        link = PersonalLink(
            induction.link_id, "Jo Parker", "volunteer", "t" * 64, "Asha Roy", NOW,
            NOW + timedelta(days=30),
        )  # fmt: skip
        records.links.add(link, dsl)
        items = tuple(PathItem("contact", kept) for kept in kept_clauses)
        records.paths.add(InductionPath(induction.role, 1, items, "Asha Roy", NOW), dsl)
        records.inductions.start(induction, dsl)
        made = declared(induction=induction)
        records.induction_records.add(made, dsl)
        kept = records.induction_records.get(made.record_id)
    assert kept == made and intact(kept)


def test_clause_that_was_not_read_is_told_and_nothing_is_made(begun, declared, kept_clauses):
    with pytest.raises(NotDeclarable) as caught:
        declared(clauses=kept_clauses[:2])
    assert caught.value.faults == (
        "2 rules have not been read yet. Go back to the reading and finish it.",
    )
    assert "nothing was recorded. What was read and answered is kept." in str(caught.value)
    with pytest.raises(NotDeclarable, match="1 rule has not been read"):
        declared(clauses=kept_clauses[1:])
    with pytest.raises(NotDeclarable, match="Nothing was read"):
        declared(induction=begun(clause_ids=()), clauses=())


def test_policy_withdrawn_half_way_is_told(declared, policies):
    with pytest.raises(NotDeclarable, match="“Phones and Messages Policy” is no longer held here"):
        declared(policies=policies[:1])


def test_policy_replaced_half_way_must_be_read_again_where_a_clause_changed(
    declared, policies, kept_clauses
):
    gone = kept_clauses[3].quote.text
    newer = replace(
        policies[1], sha256="f" * 64, text=policies[1].text.replace(gone, "Phones are welcome.")
    )
    with pytest.raises(NotDeclarable, match="was replaced while you were reading"):
        declared(policies=[policies[0], newer])


def test_new_edition_with_the_same_clauses_is_declared_as_that_edition(declared, policies):
    newer = replace(
        policies[1], sha256="f" * 64, version="2.2", text=policies[1].text.replace(" ", "\n ", 9)
    )
    made = declared(policies=[policies[0], newer])
    assert "Phones and Messages Policy, version 2.2" in made.wording
    assert made.policies[1].sha256 == "f" * 64
    assert made.clauses[3].policy_sha256 == policies[1].sha256  # as it stood when it was read


def test_words_other_than_those_shown_are_never_declared(begun, declared, policies, named_school):
    yesterday = wording(begun(), policies, named_school, TODAY - timedelta(days=1))
    other_dsl = wording(begun(), policies, SchoolContacts(dsl="Tom Bell"), TODAY)
    for shown in (yesterday, other_dsl, "", WORDING + " "):
        with pytest.raises(WordingChanged, match="Nothing was recorded"):
            declared(shown=shown)


def test_each_record_has_its_own_id_and_code(declared):
    one, other = declared(), declared()
    assert one.record_id != other.record_id
    assert one.certificate_code != other.certificate_code
    assert one.content_sha256 != other.content_sha256
