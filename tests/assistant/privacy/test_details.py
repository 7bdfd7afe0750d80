from __future__ import annotations

import pytest

from assistant.privacy.details import find_classes, find_details
from assistant.privacy.masking import Found, Kind

DETAILS = [
    ("mail k.mbeki@mail.example please", Kind.EMAIL, "k.mbeki@mail.example"),
    ("ring 07700 900123 now", Kind.PHONE, "07700 900123"),
    ("ring +44 (0)7700 900123", Kind.PHONE, "+44 (0)7700 900123"),
    ("landline (01632) 960123", Kind.PHONE, "(01632) 960123"),
    ("in Dublin +353 86 123 4567", Kind.PHONE, "+353 86 123 4567"),
    ("at 14 Mill Lane, Little Wenham, so", Kind.ADDRESS, "14 Mill Lane, Little Wenham"),
    ("at Flat 12b Kestrel House", Kind.ADDRESS, "Flat 12b Kestrel House"),
    ("she lives at 14 mill close", Kind.ADDRESS, "14 mill close"),
    ("they live on Beech Avenue", Kind.ADDRESS, "Beech Avenue"),
    ("postcode nr14 8dx", Kind.POSTCODE, "nr14 8dx"),
    ("the account @lil_maxi.07 is", Kind.ACCOUNT, "@lil_maxi.07"),
    ("her tiktok is sparkle.22", Kind.ACCOUNT, "sparkle.22"),
    ("it is jayden_plays", Kind.ACCOUNT, "jayden_plays"),
    ("see https://twitch.tv/kid_leo.", Kind.LINK, "https://twitch.tv/kid_leo"),
    ("see youtube.com/c/ruben", Kind.LINK, "youtube.com/c/ruben"),
    ("DOB: 02/11/2016", Kind.DATE_OF_BIRTH, "02/11/2016"),
    ("he was born on the 3rd of June 2014", Kind.DATE_OF_BIRTH, "3rd of June 2014"),
    ("943 476 5919", Kind.NHS_NUMBER, "943 476 5919"),
    ("NHS no is 450 557 7105", Kind.NHS_NUMBER, "450 557 7105"),  # wrong check digit, but said
    ("NI AB 12 34 56 C", Kind.NI_NUMBER, "AB 12 34 56 C"),
    ("pay 20-45-67 12345678", Kind.BANK, "20-45-67 12345678"),
    ("sort code 04-00-04", Kind.BANK, "04-00-04"),
    ("account number 31926819", Kind.BANK, "31926819"),
    ("card 4111 1111 1111 1111", Kind.BANK, "4111 1111 1111 1111"),
    ("UPN H801200001001", Kind.PUPIL_NUMBER, "H801200001001"),
    ("a car, AB12 CDE, parks", Kind.VEHICLE, "AB12 CDE"),
]
CLEAN = [
    "Is it on www.gov.uk/guidance or https://www.nspcc.org.uk/keeping-children-safe?",
    "Was it reviewed on 14/02/2024 or 2025-02-01?",
    "KS2 3rd and 4th, Year 10, page 12, clause 4.2, £500, 24 hours",
    "30 children crossed the road, a 2 minute drive away",
    "Which policies are on Google Drive?",
    "Please read consent_form.pdf and policy_2024.docx",
    "4111 1111 1111 1112 and 943 476 5918",  # check digits that don't fit
    "staff@school is no address",
]


@pytest.mark.parametrize(("message", "kind", "word"), DETAILS)
def test_a_detail_is_found_whole(message, kind, word):
    found = [(f.kind, f.word) for f in find_details(message)]
    assert (kind, word) in found


@pytest.mark.parametrize("message", CLEAN)
def test_what_only_looks_like_a_detail_stays(message):
    assert not list(find_details(message))


def test_offsets_fit_the_word():
    for message, _, _ in DETAILS:
        for found in find_details(message):
            assert message[found.start : found.end] == found.word


def test_a_class_is_found_only_near_something_else():
    message = "Jayden in 4C asked"
    near = [Found(Kind.NAME, 0, 6, "Jayden")]
    assert [f.word for f in find_classes(message, near)] == ["4C"]
    assert not list(find_classes(message, []))
    far = "Jayden asked. " + "The policy says a great deal about phones at school. " * 4 + "4C"
    assert not list(find_classes(far, near))
