"""What a document states about itself. Everything is as printed; what isn't stated is absent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ingest import facts
from ingest.contacts import contacts_in
from ingest.dates import dates_in, last_day
from ingest.documents import Clause, ClauseKind, Contact, Extraction, PolicyStatus
from ingest.status import status_of
from ingest.structure import Structure

_FILE_PROPERTIES = {"title", "subject", "keywords", "author", "created", "status"}
_RUNNING = {"running header or footer", "watermark"}
_STATED = {
    "review_date": re.compile(
        r"(?:next|due|future|date of next|date for)\b.*\breview|^(?:policy |document "
        r")?review(?:ed)?\b(?!.*\b(?:body|by|"
        r"cycle|period|frequency|committee)\b)|^(?:date (?:for|of) )?(?:the )?review(?: "
        r"date| due| on)?$|"
        r"\breview (?:date|due)|^(?:date )?to be reviewed|^renewal|^expiry",
        re.IGNORECASE,
    ),
    "version": re.compile(
        r"^(?:policy |document |current )?(?:version|issue|revision|edition)(?: no\.?| number)?$",
        re.I,
    ),
    "version_date": re.compile(
        r"^(?:version|issue|revision|publication|publish(?:ed|ing)?) date$|^date (?:of "
        r"(?:issue|version|publication)|issued|"
        r"published|written|created)$|^(?:last )?(?:updated|amended|revised|issued|"
        r"published)(?: on)?$|^date$",
        re.IGNORECASE,
    ),
    "approved_by": re.compile(
        r"^(?:policy |document )?(?:approved|adopted|ratified|agreed|authorised|signed "
        r"off) by$|^approv(?:al|ing) body$|"
        r"^approved$|^approver$|^approval$",
        re.IGNORECASE,
    ),
    "effective_from": re.compile(
        r"^effective(?: from| date)?$|^(?:implementation|commencement|start) date$|^date "
        r"effective$|"
        r"^in force from$|^valid from$|^applies from$",
        re.IGNORECASE,
    ),
}
_PAST_REVIEW = re.compile(
    r"\b(?:last|previous|date)\b(?!.*\bto be\b).*\breviewed|\blast\b|(?<!be "
    r")\breviewed\b(?!.*\bnext\b)",
    re.IGNORECASE,
)
_REVIEW_SENTENCE = re.compile(
    r"(?:next\s+review(?:\s+(?:is|date))?(?:\s+(?:due|in|on|by))*|(?:will|is\s+to|to|shall)\s+(?:next\s+)?be\s+"
    r"(?:next\s+)?(?:formally\s+)?reviewed(?:\s+again)?\s+(?:in|on|by|before|no\s+later\s+than)|"
    r"due\s+for\s+review(?:\s+(?:in|on|by))?|review\s+(?:date|due)(?:\s+(?:is|in|on|by))?)\s*[:\t–-]?\s*(?P<date>[^.\n]{4,40})",
    re.IGNORECASE,
)
_VERSION_LINE = re.compile(
    r"^(?:version|v|issue|rev(?:ision)?)\.?\s*(?P<number>\d+(?:\.\d+)*[a-z]?)\b", re.IGNORECASE
)
_APPROVED_SENTENCE = re.compile(
    r"\b(?:approved|adopted|ratified|agreed)\s+by\s+(?P<who>(?:the\s+)?[^.,;\n]{3,60}?)"
    r"(?=\s+(?:on|in|at)\s+[^.]*\d{4}|[.,;\n]|$)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\s_.…\-–—]*|\[.*\]|<.*>|tbc|tba", re.IGNORECASE)


@dataclass(frozen=True)
class Metadata:
    """A policy's front matter."""

    title: str
    version: str | None
    version_date: str | None
    approved_by: str | None
    effective_from: str | None
    signatories: tuple[str, ...]
    review_date: str | None
    review_due: date | None
    contacts: tuple[Contact, ...]
    status: PolicyStatus


def metadata_of(structure: Structure, extraction: Extraction, stem: str) -> Metadata:
    """Read the front matter from the facts, the tables, the running headers and, where the wording
    is plain, from sentences. `stem` is the title's last resort."""
    pairs = [*_pairs(structure), *_given(extraction)]
    stated = {field: _first(pairs, pattern, field) for field, pattern in _STATED.items()}
    review = stated["review_date"] or _review_sentence(structure.clauses)
    return Metadata(
        title=_title(structure, extraction, stem),
        version=stated["version"] or _version_line(structure),
        version_date=stated["version_date"],
        approved_by=stated["approved_by"] or _approved_sentence(structure.clauses),
        effective_from=stated["effective_from"],
        signatories=_signatories(structure.clauses),
        review_date=review,
        review_due=last_day(review) if review else None,
        contacts=contacts_in(structure.clauses),
        status=status_of(structure, extraction),
    )


def _pairs(structure: Structure) -> Iterable[tuple[str, str]]:
    """Every label with its value, the nearest to the front first."""
    for clause in structure.clauses:
        yield from _table_pairs(clause)
        lines = clause.text.split("\n")
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if facts.is_label(line) and following:
                yield line.strip(" :"), following
                continue
            for part in line.split("\t"):
                pair = facts.label_and_value(part)
                if pair is not None:
                    yield pair
        if facts.is_label(clause.heading) and len(clause.text.split()) <= 8:
            yield clause.heading.strip(" :"), clause.text
    for dropped in structure.dropped:
        if dropped.reason in _RUNNING:
            for part in re.split(r"\s*[|\t•]\s*|\s{3,}", dropped.text):
                pair = facts.label_and_value(part)
                if pair is not None:
                    yield pair


def _given(extraction: Extraction) -> Iterable[tuple[str, str]]:
    """What the head of a Markdown file says ("review_date: …")."""
    for key, value in extraction.properties.items():
        if key not in _FILE_PROPERTIES:
            yield re.sub(r"[_-]+", " ", key), value


def _table_pairs(clause: Clause) -> Iterable[tuple[str, str]]:
    """Header and value of each column, of a table stated whole or of one row under its header."""
    rows = [
        [cell.strip() for cell in line.split("\t")]
        for line in clause.text.split("\n")
        if "\t" in line
    ]
    if not rows:
        return
    header = rows[0] if len(rows) > 1 else None
    body = rows[1:]
    if (
        clause.lead_in
        and "\t" in clause.lead_in
        and clause.kind in (ClauseKind.FACT, ClauseKind.TABLE_ROW)
    ):
        header, body = [cell.strip() for cell in clause.lead_in.split("\t")], rows
    if (
        header is not None
        and body
        and sum(1 for cell in header if facts.is_label(cell) or cell == "Date") >= 2
    ):
        latest = max(body, key=lambda row: (_number(row[0]), body.index(row)))
        for label, value in zip(header, latest, strict=False):
            if value:
                yield label, value
        return
    for row in rows:
        # Label, value, label, value …
        for label, value in zip(row[::2], row[1::2], strict=False):
            if label and value:
                yield label.rstrip(" :"), value


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def _first(pairs: Sequence[tuple[str, str]], pattern: re.Pattern[str], field: str) -> str | None:
    for label, value in pairs:
        label = label.strip(" :")
        if not pattern.search(label) or _BLANK.fullmatch(value) or len(label.split()) > 8:
            continue
        if field == "review_date" and (not dates_in(value) or _PAST_REVIEW.search(label)):
            continue
        if field in {"version_date", "effective_from"} and not dates_in(value):
            continue
        if field == "version" and not re.search(r"\d", value):
            continue
        if field == "approved_by" and (
            (last_day(value) and len(value.split()) <= 3) or len(value) > 80
        ):
            continue
        return value
    return None


def _review_sentence(clauses: Sequence[Clause]) -> str | None:
    for clause in clauses:
        for match in _REVIEW_SENTENCE.finditer(clause.text):
            found = dates_in(match.group("date"))
            if found and match.group("date").find(found[0][0]) <= 12:
                return found[0][0]
    return None


def _approved_sentence(clauses: Sequence[Clause]) -> str | None:
    for clause in clauses:
        if re.match(
            r"^(?:this|the)\s+(?:\w+\s+){0,6}(?:was|has\s+been|is)\b", clause.text, re.IGNORECASE
        ):
            match = _APPROVED_SENTENCE.search(clause.text)
            if match and re.search(
                r"\bpolicy\b|\bdocument\b", clause.text[: match.start()], re.IGNORECASE
            ):
                return match.group("who").strip()
    return None


def _version_line(structure: Structure) -> str | None:
    lines = [line for clause in structure.clauses[:12] for line in clause.text.split("\n")]
    lines += [
        part
        for d in structure.dropped
        if d.reason in _RUNNING
        for part in re.split(r"[|\t]", d.text)
    ]
    lines += list(re.split(r"[(),–—-]", structure.title or ""))
    for line in lines:
        match = _VERSION_LINE.match(line.strip())
        if match and len(line.split()) <= 8:
            return match.group("number")
    return None


def _signatories(clauses: Sequence[Clause]) -> tuple[str, ...]:
    named = [
        clause.text
        for clause in clauses
        if clause.kind == ClauseKind.FACT and clause.lead_in and facts.is_signed_by(clause.lead_in)
    ]
    for clause in clauses:
        match = re.match(
            r"name of signatory\b[^\n:\t]*[\n:\t]\s*(?P<name>\S.*)", clause.text, re.IGNORECASE
        )
        if match:
            named.append(match.group("name").strip())
    return tuple(named)


def _title(structure: Structure, extraction: Extraction, stem: str) -> str:
    if structure.title:
        return structure.title
    given = extraction.properties.get("title", "")
    if given and not re.search(
        r"\.(?:docx?|pdf|html?|txt|md)$|^(?:microsoft word|untitled|document\d*|title)\b",
        given,
        re.I,
    ):
        return given
    return re.sub(r"[\s_-]+", " ", stem).strip()
