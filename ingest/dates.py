"""Dates as documents print them, and the last day that each can mean."""

from __future__ import annotations

import calendar
import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
# The last month and day of each school term; winter runs into the next year.
_TERMS = {"autumn": (12, 31), "spring": (4, 30), "summer": (8, 31)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_FORMS = tuple(
    re.compile(rf"(?<![\w/]){form}(?![\w/])", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<number>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d{2})",
        rf"{_DAY}\s*(?:of\s+)?[-\s]?(?P<month>{_MONTH})\.?,?[-\s]*{_YEAR}",
        rf"(?P<month>{_MONTH})\.?\s+{_DAY},?\s+(?P<year>\d{{4}})",
        rf"(?P<month>{_MONTH})\.?,?[-\s/]*(?P<year>\d{{4}}|'\d{{2}}|(?<=[-/])\d{{2}})",
        r"(?P<term>autumn|spring|summer|winter)(?:\s+term)?(?:\s+\d)?,?\s+(?P<year>\d{4})(?:\s?[/-]\s?(?P<to>\d{2,4}))?",
        r"(?P<number>0?[1-9]|1[0-2])/(?P<year>\d{4})",
        r"(?P<year>20\d{2})\s?[/-]\s?(?P<to>\d{2}|20\d{2})",
        r"(?P<year>20\d{2})",
    )
)


def dates_in(text: str) -> list[tuple[str, date]]:
    """Each date in the text as printed, with the last day that it can mean, in order."""
    found: list[tuple[int, int, str, date]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(start < match.end() and match.start() < end for start, end, _, _ in found):
                continue
            day = _last_day(match.groupdict())
            if day is not None:
                found.append((match.start(), match.end(), match.group().strip(), day))
    return [(printed, day) for _, _, printed, day in sorted(found, key=lambda item: item[0])]


def last_day(text: str) -> date | None:
    """The last day that the first date in the text can mean: "February 2025" is 2025-02-28."""
    found = dates_in(text)
    return found[0][1] if found else None


def _last_day(parts: dict[str, str | None]) -> date | None:
    year = int((parts["year"] or "").strip("'"))
    if year < 100:
        year += 2000
    term = (parts.get("term") or "").lower()
    to = parts.get("to")
    if term:
        if to and term in {"spring", "summer"}:
            year += 1  # the spring term of 2025/26 is in 2026
        if term == "winter":
            return date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
        return date(year, *_TERMS[term])
    if to:
        following = int(to) % 100
        return date(year + 1, 8, 31) if following == (year + 1) % 100 else None
    month = _MONTHS.get((parts.get("month") or "").lower()) or int(parts.get("number") or 0)
    if not month:
        return date(year, 12, 31)
    if not 1 <= month <= 12 or not 1900 < year < 2200:
        return None
    end = calendar.monthrange(year, month)[1]
    day = int(parts.get("day") or end)
    return date(year, month, day) if 1 <= day <= end else None
