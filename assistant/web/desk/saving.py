"""Saving a draft: what is masked in newly written words is shown first; nobody's save is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.records.entries import Draft
from assistant.records.errors import SaveConflict
from assistant.web.desk.editing import Block, edited
from assistant.web.desk.place import Place, go_to
from assistant.web.desk.record_view import parts_html
from assistant.web.markup import tag, text
from assistant.web.masking_view import draw_masked
from assistant.web.sign_in import current_actor
from assistant.web.theme import trouble_html

if TYPE_CHECKING:
    from assistant.desk.service import Desk
    from assistant.privacy.masking import Masked
    from assistant.settings import Settings

OPEN = "desk_draft"  # the draft as it was when it was opened or last saved
UNSAVED = "desk_unsaved"  # texts by block: they outlive a sign-in that ends while typing
_CONFLICT = "desk_conflict"
_MASKING = "desk_masking"
NAMED = (
    "Your words name someone, or tell what a case could be known by. A name can be put in by hand "
    "once the reply has left here: what is kept is kept without it."
)


def forget_unsaved() -> None:
    """Leaves behind what belongs to the draft that was open."""
    for key in (UNSAVED, _CONFLICT, _MASKING):
        st.session_state.pop(key, None)


def is_unsaved(made: Sequence[Block], texts: Mapping[int, str]) -> bool:
    """Whether a box holds other words than the draft."""
    return any(texts.get(block.number, block.text) != block.text for block in made)


def draw_save(
    draft: Draft, made: Sequence[Block], texts: dict[int, str], desk: Desk, settings: Settings
) -> None:
    """The button; when new words name someone, what is masked in them, to be seen before it is
    kept."""
    if st.button("Save", type="primary", key="save-draft"):
        named = _named(made, texts, desk)
        if not named:
            _save(draft, made, texts, desk, settings)
        st.session_state[_MASKING] = named
    waiting: dict[int, Masked] | None = st.session_state.get(_MASKING)
    if not waiting:
        return
    with st.container(border=True, key="masking"):
        st.html(tag("p", tag("strong", "Not saved yet."), text(f" {NAMED}"), role="alert"))
        shown = {n: draw_masked(found, f"draft-{n}").text for n, found in waiting.items()}
        with st.container(horizontal=True):
            if st.button("Save it like this", type="primary", key="save-masked"):
                _save(draft, made, {**texts, **shown}, desk, settings)
            if st.button("Back to editing", key="not-masked"):
                del st.session_state[_MASKING]
                st.rerun()


def draw_conflict(draft: Draft, desk: Desk) -> bool:
    """What to do when somebody else saved first: their words and one's own, both in view. True
    when the saved draft is to be opened instead."""
    conflict: SaveConflict | None = st.session_state.get(_CONFLICT)
    if conflict is None:
        return False
    st.html(trouble_html("Your changes are not saved yet.", str(conflict)))
    with st.expander("The draft as it is saved now"):
        st.html(parts_html(conflict.current.edited))
    return st.button("Give up my changes and open the saved draft", key="take-theirs")


def _named(made: Sequence[Block], texts: Mapping[int, str], desk: Desk) -> dict[int, Masked]:
    """What was found, by block, in the boxes whose words are new."""
    new = {b.number: texts[b.number] for b in made if texts.get(b.number, b.text) != b.text}
    found = {number: desk.masker.mask(words) for number, words in new.items()}
    return {number: masked for number, masked in found.items() if masked.found}


def _save(
    draft: Draft, made: Sequence[Block], texts: Mapping[int, str], desk: Desk, settings: Settings
) -> None:
    actor = current_actor(settings.access)
    keep(lambda: desk.save(actor, draft, draft.revision, edited(made, texts)), "Saved.")


def keep(save: Callable[[], Draft], message: str) -> None:
    """Saves, and draws the page again with the draft as it is then; or with both texts in view when
    somebody else saved first."""
    try:
        saved = save()
    except SaveConflict as conflict:
        st.session_state[_CONFLICT] = conflict
        st.session_state.pop(_MASKING, None)
        st.rerun()
    st.session_state[OPEN] = saved
    forget_unsaved()
    go_to(Place.DRAFTS, message)
