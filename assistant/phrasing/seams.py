"""What the phrasing asks of the rest of the program, one method each: checks, a switch, a log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assistant.answers import Answer, Outcome, Quote


class Kind(StrEnum):
    """What is worded: an answer in the chat, a draft at the desk, a question for searching, or
    questions made up for clauses."""

    ANSWER = "answer"
    DRAFT = "draft"
    SEARCH = "search"
    QUESTIONS = "questions"


class SentenceChecks(Protocol):
    """What a sentence must pass before anybody sees it."""

    def reason_against(self, sentence: str, quotes: Sequence[Quote], answer: Answer) -> str | None:
        """Why it must not be shown, None when it may; `quotes` are the clauses that it names."""
        ...


@dataclass(frozen=True)
class SwitchState:
    """Whether the chat model may be asked now, and the reason that whoever switched gave."""

    on: bool
    reason: str = ""


class Switch(Protocol):
    """The administrator's switch. It is read before every call, so that it acts at once."""

    def state(self) -> SwitchState:
        """How it stands now. It must be quick, and must not raise: in doubt it is off."""
        ...


@dataclass(frozen=True)
class Usage:
    """One call of the chat model: counts alone, never a word of the question or the answer.

    `cost` is in `currency`, None when no prices are set; tokens are 0 where the service counts
    none; `kind` is one of `Kind`: what was worded.
    """

    at: datetime
    kind: str
    service: str
    prompt: str
    outcome: Outcome
    attempts: int
    seconds: float
    tokens_in: int
    tokens_out: int
    cost: float | None
    currency: str


class UsageLog(Protocol):
    """Where calls are counted for administrators."""

    def add(self, usage: Usage) -> None:
        """Keeps one call. An error here must not lose the answer, so it is passed over."""
        ...


@dataclass(frozen=True)
class AlwaysOn:
    """The switch of a school that has none: what is configured is on."""

    def state(self) -> SwitchState:
        """On."""
        return SwitchState(True)


@dataclass(frozen=True)
class NoUsageLog:
    """Counts nothing."""

    def add(self, usage: Usage) -> None:
        """Does nothing."""
