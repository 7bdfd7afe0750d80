"""What may leave: which answers are worded by a model at all, and the clauses as it sees them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Answer, Quote, Status
from assistant.phrasing.prompts import as_data

_KEPT_BACK = {
    "watch": "it may be a worry about a child",
    "conflict": "the clauses pull in two directions",
    "verdict_withdrawn": "the verdict is withdrawn",
}


def why_not_sent(answer: Answer) -> str | None:
    """The reason why an answer stays as it is, and its question here; None when it may be sent.

    A message near a live concern is never sent, nor one that nothing loaded answers. Where the
    ruling gives no verdict a model's words could give one by the back door.
    """
    if answer.status is not Status.ANSWERED or answer.escalation is not None:
        return f"an answer that is “{answer.status}” has fixed words"
    for notice in answer.notices:
        if reason := _KEPT_BACK.get(notice.kind):
            return reason
    if answer.verdict is None or not answer.quotes:
        return "there is no verdict to word"
    return None


def is_watched(answer: Answer) -> bool:
    """Whether a message may be a worry about a child. Of one that asks several things the whole
    says so, and none of its parts."""
    return any(notice.kind == "watch" for notice in answer.notices)


def clauses_as_data(quotes: Sequence[Quote]) -> str:
    """The quoted clauses, numbered from 1, each between tags that its text can't close."""
    return "\n".join(
        clause_as_data(number, q.policy_title, q.section, f"{q.lead_in or ''} {q.text}")
        for number, q in enumerate(quotes, start=1)
    )


def clause_as_data(number: int, policy: str, section: Sequence[str], text: str) -> str:
    """A numbered clause between tags that its text can't close."""
    return (
        f'<clause number="{number}" policy="{_attribute(policy)}" '
        f'section="{_attribute(" > ".join(section))}">{as_data(" ".join(text.split()))}</clause>'
    )


def _attribute(text: str) -> str:
    return as_data(text).replace('"', "'").replace("\n", " ")
