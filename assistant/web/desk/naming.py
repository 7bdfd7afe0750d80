"""Words that everybody will read, looked through for names before they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st

from assistant.web.markup import tag, text

if TYPE_CHECKING:
    from assistant.desk.service import Desk

SURE = "These words name nobody who could be known by them"


def named_in(desk: Desk, texts: Iterable[str]) -> tuple[str, ...]:
    """The words in which a name or a detail of a person was found, each once, as written."""
    found = [one.word for words in texts for one in desk.masker.mask(words).found]
    return tuple(dict.fromkeys(found))


def named_words(named: Iterable[str]) -> str:
    """What to tell somebody whose words name someone."""
    told = ", ".join(f"“{word}”" for word in named)
    return (
        f"These look like a name or a detail of a person: {told}. Everybody who comes to an "
        "induction reads this, so take them out, or tick the box if they name nobody."
    )


def draw_sure(named: Iterable[str], key: str) -> bool:
    """Tells what was found and draws the box to tick when it is no name; True without any, and when
    the box is ticked."""
    words = tuple(named)
    if not words:
        return True
    told = tag("strong", "Not kept yet. ") + text(named_words(words))
    st.html(tag("p", told, role="alert"))
    return st.checkbox(SURE, key=key)
