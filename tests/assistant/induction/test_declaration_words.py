"""The words are checked whole when loaded, and none says what a declaration may not say."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.desk.errors import TemplateError
from assistant.induction.record.declaration_words import (
    FILE,
    cleaned,
    is_overdue,
    listed,
    load_words,
    review_words,
)

TODAY = date(2026, 11, 26)
FORBIDDEN = re.compile(
    r"accredit|\bDBS\b|cleared|safe to work|suitable to work|trained|\bqualified\b|guarantee"
    r"|disciplin|sanction|dismiss",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{person}, declare", "{name}, declare", "declaration.opening has unknown or missing"),
        ('understood = "I have', 'understand = "I have', "declaration.understand"),
        ('volunteer = "a volunteer"', 'volunteer = ""', "role.volunteer must be text"),
        ('unset = "the school"', 'unset = "{school}"', "school.unset has unknown"),
        ('version = "2026', "version = 2026 #", "needs a version"),
        ("[count]", "[count", "can’t be read"),
    ],
)
def test_a_file_with_a_fault_fails_loudly(tmp_path, old, new, complaint):
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "declaration.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert old in text
    with pytest.raises(TemplateError, match=re.escape(complaint)):
        load_words(path)


def test_no_sentence_promises_more_than_the_school_knows():
    for name, sentence in load_words().sentences.items():
        assert not FORBIDDEN.search(sentence), name
        assert "'" not in sentence and '"' not in sentence, name


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (None, "no review date stated"),
        ("", "no review date stated"),
        ("February 2025", "review date February 2025: overdue by 20 months"),
        ("25 October 2026", "review date 25 October 2026: overdue by 1 month"),
        ("25 November 2026", "review date 25 November 2026: overdue by less than a month"),
        ("November 2026", "review date November 2026"),
        ("26/11/2026", "review date 26/11/2026"),
        ("when the law changes", "review date when the law changes"),
    ],
)
def test_review_date_is_told_as_printed_and_as_overdue_once_it_has_passed(printed, told):
    assert review_words(printed, TODAY, load_words()) == told
    assert is_overdue(printed, TODAY) is ("overdue" in told)


def test_titles_are_named_once_each_and_the_many_are_counted():
    words = load_words()
    assert listed(["A"], words) == "“A”"
    assert listed(["A", "B", "A"], words) == "“A” and “B”"
    assert listed(list("ABCDEFG"), words) == "“A”, “B”, “C”, “D” and 3 more"
    assert listed([], words) == ""


def test_text_from_elsewhere_becomes_one_line_with_its_accents_joined():
    assert cleaned(" Jose\u0301 \n\t Nun\u0303ez ") == "José Nuñez"
