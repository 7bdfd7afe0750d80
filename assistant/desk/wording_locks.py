"""What a reply's locks have against a chat model's sentence, before it is proposed for it; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Quote
from assistant.desk.advising import speaks_of_advice
from assistant.desk.locks import altered_quotes
from assistant.desk.words import words_of
from assistant.phrasing.seams import SentenceChecks
from assistant.records.entries import Draft, DraftPart, Paragraph, Part

# How hard something is demanded, or that it is let.
_FORCE = re.compile(
    r"\b(must|shall|should|ought|may|can|cannot|ha(?:s|ve) to|needs? to|need not|required|allowed|"
    r"permitted|forbidden|banned|barred|prohibited|obliged|advised|recommended)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WithLocks:
    """The checks of any sentence, then those of the reply that it is to stand in: nothing is
    proposed that would keep the reply from being signed, or that settles what it leaves open."""

    checker: SentenceChecks
    draft: Draft

    def reason_against(self, sentence: str, quotes: Sequence[Quote], answer: Answer) -> str | None:
        """Why the sentence isn't proposed, None when it is."""
        return (
            self.checker.reason_against(sentence, quotes, answer)
            or _repeats(sentence, quotes)
            or _too_near(sentence, quotes, self.draft)
            or _settles(sentence, quotes)
        )


def _repeats(sentence: str, quotes: Sequence[Quote]) -> str | None:
    """A stretch of the clause adds nothing to the quote, and may be cut where it must not be."""
    said = f" {' '.join(words_of(sentence))} "
    if any(said in f" {' '.join(words_of(quote.text))} " for quote in quotes):
        return "the clause’s own words, which are quoted already"
    return None


def _too_near(sentence: str, quotes: Sequence[Quote], draft: Draft) -> str | None:
    ids = tuple(quote.clause_id for quote in quotes)
    standing = [p for part in draft.edited for p in part.paragraphs if p.quoted]
    tried = DraftPart(Part.POLICY, (*standing, Paragraph(sentence, ids)))
    for altered in altered_quotes((tried,), draft.quotes):
        if altered.paragraph == len(tried.paragraphs):
            return (
                "too near the clause, which is quoted already: it has "
                f"“{altered.stored}”, this “{altered.found}”"
            )
    return None


def _settles(sentence: str, quotes: Sequence[Quote]) -> str | None:
    """A rule under words of advice is neither in this reply: its force is told in its own words."""
    if not any(speaks_of_advice(quote.lead_in or "") for quote in quotes):
        return None
    held = {word for q in quotes for word in _force(f"{q.lead_in or ''} {q.text}")}
    own = sorted(_force(sentence) - held)
    if own:
        return (
            f"says “{own[0]}”, which the clause doesn’t: its introduction speaks of advice, and "
            "the reply leaves open which it is"
        )
    return None


def _force(text: str) -> set[str]:
    return {found.casefold() for found in _FORCE.findall(text)}
