"""After an ingest: clauses that have no made-up questions yet get some, a batch at a time.

What is kept after each batch stays kept, so it can be broken off anywhere and gone on with. It
never raises for what the service does: policies are loaded, with or without such questions.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answers import Outcome
from assistant.made_up.checks import found_again, well_formed
from ingest.documents import Clause, PolicyStatus
from ingest.encoder import Encoder
from ingest.errors import IngestError
from ingest.library import Library
from ingest.made_up import MadeBy, clause_key

BATCH = 8  # clauses a call
BATCH_CHARACTERS = 6_000
# A batch may fail for one clause in it: a filter that minds what a safeguarding policy speaks of,
# a reply that was cut off. Then it is asked again in halves.
_IN_HALVES = frozenset({Outcome.MALFORMED, Outcome.REFUSED, Outcome.UNSUPPORTED, Outcome.SLOW})
# The service itself: the next batch would fare no better.
_NO_MORE = frozenset(
    {Outcome.DOWN, Outcome.UNAVAILABLE, Outcome.RATE_LIMITED, Outcome.SWITCHED_OFF}
)
FRUITLESS = 3  # batches in a row that came to nothing, halves and all: it won't get better

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Lacking:
    """A clause without made-up questions, with its policy's title and the key to keep them by."""

    key: str
    title: str
    clause: Clause


@dataclass(frozen=True)
class Made:
    """What one call gave: the questions of each clause by its number in the batch, from 1, just as
    the model wrote them, and what the call took."""

    outcome: Outcome
    detail: str = ""
    questions: dict[int, tuple[str, ...]] = field(default_factory=dict)
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    currency: str = "GBP"


class QuestionMaker(Protocol):
    """Makes up questions for clauses."""

    @property
    def made_by(self) -> MadeBy:
        """The prompt and the model, as they are kept with the questions."""
        ...

    def make(self, batch: Sequence[Lacking]) -> Made:
        """Questions for some clauses. It never raises for the service."""
        ...


@dataclass(frozen=True)
class MadeUpReport:
    """What became of it. `asked` clauses got questions (`questions` in all), for `none_fit` nothing
    fit came and they aren't asked about again, `left` still lack some. `outcome` and `detail` say
    why the rest was left, or how the last that failed did."""

    asked: int = 0
    questions: int = 0
    none_fit: int = 0
    left: int = 0
    outcome: Outcome = Outcome.PHRASED
    detail: str = ""
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    currency: str = "GBP"


def lacking(library: Library, made_by: MadeBy) -> list[Lacking]:
    """The clauses, in order, that this model hasn't been asked about with this prompt; a sample's
    aren't among them, since it is to be replaced by the school's own."""
    asked = library.made_up.made_by()
    found: dict[str, Lacking] = {}
    for policy in library.policies():
        if policy.status is PolicyStatus.SAMPLE:
            continue
        for clause in library.clauses(policy.policy_id):
            name = clause_key(policy.title, clause)
            if asked.get(name) != made_by:
                found.setdefault(name, Lacking(name, policy.title, clause))
    return list(found.values())


def make_up(
    library: Library,
    encoder: Encoder,
    maker: QuestionMaker,
    on_progress: Progress | None = None,
    within: float | None = None,
) -> MadeUpReport:
    """Has questions made up for the clauses that lack them, for `within` seconds about (None: until
    all are done). LibraryLocked when another process is at it; MadeUpUnreadable when what is kept
    can't be read."""
    tell = on_progress or (lambda name, share: None)
    until = None if within is None else time.monotonic() + within
    with library.made_up.making():
        library.made_up.encode_again(encoder)
        todo = lacking(library, maker.made_by)
        run = _Run(library, encoder, maker, until)
        for at, batch in enumerate(batches(todo)):
            tell("questions for clauses", at * BATCH / max(1, len(todo)))
            if run.over():
                break
            run.take(batch)
        tell("", 1.0)
    done = run.report
    return replace(done, left=len(todo) - done.asked - done.none_fit)


def batches(todo: Sequence[Lacking]) -> Iterator[list[Lacking]]:
    """BATCH clauses at a time, fewer when they are long."""
    batch: list[Lacking] = []
    size = 0
    for item in todo:
        length = len(item.clause.text)
        if batch and (len(batch) == BATCH or size + length > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length
    if batch:
        yield batch


class _Run:
    """One going through the clauses: the report as it grows, and whether to stop."""

    def __init__(
        self, library: Library, encoder: Encoder, maker: QuestionMaker, until: float | None
    ) -> None:
        self.report = MadeUpReport()
        self._library, self._encoder, self._maker = library, encoder, maker
        self._until = until
        self._samples = frozenset(
            p.policy_id for p in library.policies() if p.status is PolicyStatus.SAMPLE
        )
        self._stopped = False
        self._fruitless = 0

    def over(self) -> bool:
        """Whether the rest is left for another time."""
        if not self._stopped and self._until is not None and time.monotonic() >= self._until:
            self._stopped = True
            self.report = replace(self.report, outcome=Outcome.SLOW, detail="out of time")
        return self._stopped or self._fruitless >= FRUITLESS

    def take(self, batch: Sequence[Lacking]) -> None:
        """Asks about a batch, in halves when it fails for what it may hold."""
        before = self.report.asked + self.report.none_fit
        self._take(batch)
        after = self.report.asked + self.report.none_fit
        self._fruitless = 0 if after > before else self._fruitless + 1

    def _take(self, batch: Sequence[Lacking]) -> None:
        made = self._maker.make(batch)
        self._add(made)
        if made.outcome is Outcome.PHRASED:
            self._keep(batch, made)
            return
        self.report = replace(self.report, outcome=made.outcome, detail=made.detail)
        if made.outcome in _NO_MORE:
            self._stopped = True
        elif made.outcome in _IN_HALVES and len(batch) > 1:
            middle = len(batch) // 2
            for half in (batch[:middle], batch[middle:]):
                if not self.over():
                    self._take(half)

    def _keep(self, batch: Sequence[Lacking], made: Made) -> None:
        """Keeps what passes; a clause that the reply says nothing of still lacks some."""
        told = [(n, item) for n, item in enumerate(batch, start=1) if n in made.questions]
        formed = [well_formed(made.questions[n], item.clause) for n, item in told]
        clauses = [item.clause for _, item in told]
        kept = found_again(formed, clauses, self._library, self._encoder, self._samples)
        by_key = {item.key: texts for (_, item), texts in zip(told, kept, strict=True)}
        try:
            self._library.made_up.keep(by_key, self._maker.made_by, self._encoder)
        except IngestError as error:  # a full disk, say: nothing more could be kept either
            self._stopped = True
            self.report = replace(self.report, outcome=Outcome.UNAVAILABLE, detail=str(error))
            return
        with_some = sum(bool(texts) for texts in kept)
        self.report = replace(
            self.report,
            asked=self.report.asked + with_some,
            questions=self.report.questions + sum(map(len, kept)),
            none_fit=self.report.none_fit + len(kept) - with_some,
        )

    def _add(self, made: Made) -> None:
        costs = [c for c in (self.report.cost, made.cost) if c is not None]
        self.report = replace(
            self.report,
            calls=self.report.calls + made.calls,
            tokens_in=self.report.tokens_in + made.tokens_in,
            tokens_out=self.report.tokens_out + made.tokens_out,
            cost=sum(costs) if costs else None,
            currency=made.currency,
        )
