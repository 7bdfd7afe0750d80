"""How often the service is asked: so many times a minute, and not at all while it keeps failing."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

AFTER = 3  # failures in a row
REST = 60.0  # seconds
LONGEST_REST = 600.0  # seconds, whatever the service asks for

Clock = Callable[[], float]


class RateLimit:
    """At most so many calls in any minute."""

    def __init__(self, per_minute: int, clock: Clock = time.monotonic) -> None:
        self._most = per_minute
        self._clock = clock
        self._calls: deque[float] = deque()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """True and counted, or False when the minute's are used up."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            if len(self._calls) >= self._most:
                return False
            self._calls.append(now)
            return True

    def spare_in(self) -> float:
        """In how many seconds a call that nobody waits for may be made: it leaves half of the
        minute's to people who ask."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            mine = max(1, self._most - self._most // 2)
            if len(self._calls) < mine:
                return 0.0
            return self._calls[len(self._calls) - mine] + 60.0 - now

    def _forget(self, now: float) -> None:
        while self._calls and now - self._calls[0] >= 60.0:
            self._calls.popleft()


class Breaker:
    """After AFTER failures in a row the service is left alone for REST seconds, or for as long as
    it asks; then one question tries it again. So a dead service slows three questions and no
    more."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._lock = threading.Lock()

    def rests(self) -> bool:
        """Whether to leave the service alone now. When the rest is over, one asker is let through
        and the others wait for how that goes."""
        with self._lock:
            now = self._clock()
            if now < self._until:
                return True
            if self._failures >= AFTER:
                self._until = now + REST
            return False

    def succeeded(self) -> None:
        """The service answered, whatever it said."""
        with self._lock:
            self._failures, self._until = 0, 0.0

    def failed(self, wait: float | None = None) -> None:
        """The service didn't answer; `wait` is for how many seconds it asked to be left alone."""
        with self._lock:
            self._failures += 1
            if wait is not None or self._failures >= AFTER:
                rest = REST if wait is None else min(wait, LONGEST_REST)
                self._until = max(self._until, self._clock() + rest)
