"""What a person should look at before a document is relied on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ingest.documents import Dropped, Extraction, Finding, LinkedPolicy
from ingest.metadata import Metadata

_UNSEEN = {
    "white text": "hidden-text",
    "tiny text": "hidden-text",
    "invisible text": "hidden-text",
    "hidden text": "hidden-text",
    "transparent text": "hidden-text",
    "covered text": "hidden-text",
    "text off the page": "hidden-text",
    "rotated text": "rotated-text",
    "footnote": "footnote",
}
_SPACED = re.compile(r"(?:(?<=\s)|^)(?:[A-Za-z] ){5,}[A-Za-z](?=\s|$|[.,;:])")
_RUN_TOGETHER = re.compile(
    r"[A-Za-z]{29,}|\b[a-z]{3,}[.,;][A-Za-z]{4,}\s|[a-z]{4,}[A-Z][a-z]{3,}[A-Z][a-z]{3,}"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
_SHOWN = 160  # characters of a piece of text shown in a finding


def findings_of(
    extraction: Extraction,
    dropped: Sequence[Dropped],
    metadata: Metadata,
    linked: Sequence[LinkedPolicy],
    today: date,
) -> tuple[Finding, ...]:
    """Everything worth a look, the reader's own findings first."""
    return (
        *extraction.findings,
        *_unseen(dropped),
        *_watermarks(dropped),
        *_spacing(extraction),
        *_lost_characters(extraction),
        *_review(metadata, today),
        *_linked(linked),
    )


def _unseen(dropped: Sequence[Dropped]) -> list[Finding]:
    return [
        Finding(
            _UNSEEN[piece.reason],
            f"Left out as {piece.reason}, check whether it matters: “{piece.text[:_SHOWN]}”",
            piece.page,
        )
        for piece in dropped
        if piece.reason in _UNSEEN
    ]


def _watermarks(dropped: Sequence[Dropped]) -> list[Finding]:
    pages: dict[str, list[int]] = defaultdict(list)
    for piece in dropped:
        if piece.reason == "watermark":
            pages[piece.text.strip().upper()].append(piece.page)
    return [
        Finding(
            "draft" if "DRAFT" in text else "watermark",
            f"Marked “{text}” on {_pages(found)}.",
            found[0],
        )
        for text, found in pages.items()
    ]


def _pages(numbers: Sequence[int]) -> str:
    distinct = sorted(set(numbers))
    if len(distinct) == 1:
        return f"page {distinct[0]}"
    return f"{len(distinct)} pages"


def _spacing(extraction: Extraction) -> list[Finding]:
    found: dict[int, str] = {}
    for line in extraction.lines:
        bare = re.sub(r"\S*(?:@|www|https?:|/)\S*", " ", line.text)
        match = _SPACED.search(bare) or _RUN_TOGETHER.search(bare)
        if match and line.page not in found and not line.hidden:
            found[line.page] = match.group().strip()
    return [
        Finding("suspicious-spacing", f"Words look wrongly spaced: “{text[:_SHOWN]}”.", page)
        for page, text in found.items()
    ]


def _lost_characters(extraction: Extraction) -> list[Finding]:
    if any(finding.kind == "replaced-characters" for finding in extraction.findings):
        return []
    pages: dict[int, int] = defaultdict(int)
    for line in extraction.lines:
        # A bullet's glyph in front is no loss.
        pages[line.page] += len(_PRIVATE.findall(line.text[2:]))
    return [
        Finding("replaced-characters", f"{count} characters on this page could not be read.", page)
        for page, count in pages.items()
        if count
    ]


def _review(metadata: Metadata, today: date) -> list[Finding]:
    if metadata.review_date is None:
        return [Finding("no-review-date", "The document states no date for its next review.")]
    if metadata.review_due is None:
        return [
            Finding(
                "no-review-date",
                f"The review date “{metadata.review_date}” could not be read as a date.",
            )
        ]
    if today > metadata.review_due:
        return [
            Finding(
                "review-overdue",
                f"The review date, {metadata.review_date}, passed "
                f"{(today - metadata.review_due).days} days ago.",
            )
        ]
    return []


def _linked(linked: Sequence[LinkedPolicy]) -> list[Finding]:
    titles: dict[str, str] = {}
    for policy in linked:
        titles.setdefault(policy.title, policy.named_as)
    return [
        Finding("linked-policy", f"It refers to the {title} (as “{named_as}”).")
        for title, named_as in titles.items()
    ]
