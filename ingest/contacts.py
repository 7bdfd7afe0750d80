"""The people and offices that a document names, with how to reach them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest import facts
from ingest.documents import Clause, ClauseKind, Contact

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])(?:\+44\s?\(?0?\)?|\(?0)\d[\d\s()-]{7,13}\d(?!\w)")
_SENTENCE = re.compile(
    r"\b(?:contact|email|e-mail|call|telephone|ring|phone)\s+(?:the\s+|our\s+)?"
    r"(?P<role>[A-Za-z][\w' ’/()-]{2,60}?)(?:\s+(?:please\s+use|on|at|via|"
    r"by(?:\s+email)?|please))?\s*[:,]?\s*"
    r"(?=[\w.+-]+@|(?:\+44|\(?0)\d)",
)
_NAME = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Prof|Sir|Cllr)\.?\s+)?[A-Z][\w'’.-]*(?:\s+(?:[A-Z][\w'’.-]*|de|van|of|and|&|for)){0,6}$"
)


def contacts_in(clauses: Sequence[Clause]) -> tuple[Contact, ...]:
    """Every contact that the clauses state, in order, each once."""
    found: dict[tuple[str, str], Contact] = {}
    for clause in clauses:
        for contact in _of_clause(clause):
            key = (contact.role.lower(), contact.name.lower())
            known = found.get(key)
            if known is None:
                found[key] = contact
            else:
                found[key] = replace(
                    known, phone=known.phone or contact.phone, email=known.email or contact.email
                )
    return tuple(found.values())


def _of_clause(clause: Clause) -> list[Contact]:
    if "\t" in clause.text:
        return _of_row(clause)
    if clause.kind == ClauseKind.FACT or len(clause.text.split()) <= 16:
        grouped = _of_lines(clause.text.split("\n"))
        if grouped:
            return grouped
    contacts = []
    for match in _SENTENCE.finditer(clause.text):
        rest = clause.text[match.end() : match.end() + 120]
        email, phone = _EMAIL.search(rest), _PHONE.search(rest)
        contacts.append(
            Contact(
                match.group("role").strip(),
                phone=phone.group().strip() if phone else "",
                email=email.group().rstrip(".") if email else "",
            )
        )
    return contacts


def _of_lines(lines: Sequence[str]) -> list[Contact]:
    """Contacts of lines such as "Role: name", "Telephone: …", "Email: …"."""
    contacts: list[Contact] = []
    for line in lines:
        email, phone = _EMAIL.search(line), _PHONE.search(line)
        bare = line
        for match in (email, phone):
            bare = bare.replace(match.group(), "") if match else bare
        named = facts.role_and_name(bare.strip(" ,;–—-:")) if not facts.is_contact(line) else None
        if named is not None and facts.is_label(named[0]):
            named = None
        reached = facts.reached_at(line)
        if reached is not None and not facts.is_contact(line):
            contacts.append(Contact(reached[0]))
            named = None
        if named is not None and _NAME.match(named[1]):
            contacts.append(Contact(*named))
        elif named is not None or not (email or phone) or not contacts:
            continue
        if contacts:
            last = contacts[-1]
            contacts[-1] = replace(
                last,
                phone=last.phone or (phone.group().strip() if phone else ""),
                email=last.email or (email.group().rstrip(".") if email else ""),
            )
    return contacts


def _of_row(clause: Clause) -> list[Contact]:
    """The contact of a table row under a header that names its columns."""
    cells = [cell.strip() for cell in clause.text.split("\n")[-1].split("\t")]
    if clause.lead_in and "\t" in clause.lead_in:
        header = [cell.strip().lower() for cell in clause.lead_in.split("\t")]
        values = dict(zip(header, cells, strict=False))
        role = _column(values, "role", "position", "title", "responsibility", "post")
        name = _column(values, "name", "person", "staff")
        rest = " ".join(cells)
        email, phone = _EMAIL.search(rest), _PHONE.search(rest)
        if role and name and _NAME.match(name):
            return [
                Contact(
                    role,
                    name,
                    phone.group().strip() if phone else "",
                    email.group() if email else "",
                )
            ]
        return []
    if (
        len(cells) >= 2
        and facts.role_and_name(f"{cells[0].rstrip(':')}: {cells[1]}")
        and _NAME.match(cells[1])
    ):
        rest = " ".join(cells[1:])
        email, phone = _EMAIL.search(rest), _PHONE.search(rest)
        return [
            Contact(
                cells[0].rstrip(" :"),
                cells[1],
                phone.group().strip() if phone else "",
                email.group() if email else "",
            )
        ]
    return []


def _column(values: dict[str, str], *names: str) -> str:
    for label, value in values.items():
        if any(re.search(rf"\b{name}\b", label) for name in names):
            return value
    return ""
