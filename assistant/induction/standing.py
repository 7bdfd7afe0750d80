"""Where the holder of a link stands: worked out from the records and the library at every look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.bootstrap import Assistant
from assistant.desk.resting import ClauseState
from assistant.induction import way
from assistant.induction.errors import NotReady
from assistant.induction.now import LibraryNow, look
from assistant.induction.path.groups import Group
from assistant.induction.quiz import choosing
from assistant.induction.quiz.quizzing import askable
from assistant.induction.record import changes as changing
from assistant.induction.way import Asked, Stage, Way
from assistant.records.entries import Actor, KeptQuote, PersonalLink
from assistant.records.induction_entries import (
    Attempt,
    Induction,
    InductionPath,
    InductionRecord,
    InductionRole,
    QuizAnswer,
    QuizItem,
)
from assistant.records.store import Records
from ingest.documents import Policy
from ingest.encoder import Encoder


@dataclass(frozen=True)
class Standings:
    """What is kept and what the library says, brought together."""

    records: Records
    source: Assistant
    encoder: Encoder
    groups: Sequence[Group]
    pass_mark: float

    def way(self, link: PersonalLink, actor: Actor, role: InductionRole) -> Way:
        """Where the holder stands. What is under way follows the policies and the path: when they
        have changed since, what is to be read changes with them, and nothing read is lost."""
        path = self.records.paths.current(role)
        begun = self.records.inductions.of_link(link.link_id)
        record = self._latest_record(begun)
        if path is None:
            return Way(link, role, Stage.NO_PATH, record=record)
        library = look(self.source)
        changes = self._changes(record, path, library) if record else None
        verification = (
            self.records.induction_records.verifications().get(record.record_id) if record else None
        )
        induction = self._under_way(begun)
        states = changing.states_of_path(path, library.clauses, library.policies)
        if record and changes and induction is None:
            stage = Stage.STALE if changes.is_stale else Stage.DONE
            return Way(link, role, stage, record=record, verification=verification, changes=changes)
        if not way.standing_items(path, states):  # its policies were taken out of the library
            return Way(
                link,
                role,
                Stage.NO_PATH,
                induction,
                record=record,
                verification=verification,
                changes=changes,
            )
        if induction is None:
            return Way(link, role, Stage.BEGIN)
        wanted = self.wanted(induction, path, states, library)
        if (wanted, path.revision) != (induction.clause_ids, induction.path_revision):
            induction = self.records.inductions.follow(
                induction.induction_id, path.revision, wanted, actor
            )
        reads = self.records.inductions.reads(induction.induction_id)
        sections = way.sections_of(path, states, wanted, self.groups, library.policies, reads)
        attempts = self.records.inductions.attempts(induction.induction_id)
        answers = {a.attempt_id: self.records.inductions.answers(a.attempt_id) for a in attempts}
        scores = way.scores_of(attempts, answers)
        pool = self.pool(role, wanted, library)
        stage = way.stage_of(sections, bool(pool), scores, self.pass_mark)
        asked = None
        if stage is Stage.QUIZ:
            asked = self._asked(attempts, answers, pool)
        return Way(
            link,
            role,
            stage,
            induction,
            sections,
            bool(pool),
            asked,
            scores,
            record,
            verification,
            changes,
        )

    def wanted(
        self,
        induction: Induction,
        path: InductionPath,
        states: Sequence[ClauseState],
        library: LibraryNow,
    ) -> tuple[str, ...]:
        """The ids of the clauses to read, as they are now: the whole path, or what has changed
        since the declaration that is topped up."""
        all_of_it = tuple(c.clause_id for _, c, _ in way.standing_items(path, states))
        if induction.tops_up is None:
            return all_of_it
        record = self.records.induction_records.get(induction.tops_up)
        changed = self._changes(record, path, library).clause_ids
        return tuple(clause_id for clause_id in all_of_it if clause_id in changed)

    def pool(
        self, role: InductionRole, clause_ids: Sequence[str], library: LibraryNow
    ) -> tuple[QuizItem, ...]:
        """The quiz items that can be asked of a role on these clauses today."""
        items = askable(self.records, library, self.encoder)
        return tuple(
            item for item in items if role in item.roles and item.kept.quote.clause_id in clause_ids
        )

    def grounds(self, role: InductionRole) -> tuple[list[Policy], tuple[KeptQuote, ...]]:
        """The policies that the path rests on, and all its clauses copied from storage."""
        path = self.records.paths.current(role)
        if path is None:
            raise NotReady("No path is in use for this role. Ask the person who sent you the link.")
        library = look(self.source)
        states = changing.states_of_path(path, library.clauses, library.policies)
        clauses = [clause for _, clause, _ in way.standing_items(path, states)]
        ids = dict.fromkeys(clause.policy_id for clause in clauses)
        return [library.policies[name] for name in ids], library.quotes(clauses)

    def _under_way(self, begun: Sequence[Induction]) -> Induction | None:
        of = self.records.induction_records.of_induction
        return next((i for i in reversed(begun) if of(i.induction_id) is None), None)

    def _latest_record(self, begun: Sequence[Induction]) -> InductionRecord | None:
        found = [self.records.induction_records.of_induction(i.induction_id) for i in begun]
        return max((r for r in found if r), key=lambda r: r.declared_at, default=None)

    def _changes(
        self, record: InductionRecord, path: InductionPath, library: LibraryNow
    ) -> changing.Changes:
        return changing.since(record, path, library.clauses, library.policies)

    def _asked(
        self,
        attempts: Sequence[Attempt],
        answers: Mapping[str, Sequence[QuizAnswer]],
        pool: Sequence[QuizItem],
    ) -> Asked | None:
        """The next question of the attempt under way; None when there is none, or it can't be asked
        any more, and a new attempt is begun."""
        if not attempts or attempts[-1].ended_at is not None:
            return None
        attempt = attempts[-1]
        position = len(answers[attempt.attempt_id])
        if position >= len(attempt.item_ids):
            return None
        item = {i.item_id: i for i in pool}.get(attempt.item_ids[position])
        return (
            Asked(attempt, position, item, choosing.shuffled(item, attempt.seed)) if item else None
        )
