"""What can go wrong while answering. Every text says what to do.

AssistantError
├── SettingsError     school.toml can't be read, or holds a key or value it shouldn't
├── QuestionError     the question can't be taken: empty, too long, or not text
└── ModelError        a shipped model is missing or damaged
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of all errors of this package; its text is meant for the person at the keyboard."""


class SettingsError(AssistantError):
    """The settings file can't be read, or holds a key or value it shouldn't."""


class QuestionError(AssistantError):
    """The question can't be taken: empty, too long, or not text."""


class ModelError(AssistantError):
    """A shipped model is missing or damaged."""
