"""The register tells who is current, out of date, under way or only invited, and tells it truly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.induction.record.declaring import content_sha256
from assistant.induction.record.register import RegisterRow, Standing, counts, filtered, rows
from assistant.records.entries import PersonalLink
from assistant.records.induction_entries import (
    Induction,
    InductionRecord,
    InductionRole,
    Verification,
)

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Changed:
    title: str


@dataclass(frozen=True)
class Since:
    """Changes since a record, as `assistant.induction.record.changes` tells them."""

    policies: tuple[Changed, ...] = ()

    @property
    def is_stale(self) -> bool:
        return bool(self.policies)


CURRENT, STALE = Since(), Since((Changed("Phones"), Changed("Phones"), Changed("Images")))


class School:
    """What is kept of a few people, built up by the day."""

    def __init__(self, declared: Callable[..., InductionRecord]) -> None:
        self.declared = declared
        self.links: list[PersonalLink] = []
        self.inductions: list[Induction] = []
        self.records: list[InductionRecord] = []
        self.verifications: dict[str, Verification] = {}
        self.changes: dict[str, Since] = {}

    def invite(
        self, person: str, days: int = 30, role: str = "volunteer", made: datetime = NOW - 9 * DAY
    ) -> PersonalLink:
        number = f"l{len(self.links)}"
        link = PersonalLink(number, person, role, number, "Asha Roy", made, made + days * DAY)
        self.links.append(link)
        return link

    def begin(
        self, link: PersonalLink, at: datetime = NOW - 8 * DAY, tops_up: str | None = None
    ) -> Induction:
        number, role = f"i{len(self.inductions)}", InductionRole(link.role)
        begun = Induction(number, link.person, role, link.link_id, 1, (), at, tops_up)
        self.inductions.append(begun)
        return begun

    def declare(
        self, induction: Induction, changes: Since = CURRENT, at: datetime = NOW - 7 * DAY
    ) -> InductionRecord:
        number = f"r{len(self.records)}"
        made = replace(
            self.declared(),
            record_id=number,
            induction_id=induction.induction_id,
            person=induction.person,
            role=induction.role,
            declared_at=at,
            tops_up=induction.tops_up,
        )
        made = replace(made, content_sha256=content_sha256(made))
        self.records.append(made)
        self.changes[number] = changes
        return made

    def rows(self, now: datetime = NOW) -> tuple[RegisterRow, ...]:
        return rows(
            self.inductions, self.records, self.verifications, self.links, self.changes, now
        )


@pytest.fixture
def school(declared: Callable[..., InductionRecord]) -> School:
    return School(declared)


def standings(found: tuple[RegisterRow, ...]) -> dict[str, str]:
    return {row.person: row.standing.value for row in found}


def test_a_link_that_goes_on_from_another_belongs_to_the_same_row(school):
    gone_on, invited = school.invite("Ada", days=5), school.invite("Ben", days=5)
    school.begin(gone_on)
    for before in (gone_on, invited):
        school.invite(before.person, made=NOW - 2 * DAY)
        school.links[-1] = replace(school.links[-1], goes_on_from=(before.link_id,))
    found = school.rows()
    assert standings(found) == {"Ada": "started", "Ben": "invited"} and len(found) == 2
    assert [row.link.link_id for row in found] == ["l2", "l3"]
    school.links = school.links[2:]  # the old ones are no longer kept
    assert len(school.rows()) == 2
    # Declared by the old link, topped up by the new one.
    record = school.declare(school.inductions[0], STALE)
    school.begin(school.links[0], NOW - DAY, tops_up=record.record_id)
    (ada, _) = school.rows()
    assert (ada.standing.value, ada.under_way.link_id) == ("stale", "l2")


def test_each_person_stands_where_what_is_kept_says(school):
    school.declare(school.begin(school.invite("Ada")))
    school.declare(school.begin(school.invite("Ben")), STALE)
    school.begin(school.invite("Cem"))
    school.invite("Dot")
    school.invite("Eve", days=5)
    school.begin(school.invite("Flo", days=5))
    school.invite("Gus", role="governor")
    assert standings(school.rows()) == {
        "Ada": "current",
        "Ben": "stale",
        "Cem": "started",
        "Dot": "invited",
        "Eve": "expired",
        "Flo": "expired",
        "Gus": "invited",
    }
    assert list(counts(school.rows()).items()) == [
        (Standing.CURRENT, 1),
        (Standing.STALE, 1),
        (Standing.STARTED, 1),
        (Standing.INVITED, 2),
        (Standing.EXPIRED, 2),
    ]


def test_link_that_ended_after_the_declaration_takes_nothing_from_it(school):
    school.declare(school.begin(school.invite("Ada", days=5)))
    (row,) = school.rows()
    assert row.standing is Standing.CURRENT and not row.link_open


def test_moment_of_expiry_is_already_expired(school):
    link = school.invite("Dot")
    assert school.rows(link.expires_at - timedelta(seconds=1))[0].standing is Standing.INVITED
    assert school.rows(link.expires_at)[0].standing is Standing.EXPIRED


def test_withdrawn_link_has_a_row_only_if_something_was_begun(school):
    for person in ("Dot", "Eve"):
        link = replace(school.invite(person), revoked_at=NOW)
        school.links[-1] = link
    school.begin(school.links[-1])
    (row,) = school.rows()
    assert (row.person, row.standing, row.link_open) == ("Eve", Standing.EXPIRED, False)


def test_link_for_the_chat_alone_has_no_row(school):
    school.invite("Sam", role="staff")
    assert school.rows() == ()


def test_record_whose_link_is_no_longer_kept_stays(school):
    school.declare(school.begin(school.invite("Ada")))
    school.begin(school.invite("Cem"))
    school.links.clear()
    ada, cem = school.rows()
    assert ada.standing is Standing.CURRENT and ada.link is None and not ada.link_open
    assert cem.standing is Standing.EXPIRED


def test_what_changed_is_told_once_each_and_a_top_up_under_way_beside_it(school):
    record = school.declare(school.begin(link := school.invite("Ben")), STALE)
    top_up = school.begin(link, NOW - DAY, tops_up=record.record_id)
    (row,) = school.rows()
    assert row.standing is Standing.STALE and row.changed == ("Phones", "Images")
    assert row.under_way == top_up and row.record == record


def test_finished_top_up_makes_its_person_current_in_the_same_row_by_either_link(school):
    first = school.declare(school.begin(school.invite("Ben", days=3)), STALE)
    second = school.invite("Ben", made=NOW - DAY)
    done = school.declare(school.begin(second, NOW - DAY, first.record_id), CURRENT, NOW)
    (row,) = school.rows()
    assert row.standing is Standing.CURRENT and row.record == done and row.under_way is None
    assert row.link == second and row.link_open


def test_top_up_of_a_record_that_was_deleted_stands_by_itself(school):
    link = school.invite("Ben")
    record = school.declare(school.begin(link, tops_up="deleted"))
    (row,) = school.rows()
    assert row.record == record


def test_two_people_of_one_name_are_never_taken_for_one(school):
    school.declare(school.begin(school.invite("Jo Smith")))
    school.invite("Jo Smith")
    assert [row.standing.value for row in school.rows()] == ["current", "invited"]


def test_verification_goes_with_its_own_record(school):
    first = school.declare(school.begin(link := school.invite("Ben")), STALE)
    verified = Verification(first.record_id, "Ruth Carne", "Headteacher", NOW)
    school.verifications[first.record_id] = verified
    assert school.rows()[0].verification == verified
    school.declare(school.begin(link, NOW - DAY, first.record_id), CURRENT, NOW)
    assert school.rows()[0].verification is None


def test_altered_record_is_never_current(school):
    school.declare(school.begin(school.invite("Ada")))
    school.records[0] = replace(school.records[0], wording="I promise nothing.")
    (row,) = school.rows()
    assert row.altered and row.standing is Standing.STALE


def test_record_of_whose_changes_nothing_is_known_is_not_taken_for_current(school):
    school.declare(school.begin(school.invite("Ada")))
    school.changes.clear()
    with pytest.raises(KeyError):
        school.rows()


@pytest.fixture
def people(school: School) -> tuple[RegisterRow, ...]:
    for name in ("Zoë Łukasiewicz", "Siân O’Brien", "ann bell", "Bo Ng"):
        school.invite(name)
    school.begin(school.invite("Åsa Bell", role="governor"))
    return school.rows()


def test_rows_stand_by_name_whatever_the_case_and_accents(people):
    assert [row.person for row in people] == [
        "ann bell",
        "Åsa Bell",
        "Bo Ng",
        "Siân O’Brien",
        "Zoë Łukasiewicz",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 5),
        ("bell", 2),
        ("BELL a", 2),
        ("lukas zoe", 1),
        ("O'Brien", 1),
        ("sian", 1),
        ("asa", 1),
        ("nobody", 0),
        ("   ", 5),
        ("%", 0),
        (".*", 0),
    ],
)
def test_search_finds_names_as_they_are_typed(people, text, found):
    assert len(filtered(people, text=text)) == found


def test_filters_narrow_one_another(people):
    assert len(filtered(people, role=InductionRole.VOLUNTEER)) == 4
    assert len(filtered(people, standing=Standing.STARTED)) == 1
    assert [row.person for row in filtered(people, Standing.INVITED, None, "bell")] == ["ann bell"]
    assert filtered(people, Standing.STARTED, InductionRole.VOLUNTEER) == ()
