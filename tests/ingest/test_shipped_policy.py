"""The policy that ships with the product, as a PDF and as plain text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ingest.documents import ClauseKind, Contact
from ingest.readers import pdf
from ingest.reading import read_document

POLICIES = Path(__file__).parents[2] / "policies"
TODAY = date(2026, 1, 5)


@pytest.fixture(scope="module")
def document():
    return read_document(POLICIES / "social-media-policy.pdf", today=TODAY)


@pytest.fixture(scope="module")
def plain():
    return read_document(POLICIES / "social-media-policy.txt", today=TODAY)


def clause(document, words):
    (found,) = [c for c in document.clauses if words in c.text]
    return found


def test_both_files_give_the_same_clauses_in_the_same_sections(document, plain):
    def told(read):
        return [(c.section, c.lead_in, c.text, c.kind) for c in read.clauses]

    assert told(document) == told(plain)
    assert len(document.clauses) == 58


def test_the_front_matter_is_read_as_printed(document, plain):
    for policy in (document.policy, plain.policy):
        assert policy.policy_id == "social-media-policy"
        assert policy.title == "Mulbarton Primary School Social Media Policy"
        assert (policy.version, policy.version_date) == ("1.0", "14/08/2023")
        assert (policy.approved_by, policy.effective_from) == ("na", None)
        assert (policy.review_date, policy.review_due) == ("February 2025", date(2025, 2, 28))
        assert policy.signatories == (
            "Mrs N Hall Head teacher February 2024",
            "Mr D Hall Chair of Governors February 2024",
        )
        assert policy.contacts[0] == Contact(
            "Data Protection Officer",
            "Data Protection Education Ltd.",
            "0800 0862018",
            "dpo@dataprotection.education",
        )
        assert policy.status == "adopted"
    assert document.policy.page_count == 7


def test_the_list_cut_by_a_page_break_goes_on_under_its_heading(document):
    cut = clause(document, "Staff will not use personal social media accounts")
    assert (cut.page, cut.section, cut.lead_in) == (
        5,
        ("Staff are advised:",),
        "Staff are advised:",
    )
    assert cut.text.endswith(
        "except in circumstances whereby prior approval has been given by the headteacher."
    )


def test_the_last_sentence_of_a_paragraph_introduces_its_list(document):
    item = clause(document, "Always act within the law.")
    assert item.lead_in == (
        "If a member of staff participates in commenting on official social media "
        "channels they should:"
    )
    before = clause(document, "will be advised to be professional and courteous")
    assert before.text.endswith("they are an ambassador for the organisation.")
    assert before.section == ("Staff that follow the school's social media channels:",)


def test_a_lead_in_needs_no_colon(document):
    items = [c.text for c in document.clauses if c.lead_in == "The purpose of this policy is to"]
    assert items[0] == "Safeguard both pupils and staff." and len(items) == 3


def test_contacts_and_signatures_are_facts_of_their_own(document):
    facts = [(c.lead_in, c.text) for c in document.clauses if c.kind == ClauseKind.FACT]
    assert facts[:3] == [
        (
            "If you would like to discuss anything in this document, please contact:",
            "Data Protection Officer: Data Protection Education Ltd.\nTelephone: 0800 0862018\n"
            "Email: dpo@dataprotection.education",
        ),
        ("Signed by:", "Mrs N Hall Head teacher February 2024"),
        ("Signed by:", "Mr D Hall Chair of Governors February 2024"),
    ]
    assert (
        facts[-1][1]
        == "Version\tAuthor\tDate\tApproved by\tEffective from\n1.0\tТВ\t14/08/2023\tna"
    )


def test_every_clause_stands_word_for_word_in_the_extracted_pages(document):
    pages = pdf.read(POLICIES / "social-media-policy.pdf").pages
    bullets = str.maketrans("", "", "\x7f")
    whole = " ".join(" ".join(page.text.translate(bullets).split()) for page in pages)
    for clause in document.clauses:
        if clause.page == clause.page_end:
            assert " ".join(clause.text.split()) in whole


def test_segments_lead_back_to_the_page(document):
    pages = {p.number: p.text for p in pdf.read(POLICIES / "social-media-policy.pdf").pages}
    for segment in document.policy.segments:
        stored = document.policy.text[segment.start : segment.start + segment.length]
        raw = pages[segment.page][segment.page_start : segment.page_start + segment.page_length]
        assert stored == raw


def test_linked_policies_go_by_their_canonical_names(document):
    named = {link.title for link in document.policy.linked}
    assert named == {
        "Code of Conduct",
        "Online Safety Policy",
        "Anti-bullying Policy",
        "Photography and Images Policy",
        "Data Protection Policy",
        "Complaints Policy",
    }
    ids = {c.clause_id for c in document.clauses}
    assert all(link.clause_id in ids for link in document.policy.linked)


def test_what_was_left_out_is_listed_with_its_reason(document):
    reasons = {}
    for piece in document.dropped:
        reasons.setdefault(piece.reason, []).append(piece.text)
    assert len(reasons["running header or footer"]) == 6
    assert len(reasons["page number"]) == 7
    assert len(reasons["contents"]) == 8
    assert reasons["salutation"] == ["Dear Parent/Carer,"]
    assert [re.sub(r"\s+", " ", text) for text in reasons["form line"]] == ["Signed: Date:"]


def test_the_overdue_review_is_found(document):
    assert [f.text for f in document.findings if f.kind == "review-overdue"] == [
        "The review date, February 2025, passed 311 days ago."
    ]
