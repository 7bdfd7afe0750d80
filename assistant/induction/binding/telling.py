"""Whom a sentence says to tell: an officer of the school, by the words it uses; pure."""

from __future__ import annotations

import re
from functools import cache

from assistant.induction.binding.lexicon import load_lexicon

_GOES_ON = re.compile(r"[,;]? (?:and|or|but|unless|except)\b", re.IGNORECASE)
REACH = 90  # characters between telling and the officer told


def tells_an_officer(text: str) -> bool:
    """True when a verb of telling has an officer after it, near enough."""
    return any(
        _officer().search(text, found.end(), found.end() + REACH)
        for found in load_lexicon().telling.finditer(text)
    )


def recipient(text: str) -> str | None:
    """The one officer to be told, with an article ("the Designated Safeguarding Lead"), or None
    when the sentence doesn't name exactly one or somebody else does the telling."""
    found = _told().search(text)
    if not found or re.search(r"\bby (?:the|a|an|their|our)\b", text[: found.start()], re.I):
        return None
    after = text[found.end() :]
    if _officer().search(after) or _GOES_ON.search(after):
        return None  # somebody else as well, something else to do, or a way that turns on a fact
    who = " ".join(found["who"].split())
    first, _, rest = who.partition(" ")
    if first.lower() in ("their", "his", "her", "your"):
        return f"your {rest}"
    return who if first.lower() in ("the", "a", "an") else f"the {who}"


@cache
def _officer() -> re.Pattern[str]:
    return dict(load_lexicon().names)["officers"]


@cache
def _told() -> re.Pattern[str]:
    told = r"(?:straight |directly |immediately |at once |first |promptly |also |it |this |them )*"
    ways = (
        rf"(?:reported|mentioned|passed(?: on)?|referred|taken|disclosed|declared) {told}(?:to )",
        rf"(?:report|mention|pass|refer|take|disclose|declare) (?:[\w’'-]+ ){{1,6}}?{told}to ",
        rf"(?:shared|raised|discussed|share|raise)(?: [\w’'-]+){{0,5}}? {told}with ",
        rf"(?:tell|inform|notify|alert|ring|phone|call|contact) {told}",
        rf"(?:speak|talk|go) {told}(?:to|with) ",
    )
    who = rf"(?P<who>(?:the |your |their |his |her |an? )?{_officer().pattern})"
    # Telling is what the sentence asks, not one thing among others.
    asks = (
        r"(?:^\W*|\b(?:must|should|will|shall|please|(?:asked|expected|required|advised) to|, )\s*)"
        r"(?:then |also |always |be )*"
    )
    return re.compile(rf"{asks}(?:{'|'.join(ways)}){who}", re.IGNORECASE)
