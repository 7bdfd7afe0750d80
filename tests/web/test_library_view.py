from __future__ import annotations

from dataclasses import replace

from assistant.library_links import LinkedOverview
from assistant.web.library_view import links_html, policies_html, report_html
from ingest.documents import Dropped, Finding, PolicyStatus
from ingest.pipeline import FileReport, FileStatus, IngestReport


def test_table_tells_standing_and_overdue_review_in_words(policy, view):
    sample = replace(
        policy,
        policy_id="s",
        title="Sample <i>",
        status=PolicyStatus.SAMPLE,
        source="s.docx",
        review_date=None,
        review_due=None,
        version=None,
    )
    shown = policies_html([policy, sample], {"media": 58, "s": 1}, view.today)
    for part in (
        "2 policies loaded",
        "February 2025: overdue by 20 months",
        "58 clauses",
        "7 pages",
        "1 clause",
        "SAMPLE – not adopted",
        "Not stated",
        "Sample &lt;i&gt;",
        'scope="col"',
    ):
        assert part in shown


def test_linked_policies_of_the_schools_own_come_first_and_missing_ones_before_held_ones():
    links = [
        LinkedOverview("Gifts", ("Sample A",), "missing"),
        LinkedOverview("Conduct", ("Media", "Sample A"), "sample"),
        LinkedOverview("Bullying", ("Media",), "missing"),
    ]
    shown = links_html(links, {"Sample A"})
    assert shown.index("Bullying") < shown.index("Conduct") < shown.index("Gifts")
    assert "No – missing" in shown and "Only a sample" in shown and "Media and 1 sample" in shown


def test_every_file_status_has_words():
    report = IngestReport(
        tuple(FileReport(f"{status}.md", status, error="Why <so>.") for status in FileStatus)
    )
    shown = report_html(report)
    for words in ("Added", "replaces the old one", "Unchanged", "a copy", "Not loaded"):
        assert words in shown
    assert "Why &lt;so&gt;." in shown


def test_report_tells_what_was_left_out_and_what_to_check():
    file = FileReport(
        "a.pdf",
        FileStatus.ADDED,
        title="A",
        page_count=4,
        clause_count=22,
        dropped=(Dropped("Contents 3", 2, "contents line"),),
        findings=(Finding("spacing", "Words may run together.", 3),),
    )
    shown = report_html(IngestReport((file,)))
    for part in (
        "A: 22 clauses on 4 pages",
        "Page 2: contents line: Contents 3",
        "Page 3: Words may run together.",
    ):
        assert part in shown
