"""Trains the verdict model: question and clause, read together, give yes, no, conditional or
information. Begun from the policy reader's twelve layers or the policy encoder's six, with
mean pooling (a head on a ranker's [CLS] learned nothing), or from an earlier run with `--start`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoTokenizer

from ingest.onnx_encoder import POLICY_ENCODER
from training.data import (
    QuestionRow,
    organisations,
    read_contrasts,
    read_grown,
    read_jsonl,
    read_questions,
)
from training.encoder import BASE_MODEL
from training.examples import follow_up_rows
from training.graph_weights import float_weights
from training.pairs import (
    Encoding,
    batches_of_like_length,
    encode_pairs,
    export_pairs,
    narrow,
    run_onnx,
    train,
)
from training.starts import load_encoder, load_reader_body
from training.typing_errors import mistyped

MISTYPED_SHARE = 0.15
LABELS = ("yes", "no", "conditional", "information")
SEED = 20261122
READER = Path(__file__).parents[1] / "assistant" / "weights" / "policy-reader"
FROZEN_LAYERS = 4
MAX_LENGTH = 160


class VerdictNet(nn.Module):
    """An encoder over the pair, the mean of its tokens, and a linear layer to four classes."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.classify = nn.Linear(encoder.config.hidden_size, len(LABELS))

    def forward(self, inputs: Encoding) -> torch.Tensor:
        """Logits of shape (pairs, 4)."""
        tokens = self.encoder(**inputs).last_hidden_state
        mask = inputs["attention_mask"].unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1.0)
        return self.classify(self.dropout(mean))


def load(layers: int, start: Path | None) -> VerdictNet:
    """The policy reader's 12 layers or the policy encoder's 6 under a new head, or the weights of
    an earlier run with as many layers. Embeddings, and of twelve layers the first four, are frozen:
    that saves time, and the words are known already."""
    body = load_reader_body(READER) if layers == 12 else load_encoder(POLICY_ENCODER)
    model = VerdictNet(body)
    if start:
        # Rounded in the graph: what that took is learned again within the first steps.
        model.load_state_dict(float_weights(start / "model.onnx", "model."))
    for module in body.modules():  # its random numbers cost a fifth of the time
        if isinstance(module, nn.Dropout) and layers == 12:
            module.p = 0.0
    for frozen in (body.embeddings, *body.encoder.layer[: FROZEN_LAYERS if layers == 12 else 0]):
        for parameter in frozen.parameters():
            parameter.requires_grad = False
    return model


def pair_of(row: QuestionRow) -> tuple[str, str]:
    """The question and the clause under its heading, as at run time."""
    section = row.clause.section
    return row.question, f"{section}: {row.clause.text}" if section else row.clause.text


def read_rows(folder: Path) -> list[QuestionRow]:
    """The shared questions that have a verdict, and follow-ups as they stand alone and as the
    pipeline completes them."""
    rows = [r for r in read_questions(folder) if r.verdict in LABELS]
    by_key = {r.clause.key: r.clause for r in rows}
    for record in read_jsonl(folder / "followups.jsonl"):
        clause = by_key.get((record["policy"], record.get("clause_id") or ""))
        if clause and record.get("verdict") in LABELS:
            rows.append(QuestionRow(record["standalone"], clause, record["verdict"], "followup"))
    rows += follow_up_rows(folder / "followups.jsonl", by_key)
    return [r for r in rows if r.verdict in LABELS]


def grown_rows(held_out: bool) -> list[QuestionRow]:
    """The questions of the organisations written for this project that have a verdict."""
    return [r for r in read_grown(organisations(held_out))[0] if r.verdict in LABELS]


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
    """Train, report on what is held out, and export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--out", type=Path, default=Path("build/models/verdict"))
    options.add_argument("--start", type=Path, help="a folder with model.onnx to go on from")
    options.add_argument("--layers", type=int, choices=(6, 12), default=12)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--rate", type=float, default=6e-5)
    options.add_argument("--replay", type=int, help="only so many beside the contrasts")
    options.add_argument("--minutes", type=float, help="end after so many minutes")
    args = options.parse_args()

    torch.manual_seed(SEED)
    draw = np.random.default_rng(SEED)
    typing = random.Random(SEED)
    shared = read_rows(args.data)
    fitted = [r for r in shared if not r.clause.held_out] + grown_rows(held_out=False)
    if args.replay is not None:
        fitted = random.Random(SEED).sample(fitted, args.replay)
    fitted += read_contrasts()
    held = {"shared": [r for r in shared if r.clause.held_out], "grown": grown_rows(held_out=True)}
    print(len(fitted), "to fit,", {k: len(v) for k, v in held.items()}, "held out", flush=True)
    tokenizer = AutoTokenizer.from_pretrained(str(BASE_MODEL))
    model = load(args.layers, args.start)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.05)
    lengths = [len(r.question) + len(r.clause.text) for r in fitted]
    size = 32

    def steps() -> Iterator[tuple[int, torch.Tensor]]:
        number = 0
        for _ in range(args.epochs):
            for chosen in batches_of_like_length(lengths, size, draw):
                pairs = [pair_of(fitted[i]) for i in chosen]
                pairs = [
                    (mistyped(q, typing) if typing.random() < MISTYPED_SHARE else q, text)
                    for q, text in pairs
                ]
                inputs = encode_pairs(tokenizer, pairs, MAX_LENGTH)
                labels = torch.tensor([LABELS.index(fitted[i].verdict) for i in chosen])
                with narrow():
                    logits = model(inputs)
                yield number, loss_of(logits.float(), labels)
                number += 1

    total = args.epochs * (len(fitted) // size + 1)
    train(model, steps, total, learning_rate=args.rate, minutes=args.minutes)
    model.encoder.config._attn_implementation = "eager"
    config = {"max_length": MAX_LENGTH, "labels": LABELS}
    export_pairs(model, tokenizer, args.out, config)
    for name, rows in held.items():
        pairs = [pair_of(r) for r in rows]
        for file in ("model-fp32.onnx", "model.onnx"):
            report(run_onnx(args.out / file, tokenizer, pairs, MAX_LENGTH), rows, f"{name} {file}")


if __name__ == "__main__":
    main()
