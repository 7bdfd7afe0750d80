"""Other policies, under the names that schools use for them."""

from __future__ import annotations

import pytest

from ingest.linked import canonical_title, names_in

TABLE = [
    ("See our E-Safety policy.", ["Online Safety Policy"]),
    (
        "See the Online-Safety and Acceptable Use policies.",
        ["Online Safety Policy", "Acceptable Use Policy"],
    ),
    ("Sign the acceptable use agreement.", ["Acceptable Use Policy"]),
    (
        "Follow the Staff Behaviour Policy (code of conduct).",
        ["Code of Conduct", "Code of Conduct"],
    ),
    (
        "managed under our anti-bullying and code of conduct policies",
        ["Anti-bullying Policy", "Code of Conduct"],
    ),
    (
        "existing policies such as anti-bullying, code of conduct, online safety, "
        "photo/video policy, data protection.",
        [
            "Anti-bullying Policy",
            "Code of Conduct",
            "Online Safety Policy",
            "Photography and Images Policy",
            "Data Protection Policy",
        ],
    ),
    ("our Cameras and Images policy", ["Photography and Images Policy"]),
    (
        "the school's GDPR policy and privacy notice",
        ["Data Protection Policy", "Data Protection Policy"],
    ),
    ("the Pond Maintenance Policy", ["Pond Maintenance Policy"]),
    ("Mulbarton Primary School Code of Conduct", ["Code of Conduct"]),
    (
        "Linked policies: Safeguarding; Missing Child; Outings",
        [
            "Safeguarding and Child Protection Policy",
            "Missing Child Policy",
            "Educational Visits Policy",
        ],
    ),
    ("Follow the relevant policies and this Policy.", []),
    ("The Policy applies to School Policy makers.", []),
    ("Data protection laws and online safety matter.", []),
    ("Behaviour at lunch is good and it pays.", []),
]


@pytest.mark.parametrize(("text", "titles"), TABLE)
def test_policies_named_in_a_sentence_are_found(text, titles):
    assert [title for _, title in names_in(text)] == titles


def test_the_name_is_kept_as_written():
    assert names_in("See our E-Safety policy.")[0][0] == "E-Safety policy"


def test_any_name_leads_to_its_title():
    for name in ("E-Safety", "Online-Safety Policy", "online safety"):
        assert canonical_title(name) == "Online Safety Policy"
    assert canonical_title("Goat Husbandry") == "Goat Husbandry"
