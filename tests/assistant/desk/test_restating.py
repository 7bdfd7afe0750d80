from __future__ import annotations

import pytest

from assistant.desk.restating import asked_by_one, asked_of_staff, names_no_asker


@pytest.mark.parametrize(
    ("question", "one", "staff"),
    [
        ("Can I message a parent?", "whether you can message a parent", "whether staff can"),
        ("hi, am i allowed to run?", "whether you are allowed to run", "whether staff are"),
        ("Do I have to say so if I'm ill?", "whether you have to say so if you are ill", "they"),
        (
            "What should I do if a pupil follows me?",
            "what you should do if a pupil follows you",
            "",
        ),
        ("Who do I tell?", "who to tell", "who to tell"),
        ("Is it ok to film?", "whether it is ok to film", "whether it is ok to film"),
        ("Can I use my own phone?", "whether you can use your own phone", None),
        ("Can I write to parents if they ask?", "whether you can write to parents if they", None),
        ("What do I do if a parent messages me?", "what to do if a parent messages you", None),
        ("Can I tell you something?", None, None),
        ("Can we share our photos?", None, None),
        ("I’m a TA. Can I go?", None, None),
        ("Can I meet [name]?", None, None),
        ("Can I not wear a tie?", None, None),
        ("May parents film the play?", None, None),
        ("What if I go and can I stay?", None, None),
        ("Can I " + "run " * 60, None, None),
    ],
)
def test_only_what_the_rules_know_is_turned_round(
    question: str, one: str | None, staff: str | None
) -> None:
    for told, expected in ((asked_by_one(question), one), (asked_of_staff(question), staff)):
        if expected is None:
            assert told is None
        else:
            assert told is not None and expected in told


def test_a_question_that_could_show_its_asker_is_not_shown_to_others() -> None:
    assert names_no_asker("May parents film the play?")
    for question in ("Can my son film?", "Can we film?", "Is [name] in?", "I film", "", "x" * 300):
        assert not names_no_asker(question)
