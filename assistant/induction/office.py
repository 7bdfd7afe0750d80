"""What the DSL and the office do about inductions; each action asks first whether the person may.

Nothing that a machine proposed is used before a person has put it in use: a path by saving it, a
quiz item by approving it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

from assistant.access.roles import Permission, Role, required, role_words
from assistant.desk.service import Desk
from assistant.desk.signing import signs_as
from assistant.induction.errors import NotApproved, RecordAltered
from assistant.induction.now import LibraryNow, look
from assistant.induction.path.groups import Group, load_groups
from assistant.induction.path.leaving_out import left_clauses
from assistant.induction.path.paths import Proposal, propose
from assistant.induction.quiz import proposing, shipped, statistics
from assistant.induction.quiz.checking import faults
from assistant.induction.quiz.clashing import set_aside
from assistant.induction.quiz.quiz_wording import load_quiz_words
from assistant.induction.quiz.quizzing import conflicts_in, own_clauses
from assistant.induction.record import changes as changing
from assistant.induction.record import register
from assistant.induction.record.certificate import certificate_pdf
from assistant.induction.record.changes import Changes, PathState
from assistant.induction.record.codes import normalised
from assistant.induction.record.declaring import intact
from assistant.induction.record.register import RegisterRow
from assistant.induction.settings import InductionSettings
from assistant.records.entries import Actor, KeptQuote
from assistant.records.induction_entries import (
    InductionPath,
    InductionRecord,
    InductionRole,
    PathItem,
    QuizItem,
    QuizState,
    Verification,
)
from assistant.records.store import Records
from assistant.triage.cards import SchoolContacts


@dataclass(frozen=True)
class JudgedItem:
    """A quiz item, and what keeps it from being asked, a sentence each."""

    item: QuizItem
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What a certificate's code stands for: the record, who verified it, what changed since."""

    record: InductionRecord
    verification: Verification | None
    changes: Changes | None
    intact: bool


@dataclass(frozen=True)
class Office:
    """The inductions of one school, as the DSL and the office look after them."""

    desk: Desk
    settings: InductionSettings

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups of a path, in reading order."""
        return load_groups()

    @property
    def records(self) -> Records:
        """What is kept."""
        return self.desk.records

    @property
    def school(self) -> SchoolContacts:
        """Who is who."""
        return self.desk.school

    # Paths.

    def proposal(self, actor: Actor | None, role: InductionRole) -> Proposal:
        """A path as the library's clauses give it today, and what was left out and why."""
        required(actor, Permission.MANAGE_INDUCTION)
        library = look(self.desk.source)
        return propose(
            role,
            list(library.policies.values()),
            {name: library.of_policy(name) for name in library.policies},
            self.desk.encoder,
            self.groups,
        )

    def path(self, actor: Actor | None, role: InductionRole) -> InductionPath | None:
        """The path in use for a role."""
        required(actor, Permission.MANAGE_INDUCTION)
        return self.records.paths.current(role)

    def state(self, actor: Actor | None, path: InductionPath) -> PathState:
        """What has become of a path's clauses since it was put in use, and which clauses that bind
        the role came since."""
        required(actor, Permission.MANAGE_INDUCTION)
        library = look(self.desk.source)
        return changing.state_of_path(path, library.clauses, library.policies)

    def put_in_use(
        self,
        actor: Actor | None,
        role: InductionRole,
        items: Sequence[PathItem],
        made_from: int,
        seen: Sequence[KeptQuote] = (),
    ) -> InductionPath:
        """Puts a path in use for everyone of this role, under way or to come. `made_from` is the
        revision that it was made from, 0 for none; SaveConflict when another came in between.
        Each clause is copied from storage again; QuoteNotStored when one has changed. Of the
        clauses that the DSL has `seen` and not put on it, those that bind the role are kept as
        left out."""
        who = required(actor, Permission.MANAGE_INDUCTION)
        library = look(self.desk.source)
        # Its plain English was written beside these words: under others it isn't put in use.
        fresh = tuple(replace(item, kept=library.fresh(item.kept)) for item in items)
        on_it = {item.kept.quote.clause_id for item in fresh}
        off = [kept.quote for kept in seen if kept.quote.clause_id not in on_it]
        before = self.records.paths.current(role)
        left_out = left_clauses(role, off, library.clauses, library.policies, before)
        now = datetime.now(UTC)
        path = InductionPath(role, made_from + 1, fresh, who.name, now, left_out)
        self.records.paths.add(path, who)
        return path

    # Quiz.

    def quiz(self, actor: Actor | None, state: QuizState | None = None) -> tuple[JudgedItem, ...]:
        """The items, with what keeps each from being asked today."""
        required(actor, Permission.MANAGE_INDUCTION)
        library = look(self.desk.source)
        conflicts = conflicts_in(library, self.desk.encoder)
        marked = self._set_aside(library)
        return tuple(
            JudgedItem(item, faults(item, library.clauses, conflicts, marked))
            for item in self.records.quiz.list(state)
        )

    def propose_items(self, actor: Actor | None) -> int:
        """Proposes items on the school's own clauses as they are now: written ones for those that
        this program knows word for word, and made ones. Returns how many are new; nothing is asked
        before it is approved."""
        who = required(actor, Permission.MANAGE_INDUCTION)
        library = look(self.desk.source)
        clauses, now = own_clauses(library), datetime.now(UTC)
        conflicts = conflicts_in(library, self.desk.encoder)
        conflicts |= {(clause_id, clause_id) for clause_id in self._set_aside(library)}
        made = [
            *shipped.shipped_items(clauses, library.policies, now),
            *proposing.propose(clauses, library.policies, conflicts, load_quiz_words(), now),
        ]
        before = len(self.records.quiz.list())
        self.records.quiz.add_all(made, who)
        return len(self.records.quiz.list()) - before

    def edit(self, actor: Actor | None, item: QuizItem, changed: QuizItem) -> QuizItem:
        """Keeps an edit; the item is a proposed one again. SaveConflict when it was changed since
        it was read."""
        who = required(actor, Permission.MANAGE_INDUCTION)
        return self.records.quiz.save(item.item_id, item.revision, changed, who)

    def add(self, actor: Actor | None, item: QuizItem) -> None:
        """Keeps an item that the DSL wrote, as a proposed one."""
        who = required(actor, Permission.MANAGE_INDUCTION)
        self.records.quiz.add(replace(item, source=who.name, changed_by=who.name), who)

    def approve(self, actor: Actor | None, item: QuizItem) -> QuizItem:
        """Lets an item be asked. NotApproved lists what is wrong with it."""
        who = required(actor, Permission.MANAGE_INDUCTION)
        library = look(self.desk.source)
        conflicts = conflicts_in(library, self.desk.encoder)
        if found := faults(item, library.clauses, conflicts, self._set_aside(library)):
            raise NotApproved(found)
        return self.records.quiz.approve(item.item_id, item.revision, who)

    def retire(self, actor: Actor | None, item: QuizItem, reason: str) -> None:
        """Takes an item out of use; it is kept, with the answers to it."""
        who = required(actor, Permission.MANAGE_INDUCTION)
        self.records.quiz.retire(item.item_id, who, self.desk.why(reason))

    def statistics(self, actor: Actor | None) -> tuple[statistics.ItemStatistic, ...]:
        """How often each item was answered rightly, the hardest first; few answers withheld."""
        required(actor, Permission.MANAGE_INDUCTION)
        answers = self.records.inductions.all_answers()
        return statistics.item_statistics(answers, self.records.quiz.list())

    # Register.

    def register(self, actor: Actor | None, now: datetime) -> tuple[RegisterRow, ...]:
        """Where everyone stands who was given a link."""
        required(actor, Permission.READ_REGISTER)
        library = look(self.desk.source)
        records = self.records.induction_records.list()
        return register.rows(
            self.records.inductions.list(),
            records,
            self.records.induction_records.verifications(),
            self.records.links.list(),
            {record.record_id: self._changes(record, library) for record in records},
            now,
        )

    def verify(self, actor: Actor | None, record_id: str) -> None:
        """Confirms that the person named made the declaration. RecordClosed when it was confirmed
        before; RecordAltered when it isn't as it was declared."""
        who = required(actor, Permission.VERIFY_INDUCTION)
        if not intact(self.records.induction_records.get(record_id)):
            raise RecordAltered(
                "This record isn’t as it was declared, so that it can’t be confirmed. Have the "
                "audit trail checked on the page “Records”."
            )
        title = role_words((Role.ADMIN,))
        if Role.DSL in who.roles:
            title = signs_as(who, self.school, self.desk.templates)
        confirmed = Verification(record_id, who.name, title, datetime.now(UTC))
        self.records.induction_records.verify(confirmed, who)

    def certificate(self, actor: Actor | None, record_id: str, today: date) -> bytes:
        """The PDF of a record, as things stand today."""
        required(actor, Permission.READ_REGISTER)
        record = self.records.induction_records.get(record_id)
        verification = self.records.induction_records.verifications().get(record_id)
        changes = self._changes(record, look(self.desk.source))
        address = self.settings.check_address or ""
        return certificate_pdf(record, verification, changes, self.school, address, today)

    def free_number(self, actor: Actor | None, link_id: str) -> None:
        """Lets the holder of a link choose another number; what they did is kept."""
        who = required(actor, Permission.MANAGE_LINKS)
        self.records.links.unclaim(link_id, who)

    # Open to everybody.

    def check(self, code: str) -> Checked | None:
        """What a certificate's code stands for, or None when it stands for nothing."""
        plain = normalised(code)
        record = self.records.induction_records.find_code(plain) if plain else None
        if record is None:
            return None
        verification = self.records.induction_records.verifications().get(record.record_id)
        changes = self._changes(record, look(self.desk.source))
        return Checked(record, verification, changes, intact(record))

    # ------------------------------------------------------------------------------------------

    def _set_aside(self, library: LibraryNow) -> frozenset[str]:
        return set_aside(self.records.quiz_clashes.standing(), library.clauses)

    def _changes(self, record: InductionRecord, library: LibraryNow) -> Changes:
        path = self.records.paths.current(record.role)
        return changing.since(record, path, library.clauses, library.policies)
