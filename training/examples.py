"""What the reader is shown: a question with candidate clauses, drawn as they meet at run time.

Wrong candidates are those the tuned encoder puts highest in the question's own library. Clauses of
another organisation may answer as well as the labelled one (nobody compared them), so they count
as wrong only when they look clearly less like the question.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.question.followups import stand_alone
from ingest.encoder import Encoder
from training.data import (
    ClauseRow,
    QuestionRow,
    clauses_by_policy,
    organisations,
    read_contrasts,
    read_grown,
    read_jsonl,
    read_questions,
)
from training.typing_errors import mistyped

SEED = 20261122
NEAREST = 10  # wrong candidates are drawn from so many
FOREIGN_SHARE = 0.9  # of the right clause's similarity: more like than this isn't called wrong
MISTYPED_SHARE = 0.2
REMOVED_SHARE = 0.1  # of answerable questions, shown without what answers them
CANDIDATES, CANDIDATES_HELD_OUT = 4, 8  # clauses a question
OTHER_POLICIES = 8  # searched beside the question's own


@dataclass(frozen=True)
class Example:
    """A question with candidates; `right` are the indices of those that answer (none: nothing
    does), `verdict` the label for the first of them, None where it isn't known."""

    question: str
    clauses: tuple[ClauseRow, ...]
    right: tuple[int, ...] = ()
    verdict: str | None = None

    @property
    def group(self) -> tuple[str, str]:
        """The clause that the question is about, or comes nearest to: near misses and answerable
        questions on one clause share it."""
        return self.clauses[0].key


@dataclass
class Library:
    """Clauses with their vectors, searched by policies."""

    clauses: list[ClauseRow]
    encoder: Encoder
    vectors: NDArray[np.float32] = field(init=False)
    index: dict[tuple[str, str], int] = field(init=False)
    at_policy: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.vectors = self.encoder.encode([text_of(c) for c in self.clauses])
        self.index = {c.key: i for i, c in enumerate(self.clauses)}
        self.at_policy = {}
        for i, clause in enumerate(self.clauses):
            self.at_policy.setdefault(clause.document, []).append(i)

    def nearest(
        self, vector: NDArray[np.float32], policies: Sequence[str], without: set[int]
    ) -> list[int]:
        """The policies' clauses but `without`, most similar first."""
        pool = [i for p in policies for i in self.at_policy.get(p, ()) if i not in without]
        order = np.argsort(-(self.vectors[pool] @ vector)) if pool else []
        return [pool[i] for i in order]


def text_of(clause: ClauseRow) -> str:
    """The clause as the library embeds it and the reader reads it."""
    path = f"{clause.policy} > {clause.section}" if clause.section else clause.policy
    return f"{path}: {clause.text}"


def answerable_examples(
    rows: Sequence[QuestionRow], library: Library, candidates: int, draw: random.Random
) -> list[Example]:
    """One example a row; a row whose verdict is `none` has only wrong candidates of its policy.

    For a tenth, all right clauses are taken out of the library of its own policy.
    """
    vectors = library.encoder.encode([r.question for r in rows])
    names = sorted(library.at_policy)
    examples = []
    for row, vector in zip(rows, vectors, strict=True):
        own = row.library or (row.clause.document,)
        if row.verdict == "none":
            near = library.nearest(vector, own, set())[:candidates]
            examples.append(_example(row, library, near, [], draw))
            continue
        right = [library.index[k] for k in row.right_keys if k in library.index]
        near = library.nearest(vector, own, set(right))
        if draw.random() < REMOVED_SHARE:
            examples.append(_example(row, library, near[:candidates], [], draw))
            continue
        bar = FOREIGN_SHARE * float(library.vectors[right[0]] @ vector)
        others = draw.sample(names, min(OTHER_POLICIES, len(names)))
        foreign = library.nearest(vector, sorted(set(others) - set(own)), set(right))[:NEAREST]
        near += [i for i in foreign if float(library.vectors[i] @ vector) < bar]
        near.sort(key=lambda i: -float(library.vectors[i] @ vector))
        near = near[:NEAREST]
        wrong = near[:1] + draw.sample(near[1:], max(0, min(candidates - 2, len(near) - 1)))
        examples.append(_example(row, library, wrong, right[:1], draw))
    return examples


def unanswerable_examples(
    file: Path, library: Library, candidates: int, draw: random.Random
) -> list[Example]:
    """The questions of none.jsonl, which no clause of their library answers; the file's policies
    that this library lacks are left out, and the question too when most of them are."""
    records = list(read_jsonl(file))
    vectors = library.encoder.encode([r["question"] for r in records])
    examples = []
    for record, vector in zip(records, vectors, strict=True):
        loaded = [p for p in record["policies"] if p in library.at_policy]
        if len(loaded) < len(record["policies"]) / 2:
            continue
        near = library.nearest(vector, loaded, set())[: NEAREST // 2]
        chosen = near[:2] + draw.sample(near[2:], max(0, min(candidates - 2, len(near) - 2)))
        clauses = tuple(library.clauses[i] for i in chosen)
        examples.append(Example(record["question"], clauses))
    return examples


def follow_up_rows(file: Path, by_key: dict[tuple[str, str], ClauseRow]) -> list[QuestionRow]:
    """Follow-ups as the pipeline completes them, with their clauses."""
    rows = []
    for record in read_jsonl(file):
        clause = by_key.get((record["policy"], record.get("clause_id") or ""))
        if clause is None:
            continue
        asked = stand_alone(record["question"], record["history"])
        rows.append(QuestionRow(asked, clause, record["verdict"], "followup"))
    return rows


def shared_examples(
    folder: Path, encoder: Encoder, held_out: bool, passes: int = 1
) -> list[list[Example]]:
    """Examples of the shared files, over the policies held out or over the others, drawn anew for
    each pass."""
    rows = [r for r in read_questions(folder) if r.clause.held_out == held_out]
    grouped = clauses_by_policy(rows)
    library = Library([c for group in grouped.values() for c in group], encoder)
    by_key: dict[tuple[str, str], ClauseRow] = {c.key: c for c in library.clauses}
    rows += follow_up_rows(folder / "followups.jsonl", by_key)
    candidates = CANDIDATES_HELD_OUT if held_out else CANDIDATES
    drawn = []
    for number in range(passes):
        draw = random.Random(SEED + number)
        drawn.append(
            [
                *answerable_examples(rows, library, candidates, draw),
                *unanswerable_examples(folder / "none.jsonl", library, candidates, draw),
            ]
        )
    return drawn


def grown_examples(
    encoder: Encoder, names: Sequence[str], passes: int = 1, most: int | None = None
) -> dict[str, list[list[Example]]]:
    """Examples of each of these organisations written for this project, a list a pass; of `most`
    questions each, the same ones every time."""
    found = {}
    for name in names:
        candidates = CANDIDATES_HELD_OUT if name in organisations(held_out=True) else CANDIDATES
        rows, clauses = read_grown([name])
        if most is not None and most < len(rows):
            rows = random.Random(SEED).sample(rows, most)
        library = Library(clauses, encoder)
        found[name] = [
            answerable_examples(rows, library, candidates, random.Random(SEED + number))
            for number in range(passes)
        ]
    return found


def contrast_examples(encoder: Encoder, passes: int) -> list[list[Example]]:
    """Questions before a clause that rules on them and two of other policies; each pass has a part
    of the contrasts, so that each is read once: more often would teach that a clause on the same
    thing always answers."""
    rows = read_contrasts()
    library = Library(list({r.clause.key: r.clause for r in rows}.values()), encoder)
    vectors = encoder.encode([r.question for r in rows])
    names = sorted(library.at_policy)
    drawn: list[list[Example]] = []
    for number in range(passes):
        draw = random.Random(SEED + number)
        mine = []
        for row, vector in list(zip(rows, vectors, strict=True))[number::passes]:
            right = library.index[row.clause.key]
            bar = FOREIGN_SHARE * float(library.vectors[right] @ vector)
            others = [name for name in names if name != row.clause.document]
            near = library.nearest(vector, draw.sample(others, OTHER_POLICIES), {right})
            fair = [i for i in near if float(library.vectors[i] @ vector) < bar][:NEAREST]
            mine.append(_example(row, library, draw.sample(fair, min(2, len(fair))), [right], draw))
        draw.shuffle(mine)  # so that a few of them are of all situations
        drawn.append(mine)
    return drawn


def _example(
    row: QuestionRow,
    library: Library,
    wrong: Sequence[int],
    right: Sequence[int],
    draw: random.Random,
) -> Example:
    question = row.question
    if draw.random() < MISTYPED_SHARE:
        question = mistyped(question, draw)
    chosen = [*right, *wrong]
    return Example(
        question,
        tuple(library.clauses[i] for i in chosen),
        tuple(range(len(right))),
        row.verdict if right and row.verdict else None,
    )
