"""What can go wrong at an induction. Every text says what to do.

InductionError
├── WordListError     a word list or the groups in assistant/data can't be read, or lack something
├── NotReady          that step isn't the one that comes next, or there is nothing to do it with
├── NotApproved       a quiz item can't be approved; each reason is listed
├── NotMarkable       what is to be marked as in conflict isn't one clause, or two
├── NotDeclarable     something must be read, or read again, before this can be declared; all listed
├── WordingChanged    the declaration reads differently now from what the person was shown
└── RecordAltered     a record isn't as it was declared, so that no certificate is made of it
"""

from __future__ import annotations

from assistant.errors import AssistantError


class InductionError(AssistantError):
    """Base of all errors of the induction; its text is meant for the person at the keyboard."""


class WordListError(InductionError):
    """A data file of the induction can't be read, or has missing or unknown keys."""


class NotReady(InductionError):
    """Something else comes first, or nothing is under way."""


class NotApproved(InductionError):
    """A quiz item can't be approved; `faults` says each reason in a sentence."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        listed = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(f"This item can’t be approved yet, and stays as it is.\n{listed}")


class NotMarkable(InductionError):
    """What is to be marked as in conflict isn't one clause, or two different ones."""


class NotDeclarable(InductionError):
    """An induction can't be declared yet; `faults` says each reason in a sentence, in order."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        listed = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(
            f"This can’t be declared yet, and nothing was recorded. What was read and answered is "
            f"kept.\n{listed}"
        )


class WordingChanged(InductionError):
    """The declaration isn't worded as it was when it was shown: it must be shown again."""


class RecordAltered(InductionError):
    """A record no longer matches its hash: it isn't as it was declared."""
