"""Which other policies a document names, under the names that schools use for them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ingest.documents import Clause, LinkedPolicy
from ingest.words import words

_KIND = (
    r"(?:polic(?:y|ies)|procedures?|agreements?|guidelines|guidance|plans?|statements?|protocols?|"
    r"handbooks?|codes?(?!\s+of)|schedules?|schemes?)"
)
_GLUE = (
    r"(?:\s*(?:,|/|&|;|\band\b|\bor\b|\bour\b|\bthe\b|\bits\b|\btheir\b|\bschool(?:['’]s)?\b|"
    r"\bsetting['’]s\b)\s*)+"
)
_LISTED = re.compile(
    r"\b(?:policies|procedures|documents)\b[^.;:]{0,40}?(?::|\b(?:such\s+as|including|include|includes|"
    r"like|namely|e\.g\.,?|for\s+example,?)|[–—(])\s*(?P<list>[^.\n]+)",
    re.IGNORECASE,
)
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:link(?:s|ed)|related|associated|other(?:\s+relevant)?|supporting|relevant|further)\s+"
    r"(?:school\s+)?(?:polic(?:y|ies)|procedures|documents?|documentation|guidance)\b|"
    r"\b(?:in\s+conjunction\s+with|alongside|cross[- ]referenc)|"
    r"\blinks?\s+(?:to|with)\s+other\s+(?:school\s+)?polic",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?P<name>(?:[A-Z][\w’'/&-]*,?\s+(?:(?:and|of|for|in|to|the|on|with|&|at)\s+){0,2}){1,7}?)"
    r"(?P<kind>Polic(?:y|ies)|Procedures?|Agreement|Charter|Protocol)\b"
)


@dataclass(frozen=True)
class _Alias:
    title: str
    pattern: re.Pattern[str]
    by_itself: bool
    first_word: str  # lower case; a text without it needn't be searched


def linked_policies(title: str, clauses: Sequence[Clause]) -> tuple[LinkedPolicy, ...]:
    """The other policies that the clauses name, in order, once a clause and title."""
    own = _own_titles(title)
    found: dict[tuple[str, str], LinkedPolicy] = {}
    for clause in clauses:
        context = " ".join((*clause.section[-1:], clause.lead_in or ""))
        for named_as, canonical in names_in(
            clause.text, listed=bool(_POINTS_ELSEWHERE.search(context))
        ):
            if canonical.casefold() not in own:
                key = (canonical, clause.clause_id)
                found.setdefault(key, LinkedPolicy(named_as, canonical, clause.clause_id))
    return tuple(found.values())


def names_in(text: str, *, listed: bool = False) -> list[tuple[str, str]]:
    """Each policy that the text names: as written, and its canonical title. `listed` says that the
    text stands in a list of policies, where a bare topic ("Anti-bullying") is a name too."""
    spans: list[tuple[int, int, str]] = []
    short_list = listed and len(text.split()) <= 15
    regions = [(m.start("list"), m.end("list")) for m in _LISTED.finditer(text)]
    lowered = text.lower()
    for alias in _aliases():
        if alias.first_word not in lowered:
            continue
        for match in alias.pattern.finditer(text):
            start, end = match.span()
            beside = _kind_after(text, end)
            in_region = any(low <= start < high for low, high in regions)
            if (
                alias.by_itself
                or beside
                or in_region
                or (short_list and _is_whole_item(text, start, end))
            ):
                stop = end
                kind = re.match(rf"[\s-]+{_KIND}\b", text[end:], re.IGNORECASE)
                plural = kind is not None and re.search(r"(?:ies|s)$", kind.group())
                if kind and not alias.by_itself and not plural:
                    stop = end + kind.end()
                spans.append((start, stop, alias.title))
    for match in _NAMED.finditer(text):
        name = _unknown_name(match)
        if name and not any(start < match.end() and match.start() < end for start, end, _ in spans):
            begin = match.start() + match.group().find(name.split()[0])
            spans.append((begin, match.end(), name))
    return [(text[start:end], name) for start, end, name in _longest(spans)]


def canonical_title(name: str) -> str:
    """The canonical title of a policy known by `name`, or the name itself."""
    found = names_in(name, listed=True) or names_in(f"{name} policy")
    return found[0][1] if found else name


def _own_titles(title: str) -> frozenset[str]:
    named = {alias.title.casefold() for alias in _aliases() if alias.pattern.search(title)}
    unknown = {name.casefold() for _, name in names_in(title)}
    return frozenset({title.casefold()} | named | unknown)


def _kind_after(text: str, end: int) -> bool:
    """True when "policy" or its like follows, maybe after further topics of the same list."""
    rest = text[end : end + 160]
    if re.match(rf"[\s-]+(?:\([A-Z]+\)\s+)?{_KIND}\b", rest, re.IGNORECASE):
        return True
    while True:
        glue = re.match(_GLUE, rest, re.IGNORECASE)
        if glue is None:
            return False
        rest = rest[glue.end() :]
        topic = next(
            (m for m in (a.pattern.match(rest) for a in _aliases()) if m is not None), None
        )
        if topic is None:
            return False
        rest = rest[topic.end() :]
        if re.search(r"(?:policies|agreements)$", topic.group(), re.IGNORECASE):
            return True
        # A list of topics ends in the plural ("anti-bullying and code of conduct policies"); with
        # the singular only the last one is a policy.
        if re.match(r"[\s-]+(?:policies|procedures|agreements|plans)\b", rest, re.IGNORECASE):
            return True


def _is_whole_item(text: str, start: int, end: int) -> bool:
    """True when the name stands alone between the commas of a list."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    left = (
        not before or before[-1] in ",;:•/&(" or re.search(r"\b(?:and|or|our|the)$", before, re.I)
    )
    right = not after or after[0] in ",;.:/&()" or re.match(r"(?:and|or)\b", after, re.IGNORECASE)
    return bool(left and right)


def _unknown_name(match: re.Match[str]) -> str:
    parts = match.group("name").replace(",", " ").split()
    while parts and parts[0].lower().strip("'’") in words("not-in-a-policy-name"):
        parts.pop(0)
    # What stands before "School" and its like is the organisation's own name.
    for index in range(len(parts) - 1, -1, -1):
        if parts[index].lower().rstrip("'’s") in {
            "school",
            "academy",
            "trust",
            "college",
            "nursery",
        }:
            parts = parts[index + 1 :]
            break
    while parts and parts[0].lower() in words("not-in-a-policy-name"):
        parts.pop(0)
    if not parts:
        return ""
    kind = re.sub(r"ies$", "y", match.group("kind"))
    return " ".join([*parts, kind])


def _longest(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans in order, of overlapping ones only the longest."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if not any(span[0] < end and start < span[1] for start, end, _ in kept):
            kept.append(span)
    return sorted(kept)


@lru_cache(maxsize=1)
def _aliases() -> tuple[_Alias, ...]:
    data = (
        resources.files("ingest").joinpath("data/linked-policies.toml").read_text(encoding="utf-8")
    )
    aliases = []
    for entry in tomllib.loads(data)["policy"]:
        for name in (*entry["names"], entry["title"]):
            aliases.append(_Alias(entry["title"], _pattern(name), True, _first_word(name)))
        for topic in entry["topics"]:
            aliases.append(_Alias(entry["title"], _pattern(topic), False, _first_word(topic)))
    return tuple(sorted(aliases, key=lambda alias: -len(alias.pattern.pattern)))


def _first_word(name: str) -> str:
    return re.split(r"[^a-z0-9]", name.lower())[0]


def _pattern(name: str) -> re.Pattern[str]:
    parts = re.split(r"([\s-]+|/|&)", name)
    written = []
    for part in parts:
        if part.lower() == "and" or part == "&":
            written.append("(?:and|&)")
        elif part == "/":
            written.append(r"\s*/\s*")
        elif not part.strip(" -"):
            written.append(r"[\s-]+" if part else "")
        else:
            written.append(re.escape(part).replace("'", "['’]?"))
    # Capitals alone tell "IT" from "it".
    flags = re.RegexFlag(0) if name.isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w-]){''.join(written)}(?![\w-])", flags)
