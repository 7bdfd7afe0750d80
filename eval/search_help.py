"""`python -m eval.search_help`: what a capable chat model's words would add to searching.

Two uses of one are weighed: rewording a question in a policy's manner, and questions made up for
each clause and kept as further vectors; first by the encoder alone, then by whole answers, without,
with each and with both (made-up questions come into the library as they do in a school's, from a
file instead of a service). The words lie in `eval/search_help/` (written by hand, without sight of
the other side, as a good model would); another model's can be measured by the same files. Libraries
held out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Outcome as ModelOutcome
from assistant.bootstrap import Assistant, build
from assistant.made_up.making import Lacking, Made, make_up
from assistant.search.made_up import MadeUpFinder, Use
from assistant.settings import Settings
from eval import organisations
from eval.measures import all_measures, mean_of
from eval.questions import EvalQuestion, gold_clauses
from eval.run import Outcome, run_suite
from ingest.documents import Clause, embedding_text
from ingest.made_up import MadeBy

FOLDER = Path(__file__).parent / "search_help"
WAYS = ("without", "rewordings", "made-up", "both")  # of whole answers
DEPTHS = (1, 4, 6)  # 6 are read by the policy reader
RRF = 60  # Cormack, Clarke and Büttcher 2009
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Searched:
    """One organisation's answerable questions that were reworded: the similarity of each clause to
    question, rewordings and made-up questions; and which clauses answer."""

    question: Floats  # (questions, clauses)
    reworded: Floats  # (questions, rewordings, clauses)
    made_up: Floats  # (questions, clauses): the most similar of each clause's made-up questions
    right: NDArray[np.bool_]  # (questions, clauses)


def search(
    assistant: Assistant,
    questions: Sequence[EvalQuestion],
    rewrites: Mapping[str, Sequence[str]],
    made_up: Path,
) -> Searched:
    """Compares the answerable ones of the questions with every clause of the library."""
    encoder = assistant.encoder
    pairs = [(p, c) for p in assistant.policies() for c in assistant.clauses(p.policy_id)]
    clauses = [clause for _, clause in pairs]
    texts = [embedding_text(policy.title, clause) for policy, clause in pairs]
    asked = [q for q in questions if q.status == "answered"]
    right = np.array([[c.clause_id in gold_clauses(q, clauses) for c in clauses] for q in asked])
    vectors = encoder.encode(texts)
    typed = encoder.encode([q.question for q in asked])
    reworded = np.stack([encoder.encode(list(rewrites[q.question])) @ vectors.T for q in asked])
    extra = np.full((len(asked), len(clauses)), -1.0, dtype=np.float32)
    for text, made in _read(made_up, "text", "h"):
        at = [i for i, c in enumerate(clauses) if _same(c, str(text))]
        if at:
            best = (typed @ encoder.encode(list(made)).T).max(axis=1)
            extra[:, at] = np.maximum(extra[:, at], best[:, None])
    return Searched(typed @ vectors.T, reworded, extra, right)


def fused(*runs: NDArray[np.floating]) -> NDArray[np.floating]:
    """Reciprocal rank fusion of several similarities of the same shape."""
    total = np.zeros(runs[0].shape)
    for run in runs:
        ranks = np.argsort(np.argsort(-run, axis=1), axis=1)
        total += 1.0 / (RRF + 1 + ranks)
    return total


def ways(found: Searched) -> dict[str, NDArray[np.floating]]:
    """The scores of each way of searching."""
    rewordings = [found.reworded[:, n] for n in range(found.reworded.shape[1])]
    mean = (found.question + sum(rewordings)) / (1 + len(rewordings))
    nearest = np.maximum(found.question, found.made_up)
    return {
        "the question alone": found.question,
        "+ rewordings, ranks fused": fused(found.question, *rewordings),
        "+ rewordings, mean similarity": mean,
        "+ made-up questions, the nearest": nearest,
        "+ made-up questions, mean of both": (found.question + found.made_up) / 2,
        "+ both, mean": (mean + found.made_up) / 2,
    }


@dataclass(frozen=True)
class Told:
    """Rewordings from a file."""

    rewrites: Mapping[str, Sequence[str]]

    def of(self, question: str) -> tuple[str, ...]:
        """Those of a question as it is understood."""
        return tuple(self.rewrites.get(question, ()))


@dataclass(frozen=True)
class FromFile:
    """Makes up the questions that stand in a file."""

    rows: Sequence[tuple[str, Sequence[str]]]

    @property
    def made_by(self) -> MadeBy:
        """As they are kept with the questions."""
        return MadeBy("by hand", "by hand")

    def make(self, batch: Sequence[Lacking]) -> Made:
        """Those of each clause; none for one that isn't in the file."""
        questions = {
            number: tuple(q for text, made in self.rows if _same(item.clause, text) for q in made)
            for number, item in enumerate(batch, start=1)
        }
        return Made(ModelOutcome.PHRASED, questions=questions)


def answered(
    assistant: Assistant,
    questions: Sequence[EvalQuestion],
    rewrites: Mapping[str, Sequence[str]],
    made_up: Path,
    use: Use,
) -> dict[str, list[Outcome]]:
    """Whole answers of each of WAYS."""
    policies = {p.policy_id: p for p in assistant.policies()}
    told = Told(
        {
            assistant.answerer.understood(q.question, (), policies)[0]: rewrites[q.question]
            for q in questions
        }
    )
    maker = FromFile(tuple(_read(made_up, "text", "h")))
    make_up(assistant.library, assistant.encoder, maker)
    finder = MadeUpFinder(assistant.library, assistant.encoder, use=use)
    found = replace(assistant, answerer=replace(assistant.answerer, made_up=finder))
    assistants = (
        assistant,
        replace(assistant, rewordings=told),
        found,
        replace(found, rewordings=told),
    )
    return {way: run_suite(helped, questions) for way, helped in zip(WAYS, assistants, strict=True)}


@contextmanager
def ingested(name: str) -> Iterator[Assistant]:
    """An assistant over an organisation's policies, ingested as a school's own are."""
    with tempfile.TemporaryDirectory() as folder:
        assistant = build(Settings(library_dir=Path(folder) / "library"))
        assistant.ingest(organisations.write_policies(name, Path(folder)))
        yield assistant
        assistant.library.close()


def _same(clause: Clause, text: str) -> bool:
    return " ".join(clause.text.split()) in " ".join(text.split())


def _read(file: Path, key: str, value: str) -> Iterator[tuple[str, list[str]]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record[key], record[value]


def main() -> None:
    """Prints Success@k of each way by the encoder, then measures of whole answers in four ways."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--words", type=Path, default=FOLDER, help="another model's files")
    options.add_argument(
        "--use",
        type=Use,
        choices=list(Use),
        default=Use.ORDER,
        help="what the similarity to made-up questions counts for in whole answers",
    )
    options.add_argument("--encoder-alone", action="store_true", help="no whole answers: quick")
    args = options.parse_args()
    rewrites = dict(_read(args.words / "rewrites.jsonl", "q", "r"))
    hits: dict[str, dict[int, list[float]]] = {}
    outcomes: dict[str, list[Outcome]] = {way: [] for way in WAYS}
    for name in organisations.names():
        file = args.words / f"{name}.made-up.jsonl"
        if not file.is_file():
            continue
        asked = [q for q in organisations.read_questions(name) if q.question in rewrites]
        with ingested(name) as assistant:
            found = search(assistant, asked, rewrites, file)
            if not args.encoder_alone:
                for way, told in answered(assistant, asked, rewrites, file, args.use).items():
                    outcomes[way] += told
        for way, scores in ways(found).items():
            order = np.argsort(-scores, axis=1)
            for k in DEPTHS:
                hit = np.take_along_axis(found.right, order[:, :k], axis=1).sum(axis=1) > 0
                hits.setdefault(way, {}).setdefault(k, []).extend(hit.astype(float).tolist())
    for way, by_depth in hits.items():
        measures = [mean_of(f"@{k}", values) for k, values in by_depth.items()]
        shown = "  ".join(f"{m.name} {m.value:.3f} [{m.low:.2f} {m.high:.2f}]" for m in measures)
        print(f"{way:36} {shown}  of {measures[0].count}")
    if args.encoder_alone:
        return
    print(f"\n{'':40} " + "  ".join(f"{way:18}" for way in WAYS))
    for row in zip(*(all_measures(outcomes[way]) for way in WAYS), strict=True):
        cells = "  ".join(f"{m.value:.3f} [{m.low:.2f} {m.high:.2f}]" for m in row)
        print(f"{row[0].name:40} {cells}  of {row[0].count}")


if __name__ == "__main__":
    main()
