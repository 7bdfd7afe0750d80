"""Who does what to whom: the words of a sentence stand in the order of the statement it rests on.

No word list sees that "a parent may stay if pupils have signed" turns a clause round. So the words
that both have must come in the clause's order (but for the verb of a passive), nothing may be left
out from the middle but a phrase, and words of a condition stay in the condition. A paraphrase that
moves more than that is rejected with the wrong ones: its loss is a sentence, not a rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.modality.reading import read_sentence
from assistant.phrasing.checks.basis import Basis, Statement, subject_of, without
from assistant.phrasing.checks.facts import NUMBER_WORDS
from assistant.phrasing.checks.words import content, meaning, meanings, word_lists

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|[,;.]")
# What may be left out from the middle begins at one of these, or ends at "and", "or" or a comma.
_BEGINS = frozenset(
    [
        *("of", "in", "on", "at", "by", "for", "from", "with", "to", "about", "during", "within"),
        *("into", "through", "outside", "inside", "before", "after", "and", "or", "nor", "but"),
        *("including", "as", "who", "which", "that", "where", "when", "while", "if", "whether"),
        *(",", ";"),
    ]
)
_JOINS = frozenset(["and", "or", "but", ",", ".", ";"])
_BE = frozenset(["be", "been", "being", "is", "are", "was", "were"])
_LEAST_OF_PART = 0.7  # of a part joined by "and", where a sentence takes from several


@dataclass(frozen=True)
class _Token:
    word: str
    meaning: str
    counts: bool  # it has content, or is a number


def moved(sentence: str, basis: Basis) -> str | None:
    """The reason against the order of the words, or against what is left out between them."""
    asked = meanings(basis.question)
    return min(
        (_moved_from(sentence, statement, asked) for statement in basis.aligned(sentence)),
        key=lambda reason: reason is not None,
        default=None,
    )


def _moved_from(sentence: str, statement: Statement, asked: frozenset[str]) -> str | None:
    own = read_sentence(sentence)
    own_conditions = (*own.exceptions, *own.provisos)
    said = _tokens(without(sentence, own_conditions))
    held = _tokens(f"{statement.quote.lead_in or ''} {statement.quote.text}")
    main = meanings(statement.main, statement.quote.lead_in, *statement.quote.section)
    of_conditions = frozenset(m for c in statement.conditions for m in content(c))
    if own_conditions:
        for token in said:
            if token.counts and token.meaning in of_conditions - main:
                return f"takes “{token.word}” out of a condition"
        inside = frozenset(m for c in own_conditions for m in content(c))
        if strangers := inside & (main - of_conditions) & word_lists().roles:
            return f"takes “{min(strangers)}” into a condition"
    places = _places(said, held)
    elsewhere = asked | meanings(*statement.quote.section, statement.quote.policy_title)
    for token, options in zip(said, places, strict=True):
        if (
            token.counts
            and not options
            and (token.word[0].isdigit() or token.meaning not in elsewhere)
        ):
            return f"takes “{token.word}” from another sentence"
    kept = _longest_rising(places)
    lost = [at for at, options in enumerate(places) if options and at not in kept]
    passive = len(lost) == 1 and _is_passive_verb(said, lost[0], held)
    if lost and not passive and not _is_fronted(said, lost, places, held):
        return f"turns the words round (“{said[lost[0]].word}”)"
    if reason := _voice(said, held, kept):
        return reason
    subject = len(_tokens(subject_of(" ".join(t.word for t in held))))
    return _left_out(held, sorted(kept.values()), subject) or _crosses(held, kept, subject)


def _tokens(text: str) -> list[_Token]:
    stop = word_lists().stop
    found = []
    for word in _WORD.findall(text):
        plain = re.sub(r"['’]s$", "", word.lower())
        plain = NUMBER_WORDS.get(plain, plain) if plain != "one" else plain
        counts = plain[0].isdigit() or (plain not in stop and plain[0].isalpha() and len(plain) > 1)
        found.append(_Token(plain, meaning(plain), counts))
    return found


def _places(said: list[_Token], held: list[_Token]) -> list[list[int]]:
    """Where each counting word of the sentence stands in the statement; nowhere for the others."""
    return [
        [at for at, h in enumerate(held) if h.counts and h.meaning == s.meaning] if s.counts else []
        for s in said
    ]


def _longest_rising(places: list[list[int]]) -> dict[int, int]:
    """The most words that can be placed in rising order: word of the sentence -> place."""
    best: list[tuple[int, dict[int, int]]] = []  # (last place, placement), one a length
    for at, options in enumerate(places):
        for place in sorted(options, reverse=True):
            longer = [d for last, d in best if last < place and at not in d]
            grown = {**max(longer, key=len, default={}), at: place}
            size = len(grown)
            if size > len(best):
                best.append((place, grown))
            elif place < best[size - 1][0]:
                best[size - 1] = (place, grown)
    if not best:
        return {}
    # Of a word that stands there twice the place nearest to the next: "Staff are advised: staff …".
    kept, following = best[-1][1], len(places) + max(max(o, default=0) for o in places) + 1
    for at in sorted(kept, reverse=True):
        kept[at] = following = max(place for place in places[at] if place < following)
    return kept


def _is_passive_verb(said: list[_Token], at: int, held: list[_Token]) -> bool:
    """ "Phones must not be used" of "staff must not use phones": the verb alone has moved."""
    if not _after_be(said, at):
        return False
    there = next(i for i, h in enumerate(held) if h.counts and h.meaning == said[at].meaning)
    return not _after_be(held, there)


def _is_fronted(
    said: list[_Token], lost: list[int], places: list[list[int]], held: list[_Token]
) -> bool:
    """ "In classrooms staff must not …": a phrase with its preposition stands at the beginning."""
    if lost != [at for at, options in enumerate(places) if options][: len(lost)]:
        return False
    found = [places[at][0] for at in lost]
    begins = said[0].word
    whole = found == list(range(found[0], found[0] + len(found)))
    return whole and begins in _BEGINS and begins in [h.word for h in held[: found[0] + 1][-3:]]


def _voice(said: list[_Token], held: list[_Token], kept: dict[int, int]) -> str | None:
    """What is done to somebody mustn't become what they do, nor the other way round."""
    for at, place in kept.items():
        if not re.search(r"(ed|en|ld|t|n)$", held[place].word) and not _after_be(held, place):
            continue
        joined = [t.word for t in said[max(0, at - 2) : at] if t.word in ("and", "or")]
        if not joined and _after_be(held, place) != _after_be(said, at):
            return f"turns round who does it (“{said[at].word}”)"
    return None


def _after_be(tokens: list[_Token], at: int) -> bool:
    before = [t.word for t in tokens[max(0, at - 3) : at]]
    while before and (before[-1] in ("not", "then", "also", "only", "never") or before[-1] == ","):
        before.pop()
    return bool(before) and before[-1] in _BE


def _left_out(held: list[_Token], places: list[int], subject: int) -> str | None:
    """Between words that are kept a phrase may be left out, or after the subject (so many words) a
    whole predicate; never a word that the rest hangs on."""
    for before, after in pairwise(places):
        between = held[before + 1 : after]
        counting = [t for t in between if t.counts and not t.word.endswith("ly")]
        if not counting:
            continue
        if between[0].word in _BEGINS or between[-1].word in _JOINS:
            continue
        if before < subject <= after and any(t.word in _JOINS for t in between[-6:]):
            continue
        return f"leaves out “{counting[0].word}”"
    return None


def _crosses(held: list[_Token], kept: dict[int, int], subject: int) -> str | None:
    """A sentence that takes from several parts joined by "and" must take most of each; the subject
    is common to all."""
    parts: list[set[int]] = [set()]
    for at, token in enumerate(held):
        if token.word in ("and", "or", "nor", "but", "."):
            parts.append(set())
        elif token.counts:
            parts[-1].add(at)
    used = {place for place in kept.values() if place >= subject}
    parts = [{at for at in part if at >= subject} for part in parts]
    touched = [part for part in parts if part & used]
    if len(touched) < 2:
        return None
    for part in touched:
        if len(part & used) / len(part) < _LEAST_OF_PART:
            return "mixes parts of the clause"
    return None
