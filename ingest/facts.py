"""Which short lines are facts about the document (dates, versions, contacts, signatures)."""

from __future__ import annotations

import re

_LABELS = r"""
    (?:date\s+(?:of\s+)?)?(?:next\s+|last\s+|annual\s+)?(?:policy\s+)?review(?:ed)?
        (?:\s+(?:date|due|by|on|period|cycle|frequency|schedule))*(?:\s+date)?
  | (?:date|due)\s+(?:for|of)\s+(?:the\s+)?(?:next\s+|last\s+)?(?:review|approval|ratification|issue|adoption)
  | date\s+(?:approved|adopted|ratified|agreed|issued|reviewed|created|written|published|effective|due)
  | (?:policy\s+|document\s+)?(?:approved|adopted|ratified|agreed|authorised|written|prepared|reviewed|
        issued|published|updated|produced|completed)(?:\s+(?:by|on|date))?
  | (?:approval|adoption|ratification|issue|effective|implementation|publication|version|policy|start)\s+date
  | (?:policy|document)?\s*(?:author|owner|lead|holder|title|number|ref(?:erence)?|type|status|control)
        (?:\s*\(?s\)?)?
  | version(?:\s+(?:no\.?|number|control))? | issue(?:\s+(?:no\.?|number))? | revision | edition | status
  | effective(?:\s+(?:from|date))? | last\s+(?:updated|amended|reviewed|approved|review)
  | (?:approving|review)\s+body | responsib(?:le|ility)(?:\s+(?:person|officer|committee|for\s+review))?
  | (?:next\s+)?due(?:\s+for\s+review)? | linked\s+policies | related\s+policies | applies\s+to
"""
_CONTACT_LABELS = r"""
    tel(?:ephone)?(?:\s+(?:no\.?|number))? | phone(?:\s+number)? | mobile | e-?mail(?:\s+address)? | fax
  | web(?:site)? | address | post(?:al\s+address)? | contact(?:\s+(?:number|details|email|tel(?:ephone)?))?
  | out\s+of\s+hours | text
"""
_ROLE_WORDS = r"""
    officer|teacher|head|principal|lead|dsl|dpo|senco|sendco|chair|governor|trustee|manager|director|
    coordinator|co-ordinator|secretary|clerk|deputy|lado|bursar|owner|registrar|supervisor|administrator|
    president|treasurer|ceo|executive|contact|nominated|designated|author|signatory|owner|proprietor|leader
"""
_FACT = re.compile(rf"^(?:{_LABELS})\s*[:\t–—-]\s*(?P<value>.*)$", re.IGNORECASE | re.VERBOSE)
_FACT_ALONE = re.compile(rf"^(?:{_LABELS})\s*:?$", re.IGNORECASE | re.VERBOSE)
_CONTACT = re.compile(rf"^(?:{_CONTACT_LABELS})\s*[:\t.–—-]\s*\S", re.IGNORECASE | re.VERBOSE)
_BARE_CONTACT = re.compile(r"^(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+44|\(?0)[\d\s()-]{8,}\d)$")
_ROLE = re.compile(
    rf"^(?P<role>[^:.]*\b(?:{_ROLE_WORDS})\b[^:.]*?)\s*[:–—\t]\s*(?P<name>\S.*)$", re.IGNORECASE | re.VERBOSE
)
_SIGNED = re.compile(
    r"^(?:signed|signature|signatures|signatories|signed\s+(?:by|off\s+by|on\s+behalf\s+of.*))\s*:?$",
    re.IGNORECASE,
)
_MONTH = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|" \
         r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|winter"
_DATED = re.compile(rf"\b(?:(?:{_MONTH})(?:\s+term)?,?\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})\b", re.I)
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
_RULE_LINE = re.compile(r"[\W_]*")


def is_fact(text: str) -> bool:
    """True for "Review date: February 2025" and its like, with or without the value."""
    match = _FACT.match(text)
    return bool(match and len(match.group("value").split()) <= 14) or bool(_FACT_ALONE.match(text))


def is_label(text: str) -> bool:
    """True for a fact's label alone: "Review date", "Approved by:"."""
    return bool(_FACT_ALONE.match(text.strip()))


def is_contact(text: str) -> bool:
    """True for a telephone, e-mail or address line."""
    return bool(_CONTACT.match(text) or _BARE_CONTACT.match(text.strip()))


def role_and_name(text: str) -> tuple[str, str] | None:
    """("Data Protection Officer", "Data Protection Education Ltd.") from such a line."""
    match = _ROLE.match(text)
    if match is None or len(match.group("role").split()) > 10 or len(match.group("name").split()) > 10:
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
    role = re.search(rf"\b(?:{_ROLE_WORDS})\b", text, re.IGNORECASE | re.VERBOSE)
    return named or bool(role and (_DATED.search(text) or len(text.split()) <= 8))


def is_form_line(text: str) -> bool:
    """True for blanks to fill in: "Signed: ........ Date: ......"."""
    stripped = text.strip()
    if not re.search(r"[:_…\t]|\.{3}", stripped) or re.search(r"\d", stripped):
        return False
    return bool(_FORM.fullmatch(stripped)) or (
        bool(re.search(r"_{4,}|\.{6,}|…{3,}", stripped)) and len(re.findall(r"[^\W_]+", stripped)) <= 8
    )


def is_salutation(text: str) -> bool:
    """True for "Dear Parent/Carer," and "Yours sincerely,"."""
    return bool(_SALUTATION.fullmatch(text.strip()))


def is_ornament(text: str) -> bool:
    """True for a line without a letter or digit."""
    return bool(_RULE_LINE.fullmatch(text))
