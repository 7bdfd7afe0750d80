"""The rules floor of the triage: patterns that divert a message whatever any model says.

Patterns and guards are data (`assistant/data/triage.toml`), checked when they are loaded.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.answers import ConcernKind
from assistant.errors import ModelError

RULES_FILE = Path(__file__).parents[1] / "data" / "triage.toml"
THRESHOLDS = (
    "model",
    "model_window",
    "words",
    "words_window",
    "words_share",
    "ordinary",
    "watch",
)
_WORD = re.compile(r"[^\W\d_]+")
# Letters that look alike in most fonts; by Unicode's list of confusable characters.
_LOOKALIKES = str.maketrans(
    "аеорсхуіјѕһԁԛԝкмтнвАВЕКМНОРСТХУІЈЅαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcxyijshdqwkmthbABEKMHOPCTXYIJSaeiknoptuxABEZHIKMNOPTYX",
)


class TriageDataError(ModelError):
    """The triage's data file can't be used: says which entry, and what to mend."""


@dataclass(frozen=True)
class Rule:
    """A pattern that diverts, unless `unless` matches as well."""

    name: str
    kind: ConcernKind
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class RuleSet:
    """All rules, the guards that let a question about the rules by, and the thresholds."""

    rules: tuple[Rule, ...]
    general: tuple[re.Pattern[str], ...]
    event: tuple[re.Pattern[str], ...]
    hypothetical: tuple[re.Pattern[str], ...]
    ordinary: tuple[re.Pattern[str], ...]
    distress: tuple[re.Pattern[str], ...]
    about_adult: tuple[re.Pattern[str], ...]
    about_head: tuple[re.Pattern[str], ...]
    head_was_told: tuple[re.Pattern[str], ...]
    thresholds: Mapping[str, float]

    def first_match(self, message: str) -> Rule | None:
        """The first rule that diverts this message, the most urgent kinds first, or None."""
        text = plain(message)
        if _any(self.hypothetical, text):
            return None
        if _any(self.general, text) and not _any(self.event, text):
            return None
        for rule in self.rules:
            if rule.pattern.search(text) and not (rule.unless and rule.unless.search(text)):
                return rule
        return None

    def ordinary_situation(self, message: str) -> bool:
        """Whether it tells of an everyday situation on social media, with no sign of distress."""
        text = plain(message)
        return _any(self.ordinary, text) and not _any(self.distress, text)

    def sharpen(self, kind: ConcernKind, message: str, history: Sequence[str] = ()) -> ConcernKind:
        """ADULT in place of CHILD where someone who works here did it, and HEAD in place of ADULT
        where the headteacher may be the one.

        In doubt it is HEAD: that card leads past the headteacher, and the other to them.
        """
        if kind is ConcernKind.CHILD and _any(self.about_adult, plain(message)):
            kind = ConcernKind.ADULT
        if kind is not ConcernKind.ADULT:
            return kind
        text = plain(" . ".join((*history[-1:], message)))
        for pattern in self.head_was_told:
            text = pattern.sub(" ", text)
        return ConcernKind.HEAD if _any(self.about_head, text) else kind


def plain(message: str) -> str:
    """Lower case, apostrophes out ("dont"), white space closed up, letters in disguise as the
    letters they look like: the form the patterns match."""
    text = (
        undisguised(message)
        .casefold()
        .replace("’", "")
        .replace("'", "")
        .replace("‘", "")
        .replace("`", "")
    )
    return " ".join(text.split())


def undisguised(text: str) -> str:
    """The text without characters that nobody sees, in plain letters: styled and wide ones, and
    Cyrillic or Greek ones in a word that has Latin letters too or none but such as look Latin."""
    if text.isascii():
        return text
    seen = "".join(_styled(char) for char in text if unicodedata.category(char) != "Cf")
    return _WORD.sub(_latin, seen)


def _styled(char: str) -> str:
    plain_form = unicodedata.normalize("NFKC", char)
    return plain_form if plain_form.isascii() and plain_form.isalnum() else char


def _latin(word: re.Match[str]) -> str:
    text = word.group()
    swapped = text.translate(_LOOKALIKES)
    return swapped if swapped.isascii() or re.search("[a-zA-Z]", text) else text


def _any(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


_URGENCY = (
    ConcernKind.EMERGENCY,
    ConcernKind.HEAD,
    ConcernKind.ADULT,
    ConcernKind.CHILD,
    ConcernKind.WELFARE,
)


@lru_cache(maxsize=4)
def load_rules(path: Path = RULES_FILE) -> RuleSet:
    """The rules of the data file. Raises TriageDataError on an entry that can't be used."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        lists = data["lists"]

        def patterns(table: str, key: str) -> tuple[re.Pattern[str], ...]:
            return tuple(_compile(pattern, lists) for pattern in data[table][key])

        rules = [
            Rule(
                entry["name"],
                ConcernKind(entry["kind"]),
                _compile(entry["pattern"], lists),
                _compile(entry["unless"], lists) if "unless" in entry else None,
            )
            for entry in data["rule"]
        ]
        return RuleSet(
            tuple(sorted(rules, key=lambda rule: _URGENCY.index(rule.kind))),
            patterns("guards", "general"),
            patterns("guards", "event"),
            patterns("guards", "hypothetical"),
            patterns("guards", "ordinary"),
            patterns("guards", "distress"),
            patterns("adult", "about"),
            patterns("head", "about"),
            patterns("head", "was_told"),
            {name: float(data["thresholds"][name]) for name in THRESHOLDS},
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, re.error) as problem:
        raise TriageDataError(f"{path.name} can't be used: {problem!r}. Mend or restore it.") from (
            problem
        )


def _compile(pattern: str, lists: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern with the named lists put in; {2,5} and the like are left alone."""

    def fill(match: re.Match[str]) -> str:
        return lists[match.group(1)]

    return re.compile(re.sub(r"\{([a-z]+)\}", fill, pattern))
