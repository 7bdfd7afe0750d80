"""Opening a chat model: what is missing is said, no key is told, nobody else sees the text."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from assistant.answers import Outcome
from assistant.phrasing import model as module
from assistant.phrasing.errors import ChatModelUnavailable
from assistant.phrasing.model import open_chat_model
from assistant.phrasing.schema import SCHEMA
from assistant.phrasing.settings import ChatModelSettings
from tests.assistant.phrasing.conftest import GOOD
from tests.assistant.phrasing.scripted_server import answers_with, says, serving

HERE = ChatModelSettings("openai:x", "http://127.0.0.1:9/v1", "on this machine")


def test_a_missing_package_is_named_with_what_to_install(monkeypatch):
    packages = {**module._PACKAGES, "openai": ("no_such_package", "chat-openai", "json_schema")}
    monkeypatch.setattr(module, "_PACKAGES", packages)
    with pytest.raises(ChatModelUnavailable, match=r'pip install -e "\.\[chat-openai\]"'):
        open_chat_model(HERE, SCHEMA)


def test_a_missing_key_is_named_by_its_variable(monkeypatch):
    monkeypatch.delenv("SCHOOL_KEY", raising=False)
    with pytest.raises(ChatModelUnavailable, match="SCHOOL_KEY"):
        open_chat_model(replace(HERE, key_env="SCHOOL_KEY"), SCHEMA)


def test_a_detour_named_by_the_environment_is_refused(monkeypatch):
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    with pytest.raises(ChatModelUnavailable, match="LANGSMITH_GATEWAY"):
        open_chat_model(HERE, SCHEMA)


def test_the_address_of_the_settings_counts_not_that_of_the_environment(
    offline, make_phraser, monkeypatch
):
    with serving(says(GOOD)) as wanted, serving(says(GOOD)) as other:
        monkeypatch.setenv("OPENAI_BASE_URL", other.address)
        monkeypatch.setenv("OPENAI_API_BASE", other.address)
        make_phraser(wanted.address).phrase(offline)
    assert len(wanted.requests) == 1
    assert other.requests == []


def test_no_tracer_of_the_environment_sees_the_text(offline, make_phraser, monkeypatch):
    with serving(says(GOOD)) as server, serving(answers_with(200)) as tracer:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", tracer.address)
        monkeypatch.setenv("LANGSMITH_API_KEY", "x")
        phrased = make_phraser(server.address).phrase(offline)
    assert phrased.phrasing.outcome is Outcome.PHRASED
    assert tracer.requests == []


def test_the_key_goes_to_the_service_and_nowhere_else(offline, make_phraser, monkeypatch, caplog):
    monkeypatch.setenv("SCHOOL_KEY", "top-secret-key")
    caplog.set_level(logging.DEBUG)
    with serving(answers_with(401)) as server:
        phrased = make_phraser(server.address, key_env="SCHOOL_KEY").phrase(offline)
    assert server.headers[0]["authorization"] == "Bearer top-secret-key"
    assert "top-secret-key" not in str(phrased.to_json())
    assert "top-secret-key" not in caplog.text
    assert "friend request" not in caplog.text
