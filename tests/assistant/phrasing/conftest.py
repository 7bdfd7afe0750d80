"""What the tests of phrasing share: one offline answer, and phrasers that ask a real server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers import Answer
from assistant.bootstrap import Assistant
from assistant.phrasing.phraser import Phraser
from tests.assistant.phrasing import phrasers
from tests.assistant.phrasing.phrasers import GOOD, QUESTION, SECONDS, SENTENCE

__all__ = ["GOOD", "QUESTION", "SECONDS", "SENTENCE"]


@pytest.fixture(scope="session")
def offline(assistant: Assistant) -> Answer:
    answer = assistant.answer(QUESTION)
    assert answer.verdict == "conditional"
    return answer


@pytest.fixture(scope="session")
def make_phraser(offline: Answer) -> Callable[..., Phraser]:
    """A phraser for a server's address; fields of the settings and of the phraser by name."""
    phrasers.warm_up(offline)
    return phrasers.make_phraser
