"""The sentences of a path, from prompts/induction.toml, checked whole when they are loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.desk.resting import Fate
from assistant.desk.sentences import PROMPTS, Sentences, read_sentences
from assistant.records.induction_entries import InductionRole

FILE = PROMPTS / "induction.toml"

_WITH_POLICY = (Fate.POLICY_REMOVED, Fate.SUPERSEDED)
_PLAIN = {  # sentences without variables, by section
    "gloss": (
        *("must_not", "must_not_any", "must_not_exception", "must_not_until"),
        *("must", "must_all", "must_when", "rule"),
        *("should", "should_all", "should_when", "should_not", "should_not_any", "advice"),
        *("may", "may_only", "duty_and_ban", "ban_and_leave", "duty_and_leave", "mixed_force"),
        *("beforehand", "in_writing", "beforehand_in_writing"),
    ),
    "tie": ("as_visitor",),
    "plural": tuple(InductionRole),
    "left_out": ("about", "institution", "states", "others"),
    "changed": (*(fate for fate in Fate if fate not in _WITH_POLICY), "added"),
    "documents": ("no_version", "same_version", "nothing_binding"),
}
_FILLED = {  # sentences with variables: exactly these
    "gloss.must_not_approved": "approver how",
    "gloss.may_approved": "approver how",
    "gloss.tell_must": "who",
    "gloss.tell_should": "who",
    "tie.as_staff": "role",
    "tie.maybe": "role",
    "left_out.not_covered": "role",
    "left_out.for_staff": "role",
    "left_out.sample": "policy",
    "left_out.superseded": "policy",
    "left_out.duplicate": "policy",
    "left_out.budget": "minutes role",
    **{f"changed.{fate}": "policy" for fate in _WITH_POLICY},
    "documents.replaced": "policy before after",
    "documents.gone": "policy",
    "documents.new": "policy after",
    "documents.version": "version",
}


@cache
def load_phrases(path: Path = FILE) -> Sentences:
    """All sentences. TemplateError names one that is missing, unknown, empty or has other
    variables than it should."""
    return read_sentences(path, _PLAIN, _FILLED)
