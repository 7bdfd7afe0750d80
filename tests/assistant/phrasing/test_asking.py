"""The command line and the wiring, with a chat model and without."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant, build
from assistant.cli import main
from assistant.phrasing.settings import ChatModelSettings
from assistant.settings import Settings
from tests.assistant.phrasing.conftest import GOOD, QUESTION, SENTENCE
from tests.assistant.phrasing.scripted_server import says, serving

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "policies" / "social-media-policy.pdf"
LOADED = """
import sys
from pathlib import Path
from assistant.bootstrap import build
from assistant.settings import Settings
assistant = build(Settings(library_dir=Path(sys.argv[1])))
assistant.answer("Who signed it?", phrase=True)
names = ("assistant.phrasing.phraser", "langchain_openai", "openai", "langchain.chat_models")
print("LOADED", [name for name in names if name in sys.modules])
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("asked") / "library"
    assert main(["ingest", str(SHIPPED), "--library", str(folder)]) == 0
    return folder


def settings_file(folder: Path, address: str) -> str:
    file = folder / "school.toml"
    section = f'[chat_model]\nmodel = "openai:x"\nbase_url = "{address}"\nkey_env = ""\n'
    file.write_text(f"{section}seconds = 20\n", encoding="utf-8")
    return str(file)


def test_ask_words_the_answer_and_explains(library, tmp_path, capsys):
    reply = {**GOOD, "sentences": [*GOOD["sentences"], {"text": "All is fine.", "clauses": [1]}]}
    with serving(says(reply)) as server:
        options = ["--library", str(library), "--settings", settings_file(tmp_path, server.address)]
        capsys.readouterr()
        assert main(["ask", QUESTION, "--explain", *options]) == 0
        shown = capsys.readouterr()
        assert main(["ask", QUESTION, "--no-model", "--explain", *options]) == 0
        plain = capsys.readouterr()
    told = " ".join(shown.out.split())
    assert SENTENCE in told
    assert "worded by a chat model" in told
    assert "tokens 321 in, 45 out" in told
    assert "left out of explanation: All is fine." in told
    assert "on this machine" in shown.err
    assert "chat model" not in plain.out.lower() + plain.err.lower()
    assert len(server.requests) == 1


def test_without_the_section_nothing_of_it_is_loaded(library):
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(library)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "LOADED []" in done.stdout


def test_an_assistant_without_a_model_gives_its_answers_back(assistant: Assistant, offline):
    assert assistant.phrased(offline) is offline
    assert list(assistant.phrase_stream(offline)) == []
    assert assistant.seen_by() is None


def test_people_are_told_who_sees_the_question_and_not_while_it_is_off(tmp_path):
    class Off:
        def state(self):
            from assistant.phrasing.seams import SwitchState

            return SwitchState(False, "being looked at")

    model = ChatModelSettings("openai:words", "https://models.example.org/v1", "in a test")
    settings = Settings(library_dir=tmp_path / "library", chat_model=model)
    told = build(settings).seen_by()
    assert "words at models.example.org, in a test" in told
    assert build(settings, switch=Off()).seen_by() is None
    unworded = replace(settings, chat_model=replace(model, answers=False))
    assert build(unworded).seen_by() is None
