from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.induction.office import Checked
from assistant.induction.record.changes import Changes, VersionChange
from assistant.records.entries import PolicyVersion
from assistant.records.induction_entries import (
    AttemptScore,
    InductionRecord,
    InductionRole,
    Verification,
)
from assistant.triage.cards import SchoolContacts
from assistant.web.induction.certificate_view import (
    ALTERED,
    CURRENT,
    STALE,
    UNKNOWN,
    checked_html,
    unknown_html,
    waiting_html,
)

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 30)
SCHOOL = SchoolContacts(name="Hill School")
EDITION = PolicyVersion("media", "Media Policy", "1.0", "February 2025", "a" * 64)
UNCHANGED = Changes((), (), ())
REPLACED = Changes((), (), (VersionChange("Media Policy", EDITION, None),))
HOSTILE = "<script>alert(1)</script>"


def record(**changes) -> InductionRecord:
    fields = {
        "record_id": "r",
        "induction_id": "i",
        "person": "Jo Parker",
        "role": InductionRole.VOLUNTEER,
        "declared_at": NOW,
        "wording": "I declare.",
        "path_revision": 1,
        "policies": (EDITION,),
        "clauses": (),
        "attempts": (AttemptScore(1, 6, 6, NOW),),
        "dsl_named": "Ms Dee",
        "certificate_code": "7K3MQ-XP9TR-4W2HB-Z8D5F",
        "content_sha256": "0" * 64,
    }
    return InductionRecord(**{**fields, **changes})


def shown(verification=None, changes=UNCHANGED, intact=True, **fields) -> str:
    return checked_html(Checked(record(**fields), verification, changes, intact), SCHOOL, TODAY)


def test_a_certificate_tells_person_role_day_and_documents():
    told = shown()
    assert CURRENT in told
    for words in ("Jo Parker", "a volunteer at Hill School", "25\u00a0November\u00a02026"):
        assert words in told
    for words in ("Media Policy", "1.0", "overdue by 21\u00a0months", "a" * 12):
        assert words in told
    assert "School-issued" in told and "single central record" in told
    assert "Not yet verified" in told


def test_who_verified_it_is_told():
    told = shown(Verification("r", "Ms Dee", "Designated Safeguarding Lead", NOW))
    assert "Ms Dee, Designated Safeguarding Lead" in told
    assert "Not yet verified" not in told


def test_a_stale_one_says_what_changed():
    told = shown(changes=REPLACED)
    assert STALE in told and CURRENT not in told
    assert "“Media Policy” is no longer among the school’s policies." in told


def test_an_altered_record_shows_nothing_of_itself():
    told = shown(intact=False)
    assert ALTERED in told and "Jo Parker" not in told and CURRENT not in told


def test_an_unknown_code_is_told_plainly():
    assert UNKNOWN in unknown_html()


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.3, "a second"), (64, "64 seconds"), (900, "16 minutes")],
)
def test_how_long_to_wait_is_told(seconds, told):
    assert told in waiting_html(seconds)


def test_markup_in_a_name_is_shown_and_never_obeyed():
    told = shown(Verification("r", HOSTILE, HOSTILE, NOW), person=HOSTILE, dsl_named=HOSTILE)
    assert "<script>" not in told and "&lt;script&gt;" in told
