"""Trains the policy reader: one cross-encoder that says how well a clause answers a question, and
what the clause's verdict on it is.

Begun from a ranker that reads pairs already. Relevance is its own logit, trained by a softmax over
an example's candidates and a fixed "none of these" at 0, so scores have a meaning across questions
and libraries. The verdict is read off the mean of the tokens, of the right clause alone.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import PreTrainedTokenizerBase

from ingest.onnx_encoder import OnnxEncoder
from training.data import ClauseRow, organisations
from training.examples import (
    SEED,
    Example,
    contrast_examples,
    grown_examples,
    shared_examples,
    text_of,
)
from training.graph_weights import float_weights
from training.pairs import Encoding, encode_pairs, export_pairs, narrow
from training.starts import load_ranker

VERDICTS = ("yes", "no", "conditional", "information")
MAX_LENGTH = 160
BATCH = 24  # questions a step
TOGETHER = 3  # questions about one clause in a batch
SHIFT = 5.0  # the ranker's scores of fair answers lie around -5: "none" at 0 would win every time
FROZEN_LAYERS = 4  # beside the embeddings: saves a quarter of the time; the words are known already
CHUNK = 20  # pairs read at once, of like length: of 96, padding is then a seventh
TOLD = 300  # examples of each held-out set in the report
BARE_SHARE = 0.1  # of clauses shown without title and heading, as badly set documents give them
RATE, HEAD_RATE = 5e-5, 4e-4


class ReaderNet(nn.Module):
    """The ranker's logit and four verdict logits."""

    def __init__(self, ranker: nn.Module) -> None:
        super().__init__()
        self.ranker = ranker
        self.dropout = nn.Dropout(0.1)
        self.verdict = nn.Linear(ranker.config.hidden_size, len(VERDICTS))

    def forward(self, inputs: Encoding) -> torch.Tensor:
        """Logits of shape (pairs, 5): relevance, then yes, no, conditional, information."""
        bert = self.ranker.bert
        tokens = bert(**inputs)
        relevance = self.ranker.classifier(self.ranker.dropout(tokens.pooler_output))
        mask = inputs["attention_mask"].unsqueeze(-1).to(tokens.last_hidden_state.dtype)
        mean = (tokens.last_hidden_state * mask).sum(1) / mask.sum(1).clamp(min=1.0)
        return torch.cat([relevance, self.verdict(self.dropout(mean))], dim=1)


def new_reader(layers: int | None = None) -> tuple[ReaderNet, PreTrainedTokenizerBase]:
    """The untrained reader, with every second layer of the ranker when `layers` is 6."""
    ranker, tokenizer = load_ranker()
    ranker.config._attn_implementation = "sdpa"
    for module in ranker.modules():  # its random numbers took a fifth of the time, for two epochs
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    if layers:
        kept = np.linspace(0, len(ranker.bert.encoder.layer) - 1, layers).round().astype(int)
        ranker.bert.encoder.layer = nn.ModuleList(ranker.bert.encoder.layer[i] for i in kept)
        ranker.config.num_hidden_layers = layers
    with torch.no_grad():
        ranker.classifier.bias += SHIFT
    return ReaderNet(ranker), tokenizer


def begun(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of an earlier run, whole where it kept them, else as its graph rounded them."""
    whole = folder / "weights.pt"
    if whole.is_file():
        return torch.load(whole, weights_only=True)
    return float_weights(folder / "model.onnx", "model.")


def losses(
    logits: torch.Tensor, batch: Sequence[Example]
) -> tuple[torch.Tensor, torch.Tensor | None]:
    """Mean relevance loss, and mean verdict loss over the examples that have a label."""
    relevance, verdicts, at = [], [], 0
    for example in batch:
        mine = logits[at : at + len(example.clauses)]
        choice = torch.cat([mine[:, 0], mine.new_zeros(1)])[None]
        target = torch.tensor([example.right[0] if example.right else len(example.clauses)])
        relevance.append(functional.cross_entropy(choice, target))
        if example.right and example.verdict in VERDICTS:
            label = torch.tensor([VERDICTS.index(example.verdict)])
            verdicts.append(
                functional.cross_entropy(
                    mine[example.right[0] : example.right[0] + 1, 1:], label, label_smoothing=0.05
                )
            )
        at += len(example.clauses)
    return torch.stack(relevance).mean(), torch.stack(verdicts).mean() if verdicts else None


def read_pairs(
    model: nn.Module,
    tokenizer: PreTrainedTokenizerBase,
    pairs: Sequence[tuple[str, str]],
) -> torch.Tensor:
    """Logits of all pairs in order, read in chunks of like length (little padding), in bfloat16
    where the processor has it."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
    parts = []
    for at in range(0, len(order), CHUNK):
        inputs = encode_pairs(tokenizer, [pairs[i] for i in order[at : at + CHUNK]], MAX_LENGTH)
        with narrow():
            parts.append(model(inputs).float())
    places = torch.empty(len(order), dtype=torch.long)
    places[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(parts)[places]


def train(
    model: ReaderNet,
    tokenizer: PreTrainedTokenizerBase,
    passes: Sequence[Sequence[Example]],
    verdict_weight: float,
    keep: Path,
) -> None:
    """Reads the examples of each pass; the rate warms up over a twentieth of all and falls
    linearly to nothing."""
    for parameter in model.ranker.bert.embeddings.parameters():
        parameter.requires_grad = False
    for parameter in model.ranker.bert.encoder.layer[:FROZEN_LAYERS].parameters():
        parameter.requires_grad = False
    head = list(model.verdict.parameters())
    body = [p for p in model.ranker.parameters() if p.requires_grad]
    groups = [{"params": body, "top": RATE}, {"params": head, "top": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    started, recent = perf_counter(), []
    draw = random.Random(SEED)
    model.train()
    count = sum(map(len, passes))
    for number, batch in enumerate(_batches(passes, draw)):
        spent = (perf_counter() - started) / 60
        share = number * BATCH / count
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * min(share / 0.05, 1 - share)
        pairs = [(e.question, _shown(c, draw)) for e in batch for c in e.clauses]
        relevance, verdict = losses(read_pairs(model, tokenizer, pairs), batch)
        loss = relevance if verdict is None else relevance + verdict_weight * verdict
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*body, *head], 1.0)
        optimizer.step()
        recent.append((relevance.item(), float("nan") if verdict is None else verdict.item()))
        if number % 10 == 9:
            means = np.nanmean(recent[-10:], axis=0)
            print(
                f"{(number + 1) * BATCH} examples, {spent:.1f} min, relevance {means[0]:.3f}, "
                f"verdict {means[1]:.3f}",
                flush=True,
            )
        if number % 100 == 99:  # a run that is cut off can be gone on from
            torch.save(model.state_dict(), keep)


def _shown(clause: ClauseRow, draw: random.Random) -> str:
    return clause.text if draw.random() < BARE_SHARE else text_of(clause)


def _batches(
    passes: Sequence[Sequence[Example]], draw: random.Random
) -> Iterator[Sequence[Example]]:
    """The batches of each pass; questions about one clause, answerable and not, are read together,
    so that what tells them apart is what is learned."""
    for examples in passes:
        grouped: dict[tuple[str, str], list[Example]] = {}
        for example in examples:
            grouped.setdefault(example.group, []).append(example)
        pieces = []
        for mine in grouped.values():
            draw.shuffle(mine)
            pieces += [mine[at : at + TOGETHER] for at in range(0, len(mine), TOGETHER)]
        draw.shuffle(pieces)
        flat = [example for piece in pieces for example in piece]
        for at in range(0, len(flat) - BATCH + 1, BATCH):
            yield flat[at : at + BATCH]


@torch.no_grad()
def report(
    model: ReaderNet,
    tokenizer: PreTrainedTokenizerBase,
    examples: Sequence[Example],
    name: str,
) -> None:
    """Prints, for examples held out: first choice right, answers kept and others declined at 0
    and at the best floor, verdict accuracy and inversions."""
    model.eval()
    pairs = [(e.question, text_of(c)) for e in examples for c in e.clauses]
    logits = read_pairs(model, tokenizer, pairs).numpy()
    model.train()
    at, first, best, turned, verdicts = 0, [], [], [], []
    for e in examples:
        mine = logits[at : at + len(e.clauses)]
        at += len(e.clauses)
        best.append((mine[:, 0].max(), bool(e.right)))
        if e.right:
            first.append(int(mine[:, 0].argmax()) in e.right)
            if e.verdict in VERDICTS:
                found = VERDICTS[int(mine[e.right[0], 1:].argmax())]
                verdicts.append(found == e.verdict)
                turned.append({found, e.verdict} == {"yes", "no"})
    top = np.array([b for b, _ in best])
    answerable = np.array([a for _, a in best])
    balance = max(((top[answerable] >= f).mean() + (top[~answerable] < f).mean()) / 2 for f in top)
    print(
        f"{name}: first {np.mean(first):.3f} of {len(first)}; at 0 kept "
        f"{(top[answerable] >= 0).mean():.3f}, declined {(top[~answerable] < 0).mean():.3f} of "
        f"{(~answerable).sum()}; balanced at the best floor {balance:.3f}; verdict "
        f"{np.mean(verdicts):.3f}, turned {np.mean(turned):.3f} of {len(verdicts)}",
        flush=True,
    )


def _fitted(args: argparse.Namespace, encoder: OnnxEncoder) -> list[list[Example]]:
    """The examples of each pass: of everything, or of some organisations with a part of the
    others, another one each pass, so that what was learned before is kept up."""
    names = organisations(held_out=False)
    wanted = args.only or names
    shared = shared_examples(args.data, encoder, held_out=False, passes=args.passes)
    drawn = grown_examples(encoder, names, args.passes)
    contrasts = contrast_examples(encoder, args.passes)
    fitted = []
    for number in range(args.passes):
        known = shared[number] + [e for n in names if n not in wanted for e in drawn[n][number]]
        if args.only:
            known = random.Random(SEED + number).sample(known, min(args.replay, len(known)))
        ruled = contrasts[number][: args.contrasts]  # None: all
        fitted.append(known + [e for n in wanted for e in drawn[n][number]] + ruled)
    return fitted


def main() -> None:
    """Train, report on what is held out, save the weights and export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--out", type=Path, default=Path("build/models/policy-reader"))
    options.add_argument("--start", type=Path, help="folder of an earlier run or shipped weights")
    options.add_argument("--only", nargs="+", help="organisations to go on with, not with all")
    options.add_argument(
        "--replay", type=int, default=4000, help="with --only: examples of all others, each pass"
    )
    options.add_argument("--contrasts", type=int, help="so many each pass, not all")
    options.add_argument("--layers", type=int, help="6 for every second layer")
    options.add_argument(
        "--passes", type=int, default=2, help="over all examples, 40 minutes each; 0 only exports"
    )
    options.add_argument("--verdict-weight", type=float, default=0.5)
    args = options.parse_args()

    torch.manual_seed(SEED)
    encoder = OnnxEncoder()
    fitted = _fitted(args, encoder)
    # A run that goes on is short, and so is its report.
    held = {} if args.only else {"shared": shared_examples(args.data, encoder, held_out=True)}
    held |= grown_examples(encoder, organisations(held_out=True), most=TOLD)
    told = {
        name: random.Random(SEED).sample(drawn[0], min(TOLD, len(drawn[0])))
        for name, drawn in held.items()
    }
    print(f"{sum(map(len, fitted))} examples in {args.passes} passes", flush=True)
    model, tokenizer = new_reader(args.layers)
    if args.start:
        model.load_state_dict(begun(args.start))
    args.out.mkdir(parents=True, exist_ok=True)
    weights = args.out / "weights.pt"
    train(model, tokenizer, fitted, args.verdict_weight, weights)
    torch.save(model.state_dict(), weights)
    for name, examples in told.items():
        report(model, tokenizer, examples, name)
    model.ranker.config._attn_implementation = "eager"
    config = {"max_length": MAX_LENGTH, "verdicts": VERDICTS}
    export_pairs(model, tokenizer, args.out, config)


if __name__ == "__main__":
    main()
