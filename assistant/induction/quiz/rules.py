"""A clause taken apart into rules: who, may or must or not, does what, unless what; pure.

Only sentences that can be taken apart surely become a rule; the others are passed over, since a
quiz asks nothing that its clause doesn't decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.induction.quiz.rule import Rule
from assistant.induction.quiz.rule_words import rule_words
from assistant.induction.quiz.soundness import is_sound
from assistant.modality.main_clause import parts_of
from assistant.modality.reading import Modal
from assistant.modality.reading import split_sentences as statements
from ingest.documents import Clause

_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"'”’)]*\s+(?=[A-Z“\"'(])")
_NOT_PERMITTED_TO = re.compile(
    r"it is (?:strictly )?(?:not (?:permitted|allowed|acceptable)|forbidden|prohibited) to "
    r"(?P<act>.+)",
    re.IGNORECASE,
)
_ADVISED_THAT = re.compile(
    r"(?:it is (?:recommended|advised|suggested)|we (?:recommend|advise|suggest)) that "
    r"(?P<who>.+?) (?:do not|should not) (?P<act>.+)",
    re.IGNORECASE,
)
_NOT_PERMITTED = re.compile(
    r"(?P<what>(?:the\s+)?[^,;:.]{3,90}?) (?P<be>is|are) (?:strictly )?"
    r"(?:not permitted|not allowed|prohibited|forbidden|banned|barred)(?P<where>\b[^,;.]*)"
    r"(?P<end>.*)",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\s*(?:in|on|at|from|during|anywhere|everywhere|within|inside|while|when|for|by|$)"
)


def rules_of(clause: Clause) -> tuple[Rule, ...]:
    """The rules of a clause that could be taken apart, in order."""
    return tuple(rule for rule in _rules(clause) if is_sound(rule))


def _rules(clause: Clause) -> Iterator[Rule]:
    lead = _lead(clause)
    for number, whole in enumerate(_SENTENCE_END.split(clause.text)):
        sentence = " ".join(whole.split()).rstrip(" ;.")
        if rule := _impersonal(clause, sentence):
            yield replace(rule, first=number == 0)
            continue
        subject = ""
        for part, (text, _) in enumerate(statements(sentence)):
            rule = None
            if goes_on := re.match(r"(?:and|but)\s+(?=\w+\s)", text, re.IGNORECASE):
                rule = _apart(clause, f"{subject} {text[goes_on.end() :]}") if subject else None
                rule = replace(rule, sentence="") if rule else None
            elif rule := _apart(clause, text):
                subject = rule.subject
            elif number == part == 0 and lead:
                rule = _item(clause, lead, text)
            if rule:
                yield replace(rule, first=number == part == 0)


def _lead(clause: Clause) -> Rule | None:
    """The rule that a lead-in begins ("When using a personal account, staff must not:")."""
    if not clause.lead_in:
        return None
    text = re.sub(
        r"^\W*(?:i|you) (?:understand|agree|know|accept) that ",
        "",
        clause.lead_in.strip(" :"),
        flags=re.IGNORECASE,
    )
    return _apart(clause, f"{text} …")


def _item(clause: Clause, lead: Rule, item: str) -> Rule | None:
    negative = re.match(r"(?:do\s+)?(?:not|never)\s+(?:to\s+)?", item, re.IGNORECASE)
    modal = lead.modal
    if negative:
        modal = Modal.SHOULD_NOT if lead.modal.is_advice else Modal.MUST_NOT
        if lead.modal.is_ban:
            return None
    act = re.sub(r"^(?:to|always)\s+", "", item[negative.end() if negative else 0 :], flags=re.I)
    if not re.match(r"[a-z]", act, re.IGNORECASE) or lead.act.strip(" …"):
        return None
    words = f"{(clause.lead_in or '').rstrip(' :')} {item}".rstrip(" ;.")
    base = replace(lead, modal=modal, act=act[:1].lower() + act[1:], sentence=words)
    return _conditions(base)


def _apart(clause: Clause, sentence: str) -> Rule | None:
    """Who, the modal and what is done, in a sentence that has them in this order."""
    occasion, rest = _occasion(sentence)
    every = [
        (m.start(), -m.end(), modal, m)
        for modal, pattern in rule_words().modals
        for m in pattern.finditer(rest)
        if m.start()
    ]
    if not every:
        return None
    main = parts_of(rest).main
    # A modal of a clause within ("staff who learn that a child may …") is blanked out there.
    found = [hit for hit in every if main[hit[0]].strip()]
    if not found:
        return None
    _, _, modal, at = min(found, key=lambda hit: hit[:2])
    subject, act = rest[: at.start()].strip(" ,"), rest[at.end() :].strip()
    cuts = rule_words().cuts
    subject = cuts["concession"].split(cuts["illustration"].sub("", subject), 1)[0].strip(" ,")
    act = re.sub(r"^(?:always|then|therefore|either|both)\s+", "", act)
    act = re.sub(r"^neither\s+(.+?)\s+nor\s+", r"\1 or ", act)
    only = bool(re.match(r"only\s+", subject, re.IGNORECASE))
    subject = re.sub(r"^only\s+", "", subject, flags=re.IGNORECASE)
    if none := re.match(r"(?:no\s+one|nobody|nothing)$|no\s+", subject, re.IGNORECASE):
        if modal not in (Modal.MAY, Modal.MUST, Modal.SHOULD):
            return None
        modal = Modal.SHOULD_NOT if modal is Modal.SHOULD else Modal.MUST_NOT
        left = subject[none.end() :]
        thing = subject.casefold() == "nothing"
        subject = f"any {left}" if left else "anything" if thing else "anybody"
    rule = Rule(clause, subject, modal, act, sentence, occasion, verb=at.group().casefold())
    people = _opens_with_people(occasion) if subject == "they" else is_people(subject)
    return _conditions(replace(rule, people=people, only=only))


def _impersonal(clause: Clause, sentence: str) -> Rule | None:
    """The rule of a sentence whose modal has no doer before it: "It is not permitted to …", "It is
    recommended that staff do not …", "The use of … is not permitted"."""
    occasion, rest = _occasion(sentence)
    if found := _NOT_PERMITTED_TO.match(rest):
        rule = Rule(
            clause, "anybody", Modal.MUST_NOT, found["act"], sentence, occasion, people=True
        )
        return _conditions(rule)
    if found := _ADVISED_THAT.match(rest):
        who, act = found["who"], found["act"]
        people = is_people(who)
        return _conditions(
            Rule(clause, who, Modal.SHOULD_NOT, act, sentence, occasion, people=people)
        )
    if (found := _NOT_PERMITTED.match(rest)) and _WHERE.match(found["where"]):
        where = re.sub(r"\beverywhere\b", "anywhere", found["where"])
        act = f"allowed{where}{found['end']}"
        rule = Rule(clause, found["what"], Modal.MUST_NOT, act, sentence, occasion)
        return _conditions(replace(rule, verb=found["be"]))
    return None


def _occasion(sentence: str) -> tuple[str, str]:
    """An opening condition, and the rest ("If you are ill, you must ring"); the rest is '' when it
    isn't sure where the condition ends."""
    if not re.match(r"(?:if|when|where|while|whenever|before|after|once)\b", sentence, re.I):
        return "", sentence
    if found := re.search(r",?\s+(?=(?:they|you|i)\s+(?:must|should|will|may)\b)", sentence, re.I):
        return sentence[: found.start()], sentence[found.end() :]
    for comma in re.finditer(r",\s+", sentence):
        rest = sentence[comma.end() :]
        until = re.search(r"\b(?:must|will|shall|should|may|are|is)\b", rest)
        if until and ("," not in rest[: until.start()] or is_people(rest[: until.start()].strip())):
            return sentence[: comma.start()], rest
    return sentence, ""


def _conditions(rule: Rule) -> Rule | None:
    """The rule with what is done cut off from its exceptions and conditions."""
    cuts, act = rule_words().cuts, rule.act
    exception = proviso = concession = ""
    act = cuts["anyhow"].sub("", cuts["illustration"].sub("", act))
    if found := cuts["exception"].search(act):
        act, exception = act[: found.start()], act[found.start() :]
    if not rule.modal.is_ban and (found := cuts["proviso"].search(act)):
        act, proviso = act[: found.start()], act[found.start() :]
    if found := cuts["concession"].search(act):
        act, concession = act[: found.start()], act[found.start() :]
    if rule.modal.is_ban and re.fullmatch(r"[^,]*,\s+and\b.*", act):
        return None  # "do not promise, and tell …": the ban may end at the comma
    if found := cuts["further"].search(act):
        if exception and not re.match(r",?\s+(?:nor|neither)\b", found.group()):
            return None  # the exception may belong to what is cut
        if re.match(r"[\s,]*(?:but|although|though|whereas|while)\b", found.group()):
            return None  # what is cut may take something back
        if proviso or found.group().strip() in ("(", "–", "-", "—"):
            return None  # an aside may limit it
        act = act[: found.start()]
    exception, proviso = (cuts["condition"].split(part, 1)[0] for part in (exception, proviso))
    trimmed = (part.strip(" ,.;") for part in (act, exception, proviso, concession))
    act, exception, proviso, concession = trimmed
    return replace(rule, act=act, exception=exception, proviso=proviso, concession=concession)


def _opens_with_people(occasion: str) -> bool:
    """ "If a member of staff comments online": whom "they" stands for."""
    words = occasion.split()[1:7]
    return any(is_people(" ".join(words[:count])) for count in range(1, len(words) + 1))


def is_people(subject: str) -> bool:
    """True when the subject of a sentence is somebody who acts."""
    return bool(rule_words().people.match(subject))
