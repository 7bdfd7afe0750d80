"""The register on paper and in a spreadsheet: what each tells, and that nothing in it runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader

from assistant.induction.record.register import RegisterRow, Standing
from assistant.induction.record.register_csv import COLUMNS, csv_bytes
from assistant.induction.record.register_pdf import pdf_bytes
from assistant.induction.record.register_words import cells, columns, notes, summary
from assistant.records.entries import PersonalLink
from assistant.records.induction_entries import (
    Induction,
    InductionRecord,
    InductionRole,
    Verification,
)

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = date(2026, 12, 3)
BESIDE = (
    "This register sits beside the single central record. It is no part of it, and says nothing "
    "of the checks that are entered there."
)


@pytest.fixture
def row(declared: Callable[..., InductionRecord]) -> Callable[..., RegisterRow]:
    """A volunteer who is current and verified, unless told otherwise."""
    link = PersonalLink("l", "Jo Parker", "volunteer", "t", "Asha Roy", NOW - DAY, NOW + 29 * DAY)
    verified = Verification("r", "Ruth Carne", "Headteacher", NOW + 4 * DAY)

    def make(**changes: object) -> RegisterRow:
        fields: dict = {
            "person": "Jo Parker",
            "role": InductionRole.VOLUNTEER,
            "standing": Standing.CURRENT,
            "link": link,
            "link_open": True,
            "record": declared(),
            "verification": verified,
        }
        return RegisterRow(**{**fields, **changes})

    return make


@pytest.fixture
def invited(row: Callable[..., RegisterRow]) -> RegisterRow:
    return row(person="Bo Ng", standing=Standing.INVITED, record=None, verification=None)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_csv_has_a_row_a_person_with_iso_dates_and_whole_hashes(row):
    one = row()
    (found,) = table(csv_bytes([one]))
    assert found == {
        "name": "Jo Parker",
        "role": "Volunteer",
        "standing": "current",
        "invited": "2026-11-25",
        "link ends": "2026-12-25",
        "under way since": "",
        "declared": "2026-11-26",
        "questions right": "8",
        "questions asked": "8",
        "attempts": "2",
        "policies": "Mulbarton Primary School Social Media Policy (version 1.0); "
        "Phones and Messages Policy (version 2.1)",
        "DSL named": "Asha Roy, room 4",
        "verified by": "Ruth Carne",
        "verified as": "Headteacher",
        "verified on": "2026-11-30",
        "changed since": "",
        "record intact": "yes",
        "certificate code": one.record.certificate_code,
        "record SHA-256": one.record.content_sha256,
    }


def test_csv_opens_in_excel_as_utf_8_with_line_ends_as_the_standard_has_them(row):
    content = csv_bytes([row(person="Zoë Łukasiewicz")])
    assert content.startswith(b"\xef\xbb\xbfname,role,standing")
    assert content.count(b"\r\n") == 2 and "Zoë Łukasiewicz" in content.decode("utf-8-sig")


def test_what_has_not_happened_is_an_empty_cell(invited):
    (found,) = table(csv_bytes([invited]))
    empty = {name for name in COLUMNS if not found[name]}
    assert set(COLUMNS) - empty == {"name", "role", "standing", "invited", "link ends"}


def test_withdrawn_link_ended_when_it_was_withdrawn(row, invited):
    withdrawn = replace(invited, link=replace(invited.link, revoked_at=NOW))
    assert table(csv_bytes([withdrawn]))[0]["link ends"] == "2026-11-26"
    assert table(csv_bytes([row(link=None)]))[0]["link ends"] == ""


HOSTILE = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1")


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_runs_as_a_formula(row, cell):
    record = replace(row().record, dsl_named=cell, certificate_code=cell)
    verified = Verification("r", cell, cell, NOW)
    content = csv_bytes([row(person=cell, record=record, verification=verified, changed=(cell,))])
    (found,) = table(content)
    for name in ("name", "DSL named", "verified by", "verified as", "changed since"):
        assert found[name] == f"'{cell}"


def test_quotes_commas_and_line_ends_stay_within_their_cell(row):
    name = 'Jo "JP" Parker, of\nEly; <b>'
    assert table(csv_bytes([row(person=name)]))[0]["name"] == name


def test_notes_say_what_to_do(row, invited):
    begun = Induction("i", "Jo", InductionRole.VOLUNTEER, "l", 1, (), NOW)

    def told(one: RegisterRow) -> str:
        return plain(" ".join(notes(one)))

    assert told(row()) == ""
    assert told(invited) == "Not begun. Link ends on 25 Dec 2026."
    started = replace(invited, standing=Standing.STARTED, under_way=begun)
    assert told(started) == "Begun on 26 Nov 2026. Link ends on 25 Dec 2026."
    ended = replace(started, standing=Standing.EXPIRED, link_open=False)
    assert told(ended) == "Begun on 26 Nov 2026. Link ended on 25 Dec 2026: make a new one."
    withdrawn = replace(ended, link=replace(ended.link, revoked_at=NOW))
    assert told(withdrawn).endswith("Link withdrawn on 26 Nov 2026: make a new one.")
    stale = row(standing=Standing.STALE, changed=("Phones", "Images"))
    assert told(stale) == "Changed since: “Phones” and “Images”. Link ends on 25 Dec 2026."
    topping = replace(stale, under_way=replace(begun, tops_up="r"), link=None)
    assert told(topping) == "Changed since: “Phones” and “Images”. Top-up begun on 26 Nov 2026."
    assert "Begun again on 26 Nov 2026." in told(replace(stale, under_way=begun))
    assert told(row(altered=True)).startswith("This record isn’t as it was declared")


def test_cells_fill_the_columns(row, invited):
    assert len(columns()) == len(cells(row())) == len(cells(invited)) == 7
    assert [plain(cell) for cell in cells(row())] == [
        "Jo Parker",
        "Volunteer",
        "Current",
        "26 Nov 2026",
        "8 of 8, attempt 2",
        "Ruth Carne, 30 Nov 2026",
        "",
    ]
    assert cells(row(verification=None))[5] == "not yet"


def test_summary_counts_what_there_is(row, invited):
    assert summary([row(), row(), invited]) == "2 current, 1 invited"
    assert summary([]) == ""


def test_pdf_says_whose_it_is_what_is_shown_and_that_it_is_not_the_central_record(row, invited):
    content = pdf_bytes([row(), invited], "Willow Lane Primary School", TODAY, "names with “o”")
    (page,) = pages(content)
    assert "Willow Lane Primary School Induction register Made on 3 December 2026." in page
    assert "Shown here: names with “o”. 1 current, 1 invited." in page
    assert BESIDE in page and "Page 1 of 1" in page
    assert "Jo Parker Volunteer Current 26 Nov 2026 8 of 8, attempt 2" in page
    assert "Bo Ng Volunteer Invited Not begun. Link ends on 25 Dec 2026." in page


def test_pdf_of_sixty_people_repeats_its_columns_and_numbers_its_pages(row):
    found = pages(pdf_bytes([row(person=f"Person {n}") for n in range(60)], "", TODAY))
    assert len(found) > 1
    for number, page in enumerate(found, start=1):
        assert "Name Role Standing Declared Questions Verified To note" in page
        assert f"Page {number} of {len(found)}" in page
    assert all(f"Person {n} " in " ".join(found) for n in range(60))


def test_pdf_of_nobody_still_says_what_it_is():
    (page,) = pages(pdf_bytes((), "", TODAY))
    assert "Nobody is in this list." in page and BESIDE in page


def test_pdf_draws_text_as_it_was_typed(row):
    hostile = "<b>Jo</b> & <img src=x> Łuk \x00 " + "W" * 80
    (page,) = pages(pdf_bytes([row(person=hostile, changed=(hostile,) * 9)], hostile, TODAY))
    assert "<b>Jo</b> & <img src=x> Łuk" in page
