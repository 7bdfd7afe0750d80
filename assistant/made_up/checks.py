"""Which of the questions that a model made up for a clause are kept to search by; pure.

Nothing here makes a question true or safe to show: none is ever shown as a policy's words. The
checks keep out what is no question, or would make a poor vector.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ingest.documents import Clause, embedding_text
from ingest.encoder import Encoder

MOST = 4  # questions a clause
LONGEST = 160  # characters; the longest of 894 good ones (eval/search_help) has 87
FEWEST_WORDS = 3
# Least cosine of a question to its clause. A model that mixes clauses up, or that obeys what stands
# in one, asks about something else altogether.
STRAYED = 0.1


def well_formed(questions: Sequence[str], clause: Clause) -> tuple[str, ...]:
    """The first MOST that are short questions and not the clause's own words, each once."""
    told = _plain(clause.text)
    kept: dict[str, str] = {}
    for question in questions:
        text = " ".join(question.split())
        words = _plain(text)
        if (
            text.endswith("?")
            and len(text) <= LONGEST
            and text.isprintable()
            and len(words.split()) >= FEWEST_WORDS
            and words not in told
        ):
            kept.setdefault(words, text)
    return tuple(kept.values())[:MOST]


def near(
    questions: Sequence[Sequence[str]],
    titled: Sequence[tuple[str, Clause]],
    encoder: Encoder,
) -> list[tuple[str, ...]]:
    """Of each clause's questions those that have something to do with it. `titled` are the clauses
    with their policies' titles."""
    flat = [text for texts in questions for text in texts]
    if not flat:
        return [() for _ in questions]
    clauses = encoder.encode([embedding_text(title, clause) for title, clause in titled])
    vectors = encoder.encode(flat)
    own = np.repeat(np.arange(len(titled)), [len(texts) for texts in questions])
    fit = (vectors * clauses[own]).sum(axis=1) >= STRAYED
    return [
        tuple(text for text, i, keep in zip(flat, own, fit, strict=True) if keep and i == at)
        for at in range(len(titled))
    ]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
