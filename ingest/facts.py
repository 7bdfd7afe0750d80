"""Which short lines are facts about the document (dates, versions, contacts, signatures)."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.words import pattern

_VERSION = re.compile(
    r"^(?:version|issue|revision)\s+v?\d+(?:\.\d+)*(?:\s*[,(–—-].{0,40})?$", re.IGNORECASE
)
_BARE_CONTACT = re.compile(r"^(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+44|\(?0)[\d\s()-]{8,}\d)$")
_REACHED = re.compile(
    r"^(?!(?i:please|to|if|contact|call|ring|"
    r"write)\b)(?P<role>[A-Z][\w /'’&()-]{2,40}?)\s*[:–—\t-]\s*"
    r"(?P<where>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+44|\(?0)[\d\s()-]{8,}\d)$"
)
_SIGNED = re.compile(
    r"^(?:signed|signature|signatures|signatories|signed\s+(?:by|off\s+by|on\s+behalf\s+of.*))\s*:?$",
    re.IGNORECASE,
)
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|winter"
)
_DATED = re.compile(
    rf"\b(?:(?:{_MONTH})(?:\s+term)?,?\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})\b", re.I
)
_DATE = re.compile(
    rf"^date\s*:\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_DATED.pattern}$", re.IGNORECASE
)
_PERSON = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Prof|Sir|Cllr|Father|Sister)\.?\s+[A-Z]")
_FORM = re.compile(
    r"(?:(?:signed|signature|print(?:ed)?(?:\s+name)?|name|date|position|role|class|tel|relationship)"
    r"(?:\s+(?:of\s+)?(?:parent|pupil|child|student|staff|employee|volunteer|carer|guardian|member|"
    r"manager|headteacher|school|in\s+full|/|\(|\)|print|block|capitals|and|or|the|s)*)*"
    r"(?:\([^)]*\))?\s*[:.…_\t\s-]*)+",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:dear\b[^.:;]{0,60}[,:]?|yours\s+(?:sincerely|faithfully|truly),?|kind\s+regards,?|"
    r"(?:best|warm)\s+(?:wishes|regards),?)",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\((?:insert\s+)?(?:date|name[\w\s]{0,20}|signature|print[\w\s]{0,12})\)", re.IGNORECASE
)
_RULE_LINE = re.compile(r"[\W_]*")


def is_fact(text: str) -> bool:
    """True for "Review date: February 2025" and its like, with or without the value."""
    match = _fact().match(text)
    if match and len(match.group("value").split()) <= 14:
        return True
    return bool(_label_alone().match(text) or _VERSION.match(text) or _DATE.match(text))


def is_label(text: str) -> bool:
    """True for a fact's label alone: "Review date", "Approved by:"."""
    return bool(_label_alone().match(re.sub(r"\s*\([^)]*\)\s*$", "", text.strip())))


def label_and_value(line: str) -> tuple[str, str] | None:
    """("Review date", "February 2025") from a short line with a label, a colon or a dash between
    them, or nothing at all where the label is a known one."""
    stripped = line.strip()
    match = re.match(r"^(?P<label>[A-Za-z][^:\t]{1,45}?)\s*[:\t]\s*(?P<value>\S.*)$", stripped)
    if match is None:
        match = re.match(r"^(?P<label>[A-Za-z][^:–—-]{1,45}?)\s+[–—-]\s+(?P<value>\S.*)$", stripped)
    if match is None and len(stripped.split()) <= 9:
        words = stripped.split()
        for count in range(len(words) - 1, 0, -1):
            value = " ".join(words[count:])
            if is_label(" ".join(words[:count])) and (_DATED.search(value) or value[0].isdigit()):
                return " ".join(words[:count]), value
    if match is None or len(match.group("value").split()) > 14:
        return None
    return re.sub(r"\s+", " ", match.group("label")), match.group("value").strip()


def is_contact(text: str) -> bool:
    """True for a telephone, e-mail or address line."""
    return bool(_contact().match(text) or _BARE_CONTACT.match(text.strip()))


def is_named_contact(text: str) -> bool:
    """True for "School office: 01234 567890" and for "Data Protection Officer: Mrs A Bell"."""
    match = _REACHED.match(text.strip())
    return bool(match) or (role_and_name(text) is not None and not is_fact(text))


def reached_at(text: str) -> tuple[str, str] | None:
    """("School office", "01234 567890") from such a line."""
    match = _REACHED.match(text.strip())
    return (match.group("role").strip(), match.group("where")) if match else None


def role_and_name(text: str) -> tuple[str, str] | None:
    """("Data Protection Officer", "Data Protection Education Ltd.") from such a line."""
    match = _role().match(text)
    if (
        match is None
        or len(match.group("role").split()) > 10
        or len(match.group("name").split()) > 10
    ):
        return None
    return match.group("role").strip(), match.group("name").strip()


def is_signed_by(text: str) -> bool:
    """True for a line that announces signatures."""
    return bool(_SIGNED.match(text.strip()))


def is_signatory(text: str) -> bool:
    """True for a name, with a role or a date, as under "Signed by:"."""
    if len(text.split()) > 14 or re.search(r"[.;!?]\s|[;!?]$", text[4:]):
        return False
    named = bool(_PERSON.match(text))
    role = re.search(rf"\b(?:{pattern('roles')})\b", text, re.IGNORECASE)
    return named or bool(role and (_DATED.search(text) or len(text.split()) <= 8))


def is_person(text: str) -> bool:
    """True for a person's name, with or without a role, or for a role with a date."""
    if _PERSON.match(text):
        return len(text.split()) <= 14 and not re.search(r"[.;!?]$", text)
    return bool(_DATED.search(text)) and is_signatory(text)


def is_closing(text: str) -> bool:
    """True for "Yours sincerely," and its like, which a name follows."""
    return is_salutation(text) and not text.lower().startswith("dear")


def is_form_line(text: str) -> bool:
    """True for blanks to fill in: "Signed: ........ Date: ......"."""
    stripped = text.strip()
    if _HINT.fullmatch(stripped):
        return True
    if not re.search(r"[:_…\t]|\.{3}", stripped) or re.search(r"\d", stripped):
        return False
    return bool(_FORM.fullmatch(stripped)) or (
        bool(re.search(r"_{4,}|\.{6,}|…{3,}", stripped))
        and len(re.findall(r"[^\W_]+", stripped)) <= 8
    )


def is_salutation(text: str) -> bool:
    """True for "Dear Parent/Carer," and "Yours sincerely,"."""
    return bool(_SALUTATION.fullmatch(text.strip()))


def is_ornament(text: str) -> bool:
    """True for a line without a letter or digit."""
    return bool(_RULE_LINE.fullmatch(text))


@lru_cache(maxsize=1)
def _fact() -> re.Pattern[str]:
    labels = pattern("fact-labels")
    return re.compile(rf"^(?:{labels})\s*[:\t–—-]\s*(?P<value>.*)$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _label_alone() -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern('fact-labels')})\s*:?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _contact() -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern('contact-labels')})\s*[:\t.–—-]\s*\S", re.IGNORECASE)


@lru_cache(maxsize=1)
def _role() -> re.Pattern[str]:
    roles = pattern("roles")
    return re.compile(
        rf"^(?P<role>[^:.]*\b(?:{roles})\b[^:.]*?)\s*[:–—\t]\s*(?P<name>\S.*)$", re.IGNORECASE
    )
