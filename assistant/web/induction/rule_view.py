"""A clause to read as HTML: the policy's words whole, with a line in plain English beside; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.answers import Quote
from assistant.desk.differences import Change, Run
from assistant.induction.way import Step
from assistant.replying.composition import quote_of
from assistant.web.desk.record_view import runs_html
from assistant.web.markup import tag, text
from assistant.web.quote_view import quote_html
from ingest.documents import Policy
from ingest.library import Passage

PLAIN = "In plain English"
COUNTS = "The policy’s own words are what counts."
OWN_WORDS = "The policy’s own words"
CHANGED = "What has changed in this rule"
MARKS = "Underlined words are new. Words struck through were taken out."


def rule_html(
    step: Step,
    today: date,
    number: int,
    of: int,
    *,
    gloss_first: bool = False,
    changed: Sequence[Run] = (),
) -> str:
    """The rule `number` of all `of` them, under a heading of its own.

    `gloss_first` is the easy-read order; `changed` are its words as runs, in a top-up.
    """
    heading = tag("h2", text(f"Rule {number} of {of}"), class_="pa-rule-number")
    policies = {step.policy.policy_id: step.policy}
    quote = quote_html(quote_of(Passage(step.clause, step.policy, 1.0)), policies, today)
    gloss = gloss_html(step.gloss)
    changes = changed_html(changed)
    if gloss_first:
        own = tag("h3", text(OWN_WORDS), class_="pa-heading") if gloss else ""
        return tag("section", heading, gloss, own, quote, changes, class_="pa-rule pa-rule-easy")
    kind = "pa-rule pa-rule-glossed" if gloss else "pa-rule"
    return tag("section", heading, quote, gloss, changes, class_=kind)


def gloss_html(gloss: str) -> str:
    """The plain line, marked as no more than that; '' when there is none."""
    if not gloss:
        return ""
    return tag(
        "div",
        tag("h3", text(PLAIN), class_="pa-small-heading"),
        tag("p", text(gloss), class_="pa-gloss-words"),
        tag("p", text(COUNTS), class_="pa-quiet"),
        class_="pa-gloss",
    )


def changed_html(runs: Sequence[Run]) -> str:
    """What was added to a rule and taken out of it; '' when its words are the same."""
    if all(run.change is Change.SAME for run in runs):
        return ""
    return tag(
        "div",
        tag("h3", text(CHANGED), class_="pa-small-heading"),
        tag("p", runs_html(runs)),
        tag("p", text(MARKS), class_="pa-quiet"),
        class_="pa-changes",
    )


def deciding_html(quote: Quote, policies: Mapping[str, Policy], today: date) -> str:
    """The clause that decides a question."""
    heading = tag("h2", "The rule that decides it", class_="pa-heading")
    return heading + quote_html(quote, policies, today)
