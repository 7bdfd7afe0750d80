"""Who the Designated Safeguarding Lead is and whom else to tell: the first screen; pure."""

from __future__ import annotations

from assistant.answers import ConcernKind
from assistant.triage.cards import EMERGENCY_NUMBER, NOT_SET, SchoolContacts, card_for
from assistant.web.markup import items, tag, text
from assistant.web.wording import DSL, person

LEAD = (
    "If you are worried about a child, tell a person at once. A small worry, or one that you are "
    "not sure of, is enough. You need neither proof nor permission."
)
ASK_WHO = "not set here: ask the school office who it is before you begin"
ABOUT_ADULTS = "If it is about an adult who works or helps here"
REPORTS_NOTHING = (
    "This page is automated. Typing here, or asking a question here, reports nothing to anybody."
)


def telling_html(school: SchoolContacts, heading: str = "h2") -> str:
    """Whom to tell, by name where the school has set one; what not to do."""
    rules = card_for(ConcernKind.CHILD, school).rules
    return tag(
        "div",
        tag("p", text(LEAD), class_="pa-lead"),
        _contacts(
            (
                (DSL, school.dsl),
                (f"Deputy {DSL}", school.deputy_dsl),
                ("If anyone is in immediate danger", EMERGENCY_NUMBER),
            )
        ),
        items("ul", rules),
        tag(heading, text(ABOUT_ADULTS), class_="pa-heading"),
        items("ul", _about_adults(school)),
        tag("p", text(REPORTS_NOTHING), class_="pa-quiet"),
        class_="pa-telling",
    )


def _contacts(people: tuple[tuple[str, str | None], ...]) -> str:
    rows = []
    for role, name in people:
        known = bool(name and name.strip())
        shown = tag("dd", text(name if known else ASK_WHO), class_=None if known else "pa-not-set")
        rows.append(tag("div", tag("dt", text(role)), shown))
    return tag("dl", *rows, class_="pa-contacts")


def _about_adults(school: SchoolContacts) -> list[str]:
    """Never to the person whom it is about; the LADO is named as a route every time."""
    lado = (school.lado or "").strip() or NOT_SET
    return [
        f"A worry about a member of staff or a volunteer: tell {_the('headteacher', school.head)}.",
        "A worry about the headteacher: tell "
        f"{_the('chair of governors', school.chair_of_governors)}.",
        "You may also go to the local authority designated officer, the LADO "
        f"({lado if lado != NOT_SET else 'not set here: your local authority can tell you'}).",
        "Anyone may refer directly to children’s social care or to the police, at any hour.",
    ]


def _the(role: str, name: str | None) -> str:
    named = person(role, name)
    return named if named.startswith("the ") else f"the {role}, {(name or '').strip()}"
