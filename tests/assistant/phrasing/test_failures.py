"""Errors of the providers' libraries become a few reasons, and tell nothing of the question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from assistant.answers import Outcome
from assistant.phrasing.errors import ChatModelUnavailable
from assistant.phrasing.failures import failure_of, retry_after

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def error(name: str, **fields) -> Exception:
    made = type(name, (Exception,), {})("the question was: secret")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


@pytest.mark.parametrize(
    ("upstream", "outcome"),
    [
        (error("RateLimitError", status_code=429), Outcome.RATE_LIMITED),
        (error("InternalServerError", status_code=500), Outcome.DOWN),
        (error("AuthenticationError", status_code=401), Outcome.UNAVAILABLE),
        (error("NotFoundError", status_code=404), Outcome.UNAVAILABLE),
        (error("BadRequestError", status_code=400), Outcome.MALFORMED),
        (error("BadRequestError", status_code=400, code="content_filter"), Outcome.REFUSED),
        (error("ClientError", code=503), Outcome.DOWN),  # google_genai
        (error("ResponseError", status_code=404), Outcome.UNAVAILABLE),  # ollama
        (error("APIConnectionError"), Outcome.DOWN),
        (error("ConnectError"), Outcome.DOWN),
        (error("RemoteProtocolError"), Outcome.DOWN),
        (error("APITimeoutError"), Outcome.SLOW),
        (error("ReadTimeout"), Outcome.SLOW),
        (error("ContentFilterFinishReasonError"), Outcome.REFUSED),
        (error("OpenAIRefusalError"), Outcome.REFUSED),
        (error("ValidationError"), Outcome.MALFORMED),
        (ChatModelUnavailable("install it"), Outcome.UNAVAILABLE),
        (ConnectionRefusedError(), Outcome.DOWN),
    ],
)
def test_each_error_has_its_outcome(upstream, outcome):
    failure = failure_of(upstream)
    assert failure.outcome is outcome
    assert "secret" not in failure.detail


def test_what_the_service_asks_to_wait_is_read_as_seconds_or_as_a_date():
    def asking(value: str) -> Exception:
        return error("E", response=SimpleNamespace(headers={"retry-after": value}))

    assert retry_after(asking("7")) == 7.0
    assert retry_after(asking(format_datetime(NOW + timedelta(seconds=90))), NOW) == 90.0
    assert retry_after(asking("soon")) is None
    assert retry_after(error("E")) is None
