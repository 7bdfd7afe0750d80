"""The DSL's published guidance as it stands beneath an answer; pure."""

from __future__ import annotations

from assistant.desk.guidance import Staleness
from assistant.web.desk.words import day
from assistant.web.markup import lines, tag, text

HEADING = "Guidance from the DSL – not policy"
STALE = "Out of date."


def guidance_html(state: Staleness) -> str:
    """Published guidance as the chat shows it: the advice, who gave it and when, and in plain
    view when it no longer rests on what the policy says."""
    guidance = state.guidance
    stale = ""
    if state.is_stale:
        stale = tag("p", tag("strong", STALE), text(f" {state.text}"), class_="pa-changed")
    return tag(
        "aside",
        tag("p", HEADING, class_="pa-small-heading"),
        stale,
        *(tag("p", *lines(piece)) for piece in guidance.text.split("\n\n")),
        tag("p", text(_source(state)), class_="pa-quiet"),
        class_="pa-guidance pa-guidance-stale" if state.is_stale else "pa-guidance",
        aria_label="Guidance from the DSL",
    )


def guidance_text(state: Staleness) -> str:
    """The same as plain text."""
    stale = [f"{STALE} {state.text}"] if state.is_stale else []
    return "\n".join([f"{HEADING}:", *stale, state.guidance.text, _source(state)])


def _source(state: Staleness) -> str:
    given = state.guidance
    by = f"{given.published_by}, {given.published_as}, {day(given.published_at)}"
    return f"On the question “{given.question}”. {by}."
