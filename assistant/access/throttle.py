"""Slows down guessing: each wrong passphrase makes the next try wait longer."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

LOCK_AFTER = 8  # wrong tries; before that 1, 2, 4, ... 64 seconds
LOCKED = 900.0  # seconds
FORGOTTEN = 86_400.0  # seconds without a try


def delay(failures: int) -> float:
    """Seconds to wait after so many wrong tries in a row."""
    if failures < 1:
        return 0.0
    return LOCKED if failures >= LOCK_AFTER else float(2 ** (failures - 1))


@dataclass
class Throttle:
    """The tries of a whole process, whoever makes them. Times are seconds of one clock.

    A try counts as wrong from its beginning, so that many at once don't slip in before the first
    is judged.
    """

    _failures: int = 0
    _free_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, now: float) -> float:
        """Takes a try and returns 0, or takes none and returns the seconds until one is free."""
        with self._lock:
            if self._failures and now < self._free_at:
                return self._free_at - now
            if now > self._free_at + FORGOTTEN:
                self._failures = 0
            self._failures += 1
            self._free_at = now + delay(self._failures)
            return 0.0

    def succeeded(self) -> None:
        """The try was right: the count starts afresh."""
        with self._lock:
            self._failures = 0

    def until_next(self) -> float:
        """Seconds that the latest try, if wrong, makes the next one wait."""
        with self._lock:
            return delay(self._failures)
