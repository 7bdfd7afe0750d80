"""Types a question the way a hurried person does: for training data, so models bear it."""

from __future__ import annotations

import random
import re

_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o",
    "q": "w", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc",
    "y": "tu", "z": "x",
}  # fmt: skip
_SHORT = {
    "you": "u",
    "are": "r",
    "please": "pls",
    "because": "cos",
    "through": "thru",
    "something": "smth",
    "tomorrow": "tmrw",
    "people": "ppl",
}


def mistyped(question: str, draw: random.Random) -> str:
    """The question in lower case without apostrophes, one to three of its longer words misspelt."""
    words = re.sub(r"['’]", "", question.lower()).split(" ")
    words = [_SHORT.get(w, w) if draw.random() < 0.5 else w for w in words]
    long = [i for i, w in enumerate(words) if len(w) > 3 and w.isalpha() and w.isascii()]
    for i in draw.sample(long, min(len(long), draw.randint(1, 3))):
        words[i] = _misspelt(words[i], draw)
    text = " ".join(words)
    return text.rstrip("?.") if draw.random() < 0.5 else text


def _misspelt(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)  # people seldom miss the first letter
    change = draw.randrange(5)
    if change == 0:
        return word[:at] + word[at + 1 :]
    if change == 1:
        return word[:at] + word[at] * 2 + word[at + 1 :]
    if change == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if change == 3:
        return word[:at] + draw.choice(_NEIGHBOURS[word[at]]) + word[at + 1 :]
    vowel = draw.choice("aeiou")
    return re.sub(r"[aeiou](?=[^aeiou]*$)", vowel, word, count=1)
