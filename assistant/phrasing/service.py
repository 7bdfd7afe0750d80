"""One reply of the chat model within a time limit: tries again, gives up, never waits for more."""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass

from assistant.answers import Outcome
from assistant.phrasing.errors import ServiceFailed
from assistant.phrasing.failures import failure_of
from assistant.phrasing.model import ChatModel, Piece
from assistant.phrasing.pacing import Breaker, RateLimit
from assistant.phrasing.settings import ChatModelSettings

LONGEST_REPLY = 12_000  # characters; a whole one has some 1,500
OPENING = 20.0  # seconds that the first question of a program may wait for the library's loading
FIRST_WAIT = 0.4  # seconds; doubled each time
_ABOUT_THE_SERVICE = (Outcome.DOWN, Outcome.SLOW, Outcome.RATE_LIMITED, Outcome.UNAVAILABLE)


@dataclass
class Tally:
    """What asking took, added up while it goes on: the one thing here that changes."""

    attempts: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


class ChatService:
    """Asks the model that `opens` gives, which is called once and kept. Loading its library takes
    seconds, which aren't counted as the service's."""

    def __init__(
        self,
        settings: ChatModelSettings,
        opens: Callable[[], ChatModel],
        limit: RateLimit | None = None,
        breaker: Breaker | None = None,
    ) -> None:
        self._settings = settings
        self._opens = opens
        self._limit = limit or RateLimit(settings.per_minute)
        self._breaker = breaker or Breaker()
        self._opening: Future[ChatModel] | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Loads the library meanwhile, in a thread; makes no connection."""
        self._begun()

    def ready(self) -> None:
        """Waits until the library is loaded, for OPENING seconds at most; what went wrong with it
        is told when the model is asked."""
        wait([self._begun()], timeout=OPENING)

    def stream(self, system: str, user: str, seconds: float, tally: Tally) -> Iterator[str]:
        """The reply so far, again and again until it is whole. It takes `seconds` at most.

        Tries again (with growing waits, or as long as the service asks) while nothing has come.
        ServiceFailed says why there is no more.
        """
        if self._breaker.rests():
            raise ServiceFailed(Outcome.DOWN, "not asked: it has failed several times just now")
        model = self._opened()
        deadline = time.monotonic() + seconds
        while True:
            if not self._limit.take():
                raise ServiceFailed(Outcome.RATE_LIMITED, "the school’s own limit a minute")
            tally.attempts += 1
            began = False
            try:
                for text in self._once(model, system, user, deadline, tally):
                    began = True
                    yield text
                self._breaker.succeeded()
                return
            except ServiceFailed as failure:
                pause = failure.wait
                if pause is None:
                    pause = FIRST_WAIT * 2 ** (tally.attempts - 1) * random.uniform(0.8, 1.2)
                too_late = time.monotonic() + pause >= deadline
                if (
                    began
                    or not failure.again
                    or too_late
                    or tally.attempts > self._settings.retries
                ):
                    self._tell(failure)
                    raise
                time.sleep(pause)

    def _tell(self, failure: ServiceFailed) -> None:
        if failure.outcome in _ABOUT_THE_SERVICE:
            self._breaker.failed(failure.wait)
        else:
            self._breaker.succeeded()

    def _once(
        self, model: ChatModel, system: str, user: str, deadline: float, tally: Tally
    ) -> Iterator[str]:
        """One try, read in a thread of its own: a wait inside a library can't be cut short, but it
        needn't be waited for."""
        pieces: queue.SimpleQueue[Piece | BaseException | None] = queue.SimpleQueue()
        gone = threading.Event()

        def read() -> None:
            try:
                for piece in model.stream(system, user):
                    if gone.is_set():
                        return
                    pieces.put(piece)
                pieces.put(None)
            except BaseException as error:
                pieces.put(error)

        threading.Thread(target=read, name="chat-model", daemon=True).start()
        text = ""
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    raise ServiceFailed(Outcome.SLOW, "nothing whole within the time") from None
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise failure_of(piece) from None
                tally.tokens_in += piece.tokens_in
                tally.tokens_out += piece.tokens_out
                if piece.refused:
                    raise ServiceFailed(Outcome.REFUSED, "the model declined")
                if piece.text:
                    text += piece.text
                    if len(text) > LONGEST_REPLY:
                        raise ServiceFailed(Outcome.MALFORMED, "far too long")
                    yield text
        finally:
            gone.set()

    def _opened(self) -> ChatModel:
        try:
            return self._begun().result(timeout=0.1)
        except TimeoutError:
            raise ServiceFailed(Outcome.SLOW, "its library is still being loaded") from None
        except Exception as error:
            raise failure_of(error) from None

    def _begun(self) -> Future[ChatModel]:
        with self._lock:
            if self._opening is None:
                opening: Future[ChatModel] = Future()
                self._opening = opening

                def open_it() -> None:
                    try:
                        opening.set_result(self._opens())
                    except BaseException as error:
                        opening.set_exception(error)

                threading.Thread(target=open_it, name="chat-model-opening", daemon=True).start()
            return self._opening
