"""The only wiring of the desk: settings and the assistant become a desk with its records."""

from __future__ import annotations

from dataclasses import asdict

from assistant.bootstrap import Assistant
from assistant.desk.service import Desk
from assistant.desk.templates import load_templates
from assistant.privacy.masker import Masker, load_masker
from assistant.records.opening import records_of
from assistant.settings import Settings


def masker_of(settings: Settings) -> Masker:
    """Finds names by rule, and by a language model where the settings ask for it; the school's name
    and those of the people in its settings stay. MaskingUnavailable says what to install."""
    told = [value for value in asdict(settings.school).values() if value]
    # "Ms A Example, room 4": the name stays without the room too.
    allow = [*told, *(value.split(",")[0] for value in told)]
    return load_masker(allow, model=settings.names)


def build_desk(settings: Settings, assistant: Assistant) -> Desk:
    """The desk of a school. A RecordsError, TemplateError or MaskingUnavailable says why not."""
    return Desk(
        records=records_of(settings.records),
        source=assistant,
        masker=masker_of(settings),
        templates=load_templates(),
        school=settings.school,
    )
