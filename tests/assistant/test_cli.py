"""The program as it is typed, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.records.store import file_url, open_records

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("cli") / "library")
    done = run("ingest", "policies/social-media-policy.pdf", "--library", folder)
    assert done.returncode == 0, done.stderr
    assert "7 pages" in done.stdout
    return folder


def test_a_question_is_answered_in_words_and_in_json(loaded):
    done = run("ask", "Who investigates reported incidents?", "--library", loaded)
    assert "investigating any reported incidents" in " ".join(done.stdout.split())
    answer = json.loads(run("ask", "Who signed it?", "--json", "--library", loaded).stdout)
    assert answer["status"] == "answered"


def test_a_batch_answers_every_good_line_and_names_the_bad_ones(loaded, tmp_path):
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    lines = [
        '{"id": "one", "question": "Who investigates reported incidents?"}',
        "not json",
        '{"id": "three"}',
        '{"id": "four", "question": "what about pupils?", "role": "volunteer", '
        '"history": ["Can I message parents?"]}',
        '{"id": "five", "question": "x", "role": "martian"}',
        "",
        '{"id": 6, "question": "My pupil told me his uncle hurts him"}',
    ]
    questions.write_text("\n".join(lines), encoding="utf-8")
    done = run("ask", "--batch", str(questions), "--out", str(answers), "--library", loaded)
    assert done.returncode == 1
    rows = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in rows] == ["one", "line 2", "three", "four", "five", 6]
    assert ["error" in r for r in rows] == [False, True, True, False, True, False]
    assert rows[5]["status"] == "live_concern"
    assert rows[5]["question"] == ""


def test_a_batch_without_bad_lines_exits_with_0(loaded, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": 1, "question": "Who signed it?"}\n', encoding="utf-8")
    done = run("ask", "--batch", str(questions), "--out", str(tmp_path / "o"), "--library", loaded)
    assert done.returncode == 0


def test_what_is_loaded_overdue_and_missing_is_listed(loaded):
    done = run("policies", "--library", loaded)
    assert "overdue by" in done.stdout
    assert "Code of Conduct: missing" in done.stdout
    rows = json.loads(run("policies", "--json", "--library", loaded).stdout)
    assert rows["policies"][0]["policy_id"] == "social-media-policy"
    assert rows["policies"][0]["review_due"] == "2025-02-28"


def test_an_unknown_policy_cannot_be_removed(loaded):
    done = run("remove", "nothing", "--library", loaded)
    assert done.returncode == 1
    assert "no such policy" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("ask",), ("ask", "x", "--role", "king"), ("ask", "--batch", "x"), (), ("dance",)],
)
def test_odd_usage_is_refused_with_exit_2(arguments):
    assert run(*arguments).returncode == 2


def test_a_batch_file_that_is_not_there_is_named(loaded, tmp_path):
    done = run("ask", "--batch", str(tmp_path / "no.jsonl"), "--out", "o", "--library", loaded)
    assert done.returncode == 1
    assert "no.jsonl" in done.stderr


def test_a_failed_file_gives_exit_1_and_its_name(loaded, tmp_path):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"hello")
    done = run("ingest", str(bad), "--library", loaded)
    assert done.returncode == 1
    assert "bad.pdf" in done.stdout


def test_the_chat_opens_on_a_first_start_without_asking_for_anything(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # A home without Streamlit's files is a first start; `true` stands in for the browser.
    chat = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "chat", "--port", str(port)],
        env={**os.environ, "HOME": str(tmp_path), "BROWSER": "true"},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(150):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as reply:
                    assert reply.status == 200
                    return
            except OSError:
                assert chat.poll() is None, "the chat ended by itself"
                time.sleep(0.2)
        pytest.fail("the chat did not come up within 30 seconds")
    finally:
        os.killpg(chat.pid, signal.SIGKILL)
        chat.wait()


def test_changes_of_the_library_are_put_on_record_and_purged(tmp_path):
    policy = tmp_path / "kites.md"
    policy.write_text("# Kite Policy\n\nStaff must not fly kites.\n", encoding="utf-8")
    library = ("--library", str(tmp_path / "library"))
    assert run("ingest", str(policy), *library).returncode == 0
    assert run("ingest", str(policy), *library).returncode == 0  # unchanged: nothing to tell
    policy.write_text("# Kite Policy\n\nStaff may fly kites.\n", encoding="utf-8")
    assert run("ingest", str(policy), *library).returncode == 0
    with open_records(file_url(tmp_path / "records")) as records:
        events = records.ingests.since(datetime(2020, 1, 1, tzinfo=UTC))
        assert [e.outcome for e in events] == ["added", "replaced"]
        assert len(events[1].clauses_changed) == 1
    purged = run("purge", *library)
    assert purged.returncode == 0 and "ingests: 0 deleted" in purged.stdout


def test_report_is_printed_from_records_that_are_still_empty(loaded):
    done = run("report", "--library", loaded)
    assert done.returncode == 0, done.stderr
    assert "past the review date" in done.stdout
