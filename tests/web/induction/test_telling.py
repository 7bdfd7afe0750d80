from __future__ import annotations

from assistant.triage.cards import SchoolContacts
from assistant.web.induction.telling import telling_html

SCHOOL = SchoolContacts(
    dsl="Asha Roy", deputy_dsl="Tom Bell", head="Ruth Carne", chair_of_governors="Ann Carne"
)


def test_names_the_dsl_the_deputy_and_999():
    shown = telling_html(SCHOOL)
    for words in ("Asha Roy", "Tom Bell", "999", "reports nothing"):
        assert words in shown


def test_says_plainly_what_is_not_set():
    shown = telling_html(SchoolContacts())
    assert shown.count("not set here: ask the school office") == 2
    assert "None" not in shown


def test_a_worry_about_an_adult_goes_to_the_head_and_about_the_head_to_the_chair():
    shown = telling_html(SCHOOL)
    assert "tell the headteacher, Ruth Carne" in shown
    about_the_head = shown[shown.index("A worry about the headteacher") :]
    assert "chair of governors, Ann Carne" in about_the_head.split("</li>")[0]
    assert "Ruth Carne" not in about_the_head
    assert "LADO" in about_the_head


def test_nothing_in_it_discourages_telling():
    shown = telling_html(SCHOOL).lower()
    assert not any(word in shown for word in ("wait", "check first", "probably", "be sure"))
