"""What is kept of the school's chat model: its switch, and its calls as counts. No word of a
question or an answer is among it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ModelSwitching:
    """That somebody switched the chat model on or off, and why. `actor` is the name while it is
    known; `reason` is "" once it was erased."""

    at: datetime
    actor: str
    is_on: bool
    reason: str


@dataclass(frozen=True)
class ModelCall:
    """One call of the chat model. `kind` is what was worded, "answer", "draft", "search" or
    "questions"; `outcome` what came of it, as in `assistant.answers.Outcome`; tokens are 0 where
    the service counts none; `cost` is in `currency`, None where no prices are set."""

    at: datetime
    kind: str
    service: str
    prompt: str
    outcome: str
    attempts: int
    seconds: float
    tokens_in: int
    tokens_out: int
    cost: float | None
    currency: str
