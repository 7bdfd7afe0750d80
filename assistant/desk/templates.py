"""The sentences of a reply, from prompts/reply.toml, checked whole when they are loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.desk.errors import TemplateError
from assistant.desk.sentences import PROMPTS, Sentences, checked, read_file
from assistant.records.entries import Audience, Length, Part, Tone

FILE = PROMPTS / "reply.toml"

_OUTCOMES = ("allowed", "not_allowed", "required", "not_required", "depends", "information")
_PLAIN = {  # sentences without variables, by section
    "document": ("title", "draft_banner", "sources", "notes"),
    "headings": tuple(Part),
    "titles": ("dsl", "deputy_dsl", "head", "other"),
    "people": ("dsl", "head", "chair", "lado"),
    "readers": tuple(Audience),
    **{f"thanks.{tone}": tuple(Audience) for tone in Tone},
    "question": ("long", "topic_blank"),
    "policy": (
        *(
            "no_pages",
            "no_version",
            "no_review",
            "further",
            "further_one",
            "one_month",
            "under_a_month",
        ),
        *("not_covered", "nearest", "nearest_one", "out_of_scope", "clarify"),
    ),
    "not_settled": (
        *("only_this", "not_covered", "out_of_scope", "withdrawn", "withdrawn_one"),
        *("conditions", "conflict", "advised_rule"),
    ),
    "framing": tuple(Tone),
    **{f"advice.{group}": _OUTCOMES for group in ("rule", "advice", "mixed")},
    "advice.told": ("depends", "information"),
    "advice.other": (
        *("own", "clarify", "withdrawn", "withdrawn_one", "named_others", "not_in_force"),
    ),
    "action": ("blank",),
    **{f"confidentiality.{length}": tuple(Audience) for length in Length},
    "record": (Audience.STAFF_MEMBER, Audience.PARENT, Audience.ALL_STAFF),
    "closing": tuple(Tone),
    "regards": tuple(Tone),
    "sign_off": ("origin",),
}
_FILLED = {  # sentences with variables: exactly these
    "document.signed_banner": "name role date",
    "people.named": "person name",
    "question.asked": "asked",
    "question.wrote": "question",
    "question.topic": "asked",
    "question.topic_wrote": "question",
    "question.number": "number text",
    "policy.number": "number",
    "policy.source": "policy place version review",
    "policy.source_led": "policy place version review lead_in",
    "policy.section": "section pages",
    "policy.no_section": "pages",
    "policy.page": "page",
    "policy.pages": "page page_end",
    "policy.version": "version",
    "policy.review": "date",
    "policy.overdue": "policy date months",
    "policy.months": "months",
    "policy.sample": "policy",
    "policy.superseded": "policy",
    "not_settled.named_others": "subject readers",
    "not_settled.linked_missing": "policies",
    "not_settled.linked_sample": "policies",
    "advice.other.number": "number",
    "advice.other.conditions": "conditions",
    "advice.other.several_conditions": "conditions",
    "advice.other.approval": "approver",
    "advice.other.conflict": "head",
    "concern.all": "dsl head chair lado",
    f"record.{Audience.VOLUNTEER}": "dsl",
}
_MAY_BE_EMPTY = frozenset({"headings.thanks", "headings.sign_off"})
_BRACKETED = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Templates(Sentences):
    """The sentences of a reply. `blanks` and `signer` are the bracketed words that a person, or
    the signing, fills in."""

    blanks: tuple[str, ...]
    signer: str


@cache
def load_templates(path: Path = FILE) -> Templates:
    """All sentences, checked. TemplateError names a sentence that is missing, unknown or empty, or
    whose variables or blanks aren't exactly those expected."""
    data = read_file(path)
    version, signer = data.pop("version", None), data.pop("signer", None)
    blanks = data.pop("blanks", None)
    if not isinstance(version, str) or not isinstance(signer, str) or not _are_texts(blanks):
        raise TemplateError(f"{path.name} needs a version, the blanks and the signer at the top.")
    sentences = checked(path.name, data, _PLAIN, _FILLED, _MAY_BE_EMPTY)
    for name, sentence in sentences.items():
        if unknown := set(_BRACKETED.findall(sentence)) - set(blanks):
            told = ", ".join(sorted(unknown))
            raise TemplateError(f"{path.name}: {name} has blanks that aren’t in `blanks`: {told}.")
    return Templates(path.name, version, sentences, tuple(blanks), signer)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
