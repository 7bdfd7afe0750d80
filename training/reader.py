"""Trains the policy reader: a cross-encoder that says how well a clause answers a question.

Begun from a model that ranks already. Each question is read with the clauses that the tuned encoder
puts highest in a library of several policies, so wrong ones are hard; the loss is a softmax over
them and a fixed "none of these" at 0, so scores have a meaning across questions and libraries.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import nn

from training.data import (
    ClauseRow,
    clauses_by_policy,
    read_jsonl,
    read_questions,
)
from training.pairs import Encoding, encode_pairs, export_pairs, run_onnx, train
from training.ranker_weights import load_ranker

SEED = 20261122
MAX_LENGTH = 192
CANDIDATES = 5
SHIFT = 5.0  # the ranker's scores of fair answers lie around -5: "none" at 0 would win every time
LIBRARY = 8  # policies searched together, so that other policies' clauses compete too


@dataclass(frozen=True)
class Example:
    """A question with candidate clauses; `right` is the index of the right one, None for none."""

    question: str
    clauses: tuple[ClauseRow, ...]
    right: int | None


class ReaderNet(nn.Module):
    """The ranker's single logit."""

    def __init__(self, ranker: nn.Module) -> None:
        super().__init__()
        self.ranker = ranker

    def forward(self, inputs: Encoding) -> torch.Tensor:
        """Logits of shape (pairs, 1)."""
        return self.ranker(**inputs).logits


def text_of(clause: ClauseRow) -> str:
    """The clause with its policy and heading, as at run time."""
    return f"{clause.policy} > {clause.section}: {clause.text}"


def build_examples(
    folder: Path,
    encoder: SentenceTransformer,
    held_out: bool,
    limit: int | None = None,
    unanswerable_every: int = 6,
) -> list[Example]:
    """Examples over the policies held out, or over the others; candidates by the encoder's rank.

    Every sixth answerable question loses its right clause, beside those of none.jsonl, which no
    clause of their library answers.
    """
    draw = random.Random(SEED)
    rows = [r for r in read_questions(folder) if r.clause.held_out == held_out]
    grouped = clauses_by_policy(rows)
    clauses = [c for group in grouped.values() for c in group]
    vectors = encoder.encode([text_of(c) for c in clauses], normalize_embeddings=True)
    if limit:
        rows = draw.sample(rows, min(limit, len(rows)))
    at_policy = {
        policy: [i for i, c in enumerate(clauses) if c.policy == policy] for policy in grouped
    }
    names = list(grouped)

    def candidates(vector: np.ndarray, policies: Sequence[str], without: set[int]) -> list[int]:
        pool = [i for p in policies for i in at_policy.get(p, ()) if i not in without]
        order = np.argsort(-(vectors[pool] @ vector))
        return [pool[i] for i in order]

    examples = []
    questions = encoder.encode([r.question for r in rows], normalize_embeddings=True)
    index = {c.key: i for i, c in enumerate(clauses)}
    for number, (row, vector) in enumerate(zip(rows, questions, strict=True)):
        policies = {row.clause.policy, *draw.sample(names, min(LIBRARY, len(names)))}
        also = {index[k] for o in row.also if (k := (row.clause.policy, o)) in index}
        if row.verdict == "none":
            near = candidates(vector, [row.clause.policy], set())[:CANDIDATES]
            examples.append(Example(row.question, tuple(clauses[i] for i in near), None))
            continue
        right = index[row.clause.key]
        near = candidates(vector, sorted(policies), {right} | also)
        if number % unanswerable_every == 0:
            chosen = near[:CANDIDATES]
            examples.append(Example(row.question, tuple(clauses[i] for i in chosen), None))
            continue
        chosen = near[: CANDIDATES - 1]
        place = draw.randrange(CANDIDATES)
        chosen.insert(min(place, len(chosen)), right)
        examples.append(
            Example(row.question, tuple(clauses[i] for i in chosen), chosen.index(right))
        )
    none_rows = list(read_jsonl(folder / "none.jsonl"))
    if limit:
        none_rows = draw.sample(none_rows, min(limit // 6, len(none_rows)))
    none_vectors = encoder.encode([r["question"] for r in none_rows], normalize_embeddings=True)
    for record, vector in zip(none_rows, none_vectors, strict=True):
        loaded = [p for p in record["policies"] if p in at_policy]
        if len(loaded) < len(record["policies"]) / 2 and not held_out:
            continue
        near = candidates(vector, loaded, set())[:CANDIDATES] if loaded else []
        if near:
            examples.append(Example(record["question"], tuple(clauses[i] for i in near), None))
    return examples


def report(examples: Sequence[Example], scores: np.ndarray, name: str) -> None:
    """Prints first-choice accuracy where a clause is right, and how well "none" is told."""
    at, first, answerable, top_right, top_none = 0, 0, 0, [], []
    for example in examples:
        mine = scores[at : at + len(example.clauses)]
        at += len(example.clauses)
        if example.right is None:
            top_none.append(mine.max())
            continue
        answerable += 1
        first += int(mine.argmax() == example.right)
        top_right.append(mine.max())
    declined = float(np.mean(np.array(top_none) < 0)) if top_none else float("nan")
    kept = float(np.mean(np.array(top_right) >= 0)) if top_right else float("nan")
    print(
        f"{name}: first {first / max(answerable, 1):.3f} of {answerable}; at 0: answers kept "
        f"{kept:.3f}, none declined {declined:.3f} of {len(top_none)}",
        flush=True,
    )


def main() -> None:
    """Train, report on the policies held out, and export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--encoder", type=Path, default=Path("build/models/policy-encoder"))
    options.add_argument("--out", type=Path, default=Path("build/models/policy-reader"))
    options.add_argument("--limit", type=int, help="use so many examples")
    options.add_argument("--minutes", type=float, help="end after so many minutes")
    args = options.parse_args()

    torch.manual_seed(SEED)
    encoder = SentenceTransformer(str(args.encoder), device="cpu")
    fitted = build_examples(args.data, encoder, held_out=False, limit=args.limit)
    held_out = build_examples(args.data, encoder, held_out=True, limit=300)
    random.Random(SEED).shuffle(fitted)
    print(len(fitted), "to fit,", len(held_out), "held out", flush=True)
    ranker, tokenizer = load_ranker()
    for parameter in ranker.bert.embeddings.parameters():
        parameter.requires_grad = False  # saves a sixth of the time; the words are known already
    with torch.no_grad():
        ranker.classifier.bias += SHIFT
    model = ReaderNet(ranker)
    size = 6

    def steps() -> Iterator[tuple[int, torch.Tensor]]:
        for number in range(len(fitted) // size):
            batch = fitted[number * size : (number + 1) * size]
            pairs = [(e.question, text_of(c)) for e in batch for c in e.clauses]
            logits = model(encode_pairs(tokenizer, pairs, MAX_LENGTH))[:, 0]
            losses, at = [], 0
            for example in batch:
                mine = logits[at : at + len(example.clauses)]
                at += len(example.clauses)
                choice = torch.cat([mine, mine.new_zeros(1)])
                target = len(mine) if example.right is None else example.right
                losses.append(nn.functional.cross_entropy(choice[None], torch.tensor([target])))
            yield number, torch.stack(losses).mean()

    train(model, steps, len(fitted) // size, learning_rate=3e-5, minutes=args.minutes)
    export_pairs(model, tokenizer, args.out, {"max_length": MAX_LENGTH}, int8=True)
    pairs = [(e.question, text_of(c)) for e in held_out for c in e.clauses]
    for file in ("model-fp32.onnx", "model.onnx"):
        scores = run_onnx(args.out / file, tokenizer, pairs, MAX_LENGTH)[:, 0]
        report(held_out, scores, file)


if __name__ == "__main__":
    main()
