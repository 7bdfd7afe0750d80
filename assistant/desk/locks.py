"""Quotes are locked: one that is altered, gone or copied with changes is caught and named; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from assistant.answers import Quote
from assistant.desk.quoting import clause_of
from assistant.desk.words import first_difference, words_of
from assistant.modality.reading import read_clause
from assistant.records.entries import DraftPart, KeptQuote, Paragraph, Part

# A near copy has this share of a sentence's words in their order. Over the shared training data it
# caught 9,629 of 9,632 clauses with one word replaced, and flagged 39 of 9,648 questions about the
# clause, all of them in the clause's own words.
COPIED = 0.8
SHORTEST_COPY = 5  # words; shorter sentences are said by chance
MOST_WINDOWS = 40  # compared word by word, a sentence and paragraph


class Alteration(StrEnum):
    """What happened to a quote."""

    CHANGED = "changed"  # the quoted paragraph isn't the stored text
    LEAD_IN = "lead_in"  # the words that introduce the clause are changed or gone
    REMOVED = "removed"  # the quote is gone, and the text still speaks of it
    UNKNOWN = "unknown"  # a clause is named that was never quoted
    NEAR_COPY = "near_copy"  # an ordinary paragraph holds the clause in other words


@dataclass(frozen=True)
class Altered:
    """One altered quote: which clause, in which part and paragraph (from 1), and the first words
    that differ, as stored and as found."""

    kind: Alteration
    clause_id: str
    part: Part
    paragraph: int
    stored: str = ""
    found: str = ""
    title: str = ""

    @property
    def text(self) -> str:
        """The fault in a sentence, with what to do."""
        where = f"{self.part.value.replace('_', ' ').capitalize()}, paragraph {self.paragraph}"
        clause = f"clause {self.clause_id} of “{self.title}”" if self.title else self.clause_id
        differ = f"the policy has “{self.stored}”, the reply “{self.found}”"
        return {
            Alteration.CHANGED: f"{where}: the quote of {clause} was altered: {differ}. "
            "Put the policy’s words back, or remove the quote.",
            Alteration.LEAD_IN: f"{where}: the words that introduce {clause} were altered or "
            f"removed: {differ}. Put them back before the quote.",
            Alteration.REMOVED: f"{where}: this still speaks of {clause}, whose quote was removed. "
            "Put the quote back, or remove this paragraph.",
            Alteration.UNKNOWN: f"{where}: this names {self.clause_id}, which this reply does not "
            "quote. Draft the reply again, or remove this paragraph.",
            Alteration.NEAR_COPY: f"{where}: this repeats {clause} with changes: {differ}. "
            "Quote the clause as it stands, or say it in words of your own.",
        }[self.kind]


def altered_quotes(parts: Sequence[DraftPart], quotes: Sequence[KeptQuote]) -> tuple[Altered, ...]:
    """Every quote that isn't as stored, in the order of the reply; () when all are."""
    by_id = {kept.quote.clause_id: _Stored(kept.quote) for kept in quotes}
    standing = {p.quoted for part in parts for p in part.paragraphs if p.quoted}
    found: list[Altered] = []
    for part in parts:
        before = ""
        for number, paragraph in enumerate(part.paragraphs, start=1):
            found += _named_wrongly(part.part, number, paragraph, by_id, standing)
            if paragraph.quoted in by_id:
                stored = by_id[paragraph.quoted]
                found += _altered(part.part, number, paragraph.text, before, stored)
            elif part.part is not Part.QUESTION:  # it may well ask in the clause's own words
                for stored in by_id.values():
                    found += _near_copies(part.part, number, paragraph.text, stored)
            before = paragraph.text
    return tuple(found)


@dataclass(frozen=True)
class _Target:
    """A sentence of a clause, or its rule without the exception that must go with it."""

    text: str
    exception: str = ""

    @cached_property
    def words(self) -> list[str]:
        return words_of(self.text)


class _Stored:
    """A stored clause and what of it may be copied."""

    def __init__(self, quote: Quote) -> None:
        self.quote = quote
        reading = read_clause(clause_of(quote))
        self.conditions = reading.conditions
        targets = [_Target(quote.text), *(_Target(s.text) for s in reading.sentences)]
        for sentence in reading.sentences:
            for exception in sentence.exceptions:
                rule = sentence.text.replace(exception, "").strip(" ,.;")
                targets.append(_Target(rule, exception))
        self.targets = [t for t in dict.fromkeys(targets) if len(t.words) >= SHORTEST_COPY]


def _named_wrongly(
    part: Part,
    number: int,
    paragraph: Paragraph,
    by_id: dict[str, _Stored],
    standing: set[str],
) -> Iterator[Altered]:
    named = dict.fromkeys((*paragraph.clause_ids, *filter(None, [paragraph.quoted])))
    for clause_id in named:
        if clause_id not in by_id:
            yield Altered(Alteration.UNKNOWN, clause_id, part, number)
        elif clause_id not in standing:
            title = by_id[clause_id].quote.policy_title
            yield Altered(Alteration.REMOVED, clause_id, part, number, title=title)


def _altered(part: Part, number: int, text: str, before: str, stored: _Stored) -> Iterator[Altered]:
    quote = stored.quote
    if text != quote.text:
        differ = first_difference(quote.text, text)
        yield Altered(
            Alteration.CHANGED, quote.clause_id, part, number, *differ, quote.policy_title
        )
    headed = " › ".join(quote.section) == quote.lead_in  # told a second time, as the heading
    if quote.lead_in and before.count(f"“{quote.lead_in}”") < 1 + headed:
        differ = _nearest_difference(quote.lead_in, before)
        yield Altered(
            Alteration.LEAD_IN, quote.clause_id, part, number, *differ, quote.policy_title
        )


def _near_copies(part: Part, number: int, text: str, stored: _Stored) -> Iterator[Altered]:
    """At most one for a clause and paragraph: the copy with a word changed, else the rule whose
    exception was left out."""
    quote = stored.quote
    if quote.text in text:
        return
    for condition in stored.conditions:
        text = text.replace(f"“{condition}”", " ")  # the advice repeats it word for word
    if quote.lead_in:
        text = text.replace(quote.lead_in, " ")
    said = words_of(text)
    for target in stored.targets:
        copy = _copy_in(said, target.words)
        if copy is None or (copy == target.words and not target.exception):
            continue
        if target.exception:
            if _contains(said, words_of(target.exception)):
                continue
            differ = (target.exception, "(left out)")
        else:
            differ = first_difference(" ".join(target.words), " ".join(copy))
        yield Altered(
            Alteration.NEAR_COPY, quote.clause_id, part, number, *differ, quote.policy_title
        )
        return


def _copy_in(said: list[str], target: list[str]) -> list[str] | None:
    """The stretch of `said` that is a copy of the target, near or exact; None without one."""
    if _contains(said, target):
        return target
    size = len(target)
    width = size + max(2, size // 4)  # room for words put in
    best: tuple[float, list[str]] | None = None
    for start in _likely(said, target, width):
        window = said[start : start + width]
        blocks = SequenceMatcher(None, target, window, autojunk=False).get_matching_blocks()
        share = sum(block.size for block in blocks) / size
        if share >= COPIED and (best is None or share > best[0]):
            matched = [block for block in blocks if block.size]
            begin = max(0, matched[0].b - matched[0].a)
            end = matched[-1].b + matched[-1].size + size - matched[-1].a - matched[-1].size
            best = share, window[begin:end]
    return best[1] if best else None


def _likely(said: list[str], target: list[str], width: int) -> list[int]:
    """Where a window of `said` holds enough of the target's words in any order; the fullest first.
    One pass, so that an enormous paste costs no more than its length."""
    wanted = Counter(target)
    held: Counter[str] = Counter()
    shared = 0
    full: list[tuple[int, int]] = []
    for at, word in enumerate(said):
        if held[word] < wanted[word]:
            shared += 1
        held[word] += 1
        if at >= width:
            gone = said[at - width]
            held[gone] -= 1
            if held[gone] < wanted[gone]:
                shared -= 1
        if shared >= COPIED * len(target):
            full.append((-shared, max(0, at - width + 1)))
    starts = [start for _, start in sorted(full)]
    return list(dict.fromkeys(starts))[:MOST_WINDOWS]


def _contains(said: list[str], words: list[str]) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(said)} "


def _nearest_difference(stored: str, text: str) -> tuple[str, str]:
    """Where the text parts from the stored words, looked for where their first word stands last."""
    start = text.rfind(stored.split()[0]) if stored.split() else -1
    return first_difference(stored, text[start:] if start >= 0 else "")
