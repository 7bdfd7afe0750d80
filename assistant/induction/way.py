"""Someone's way through an induction as it stands: what to read, to answer, to declare; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.desk.resting import ClauseState, Fate
from assistant.induction.path.groups import Group
from assistant.induction.quiz.scoring import passed
from assistant.induction.record.changes import Changes
from assistant.induction.words import words_sha256
from assistant.records.entries import PersonalLink
from assistant.records.induction_entries import (
    Attempt,
    AttemptScore,
    ClauseRead,
    Induction,
    InductionPath,
    InductionRecord,
    InductionRole,
    PathItem,
    QuizAnswer,
    QuizItem,
    Verification,
)
from ingest.documents import Clause, Policy


class Stage(StrEnum):
    """What comes next for the holder of a link."""

    NO_PATH = "no_path"  # no path is in use for this role, or nothing of it stands any more
    BEGIN = "begin"
    READ = "read"
    QUIZ = "quiz"
    DECLARE = "declare"
    DONE = "done"
    STALE = "stale"  # declared, and a policy has changed since: a top-up can be begun


@dataclass(frozen=True)
class Step:
    """One clause to read as it stands now. `gloss` is '' when the clause has changed since the path
    was put in use: it spoke of other words."""

    clause: Clause
    policy: Policy
    gloss: str
    read: bool


@dataclass(frozen=True)
class Section:
    """The steps of one group, in order."""

    key: str
    title: str
    steps: tuple[Step, ...]

    @property
    def is_read(self) -> bool:
        """Whether all of it was read, in the words that stand there now."""
        return all(step.read for step in self.steps)


@dataclass(frozen=True)
class Asked:
    """The question that comes next. `order` are the item's options as they are shown."""

    attempt: Attempt
    position: int
    item: QuizItem
    order: tuple[int, ...]


@dataclass(frozen=True)
class Way:
    """Where a person stands. `asked` is set while a go at the quiz is under way; `record` is the
    last declaration, `changes` what has become of it."""

    link: PersonalLink
    role: InductionRole
    stage: Stage
    induction: Induction | None = None
    sections: tuple[Section, ...] = ()
    has_quiz: bool = False
    asked: Asked | None = None
    scores: tuple[AttemptScore, ...] = ()
    record: InductionRecord | None = None
    verification: Verification | None = None
    changes: Changes | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """All there is to read, in order."""
        return tuple(step for section in self.sections for step in section.steps)

    @property
    def is_top_up(self) -> bool:
        """Whether what is under way brings an earlier declaration up to date."""
        return self.induction is not None and self.induction.tops_up is not None


def standing_items(
    path: InductionPath, states: Sequence[ClauseState]
) -> list[tuple[PathItem, Clause, bool]]:
    """The items of a path that still stand, each with its clause of today, and whether that reads
    as it did when the path was put in use."""
    return [
        (item, fate.current, words_sha256(fate.current) == words_sha256(item.kept.quote))
        for item, fate in zip(path.items, states, strict=True)
        if fate.current is not None and fate.fate is not Fate.SUPERSEDED
    ]


def sections_of(
    path: InductionPath,
    states: Sequence[ClauseState],
    wanted: Sequence[str],
    groups: Sequence[Group],
    policies: Mapping[str, Policy],
    reads: Sequence[ClauseRead],
) -> tuple[Section, ...]:
    """The clauses `wanted` (by id), in the path's groups and order; groups without any left out."""
    last = groups[-1].key  # where an item goes whose group is no longer in the data file
    keys = {group.key for group in groups}
    known = {(read.clause_id, read.words_sha256) for read in reads}
    steps: dict[str, list[Step]] = {}
    for item, clause, same in standing_items(path, states):
        if clause.clause_id in wanted:
            read = (clause.clause_id, words_sha256(clause)) in known
            step = Step(clause, policies[clause.policy_id], item.gloss if same else "", read)
            steps.setdefault(item.group if item.group in keys else last, []).append(step)
    return tuple(Section(g.key, g.title, tuple(steps[g.key])) for g in groups if g.key in steps)


def stage_of(
    sections: Sequence[Section],
    has_quiz: bool,
    scores: Sequence[AttemptScore],
    pass_mark: float,
) -> Stage:
    """What comes next for an induction that is under way. Once the quiz was passed, it stays so."""
    if not all(section.is_read for section in sections):
        return Stage.READ
    if has_quiz and not any(passed(score, pass_mark) for score in scores):
        return Stage.QUIZ
    return Stage.DECLARE


def scores_of(
    attempts: Sequence[Attempt], answers: Mapping[str, Sequence[QuizAnswer]]
) -> tuple[AttemptScore, ...]:
    """How each finished attempt ended; one that was broken off has no score."""
    found = []
    for attempt in attempts:
        given = answers.get(attempt.attempt_id, ())
        if len(given) == len(attempt.item_ids):
            right = sum(answer.right for answer in given)
            found.append(AttemptScore(attempt.number, right, len(given), given[-1].answered_at))
    return tuple(found)
