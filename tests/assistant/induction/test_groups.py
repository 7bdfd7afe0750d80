"""A clause belongs to what a person does, in the reader's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.induction.errors import WordListError
from assistant.induction.path.groups import DATA, assign, load_floor, load_groups
from tests.assistant.induction.reading import clause

# 121 clauses of seven invented organisations, labelled by hand; some belong to either of two or
# three groups, the first being the best. No example or floor was chosen by them.
LABELS = Path(__file__).parent / "group_labels.jsonl"


def test_the_groups_come_in_reading_order_and_the_last_takes_the_rest():
    groups = load_groups()
    assert groups[0].key == "worried"
    assert groups[-1].examples == ()
    assert all(len(group.examples) >= 8 for group in groups[:-1])


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Tell the safeguarding lead the same day if you are worried about a child.", "worried"),
        ("A worry about a colleague goes to the headteacher.", "adults"),
        ("Staff must not accept friend requests from pupils.", "contact"),
        ("Pictures of pupils are taken on school cameras only.", "photos"),
        ("Keep your personal profile private.", "accounts"),
        ("Personal phones must be switched off in class.", "devices"),
        ("Only the office may post on the school's page.", "speaking"),
        ("Do not talk about pupils outside school.", "confidential"),
        ("Medicines are given only with a signed form.", "health"),
        ("All volunteers sign in and wear a badge.", "site"),
        ("Zebras graze on the tundra by moonlight.", "other"),
    ],
)
def test_a_plain_rule_finds_its_group(encoder, text, group):
    assert assign([clause(text)], encoder, load_groups()) == (group,)


def test_labelled_clauses_find_a_group_that_a_reader_would_look_in(encoder):
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    clauses = [clause(row["text"], row["lead_in"], *row["section"]) for row in rows]
    found = assign(clauses, encoder, load_groups())
    best = sum(key == row["groups"][0] for key, row in zip(found, rows, strict=True))
    fitting = sum(key in row["groups"] for key, row in zip(found, rows, strict=True))
    # Measured: .78 the best one, .87 a fitting one.
    assert best / len(rows) > 0.75
    assert fitting / len(rows) > 0.84


def test_no_clause_makes_no_group(encoder):
    assert assign([], encoder, load_groups()) == ()


def test_another_encoder_has_a_floor_of_its_own():
    assert load_floor("policy-encoder-1a2b") != load_floor("all-MiniLM-L6-v2")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "adults"', 'key = "worried"', "two groups are called worried"),
        ('title = "Photos and filming"', 'title = ""', "photos needs a title"),
        ("[floors]", "[least]", "missing or unknown: floors, least"),
        ("\nother = 0.3", "", "every other encoder"),
    ],
)
def test_a_broken_file_is_told(tmp_path, old, new, told):
    broken = tmp_path / "groups.toml"
    broken.write_text(DATA.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WordListError, match=told):
        load_groups(broken)
