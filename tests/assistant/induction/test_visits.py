"""A volunteer's way from the link to the certificate, and again when the policy changes; against a
real library, real records and the DSL's own steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.access.errors import LinkError, NotAllowed, WrongPin
from assistant.access.links import LinkStanding, make_link
from assistant.access.pins import PinTries
from assistant.bootstrap import build
from assistant.desk.service import Desk
from assistant.desk.templates import load_templates
from assistant.induction.bootstrap import Inductions
from assistant.induction.errors import NotApproved, NotReady, WordingChanged
from assistant.induction.going_on import links_before, make_link_after
from assistant.induction.now import look
from assistant.induction.office import Office
from assistant.induction.path.groups import load_groups
from assistant.induction.record.register import Standing
from assistant.induction.settings import InductionSettings
from assistant.induction.visits import Visits
from assistant.induction.way import Stage
from assistant.induction.words import words_sha256
from assistant.privacy.masker import rules_masker
from assistant.records.entries import Actor
from assistant.records.errors import OutOfOrder, RecordClosed, SaveConflict
from assistant.records.ids import new_id
from assistant.records.induction_entries import InductionRole, PathItem, QuizItem, QuizKind
from assistant.records.store import file_url, open_records
from assistant.settings import Settings
from assistant.triage.cards import SchoolContacts

DSL = Actor("Ms Dee", "dsl@hill.example", ("dsl",))
VOLUNTEER = InductionRole.VOLUNTEER
PIN = "7394"
BEFORE = """# Phones Policy

Version: 1.0

## Volunteers

- Volunteers must leave their phones in the office.
- Volunteers must not take photographs of children, except where the headteacher has agreed.
"""
AFTER = BEFORE.replace("in the office", "in their car or in the office").replace("1.0", "2.0")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    folder = tmp_path_factory.mktemp("library")
    assistant = build(Settings(library_dir=folder))
    yield assistant
    assistant.library.close()


@pytest.fixture
def held(library, tmp_path: Path) -> Iterator[Inductions]:
    load(library, tmp_path, BEFORE)
    school = SchoolContacts(name="Hill School", dsl="Ms Dee")
    with open_records(file_url(tmp_path)) as records:
        desk = Desk(records, library, rules_masker(), load_templates(), school)
        settings = InductionSettings(pass_mark=1.0)
        visits = Visits(records, library, desk.encoder, load_groups(), school, settings, PinTries())
        yield Inductions(visits, Office(desk, settings))


def load(library, folder: Path, text: str) -> None:
    file = folder / "phones-policy.md"
    file.write_text(text, encoding="utf-8")
    assert not library.ingest([file]).failed


def now() -> datetime:
    return datetime.now(UTC)


def path_in_use(held: Inductions, made_from: int = 0) -> None:
    library = look(held.visits.source)
    rules = [c for c in library.clauses.values() if c.text.startswith("Volunteers")]
    items = [PathItem("other", kept, "In plain words.") for kept in library.quotes(rules)]
    held.office.put_in_use(DSL, VOLUNTEER, items, made_from)


def quiz_in_use(held: Inductions) -> None:
    library = look(held.visits.source)
    for clause in library.clauses.values():
        if clause.text.startswith("Volunteers"):
            item = QuizItem(
                item_id=new_id(),
                kind=QuizKind.ALLOWED,
                question=f"What holds here? {clause.text[:30]}…",
                options=("This rule holds for me.", "Nothing of the kind.", "Ask a friend first."),
                right=0,
                kept=library.quotes([clause])[0],
                roles=(VOLUNTEER,),
                source="x",
                changed_by="x",
                changed_at=now(),
            )
            held.office.add(DSL, item)
            held.office.approve(DSL, held.office.records.quiz.find([item.item_id])[item.item_id])


def invited(held: Inductions) -> str:
    token, link = make_link("Jo Parker", VOLUNTEER.value, 30, DSL, now())
    held.visits.records.links.add(link, DSL)
    return token


def shown(steps) -> dict[str, str]:
    return {step.clause.clause_id: words_sha256(step.clause) for step in steps}


def read_all(held: Inductions, visitor) -> None:
    for section in held.visits.way(visitor, now()).sections:
        held.visits.mark_read(visitor, shown(section.steps), now())


def answer_all(held: Inductions, visitor, rightly: bool = True) -> None:
    held.visits.begin_quiz(visitor, now())
    while asked := held.visits.way(visitor, now()).asked:
        wrong = (asked.item.right + 1) % len(asked.item.options)
        chosen = asked.item.right if rightly else wrong
        held.visits.answer(visitor, asked.attempt.attempt_id, asked.position, chosen, now())


def declare(held: Inductions, visitor):
    return held.visits.declare(visitor, held.visits.declaration(visitor, now()), now())


def stage(held: Inductions, visitor) -> Stage:
    return held.visits.way(visitor, now()).stage


def test_link_opens_for_whoever_chose_its_number_alone(held):
    token = invited(held)
    assert held.visits.arrive(token, now())[0::2] == (LinkStanding.OK, False)
    held.visits.claim(token, PIN, now())
    assert held.visits.arrive(token, now())[2] is True
    with pytest.raises(RecordClosed):
        held.visits.claim(token, "8264", now())
    with pytest.raises(WrongPin):
        held.visits.enter(token, "8264", now())
    held.visits.tries.of(held.visits.arrive(token, now())[1].link_id).succeeded()
    assert held.visits.enter(token, PIN, now())
    with pytest.raises(LinkError, match="isn’t known"):
        held.visits.enter(token[:-1] + "A", PIN, now())
    with pytest.raises(LinkError, match="run out"):
        held.visits.enter(token, PIN, now() + timedelta(days=31))


def test_way_from_link_to_certificate_and_register(held):
    token = invited(held)
    visitor = held.visits.claim(token, PIN, now())
    assert stage(held, visitor) is Stage.NO_PATH
    path_in_use(held)
    quiz_in_use(held)
    assert stage(held, visitor) is Stage.BEGIN
    held.visits.begin(visitor, now())
    with pytest.raises(NotReady):
        held.visits.begin(visitor, now())
    with pytest.raises(NotReady):  # nothing can be jumped over
        held.visits.declare(visitor, "I have read it.", now())
    with pytest.raises(NotReady):
        held.visits.begin_quiz(visitor, now())
    read_all(held, visitor)

    answer_all(held, visitor, rightly=False)
    assert stage(held, visitor) is Stage.QUIZ
    answer_all(held, visitor)
    assert stage(held, visitor) is Stage.DECLARE
    with pytest.raises(WordingChanged):
        held.visits.declare(visitor, "I have read it.", now())
    record = declare(held, visitor)
    assert [(s.right, s.of) for s in record.attempts] == [(0, 2), (2, 2)]
    assert record.dsl_named == "Ms Dee" and len(record.clauses) == 2

    assert stage(held, visitor) is Stage.DONE
    assert held.visits.certificate(visitor, now()).startswith(b"%PDF")
    assert held.office.check(record.certificate_code).record == record
    assert held.office.check("AAAA-BBBB") is None
    (row,) = held.office.register(DSL, now())
    assert (row.person, row.standing) == ("Jo Parker", Standing.CURRENT)
    held.office.verify(DSL, record.record_id)
    assert held.office.check(record.certificate_code).verification.verified_by == "Ms Dee"


def test_changed_policy_asks_for_a_short_top_up(held, library, tmp_path):
    path_in_use(held)
    quiz_in_use(held)
    visitor = held.visits.claim(invited(held), PIN, now())
    held.visits.begin(visitor, now())
    read_all(held, visitor)
    answer_all(held, visitor)
    first = declare(held, visitor)

    load(library, tmp_path, AFTER)
    here = held.visits.way(visitor, now())
    assert here.stage is Stage.STALE and len(here.changes.clause_ids) == 1
    (row,) = held.office.register(DSL, now())
    assert row.standing is Standing.STALE and row.changed == ("Phones Policy",)
    assert held.office.check(first.certificate_code).changes.is_stale

    held.visits.begin(visitor, now())
    here = held.visits.way(visitor, now())
    (step,) = here.steps
    assert "in their car or in the office" in step.clause.text
    assert step.gloss == ""  # it spoke of other words
    read_all(held, visitor)
    assert stage(held, visitor) is Stage.DECLARE  # the item on the old words isn't asked
    second = declare(held, visitor)
    assert second.tops_up == first.record_id and len(second.clauses) == 2
    assert stage(held, visitor) is Stage.DONE
    (row,) = held.office.register(DSL, now())
    assert row.standing is Standing.CURRENT


def test_policy_replaced_half_way_changes_what_is_left_to_read(held, library, tmp_path):
    path_in_use(held)
    visitor = held.visits.claim(invited(held), PIN, now())
    held.visits.begin(visitor, now())
    read_all(held, visitor)
    assert stage(held, visitor) is Stage.DECLARE  # no quiz is in use
    load(library, tmp_path, AFTER)
    here = held.visits.way(visitor, now())
    assert here.stage is Stage.READ
    assert [step.read for step in here.steps] == [False, True]


def test_policy_withdrawn_half_way_leaves_nothing_to_declare(held, library):
    path_in_use(held)
    visitor = held.visits.claim(invited(held), PIN, now())
    held.visits.begin(visitor, now())
    library.remove(library.policies()[0].policy_id)
    here = held.visits.way(visitor, now())
    assert here.sections == ()
    with pytest.raises(NotReady):
        held.visits.declaration(visitor, now())
    assert not held.visits.records.induction_records.list()


def test_answers_out_of_order_or_to_another_question_are_not_kept(held):
    path_in_use(held)
    quiz_in_use(held)
    visitor = held.visits.claim(invited(held), PIN, now())
    held.visits.begin(visitor, now())
    read_all(held, visitor)
    held.visits.begin_quiz(visitor, now())
    asked = held.visits.way(visitor, now()).asked
    attempt = asked.attempt.attempt_id
    with pytest.raises(OutOfOrder):
        held.visits.answer(visitor, attempt, 1, 0, now())
    with pytest.raises(OutOfOrder):
        held.visits.answer(visitor, attempt, 0, 9, now())
    with pytest.raises(NotReady):
        held.visits.answer(visitor, "another", 0, 0, now())
    held.visits.answer(visitor, attempt, 0, asked.item.right, now())
    with pytest.raises(OutOfOrder):
        held.visits.answer(visitor, attempt, 0, 0, now())
    assert len(held.visits.records.inductions.answers(attempt)) == 1


def test_item_whose_clause_changed_is_not_asked_and_not_approved(held, library, tmp_path):
    path_in_use(held)
    quiz_in_use(held)
    load(library, tmp_path, AFTER)
    judged = {bool(j.faults) for j in held.office.quiz(DSL)}
    assert judged == {True, False}
    broken = next(j.item for j in held.office.quiz(DSL) if j.faults)
    held.office.edit(DSL, broken, replace(broken, question="What holds now?"))
    fresh = held.office.records.quiz.find([broken.item_id])[broken.item_id]
    with pytest.raises(NotApproved, match=r"other words|no longer"):
        held.office.approve(DSL, fresh)


def test_new_link_goes_on_with_what_was_read_answered_and_declared(held, library, tmp_path):
    path_in_use(held)
    quiz_in_use(held)
    token, records = invited(held), held.visits.records
    visitor = held.visits.claim(token, PIN, now())
    held.visits.begin(visitor, now())
    read_all(held, visitor)
    held.visits.begin_quiz(visitor, now())
    asked = held.visits.way(visitor, now()).asked
    held.visits.answer(visitor, asked.attempt.attempt_id, 0, asked.item.right, now())

    # The link is lost: another goes on from it, behind a new number.
    (before,) = links_before(records, DSL, "  jo  PARKER ", VOLUNTEER.value)
    second = make_link_after(records, DSL, before.link_id, 30)
    with pytest.raises(LinkError, match="withdrawn"):
        held.visits.way(visitor, now())
    assert held.visits.arrive(second, now())[2] is False
    again = held.visits.claim(second, "8264", now())
    here = held.visits.way(again, now())
    assert here.stage is Stage.QUIZ and here.asked.position == 1
    assert all(step.read for step in here.steps)
    held.visits.answer(again, here.asked.attempt.attempt_id, 1, here.asked.item.right, now())
    record = declare(held, again)
    (row,) = held.office.register(DSL, now())
    assert (row.standing, row.record, row.link.link_id) == (
        Standing.CURRENT,
        record,
        again.link_id,
    )

    # And a third, once a policy has changed: the declaration is topped up.
    third = held.visits.claim(make_link_after(records, DSL, again.link_id, 30), "9175", now())
    assert stage(held, third) is Stage.DONE
    assert held.visits.certificate(third, now()).startswith(b"%PDF")
    load(library, tmp_path, AFTER)
    assert stage(held, third) is Stage.STALE
    held.visits.begin(third, now())
    read_all(held, third)
    assert declare(held, third).tops_up == record.record_id
    assert len(held.office.register(DSL, now())) == 1
    assert records.audit.verify() is None


def test_a_link_of_the_same_name_that_begins_afresh_opens_nothing_of_the_others(held):
    path_in_use(held)
    visitor = held.visits.claim(invited(held), PIN, now())
    held.visits.begin(visitor, now())
    read_all(held, visitor)
    other = held.visits.claim(invited(held), "8264", now())
    assert stage(held, other) is Stage.BEGIN
    assert len(held.office.register(DSL, now())) == 2
    records, nobody = held.visits.records, Actor("Jo Parker", "link:1")
    for action in (
        lambda: links_before(records, nobody, "Jo Parker", VOLUNTEER.value),
        lambda: make_link_after(records, nobody, visitor.link_id, 30),
    ):
        with pytest.raises(NotAllowed):
            action()
    assert links_before(records, DSL, "Jo Parker", "governor") == ()
    assert links_before(records, DSL, "Jo Park", VOLUNTEER.value) == ()


def test_path_saved_by_two_people_keeps_the_first(held):
    path_in_use(held)
    with pytest.raises(SaveConflict):
        path_in_use(held, made_from=0)


def test_second_visit_with_an_induction_under_way_goes_on_with_it(held):
    path_in_use(held)
    token = invited(held)
    visitor = held.visits.claim(token, PIN, now())
    held.visits.begin(visitor, now())
    here = held.visits.way(visitor, now())
    held.visits.mark_read(visitor, shown(here.steps[:1]), now())
    again = held.visits.enter(token, PIN, now())
    assert [step.read for step in held.visits.way(again, now()).steps] == [True, False]
