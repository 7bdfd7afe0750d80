from __future__ import annotations

import numpy as np

from assistant.desk.remembered import RememberedEncoder


class Counting:
    """A text's length as its vector; keeps what it was asked for."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[len(text)] for text in texts], np.float32).reshape(len(texts), 1)


def test_a_text_is_encoded_once_and_comes_back_in_its_place():
    counting = Counting()
    encoder = RememberedEncoder(counting)
    assert encoder.encode(["a", "bbb", "a"]).ravel().tolist() == [1, 3, 1]
    assert encoder.encode(["bbb", "cc"]).ravel().tolist() == [3, 2]
    assert counting.asked == ["a", "bbb", "cc"]
    assert encoder.encode([]).shape == (0, 1)


def test_what_was_not_asked_for_lately_is_forgotten():
    counting = Counting()
    encoder = RememberedEncoder(counting, most=2)
    for text in ("a", "bb", "a", "ccc", "bb"):  # "bb" has gone when it comes again
        encoder.encode([text])
    assert counting.asked == ["a", "bb", "ccc", "bb"]
