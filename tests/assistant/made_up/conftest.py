"""What the tests of made-up questions share: a small library, and makers that ask a real server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from assistant.phrasing.model import open_chat_model
from assistant.phrasing.pacing import RateLimit
from assistant.phrasing.prompts import MAKE_QUESTIONS, load_prompt
from assistant.phrasing.questioner import MOST_TOKENS, Questioner
from assistant.phrasing.schema import MADE_UP
from assistant.phrasing.service import ChatService
from assistant.phrasing.settings import ChatModelSettings
from ingest.pipeline import ingest
from tests.assistant.phrasing.scripted_server import Behaviour, says

ANIMALS = ("dogs", "cats", "snakes", "parrots", "ferrets", "rabbits", "hamsters", "geckos")


class Counted:
    def __init__(self) -> None:
        self.calls: list = []

    def add(self, usage) -> None:
        self.calls.append(usage)


def policy(animals=ANIMALS) -> str:
    items = "\n".join(f"- Staff must not bring {animal} into a classroom." for animal in animals)
    return f"# Pets Policy\n\n## Animals\n\n{items}\n"


@pytest.fixture
def pets(tmp_path, library, encoder):
    """A policy of eight clauses, loaded."""
    file = tmp_path / "pets.md"
    file.write_text(policy(), encoding="utf-8")
    ingest([file], library, encoder)
    return file


@pytest.fixture
def make_questioner() -> Callable[..., Questioner]:
    def make(address: str, **changes) -> Questioner:
        fields = {f: changes.pop(f) for f in list(changes) if f in Questioner.__dataclass_fields__}
        settings = ChatModelSettings(
            "openai:scripted",
            address,
            "on this machine",
            **{"questions": True, "question_seconds": 20.0, "per_minute": 600, **changes},
        )
        limit = RateLimit(settings.per_minute)
        patient = replace(settings, seconds=settings.question_seconds)
        opens = partial(open_chat_model, patient, MADE_UP, MOST_TOKENS)
        service = ChatService(settings, opens, limit)
        service.ready()
        asks = Questioner(settings, service, load_prompt(MAKE_QUESTIONS), limit, usage=Counted())
        return replace(asks, **fields)

    return make


def clauses_of(body: dict[str, Any]) -> dict[int, str]:
    """The clauses that a request speaks of, by number."""
    user = body["messages"][-1]["content"]
    found = re.findall(r'<clause number="(\d+)"[^>]*>(.*?)</clause>', user)
    return {int(number): text for number, text in found}


def asks_of_each(make: Callable[[str], list[str]]) -> Behaviour:
    """Answers with what `make` gives for each clause that was sent."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        entries = [
            {"number": number, "questions": make(text)} for number, text in clauses_of(body).items()
        ]
        says(json.dumps({"clauses": entries}))(handler, body)

    return behave


def pet_questions(text: str) -> list[str]:
    animal = text.split(" bring ")[-1].split()[0]
    return [f"Can I take my {animal} to school?", f"Are {animal} OK in my classroom?"]


GOOD = asks_of_each(pet_questions)
