"""Ten askers of one question are one row, and different questions stay apart."""

from __future__ import annotations

import json
import random
import time
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from assistant.answers import Quote
from assistant.desk.likeness import groups
from assistant.desk.traits import floors_for, tells_a_case, traits
from assistant.records.entries import Arrival, InboxQuestion, KeptQuote

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HERE = Path(__file__).parent


def asked(number: int, text: str, role: str = "staff", **fields) -> InboxQuestion:
    at = NOON + timedelta(minutes=number)
    return InboxQuestion(f"q{number:03}", text, role, Arrival.NOT_COVERED, at, **fields)


def kept(clause_id: str) -> KeptQuote:
    quote = Quote(
        "Text", None, clause_id, "p", "Policy", None, None, (), 1, 1, 0, 4, "p.pdf", "adopted"
    )
    return KeptQuote(quote, "sha")


def texts(found) -> list[set[str]]:
    return [{question.text for question in group.members} for group in found]


def test_no_question_makes_no_group(encoder):
    assert groups([], encoder) == ()


def test_one_question_is_a_group_of_its_own(encoder):
    (group,) = groups([asked(1, "Can I vape on site?")], encoder)
    assert group.representative == group.members[0]
    assert group.roles == (("staff", 1),)


def test_askers_of_one_question_are_one_row_and_the_larger_comes_first(encoder):
    vape = ["Can I vape on the school site?", "am i allowed to vape on the school site"]
    number = [
        "Can I give a parent my mobile number?",
        "am i allowed to let parents have my mobile number",
        "Can I give parents my mobile number?",
    ]
    questions = [asked(n, text) for n, text in enumerate([*number, *vape])]
    assert texts(groups(questions, encoder)) == [set(number), set(vape)]


def test_members_are_newest_first_and_what_they_bring_is_counted(encoder):
    same = "Can I run a stall at the fair?"
    questions = [
        asked(1, same, nearest=(kept("c1"),)),
        asked(2, same, "volunteer", nearest=(kept("c2"), kept("c1"))),
        asked(3, same),
    ]
    (group,) = groups(questions, encoder)
    assert [question.question_id for question in group.members] == ["q003", "q002", "q001"]
    assert group.representative.question_id == "q003"
    assert [quote.quote.clause_id for quote in group.nearest] == ["c1", "c2"]
    assert group.arrivals == ((Arrival.NOT_COVERED, 3),)
    assert group.roles == (("staff", 2), ("volunteer", 1))


def test_leave_is_never_merged_with_duty_nor_parents_with_pupils(encoder):
    questions = [
        asked(1, "Can I join the class WhatsApp group?"),
        asked(2, "Must I join the class WhatsApp group?"),
        asked(3, "Can I message a parent?"),
        asked(4, "Can I message a pupil?"),
        asked(5, "Can I film the school play?", "parent"),
        asked(6, "Can I film the school play?", "pupil"),
    ]
    assert len(groups(questions, encoder, floor=0.05)) == 6


def test_order_of_arrival_in_the_list_makes_no_difference(encoder):
    with (HERE / "same_question.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    questions = [asked(n, row["question"], row["role"]) for n, row in enumerate(rows)]
    first = groups(questions, encoder)
    random.Random(3).shuffle(questions)
    assert groups(questions, encoder) == first


def test_five_hundred_questions_are_grouped_within_three_seconds(encoder):
    with (HERE / "close_pairs.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:250]
    pairs = [(row[q], row[r]) for row in rows for q, r in _FIELDS]
    questions = [asked(n, text, role) for n, (text, role) in enumerate(pairs)]
    vectors = encoder.encode([q.text for q in sorted(questions, key=_newest, reverse=True)])
    began = time.perf_counter()
    found = groups(questions, _Ready(encoder.name, vectors))
    assert time.perf_counter() - began < 3
    assert sum(len(group.members) for group in found) == 500


def test_the_floors_keep_their_measured_precision_and_recall(encoder):
    with (HERE / "same_question.jsonl").open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["part"] == "held-out"]
    vectors = encoder.encode([row["question"] for row in rows])
    known = [traits(row["question"], row["role"]) for row in rows]
    floors = floors_for(encoder.name)
    same, grouped, given = set(), set(), set()
    for a, b in combinations(range(len(rows)), 2):
        if rows[a]["group"] == rows[b]["group"]:
            same.add((a, b))
        if known[a] != known[b]:
            continue
        likeness = float(vectors[a] @ vectors[b])
        cases = tells_a_case(rows[a]["question"]) or tells_a_case(rows[b]["question"])
        grouped |= {(a, b)} if likeness >= floors.group else set()
        given |= {(a, b)} if likeness >= floors.guidance and not cases else set()
    assert len(same) == 35
    assert len(grouped & same) / len(grouped) >= 0.94 and len(grouped & same) >= 17
    assert len(given & same) / len(given) >= 0.95 and len(given & same) >= 11


_FIELDS = (("question", "role"), ("other", "other_role"))


def _newest(question: InboxQuestion) -> tuple[datetime, str]:
    return question.asked_at, question.question_id


class _Ready:
    """Gives vectors made before, so that the clock is on the grouping alone."""

    def __init__(self, name, vectors) -> None:
        self.name = name
        self._vectors = vectors

    def encode(self, texts):
        assert len(texts) == len(self._vectors)
        return self._vectors
