"""Which questions differ in what they ask for, by words alone."""

from __future__ import annotations

import pytest

from assistant.desk.traits import floors_for, tells_a_case, traits

PAIRS = [
    # question, asker, other question, its asker, whether their traits are equal
    ("Can I film the play?", "parent", "Am I allowed to film the play?", "parent", True),
    ("Can I have a hot drink?", "staff", "May I have a hot drink?", "volunteer", True),
    ("Can I film the play?", "staff", "Must I film the play?", "staff", False),
    ("Can I film the play?", "parent", "Can I film the play?", "staff", False),
    ("Can I film the play?", "parent", "Can I film the play?", "pupil", False),
    ("Can I be alone with a pupil?", "staff", "Can I refuse a pupil?", "staff", False),
    ("Can I write to parents?", "staff", "Can I write to pupils?", "staff", False),
    ("She has signed. Can I count?", "staff", "She hasn't signed. Can I count?", "staff", False),
    ("He is 15, can I add him?", "staff", "He is 19, can I add him?", "staff", False),
    ("Five weeks. Do I count?", "staff", "Five months. Do I count?", "staff", False),
    ("Can I add a pupil?", "staff", "Can I add a former pupil?", "staff", False),
    ("Who is the DSL?", "staff", "What does DSL stand for?", "staff", False),
    ("Can I drive pupils?", "staff", "whether staff can drive pupils", "staff", True),
    ("Do I need a badge?", "parent", "whether you need a badge", "parent", True),
    ("Must I sign in?", "volunteer", "Must staff sign in?", "staff", True),
    ("Can I sign in?", "parent", "Can staff sign in?", "parent", False),
    ("How fast must I tell?", "staff", "How quickly must I tell?", "staff", True),
]


@pytest.mark.parametrize(("question", "role", "other", "other_role", "equal"), PAIRS)
def test_traits_are_equal_only_where_the_same_is_asked(question, role, other, other_role, equal):
    assert (traits(question, role) == traits(other, other_role)) is equal


def test_a_case_is_told_in_more_than_one_sentence():
    assert tells_a_case("A mum gave me a mug. Can I keep it?")
    assert not tells_a_case("Hi! Can I keep a mug from a mum?")
    assert not tells_a_case("Can I keep a mug from a mum, e.g. at Christmas?")
    assert not tells_a_case("")


def test_each_encoder_has_its_floors_and_guidance_is_the_stricter():
    ours, other = floors_for("policy-encoder-1234"), floors_for("anything")
    assert ours != other
    for floors in (ours, other):
        assert 0 < floors.group < floors.guidance < 1
