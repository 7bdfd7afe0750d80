"""The words of the quiz are checked when they are loaded."""

from __future__ import annotations

import re

import pytest

from assistant.induction.errors import WordListError
from assistant.induction.quiz.quiz_wording import FILE, load_quiz_words


def test_every_sentence_is_there_and_fills_in_its_variables():
    words = load_quiz_words()
    said = words.say("questions.situation", who="A volunteer", act="sing")
    assert said == "A volunteer wants to sing. Does the policy allow it?"
    with pytest.raises(WordListError, match="act"):
        words.say("questions.situation", who="A volunteer")


@pytest.mark.parametrize(
    ("pattern", "instead", "told"),
    [
        (r'\nno_ever = "[^"]*"', "", "no_ever"),
        (r"\{act\}", "{deed}", "deed"),
        (r'\nyes = "', '\nyesss = "', "yesss"),
        (r'\ntext = "if others do it too"', '\ntext = ""', "excuse"),
        (r"\n\[concern\]", "\n[concerns]", "concern"),
        (r"\nunless = '", "\nwhatever = '", "whatever"),
        (r"\nversion", "\n[", "can’t be read"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path, pattern, instead, told):
    damaged = tmp_path / "quiz.toml"
    text, count = re.subn(pattern, instead, FILE.read_text(encoding="utf-8"), count=1)
    assert count == 1
    damaged.write_text(text, encoding="utf-8")
    with pytest.raises(WordListError, match=told):
        load_quiz_words(damaged)


def test_no_wrong_option_names_the_dsl_or_makes_telling_wrong():
    words = load_quiz_words()
    options = [m.text for m in (*words.excuses, *words.instead)] + list(words.concern_options)
    assert not any(re.search(r"DSL|safeguarding|police|999", option) for option in options)
