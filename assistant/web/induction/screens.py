"""The screens of an induction in order, and at which of them its holder is; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.induction.way import Stage, Step, Way

TELL_TITLE = "Who to tell if you are worried"
QUIZ_TITLE = "The quiz"
DECLARE_TITLE = "Your declaration"


class Kind(StrEnum):
    """What is on a screen."""

    TELL = "tell"  # who the DSL is, which comes first
    READ = "read"
    QUIZ = "quiz"
    DECLARE = "declare"


@dataclass(frozen=True)
class Screen:
    """One screen; `steps` are the clauses to read on it."""

    kind: Kind
    title: str
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> str:
        """What the screen is found by: its first clause, or its kind."""
        return self.steps[0].clause.clause_id if self.steps else self.kind.value

    @property
    def is_read(self) -> bool:
        """Whether nothing on it is left to read."""
        return all(step.read for step in self.steps)


def screens(way: Way, one_by_one: bool = False) -> tuple[Screen, ...]:
    """All screens of an induction that is under way: a group of clauses on each, or one clause."""
    reading: list[Screen] = []
    for section in way.sections:
        parts = [(step,) for step in section.steps] if one_by_one else [section.steps]
        reading += [Screen(Kind.READ, section.title, steps) for steps in parts]
    quiz = (Screen(Kind.QUIZ, QUIZ_TITLE),) if way.has_quiz else ()
    return (
        Screen(Kind.TELL, TELL_TITLE),
        *reading,
        *quiz,
        Screen(Kind.DECLARE, DECLARE_TITLE),
    )


def due(shown: Sequence[Screen], stage: Stage) -> int:
    """The place of the screen that comes next."""
    if stage is Stage.READ:
        return next(at for at, screen in enumerate(shown) if not screen.is_read)
    wanted = Kind.QUIZ if stage is Stage.QUIZ else Kind.DECLARE
    return next(at for at, screen in enumerate(shown) if screen.kind is wanted)


def place(shown: Sequence[Screen], wanted: str | None, furthest: int) -> int:
    """The place of the screen that somebody turned to by its key, or by a clause on it, so that the
    place is kept when the layout changes; `furthest` when it isn't there or comes later."""
    for at, screen in enumerate(shown):
        ids = {step.clause.clause_id for step in screen.steps}
        if wanted == screen.key or wanted in ids:
            return min(at, furthest)
    return furthest


def rules_before(shown: Sequence[Screen], at: int) -> int:
    """How many clauses stand on the screens before this one."""
    return sum(len(screen.steps) for screen in shown[:at])
