"""Signs in a sentence that tell whether one plain line can stand for it; pure.

All of them err towards "no": a gloss that isn't made does no harm.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.induction.binding.audiences import audiences_of
from assistant.induction.binding.lexicon import NO_AUDIENCE, load_lexicon
from assistant.modality.reading import Sentence

_TURNS = re.compile(
    r"\b(?:but|instead|rather than|only|except|excepting|unless|until|other than|apart from|save|"
    r"without|however|although|though|otherwise|exempt|excluding|excepted|beyond|alone|"
    r"normally|usually|generally|ordinarily|where possible|if possible|"
    r"nor should|nor may|and (?:must|should|will|may|then|also|is|are))\b|;\s",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|neither|nobody|nothing|refrain)\b|n['’]t\b", re.IGNORECASE
)
_NUMBERED = re.compile(r"[.;]\s+\(?\d+(?:\.\d+)*[.)]?\s+[A-Z]")
_TELLS_FIRST = re.compile(
    r"\b(?:is|are|has|have|must|should|will)\b(?! (?:\w+ly )?(?:not|never|neither|no)\b)", re.I
)
_RULES = re.compile(r"\b(?:must|shall|have to|has to|is to|are to|required)\b", re.IGNORECASE)
_ADVISES = re.compile(r"\b(?:should|ought|advised|recommended|encouraged)\b", re.IGNORECASE)
_NO_ACT = re.compile(
    r"\b(?:is|are|be) (?:not |never )?(?:accepted|valid|recognised|counted|enough|"
    r"reimbursed|refunded|paid|returned|granted)\b|\brefunds?\b",
    re.IGNORECASE,
)
_NEED_NOT = re.compile(r"\bneed not\b|\bnot (?:need|required|obliged|expected)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:go|goes|refer|report\w*|rais\w+|tell|contact\w*|speak|inform\w*|approach\w*|complain\w*|"
    r"concern\w*|complaint\w*|disclos\w+|referrals?|police|social care|danger|harm\w*)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:not|never|no|nor|none|except\w*|exempt|unless|only|may|can|could|allowed|permitted|fine|"
    r"acceptable|apart|but|must|should|will|instead|however|these|those|needs?|requires?|agree\w*|"
    r"consent|permission|approv\w+)\b|n['’]t\b|"
    r"\b(?:is|are) (?:\w+ly )?(?:passed|handed|reported|told|taken|given|sent|entered|recorded|"
    r"written|logged|kept|put|left|brought|locked|signed|checked|moved|deleted)\b|"
    r"^\W*(?:they|it|this|he|she|in|if|when|where)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^\W*(?:if|when|whenever|where|wherever|once|before|after|until|unless|while|during|in|on|at|"
    r"for|should|as soon as)\b",
    re.IGNORECASE,
)
_TOLD_APART = re.compile(r"\b(?:who|whose|whom|that|with|\w+ing)\b", re.IGNORECASE)
_UP_TO_VERB = re.compile(
    r"^(?P<subject>.{0,160}?)\b(?:must|should|may|can|cannot|will|shall|is|are|do|does|"
    r"don['’]t|never|need)\b",
    re.IGNORECASE | re.DOTALL,
)
_PASSIVE = re.compile(
    r"\b(?:must|should|is to|are to|shall)(?: \w+ly| always| also)? be (?:\w+ly )?"
    r"(?!able|aged|aware)(?:\w+ed|kept|worn|made|given|sent|taken|told|held|put|shown|left|brought|"
    r"done|run|written|sought)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:must|should)(?: \w+ly| always)? (?:be|have|hold|need|contain|come)\b", re.IGNORECASE
)
_ASKED = re.compile(r"\b(?:asked|requested|invited|please)\b", re.IGNORECASE)
_LAW = re.compile(r"\b(?:law(?:s|ful\w*)?|legal\w*|illegal\w*|crim\w+|offence)\b", re.IGNORECASE)
_CONSENT = re.compile(
    r"\b(?:permission|consent|approval|agreement|agreed?|approved?|authoris\w+|permitted)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:and|or|both|either|as well as|if|when|where|provided|who|which|every|each)\b|[;,]",
    re.IGNORECASE,
)
_OPENS_CONDITION = re.compile(
    r"\b(?:except|unless|without)(?: (?:where|when|if|in (?:the )?circumstances "
    r"(?:where|whereby|in which)))?\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:prior|first|beforehand|in advance|before|already)\b", re.IGNORECASE)
_WRITTEN = re.compile(r"\b(?:written|in writing)\b", re.IGNORECASE)
_MANNERS = {
    (True, True): "beforehand_in_writing",
    (True, False): "beforehand",
    (False, True): "in_writing",
}


def turns(text: str) -> bool:
    """True when a part of the sentence is turned or left open ("but", "unless", "only")."""
    return bool(_TURNS.search(text))


def negated(text: str) -> bool:
    """True when there is a "not" in it."""
    return bool(_NEGATION.search(text))


def says_more(text: str) -> bool:
    """True when a further sentence may turn the first one, or ask something else."""
    return bool(_MORE.search(text))


def for_some(text: str) -> bool:
    """True for a rule on a condition, or whose subject is told apart ("Staff who drive must …")."""
    subject = _UP_TO_VERB.match(text)
    return bool(_CONDITION.search(text) or (subject and _TOLD_APART.search(subject["subject"])))


def mixes_forces(text: str) -> bool:
    """True when a rule and advice stand in one sentence ("must …, and should …")."""
    return bool(_RULES.search(text) and _ADVISES.search(text))


def is_state(text: str, thing: bool) -> bool:
    """True for what must be so and isn't done by anybody ("must be 21 or over")."""
    return not _PASSIVE.search(text) and (thing or bool(_STATE.search(text)))


def is_request(text: str) -> bool:
    """True for what people are asked or invited to do."""
    return bool(_ASKED.search(text))


def is_law(text: str) -> bool:
    """True when it speaks of the law, which is no advice however it is worded."""
    return bool(_LAW.search(text))


def also_asks(text: str) -> bool:
    """True when something to do, or to be so, is joined to a ban ("do not delete it, and tell the
    lead", "are at least twelve characters, are not shared")."""
    negation = _NEGATION.search(text)
    if not negation:
        return False  # "is prohibited": nothing but the ban
    base = load_lexicon().base.pattern
    does = rf"{base[:-2]}(?:e?s)?\b"
    before, after = text[: negation.start()], text[negation.end() :]
    return bool(
        _TELLS_FIRST.search(text[: negation.end()])
        or _joined(rf"(?:\band|,|\bto)\s+(?:then |also )?{does}").search(before)
        or _joined(rf"(?:\band|,)\s+(?:then |also |thereafter )?to {base}").search(after)
        or _joined(rf"\band (?:then |also )?{does}").search(after)
    )


def is_numbered(text: str) -> bool:
    """True when further numbered rules run on in the text, which no sentence end sets apart."""
    return bool(_NUMBERED.search(text))


def is_no_act(text: str) -> bool:
    """True for what doesn't count or isn't accepted: no act of the reader's."""
    return bool(_NO_ACT.search(text))


def need_not(text: str) -> bool:
    """True for what nobody is asked to do."""
    return bool(_NEED_NOT.search(text))


def speaks_of_telling(text: str) -> bool:
    """True when it is about raising or reporting something, which no gloss may make less of."""
    return bool(_TELLS.search(text))


def approver(sentence: Sentence, condition: str) -> str:
    """Who agrees, as words for the middle of a sentence ("the headteacher", "your line manager"),
    when that is one officer and the condition asks for nothing else; else ''."""
    words = sentence.approver or ""
    named = audiences_of(words)
    rest = _OPENS_CONDITION.sub(" ", condition.replace(words, " ", 1), count=1)
    if not named or not named <= NO_AUDIENCE or not _CONSENT.search(condition):
        return ""
    if _SEVERAL.search(words) or _SEVERAL.search(rest):
        return ""
    first, _, last = words.partition(" ")
    if first.lower() in ("their", "his", "her", "your"):
        return f"your {last}"
    return f"{first.lower()} {last}" if first.lower() in ("the", "a", "an") else f"the {words}"


def manner(condition: str) -> str:
    """How approval is given, as the name of a sentence part; '' when the clause doesn't say."""
    return _MANNERS.get((bool(_BEFORE.search(condition)), bool(_WRITTEN.search(condition))), "")


@cache
def _joined(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
