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
from training.data import (
    ClauseRow,
    clauses_by_policy,
    organisations,
    read_grown,
    read_questions,
)
from training.examples import (
    SEED,
    Example,
    Library,
    answerable_examples,
    follow_up_rows,
    text_of,
    unanswerable_examples,
)
from training.pairs import Encoding, encode_pairs, export_pairs
from training.starts import load_ranker

VERDICTS = ("yes", "no", "conditional", "information")
MAX_LENGTH = 160
CANDIDATES = 4
BATCH = 12  # questions a step
TOGETHER = 3  # questions about one clause in a batch
SHIFT = 5.0  # the ranker's scores of fair answers lie around -5: "none" at 0 would win every time
FROZEN_LAYERS = 2  # beside the embeddings: saves a fifth of the time; the words are known already
RATE, HEAD_RATE = 4e-5, 4e-4


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
    if layers:
        kept = np.linspace(0, len(ranker.bert.encoder.layer) - 1, layers).round().astype(int)
        ranker.bert.encoder.layer = nn.ModuleList(ranker.bert.encoder.layer[i] for i in kept)
        ranker.config.num_hidden_layers = layers
    with torch.no_grad():
        ranker.classifier.bias += SHIFT
    return ReaderNet(ranker), tokenizer


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
    chunk: int = 24,
) -> torch.Tensor:
    """Logits of all pairs in order, read in chunks of like length (little padding), in bfloat16
    where the processor has it."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
    parts = []
    for at in range(0, len(order), chunk):
        inputs = encode_pairs(tokenizer, [pairs[i] for i in order[at : at + chunk]], MAX_LENGTH)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts.append(model(inputs).float())
    places = torch.empty(len(order), dtype=torch.long)
    places[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(parts)[places]


def train(
    model: ReaderNet,
    tokenizer: PreTrainedTokenizerBase,
    examples: Sequence[Example],
    count: int,
    verdict_weight: float,
    last_rate: float,
    keep: Path,
) -> None:
    """Reads `count` examples (again in another order when they end); the rate warms up over a
    twentieth of them and falls linearly to `last_rate` of its height."""
    for parameter in model.ranker.bert.embeddings.parameters():
        parameter.requires_grad = False
    for parameter in model.ranker.bert.encoder.layer[:FROZEN_LAYERS].parameters():
        parameter.requires_grad = False
    head = list(model.verdict.parameters())
    body = [p for p in model.ranker.parameters() if p.requires_grad]
    groups = [{"params": body, "top": RATE}, {"params": head, "top": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    started, recent = perf_counter(), []
    model.train()
    for number, batch in enumerate(_batches(examples)):
        spent = (perf_counter() - started) / 60
        share = number * BATCH / count
        if share >= 1.0:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * min(share / 0.05, 1 - (1 - last_rate) * share)
        pairs = [(e.question, text_of(c)) for e in batch for c in e.clauses]
        relevance, verdict = losses(read_pairs(model, tokenizer, pairs), batch)
        loss = relevance if verdict is None else relevance + verdict_weight * verdict
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*body, *head], 1.0)
        optimizer.step()
        recent.append((relevance.item(), float("nan") if verdict is None else verdict.item()))
        if number % 20 == 19:
            means = np.nanmean(recent[-20:], axis=0)
            print(
                f"{(number + 1) * BATCH} examples, {spent:.1f} min, relevance {means[0]:.3f}, "
                f"verdict {means[1]:.3f}",
                flush=True,
            )
        if number % 200 == 199:  # a run that is cut off can be gone on from
            torch.save(model.state_dict(), keep)


def _batches(examples: Sequence[Example]) -> Iterator[Sequence[Example]]:
    """Endless batches; questions about one clause, answerable and not, are read together, so that
    what tells them apart is what is learned."""
    draw = random.Random(SEED)
    grouped: dict[tuple[str, str], list[Example]] = {}
    for example in examples:
        grouped.setdefault(example.group, []).append(example)
    while True:
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


def shared_examples(folder: Path, encoder: OnnxEncoder, held_out: bool) -> list[Example]:
    """Examples of the shared files, over the policies held out or over the others."""
    draw = random.Random(SEED)
    rows = [r for r in read_questions(folder) if r.clause.held_out == held_out]
    grouped = clauses_by_policy(rows)
    library = Library([c for group in grouped.values() for c in group], encoder)
    by_key: dict[tuple[str, str], ClauseRow] = {c.key: c for c in library.clauses}
    rows += follow_up_rows(folder / "followups.jsonl", by_key)
    candidates = CANDIDATES if not held_out else 8
    return [
        *answerable_examples(rows, library, candidates, draw),
        *unanswerable_examples(folder / "none.jsonl", library, candidates, draw),
    ]


def grown_examples(encoder: OnnxEncoder, held_out: bool) -> dict[str, list[Example]]:
    """Examples of each organisation written for this project, held out or not."""
    draw = random.Random(SEED)
    candidates = 8 if held_out else CANDIDATES
    found = {}
    for name in organisations(held_out):
        rows, clauses = read_grown([name])
        found[name] = answerable_examples(rows, Library(clauses, encoder), candidates, draw)
    return found


def main() -> None:
    """Train, report on what is held out, save the weights and export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/training-data"))
    options.add_argument("--out", type=Path, default=Path("build/models/policy-reader"))
    options.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    options.add_argument("--layers", type=int, help="6 for every second layer")
    options.add_argument("--examples", type=int, default=9000, help="to read, 240 a minute or so")
    options.add_argument("--last-rate", type=float, default=0.0)
    options.add_argument("--verdict-weight", type=float, default=1.0)
    options.add_argument("--shared-share", type=float, default=1.0)
    options.add_argument("--grown", action=argparse.BooleanOptionalAction, default=True)
    args = options.parse_args()

    torch.manual_seed(SEED)
    encoder = OnnxEncoder()
    fitted = shared_examples(args.data, encoder, held_out=False)
    if args.shared_share < 1:
        fitted = random.Random(SEED).sample(fitted, int(args.shared_share * len(fitted)))
    held = {"shared": random.Random(SEED).sample(shared_examples(args.data, encoder, True), 400)}
    if args.grown:
        for examples in grown_examples(encoder, held_out=False).values():
            fitted += examples
        held |= grown_examples(encoder, held_out=True)
    print(len(fitted), "to fit", {k: len(v) for k, v in held.items()}, "held out", flush=True)
    model, tokenizer = new_reader(args.layers)
    if args.start:
        model.load_state_dict(torch.load(args.start / "weights.pt", weights_only=True))
    args.out.mkdir(parents=True, exist_ok=True)
    weights = args.out / "weights.pt"
    train(model, tokenizer, fitted, args.examples, args.verdict_weight, args.last_rate, weights)
    torch.save(model.state_dict(), weights)
    for name, examples in held.items():
        report(model, tokenizer, examples, name)
    model.ranker.config._attn_implementation = "eager"
    config = {"max_length": MAX_LENGTH, "verdicts": VERDICTS}
    export_pairs(model, tokenizer, args.out, config, int8=True)


if __name__ == "__main__":
    main()
