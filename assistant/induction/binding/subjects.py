"""Whom a sentence addresses: the people who are its subject, or nobody by name; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.induction.binding.audiences import audiences_of
from assistant.induction.binding.lexicon import CARED_FOR, NO_AUDIENCE, load_lexicon
from assistant.modality.main_clause import parts_of
from assistant.modality.orders import is_instruction


class Doer(StrEnum):
    """Who is to do what a sentence says."""

    PEOPLE = "people"  # audiences that it names
    READER = "reader"  # "you", or an instruction
    THEY = "they"  # whoever was spoken of before
    THING = "thing"  # nobody is named: "Photographs must not be taken"
    OTHERS = "others"  # an officer or the institution itself


@dataclass(frozen=True)
class Subject:
    """The doer of a sentence, the audiences when it names some, and the sentence from its verb on.

    `opening` are the audiences that an opening condition speaks of ("If a member of staff …, they
    must"), for a "they" to lean on.
    """

    doer: Doer
    audiences: frozenset[str] = frozenset()
    rest: str = ""
    opening: frozenset[str] = frozenset()
    instruction: bool = False


_VERB = re.compile(
    r"\b(?:must|mustn['’]t|should|shouldn['’]t|shall|will|won['’]t|may|might|can(?:not|['’]t)?|"
    r"could|ought to|needs? (?:to|not)|(?:has|have) to|has|have|had|is|are|was|were|"
    r"do(?:es)?(?: not|n['’]t)|agree to|undertake to)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:must|should|shall|will|may|can|cannot)\b")
_OPENING = re.compile(
    r"^(?:if|when|whenever|where|wherever|once|before|after|while|during|until|unless|as soon as|"
    r"should|in|on|at|for|from|save|except|with|without|under|outside|by|within|apart from|"
    r"because|as|even if|however|outdoors|to)\b(?!-)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:we|the [\w ]{3,20}?)(?: also| strongly| therefore)? (?:ask|expect|require|encourage|want|"
    r"urge|remind|advise|recommend|request)s?(?: that)?\s+(?P<who>.+?)"
    r"(?:\s+(?P<rest>(?:not to|never to|to|do not|must|should)\b.*)|\s*:$)",
    re.IGNORECASE | re.DOTALL,
)
# "Nobody uses …", "No adult drinks …"
NO_DOER = re.compile(
    r"\W*(?:nobody|no ?one|no-one|no (?:adult|member of staff|staff|employee|worker|volunteer|"
    r"helper|governor)s?)\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"^it is (?:\w+ ){1,3}that\s+", re.IGNORECASE)
_ANSWER = re.compile(
    r"^(?:(?:yes|no)\b[.,:;]|(?:always|please|also|however)\b[.,:;]?)\s+", re.IGNORECASE
)
_THEY = re.compile(
    r"^(?:they|he|she|he or she|she or he|he/she|(?:that|this|such an?) (?:person|adult))$",
    re.IGNORECASE,
)
_THEY_WITHIN = re.compile(
    r"\b(?P<who>they|he or she|you|i)\s+(?:must|should|will|may|can|cannot|are|shall|do)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"^(?:it|this|that|these|those|there|which|what|nothing|both|all)$", re.IGNORECASE)


def subject_of(sentence: str) -> Subject:
    """The subject of a sentence. THING where nothing tells."""
    text = sentence.strip().lstrip("•■-–—*·“\"'( ").strip()
    text = re.sub(r"^\(?[a-z\d]{1,3}[).]\s+", "", text)
    while found := _ANSWER.match(text):
        text = text[found.end() :]
    text = _THAT.sub("", text)
    if found := _ASKING.match(text):
        if found["who"].lower() == "you":
            return Subject(Doer.READER, rest=found["rest"] or "")
        people = audiences_of(found["who"])
        if people and not people & NO_AUDIENCE:
            return Subject(Doer.PEOPLE, people, found["rest"] or "")
    if is_instruction(text) and not re.match(r"\W*[“‘\"']", sentence):
        return Subject(Doer.READER, rest=text, instruction=True)
    if _OPENING.match(text):
        return _after_opening(text)
    return _plain(text)


def _plain(text: str, opening: frozenset[str] = frozenset()) -> Subject:
    verb = _main_verb(text)
    if verb is None:
        return _present_tense(text, opening)
    said, rest = text[: verb.start()].strip(" ,"), text[verb.start() :]
    if re.search(r"(?:^|\s)(?:you|i)$", said, re.IGNORECASE):
        return Subject(Doer.READER, rest=rest, opening=opening)
    if _THEY.match(said) or re.fullmatch(r"and|but|though|or|nor", said, re.IGNORECASE):
        return Subject(Doer.THEY, rest=rest, opening=opening)
    if _IT.match(said):
        return Subject(Doer.THING, rest=rest, opening=opening)
    if named := audiences_of(said):
        return _named(named, rest, opening)
    present = _present_tense(text, opening)
    if present.doer is not Doer.THING:
        return present
    if found := NO_DOER.match(text):
        return _named(audiences_of(found.group()), rest, opening)
    return (opening and _pronoun(text, opening)) or Subject(Doer.THING, rest=rest, opening=opening)


def _named(named: frozenset[str], rest: str, opening: frozenset[str]) -> Subject:
    people = named - NO_AUDIENCE
    return Subject(Doer.PEOPLE if people else Doer.OTHERS, people, rest, opening)


def _pronoun(text: str, opening: frozenset[str]) -> Subject | None:
    """By the pronoun before a verb, wherever it stands ("If staff comment there they should …")."""
    found = _THEY_WITHIN.search(text)
    if not found:
        return None
    doer = Doer.READER if found["who"].lower() in ("you", "i") else Doer.THEY
    return Subject(doer, rest=text[found.end("who") :].strip(), opening=opening)


def _main_verb(text: str) -> re.Match[str] | None:
    """The first verb that isn't a relative clause's ("Staff who have finished it may …", "a film in
    which someone can be recognised is …")."""
    main = parts_of(text).main
    return next((found for found in _VERB.finditer(text) if main[found.start()].strip()), None)


def _present_tense(text: str, opening: frozenset[str]) -> Subject:
    """By plural people and a base verb: "Adults never share a room", "Staff ring the office"."""
    base = load_lexicon().base
    for found in re.finditer(r"\b(?:never|always|only|[a-z]+)\b", text[:160], re.IGNORECASE):
        adverb = found.group().lower() in ("never", "always", "only")
        if not found.start() or not (adverb or base.fullmatch(found.group())):
            continue
        said, rest = text[: found.start()].strip(" ,"), text[found.start() :]
        if re.fullmatch(r"you", said, re.IGNORECASE):
            return Subject(Doer.READER, rest=rest, opening=opening)
        if _THEY.match(said):
            return Subject(Doer.THEY, rest=rest, opening=opening)
        named = audiences_of(said)
        within = named - NO_AUDIENCE and re.search(r"\b(?:who|that|which)\b", said)
        if named and not within:
            return _named(named, rest, opening)
    if nobody := NO_DOER.match(text):
        return _named(audiences_of(nobody.group()), text[nobody.end() :].strip(), opening)
    return Subject(Doer.THING, opening=opening)


def _after_opening(text: str) -> Subject:
    """The sentence behind its opening condition; what that condition is about is kept."""
    about = _condition_subject(_OPENING.sub("", text, count=1))
    modal = _MODAL.search(text, 6)
    # The condition ends at a comma before the main verb, if there is one.
    ends = [
        found.end()
        for found in re.finditer(r",\s+", text)
        if modal is None or found.end() <= modal.start()
    ]
    found = [_plain(text[at:], about) for at in ends]
    if people := [subject for subject in found if subject.doer is Doer.PEOPLE]:
        return max(people, key=lambda subject: len(subject.audiences))  # a list has commas too
    for at in (*ends[-1:], *ends) if modal else ends:
        if is_instruction(_ANSWER.sub("", text[at:])):
            return Subject(Doer.READER, rest=text[at:], opening=about, instruction=True)
        subject = _plain(text[at:], about)
        if subject.doer is not Doer.THING:
            return subject
    if ends:
        return _plain(text[ends[0] :], about)
    return _without_comma(text, about)


def _without_comma(text: str, about: frozenset[str]) -> Subject:
    """By the people who stand before the verb: "In an emergency any adult may …", "On their last
    day staff hand over …"."""
    modal = _MODAL.search(text)
    if modal:
        before = text[: modal.start()].split()
        phrases = [audiences_of(" ".join(before[-words:])) for words in range(1, 6)]
        if named := max(phrases, key=len):  # the whole of "staff and volunteers"
            return _named(named, text[modal.start() :], about)
    if subject := _pronoun(text, about):
        return subject
    for found in () if modal else load_lexicon().base.finditer(text):
        before = text[: found.start()].split()
        for words in range(1, min(4, len(before))):
            if people := audiences_of(" ".join(before[-words:])) - NO_AUDIENCE:
                return Subject(Doer.PEOPLE, people, text[found.start() :], about)
    return Subject(Doer.THING, rest=text, opening=about)


def _condition_subject(condition: str) -> frozenset[str]:
    """Whom an opening condition is about. Where that is a child ("If a pupil writes to a member of
    staff, they …"), the adults it names as well, for they are who a policy speaks to."""
    condition = condition.split(",")[0]
    found = re.match(
        r"\s*(?P<who>.{3,60}?)\s+(?:is|are|has|have|needs?|wish(?:es)?|want|take|find|\w+s)\b",
        condition,
    )
    people = (audiences_of(found["who"]) if found else frozenset()) - NO_AUDIENCE
    if people and people <= CARED_FOR:
        named = {name for name, pattern in load_lexicon().people if pattern.search(condition)}
        return frozenset(named - CARED_FOR) or people
    return people
