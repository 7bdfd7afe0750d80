"""How a question is put: asking leave, asking about a duty, asking whether it is wrong; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What a yes would mean."""

    PERMISSION = "permission"  # Can I…? yes = it is allowed
    DUTY = "duty"  # Do I have to…? yes = it is required
    WRONG = "wrong"  # Is it against the rules to…? yes = it is banned
    FACT = "fact"  # Does it apply to…? yes = the statement holds
    OPEN = "open"  # who, what, how, or a situation told: no yes or no


@dataclass(frozen=True)
class QuestionForm:
    """`negated` is set when the question asks about not doing it ("Can I refuse…" isn't).

    `advice` is set for "Should I…?", which a ban answers with no and a duty with yes; `consent` when
    it asks whether somebody must agree or be told first; `loose` when it has no verb that asks
    ("Smartwatch in Year 1?").
    """

    form: Form
    negated: bool = False
    advice: bool = False
    consent: bool = False
    loose: bool = False


# As people type them, where the word alone tells what is asked.
_SPELT = tuple(
    (re.compile(rf"\b(?:{typed})\b", re.IGNORECASE), meant)
    for typed, meant in (
        ("shud|shd|shoud|shuld|shood|shld", "should"),
        ("cud|cld|culd|cn|kan", "can"),
        ("wud|wld|wil|wull", "will"),
        (
            "dus|dos|doz|dose(?= (?:my|the|our|your|a|it|he|she|they|this|that|school|scool|i)\\b)",
            "does",
        ),
        ("hav|haf|haff|hve", "have"),
        ("wen", "when"),
        ("wot|wat", "what"),
        ("wich|witch(?= \\w+ (?:do|is|are|can))", "which"),
        ("were(?= (?:do|does|is|are|can|should) )", "where"),
        ("alowed|aloud|allowd|alloud", "allowed"),
        ("u", "you"),
        ("rong|wronge", "wrong"),
        ("im", "i'm"),
        ("gotta|got too", "got to"),
        ("wanna", "want to"),
    )
)
_YES_NO = r"(?:^|[,.;:?!–-]\s*|\b(?:so|and|or|but|then|also|please|pls|hi|hello|ok|okay|just|well|still)\s+)"
_WH = r"(?:who|whose|whom|what|which|where|when|why|how|whats|whos|wheres|hows|what's|who's|where's|how's)"
_AUXILIARY = (
    r"(?:can|could|may|might|must|shall|should|ought|will|would|am|is|are|was|were|do|does|did|has|have|had|need|"
    r"isn.?t|aren.?t|can.?t|couldn.?t|don.?t|doesn.?t|won.?t|wouldn.?t|shouldn.?t)"
)
_WRONG = re.compile(
    r"\b((?:it|is|be|was|that|this|something|anything|doing|done|i|am|are|we) (?:it |that |this )?(?:really |so |actually )?wrong\b"
    r"|wrong (?:to|if|that|of (?:me|us))\b|against (?:the|our|your|school|any) (?:rules?|polic\w+|code)|against policy"
    r"|not allowed|(?:a |in )breach\b|breach(?:ing)? (?:the|any|a)|break(?:s|ing)? (?:(?:the|a|any|your|school) )?(?:rules?|polic\w+|code)"
    r"|in (?:any )?trouble|get(?:ting)? done\b|illegal|forbidden|banned|prohibited|off limits|(?:a|any) (?:problem|issue) (?:if|that|to|with)"
    r"|bad (?:if|to|that|form)|is (?:it|that|this) (?:an issue|a problem|bad)|do anything wrong|done (?:anything|something) wrong|told off|out of line|out of order|crossing a line"
    r"|(?:can|could|will|would|might|may|do|am) (?:i|we|they|he|she|it|you|staff) (?:\w+ )?(?:be|get|getting|face|lose|end up|land|risk|being) (?:in |my |a |an |the |into )?"
    r"(?:sacked|fired|disciplin\w+|punished|fined|suspended|dismissed|told off|trouble|hot water|job|breaking|breaching|formal|warning|sanction\w*|police|reported)"
    r"|disciplin\w+ (?:for|if)|frowned (?:up)?on)",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b((?:do|does|did|will|would) (?:i|we|you|they|he|she|it|staff|[\w’'-]+(?: [\w’'-]+){0,4}?) (?:really |actually |still |even |also |first )?(?:have|need|got)(?: to\b| (?:any|a|an|my|your|the|her|his|their|our|some|permission|consent)\b)"
    r"|have (?:i|we|they) (?:got )?to\b|(?:must|ought) (?:i|we|they|[\w’'-]+(?: [\w’'-]+)?)|should(?:n.?t)? (?:i|we|they|staff|he|she|it|[\w’'-]+(?: [\w’'-]+)?)\b|shall (?:i|we)\b"
    r"|am i (?:required|expected|supposed|meant|obliged)|are (?:we|they|[\w’'-]+(?: [\w’'-]+)?) (?:required|expected|supposed|meant|obliged)"
    r"|is (?:[\w’'-]+ ){1,6}?(?:compulsory|mandatory|required|necessary|needed|obligatory|a must|optional)"
    r"|are (?:[\w’'-]+ ){1,6}?(?:compulsory|mandatory|required|necessary|needed|obligatory|optional)"
    r"|(?:do|does) (?:i|we|[\w’'-]+) need\b|need (?:i|we)\b|is (?:he|she|it|there) (?:required|supposed|meant) to|obliged"
    r"|(?:i|we|they|he|she) (?:have|has|need|needs|got|must)(?:.?ve)?(?: got)? to\b(?=[^?]*\b(?:right|yeah|true|correct|don.?t (?:i|we)|is that right)\b))",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    r"\b((?:don.?t|do not|doesn.?t) (?:really |actually )?(?:have|need) to|needn.?t|no need to|not (?:required|necessary|compulsory|mandatory|obliged))\b",
    re.IGNORECASE,
)
_PERMISSION = re.compile(
    r"\b((?:can|could|may|might) (?:i|we|you|they|he|she|it|staff|my|our|the|a|an|parents?|pupils?|someone|anyone|[\w’'-]+s?)\b"
    r"|can.?t (?:i|we)\b|what if (?:i|we)\b(?=.*\b(?:ok|okay|allowed)\b)"
    r"|(?:is|are|am|was|were) (?:i|we|it|they|he|she|this|that|staff|[\w’'-]+[^?,.;]{0,80}?) (?:ok|okay|alright|fine|allowed|permitted|able|free|acceptable|safe to|good to|all ?right|legit|welcome|kosher|above board|(?:a )?good idea)\b"
    r"|(?:would|will) (?:it|that|this|i|[\w’'-]+ing [^?]*?) be (?:ok|okay|alright|fine|allowed|permitted|acceptable|all ?right|a good idea|kind|able)\b"
    r"|(?:ok|okay|fine|all ?right|alright|allowed|acceptable|permitted|happy|cool) (?:to|if|for|that|with|4)\b|allowed\b|permitted\b|mind if|good to go|am i free|do we get to|entitled"
    r"|(?:that|it|this).?s (?:ok|okay|alright|fine|allowed|all ?right)\b|(?:do|would) you (?:mind|object)|any (?:problem|harm|chance)|you (?:good|happy|ok|okay) with"
    r"|(?:ok|okay|alright|all ?right|fine|cool|acceptable)\s*\?*\s*$)",
    re.IGNORECASE,
)
_FACT = re.compile(
    _YES_NO
    + r"(?:is|are|was|were|does|do|did|has|have|am|will|would|might|isn.?t|aren.?t|doesn.?t|don.?t|won.?t|r)\s+\w+",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:should(?:n.?t)?|shall|ought) (?:i|we|he|she|they|it|the|my|our|[\w’'-]+)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:permission|consent|approv\w*|agree\w*|sign\w*|okay(?:ed)?|say-so|green light|go-ahead|authoris\w*|clearance|first|beforehand|before|ask|asked|tell|told|let (?:you|them|anyone) know)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\b(?:right|correct|yes or no|true|is that so|yeah|ok|okay|surely|no|eh|innit)\s*\?*\s*$"
    r"|,?\s*(?:am|is|are|do|does|did|can|could|will|would|should|has|have)(?:n.?t)? (?:i|it|he|she|we|you|they|there|that)\s*\?*\s*$|\bain.?t (?:i|it)\s*\?*\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    _YES_NO + rf"(?:{_WH}|tell me|explain|list|describe|give me)\b"
    rf"|\b(?:to|by|for|in|from|with|of|on|at|until|till|under|within) {_WH}\b"
    r"|\bor (?:is|does|do|are|am|somebody|someone|what|ring|email|who)\b",
    re.IGNORECASE,
)
# "When I see him in town, can I …?": a situation, then the question.
_SITUATION = re.compile(
    rf"\W*(?:(?:so|and|but|ok|hi|hello)\W+)*(?:when|where|while|if|since|as|because|now|given)\b[^?]*?,\s*(?=(?:so |then |please )?{_AUXILIARY}\b)",
    re.IGNORECASE,
)
_WHAT_HAPPENS = re.compile(
    r"\bwhat (?:happens|would happen|will happen|if|about|now|next)\b", re.IGNORECASE
)
# What a question without a verb asks for, when it wants a fact: "Gift limit?", "Number of references?".
_ASKS_FACT = re.compile(
    r"\b(?:version|limit|ratio|deadline|length|time|times|date|number|colour|rate|wait|fee|fees|cost|charge|holders?|contact|address|email|period|age|minimum|maximum|transfer|list|code|term|office|hours|frequency|form|stage|lead)\??$"
    r"|^\W*(?:number|name|date|time|length|cost|list|longest|shortest|earliest|latest|deadline|minimum|maximum|contact|address)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:can|may|could|should|must|do|am|are|is|would) (?:(?:i|we|they|he|she|it|you|staff) )?(?:just |simply )?(?:not|never|refuse|decline|say no|ignore|avoid|skip|leave out|opt out|turn (?:\w+ ){1,3}down|turn down)\b"
    r"|\b(?:ok|okay|fine|alright|allowed|wrong) (?:not to|to not|to ignore|to refuse|to skip|if i (?:don.?t|do not|skip|ignore|refuse))\b",
    re.IGNORECASE,
)


def question_form(question: str) -> QuestionForm:
    """The form of the part that asks: the last sentence with a question in it."""
    text = question
    for typed, meant in _SPELT:
        text = typed.sub(meant, text)
    asking = _asking_part(text)
    if led := _SITUATION.match(asking):
        asking = asking[led.end() :]
    negated = bool(_NEGATED.search(asking))
    tagged = bool(_TAG.search(asking)) and len(asking.split()) > 2
    if _WHAT_HAPPENS.search(asking) and not tagged:
        return QuestionForm(Form.OPEN)
    if _OPEN.search(asking) and not tagged and not _opens_with_yes_no(asking):
        return QuestionForm(Form.OPEN)
    if _NO_DUTY.search(asking):
        return QuestionForm(Form.DUTY, negated=True)
    if _WRONG.search(asking):
        return QuestionForm(Form.WRONG, negated)
    if _DUTY.search(asking):
        advice = bool(_ADVICE.search(asking))
        return QuestionForm(Form.DUTY, negated, advice, bool(_CONSENT.search(asking)))
    if _PERMISSION.search(asking):
        return QuestionForm(Form.PERMISSION, negated)
    if _FACT.search(asking) or tagged:
        return QuestionForm(Form.FACT, negated)
    if "?" in asking and not _ASKS_FACT.search(asking.strip()):
        return QuestionForm(Form.PERMISSION, negated, loose=True)
    return QuestionForm(Form.OPEN)


def _asking_part(question: str) -> str:
    sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n+", question.strip()) if s.strip()]
    for sentence in reversed(sentences):
        if "?" in sentence:
            return sentence
    for sentence in reversed(sentences):
        if _OPEN.search(sentence) or _DUTY.search(sentence) or _PERMISSION.search(sentence):
            return sentence
    return sentences[-1] if sentences else ""


def _opens_with_yes_no(asking: str) -> bool:
    return (
        re.match(rf"\W*(?:(?:so|and|but|ok|please)\W+)?{_AUXILIARY}\b", asking, re.IGNORECASE)
        is not None
    )
