"""Questions made up for the clauses of policies, by the school's chat model, when they are loaded.

The text of the clauses leaves, with titles and headings, as it stands: names in it too. Nobody's
question does.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answers import Outcome
from assistant.made_up.making import Lacking, Made
from assistant.phrasing.counting import cost_of, phrasing_of, usage_of
from assistant.phrasing.errors import ServiceFailed
from assistant.phrasing.pacing import RateLimit
from assistant.phrasing.prompts import Prompt
from assistant.phrasing.schema import read_made_up
from assistant.phrasing.seams import AlwaysOn, Kind, NoUsageLog, Switch, UsageLog
from assistant.phrasing.sending import clause_as_data
from assistant.phrasing.service import ChatService, Tally
from assistant.phrasing.settings import ChatModelSettings
from ingest.made_up import MadeBy

MOST_TOKENS = 1_600  # of a reply: eight clauses with four questions each take some 800
LONGEST_CLAUSE = 1_500  # characters that are sent of one
PATIENCE = 60.0  # seconds: within a minute the school's own limit lets through again


@dataclass(frozen=True)
class Questioner:
    """Asks for questions for some clauses at a time. `limit` is that of all the model's calls:
    half of it is left to people, who wait for an answer."""

    settings: ChatModelSettings
    service: ChatService
    prompt: Prompt
    limit: RateLimit
    switch: Switch = field(default_factory=AlwaysOn)
    usage: UsageLog = field(default_factory=NoUsageLog)
    patience: float = PATIENCE

    @property
    def made_by(self) -> MadeBy:
        """The prompt and the model, as they are kept with the questions."""
        return MadeBy(self.prompt.label, self.settings.model)

    def make(self, batch: Sequence[Lacking]) -> Made:
        """Questions for the clauses, just as the model wrote them; what went wrong is in the
        outcome. It never raises for the service."""
        state = self.switch.state()
        if not state.on:
            return Made(Outcome.SWITCHED_OFF, state.reason)
        if (wait := self.limit.spare_in()) > 0:
            if wait > self.patience:
                return Made(Outcome.RATE_LIMITED, "the school’s own limit a minute")
            time.sleep(wait)
        self.service.ready()
        tally, began = Tally(), time.monotonic()
        outcome, detail = Outcome.PHRASED, ""
        found: dict[int, tuple[str, ...]] = {}
        try:
            found = self._asked(batch, tally)
        except ServiceFailed as failure:
            outcome, detail = failure.outcome, failure.detail
        self._count(outcome, detail, tally, time.monotonic() - began)
        return Made(
            outcome,
            detail,
            found,
            tally.attempts,
            tally.tokens_in,
            tally.tokens_out,
            cost_of(self.settings, tally),
            self.settings.currency,
        )

    def _asked(self, batch: Sequence[Lacking], tally: Tally) -> dict[int, tuple[str, ...]]:
        user = self.prompt.filled(
            clauses="\n".join(
                clause_as_data(number, item.title, item.clause.section, _cut(item))
                for number, item in enumerate(batch, start=1)
            )
        )
        seconds = self.settings.question_seconds
        so_far = list(self.service.stream(self.prompt.system, user, seconds, tally))
        found = read_made_up(so_far[-1]) if so_far else None
        if found is None:
            raise ServiceFailed(Outcome.MALFORMED, "not in the fixed form, or cut short")
        if not found.keys() & set(range(1, len(batch) + 1)):
            raise ServiceFailed(Outcome.UNSUPPORTED, "speaks of none of the clauses")
        return found

    def _count(self, outcome: Outcome, detail: str, tally: Tally, seconds: float) -> None:
        """On record for administrators; questions aren't lost because that can't be kept."""
        phrasing = phrasing_of(
            self.settings, self.prompt.label, outcome, detail, None, tally, round(seconds, 2)
        )
        try:
            self.usage.add(usage_of(phrasing, Kind.QUESTIONS))
        except Exception:
            return


def _cut(item: Lacking) -> str:
    return f"{item.clause.lead_in or ''} {item.clause.text}"[:LONGEST_CLAUSE]
