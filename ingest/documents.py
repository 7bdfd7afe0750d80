"""The types everything else speaks: a policy, its pages, its clauses.

Two texts are kept apart. The *extracted* text of a page is what a reader got out of the file. The
*stored* text of a policy is that text with running headers, footers, page numbers and contents
lines left out and wrapped lines joined; clauses are spans of it, and `Segment`s map it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class PolicyStatus(StrEnum):
    """How far a document may be relied on."""

    ADOPTED = "adopted"
    SAMPLE = "sample"
    SUPERSEDED = "superseded"


class ClauseKind(StrEnum):
    """What part of a document a clause is."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"
    TABLE_ROW = "table_row"
    DEFINITION = "definition"
    FACT = "fact"  # a statement of the front matter: version table, review date, contacts


class LineStyle(StrEnum):
    """What a reader knows about a line from the file itself; BODY when it knows nothing."""

    BODY = "body"
    HEADING = "heading"
    BULLET = "bullet"
    TABLE_ROW = "table_row"


@dataclass(frozen=True)
class Line:
    """One line (or one whole paragraph, where the format has paragraphs) of extracted text.

    `start` is its offset in the extracted text of `page`; `level` is the depth of a heading
    (1 = highest) or of a bullet's nesting (0 = outermost); `cells` are a table row's cells.
    `wrapped` is true when the format breaks lines at the page's width (PDF, plain text), so that
    the next line may continue this one. Layout that a format tells is kept for finding structure:
    `indent` and `reach` are the left and right edges (points from the left of the page's `column`,
    or characters of plain text), `gap` is true with white space above the line, `table` tells one
    table from the next. `hidden` says why
    nobody sees the line on the page ("white text"); '' when it is seen.
    """

    text: str
    page: int
    start: int
    style: LineStyle = LineStyle.BODY
    level: int | None = None
    cells: tuple[str, ...] = ()
    wrapped: bool = False
    size: float | None = None  # points, where the format tells
    bold: bool = False
    indent: float | None = None
    reach: float | None = None
    gap: bool = False
    column: int = 0
    number: str | None = None  # a list number that the format draws by itself
    table: int | None = None
    header: bool = False  # a table's heading row
    hidden: str = ""


@dataclass(frozen=True)
class Page:
    """One page as extracted: `number` counts from 1; formats without pages have one page."""

    number: int
    text: str


@dataclass(frozen=True)
class Finding:
    """Something a person should know about a file: `kind` is a short slug, `page` may be None."""

    kind: str
    text: str
    page: int | None = None


@dataclass(frozen=True)
class Extraction:
    """What a reader got out of one file, in reading order."""

    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)  # the file's own metadata


@dataclass(frozen=True)
class Segment:
    """`length` characters of stored text from `start` come from `page` at `page_start`, unchanged
    but for normalisation character by character (a ligature may stand for two)."""

    start: int
    length: int
    page: int
    page_start: int
    page_length: int


@dataclass(frozen=True)
class Clause:
    """The smallest part of a policy that is quoted: a whole bullet, numbered point or paragraph.

    `text == policy.text[start:end]`, always. `lead_in` is the sentence or heading that introduces
    it ("If a member of staff … they should:"), verbatim, or None. `section` is the heading path,
    outermost first. `clause_id` is made of the policy's id and a checksum of section and text, so
    it survives a change elsewhere in the document.
    """

    clause_id: str
    policy_id: str
    text: str
    start: int
    end: int
    section: tuple[str, ...]
    page: int
    page_end: int
    kind: ClauseKind = ClauseKind.PARAGRAPH
    lead_in: str | None = None
    number: str | None = None

    @property
    def heading(self) -> str:
        """The nearest heading, or ''."""
        return self.section[-1] if self.section else ""


@dataclass(frozen=True)
class LinkedPolicy:
    """Another policy that this one names: as written there, by its canonical name, and where."""

    named_as: str
    title: str
    clause_id: str


@dataclass(frozen=True)
class Contact:
    """A person or office that the document names: every field verbatim, '' where it is silent."""

    role: str
    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Policy:
    """One document. Whatever it doesn't state is None or empty: nothing here is guessed.

    `review_date` is as printed ("February 2025"); `review_due` is the last day that this can mean
    (2025-02-28). `sha256` is of the file's bytes.
    """

    policy_id: str
    title: str
    source: str
    sha256: str
    text: str
    page_count: int
    version: str | None = None
    version_date: str | None = None
    approved_by: str | None = None
    effective_from: str | None = None
    signatories: tuple[str, ...] = ()
    review_date: str | None = None
    review_due: date | None = None
    contacts: tuple[Contact, ...] = ()
    linked: tuple[LinkedPolicy, ...] = ()
    status: PolicyStatus = PolicyStatus.ADOPTED
    segments: tuple[Segment, ...] = ()

    def is_overdue(self, today: date) -> bool:
        """True once the review date has passed."""
        return self.review_due is not None and today > self.review_due


@dataclass(frozen=True)
class Dropped:
    """A piece of extracted text that became no clause, and why ("running header", "contents")."""

    text: str
    page: int
    reason: str


@dataclass(frozen=True)
class ReadDocument:
    """One file, read: the policy, its clauses in document order, and what a person should check."""

    policy: Policy
    clauses: tuple[Clause, ...]
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()


def embedding_text(policy_title: str, clause: Clause) -> str:
    """The clause with its headings and lead-in: for searching, never for quoting."""
    path = " > ".join((policy_title, *clause.section))
    if clause.lead_in and clause.lead_in.rstrip(": ") not in clause.section[-1:]:
        return f"{path}: {clause.lead_in} {clause.text}"
    return f"{path}: {clause.text}"


def clauses_by_id(clauses: Iterable[Clause]) -> dict[str, Clause]:
    """Look-up by id; ids are unique within a policy."""
    return {clause.clause_id: clause for clause in clauses}
