"""Front matter: read as printed, never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.documents import Contact
from ingest.reading import read_document

BODY = "\n\nRules\n\nVisitors must sign in at the office before they go anywhere else.\n"


@pytest.fixture
def policy(tmp_path):
    def read(front, name="visitor_policy-2.txt"):
        path = tmp_path / name
        path.write_text(front + BODY, encoding="utf-8")
        return read_document(path, today=date(2026, 1, 1)).policy

    return read


def test_labelled_lines_are_read(policy):
    read = policy(
        "Visitor Policy\n\nVersion: 2.1\nDate of issue: 3 May 2024\nApproved by: Full "
        "Governing Board\n"
        "Effective from: 1 September 2024\nReview date: Autumn 2025"
    )
    assert (read.version, read.version_date, read.approved_by) == (
        "2.1",
        "3 May 2024",
        "Full Governing Board",
    )
    assert (read.effective_from, read.review_date, read.review_due) == (
        "1 September 2024",
        "Autumn 2025",
        date(2025, 12, 31),
    )
    assert read.is_overdue(date(2026, 1, 1)) and not read.is_overdue(date(2025, 12, 31))


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Next review: September 2026", "September 2026"),
        ("Date of next review - 01/09/2026", "01/09/2026"),
        ("Review date\nMay 2026", "May 2026"),
        ("Date to be reviewed March 2027", "March 2027"),
        ("Last reviewed: May 2024\nNext review due: May 2026", "May 2026"),
        ("This policy will be reviewed in Summer 2026 or sooner.", "Summer 2026"),
        ("Last reviewed: May 2024", None),
        ("Reviewed annually by the governors", None),
        ("Review date: tbc", None),
    ],
)
def test_the_review_date_is_the_next_one_and_as_printed(policy, line, printed):
    assert policy(f"Visitor Policy\n\n{line}").review_date == printed


def test_what_isnt_stated_is_absent(policy):
    read = policy("Visitor Policy\n\nVersion\tDate\tApproved by\n\t\t")
    assert (read.version, read.version_date, read.approved_by, read.effective_from) == (
        None,
        None,
        None,
        None,
    )
    assert (read.signatories, read.contacts, read.review_due, read.status) == (
        (),
        (),
        None,
        "adopted",
    )


def test_the_latest_row_of_a_version_table_counts(policy):
    read = policy(
        "Visitor Policy\n\nVersion\tDate\tApproved "
        "by\n2.0\t11/09/2024\tBoard\n1.1\t14/09/2023\tHead\n1.0\t12/09/2022\tna"
    )
    assert (read.version, read.version_date, read.approved_by) == ("2.0", "11/09/2024", "Board")


@pytest.mark.parametrize(
    ("front", "status"),
    [
        ("SAMPLE\n\nVisitor Policy", "sample"),
        ("SAMPLE Visitor Policy", "sample"),
        ("Visitor Policy\n\nStatus: SAMPLE", "sample"),
        ("Visitor Policy (superseded)", "superseded"),
        ("Visitor Policy\n\nSUPERSEDED", "superseded"),
        ("Visitor Policy\n\nThis policy has been withdrawn.", "superseded"),
        ("Visitor Policy\n\nWe take a sample of visitors' views each term.", "adopted"),
        ("Visitor Policy\n\nThis policy supersedes all earlier ones.", "adopted"),
    ],
)
def test_a_sample_or_a_superseded_policy_says_so(policy, front, status):
    assert policy(front).status == status


def test_the_title_falls_back_on_the_files_name(policy):
    assert policy("Introduction\n\nThis is about visitors.").title == "visitor policy 2"


def test_contacts_keep_every_field_as_printed(policy):
    read = policy(
        "Visitor Policy\n\nDesignated Safeguarding Lead: Mrs Joan Ash\nTelephone: 01234 "
        "567890\nEmail: dsl@school.example\n\n"
        "Deputy DSL: Mr P. Roe\n\nPlease contact the school office: office@school.example"
    )
    assert read.contacts == (
        Contact(
            "Designated Safeguarding Lead", "Mrs Joan Ash", "01234 567890", "dsl@school.example"
        ),
        Contact("Deputy DSL", "Mr P. Roe"),
        Contact("school office", "", "", "office@school.example"),
    )


def test_signatories_are_kept_line_by_line(policy):
    read = policy(
        "Visitor Policy\n\nSigned by:\n\nMs A Bell Headteacher May 2024\n\nMr C Doe "
        "Chair of Governors May 2024"
    )
    assert read.signatories == (
        "Ms A Bell Headteacher May 2024",
        "Mr C Doe Chair of Governors May 2024",
    )


def test_a_policy_is_not_linked_to_itself(policy):
    read = policy("Visitors Policy\n\nThis Visitors Policy goes with the Lone Working Policy.")
    assert [link.title for link in read.linked] == ["Lone Working Policy"]
