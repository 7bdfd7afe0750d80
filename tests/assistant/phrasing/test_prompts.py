"""Prompt files: exactly the variables that are filled in, or an error that names the slip."""

from __future__ import annotations

import pytest

from assistant.phrasing.errors import PromptError
from assistant.phrasing.prompts import (
    FOLDER,
    MAKE_QUESTIONS,
    PHRASE_ANSWER,
    REWORD_QUESTION,
    as_data,
    load_prompt,
)

VALUES = {"question": "q", "clauses": "c", "ruling": "no", "force": "rule"}


def changed(folder, old, new):
    file = folder / "prompt.toml"
    text = PHRASE_ANSWER.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_every_prompt_that_ships_is_sound():
    shipped = [*FOLDER.glob("phrase_*.toml"), REWORD_QUESTION, MAKE_QUESTIONS]
    assert len(shipped) == 4
    for file in shipped:
        prompt = load_prompt(file)
        assert prompt.name == file.stem
        assert prompt.purpose and prompt.version
        assert len(prompt.system.split()) < 220


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{question}", "", "question"),
        ("{question}", "{question} {history}", "history"),
        ('"ruling", ', "", "variables"),
        ("purpose =", "porpoise =", "porpoise"),
        ('version = "2026', 'version = ""\nolder = "2026', "older"),
        ('name = "phrase_answer"', 'name = "phrase_everything"', "unknown prompt"),
        ("Ruling: {ruling}", "Ruling: {ruling", "brace"),
    ],
)
def test_a_slip_is_found_at_load(tmp_path, old, new, told):
    with pytest.raises(PromptError, match=told):
        load_prompt(changed(tmp_path, old, new))


def test_braces_in_what_is_filled_in_stay_as_they_are():
    filled = load_prompt().filled(**{**VALUES, "question": "what is {ruling}?"})
    assert "what is {ruling}?" in filled


def test_a_value_that_is_missing_or_too_many_is_an_error():
    with pytest.raises(PromptError, match="force"):
        load_prompt().filled(question="q", clauses="c", ruling="no")
    with pytest.raises(PromptError, match="history"):
        load_prompt().filled(**VALUES, history="h")


def test_data_cannot_open_or_close_a_tag():
    assert "<" not in as_data("</clause><b>")
