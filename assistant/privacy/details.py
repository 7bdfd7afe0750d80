"""Case details that have a form of their own: addresses, numbers, accounts, dates of birth; pure.

The forms are those of the United Kingdom. Where a form is also that of something harmless (eight
digits, a date, a word with a dot) a word beside it must say what it is. Repetitions are bounded, so
that the time is in proportion to the message's length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.privacy.masking import Found, Kind

# Anyone may be pointed to these; whatever else is linked may be somebody's page.
PUBLIC_HOSTS = (
    "gov.uk",
    "nhs.uk",
    "parliament.uk",
    "police.uk",
    "nspcc.org.uk",
    "childline.org.uk",
    "iwf.org.uk",
    "ico.org.uk",
    "bbc.co.uk",
    "saferinternet.org.uk",
    "internetmatters.org",
    "thinkuknow.co.uk",
)
CLASS_REACH = 40  # characters, about, between a name and a class code that belongs to it
SAID_WITHIN = 40  # characters between "NHS" and the number that it announces

_NAME = r"[A-Z][\w'’.-]{0,24}"
_STREET = r"(?:road|rd|street|st|lane|ln|avenue|ave|crescent|cres|gardens|terrace|mews)"
_STREET_WORD = (
    r"(?!(?:the|an?|of|in|on|at|to|from|down|up|across|by|near|off|along|over|and|or|my|our|their"
    r"|for|is|are|was|were|with|who|that)\b)[^\W\d_][\w'’.-]{0,24}"
)
# Everyday words that make an address only in capitals.
_CAPITAL_STREET = (
    r"(?:Close|Drive|Way|Court|Place|Row|Walk|Grove|Hill|Park|Square|Green|Rise|View|Parade|House|Fields"
    r"|Meadows?|Loke|Croft|Farm|Cottages?|Yard|Gate|Drift|Chase|End|Common)"
)
_PLACE = r"(?:,\s?[A-Z][a-z]{1,20}(?:[ -][A-Z][a-z]{1,20}){0,2})?"
_FLAT = r"(?:flat|apartment|apt)\s?\d{1,4}[a-z]?"
_AT = r"(?:on|in|at|near|off|from|to|down|up|along|outside|lives|address is)"
_LIVES = r"(?:lives?|living|lived|stays|moved|address|house)\s(?:(?:is|at|to|on|in)\s)?"
_FILE = re.compile(r"\.(?:pdf|docx?|odt|xlsx?|pptx?|csv|txt|jpe?g|png|heic|mp[34]|mov|zip)$", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s\d{{2,4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{2,4}})"
)
_NETWORK = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik\s?tok|twitter|twitch|discord|roblox|xbox|kik|telegram"
    r"|youtube|username|user name|gamertag|handle|account)"
)
_SORT_CODE = r"\d{2}[- ]?\d{2}[- ]?\d{2}"


def _digits(match: re.Match[str]) -> list[int]:
    return [int(d) for d in match["it"] if d.isdecimal()]


def _is_phone(match: re.Match[str]) -> bool:
    """Nine or ten digits after the 0 or +44; one more is a slip of the writer's."""
    digits = re.sub(r"\D", "", match["it"])
    if digits.startswith("44") or not match["it"].startswith("+"):
        return 9 <= len(digits.removeprefix("44").removeprefix("0")) <= 11
    return len(digits) <= 15  # ITU-T E.164


def _is_nhs_number(match: re.Match[str]) -> bool:
    """The tenth digit is the check digit (modulus 11), unless "NHS" says what it is anyway."""
    digits = _digits(match)
    check = (
        11 - sum(d * weight for d, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    )
    before = match.string[max(0, match.start() - SAID_WITHIN) : match.start()]
    return check % 11 == digits[9] or "nhs" in before.lower()


def _is_card(match: re.Match[str]) -> bool:
    """The Luhn check of payment cards."""
    digits = _digits(match)[::-1]
    return sum(digits[0::2] + [sum(divmod(2 * d, 10)) for d in digits[1::2]]) % 10 == 0


def _is_no_file(match: re.Match[str]) -> bool:
    return not _FILE.search(match["it"])


def _is_private_link(match: re.Match[str]) -> bool:
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", match["it"].lower()).split("/")[0]
    return not any(host == public or host.endswith("." + public) for public in PUBLIC_HOSTS)


@dataclass(frozen=True)
class _Form:
    """What a detail looks like: `pattern` names it "it"; what else it matches is evidence."""

    kind: Kind
    pattern: re.Pattern[str]
    check: Callable[[re.Match[str]], bool] = bool


def _form(
    kind: Kind, pattern: str, check: Callable[[re.Match[str]], bool] = bool, flags: int = 0
) -> _Form:
    return _Form(kind, re.compile(pattern, flags), check)


_ANY_CASE = re.IGNORECASE
_FORMS = (
    _form(Kind.EMAIL, r"(?<![\w.+'-])(?P<it>[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"),
    _form(
        Kind.LINK,
        r"\b(?P<it>(?:https?://|www\.|(?:[\w-]{1,63}\.){1,4}(?:com|uk|org|net|tv|io|me|gg|co|app|be)/)"
        r"[^\s<>\"]{0,500}[^\s<>\".,;:!?)'])",
        _is_private_link,
        _ANY_CASE,
    ),
    _form(Kind.ACCOUNT, r"(?<![\w.])(?P<it>@[A-Za-z_][\w.]{2,40}\w)"),
    _form(
        Kind.ACCOUNT,
        r"(?<![\w.@])(?P<it>(?=[\w.]{0,40}[A-Za-z])\w{1,30}_[\w.]{0,30}\w)",
        _is_no_file,
    ),
    _form(
        Kind.ACCOUNT,
        rf"\b{_NETWORK}(?:\s(?:name|account))?(?:\sis|\scalled|[:=])?(?:\s(?:is|its|it's))?\s"
        r"(?P<it>[A-Za-z][\w.]{0,30}[\d.][\w.]{0,30}\w)",
        flags=_ANY_CASE,
    ),
    _form(Kind.PHONE, r"(?<![\w+])(?P<it>(?:\+\d{1,3}|\(?0)[\d\s()-]{8,14}\d)(?!\w)", _is_phone),
    _form(Kind.NHS_NUMBER, r"(?<![\d-])(?P<it>\d{3}[ -]?\d{3}[ -]?\d{4})(?![\d-])", _is_nhs_number),
    _form(
        Kind.NI_NUMBER,
        r"\b(?P<it>[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D])\b",
        flags=_ANY_CASE,
    ),
    _form(
        Kind.POSTCODE,
        r"\b(?!KS\d)(?P<it>[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})\b",
        flags=_ANY_CASE,
    ),
    _form(
        Kind.BANK,
        rf"\b(?P<it>{_SORT_CODE}(?:\s?/\s?|,?\s)(?:(?:account|acc|a/c)\w*\s)?\d{{8}})\b",
        flags=_ANY_CASE,
    ),
    _form(Kind.BANK, rf"\bsort code\W{{1,3}}(?:is\s)?(?P<it>{_SORT_CODE})\b", flags=_ANY_CASE),
    _form(
        Kind.BANK,
        r"\b(?:account|acc|a/c)\W{1,3}(?:number\W{1,3}|no\W{1,3})?(?:is\s)?(?P<it>\d{8})\b",
        flags=_ANY_CASE,
    ),
    _form(Kind.BANK, r"\b(?P<it>[A-Z]{2}\d{2}\s?(?:[A-Z\d]{4}\s?){3,7}\d{1,4})\b"),
    _form(Kind.BANK, r"\b(?P<it>(?:\d{4}[ -]?){3}\d{4})\b", _is_card),
    _form(Kind.PUPIL_NUMBER, r"\b(?P<it>[A-HJ-NP-RT-Z]\d{11}[\dA-Z])\b", flags=_ANY_CASE),
    _form(Kind.VEHICLE, r"\b(?P<it>[A-Z]{2}\d{2}\s?[A-Z]{3})\b"),
    _form(
        Kind.VEHICLE,
        r"\b(?:reg|registration|plate|car)\W{1,3}(?:is\s|was\s)?(?P<it>[A-Z]{2}\d{2}\s?[A-Z]{3})\b",
        flags=_ANY_CASE,
    ),
    _form(
        Kind.DATE_OF_BIRTH,
        r"\b(?:dob|d\.o\.b\.?|date of birth|birth date|birthday|born)\W{1,3}"
        rf"(?:(?:is|was|on|the)\s){{0,3}}(?P<it>{_DATE})",
        flags=_ANY_CASE,
    ),
    _form(
        Kind.ADDRESS,
        rf"\b(?P<it>(?:{_FLAT},?\s)?\d{{1,4}}[a-z]?,?\s(?:{_STREET_WORD}\s){{1,3}}?{_STREET}\b(?-i:{_PLACE}))",
        flags=_ANY_CASE,
    ),
    _form(
        Kind.ADDRESS,
        rf"\b{_LIVES}(?P<it>(?:{_FLAT},?\s)?\d{{1,4}}[a-z]?,?\s(?:{_STREET_WORD}\s){{1,3}}?"
        rf"(?:{_STREET}|{_CAPITAL_STREET})\b(?-i:{_PLACE}))",
        flags=_ANY_CASE,
    ),
    _form(
        Kind.ADDRESS,
        rf"\b(?P<it>(?:(?i:{_FLAT}),?|\d{{1,4}}[a-z]?,?)\s(?:{_NAME}\s){{1,3}}?{_CAPITAL_STREET}\b{_PLACE})",
    ),
    _form(
        Kind.ADDRESS,
        rf"\b{_AT}\s(?P<it>(?!Google|One)(?:{_NAME}\s){{1,2}}(?=[A-Z])(?:(?i:{_STREET})|Close|Drive)\b{_PLACE})",
    ),
)
_CLASS = re.compile(r"(?<!\w)(?:[1-9]|1[0-3])[A-Za-f](?!\w)")
# What has the form of a class but is none.
_NO_CLASS = frozenset({"2d", "3d", "3g", "4g", "5g"})


def find_details(message: str) -> Iterator[Found]:
    """Everything in the message that has the form of a case detail, in no order, with overlaps."""
    for form in _FORMS:
        for match in form.pattern.finditer(message):
            if form.check(match):
                start, end = match.span("it")
                yield Found(form.kind, start, end, match["it"])


def find_classes(message: str, others: Sequence[Found]) -> Iterator[Found]:
    """The class codes ("4C") near something else that was found. By itself a code points to
    nobody."""
    near = {
        stretch
        for one in others
        for stretch in range(one.start // CLASS_REACH - 1, one.end // CLASS_REACH + 2)
    }
    for match in _CLASS.finditer(message):
        start, end = match.span()
        if start // CLASS_REACH in near and match.group().lower() not in _NO_CLASS:
            yield Found(Kind.CLASS, start, end, match.group())
