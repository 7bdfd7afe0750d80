"""What each sentence of a clause lets whom do or not do, for comparing it with others; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.conflicts.words import conflict_words
from assistant.modality.reading import (
    Modal,
    Sentence,
    audience_words,
    audiences_named,
    read_clause,
)
from ingest.documents import Clause, ClauseKind

CARED_FOR = frozenset({"pupils", "parents"})


@dataclass(frozen=True)
class Deed:
    """One sentence: `text` with its lead-in, `done` without the people who do it.

    `binds` are the audiences that it names as bound, empty when it names none; `told` those who
    are to be told of something; `speaks_of` all audiences that it mentions. `words` are the things
    and content words of what is done; `kinds` what tells it from others, by group ("whose": own,
    official).
    """

    clause: Clause
    text: str
    done: str
    modal: Modal
    binds: frozenset[str]
    words: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    told: frozenset[str] = frozenset()
    speaks_of: frozenset[str] = frozenset()


def deeds_of(clause: Clause) -> list[Deed]:
    """The sentences of a clause that ban, allow or require something."""
    if clause.kind in (ClauseKind.FACT, ClauseKind.DEFINITION):
        return []
    found = []
    them: frozenset[str] = frozenset()  # whom "they" stands for
    for sentence in read_clause(clause).sentences:
        binds = them if _THEY.match(sentence.text) else _binds(clause, sentence)
        them = binds
        modal = _modal(sentence, clause)
        if modal is Modal.STATES:
            continue
        before = _before(clause, sentence)
        main = sentence.text
        for condition in (*sentence.exceptions, *sentence.provisos):
            # A condition without a comma may seem to be the whole sentence.
            main = main.replace(condition, " ") if len(condition) < 0.8 * len(main) else main
        done = _done(before, main)
        text = " ".join(f"{before} {sentence.text}".split())
        kinds = _kinds(f"{before} {main}")
        told = _told(sentence.text, modal)
        speaks_of = frozenset(audiences_named(text))
        found.append(Deed(clause, text, done, modal, binds, _content(done), kinds, told, speaks_of))
    return found


def _modal(sentence: Sentence, clause: Clause) -> Modal:
    """The sentence's modality; STATES where it rules nobody's doing:
    what the institution does, what something is, what may come of it, leave not to do it."""
    text, modal = sentence.text, sentence.modal
    institution = conflict_words().institution
    if institution.match(text) or institution.match(_before(clause, sentence)):
        return Modal.STATES
    verb = _VERB.search(text)
    if (free := _NO_LEAVE.search(text)) and (not verb or verb.start() >= free.start()):
        return Modal.STATES
    by_itself = text[:1].isupper() and not (clause.lead_in and sentence.start == 0)
    if verb and by_itself and not _people(text[: verb.start()]) and _IS.match(text[verb.start() :]):
        return Modal.STATES
    return modal


def _done(before: str, main: str) -> str:
    leads = bool(before) and not before.endswith("?")
    parts = [main] if leads else _VERB.split(main, maxsplit=1)
    if len(parts) > 1 and _people(parts[0]) and not _UNDERGONE.match(parts[1]):
        main = parts[1]
    if before.endswith("?"):
        main = f"{before} {main}"
    return " ".join(_AUXILIARY.sub(" ", main).split())


def _before(clause: Clause, sentence: Sentence) -> str:
    """What a sentence needs before it: a list's lead-in, or the question that it answers."""
    if sentence.start:
        return ""
    if clause.heading.endswith("?"):
        return clause.heading
    return clause.lead_in or ""


def _binds(clause: Clause, sentence: Sentence) -> frozenset[str]:
    """Whom a sentence names as bound. What is done to somebody ("pupils must not be carried") binds
    nobody by name."""
    before = _before(clause, sentence)
    fragment = not sentence.text[:1].isupper() or _ITEM.match(sentence.text)
    if before and fragment and (named := audiences_named(before)):
        return frozenset(named)
    if verb := _VERB.search(sentence.text):
        named_here = _people(sentence.text[: verb.start()])
        undergone = _UNDERGONE.match(sentence.text[verb.end() :]) or (
            verb.group().casefold() in ("is", "are") and named_here <= CARED_FOR
        )
        if named_here and not undergone:
            return named_here
    if led := frozenset(audiences_named(clause.lead_in or "")):
        return led  # a whole sentence in a list: "Staff are advised: The use of … is …"
    # A heading that is theirs ("Parents at events") tells whom a rule about a thing is for.
    return next((found for h in reversed(clause.section) if (found := _people(h))), frozenset())


def _people(subject: str) -> frozenset[str]:
    """The audiences that a subject is; empty for a thing, though it be theirs."""
    found = _subject().match(subject)
    return frozenset(audiences_named(found["who"])) if found else frozenset()


def _kinds(text: str) -> dict[str, frozenset[str]]:
    return {
        group: frozenset(name for name, pattern in kinds if pattern.search(text))
        for group, kinds in conflict_words().apart
    }


def _told(text: str, modal: Modal) -> frozenset[str]:
    words = conflict_words()
    verb = words.told_verb.search(text)
    if modal not in (Modal.MUST, Modal.SHOULD) or not verb or words.told_about.search(text):
        return frozenset()
    rest = text[verb.start() :]
    return frozenset(name for name, pattern in words.told_who if pattern.search(rest))


def _content(text: str) -> frozenset[str]:
    """The things that a text names ("=phone"), and the beginnings of its other content words."""
    things = set()
    for name, pattern in conflict_words().things:
        if pattern.search(text):
            things.add(f"={name}")
            text = pattern.sub(" ", text)
    words = re.findall(r"[a-z]{3,}", text.lower())
    return frozenset(things | {w[:5] for w in words if w not in conflict_words().stop})


_VERB = re.compile(
    r"\b(?:must|may|should|shall|will|can|cannot|are|is|do|does|have|has|need)\b", re.IGNORECASE
)
_AUXILIARY = re.compile(r"\b(?:must|may|should|shall|will|can|not|never|be)\b", re.IGNORECASE)
_UNDERGONE = re.compile(
    r"\s*(?:not\s+|only\s+|never\s+|to\s+)*be(?:ing)?\s+(?!welcome|free|allowed|permitted)\w+"
)
_ITEM = re.compile(r"(?:not|never|do|don['’]t|no|yes|always|only)\b", re.IGNORECASE)
_THEY = re.compile(r"\W*(?:they|he|she|he or she)\b", re.IGNORECASE)
# What a thing is, or can be: no rule for anybody.
_IS = re.compile(
    r"(?:is|are) (?:not|never) (?!\w+ed\b|to be|taken|given|put|worn|kept|sent|brought|shown"
    r"|written|let|left|told|sold|driven)|(?:does|do) not\b|can\b|cannot\b"
    r"|may be (?:asked|told|found|charged|suspended|sent home)\b",
    re.IGNORECASE,
)
# Leave not to do something, and what may come of something, allow nothing that another bans.
_NO_LEAVE = re.compile(
    r"\b(?:need not|(?:is|are) not (?:required|expected|obliged)|(?:do|does) not (?:need|have)|"
    r"(?:may|might|can) (?:well )?"
    r"(?:lead|result|cause|become|be enough|need|affect|mean|feel|find|be involved))\b",
    re.IGNORECASE,
)


@cache
def _subject() -> re.Pattern[str]:
    words = "|".join(audience_words())
    # "Newly qualified teachers", but not "pictures of pupils".
    several = rf"(?:(?!(?:of|for|with|from|about|to)\b)[\w’'-]+\s+){{0,2}}?(?:{words})"
    return re.compile(
        r"^\W*(?:(?:if|when|where)\b[^,]*,\s*|on \w+ )?"
        r"(?:(?:all|any|the|an?|no|our|other|every|each|only)\s+)*"
        rf"(?P<who>{several}(?:\s*(?:,|/|and|or|&)+\s*{several})*)"
        r"\s*(?:$|,|who|that|with|in|on|at|from|under|working|also)",
        re.IGNORECASE,
    )
