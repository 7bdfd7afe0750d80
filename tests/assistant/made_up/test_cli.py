"""Made-up questions as they are typed, in a process of its own, with a real server."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.records.store import file_url, open_records
from tests.assistant.made_up.conftest import GOOD, policy
from tests.assistant.phrasing.scripted_server import answers_with, serving

ROOT = Path(__file__).parents[3]
SETTINGS = """
[chat_model]
model = "openai:scripted"
base_url = "{address}"
where = "in a cupboard"
key_env = ""
answers = false
retries = 0
questions = {on}
"""


@pytest.fixture
def run(tmp_path):
    def typed(command: str, *more: str, address: str = "", on: str = "true"):
        if address:
            text = SETTINGS.format(address=address, on=on)
            (tmp_path / "school.toml").write_text(text, encoding="utf-8")
        settings = ("--settings", str(tmp_path / "school.toml"))
        return subprocess.run(
            [sys.executable, "-m", "assistant.cli", command, *more, *settings],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )

    return typed


@pytest.fixture
def file(tmp_path) -> str:
    path = tmp_path / "pets.md"
    path.write_text(policy(), encoding="utf-8")
    return str(path)


def test_a_failing_service_stops_no_ingest_and_the_command_that_is_named_goes_on(
    run, file, tmp_path
):
    with serving(answers_with(503)) as server:
        done = run("ingest", file, address=server.address)
    assert done.returncode == 0, done.stderr
    assert "1 of 1 files are loaded." in done.stdout
    assert "8 clauses still lack some: no connection" in done.stdout
    assert "policy-assistant questions goes on." in done.stdout
    assert "The text of 8 clauses goes to scripted, in a cupboard" in done.stderr
    with serving(GOOD) as server:
        done = run("questions", address=server.address)
        assert done.returncode == 0, done.stderr
        assert "16 kept for 8 clauses; 1 call" in done.stdout
        again = run("ingest", file, "--json")
        assert json.loads(again.stdout)["made_up"]["calls"] == 0
        assert len(server.requests) == 1
        listed = run("questions", "--list")
        assert "  made up by openai:scripted: Can I take my dogs to school?" in listed.stdout
        assert "8 clauses (8 with made-up questions)" in run("policies").stdout
        asked = run("ask", "Can I take my dogs to school?", "--explain")
        assert asked.returncode == 0, asked.stderr
        assert "take my dogs" not in asked.stdout.split("Understood as:")[0]
    with open_records(file_url(tmp_path / "records")) as records:
        calls = records.model_calls.since(datetime(2020, 1, 1, tzinfo=UTC))
    assert [call.kind for call in calls] == ["questions"] * 2
    assert run("questions", "--delete").returncode == 0
    assert "0 of 8 clauses have some." in run("policies").stdout


def test_without_the_setting_or_with_no_model_no_policy_is_sent(run, file):
    with serving(GOOD) as server:
        done = run("ingest", file, address=server.address, on="false")
        assert "ade-up" not in done.stdout + done.stderr
        assert run("questions").returncode == 1
        run("ingest", file, "--no-model", address=server.address)
        assert server.requests == []
