"""The library as HTML: what is loaded, what is named and missing, what became of files; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from assistant.library_links import LinkedOverview
from assistant.web.markup import items, table, tag, text
from assistant.web.wording import Label, review_words, standing
from ingest.documents import Clause, Policy
from ingest.pipeline import FileReport, FileStatus, IngestReport

COLUMNS = {
    "title": "Policy",
    "version": "Version",
    "review": "Review",
    "standing": "Standing",
    "size": "Read as",
}
LINK_COLUMNS = {"title": "Policy named", "state": "Held here?", "by": "Named by"}
_LINK_STATES = {
    "loaded": Label("Yes", "✓", "plain"),
    "sample": Label("Only a sample – not adopted", "!", "sample"),
    "missing": Label("No – missing", "✕", "bad"),
}
_FILE_STATUSES = {
    FileStatus.ADDED: Label("Added", "✓", "plain"),
    FileStatus.REPLACED: Label("New version – replaces the old one", "✓", "plain"),
    FileStatus.UNCHANGED: Label("Unchanged", "=", "nearest"),
    FileStatus.DUPLICATE: Label("Left out – a copy", "=", "nearest"),
    FileStatus.FAILED: Label("Not loaded", "✕", "bad"),
}


def badge(label: Label) -> str:
    """A label as a small badge: sign and words."""
    sign = tag("span", text(label.sign), aria_hidden="true")
    tone = {"yes": "plain"}.get(label.tone, label.tone)
    return tag("span", sign, text(label.words), class_=f"pa-badge pa-badge-{tone}")


def policies_html(policies: Sequence[Policy], clauses: Mapping[str, int], today: date) -> str:
    """The table of loaded policies; `clauses` counts each policy's clauses by its id."""
    rows = [
        {
            "title": text(policy.title) + tag("span", text(policy.source), class_="pa-file"),
            "version": text(policy.version or "Not stated"),
            "review": tag(
                "span",
                text(_without_label(review_words(policy.review_date, policy.review_due, today))),
                class_="pa-overdue" if policy.is_overdue(today) else None,
            ),
            "standing": badge(standing(policy)),
            "size": tag("span", text(count(clauses[policy.policy_id], "clause")), class_="pa-size")
            + tag("span", text(_pages(policy)), class_="pa-pages"),
        }
        for policy in policies
    ]
    return table(f"{count(len(policies), 'policy', 'policies')} loaded", COLUMNS, rows)


def links_html(links: Iterable[LinkedOverview], samples: Collection[str]) -> str:
    """The policies that loaded ones name: what the school's own policies name and lack first.

    `samples` are the titles of the loaded samples; who names a policy is spelt out for the
    school's own and counted for samples.
    """
    order = {"missing": 0, "sample": 1, "loaded": 2}
    rows = [
        {
            "title": text(link.title),
            "state": badge(_LINK_STATES[link.state]),
            "by": text(_named_by(link, samples)),
        }
        for link in sorted(
            links,
            key=lambda link: (set(link.named_by) <= set(samples), order[link.state], link.title),
        )
    ]
    return table("Policies that the loaded ones refer to", LINK_COLUMNS, rows)


def _named_by(link: LinkedOverview, samples: Collection[str]) -> str:
    own = [title for title in link.named_by if title not in samples]
    rest = len(link.named_by) - len(own)
    return " and ".join(filter(None, (", ".join(own), count(rest, "sample") if rest else "")))


def report_html(report: IngestReport) -> str:
    """What became of each file of an upload."""
    return "".join(_file_html(file) for file in report.files)


def _file_html(file: FileReport) -> str:
    lines = [tag("p", tag("strong", text(file.source)), " ", badge(_FILE_STATUSES[file.status]))]
    if file.error:
        lines.append(tag("p", text(file.error)))
    elif file.clause_count:
        size = f"{count(file.clause_count, 'clause')} on {count(file.page_count, 'page')}"
        lines.append(tag("p", text(f"{file.title}: {size}" if file.title else size)))
    if file.findings:
        lines.append(tag("p", tag("strong", "Please check")))
        lines.append(items("ul", (_placed(f.text, f.page) for f in file.findings)))
    if file.dropped:
        left_out = (_placed(f"{d.reason}: {d.text}", d.page) for d in file.dropped)
        summary = f"Left out of the clauses ({len(file.dropped)})"
        lines.append(tag("details", tag("summary", text(summary)), items("ul", left_out)))
    return tag("div", *lines, class_="pa-report")


def clauses_html(clauses: Sequence[Clause]) -> str:
    """All that was read from a policy, clause by clause under its headings."""
    rows = []
    section: tuple[str, ...] | None = None
    for clause in clauses:
        if clause.section != section:
            section = clause.section
            heading = " › ".join(section) or "Front matter"
            rows.append(tag("p", text(heading), class_="pa-context-heading"))
        rows.append(tag("p", text(clause.text)))
    return tag("div", *rows, class_="pa-context")


def count(number: int, one: str, many: str | None = None) -> str:
    """'1 page', '3 pages'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _pages(policy: Policy) -> str:
    if policy.source.lower().endswith(".pdf"):
        return count(policy.page_count, "page")
    return "no fixed pages"


def _placed(words: str, page: int | None) -> str:
    return f"Page {page}: {words}" if page else words


def _without_label(words: str) -> str:
    plain = words.removeprefix("Review date ")
    return plain[0].upper() + plain[1:]
