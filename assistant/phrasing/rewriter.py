"""A question in a policy's words, from the school's chat model, for searching alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.answers import Outcome
from assistant.phrasing.counting import phrasing_of, usage_of
from assistant.phrasing.errors import ServiceFailed
from assistant.phrasing.prompts import Prompt, as_data
from assistant.phrasing.schema import read_rewordings
from assistant.phrasing.seams import AlwaysOn, Kind, NoUsageLog, Switch, UsageLog
from assistant.phrasing.service import ChatService, Tally
from assistant.phrasing.settings import ChatModelSettings
from assistant.privacy.errors import PrivacyError
from assistant.privacy.masker import Masker
from ingest.encoder import Encoder

LONGEST = 200  # characters of a wording; twenty words have some 130
# Least cosine of a wording to its question. Of 280 good ones (eval/search_help) 1 in 100 in the
# question's form and 1 in 20 in the matter's lie below; of those of other questions 9 in 10.
STRAYED = 0.17


@dataclass(frozen=True)
class Rewriter:
    """Asks for other words for a question; without a reply in time there are none."""

    settings: ChatModelSettings
    service: ChatService
    prompt: Prompt
    masker: Callable[[], Masker]
    encoder: Encoder
    switch: Switch = field(default_factory=AlwaysOn)
    usage: UsageLog = field(default_factory=NoUsageLog)

    def of(self, question: str) -> tuple[str, ...]:
        """Up to two wordings that keep to the question, its question form first; () when switched
        off, when the service fails, or when nothing fit came. It never raises for the service."""
        if not self.settings.searches or not self.switch.state().on:
            return ()
        tally, began = Tally(), time.monotonic()
        outcome, detail = Outcome.PHRASED, ""
        kept: tuple[str, ...] = ()
        try:
            masked = self.masker().mask(question).text
            user = self.prompt.filled(question=as_data(masked))
            self.service.ready()
            began = time.monotonic()
            so_far = list(
                self.service.stream(self.prompt.system, user, self.settings.search_seconds, tally)
            )
            found = read_rewordings(so_far[-1]) if so_far else None
            if found is None:
                raise ServiceFailed(Outcome.MALFORMED, "not in the fixed form")
            kept = self._fit(question, found)
            outcome = outcome if kept else Outcome.UNSUPPORTED
        except PrivacyError as error:
            outcome, detail = Outcome.UNAVAILABLE, f"names can’t be masked: {error}"
        except ServiceFailed as failure:
            outcome, detail = failure.outcome, failure.detail
        self._count(outcome, detail, tally, time.monotonic() - began)
        return kept

    def _fit(self, question: str, found: tuple[str, ...]) -> tuple[str, ...]:
        """Those that are short, new, and near the question."""
        told = " ".join(question.split()).casefold()
        new = [t for t in dict.fromkeys(found) if len(t) <= LONGEST and t.casefold() != told]
        if not new:
            return ()
        vectors = self.encoder.encode([question, *new])
        near = vectors[1:] @ vectors[0]
        return tuple(t for t, cosine in zip(new, near, strict=True) if cosine >= STRAYED)

    def _count(self, outcome: Outcome, detail: str, tally: Tally, seconds: float) -> None:
        """On record for administrators; a search isn't lost because that can't be kept."""
        phrasing = phrasing_of(
            self.settings, self.prompt.label, outcome, detail, None, tally, round(seconds, 2)
        )
        try:
            self.usage.add(usage_of(phrasing, Kind.SEARCH))
        except Exception:
            return
