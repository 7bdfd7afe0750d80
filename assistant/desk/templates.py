"""The sentences of a reply, from prompts/reply.toml, checked whole when they are loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from string import Formatter
from typing import Any

from assistant.desk.errors import TemplateError
from assistant.records.entries import Audience, Length, Part, Tone

FILE = Path(__file__).parents[2] / "prompts" / "reply.toml"

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
class Templates:
    """Sentences by dotted name with their variables still in braces. `blanks` and `signer` are
    the bracketed words that a person, or the signing, fills in."""

    version: str
    blanks: tuple[str, ...]
    signer: str
    sentences: Mapping[str, str]

    def say(self, name: str, /, **values: object) -> str:
        """One sentence with its variables filled in; TemplateError when it needs another."""
        try:
            return self.sentences[name].format_map(values)
        except KeyError as error:
            raise TemplateError(f"{FILE.name}: {name} lacks {error}. Restore the file.") from error


@cache
def load_templates(path: Path = FILE) -> Templates:
    """All sentences, checked. TemplateError names a sentence that is missing, unknown or empty, or
    whose variables or blanks aren't exactly those expected."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"{path.name} can’t be read: {error}. Restore the file.") from error
    version, signer = data.pop("version", None), data.pop("signer", None)
    blanks = data.pop("blanks", None)
    if not isinstance(version, str) or not isinstance(signer, str) or not _are_texts(blanks):
        raise TemplateError(f"{path.name} needs a version, the blanks and the signer at the top.")
    sentences = _flat(data)
    expected = _expected()
    if odd := sorted(sentences.keys() ^ expected.keys()):
        raise TemplateError(f"{path.name}: missing or unknown sentences: {', '.join(odd)}.")
    for name, sentence in sentences.items():
        _check(path.name, name, sentence, expected[name], frozenset(blanks))
    return Templates(version, tuple(blanks), signer, sentences)


def _expected() -> dict[str, frozenset[str]]:
    plain = [f"{section}.{name}" for section, names in _PLAIN.items() for name in names]
    return {
        **dict(product(plain, [frozenset[str]()])),
        **{name: frozenset(variables.split()) for name, variables in _FILLED.items()},
    }


def _check(
    file: str, name: str, sentence: Any, variables: frozenset[str], blanks: frozenset[str]
) -> None:
    if not isinstance(sentence, str) or not (sentence.strip() or name in _MAY_BE_EMPTY):
        raise TemplateError(f"{file}: {name} must be text in quotes, and not empty.")
    try:
        used = {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}
    except ValueError as error:
        raise TemplateError(f"{file}: {name}: {error} in “{sentence}”.") from error
    if used != variables:
        told = ", ".join(sorted(used ^ variables))
        raise TemplateError(f"{file}: {name} has unknown or missing variables: {told}.")
    if unknown := set(_BRACKETED.findall(sentence)) - blanks:
        told = ", ".join(sorted(unknown))
        raise TemplateError(f"{file}: {name} has blanks that aren’t in `blanks`: {told}.")


def _flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            found.update(_flat(value, f"{prefix}{name}."))
        else:
            found[prefix + name] = value
    return found


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
