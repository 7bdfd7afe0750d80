"""What of a chat model's reply has passed the checks so far, and what hasn't."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.answers import PhrasedSentence, RejectedWording


@dataclass
class Draft:
    """One reply as it is checked: `seen` sentences were looked at. It changes as they come."""

    sentences: list[PhrasedSentence] = field(default_factory=list)
    headline: str | None = None
    questions: list[str] = field(default_factory=list)
    rejected: list[RejectedWording] = field(default_factory=list)
    seen: int = 0

    def reject(self, part: str, text: str, reason: str) -> None:
        """Keeps what isn't shown, cut to 400 characters, with the reason."""
        self.rejected.append(RejectedWording(part, text[:400], reason))
