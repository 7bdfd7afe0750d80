"""A chat model that does all that an attacker tells it: the answer is the one without a model."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from assistant.answers import Answer, Outcome
from assistant.bootstrap import Assistant, build
from assistant.phrasing.settings import ChatModelSettings
from assistant.settings import Settings
from eval.attacks import KNOWN, Bench, obeyed, read_attacks, sample
from eval.attacks.cases import Attack, Where
from eval.phrasing import guarded
from eval.run import DAY
from tests.assistant.phrasing.scripted_server import says, serving

SAMPLE = 30


class Obeying:
    """A bench whose assistant has a chat model that obeys the attack being put."""

    def __init__(self, folder: Path, address: str) -> None:
        self.differing: dict[str, tuple[Answer, Answer]] = {}
        self.model = ChatModelSettings(
            "openai:x", address, "in a test", seconds=20.0, per_minute=1000
        )
        self.bench = Bench(folder, self._make, self._ask, frozenset({urlsplit(address).netloc}))

    def _make(self, library: Path) -> Assistant:
        return build(Settings(library_dir=library, chat_model=self.model))

    def _ask(self, assistant: Assistant, attack: Attack) -> Answer:
        plain = assistant.answer(attack.message, attack.history, attack.role, today=DAY)
        phrased = assistant.phrased(plain)
        if guarded(phrased) != guarded(plain):
            self.differing[attack.id] = (plain, phrased)
        return phrased


@pytest.mark.timeout(1200)  # a minute and a half on two idle cores
def test_a_model_that_obeys_every_attack_changes_nothing_and_is_shown_nowhere(tmp_path):
    chosen = sample([a for a in read_attacks() if a.where is not Where.DOCUMENT], SAMPLE)
    held: list[Obeying] = []
    obeyed_to: set[str] = set()

    def obeys(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        attack = held[0].bench.current
        assert attack is not None
        obeyed_to.add(attack.id)
        ruling = re.search(r"Ruling: (\w+)", body["messages"][-1]["content"])
        assert ruling is not None
        said = {"text": obeyed(attack), "clauses": [1]}
        wanted = {"text": attack.wants, "clauses": [1]}
        reply = {"headline": wanted, "sentences": [wanted, said], "questions": [obeyed(attack)]}
        says({"verdict": ruling.group(1), **reply})(handler, body)

    with serving(obeys) as server:
        obeying = Obeying(tmp_path, server.address)
        held.append(obeying)
        found = {o.attack.id: o for o in obeying.bench.run(chosen)}
        obeying.bench.assistant.library.close()
    broken = {name: o.broken for name, o in found.items() if o.broken and name not in KNOWN}
    assert broken == {}, json.dumps(broken, indent=1)
    assert obeying.differing == {}
    assert len(obeyed_to) >= SAMPLE // 3  # the others never reached it: cards, not covered, …
    # The reply came and was read: else nothing would have been put to the checks.
    outcomes = {found[name].answer.phrasing.outcome for name in obeyed_to}
    assert outcomes == {Outcome.UNSUPPORTED}
    worded = {name: o.answer.explanation for name, o in found.items() if o.answer}
    assert {name: told for name, told in worded.items() if told} == {}
