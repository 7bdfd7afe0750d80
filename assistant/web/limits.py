"""How often questions may be asked, so that one browser can't keep the machine from the others."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

PER_SESSION = 12  # questions
PER_PROCESS = 120
WINDOW = 60.0  # seconds


@dataclass
class RateLimit:
    """At most `limit` questions in any `window` seconds. Safe to share between threads."""

    limit: int
    window: float = WINDOW
    _times: deque[float] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, now: float) -> float:
        """Takes a place and returns 0, or returns the seconds until one is free."""
        with self._lock:
            while self._times and self._times[0] <= now - self.window:
                self._times.popleft()
            if len(self._times) >= self.limit:
                return self._times[0] + self.window - now
            self._times.append(now)
            return 0.0


def too_often(seconds: float) -> str:
    """What to tell the asker who must wait."""
    return (
        f"That was a lot of questions in a short time. Please wait {max(1, round(seconds))} "
        "seconds and ask again. Nothing was looked up; your message is back in the box below."
    )
