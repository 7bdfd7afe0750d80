"""Phrasers that ask a real server, for tests of whatever is phrased."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from assistant.answers import Answer
from assistant.phrasing.checking import Checker
from assistant.phrasing.model import open_chat_model
from assistant.phrasing.phraser import Phraser
from assistant.phrasing.prompts import load_prompt
from assistant.phrasing.schema import SCHEMA
from assistant.phrasing.service import ChatService
from assistant.phrasing.settings import ChatModelSettings
from assistant.privacy.masker import rules_masker
from assistant.replying.wording import load_wording
from tests.assistant.phrasing.scripted_server import says, serving

SECONDS = 6.0  # for phrasing in these tests
QUESTION = "can I accept a parent's friend request?"
SENTENCE = (
    "Staff must not use personal social media accounts to contact students or parents unless the "
    "headteacher has given prior approval."
)
GOOD = {
    "verdict": "conditional",
    "headline": {"text": SENTENCE, "clauses": [1]},
    "sentences": [{"text": SENTENCE, "clauses": [1]}],
    "questions": [],
}


def make_phraser(address: str, **changes) -> Phraser:
    """A phraser for a server's address; fields of the settings and of the phraser by name."""
    fields = {f: changes.pop(f) for f in list(changes) if f in Phraser.__dataclass_fields__}
    settings = replace(
        ChatModelSettings("openai:scripted", address, "on this machine", seconds=SECONDS),
        **changes,
    )
    phraser = Phraser(
        settings,
        ChatService(settings, partial(open_chat_model, settings, SCHEMA)),
        load_prompt(),
        rules_masker,
        load_wording(),
        Checker(),
    )
    phraser.service.ready()
    return replace(phraser, **fields)


def warm_up(answer: Answer) -> None:
    """The first request of a program loads the rest of its libraries, which takes its time."""
    with serving(says(GOOD)) as server:
        make_phraser(server.address, seconds=60.0).phrase(answer)
