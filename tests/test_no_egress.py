"""Nothing leaves this machine: every connection of a whole run is watched."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[1]

WATCHED = textwrap.dedent("""
    import sys

    def watch(event, arguments):
        if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
                     "socket.sendto"):
            print("EGRESS", event, arguments)

    sys.addaudithook(watch)
    from assistant.cli import main

    folder = sys.argv[1]
    codes = [main(["ingest", "policies", "--library", folder])]
    for question in ("Can I accept a parent's friend request?", "a pupil says her dad hits her",
                     "what's the capital of France", "Who signed it?"):
        codes.append(main(["ask", question, "--library", folder]))
    codes.append(main(["policies", "--library", folder]))
    print("CODES", codes)
""")


def test_ingest_and_answers_open_no_connection(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path / "library")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "EGRESS" not in done.stdout
    assert "CODES [0, 0, 0, 0, 0, 0]" in done.stdout
