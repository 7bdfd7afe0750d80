"""What the holder of a personal link can do: each step looks at the link afresh, and does nothing
but what comes next.

A link opens one person's own induction and nothing else; no permission is asked for, since there is
none to have.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from assistant.access.links import LinkStanding
from assistant.access.pins import PinTries
from assistant.bootstrap import Assistant
from assistant.induction.door import Door, Visitor
from assistant.induction.errors import NotReady
from assistant.induction.now import look
from assistant.induction.path.groups import Group
from assistant.induction.path.timing import load_timing
from assistant.induction.quiz import choosing
from assistant.induction.record import changes as changing
from assistant.induction.record import declaring
from assistant.induction.record.certificate import certificate_pdf
from assistant.induction.record.declaration_words import local_day
from assistant.induction.settings import InductionSettings
from assistant.induction.standing import Standings
from assistant.induction.way import Stage, Way
from assistant.induction.words import words_sha256
from assistant.records.entries import PersonalLink
from assistant.records.ids import new_id
from assistant.records.induction_entries import (
    Attempt,
    ClauseRead,
    Induction,
    InductionRecord,
    QuizAnswer,
    QuizItem,
)
from assistant.records.store import Records
from assistant.triage.cards import SchoolContacts
from ingest.encoder import Encoder

SEED_BITS = 32


@dataclass(frozen=True)
class Visits:
    """The inductions of one school, as their people meet them."""

    records: Records
    source: Assistant
    encoder: Encoder
    groups: Sequence[Group]
    school: SchoolContacts
    settings: InductionSettings
    tries: PinTries

    @cached_property
    def door(self) -> Door:
        """Who is let in."""
        return Door(self.records, self.tries)

    @cached_property
    def standings(self) -> Standings:
        """Where people stand."""
        mark = self.settings.pass_mark
        return Standings(self.records, self.source, self.encoder, self.groups, mark)

    def arrive(self, token: str, now: datetime) -> tuple[LinkStanding, PersonalLink | None, bool]:
        """Whether a link lets anyone in, the link, and whether its number was chosen already."""
        return self.door.arrive(token, now)

    def claim(self, token: str, number: str, now: datetime) -> Visitor:
        """The first visit, with the number that the holder chose: see `Door.claim`."""
        return self.door.claim(token, number, now)

    def enter(self, token: str, number: str, now: datetime) -> Visitor:
        """A later visit: see `Door.enter`."""
        return self.door.enter(token, number, now)

    def way(self, visitor: Visitor, now: datetime) -> Way:
        """Where the visitor stands. LinkError when the link has ended in the meantime."""
        return self.standings.way(*self.door.holder(visitor, now))

    def begin(self, visitor: Visitor, now: datetime) -> None:
        """Begins the induction, or the top-up that brings a stale one up to date. NotReady when
        there is nothing to begin; InductionOpen when one is under way."""
        link, actor, role = self.door.holder(visitor, now)
        here = self.way(visitor, now)
        path = self.records.paths.current(role)
        if here.stage not in (Stage.BEGIN, Stage.STALE) or path is None:
            raise NotReady("There is nothing to begin now. Reload the page to see where you stand.")
        tops_up = here.record.record_id if here.record and here.changes else None
        library = look(self.source)
        states = changing.states_of_path(path, library.clauses, library.policies)
        started = Induction(
            induction_id=new_id(),
            person=link.person,
            role=role,
            link_id=link.link_id,
            path_revision=path.revision,
            clause_ids=(),
            started_at=now,
            tops_up=tops_up,
        )
        wanted = self.standings.wanted(started, path, states, library)
        self.records.inductions.start(replace(started, clause_ids=wanted), actor)

    def mark_read(
        self, visitor: Visitor, shown: Mapping[str, str], now: datetime
    ) -> tuple[str, ...]:
        """Keeps that clauses were read: `shown` are the checksums of the words that were on the
        screen (`words_sha256`), by the clause's id. Returns the ids of those that read otherwise by
        now, or are gone: they are not kept as read."""
        _, actor, _ = self.door.holder(visitor, now)
        here = self.way(visitor, now)
        induction = _needed(here.induction)
        same = {
            s.clause.clause_id
            for s in here.steps
            if words_sha256(s.clause) == shown.get(s.clause.clause_id)
        }
        self.records.inductions.mark_read(
            [
                ClauseRead(induction.induction_id, s.clause.clause_id, words_sha256(s.clause), now)
                for s in here.steps
                if s.clause.clause_id in same and not s.read
            ],
            actor,
        )
        return tuple(clause_id for clause_id in shown if clause_id not in same)

    def begin_quiz(self, visitor: Visitor, now: datetime) -> None:
        """Begins a go at the quiz: rules answered wrong before are asked again. NotReady unless it
        is what comes next."""
        _, actor, role = self.door.holder(visitor, now)
        here = self.way(visitor, now)
        induction = _needed(here.induction)
        if here.stage is not Stage.QUIZ or here.asked is not None:
            raise NotReady("The quiz isn’t what comes next. Reload the page to see what does.")
        attempts = self.records.inductions.attempts(induction.induction_id)
        for attempt in attempts:  # one whose question can't be asked any more
            given = self.records.inductions.answers(attempt.attempt_id)
            if attempt.ended_at is None and len(given) < len(attempt.item_ids):
                self.records.inductions.end_attempt(attempt.attempt_id, actor)
        wrong = {
            answer.item_id
            for attempt in attempts
            for answer in self.records.inductions.answers(attempt.attempt_id)
            if not answer.right
        }
        pool = self.standings.pool(role, induction.clause_ids, look(self.source))
        seed = secrets.randbits(SEED_BITS)
        count = load_timing().plans[role].questions
        items = choosing.choose(pool, role, induction.clause_ids, seed, count, wrong)
        self.records.inductions.start_attempt(
            Attempt(
                attempt_id=new_id(),
                induction_id=induction.induction_id,
                number=len(attempts) + 1,
                item_ids=tuple(item.item_id for item in items),
                seed=seed,
                started_at=now,
            ),
            actor,
        )

    def answer(
        self, visitor: Visitor, attempt_id: str, position: int, chosen: int, now: datetime
    ) -> QuizItem:
        """Keeps an answer to the question that comes next, and returns it as it was asked, to show
        which was right and the clause. OutOfOrder for any other question."""
        _, actor, _ = self.door.holder(visitor, now)
        here = self.way(visitor, now)
        asked = here.asked
        if asked is None or asked.attempt.attempt_id != attempt_id:
            raise NotReady("This question isn’t being asked. Reload the page to see which is.")
        self.records.inductions.answer(
            QuizAnswer(
                attempt_id=attempt_id,
                position=position,
                item_id=asked.item.item_id,
                item_revision=asked.item.revision,
                chosen=chosen,
                right=chosen == asked.item.right,
                answered_at=now,
            ),
            actor,
        )
        return asked.item

    def declaration(self, visitor: Visitor, now: datetime) -> str:
        """The words to declare, as they stand now. NotReady before all is read and passed."""
        here = self.way(visitor, now)
        if here.stage is not Stage.DECLARE:
            raise NotReady("There is something to finish first. Reload the page to see what.")
        induction, (policies, _) = _needed(here.induction), self.standings.grounds(here.role)
        return declaring.wording(induction, policies, self.school, local_day(now), here.record)

    def declare(self, visitor: Visitor, shown: str, now: datetime) -> InductionRecord:
        """The record of what the visitor declares, in the words `shown`. NotReady, NotDeclarable;
        WordingChanged when they read otherwise by now. Nothing is recorded then."""
        _, actor, role = self.door.holder(visitor, now)
        here = self.way(visitor, now)
        if here.stage is not Stage.DECLARE:
            raise NotReady("There is something to finish first. Reload the page to see what.")
        policies, clauses = self.standings.grounds(role)
        record = declaring.record(
            _needed(here.induction),
            clauses=clauses,
            policies=policies,
            attempts=here.scores,
            school=self.school,
            now=now,
            shown=shown,
            earlier=here.record,
        )
        self.records.induction_records.add(record, actor)
        return record

    def certificate(self, visitor: Visitor, now: datetime) -> bytes:
        """The PDF on the visitor's last declaration, as things stand now."""
        here = self.way(visitor, now)
        if here.record is None:
            raise NotReady("Nothing was declared yet, so there is no certificate.")
        address = self.settings.check_address or ""
        return certificate_pdf(
            here.record, here.verification, here.changes, self.school, address, local_day(now)
        )


def _needed(induction: Induction | None) -> Induction:
    if induction is None:
        raise NotReady("Nothing is under way. Reload the page to see where you stand.")
    return induction
