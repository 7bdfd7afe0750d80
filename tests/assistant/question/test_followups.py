"""Follow-ups are completed; new topics are left alone."""

from __future__ import annotations

import pytest

from assistant.question.followups import leans_on_history, search_text, stand_alone
from assistant.question.splitting import separate_questions


def test_what_about_another_audience_asks_the_same_of_it():
    assert (
        stand_alone("what about pupils?", ["Can I accept a friend request from a parent?"])
        == "Can I accept a friend request from pupils?"
    )


def test_a_condition_told_later_is_read_with_the_question():
    told = stand_alone("but the head said yes", ["Can I post trip photos?"])
    assert told == "Can I post trip photos? but the head said yes"


@pytest.mark.parametrize(
    "question",
    [
        "and if it's about her",
        "where does it say that",
        "where's the bit that says not to",
        "which rule stops me",
        "what does the policy say about it exactly",
        "why",
        "what about WhatsApp?",
        "just one?",
    ],
)
def test_a_message_that_leans_on_the_one_before(question):
    assert leans_on_history(question)


@pytest.mark.parametrize(
    "question",
    [
        "Can volunteers take photos at sports day?",
        "If a parent messages me, can I answer them?",
        "who signed the policy",
        "Which policy covers mobile phones?",
        "What does the policy say about that sort of photo online?",
    ],
)
def test_a_new_topic_inherits_nothing(question):
    assert not leans_on_history(question)
    assert stand_alone(question, ["Can I bring my dog?"]) == question


def test_a_chain_of_follow_ups_keeps_its_first_question():
    told = stand_alone("and on a trip?", ["Can I use my phone in class?", "what about at lunch?"])
    assert told.startswith("Can I use my phone in class? what about at lunch?")


def test_two_questions_are_two_and_a_statement_goes_with_its_question():
    message = "I'm new here. Can I follow the school page? Who do I report a bad post to?"
    assert separate_questions(message) == (
        "I'm new here. Can I follow the school page?",
        "Who do I report a bad post to?",
    )


def test_one_question_with_a_tail_stays_one():
    message = "Can I post the photo? and if not?"
    assert separate_questions(message) == (message,)
    assert separate_questions("no question mark at all") == ("no question mark at all",)


def test_a_completed_follow_up_is_searched_by_its_own_words_first():
    told = stand_alone("but the head said yes", ["Can I post trip photos?"])
    assert search_text("but the head said yes", told).count("but the head said yes") == 2
    assert search_text("Can I post?", "Can I post?") == "Can I post?"


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "can she take her phone to the fair, and who do I ask",
            ("can she take her phone to the fair", "who do I ask"),
        ),
        (
            "Is there an age limit, are parents allowed to watch and can I film the songs",
            (
                "Is there an age limit",
                "are parents allowed to watch",
                "can I film the songs",
            ),
        ),
        ("When I meet a parent at the shops, can I talk about reading levels?", None),
        ("I'm new here, do I need to sign anything before Monday?", None),
        ("Can we start on Monday and do the form at the end of the week?", None),
        ("Who do I report a post to, and who looks into it after that?", None),
        ("Can I tell a parent who is upset and who is waiting outside?", None),
    ],
)
def test_questions_joined_in_a_sentence_are_separated_when_each_stands_by_itself(message, parts):
    assert separate_questions(message) == (parts or (message,))
