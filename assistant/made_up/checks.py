"""Which of the questions that a model made up for a clause are kept to search by.

Nothing here makes a question true or safe to show: none is ever shown as a policy's words. The
checks keep out what is no question, or would make a poor vector.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.documents import Clause
from ingest.encoder import Encoder
from ingest.library import Library

MOST = 4  # questions a clause
LONGEST = 160  # characters; the longest of 894 good ones (eval/search_help) has 87
FEWEST_WORDS = 3
# A model that mixes clauses up, or that obeys what stands in one, asks about something else. With
# both numbers .98 of 894 good questions (eval/search_help) are kept, .50 of them when each is given
# to the next clause by mistake, .17 when to any other.
AMONG = 24  # clauses of the library among which the question finds its own again
STRAYED = 0.1  # least cosine to it


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


def found_again(
    questions: Sequence[Sequence[str]],
    clauses: Sequence[Clause],
    library: Library,
    encoder: Encoder,
    leave_out: frozenset[str] = frozenset(),
) -> list[tuple[str, ...]]:
    """Of each clause's questions those that find it again among the AMONG nearest clauses of the
    library, policies in `leave_out` apart."""
    flat = [text for texts in questions for text in texts]
    vectors = iter(encoder.encode(flat) if flat else ())

    def finds(clause: Clause) -> bool:
        found = library.nearest(next(vectors).tolist(), AMONG, leave_out)
        return any(
            (p.clause.policy_id, p.clause.clause_id) == (clause.policy_id, clause.clause_id)
            and p.score >= STRAYED
            for p in found
        )

    return [
        tuple(text for text in texts if finds(clause))
        for texts, clause in zip(questions, clauses, strict=True)
    ]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
