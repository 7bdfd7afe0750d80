"""How a sentence may be written: one plain statement, no quotation, no markup, nobody speaking."""

from __future__ import annotations

import re

from assistant.phrasing.checks.basis import Basis
from assistant.phrasing.checks.words import word_lists

FEWEST_WORDS, MOST_WORDS, MOST_CHARACTERS = 4, 45, 300
# Printable ASCII, the apostrophe and dashes of print, pound, accents. Lookalike letters and
# invisible characters would pass every list of words.
_STRANGE = re.compile(r"[^\x20-\x7e‘’–—£À-ÖØ-öø-ÿ]")
_MARKUP = re.compile(
    r"[<>{}\[\]|`*_#~^=$@\\]|//|&#?\w+;|\bwww\.|\b\w+\.(?:com|org|net|uk|sch|gov|io)\b"
)
# An apostrophe inside a word, or after the s of "pupils'", is none; one before a word is a quote.
_QUOTED = re.compile(r"[\"“”„«»]|(?<![A-Za-z])['‘]|‘")
_SEVERAL = re.compile(r"[.!?;:]\s|\.\.|[!?]")
_SPEAKS = re.compile(
    r"\bI\b|\b[Ii]['’](?:m|d|ll|ve)\b|\b(?:me|my|mine|myself|we|us|our|ours)\b", re.I
)
_YES_NO = re.compile(r"^(?:yes|no|yeah|nope|sure|correct|right|true|false)\b", re.IGNORECASE)
_ABOUT_ITSELF = re.compile(
    r"\b(?:as an? (?:ai|assistant|language model|teacher|dsl|headteacher|colleague)|ai model|"
    r"language model|instructions?|system prompt|json|the ruling|user)\b",
    re.IGNORECASE,
)


def ill_formed(sentence: str, basis: Basis) -> str | None:
    """The reason against how a sentence is written."""
    if _QUOTED.search(sentence):
        return "a quotation"
    if _STRANGE.search(sentence):
        return "characters that don't belong into a sentence"
    if _MARKUP.search(sentence):
        return "markup, a link or an address"
    if len(sentence) > MOST_CHARACTERS or len(sentence.split()) > MOST_WORDS:
        return "too long"
    if len(sentence.split()) < FEWEST_WORDS or not sentence[0].isupper():
        return "not a sentence"
    if not sentence.endswith(".") or _SEVERAL.search(sentence):
        return "not one plain statement"
    if _SPEAKS.search(sentence):
        return "speaks as a person"
    if _YES_NO.search(sentence):
        return "a yes or no, which is the headline's"
    if _ABOUT_ITSELF.search(sentence):
        return "speaks of itself"
    return None


def out_of_place(sentence: str, basis: Basis) -> str | None:
    """Reassurance, law, sanctions, judgements: only in words that the clauses use."""
    for name, reason in (
        ("discourages", "discourages reporting"),
        ("reassures", "reassures"),
        ("law", "speaks of law"),
        ("sanction", "speaks of what happens to somebody"),
        ("judges", "judges"),
    ):
        for found in word_lists().patterns[f"never.{name}"].finditer(sentence):
            word = found.group(0).lower()
            if not re.search(rf"\b{re.escape(word)}\b", basis.evidence.lower()):
                return f"{reason} (“{word}”)"
    return None
