"""The report-now card as HTML and as plain text: the card's words and nothing else; pure."""

from __future__ import annotations

from assistant.answers import Card
from assistant.triage.cards import NOT_SET
from assistant.web.markup import items, tag, text

NOT_KEPT = "[message not kept]"


def card_html(card: Card, heading: str = "h2") -> str:
    """The whole card. It holds no word of the message that called for it."""
    contacts = [
        tag(
            "div",
            tag("dt", text(role)),
            tag("dd", text(name), class_="pa-not-set" if name == NOT_SET else None),
        )
        for role, name in card.contacts
    ]
    return tag(
        "section",
        tag(
            heading,
            tag("span", "!", class_="pa-sign", aria_hidden="true"),
            tag("span", text(card.title)),
            class_="pa-card-title",
        ),
        tag(
            "div",
            tag("p", text(card.lead), class_="pa-card-lead"),
            tag("dl", *contacts, class_="pa-contacts") if contacts else "",
            items("ol", card.steps, class_="pa-card-steps"),
            items("ul", card.rules, class_="pa-card-rules"),
            tag("p", text(f"Card version {card.version}"), class_="pa-card-version"),
            class_="pa-card-body",
        ),
        class_="pa-card",
        aria_label="Report this now",
    )


def card_text(card: Card) -> str:
    """The card for a text file or a screen reader."""
    steps = [f"{number}. {step}" for number, step in enumerate(card.steps, 1)]
    rules = [f"- {rule}" for rule in card.rules]
    contacts = [f"{role}: {name}" for role, name in card.contacts]
    blocks = [[card.title, card.lead], steps, contacts, rules, [f"Card version {card.version}."]]
    return "\n\n".join("\n".join(block) for block in blocks if block)
