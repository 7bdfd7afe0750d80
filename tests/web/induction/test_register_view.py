from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.induction.record.register import RegisterRow, Standing
from assistant.records.entries import PersonalLink
from assistant.records.induction_entries import (
    AttemptScore,
    InductionRecord,
    InductionRole,
    Verification,
)
from assistant.web.induction.register_view import (
    certificate_name,
    chosen,
    row_html,
    shown_words,
)

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>"


def link(person="Jo Parker") -> PersonalLink:
    return PersonalLink("l", person, "volunteer", "0" * 64, "Ms Dee", NOW, NOW + timedelta(days=30))


def row(person="Jo Parker", standing=Standing.CURRENT, **changes) -> RegisterRow:
    record = InductionRecord(
        record_id="r",
        induction_id="i",
        person=person,
        role=InductionRole.VOLUNTEER,
        declared_at=NOW,
        wording="I declare.",
        path_revision=1,
        policies=(),
        clauses=(),
        attempts=(AttemptScore(2, 6, 6, NOW),),
        dsl_named="Ms Dee",
        certificate_code="7K3MQ-XP9TR-4W2HB-Z8D5F",
        content_sha256="0" * 64,
    )
    fields = {"link": link(person), "link_open": True, "record": record}
    return RegisterRow(person, InductionRole.VOLUNTEER, standing, **{**fields, **changes})


def invited(person="Sam Bell") -> RegisterRow:
    return row(person, Standing.INVITED, record=None)


VERIFIED = Verification("r", "Ms Dee", "Designated Safeguarding Lead", NOW)


def test_a_row_says_who_stands_where_in_words():
    shown = row_html(row())
    for told in ("Jo Parker", "Volunteer", "Current", "25\u00a0Nov\u00a02026", "6 of 6, attempt 2"):
        assert told in shown
    assert "not yet" in shown
    assert "Ms Dee" in row_html(row(verification=VERIFIED))
    assert "Not begun." in row_html(invited())


def test_a_row_that_is_out_of_date_says_why():
    assert "“Media Policy”" in row_html(row(standing=Standing.STALE, changed=("Media Policy",)))
    altered = row_html(row(standing=Standing.STALE, altered=True))
    assert "isn’t as it was declared" in altered


@pytest.mark.parametrize(
    ("standing", "name", "unverified", "people"),
    [
        (None, "", False, ["Jo Parker", "Kim Lee", "Sam Bell"]),
        (Standing.CURRENT, "", False, ["Jo Parker", "Kim Lee"]),
        (None, "park", False, ["Jo Parker"]),
        (None, "", True, ["Kim Lee"]),  # who was only invited has nothing to verify
    ],
)
def test_rows_are_chosen(standing, name, unverified, people):
    rows = (row(verification=VERIFIED), row("Kim Lee"), invited())
    found = chosen(rows, standing, None, name, unverified)
    assert [one.person for one in found] == people


def test_a_file_says_which_rows_it_holds():
    assert shown_words("", None, " ", False) == ""
    words = shown_words("Out of date", InductionRole.VOLUNTEER, "jo  p", True)
    assert words == "out of date, volunteer, name with “jo p”, declared and not yet verified"


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("Jo Parker", "certificate-jo-parker-2026-11-26.pdf"),
        ("Zoë O’Neill/..", "certificate-zoe-oneill-2026-11-26.pdf"),
        ("王芳", "certificate-2026-11-26.pdf"),
    ],
)
def test_a_certificate_file_has_a_plain_name(person, name):
    assert certificate_name(person, date(2026, 11, 26)) == name


def test_markup_in_a_name_is_shown_and_never_obeyed():
    shown = row_html(row(HOSTILE, verification=Verification("r", HOSTILE, HOSTILE, NOW)))
    assert "<script>" not in shown and "&lt;script&gt;" in shown
