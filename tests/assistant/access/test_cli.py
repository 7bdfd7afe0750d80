from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from assistant.access.cli import passphrase_command
from assistant.access.passphrase import matches
from assistant.access.settings import read_access

GOOD = "ladder pickle orbit velvet"


def run(*typed: str) -> int:
    answers = iter(typed)
    return passphrase_command([], ask=lambda _: next(answers))


def test_lines_can_be_copied_into_the_settings_as_they_are(capsys):
    assert run(GOOD, GOOD) == 0
    printed = capsys.readouterr().out
    section = tomllib.loads(printed[printed.index("[[access") :])["access"]
    access = read_access(Path("school.toml"), section)
    assert matches(GOOD, access.passphrases[0].hashed)
    assert GOOD not in printed


def test_weak_one_is_refused_before_it_is_asked_for_again(capsys):
    assert run("short") == 1
    said = capsys.readouterr()
    assert not said.out and "too short" in said.err


def test_two_that_differ_make_no_hash(capsys):
    assert run(GOOD, GOOD + "s") == 1
    said = capsys.readouterr()
    assert not said.out and "differ" in said.err


def test_it_reads_by_getpass():
    script = "import sys; from assistant.access.cli import passphrase_command as p; sys.exit(p([]))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=f"{GOOD}\n{GOOD}\n",
        capture_output=True,
        text=True,
        start_new_session=True,  # without a terminal, getpass reads standard input
    )
    assert done.returncode == 0 and "[[access.passphrases]]" in done.stdout
    assert "GetPassWarning" in done.stderr
