"""What was masked in a text, shown to its writer before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st

from assistant.privacy.masking import Masked, restore
from assistant.web.markup import tag, text

EXPLAINED = (
    "This is what will be kept. Names and details of people are replaced. Untick a word that was "
    "replaced by mistake, and add what was missed: not every name is found."
)


def draw_masked(masked: Masked, key: str) -> Masked:
    """Draws the masked text and a box for each masked word; the text with the unticked put back."""
    st.html(tag("p", text(EXPLAINED), class_="pa-quiet"))
    kept = []
    for number, found in enumerate(masked.found):
        label = f"Replace “{found.word}” by [{found.kind.value}]"
        kept.append(st.checkbox(label, value=True, key=f"mask-{key}-{number}"))
    shown = masked
    for number in reversed(range(len(kept))):
        if not kept[number]:
            shown = restore(shown, number)
    more = st.text_input(
        "Also replace (words, with commas between them)", key=f"mask-more-{key}", max_chars=200
    )
    shown = Masked(without(shown.text, more.split(",")), shown.found)
    if not masked.found:
        st.html(tag("p", "No names were found in it.", class_="pa-quiet"))
    st.html(tag("blockquote", tag("p", text(shown.text)), class_="pa-to-send"))
    return shown


def without(words: str, more: Iterable[str]) -> str:
    """The text with further words replaced wherever they stand, in any case; pure."""
    named = [word.strip() for word in more if re.search(r"\w", word)]
    for word in sorted(named, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "[name]", words, flags=re.IGNORECASE)
    return words
