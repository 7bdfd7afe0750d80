"""The library page as a visitor meets it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Error, expect

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LATE_POLICY = """# Umbrella Policy

Version: 2.0

Review date: March 2024

## Umbrellas at school

- Staff must not open umbrellas in the corridor, except where the caretaker has agreed.
- Pupils should leave wet umbrellas in the porch.
- Visitors may borrow an umbrella from the office.
"""


@pytest.fixture
def library(visit):
    visit.page.get_by_role("link", name="Library").click()
    visit.page.get_by_role("heading", name="Policy library").wait_for()
    visit.settle()
    return visit


def choose(page, label, option):
    """Picks from a list. It closes when the page moves under it, and may open partly out of view,
    so it may take more than one try and isn't clicked by position."""
    box = page.get_by_label(label)
    wanted = page.get_by_role("option", name=option).first
    for _ in range(10):
        box.scroll_into_view_if_needed()
        box.focus()
        page.keyboard.press("ArrowDown")
        try:
            wanted.wait_for(timeout=3_000)
            wanted.dispatch_event("click", timeout=3_000)
            wanted.wait_for(state="hidden", timeout=3_000)
            return
        except Error:
            page.keyboard.press("Escape")
    raise AssertionError(f"{option} could not be picked from {label}")


def test_loaded_policies_are_listed_with_their_standing_and_overdue_reviews(library):
    rows = library.page.locator("table").first.locator("tbody tr")
    school = rows.filter(has_text="social-media-policy.pdf")
    expect(school).to_contain_text("February 2025: overdue by")
    expect(school).to_contain_text("7 pages")
    expect(rows.filter(has_text="sample-photo")).to_contain_text("SAMPLE – not adopted")


def test_linked_policies_that_are_missing_are_named(library):
    linked = library.page.locator("table").nth(1)
    expect(linked.get_by_role("row", name="Anti-bullying Policy ")).to_contain_text("No – missing")
    expect(linked.get_by_role("row", name="Photography ")).to_contain_text("Only a sample")


def test_samples_can_be_left_out_of_this_visitors_answers(library):
    library.page.get_by_text("Leave the samples out of answers").click()
    library.settle()
    library.page.get_by_role("link", name="Ask").click()
    library.page.get_by_test_id("stChatInputTextArea").wait_for()
    library.ask("Can parents share photos of other children from the school play?")
    expect(library.page.get_by_text("Sample policies are left out")).to_be_visible()
    expect(library.page.get_by_text("SAMPLE – not adopted")).to_have_count(0)


def test_policy_is_uploaded_answers_and_is_removed(library, tmp_path):
    file = tmp_path / "umbrella-policy.md"
    file.write_text(LATE_POLICY, encoding="utf-8")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and no more")
    page = library.page
    expect(page.get_by_test_id("stFileUploaderDropzoneInput")).to_have_count(0)
    library.sign_in("Library")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file, broken])
    page.get_by_role("button", name="Read and add").click()
    report = page.locator(".pa-report")
    expect(report.filter(has_text="umbrella-policy.md")).to_contain_text("Added", timeout=120_000)
    expect(report.filter(has_text="broken.pdf")).to_contain_text("Not loaded")
    row = page.locator("table").first.locator("tr", has_text="umbrella-policy.md")
    expect(row).to_contain_text("March 2024: overdue by")

    page.get_by_role("link", name="Ask").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    library.ask("Can staff open umbrellas in the corridor?")
    quote = page.locator("figure.pa-quote").first
    expect(quote).to_contain_text("except where the caretaker has agreed")

    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Policy library").wait_for()
    library.settle()
    choose(page, "Remove a policy", "Umbrella Policy")
    page.get_by_role("button", name="Remove…").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("has been removed.")).to_be_visible()
    expect(row).to_have_count(0)

    page.get_by_role("link", name="Ask").click()
    expect(page.get_by_text("changed or removed since this answer").first).to_be_visible()
    with library.site.records() as records:
        told = [(e.outcome, e.title) for e in records.ingests.since(LONG_AGO)]
    assert ("added", "Umbrella Policy") in told and ("removed", "Umbrella Policy") in told


def test_clauses_can_be_compared_with_the_document(library):
    choose(library.page, "Show the clauses of", "Mulbarton")
    expect(library.page.locator(".st-key-clauses")).to_contain_text(
        "The use of social media on organisation devices is not permitted."
    )
