"""Trains the verdict model: question and clause, read together, give yes, no, conditional or
information. Begun from the tuned encoder, with mean pooling (a head on a ranker's [CLS] learned
nothing)."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from training.data import ClauseRow, QuestionRow, read_jsonl, read_questions
from training.pairs import (
    Encoding,
    batches_of_like_length,
    encode_pairs,
    export_pairs,
    run_onnx,
    train,
)

LABELS = ("yes", "no", "conditional", "information")
SEED = 20261122
MAX_LENGTH = 160


class VerdictNet(nn.Module):
    """An encoder over the pair, the mean of its tokens, and a linear layer to four classes."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.dropout = nn.Dropout(0.1)
        self.classify = nn.Linear(self.encoder.config.hidden_size, len(LABELS))

    def forward(self, inputs: Encoding) -> torch.Tensor:
        """Logits of shape (pairs, 4)."""
        tokens = self.encoder(**inputs).last_hidden_state
        mask = inputs["attention_mask"].unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1.0)
        return self.classify(self.dropout(mean))


def pair_of(row: QuestionRow) -> tuple[str, str]:
    """The question and the clause under its heading, as at run time."""
    section = row.clause.section
    return row.question, f"{section}: {row.clause.text}" if section else row.clause.text


def read_rows(folder: Path) -> list[QuestionRow]:
    """The labelled questions that have an answer, follow-ups put as they stand alone included."""
    rows = [r for r in read_questions(folder) if r.verdict in LABELS]
    for record in read_jsonl(folder / "followups.jsonl"):
        if record.get("verdict") in LABELS and record.get("clause"):
            clause = ClauseRow(
                record["policy"], record["section"] or "", record["clause_id"], record["clause"]
            )
            row = QuestionRow(record["standalone"], clause, record["verdict"], "followup")
            rows.append(row)
            if record["question"] != record["standalone"]:
                told = f"{record['history'][-1]} {record['question']}"
                rows.append(replace(row, question=told))
    return rows


def report(logits: np.ndarray, rows: Sequence[QuestionRow], name: str) -> None:
    """Prints accuracy and the share of yes read as no or no as yes."""
    found = [LABELS[i] for i in logits.argmax(1)]
    right = sum(f == r.verdict for f, r in zip(found, rows, strict=True))
    turned = sum({f, r.verdict} == {"yes", "no"} for f, r in zip(found, rows, strict=True))
    print(
        f"{name}: accuracy {right / len(rows):.3f}, inversions {turned / len(rows):.3f}", flush=True
    )
    print(Counter((r.verdict, f) for f, r in zip(found, rows, strict=True)).most_common())


def main() -> None:
    """Train, report on the policies held out, and export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--encoder", type=Path, default=Path("build/models/policy-encoder"))
    options.add_argument("--out", type=Path, default=Path("build/models/verdict"))
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--minutes", type=float, help="end after so many minutes")
    args = options.parse_args()

    torch.manual_seed(SEED)
    draw = np.random.default_rng(SEED)
    rows = read_rows(args.data)
    held_out = [r for r in rows if r.clause.held_out]
    fitted = [r for r in rows if not r.clause.held_out]
    print(len(fitted), "to fit,", len(held_out), "held out", flush=True)
    tokenizer = AutoTokenizer.from_pretrained(str(args.encoder))
    model = VerdictNet(str(args.encoder))
    for parameter in model.encoder.embeddings.parameters():
        parameter.requires_grad = False  # saves time; the words are known already
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.05)
    lengths = [len(r.question) + len(r.clause.text) for r in fitted]
    size = 32

    def steps() -> Iterator[tuple[int, torch.Tensor]]:
        number = 0
        for _ in range(args.epochs):
            for chosen in batches_of_like_length(lengths, size, draw):
                inputs = encode_pairs(tokenizer, [pair_of(fitted[i]) for i in chosen], MAX_LENGTH)
                labels = torch.tensor([LABELS.index(fitted[i].verdict) for i in chosen])
                yield number, loss_of(model(inputs), labels)
                number += 1

    total = args.epochs * (len(fitted) // size + 1)
    train(model, steps, total, learning_rate=6e-5, minutes=args.minutes)
    config = {"max_length": MAX_LENGTH, "labels": LABELS}
    export_pairs(model, tokenizer, args.out, config, int8=True)
    pairs = [pair_of(r) for r in held_out]
    for file in ("model-fp32.onnx", "model.onnx"):
        logits = run_onnx(args.out / file, tokenizer, pairs, MAX_LENGTH)
        report(logits, held_out, file)
        np.save(args.out / f"{file}.held-out.npy", logits)


if __name__ == "__main__":
    main()
