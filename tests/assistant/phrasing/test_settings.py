"""The section [chat_model]: nothing without it, and clear words about what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.phrasing.settings import read_chat_model
from assistant.settings import load_settings

FILE = Path("school.toml")
AZURE = {
    "model": "azure_openai:words",
    "base_url": "https://school.openai.azure.com",
    "where": "in the school's Microsoft tenancy, UK South",
}


def test_without_the_section_there_is_no_chat_model(tmp_path):
    file = tmp_path / "school.toml"
    file.write_text("[school]\n", encoding="utf-8")
    assert load_settings(file).chat_model is None


def test_ollama_needs_nothing_but_its_model():
    settings = read_chat_model(FILE, {"model": "ollama:llama3.2"})
    assert settings.base_url == "http://127.0.0.1:11434"
    assert settings.where == "on this machine"
    assert settings.key_env == ""


def test_no_policy_is_sent_for_questions_unless_the_school_sets_it():
    assert not read_chat_model(FILE, {"model": "ollama:x"}).questions
    assert read_chat_model(FILE, {"model": "ollama:x", "questions": True}).questions


def test_a_service_elsewhere_is_named_with_its_place_and_key():
    settings = read_chat_model(FILE, AZURE)
    assert (settings.provider, settings.name) == ("azure_openai", "words")
    assert settings.service == "words at school.openai.azure.com"
    assert settings.key_env == "AZURE_OPENAI_API_KEY"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"model": "llama3.2"}, "provider:model"),
        ({"model": "bedrock:x"}, "Providers: anthropic"),
        ({"model": "openai:"}, "provider:model"),
        ({"base_url": None}, "base_url is missing"),
        ({"base_url": "http://models.example.com/v1"}, "https://"),
        ({"base_url": "https://user:secret@example.com"}, "no name, password or key"),
        ({"base_url": "https://example.com?key=secret"}, "no name, password or key"),
        ({"where": None}, "where is missing"),
        ({"key_env": "sk-12345-abcde"}, "must not stand in this file"),
        ({"seconds": 0}, "from 1 to 60"),
        ({"retries": 9}, "from 0 to 5"),
        ({"per_minute": True}, "whole number"),
        ({"price_in": "a lot"}, "must be a number"),
        ({"answers": "yes"}, "true or false"),
        ({"drafts": "no"}, "true or false"),
        ({"questions": "yes"}, "true or false"),
        ({"question_seconds": 1}, "from 5 to 600"),
    ],
)
def test_a_slip_is_named(changes, told):
    section = {k: v for k, v in {**AZURE, **changes}.items() if v is not None}
    with pytest.raises(SettingsError, match=told) as raised:
        read_chat_model(FILE, section)
    assert "12345" not in str(raised.value)


@pytest.mark.parametrize(
    "address", ["http://localhost:8080/v1", "http://10.0.0.4:11434", "http://ollama.school.local"]
)
def test_plain_http_stays_inside_the_school(address):
    section = {"model": "ollama:x", "base_url": address, "where": "in the server room"}
    assert read_chat_model(FILE, section).base_url == address
