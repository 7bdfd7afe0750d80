"""The quiz items that come with the program: held to whatever is in the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.induction.errors import WordListError
from assistant.induction.quiz.checking import faults
from assistant.induction.quiz.shipped import DATA, load_written, shipped_items
from assistant.induction.words import whole_words, words_sha256
from assistant.records.induction_entries import InductionRole, QuizKind, QuizState
from ingest.documents import Clause
from ingest.reading import read_document

POLICIES = Path(__file__).parents[3] / "policies"
FILES = [POLICIES / "social-media-policy.pdf", *sorted((POLICIES / "samples").iterdir())]


@pytest.fixture(scope="module")
def lines() -> list[dict]:
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def by_words() -> dict[str, Clause]:
    """The clauses of the shipped policy and the samples, by the checksum of their words."""
    return {words_sha256(c): c for file in FILES for c in read_document(file).clauses}


def plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def test_each_is_valid_and_has_one_right_option_among_two_to_four(lines):
    assert len(load_written()) == len(lines) > 0
    for line in lines:
        assert 2 <= len(line["options"]) <= 4
        assert line["right"] in range(len(line["options"]))
        assert line["roles"] and len(set(line["roles"])) == len(line["roles"])
        assert {InductionRole(role) for role in line["roles"]}
        assert QuizKind(line["kind"])
        assert line["question"].strip() and all(option.strip() for option in line["options"])


def test_no_two_items_and_no_two_options_of_one_are_the_same(lines):
    assert len({plain(line["question"]) for line in lines}) == len(lines)
    for line in lines:
        assert len({plain(option) for option in line["options"]}) == len(line["options"])


def test_each_clause_stands_word_for_word_in_the_shipped_policy_or_a_sample(lines, by_words):
    for line in lines:
        clause = by_words.get(line["words_sha256"])
        assert clause is not None, line["question"]
        start = " ".join(line["clause_start"].split())
        assert start in whole_words(clause), line["clause_start"]


def test_the_right_option_has_no_place_of_its_own(lines):
    """Otherwise the order in the file would give the answers away to whoever edits them."""
    places = [line["right"] for line in lines]
    assert max(places.count(place) for place in set(places)) <= 0.5 * len(places)


@pytest.mark.parametrize(
    ("key", "value"),
    [("right", 9), ("kind", "other"), ("roles", ["parent"]), ("options", ["One"]), ("more", 1)],
)
def test_a_damaged_line_is_named(tmp_path, lines, key, value):
    damaged = tmp_path / "quiz_items.jsonl"
    damaged.write_text(json.dumps({**lines[0], key: value}) + "\n", encoding="utf-8")
    with pytest.raises(WordListError, match="line 1"):
        load_written(damaged)


def test_shipped_policy_gets_all_of_them_proposed_and_without_a_fault(read_policies):
    clauses = {c.clause_id: c for document in read_policies for c in document.clauses}
    policies = {document.policy.policy_id: document.policy for document in read_policies}
    now = datetime(2026, 11, 30, tzinfo=UTC)
    items = shipped_items(list(clauses.values()), policies, now)
    assert len(items) == len(load_written()) >= 60
    assert len({item.item_id for item in items}) == len(items)
    assert {fault for item in items for fault in faults(item, clauses, frozenset())} == set()
    assert {item.state for item in items} == {QuizState.PROPOSED}
