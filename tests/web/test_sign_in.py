from __future__ import annotations

from datetime import timedelta

from assistant.access.sessions import SessionLimits
from assistant.records.entries import Actor
from assistant.web.sign_in import ended_words, locked_html, signed_in_html


def test_locked_page_names_both_ways_to_unlock_it():
    shown = locked_html()
    assert ".streamlit/secrets.toml" in shown and "policy-assistant passphrase" in shown


def test_name_from_a_provider_is_shown_as_text():
    shown = signed_in_html(Actor("<script>x</script>", "a@b.example", ("dsl", "leadership")))
    assert "<script>" not in shown and "&lt;script&gt;" in shown
    assert "Designated Safeguarding Lead, leadership" in shown


def test_limits_are_told_as_they_are_set():
    limits = SessionLimits(idle=timedelta(minutes=5), absolute=timedelta(hours=2))
    assert ended_words(limits).startswith("It lasts 5 minutes without use and 2 hours at most.")
