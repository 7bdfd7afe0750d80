"""What can go wrong while masking. Every text says what to do.

PrivacyError
└── MaskingUnavailable   the language model for names isn't installed or can't be loaded
"""

from __future__ import annotations

from assistant.errors import AssistantError


class PrivacyError(AssistantError):
    """Base of all errors of this package; its text is meant for the person at the keyboard."""


class MaskingUnavailable(PrivacyError):
    """The language model for names isn't installed or can't be loaded."""
