"""What a sentence speaks of must stand in its clauses: numbers, names, roles, what narrows it."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.phrasing.checks.basis import Basis, subject_of
from assistant.phrasing.checks.words import content, meaning, meanings, tokens, word_lists

# Shares of a sentence's words with content. Set on the development half of eval/phrasing.
MOST_UNKNOWN = 0.0  # in neither clauses nor question
LEAST_CARRIED = 0.5  # in the clauses
NUMBER_WORDS = {
    **{"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"},
    **{"seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12"},
    **{"thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "eighteen": "18"},
    **{"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60"},
    **{"ninety": "90", "hundred": "100", "thousand": "1000", "dozen": "12", "half": "1/2"},
    **{"once": "1", "twice": "2", "second": "2nd", "third": "3rd"},
}
_TIMES = re.compile(
    r"\b(january|february|march|april|june|july|august|september|october|november|december|"
    r"mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|noon|midnight|"
    r"a\.?m\.?|p\.?m\.?)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^(minute|hour|day|week|month|term|year|pound|pence|mile|metre|percent|per|working|school|"
    r"calendar|times?)s?$"
)
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_COMPARED = (
    ("at least", r"\b(at least|minimum|no (?:less|fewer) than|or more|or older)\b"),
    ("at most", r"\b(at most|maximum|up to|no (?:more|longer|later) than|or less|or under)\b"),
    ("more than", r"\b(?<!no )(more than|longer than|later than|over|above|exceed\w*)\b"),
    ("less than", r"\b(?<!no )(less than|fewer than|under|below|younger than)\b"),
    ("within", r"\b(within|inside of)\b"),
)
_CAPITALISED = re.compile(r"(?<![.\w])[A-ZÀ-Þ][\w’'&-]*")


def wrong_number(sentence: str, basis: Basis) -> str | None:
    """Numbers, dates, times and how they are compared."""
    said, held = numbers(sentence), numbers(basis.evidence)
    if extra := said - held:
        return f"a number that the clauses don't have ({', '.join(sorted(extra))})"
    pairs = measured(sentence) - measured(basis.evidence)
    if pairs:
        return f"a measure that the clauses don't have ({' '.join(sorted(pairs)[0])})"
    times = {t.lower().rstrip("s") for t in _TIMES.findall(sentence)}
    held_times = {t.lower().rstrip("s") for t in _TIMES.findall(basis.evidence)}
    if new := times - held_times:
        return f"a date or time that the clauses don't have ({', '.join(sorted(new))})"
    if said:
        for name, pattern in _COMPARED:
            compared = re.compile(pattern, re.IGNORECASE)
            if compared.search(sentence) and not compared.search(basis.evidence):
                return f"a comparison that the clauses don't make ({name})"
    return None


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text as digits. "One" counts only before a unit ("one day")."""
    found = {n.replace(",", "") for n in _NUMBER.findall(text)}
    words = tokens(text)
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word in NUMBER_WORDS and (word not in ("one", "once", "half") or _UNIT.match(after)):
            found.add(NUMBER_WORDS[word])
    return frozenset(found)


def measured(text: str) -> frozenset[tuple[str, str]]:
    """Numbers with the unit that follows: ("2", "day")."""
    words = re.findall(r"\d+(?:[.,:]\d+)*|[A-Za-z]+", text.lower())
    pairs = set()
    for word, after in pairwise(words):
        number = NUMBER_WORDS.get(word, word if word[0].isdigit() else "")
        if number and _UNIT.match(after):
            pairs.add((number, after.rstrip("s")))
    return frozenset(pairs)


def unknown_name(sentence: str, basis: Basis) -> str | None:
    """Capitalised words: each must stand in the clauses, their headings or the question."""
    known = {w.lower() for w in re.findall(r"[\w’'&-]+", f"{basis.evidence} {basis.question}")}
    known |= {w.removesuffix("'s").removesuffix("’s") for w in known}
    for found in _CAPITALISED.finditer(sentence):
        word = found.group(0).lower().removesuffix("'s").removesuffix("’s")
        if found.start() == 0 and (meaning(word) in basis.words or _is_plain(word)):
            continue
        if word not in known:
            return f"a name that the clauses don't have (“{found.group(0)}”)"
    return None


def unknown_role(sentence: str, basis: Basis) -> str | None:
    """People and bodies: each must stand in the clauses, not only in the question."""
    for word in tokens(sentence):
        if word in ("policy", "policies"):  # of one stem with the police
            continue
        if meaning(word) in word_lists().roles and meaning(word) not in basis.words:
            return f"somebody whom the clauses don't name (“{word}”)"
    return None


def wider_or_narrower(sentence: str, basis: Basis) -> str | None:
    """All, only, usually; own, written, before: neither added nor, where it narrows, left out."""
    lists = word_lists()
    patterns = lists.patterns
    for word in tokens(sentence):
        if meaning(word) in lists.strict and meaning(word) not in basis.words:
            return f"narrows or widens the rule (“{word}”)"
    if patterns["universal"].search(sentence) and not patterns["universal_in_clause"].search(
        basis.evidence
    ):
        return "makes the rule universal"
    found = patterns["hedge"].search(sentence)
    if found and found.group(0).lower() not in basis.evidence.lower():
        return f"makes the rule vague (“{found.group(0)}”)"
    if patterns["only"].search(sentence) and not re.search(
        r"\b(only|solely|unless|except|until|without|save|other than|provided|subject to|"
        r"as long as|not|no|never|nor)\b",
        basis.evidence,
        re.IGNORECASE,
    ):
        return "adds an “only”"
    if re.search(r"\bor\b", sentence) and not re.search(r"\b(?:or|nor|either)\b", basis.evidence):
        return "makes an “or” of an “and”"
    said = meanings(sentence)
    for statement in basis.aligned(sentence)[:1]:
        if re.search(r"\bonly\b", statement.reading.text, re.IGNORECASE):
            # Whatever stands in such a sentence narrows it.
            if left := set(content(statement.reading.text)) - lists.roles - said:
                return f"leaves out what narrows the rule (“{min(left)}”)"
            if dropped := numbers(statement.reading.text) - numbers(sentence):
                return f"leaves out what narrows the rule ({min(dropped)})"
        subject = subject_of(statement.reading.text)
        # What it is about ("gifts worth more than £25"), but for who does it: that may be "you".
        narrowing = set(content(subject)) - lists.roles
        narrowing |= {m for m in content(statement.main) if m in lists.strict}
        narrowing |= {m for m in meanings(statement.main) if m == meaning("own")}
        if missing := narrowing - said:
            return f"leaves out what narrows the rule (“{min(missing)}”)"
        if dropped := numbers(subject) - numbers(sentence):
            return f"leaves out what narrows the rule ({min(dropped)})"
    return None


def ungrounded(sentence: str, basis: Basis) -> str | None:
    """Most of what it says must be said by the clauses; a little may come from the question."""
    said = content(sentence)
    if not said:
        return "says nothing"
    asked = meanings(basis.question)
    unknown = [m for m in said if m not in basis.words and m not in asked]
    carried = [m for m in said if m in basis.words]
    if len(unknown) / len(said) > MOST_UNKNOWN:
        return f"speaks of what the clauses don't ({', '.join(dict.fromkeys(unknown))})"
    if len(carried) / len(said) < LEAST_CARRIED or len(set(carried)) < 2:
        return "rests on the question more than on the clauses"
    return None


def _is_plain(word: str) -> bool:
    """A first word that would be written small elsewhere."""
    return word in word_lists().stop or word.endswith("ing") or word in ("staff", "contact")
