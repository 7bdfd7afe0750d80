from __future__ import annotations

import pytest

from assistant.web.masking_view import without


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ([""], "Can Willow and willowy Ace come?"),
        (["willow"], "Can [name] and willowy Ace come?"),
        ([" Ace ", "Willow"], "Can [name] and willowy [name] come?"),
        (["Willow and willowy Ace"], "Can [name] come?"),
        (["(", "?"], "Can Willow and willowy Ace come?"),
    ],
)
def test_further_words_are_replaced_where_they_stand_alone(more, left):
    assert without("Can Willow and willowy Ace come?", more) == left
