"""Calls of the chat model are kept as counts, for as long as the school keeps them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from assistant.records.model_entries import ModelCall


@pytest.fixture
def call(now) -> ModelCall:
    return ModelCall(
        at=now,
        kind="answer",
        service="ollama:llama3.2",
        prompt="phrase_answer 1",
        outcome="phrased",
        attempts=1,
        seconds=2.25,
        tokens_in=321,
        tokens_out=45,
        cost=0.0125,
        currency="GBP",
    )


def test_a_call_is_kept_as_it_was(records, call, now):
    without_price = replace(call, at=now + timedelta(seconds=1), cost=None)
    records.model_calls.add(call)
    records.model_calls.add(without_price)
    assert records.model_calls.since(now) == [call, without_price]


def test_no_field_could_hold_words_of_a_question():
    words = {"question", "text", "answer", "headline", "sentences", "rejected", "detail"}
    assert not words & {field.name for field in fields(ModelCall)}


def test_calls_go_when_the_school_keeps_them_no_longer(records, call, jane, now):
    records.model_calls.add(call)
    records.model_calls.add(replace(call, at=now - timedelta(days=800)))
    assert records.retention.purge({"model_usage": 730}, now, jane) == {"model_usage": 1}
    assert records.model_calls.since(now - timedelta(days=1000)) == [call]
