"""An answer that is being worded by the chat model, meanwhile shown as it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator

from assistant.answers import Answer

logger = logging.getLogger(__name__)


class Rewording:
    """One answer's wording, asked for once, in a thread of its own: nobody waits for it, and no
    drawing of the page asks again."""

    def __init__(
        self, model: str, answer: Answer, words: Callable[[Answer], Iterator[Answer]]
    ) -> None:
        """`words` gives the answer again and again as checked sentences come, and ends by
        itself."""
        self.model = model
        self._first = answer
        self._latest = answer
        self._words = words
        self._ended = threading.Event()

    def start(self) -> None:
        """Begins it."""
        threading.Thread(target=self._run, name="rewording", daemon=True).start()

    @property
    def latest(self) -> Answer:
        """The answer with the sentences that have passed so far; at the end with all."""
        return self._latest

    @property
    def is_done(self) -> bool:
        """Whether nothing more will come."""
        return self._ended.is_set()

    def wait(self, seconds: float) -> bool:
        """Waits for the end, so many seconds at most; whether it has come."""
        return self._ended.wait(seconds)

    def _run(self) -> None:
        try:
            for answer in self._words(self._first):
                self._latest = answer
        except Exception as error:  # kind alone: its text may repeat what was typed
            logger.error("Something failed while wording: %s", type(error).__name__)
            self._latest = self._first
        finally:
            self._ended.set()
