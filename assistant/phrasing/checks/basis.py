"""What a sentence may rest on: the clauses it names, read statement by statement; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answers import Quote
from assistant.modality.reading import (
    Modal,
    Sentence,
    audiences_named,
    read_sentence,
    split_sentences,
)
from assistant.phrasing.checks.words import content, meanings

_VERBS = re.compile(
    r"\b(must|will|should|shall|may|can|cannot|could|is|are|has|have|need|needs|not|to|never|"
    r"ought|do|does|don['’]t|mustn['’]t|can['’]t|won['’]t)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """One sentence of a quoted clause. `conditions` are its own and those of its lead-in, verbatim;
    `siblings` the other sentences of the clause."""

    quote: Quote
    reading: Sentence
    conditions: tuple[str, ...]
    siblings: tuple[Sentence, ...]

    @cached_property
    def content(self) -> frozenset[str]:
        """Its words with content, the lead-in's too."""
        return frozenset(content(f"{self.quote.lead_in or ''} {self.reading.text}"))

    @property
    def main(self) -> str:
        """It without its conditions."""
        return without(self.reading.text, (*self.reading.exceptions, *self.reading.provisos))


@dataclass(frozen=True)
class Basis:
    """The clauses that a sentence names, and the question it is about."""

    quotes: tuple[Quote, ...]
    question: str

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the clauses, in order."""
        return tuple(s for quote in self.quotes for s in statements_of(quote))

    @cached_property
    def evidence(self) -> str:
        """Clauses, lead-ins, headings and titles: what the sentence may take from."""
        parts: list[str] = []
        for quote in self.quotes:
            parts += [quote.lead_in or "", quote.text, *quote.section, quote.policy_title]
        return "\n".join(parts)

    @cached_property
    def words(self) -> frozenset[str]:
        """The meanings of all words of the evidence. "Policy" is in every title and would stand for
        the police."""
        return meanings(re.sub(r"\bpolic(?:y|ies)\b", " ", self.evidence, flags=re.IGNORECASE))

    def aligned(self, sentence: str) -> tuple[Statement, ...]:
        """The statements that share most words with the sentence; several when they are equal."""
        mine = frozenset(content(sentence))
        shared = [len(mine & s.content) for s in self.statements]
        best = max(shared, default=0)
        return tuple(s for s, n in zip(self.statements, shared, strict=True) if n == best)


def statements_of(quote: Quote) -> list[Statement]:
    """The sentences of a quoted clause, each with the force that its lead-in lends it."""
    lead = quote.lead_in or ""
    led = read_sentence(lead) if lead else None
    readings = [read_sentence(text, start, lead) for text, start in split_sentences(quote.text)]
    of_lead = (*led.exceptions, *led.provisos) if led else ()
    return [
        Statement(
            quote,
            reading,
            (*reading.exceptions, *reading.provisos, *of_lead),
            tuple(other for other in readings if other is not reading),
        )
        for reading in readings
    ]


def subject_of(text: str) -> str:
    """The words before the verb."""
    return _VERBS.split(text, maxsplit=1)[0]


def bound_by(quote: Quote, statement: str) -> tuple[str, ...]:
    """Whom a statement binds: its subject, else its clause's lead-in, else what the headings name;
    empty when nothing tells."""
    sources = (subject_of(statement), quote.lead_in or "", *reversed(quote.section))
    return next((found for text in sources if (found := audiences_named(text))), ())


def without(text: str, spans: Sequence[str]) -> str:
    """The text with some verbatim spans taken out."""
    for span in spans:
        text = text.replace(span, " ", 1)
    return text


def is_permission(modal: Modal) -> bool:
    """It lets do something."""
    return modal in (Modal.MAY, Modal.MAY_ONLY_IF)
