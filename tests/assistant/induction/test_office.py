"""What the office may put in use and confirm, against a real library and real records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.access.errors import NotAllowed
from assistant.access.links import make_link
from assistant.access.pins import PinTries
from assistant.bootstrap import Assistant, build
from assistant.desk.errors import QuoteNotStored
from assistant.desk.service import Desk
from assistant.desk.templates import load_templates
from assistant.induction.bootstrap import Inductions
from assistant.induction.errors import RecordAltered
from assistant.induction.now import look
from assistant.induction.office import Office
from assistant.induction.path.groups import load_groups
from assistant.induction.settings import InductionSettings
from assistant.induction.visits import Visits
from assistant.induction.words import words_sha256
from assistant.privacy.masker import rules_masker
from assistant.records.entries import Actor
from assistant.records.induction_entries import InductionRecord, InductionRole, PathItem
from assistant.records.store import file_url, open_records
from assistant.settings import Settings
from assistant.triage.cards import SchoolContacts

DSL = Actor("Ms Dee", "dsl@hill.example", ("dsl", "admin"))
ADMIN = Actor("Mr Ess", "office@hill.example", ("admin",))
BEFORE = """# Phones Policy

Volunteers must not:

- use a phone in the hall at playtime
- film in the hall at playtime
"""
OTHER_WORDS = BEFORE.replace("film in the hall", "film in the hall or the porch")
OTHER_LEAD_IN = BEFORE.replace("must not:", "may:")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    built = build(Settings(library_dir=tmp_path_factory.mktemp("library")))
    yield built
    built.library.close()


@pytest.fixture
def held(source: Assistant, tmp_path: Path) -> Iterator[Inductions]:
    load(source, tmp_path, BEFORE)
    school = SchoolContacts(name="Hill School", dsl="Ms Dee")
    with open_records(file_url(tmp_path)) as records:
        desk = Desk(records, source, rules_masker(), load_templates(), school)
        settings = InductionSettings()
        groups = load_groups()
        visits = Visits(records, source, desk.encoder, groups, school, settings, PinTries())
        yield Inductions(visits, Office(desk, settings))


def load(source: Assistant, folder: Path, words: str) -> None:
    file = folder / "phones-policy.md"
    file.write_text(words, encoding="utf-8")
    assert not source.ingest([file]).failed


def items(held: Inductions) -> list[PathItem]:
    library = look(held.office.desk.source)
    clauses = [c for c in library.clauses.values() if "in the hall" in c.text]
    assert len(clauses) == 2
    return [PathItem("other", kept, "You must not.") for kept in library.quotes(clauses)]


def declared(held: Inductions) -> InductionRecord:
    held.office.put_in_use(DSL, InductionRole.VOLUNTEER, items(held), 0)
    now, visits = datetime.now(UTC), held.visits
    token, link = make_link("Jo Parker", InductionRole.VOLUNTEER.value, 30, DSL, now)
    visits.records.links.add(link, DSL)
    visitor = visits.claim(token, "7394", now)
    visits.begin(visitor, now)
    steps = visits.way(visitor, now).steps
    visits.mark_read(visitor, {s.clause.clause_id: words_sha256(s.clause) for s in steps}, now)
    return visits.declare(visitor, visits.declaration(visitor, now), now)


@pytest.mark.parametrize("after", [OTHER_WORDS, OTHER_LEAD_IN])
def test_a_path_with_words_that_changed_meanwhile_is_not_put_in_use(
    held: Inductions, source: Assistant, tmp_path: Path, after: str
):
    seen = items(held)
    load(source, tmp_path, after)
    with pytest.raises(QuoteNotStored):
        held.office.put_in_use(DSL, InductionRole.VOLUNTEER, seen, 0)
    assert held.office.path(DSL, InductionRole.VOLUNTEER) is None


def test_what_was_left_out_is_new_no_more_when_the_policies_are_read_again(
    held: Inductions, source: Assistant, tmp_path: Path
):
    on_it, off = items(held)
    path = held.office.put_in_use(DSL, InductionRole.VOLUNTEER, [on_it], 0, [off.kept])
    assert [left.clause_id for left in path.left_out] == [off.kept.quote.clause_id]
    more = "- use a phone in the hall at playtime\n- lend a phone to a child\n"
    load(source, tmp_path, BEFORE.replace("- use a phone in the hall at playtime\n", more))
    state = held.office.state(DSL, path)
    assert [clause.text for clause in state.new] == ["lend a phone to a child"]
    load(source, tmp_path, OTHER_WORDS)
    state = held.office.state(DSL, path)
    assert [clause.text for clause in state.new] == ["film in the hall or the porch at playtime"]


def test_a_clause_that_is_taken_back_in_is_left_out_no_more(held: Inductions):
    on_it, off = items(held)
    held.office.put_in_use(DSL, InductionRole.VOLUNTEER, [on_it], 0, [off.kept])
    path = held.office.put_in_use(DSL, InductionRole.VOLUNTEER, [on_it, off], 1, [off.kept])
    assert path.left_out == ()


@pytest.mark.parametrize(
    ("actor", "title"), [(DSL, "Designated Safeguarding Lead"), (ADMIN, "administrator")]
)
def test_a_declaration_is_verified_in_the_role_that_lets_one(
    held: Inductions, actor: Actor, title: str
):
    record = declared(held)
    held.office.verify(actor, record.record_id)
    verified = held.office.records.induction_records.verifications()[record.record_id]
    assert (verified.verified_by, verified.verified_as) == (actor.name, title)


def test_an_altered_record_is_not_verified(held: Inductions, tmp_path: Path):
    record = declared(held)
    (file,) = tmp_path.glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as database:
        find = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
        for (name,) in database.execute(find, ("induction_records",)).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE induction_records SET person = 'Sam Bell'")
        database.commit()
    with pytest.raises(RecordAltered):
        held.office.verify(DSL, record.record_id)
    assert not held.office.records.induction_records.verifications()
    checked = held.office.check(record.certificate_code)
    assert checked is not None and not checked.intact


def test_nobody_without_a_role_reads_the_register_or_changes_anything(held: Inductions):
    record, nobody = declared(held), Actor("Jo", "link:1")
    for action in (
        lambda: held.office.register(nobody, datetime.now(UTC)),
        lambda: held.office.verify(nobody, record.record_id),
        lambda: held.office.certificate(nobody, record.record_id, datetime.now(UTC).date()),
        lambda: held.office.put_in_use(nobody, InductionRole.VOLUNTEER, items(held), 1),
        lambda: held.office.propose_items(ADMIN),
    ):
        with pytest.raises(NotAllowed):
            action()
