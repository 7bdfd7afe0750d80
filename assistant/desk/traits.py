"""What makes two questions different however alike they sound; pure, by words alone.

A vector hardly tells "signed" from "not signed" or Year 1 from Year 4, yet the answer may turn on
it. So two questions count as one only when their traits are equal.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.modality.reading import spoken_of
from assistant.question.form import Form, QuestionForm, question_form

DATA = Path(__file__).parents[1] / "data" / "likeness.toml"

# What binds staff binds volunteers too. The other roles each stand by themselves: a parent's
# question is another than a pupil's, although both ask for the child.
_AT_WORK = "at work"
_STANDING = {"staff": _AT_WORK, "volunteer": _AT_WORK}

_PARTICULAR = re.compile(
    r"\d+(?:[.,:]\d+)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|hundred|half"
    r"|first|second|third|january|february|march|april|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn"
    r"|winter|christmas|easter|weekend|holidays|daily|weekly|monthly|termly|yearly|annual|hour|day"
    r"|week|month|term|year)(?=s?\b)",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|without|none|cannot|unless|except|refuse|decline"
    r"|un(?:signed|ticked|paid|known|able|safe|checked|supervised))\b|n['’]t\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(how (?:many|much|long|often|soon|quickly|fast|old|far|late|early)|who(?=se|m|s|['’]s|\b)"
    r"|what(?=s|['’]s|\b)|wot|when|where|which|why|how)",
    re.IGNORECASE,
)
_SAME_ASKS = {"wot": "what", "how quickly": "how soon", "how fast": "how soon"}
# Where staff ask, "Can staff …?" asks of oneself; a restated question says "whether you can …".
_STAFF = r"(?:all )?(?:staff|teachers|a teacher|(?:a )?members? of staff)"
_OF_STAFF = (
    (rf"\bwhether {_STAFF}", "whether you"),
    (rf"\b(what|who|where|when|how) {_STAFF} (can|could|may|must|should)\b", r"\1 \2 i"),
    (rf"^(\W*)(can|could|may|must|should|do|are) {_STAFF}\b", r"\1\2 i"),
)
_RESTATED = (
    (r"\bwhether you (can|could|may|must|should|will|are)\b", r"\1 i"),
    (r"\bwhether you\b", "do i"),
)
_SENTENCE = re.compile(r"[.!?]+\s+(?=\w)|\n+")


@dataclass(frozen=True)
class Traits:
    """`asks_for` is the word that asks ("who", "how long"), '' for a yes or no; `of` are the
    parents or pupils it is about; `telling` are lines of the data file that it has a word of."""

    form: QuestionForm
    asks_for: str
    of: frozenset[str]
    standing: str
    negations: int
    particulars: tuple[str, ...]
    telling: frozenset[int]


@dataclass(frozen=True)
class Floors:
    """Least cosine similarity of two questions: to be grouped, and to be given guidance."""

    group: float
    guidance: float


def traits(question: str, role: str) -> Traits:
    """The traits of a question that somebody of this role asks."""
    standing = _STANDING.get(role, role)
    for written, asked in (_OF_STAFF if standing == _AT_WORK else ()) + _RESTATED:
        question = re.sub(written, asked, question, flags=re.IGNORECASE)
    form = question_form(question)
    asks = _ASKS.search(question) if form.form is Form.OPEN else None
    word = asks.group().casefold() if asks else ""
    return Traits(
        form=form,
        asks_for=_SAME_ASKS.get(word, word),
        of=spoken_of(question),
        standing=standing,
        negations=len(_NEGATION.findall(question)),
        particulars=tuple(sorted(found.casefold() for found in _PARTICULAR.findall(question))),
        telling=frozenset(at for at, words in enumerate(_telling()) if words.search(question)),
    )


def tells_a_case(question: str) -> bool:
    """True when it tells what happened before it asks: then its own facts decide."""
    return sum(len(s.split()) >= 3 for s in _SENTENCE.split(question.strip())) > 1


def floors_for(encoder_name: str) -> Floors:
    """The floors fitted with the shipped encoder, or a careful pair for any other."""
    known = tomllib.loads(DATA.read_text(encoding="utf-8"))["floors"]
    name = next((name for name in known if encoder_name.startswith(name)), "other")
    return Floors(**known[name])


@cache
def _telling() -> tuple[re.Pattern[str], ...]:
    entries = tomllib.loads(DATA.read_text(encoding="utf-8"))["telling"]["words"]
    ending = r"(?:s|es|d|ed|ing)?"
    return tuple(re.compile(rf"\b(?:{entry}){ending}\b", re.IGNORECASE) for entry in entries)
