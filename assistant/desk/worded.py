"""A chat model's sentences as paragraphs of a reply: beneath their clauses, marked until somebody
changes a word; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import PhrasedSentence
from assistant.records.entries import Draft, DraftPart, Paragraph


def clause_numbers(draft: Draft) -> dict[str, int]:
    """The clauses that the reply quotes now, by id, numbered from 1 in reading order."""
    quoted = [p.quoted for part in draft.edited for p in part.paragraphs if p.quoted]
    return {clause_id: number for number, clause_id in enumerate(dict.fromkeys(quoted), start=1)}


def worded(parts: Sequence[DraftPart]) -> tuple[Paragraph, ...]:
    """The paragraphs that a model worded and nobody has edited."""
    return tuple(p for part in parts for p in part.paragraphs if p.worded_by)


def with_sentences(
    parts: Sequence[DraftPart], sentences: Sequence[PhrasedSentence], service: str
) -> tuple[DraftPart, ...]:
    """The parts with each sentence as a marked paragraph beneath the last clause that it names, in
    the part that quotes it; one whose clauses aren't quoted is left out."""
    made = [list(part.paragraphs) for part in parts]
    for sentence in sentences:
        places = [
            (at, number)
            for at, paragraphs in enumerate(made)
            for number, paragraph in enumerate(paragraphs, start=1)
            if paragraph.quoted in sentence.clause_ids
        ]
        if not places:
            continue
        at, number = places[-1]
        while number < len(made[at]) and made[at][number].worded_by:
            number += 1
        made[at].insert(number, Paragraph(sentence.text, sentence.clause_ids, worded_by=service))
    return tuple(
        replace(part, paragraphs=tuple(said)) for part, said in zip(parts, made, strict=True)
    )


def without_sentences(parts: Sequence[DraftPart]) -> tuple[DraftPart, ...]:
    """The parts without what a model worded; a part that is empty then goes."""
    kept = (
        replace(part, paragraphs=tuple(p for p in part.paragraphs if not p.worded_by))
        for part in parts
    )
    return tuple(part for part in kept if part.paragraphs)
