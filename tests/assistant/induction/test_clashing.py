"""What the DSL marks as in conflict isn't asked about, as long as its words stay; against a real
library and real records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.access.errors import NotAllowed
from assistant.bootstrap import Assistant, build
from assistant.desk.errors import QuoteNotStored, ReasonMissing
from assistant.desk.service import Desk
from assistant.desk.templates import load_templates
from assistant.induction import marking
from assistant.induction.errors import NotApproved, NotMarkable
from assistant.induction.now import look
from assistant.induction.office import Office
from assistant.induction.quiz.clashing import touching
from assistant.induction.quiz.quizzing import askable
from assistant.induction.settings import InductionSettings
from assistant.privacy.masker import rules_masker
from assistant.records.entries import Actor, KeptQuote
from assistant.records.errors import RecordClosed
from assistant.records.induction_entries import InductionRole, QuizItem, QuizKind
from assistant.records.store import file_url, open_records
from assistant.settings import Settings
from assistant.triage.cards import SchoolContacts

DSL = Actor("Ms Dee", "dsl@hill.example", ("dsl",))
ADMIN = Actor("Mr Ess", "office@hill.example", ("admin",))
WHY = marking.WHY_MARKED[0]
RULES = """# Bells Policy

Version: 1.0

## Staff

- Staff must not ring the brass bell at noon, except where the headteacher has agreed.
- Staff must keep the hall quiet from noon to one.
- Staff must not wind the clock, except where the headteacher has agreed.
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    built = build(Settings(library_dir=tmp_path_factory.mktemp("library")))
    yield built
    built.library.close()


@pytest.fixture
def office(source: Assistant, tmp_path: Path) -> Iterator[Office]:
    """With one approved question on each rule."""
    load(source, tmp_path, RULES)
    with open_records(file_url(tmp_path)) as records:
        school = SchoolContacts(name="Hill School", dsl="Ms Dee")
        desk = Desk(records, source, rules_masker(), load_templates(), school)
        office = Office(desk, InductionSettings())
        for words in ("bell", "quiet", "clock"):
            office.add(DSL, question(words, clause(office, words)))
            office.approve(DSL, records.quiz.find([words])[words])
        yield office


def load(source: Assistant, folder: Path, words: str) -> None:
    file = folder / "bells-policy.md"
    file.write_text(words, encoding="utf-8")
    assert not source.ingest([file]).failed


def clause(office: Office, words: str) -> KeptQuote:
    library = look(office.desk.source)
    return library.quotes([next(c for c in library.clauses.values() if words in c.text)])[0]


def question(item_id: str, kept: KeptQuote) -> QuizItem:
    return QuizItem(
        item_id=item_id,
        kind=QuizKind.WHAT_TO_DO,
        question="What does the policy say to do?",
        options=("What its rule says.", "Nothing at all.", "Ask a friend first."),
        right=0,
        kept=kept,
        roles=(InductionRole.TEACHING,),
        source="x",
        changed_by="x",
        changed_at=datetime(2026, 11, 26, tzinfo=UTC),
    )


def asked(office: Office) -> set[str]:
    library = look(office.desk.source)
    return {item.item_id for item in askable(office.records, library, office.desk.encoder)}


def test_nothing_is_asked_on_two_clauses_that_are_marked_until_that_is_taken_back(office):
    assert asked(office) == {"bell", "quiet", "clock"}
    pair = (clause(office, "bell"), clause(office, "quiet"))
    clash = marking.mark(office.desk, DSL, pair, WHY, "Ask Jayden Okafor.")
    assert clash.reason.startswith(WHY) and "Okafor" not in clash.reason  # a name is masked
    assert asked(office) == {"clock"}
    told = {j.item.item_id: j.faults for j in office.quiz(DSL)}
    assert "marked as in conflict" in told["bell"][0] and told["clock"] == ()
    with pytest.raises(NotApproved, match="marked as in conflict"):
        office.approve(DSL, office.records.quiz.find(["bell"])["bell"])
    (standing,) = marking.marks(office.desk, DSL)
    assert (standing.clash, standing.lapsed) == (clash, ())
    marking.take_back(office.desk, DSL, clash.clash_id, "", "It was a slip.")
    assert asked(office) == {"bell", "quiet", "clock"}
    with pytest.raises(RecordClosed):
        marking.take_back(office.desk, DSL, clash.clash_id, marking.WHY_TAKEN_BACK[-1])


def test_a_mark_holds_when_the_policies_are_read_again_and_for_new_questions(
    office, source, tmp_path
):
    marking.mark(office.desk, DSL, [clause(office, "bell")], WHY)
    # A next version in which the rule stands under another heading, and so has another id.
    load(source, tmp_path, RULES.replace("1.0", "2.0").replace("## Staff", "## Everyone here"))
    new = question("again", clause(office, "bell"))
    office.add(DSL, new)
    with pytest.raises(NotApproved, match="marked as in conflict"):
        office.approve(DSL, office.records.quiz.find(["again"])["again"])
    before = {item.item_id for item in office.records.quiz.list()}
    office.propose_items(DSL)
    made = [i for i in office.records.quiz.list() if i.item_id not in before]
    assert made and not any("bell" in i.kept.quote.text for i in made)
    (standing,) = marking.marks(office.desk, DSL)
    marking.take_back(office.desk, DSL, standing.clash.clash_id, marking.WHY_TAKEN_BACK[0])
    office.propose_items(DSL)
    assert any(
        "bell" in i.kept.quote.text and i.source == "proposed" for i in office.records.quiz.list()
    )


def test_a_mark_holds_for_a_clause_while_its_own_words_stay(office, source, tmp_path):
    pair = (clause(office, "bell"), clause(office, "quiet"))
    marking.mark(office.desk, DSL, pair, WHY)
    load(source, tmp_path, RULES.replace("bell at noon", "bell at two"))
    (standing,) = marking.marks(office.desk, DSL)
    assert standing.lapsed == pair[:1]
    # The other stays out until the DSL has looked again; the new words can be asked about.
    assert asked(office) == {"clock"}
    office.add(DSL, question("new", clause(office, "bell at two")))
    office.approve(DSL, office.records.quiz.find(["new"])["new"])
    assert asked(office) == {"clock", "new"}
    now = look(source).clauses
    assert touching([standing], pair[1], now) == (standing,)
    assert touching([standing], clause(office, "bell"), now) == ()


def test_only_the_dsl_marks_and_only_what_was_seen_with_a_reason(office, source, tmp_path):
    bell, quiet, clock = (clause(office, words) for words in ("bell", "quiet", "clock"))
    desk = office.desk
    for action in (
        lambda: marking.mark(desk, ADMIN, [bell], WHY),
        lambda: marking.take_back(desk, None, "x", marking.WHY_TAKEN_BACK[0]),
        lambda: marking.marks(desk, ADMIN),
    ):
        with pytest.raises(NotAllowed):
            action()
    for clauses in ((), (bell, bell), (bell, quiet, clock)):
        with pytest.raises(NotMarkable):
            marking.mark(desk, DSL, clauses, WHY)
    with pytest.raises(ReasonMissing):
        marking.mark(desk, DSL, [bell], "", "  ")
    with pytest.raises(ReasonMissing):
        marking.mark(desk, DSL, [bell], "A reason of their own.", "")
    load(source, tmp_path, RULES.replace("the brass bell", "no bell"))
    with pytest.raises(QuoteNotStored):
        marking.mark(desk, DSL, [bell], WHY)
    assert marking.marks(desk, DSL) == ()
