"""What can go wrong while phrasing. Every text says what to do, and holds no word of a question.

PhrasingError
├── PromptError            a prompt file is missing, or its variables aren't those expected
├── ChatModelUnavailable   the provider's package or the key is missing, or the environment would
│                          send text elsewhere than the settings say
└── ServiceFailed          the service gave nothing usable; holds the outcome
"""

from __future__ import annotations

from assistant.answers import Outcome
from assistant.errors import AssistantError


class PhrasingError(AssistantError):
    """Base of all errors of this package; its text is meant for the person at the keyboard."""


class PromptError(PhrasingError):
    """A prompt file is missing, or its variables aren't those expected."""


class ChatModelUnavailable(PhrasingError):
    """The provider's package or the key is missing, or text would go elsewhere than set."""


class ServiceFailed(PhrasingError):
    """The service gave nothing usable. `again` says whether another try may help, `wait` for how
    many seconds the service asked to be left alone (None when it didn't say)."""

    def __init__(
        self, outcome: Outcome, detail: str, again: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.again = again
        self.wait = wait
