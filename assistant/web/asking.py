"""One message becomes one turn: limits first, then the assistant, and never a lost disclosure."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from assistant.answers import Answer
from assistant.errors import AssistantError
from assistant.triage.cards import SchoolContacts
from assistant.web.conversation import Turn, answered, too_long
from assistant.web.limits import RateLimit, too_often
from assistant.web.safety import concern_answer
from assistant.web.source import Source
from ingest.errors import IngestError

FAILED = (
    "Something went wrong here, so nothing was looked up. Ask again in a moment: your message is "
    "back in the box below. If it stays so, tell the person who looks after this assistant, and "
    "meanwhile ask someone at the school."
)
logger = logging.getLogger(__name__)


class Asking:
    """Puts messages to the assistant on one session's behalf."""

    def __init__(
        self,
        source: Source,
        school: SchoolContacts,
        limits: Sequence[RateLimit],
        count: Callable[[Answer, str, datetime], None] | None = None,
    ) -> None:
        """`count` keeps, for the statistics, that something was asked; no words go to it."""
        self._source = source
        self._school = school
        self._limits = limits
        self._count = count

    def turn(
        self,
        number: int,
        question: str,
        history: Sequence[str],
        role: str,
        include_samples: bool,
    ) -> Turn:
        """The message and its reply. A message that isn't put to the assistant gets a `problem`,
        unless it is a live concern: then it gets the card all the same."""
        asked_at = datetime.now().astimezone()
        problem = too_long(question) or self._too_often()
        if problem is None:
            try:
                answer = self._source.answer(
                    question, history, role, include_samples, search_help=True
                )
                self._counted(answer, role)
                return answered(number, question, role, asked_at, answer)
            except (AssistantError, IngestError) as error:
                problem = str(error)
            except Exception as error:  # whatever it is, the asker gets a calm page
                _log(error)
                problem = FAILED
        concern = concern_answer(question, self._school)
        if concern:
            return answered(number, question, role, asked_at, concern)
        return Turn(number, None, role, asked_at, problem=problem)

    def _counted(self, answer: Answer, role: str) -> None:
        if self._count is None:
            return
        try:
            self._count(answer, role, datetime.now(UTC))
        except AssistantError as error:  # an answer is never held back for a statistic
            _log(error)

    def _too_often(self) -> str | None:
        now = time.monotonic()
        waits = [limit.wait(now) for limit in self._limits]
        return too_often(max(waits)) if any(waits) else None


def _log(error: Exception) -> None:
    """Kind and place alone: an error's own text may repeat what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"
    logger.error("Something failed while answering: %s at %s", type(error).__name__, place)
