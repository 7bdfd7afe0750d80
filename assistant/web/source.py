"""Where the chat page's answers come from, and what stands in when that can't be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from assistant.answers import Answer
from assistant.errors import AssistantError
from ingest.documents import Clause, Policy


class Source(Protocol):
    """The part of the assistant that the chat page uses."""

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        role: str = "staff",
        include_samples: bool | None = None,
        search_help: bool = False,
    ) -> Answer:
        """The answer to one message; `search_help`: looked up by a chat model's rewordings too,
        where the school has set that."""
        ...

    def phrase_stream(self, answer: Answer) -> Iterator[Answer]:
        """The answer again and again as a chat model's checked sentences come; nothing without
        one."""
        ...

    def seen_by(self) -> str | None:
        """Which service sees a question, and where, in a sentence; None when none does now."""
        ...

    def policies(self) -> list[Policy]:
        """What is loaded now."""
        ...

    def clauses(self, policy_id: str) -> list[Clause]:
        """A policy's clauses in document order."""
        ...

    def file(self, policy_id: str) -> Path | None:
        """The original file, as kept in the library."""
        ...


class Unavailable:
    """Stands in for an assistant that can't be built: whatever it is asked, it says why.

    With it the chat page still shows the report-now card for a live concern.
    """

    def __init__(self, problem: Exception) -> None:
        self.problem = str(problem)

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        role: str = "staff",
        include_samples: bool | None = None,
        search_help: bool = False,
    ) -> NoReturn:
        """Raises AssistantError."""
        raise AssistantError(self.problem)

    def phrase_stream(self, answer: Answer) -> Iterator[Answer]:
        """Nothing."""
        return iter(())

    def seen_by(self) -> None:
        """None: nothing is sent anywhere."""
        return None

    def policies(self) -> NoReturn:
        """Raises AssistantError."""
        raise AssistantError(self.problem)

    def clauses(self, policy_id: str) -> NoReturn:
        """Raises AssistantError."""
        raise AssistantError(self.problem)

    def file(self, policy_id: str) -> NoReturn:
        """Raises AssistantError."""
        raise AssistantError(self.problem)
