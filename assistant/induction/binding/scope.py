"""Whom a document says that it is for, and whom it leaves out; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.induction.binding.audiences import audiences_of
from assistant.induction.binding.directives import read_directives
from assistant.induction.binding.lexicon import CARED_FOR, NO_AUDIENCE, load_lexicon
from assistant.modality.reading import split_sentences
from ingest.documents import Clause

_NUMBER = re.compile(r"^\s*(?:section|part|chapter)?\s*(?P<number>\d+)\b", re.IGNORECASE)
_PREFIX = re.compile(
    r"^\s*(?:(?:section|part|appendix|annex|chapter)\s+\w{1,3}\s*[:.–-]?\s*|\d[\d.]*[.):]?\s*|"
    r"[A-Z][.)]\s+)+",
    re.IGNORECASE,
)
# A heading speaks to somebody when it is their name, or goes on like this.
_HEADED = re.compile(
    r"^(?:(?:rules|advice|guidance|notes?|information|expectations|what)\s+(?:for|of)?\s*)?"
    r"(?P<who>.+?)\s*(?:$|:|\(|\b(?:who|that|should|must|will|do|does|are|can)\b)",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:^|:\s*|\(|\bfor (?:all )?)(?P<who>[^:()]+)", re.IGNORECASE)

_YOUR_CHILD = re.compile(r"\byour (?:own )?(?:child|children|son|daughter|baby)\b", re.IGNORECASE)
# Of the rules that name those who care, the share that must name an audience, and everybody, for
# a rule that names nobody to be theirs. Judged on the invented libraries.
_SHARE, _SHARE_OF_ALL = 0.15, 0.25
_SEVERAL = 3  # clauses that speak of "your child" make a document's "you" a parent


@dataclass(frozen=True)
class Scope:
    """Audiences that a document names as bound by it, and as not bound; empty where it is silent.
    `parts` say so for one numbered section; `titled` are those that its title speaks to."""

    covers: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    parts: tuple[tuple[int, frozenset[str]], ...] = ()
    titled: frozenset[str] = frozenset()
    you: frozenset[str] = frozenset()  # whom it calls "you"
    spoken_to: frozenset[str] = frozenset()  # where it names no scope: whom its rules name

    def context(self, clause: Clause) -> frozenset[str]:
        """Whom a sentence of the clause that names nobody speaks to; empty when nothing tells."""
        return (
            self.of_headings(clause)
            or self.of_part(clause)
            or self.titled
            or self.covers
            or self.spoken_to
        )

    def of_headings(self, clause: Clause) -> frozenset[str]:
        """Whom the headings above a clause speak to, the nearest first."""
        found = [people for h in clause.section if (people := heading_audiences(h))]
        for people in reversed(found):
            # "Staff > Parents" is about parents, and for staff.
            outer = self.of_part(clause) or found[0]
            if not (people <= CARED_FOR and outer - CARED_FOR):
                return people
        return frozenset()

    def of_part(self, clause: Clause) -> frozenset[str]:
        """Whom the document names for the clause's own numbered section."""
        found = _NUMBER.match(clause.section[0]) if clause.section else None
        number = int(found["number"]) if found else 0
        return frozenset().union(*(people for part, people in self.parts if part == number))


def scope_of(title: str, clauses: Sequence[Clause]) -> Scope:
    """What title and clauses say of whom the document is for."""
    lexicon = load_lexicon()
    covers: set[str] = set()
    excludes: set[str] = set()
    parts: list[tuple[int, frozenset[str]]] = []
    for clause in clauses:
        spoke = False  # "It covers …" goes on from a sentence about the document
        for sentence, _ in split_sentences(clause.text):
            if found := lexicon.scope_sections.search(sentence):
                last = int(found["to"] or found["from"])
                people = _all_named(found["who"]) or frozenset({"others"})
                parts += [(n, people) for n in range(int(found["from"]), last + 1)]
                continue
            if found := next((f for p in lexicon.excludes if (f := p.search(sentence))), None):
                excludes |= _all_named(found["who"])
                continue
            found = lexicon.covers.search(sentence)
            if found is None and spoke:
                found = lexicon.covers_it.search(sentence)
            if found:
                covers |= _all_named(found["who"])
                spoke = True
    covers -= excludes
    to_parents = sum(bool(_YOUR_CHILD.search(clause.text)) for clause in clauses) >= _SEVERAL
    you = frozenset({"parents"}) if to_parents else frozenset[str]()
    titled = _titled(title)
    named = bool(covers or titled or parts)
    spoken_to = frozenset[str]() if named else _spoken_to(clauses)
    return Scope(frozenset(covers), frozenset(excludes), tuple(parts), titled, you, spoken_to)


def _spoken_to(clauses: Sequence[Clause]) -> frozenset[str]:
    """Whom the rules of a document name, so that one that names nobody is read as theirs: a policy
    that speaks to parents means parents by "Hoods are not worn". Those who are cared for when they
    are named more often than those who care; else such of the latter as are named often enough."""
    count = Counter(
        name
        for clause in clauses
        for directive in read_directives(clause, Scope().context(clause)).directives
        if directive.named
        for name in directive.to
    )
    caring = {name: n for name, n in count.items() if name not in CARED_FOR}
    all_caring = sum(caring.values())
    if sum(count.values()) - all_caring > all_caring:
        return frozenset(count) & CARED_FOR
    return frozenset(
        name
        for name, n in caring.items()
        if n >= (_SHARE_OF_ALL if name == "everyone" else _SHARE) * all_caring
    )


def heading_audiences(heading: str) -> frozenset[str]:
    """Whom a heading speaks to ("Volunteers and students", "What parents should do"); empty for
    one that only mentions them ("Contact with pupils")."""
    text = _PREFIX.sub("", heading).strip()
    lexicon = load_lexicon()
    if lexicon.forms.search(text) and (people := _all_named(text) & {"parents", "pupils"}):
        return people
    if re.search(r"\bparental\b", text, re.IGNORECASE):
        return frozenset({"parents"})
    found = _HEADED.match(text)
    return _people(found["who"]) if found else frozenset()


def _titled(title: str) -> frozenset[str]:
    for found in _TITLED.finditer(title):
        words = found["who"].split()
        # "Staff Code of Conduct", "Volunteer Handbook": the name opens the title.
        for end in range(len(words), 0, -1):
            people = _people(" ".join(words[:end]))
            goes_on = end < len(words) and (
                words[end].lower() in ("and", "&") or words[end - 1].endswith(",")
            )
            if people and not goes_on:
                return people
    return frozenset()


def _people(phrase: str) -> frozenset[str]:
    named = audiences_of(phrase, whole=True)
    return frozenset() if named & NO_AUDIENCE else named - {"everyone"}


def _all_named(text: str) -> frozenset[str]:
    """All people named anywhere in a list of them ("employees, agency staff and governors")."""
    lexicon = load_lexicon()
    found = set()
    for name, pattern in lexicon.people:
        text, count = pattern.subn(" ", text)
        if count:
            found.add(name)
    return frozenset(found)
