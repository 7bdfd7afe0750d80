"""A certificate says whose it is, on what it rests, what it isn't, and when it no longer holds."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from pypdf import PdfReader

from assistant.induction.errors import RecordAltered
from assistant.induction.record.certificate import certificate_pdf
from assistant.induction.record.certificate_text import certificate_text
from assistant.induction.record.declaring import content_sha256
from assistant.records.entries import KeptQuote, PolicyVersion
from assistant.records.induction_entries import AttemptScore, InductionRecord, Verification
from assistant.triage.cards import SchoolContacts

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TODAY = date(2026, 12, 3)
URL = "https://policies.example.org/certificate"
SHIPPED_TITLE = "Mulbarton Primary School Social Media Policy"
IS_NOT = (
    "School-issued: this certificate comes from the school alone. It is not a qualification, not "
    "an entry in the single central record, and not proof of having read Keeping Children Safe in "
    "Education. It takes the place of none of the checks that a school makes on the people who "
    "work with its children."
)


@dataclass(frozen=True)
class Changed:
    """What a certificate reads of the changes since a record."""

    title: str


@dataclass(frozen=True)
class Since:
    """Changes since a record, as `assistant.induction.record.changes` tells them."""

    policies: tuple[Changed, ...] = ()

    @property
    def is_stale(self) -> bool:
        return bool(self.policies)


def hashed(record: InductionRecord, **changes: object) -> InductionRecord:
    altered = replace(record, **changes)
    return replace(altered, content_sha256=content_sha256(altered))


@pytest.fixture
def verification() -> Verification:
    return Verification("r", "Ruth Carne", "Headteacher", NOW + timedelta(days=4))


@pytest.fixture
def drawn(
    declared: Callable[..., InductionRecord],
    named_school: SchoolContacts,
    verification: Verification,
) -> Callable[..., bytes]:
    """A certificate, verified and current unless told otherwise."""

    def make(record: InductionRecord | None = None, **changes: object) -> bytes:
        given: dict = {
            "verification": verification,
            "changes": Since(),
            "school": named_school,
            "check_url": URL,
            "today": TODAY,
            **changes,
        }
        return certificate_pdf(record or declared(), **given)

    return make


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def many(number: int) -> tuple[PolicyVersion, ...]:
    return tuple(
        PolicyVersion(f"p{n}", f"Policy on Matter {n}", f"{n}.0", "July 2027", f"{n:02x}" * 32)
        for n in range(number)
    )


def test_certificate_of_a_volunteer_says_all_of_it_on_one_page(drawn, declared):
    record = declared()
    (page,) = pages(drawn(record))
    for told in (
        "Willow Lane Primary School Certificate of induction This is to certify that Jo Parker "
        "as a volunteer at Willow Lane Primary School, has read what was set out for that role "
        "from the policies listed here, has answered questions on it, and on 26 November 2026 "
        "declared it read and understood.",
        "Designated Safeguarding Lead, as named at the induction Asha Roy, room 4",
        "8 of 8 right at attempt 2, on 26 November 2026",
        f"{SHIPPED_TITLE} 1.0 February 2025: overdue by 21 months {record.policies[0].sha256[:12]}",
        "Phones and Messages Policy 2.1 September 2027",
        "Verified for the school Ruth Carne, Headteacher 30 November 2026",
        "Signature",
        f"Certificate code {record.certificate_code}",
        f"enter the code at {URL}",
        IS_NOT,
        "Printed on 3 December 2026",
    ):
        assert told in page, told
    assert "No longer current" not in page and "Not yet verified" not in page


def test_certificate_never_calls_itself_more_than_school_issued(drawn):
    (page,) = pages(drawn())
    assert "School-issued" in page and "accredit" not in page.casefold()
    assert "policy assistant" not in page


def test_unverified_one_says_so_and_certifies_nothing(drawn):
    (page,) = pages(drawn(verification=None))
    assert "This is to record that Jo Parker" in page and "certify" not in page
    assert "Not yet verified: so far, nobody at the school has confirmed who made it" not in page
    assert "nobody at the school has confirmed who made the declaration." in page
    assert "Verified for the school" not in page and "Signature" not in page


def test_stale_one_says_so_before_all_else_and_names_what_changed(drawn):
    (page,) = pages(drawn(changes=Since((Changed(SHIPPED_TITLE),))))
    assert page.startswith(
        f"No longer current Since this declaration a policy that it rests on has changed: "
        f"“{SHIPPED_TITLE}”. What stands below was so on 26 November 2026. A short top-up brings "
        "it up to date. Willow Lane Primary School"
    )
    assert "This is to record that" in page
    (several,) = pages(drawn(changes=Since(tuple(Changed(f"P{n}") for n in range(9)))))
    assert "policies that it rests on have changed: “P0”, “P1”, “P2”, “P3” and 5 more." in several


def test_review_counts_as_overdue_by_the_day_of_printing(drawn):
    (later,) = pages(drawn(today=date(2027, 11, 1)))
    assert "overdue by 32 months" in later and "September 2027: overdue by 1 month " in later


def test_what_the_school_has_not_set_is_left_out_or_said(drawn, declared):
    bare = SchoolContacts()
    record = declared(school=bare, attempts=())
    (page,) = pages(drawn(record, school=bare, check_url=""))
    assert page.startswith("Certificate of induction")
    assert "as a volunteer at the school, has read" in page and "answered questions" not in page
    assert "No name was set. The holder was told to ask the school office" in page
    assert "Questions on the policies None were asked." in page
    assert "give the code to the school office" in page and "http" not in page


def test_top_up_and_first_attempt_are_called_that(drawn, declared, begun):
    first = declared(attempts=[AttemptScore(1, 7, 8, NOW)])
    assert "7 of 8 right at the first attempt, on 26 November 2026" in pages(drawn(first))[0]
    record = declared(induction=begun(tops_up=first.record_id), earlier=first)
    assert (
        "has brought an earlier induction up to date with the policies" in pages(drawn(record))[0]
    )


def test_sample_policy_is_marked_as_one(drawn, declared, kept_clauses):
    quotes = (replace(kept.quote, status="sample") for kept in kept_clauses[2:])
    sample = tuple(KeptQuote(quote, "a" * 64) for quote in quotes)
    (page,) = pages(drawn(hashed(declared(), clauses=sample)))
    assert "Phones and Messages Policy (a sample, which the school has not adopted)" in page
    assert page.count("a sample") == 1


def test_long_name_is_drawn_whole_within_the_frame(drawn, declared):
    name = "Wilhelmina Anastasia Featherstonehaugh-Cholmondeley van der Westhuizen of Ely II"
    for person in (name, "W" * 80):
        content = drawn(hashed(declared(), person=person))
        (page,) = pages(content)
        assert person in page.replace(" ", "") or person in page
        image = pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("L")
        width, height = image.size
        edges = [(0, 0, 27, height), (width - 27, 0, width, height), (33, 33, 46, height - 33),
                 (width - 46, 33, width - 33, height - 33)]  # fmt: skip
        assert all(image.crop(edge).getextrema() == (255, 255) for edge in edges)


def test_accents_are_drawn_also_where_they_were_typed_apart(drawn, declared):
    (page,) = pages(drawn(hashed(declared(), person="Zoë Łukasiewicz-Nun\u0303ez")))
    assert "Zoë Łukasiewicz-Nuñez" in page and "□" not in page


def test_characters_that_no_typeface_here_has_are_stood_in_for_and_that_is_said(drawn, declared):
    (page,) = pages(drawn(hashed(declared(), person="李小龍 שלום")))
    assert "stands for each" in page and "set here from left to right" in page


def test_markup_is_shown_as_typed(drawn, declared):
    (page,) = pages(drawn(hashed(declared(), person="<b>Jo</b> & <img src=x> {date}")))
    assert "<b>Jo</b> & <img src=x> {date}" in page


def test_dozen_policies_still_fit_one_page(drawn, declared):
    (page,) = pages(drawn(hashed(declared(), policies=many(14))))
    assert "Policy on Matter 13 13.0 July 2027" in page and "Signature" in page


def test_more_policies_than_fit_follow_on_pages_of_their_own(drawn, declared):
    record = hashed(declared(), policies=many(70))
    first, *others = pages(drawn(record))
    assert len(others) == 2
    for told in ("Listed on the page that follows.", "Certificate code", IS_NOT, "Signature"):
        assert told in first
    assert "Policy on Matter 0" in others[0] and "Policy on Matter 69" in others[1]
    assert all(other.count("Review date") == 1 for other in others)
    for number, page in enumerate((first, *others), start=1):
        assert f"Jo Parker · {record.certificate_code} · {number}/3" in page


def test_code_is_in_a_square_to_scan_where_there_is_an_address(declared, named_school):
    def address(url: str) -> str:
        text = certificate_text(record, None, None, named_school, url, TODAY)
        return text.check_address

    record = declared()
    assert address(URL) == f"{URL}?code={record.certificate_code}"
    assert address(f"{URL}?a=1") == f"{URL}?a=1&code={record.certificate_code}"
    assert address("") == ""


def test_record_that_was_altered_gets_no_certificate(drawn, declared):
    with pytest.raises(RecordAltered, match="not as it was declared"):
        drawn(replace(declared(), person="Jo Barker"))


def test_file_carries_its_typeface_and_its_title(drawn):
    content = drawn()
    found = PdfReader(io.BytesIO(content)).metadata
    assert found.title == "Certificate of induction: Jo Parker"
    assert found.author == "Willow Lane Primary School"
    assert b"/FontFile2" in content
