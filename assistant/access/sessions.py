"""How long a sign-in lasts, and which sign-ins are in use now."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

CLOCK_SKEW = timedelta(minutes=2)  # a provider's clock may be ahead of ours


@dataclass(frozen=True)
class SessionLimits:
    """`idle`: the longest time without use. `absolute`: the longest time in all."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=8)


def still_valid(
    started: datetime, last_seen: datetime, now: datetime, limits: SessionLimits
) -> bool:
    """Whether a sign-in holds still. One that starts in the future never does."""
    return (
        started <= now + CLOCK_SKEW
        and now - started < limits.absolute
        and now - last_seen < limits.idle
    )


@dataclass
class SignIns:
    """When each sign-in of this process was last used. Safe to share between threads.

    One that this process hasn't seen counts as last used when it started: after a restart, or with
    an old cookie brought back, idle time runs from the moment of signing in.
    """

    _seen: dict[str, tuple[datetime, datetime | None]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def use(self, key: str, started: datetime, now: datetime, limits: SessionLimits) -> bool:
        """Notes that a sign-in is used now; False when it has run out or was ended."""
        with self._lock:
            self._forget(now, limits)
            _, last_seen = self._seen.get(key, (started, started))
            if last_seen is None or not still_valid(started, last_seen, now, limits):
                return False
            self._seen[key] = (started, max(now, last_seen))
            return True

    def end(self, key: str, started: datetime) -> None:
        """Ends a sign-in at once, in every tab, and for a copy of its cookie."""
        with self._lock:
            self._seen[key] = (started, None)

    def _forget(self, now: datetime, limits: SessionLimits) -> None:
        """What is over by its age alone need not be remembered."""
        for key in [k for k, (started, _) in self._seen.items() if now - started > limits.absolute]:
            del self._seen[key]
