"""The register's rows and what is shown of them, as HTML and words; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from assistant.induction.path.roles import ROLE_WORDS
from assistant.induction.record.register import RegisterRow, Standing, filtered
from assistant.induction.record.register_words import cells, columns, notes
from assistant.records.induction_entries import InductionRole
from assistant.web.markup import facts, tag, text

SIGNS = {
    Standing.CURRENT: ("✓", "plain"),
    Standing.STALE: ("!", "sample"),
    Standing.STARTED: ("…", "nearest"),
    Standing.INVITED: ("–", "nearest"),
    Standing.EXPIRED: ("✕", "bad"),
}
NO_ONE = (
    "Nobody has been invited yet. Make a personal link for each person on the DSL desk, under "
    "“Personal links”, and send it to them."
)
NONE_FITS = "Nobody fits what is chosen above."


def row_html(row: RegisterRow) -> str:
    """One person: name, role, standing in words, what was declared and who confirmed it, what to
    note."""
    names, said = columns(), cells(row)
    person, role, standing = said[:3]
    sign, tone = SIGNS[row.standing]
    badge = tag(
        "span",
        tag("span", text(sign), aria_hidden="true", class_="pa-badge-sign"),
        text(standing),
        class_=f"pa-badge pa-badge-{tone}",
    )
    told = [(name, cell) for name, cell in zip(names[3:6], said[3:6], strict=True) if cell]
    noted = " ".join(notes(row))
    return tag(
        "div",
        tag("h2", text(person), class_="pa-row"),
        tag("p", badge, tag("span", text(role), class_="pa-quiet"), class_="pa-badges"),
        facts(told, class_="pa-facts"),
        tag("p", text(noted), class_="pa-quiet") if noted else "",
        class_="pa-register-row",
    )


def chosen(
    rows: Iterable[RegisterRow],
    standing: Standing | None,
    role: InductionRole | None,
    name: str,
    unverified: bool,
) -> tuple[RegisterRow, ...]:
    """The rows that fit; with `unverified`, those alone whose declaration nobody has confirmed."""
    return tuple(
        row
        for row in filtered(rows, standing, role, name)
        if not unverified or (row.record is not None and row.verification is None)
    )


def shown_words(standing_name: str, role: InductionRole | None, name: str, unverified: bool) -> str:
    """Which rows a file holds: 'out of date, volunteer, name with “jo”'; '' for all."""
    told = [standing_name.lower()] if standing_name else []
    if role is not None:
        told.append(ROLE_WORDS[role].lower())
    if name.strip():
        told.append(f"name with “{' '.join(name.split())}”")
    if unverified:
        told.append("declared and not yet verified")
    return ", ".join(told)


def certificate_name(person: str, declared: date) -> str:
    """A name for the file: 'certificate-jo-parker-2026-11-26.pdf'."""
    plain = unicodedata.normalize("NFKD", person).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    return "-".join(filter(None, ("certificate", slug, declared.isoformat()))) + ".pdf"
