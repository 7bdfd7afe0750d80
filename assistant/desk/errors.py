"""What can go wrong at the DSL desk. Every text says what to do.

DeskError
├── TemplateError     a file of prompts/ can't be read, or lacks or misnames a sentence or variable
├── NothingToSend     a live concern, or no text: nothing is put into the inbox
├── ReasonMissing     what is kept of closing or withdrawing something needs a reason
├── NothingToDraft    a live concern, or no question at all: nothing is drafted
├── QuoteNotStored    a quote isn't what the library holds
├── UnsignableDraft   a draft has faults that must be put right before it is signed; all are listed
└── ReportError       the leadership report's dates don't fit, or its file can't be written
"""

from __future__ import annotations

from assistant.errors import AssistantError


class DeskError(AssistantError):
    """Base of all errors of the desk; its text is meant for the person at the keyboard."""


class TemplateError(DeskError):
    """The sentence templates can't be read, or lack or misname a sentence or a variable."""


class NothingToSend(DeskError):
    """Nothing may be sent or kept: the text is a live concern, or there is none."""


class ReasonMissing(DeskError):
    """A reason is missing, or can't be kept."""


class NothingToDraft(DeskError):
    """Nothing may be drafted: the message is a live concern, or there is no question."""


class QuoteNotStored(DeskError):
    """A quote isn't equal to what the library holds, or its policy is no longer there."""


class UnsignableDraft(DeskError):
    """A draft can't be signed yet; `faults` says each reason in a sentence, in order."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        listed = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(f"This draft can’t be signed yet. Put these right first:\n{listed}")


class ReportError(DeskError):
    """The leadership report's dates don't fit, or a file of it can't be written."""
