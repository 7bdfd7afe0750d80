"""The only wiring of inductions: settings and the desk become what the pages use."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.access.pins import PinTries
from assistant.desk.service import Desk
from assistant.induction.office import Office
from assistant.induction.path.groups import load_groups
from assistant.induction.visits import Visits
from assistant.settings import Settings


@dataclass(frozen=True)
class Inductions:
    """The two sides of a school's inductions: those who come, and those who look after them."""

    visits: Visits
    office: Office


def build_induction(settings: Settings, desk: Desk) -> Inductions:
    """The inductions of a school, on the desk's records and library."""
    visits = Visits(
        records=desk.records,
        source=desk.source,
        encoder=desk.encoder,
        groups=load_groups(),
        school=settings.school,
        settings=settings.induction,
        tries=PinTries(),
    )
    return Inductions(visits, Office(desk, settings.induction))
