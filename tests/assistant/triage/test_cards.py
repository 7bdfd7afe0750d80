"""The report-now cards say what they must, and never what they must not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.answers import Card, ConcernKind
from assistant.triage.cards import CARDS_FILE, CardError, SchoolContacts, card_for, load_cards

SCHOOL = SchoolContacts(
    name="Elm Primary",
    dsl="Asha Roy",
    deputy_dsl="Tom Bell",
    head="Ruth Carne",
    chair_of_governors="Ivor Carne",
    lado="Elmshire LADO desk",
    office="Elm office",
)
KINDS = list(ConcernKind)
DISCOURAGING = re.compile(
    r"\bwait|check first|probably nothing|make sure|be sure|are you sure|"
    r"before (?:you |report|tell|call|say|contact)|\bunless you\b|only if you|only report|"
    r"overreact|over-react|misunderst|false|accus|proof|prove|evidence|serious enough|"
    r"\bcertain\b|think carefully|consider whether|not necessarily|may be nothing|calm down|"
    r"first (?:speak|talk|ask)|trouble",
    re.IGNORECASE,
)


def words(card: Card) -> str:
    """Everything a reader sees on the card."""
    contacts = (f"{role}: {name}" for role, name in card.contacts)
    return "\n".join((card.title, card.lead, *card.steps, *card.rules, *contacts))


@pytest.mark.parametrize("kind", KINDS)
def test_every_card_says_that_it_is_automated_and_that_nothing_has_been_reported(
    kind: ConcernKind,
) -> None:
    text = words(card_for(kind, SCHOOL)).lower()
    assert "automated" in text
    assert "typing here has reported nothing" in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_card_gives_999_for_immediate_danger_before_any_other_step(kind: ConcernKind) -> None:
    assert "999" in card_for(kind, SCHOOL).steps[0]


def test_an_emergency_card_opens_with_999() -> None:
    card = card_for(ConcernKind.EMERGENCY, SCHOOL)
    assert "999" in card.title
    assert card.contacts[0][1] == "999"


@pytest.mark.parametrize("kind", KINDS)
def test_no_card_holds_a_word_that_discourages_reporting(kind: ConcernKind) -> None:
    found = DISCOURAGING.findall(words(card_for(kind, SCHOOL)))
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_card_says_not_to_promise_secrecy_investigate_or_forward_images(
    kind: ConcernKind,
) -> None:
    rules = " ".join(card_for(kind, SCHOOL).rules).lower()
    assert "secret" in rules
    assert "investigate" in rules
    assert "copy" in rules and "forward" in rules and "images" in rules


@pytest.mark.parametrize("kind", KINDS)
def test_every_card_says_that_anyone_may_refer_directly(kind: ConcernKind) -> None:
    steps = " ".join(card_for(kind, SCHOOL).steps)
    assert "Anyone may" in steps
    assert "refer directly to children's social care" in steps


@pytest.mark.parametrize("kind", KINDS)
def test_no_card_holds_a_phone_number_but_999(kind: ConcernKind) -> None:
    template = load_cards()[kind]
    assert set(re.findall(r"\d[\d ]*\d", "\n".join(template.texts()))) <= {"999"}


@pytest.mark.parametrize("kind", [ConcernKind.CHILD, ConcernKind.EMERGENCY, ConcernKind.WELFARE])
def test_cards_about_a_child_or_the_asker_name_the_dsl_and_the_deputy(kind: ConcernKind) -> None:
    text = words(card_for(kind, SCHOOL))
    assert "Asha Roy" in text and "Tom Bell" in text


def test_a_concern_about_an_adult_leads_to_the_headteacher_and_shows_the_lado() -> None:
    card = card_for(ConcernKind.ADULT, SCHOOL)
    assert card.contacts[0] == ("Headteacher", "Ruth Carne")
    assert "Ruth Carne" in card.lead
    assert "Elmshire LADO desk" in words(card)
    assert "Never take it to the person it is about" in card.rules[0]


def test_a_concern_about_the_head_leads_to_the_chair_and_the_lado_and_never_to_the_head() -> None:
    card = card_for(ConcernKind.HEAD, SCHOOL)
    assert card.contacts[:2] == (
        ("Chair of governors", "Ivor Carne"),
        ("Local authority designated officer (LADO)", "Elmshire LADO desk"),
    )
    assert "Ruth Carne" not in words(card)


def test_the_card_about_the_head_leaves_out_a_dsl_who_is_the_headteacher() -> None:
    school = SchoolContacts(head="Mrs. Ruth  Carne", dsl="mrs ruth carne", deputy_dsl="Tom Bell")
    card = card_for(ConcernKind.HEAD, school)
    assert "carne" not in words(card).lower()
    assert ("Deputy Designated Safeguarding Lead", "Tom Bell") in card.contacts


def test_a_shared_surname_says_nothing() -> None:
    assert "Ivor Carne" in words(card_for(ConcernKind.HEAD, SCHOOL))


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_name_is_shown_as_not_set(kind: ConcernKind) -> None:
    card = card_for(kind, SchoolContacts(dsl="  "))
    assert all(name in ("not set", "999") for _, name in card.contacts)
    assert "None" not in words(card)
    assert "{" not in words(card)


def test_a_name_with_braces_is_shown_as_typed() -> None:
    card = card_for(ConcernKind.CHILD, SchoolContacts(dsl="{head} O'Neil"))
    assert "{head} O'Neil" in words(card)


def test_the_version_travels_with_every_card() -> None:
    versions = {card_for(kind, SCHOOL).version for kind in KINDS}
    assert len(versions) == 1 and versions.pop()


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The shipped cards file with one piece of text changed."""
    text = CARDS_FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "cards.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("({dsl})", "({dsl_name})", "unknown names"),
        ("({dsl})", "({dsl)", "Card"),
        ("[welfare]", "[wellbeing]", "exactly one card"),
        ('version = "2026', 'edition = "2026', "no version"),
        ('title = "Tell', 'heading = "Tell', "missing or unknown lines"),
        ('    ["Deputy Designated Safeguarding Lead", "deputy_dsl"],\n', "", "must list"),
        ("Tell the chair of governors ({", "Tell {head} or the chair of governors ({", "must not"),
        ('"lado"]', '"mayor"]', "unknown names"),
        ('title = "Call 999 now"', 'title = ""', "empty line"),
        ("steps = [", "steps = [[", "can't be read"),
    ],
)
def test_a_cards_file_with_a_fault_fails_loudly(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(CardError, match=complaint):
        load_cards(changed(tmp_path, old, new))


def test_a_missing_cards_file_fails_loudly(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="Restore the file"):
        load_cards(tmp_path / "cards.toml")
