"""What a certificate's code stands for, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.induction.record.certificate_text import CertificateText, certificate_text
from assistant.induction.record.changes import told_version
from assistant.triage.cards import SchoolContacts
from assistant.web.markup import facts, items, table, tag, text

if TYPE_CHECKING:
    from assistant.induction.office import Checked

UNKNOWN = "This code stands for no certificate of this school."
UNKNOWN_DO = (
    "Compare it with the certificate, character by character; letters may be small or capital, and "
    "spaces and dashes don’t matter. If it is the same, the certificate isn’t one that this school "
    "issued: ask the school office."
)
ALTERED = "Don’t rely on this certificate."
ALTERED_DO = (
    "There is a record for this code, but it isn’t as it was declared. Please tell the school "
    "office, which can have the records checked."
)
CURRENT = "Genuine, and current"
CURRENT_WHY = "None of the policies that it rests on has changed since."
STALE = "Genuine, but no longer current"


def unknown_html() -> str:
    """That a code stands for nothing. The same for one that can't be a code at all, so that nobody
    learns how codes are made."""
    return _told("neutral", UNKNOWN, UNKNOWN_DO)


def waiting_html(seconds: float) -> str:
    """That too many wrong codes were tried, and how long to wait."""
    minutes = int(seconds // 60) + 1
    wait = _seconds(max(1, round(seconds))) if seconds < 90 else f"{minutes} minutes"
    return _told(
        "neutral",
        "This code wasn’t looked up.",
        "Codes that stand for nothing were tried here just now, perhaps by somebody else. Please "
        f"wait {wait}, then check it again: your code is still in the box.",
    )


def checked_html(checked: Checked, school: SchoolContacts, today: date) -> str:
    """Whose certificate it is, what it rests on and whether it is current; of a record that isn't
    as it was declared, that alone."""
    if not checked.intact:
        return _told("bad", ALTERED, ALTERED_DO)
    told = certificate_text(
        checked.record, checked.verification, checked.changes, school, "", today
    )
    return _standing(checked, told) + _body(told)


def _standing(checked: Checked, told: CertificateText) -> str:
    if checked.changes is None or not checked.changes.is_stale:
        return _told("good", CURRENT, CURRENT_WHY)
    changed = [told_version(change) for change in checked.changes.policies]
    return _told("bad", STALE, told.stale, changed)


def _body(told: CertificateText) -> str:
    columns = {str(n): name for n, name in enumerate(told.columns)}
    rows = [{str(n): text(cell) for n, cell in enumerate(row)} for row in told.policies]
    return tag(
        "div",
        tag("p", text(told.lead), class_="pa-quiet"),
        tag("h2", text(told.person), class_="pa-heading"),
        tag("p", text(told.statement)),
        facts((*told.facts, (told.code_label, told.code)), class_="pa-facts"),
        tag("p", text(told.unverified)) if told.unverified else _signed(told),
        tag("h3", text(told.policies_heading), class_="pa-small-heading"),
        table(told.hash_note, columns, rows),
        tag("p", text(told.is_not), class_="pa-quiet"),
        class_="pa-certificate",
    )


def _signed(told: CertificateText) -> str:
    who = ", ".join(told.signer.split("\n"))
    return tag("p", tag("strong", text(f"{told.verified}: ")), text(who))


def _told(tone: str, title: str, explanation: str, further: Sequence[str] = ()) -> str:
    return tag(
        "div",
        tag("h2", text(title), class_="pa-heading"),
        tag("p", text(explanation)),
        items("ul", further),
        class_=f"pa-outcome pa-outcome-{tone}",
        role="status",
    )


def _seconds(number: int) -> str:
    return "a second" if number == 1 else f"{number} seconds"
