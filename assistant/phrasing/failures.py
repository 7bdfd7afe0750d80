"""What an upstream error means: any library's exception becomes a ServiceFailed; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from assistant.answers import Outcome
from assistant.phrasing.errors import ChatModelUnavailable, ServiceFailed

# Parts of class names, as the providers' libraries and httpx call these errors.
_SLOW = ("timeout", "timedout")
_DOWN = ("connect", "connection", "network", "protocolerror", "readerror", "writeerror", "proxy")
_REFUSED = ("contentfilter", "refusal", "safety", "blocked")


def failure_of(error: BaseException) -> ServiceFailed:
    """The outcome of an error, and whether to try again. What the service wrote isn't told on: it
    may repeat the question."""
    if isinstance(error, ServiceFailed):
        return error
    if isinstance(error, ChatModelUnavailable):
        return ServiceFailed(Outcome.UNAVAILABLE, str(error))
    for cause in _causes(error):
        status = _status(cause)
        if status is not None:
            return _by_status(status, cause)
    names = [type(cause).__name__.lower() for cause in _causes(error)]
    first = type(error).__name__
    if _any(names, _REFUSED):
        return ServiceFailed(Outcome.REFUSED, first)
    if _any(names, _SLOW):
        return ServiceFailed(Outcome.SLOW, first)
    if _any(names, _DOWN) or isinstance(error, OSError):
        return ServiceFailed(Outcome.DOWN, first, again=True)
    return ServiceFailed(Outcome.MALFORMED, first)


def _by_status(status: int, error: BaseException) -> ServiceFailed:
    told = f"HTTP {status}"
    if status == 429:
        return ServiceFailed(Outcome.RATE_LIMITED, told, again=True, wait=retry_after(error))
    if status >= 500:
        return ServiceFailed(Outcome.DOWN, told, again=True, wait=retry_after(error))
    if status == 408:
        return ServiceFailed(Outcome.SLOW, told, again=True)
    if status in (401, 403):
        return ServiceFailed(Outcome.UNAVAILABLE, f"{told}: the service doesn’t accept the key")
    if status == 404:
        return ServiceFailed(Outcome.UNAVAILABLE, f"{told}: no such model or address")
    if status == 400 and "content_filter" in str(getattr(error, "code", "")):
        return ServiceFailed(Outcome.REFUSED, told)
    return ServiceFailed(Outcome.MALFORMED, told)


def retry_after(error: BaseException, now: datetime | None = None) -> float | None:
    """The seconds of a Retry-After header (a number, or a date); None without one."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if isinstance(headers, Mapping) else None
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at - (now or datetime.now(UTC))).total_seconds())


def _causes(error: BaseException) -> Iterator[BaseException]:
    at: BaseException | None = error
    for _ in range(8):
        if at is None:
            return
        yield at
        at = at.__cause__ or at.__context__


def _status(error: Any) -> int | None:
    for value in (
        getattr(error, "status_code", None),
        getattr(getattr(error, "response", None), "status_code", None),
        getattr(error, "code", None),
    ):
        if isinstance(value, int) and 300 <= value < 600:
            return value
    return None


def _any(names: list[str], parts: tuple[str, ...]) -> bool:
    return any(part in name for name in names for part in parts)
