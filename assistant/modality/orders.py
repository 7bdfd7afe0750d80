"""Orders to whoever reads a sentence: "Ring the office", "Do not reply", "Never promise"; pure."""

from __future__ import annotations

import re

from assistant.modality.words import modal_words

# Where a main clause ends and another begins.
_SUBORDINATE = re.compile(
    r"[,;]|\b(?:that|which|who|whom|where|when|if|unless|so|because|as|before|after|until|whether|"
    r"what|how|while|once|and|but)\b",
    re.IGNORECASE,
)
# Verbs that are nouns as well: "Contact that feels friendly" is no order, "Explain that …" is one.
_NOUNS = (
    *("comment", "contact", "display", "file", "link", "log", "message", "name", "note", "phone"),
    *("photograph", "place", "post", "record", "report", "support", "text", "watch", "work"),
)
# What may come before the verb of an order.
_LED = (
    r"(?:(?:never|always|do not|don['’]t|do|please|only|not to|to|not|then|and|or|either|instead|"
    r"also|just|where (?:necessary|possible|appropriate),|when \w+,)\s+)*"
)


def is_instruction(text: str) -> bool:
    """True for an order to whoever reads it: "Ring the office", "Do not reply", "Never promise"."""
    if re.match(r"(?:do not|don['’]t|never)(?:\s+\w+|\s*:)", text, re.IGNORECASE):
        return True
    found = re.match(rf"{_LED}(?P<verb>[a-z]+)\b", text, re.IGNORECASE)
    if not found or not modal_words().base.fullmatch(found["verb"]):
        return False
    after = text[found.end("verb") :]
    main = _SUBORDINATE.split(after, maxsplit=1)[0]
    noun = found["verb"].lower() in _NOUNS and re.match(r"\s+(?:that|which|who)\b", after)
    if noun or re.search(r"\b(?:is|are|was|were|must|should|shall|will|may)\b", main):
        return False  # "Contact with pupils is …", "Open letters are …", "Support staff may …"
    third = re.match(r"\s+(?P<stem>[a-z]+?)(?:e?s)\b", after)  # "Support follows a plan"
    return not (third and modal_words().base.fullmatch(third["stem"]))
