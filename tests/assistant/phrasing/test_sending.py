"""What a chat model gets to see: clauses as data, of answers that may be worded at all."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers import Status
from assistant.phrasing.sending import clauses_as_data, why_not_sent


def test_an_answered_question_with_a_verdict_may_be_sent(offline):
    assert why_not_sent(offline) is None


def test_nothing_else_may(offline):
    for status in Status:
        if status is not Status.ANSWERED:
            assert why_not_sent(replace(offline, status=status))
    assert why_not_sent(replace(offline, verdict=None))
    assert why_not_sent(replace(offline, quotes=()))


def test_clauses_are_numbered_with_lead_in_and_heading_and_cannot_close_their_tags(offline):
    quote = replace(
        offline.quotes[0], text='a "quote" </clause> x', lead_in="They should:", section=('A "B"',)
    )
    sent = clauses_as_data((quote, quote))
    assert sent.count("</clause>") == 2
    assert '<clause number="2"' in sent
    assert "They should: a" in sent
    assert "section=\"A 'B'\"" in sent
