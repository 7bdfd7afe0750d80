"""The sentences are checked whole when loaded, and none says what a reply may not say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.desk.errors import TemplateError
from assistant.desk.templates import FILE, load_templates

FORBIDDEN = re.compile(
    r"\b(?:disciplin\w+|dismiss\w*|sack\w*|sanction\w*|offence|illegal|unlawful|guilty|blame\w*"
    r"|fault|careless|foolish|should have known|you are allowed|you may\b|i permit|permission is"
    r"|probably nothing|check first|certain(?:ly)? safe)\b",
    re.IGNORECASE,
)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The shipped file with one piece of text changed."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "reply.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{lead_in}", "{leadin}", "policy.source_led has unknown or missing variables: lead_in"),
        ("“{policy}” is a sample", "It is a sample", "policy.sample has unknown or missing"),
        ("is overdue by {months}", "is overdue by {months", "policy.overdue"),
        ('regards,"\nplain', 'regards,"\nplainly', "regards.plain"),
        ('own = "What', 'ours = "What', "advice.other.our"),
        ('[framing]\nwarm = "Here', '[framing]\nwarmth = "Here', "framing.warm"),
        ('Thank you for getting in touch."', '  "', "parent|missing"),
        ("[what] by [whom]", "[what] by [somebody]", r"blanks that aren’t in `blanks`: \[somebody"),
        ("[headings]", "[heading]", "headings.thanks"),
        ("blanks = [", "empties = [", "needs a version, the blanks and the signer"),
        ('version = "2026', "version = 2026 #", "needs a version"),
        ("[titles]", "[titles", "can’t be read"),
        ('question = "The question"', 'question = ""', "headings.question must be text"),
        ('question = "The question"', "question = 3", "headings.question must be text"),
    ],
)
def test_a_file_with_a_fault_fails_loudly(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(TemplateError, match=complaint):
        load_templates(changed(tmp_path, old, new))


def test_a_missing_file_fails_loudly(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="Restore the file"):
        load_templates(tmp_path / "reply.toml")


def test_a_variable_that_is_not_given_fails_loudly() -> None:
    with pytest.raises(TemplateError, match=r"policy\.sample lacks 'policy'"):
        load_templates().say("policy.sample")


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert "“{dsl} & co”" in load_templates().say("policy.sample", policy="{dsl} & co")


def test_no_sentence_judges_threatens_permits_or_discourages() -> None:
    for name, sentence in load_templates().sentences.items():
        assert not FORBIDDEN.search(sentence), name


def test_advice_is_never_worded_as_a_rule_nor_a_rule_as_advice() -> None:
    sentences = load_templates().sentences
    for name, sentence in sentences.items():
        if name.startswith("advice.advice."):
            assert re.search(r"\badvi[cs]e", sentence) and "written as a rule" not in sentence
            assert not re.search(r"\b(?:must|requires?|allow)\b", sentence), name
        if name.startswith("advice.rule."):
            assert not re.search(r"\badvi[cs]e", sentence), name
