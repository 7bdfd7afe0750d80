"""Batches of pairs, the verdict model's loop, and the export of both cross-encoders."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import onnxruntime
import torch
from torch import nn
from transformers import PreTrainedTokenizerBase

from training.onnx_files import to_half_weights

Encoding = dict[str, torch.Tensor]


def narrow() -> torch.autocast:
    """bfloat16 where the processor has it; emulated, it takes ten times as long as float32."""
    has = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=has)


def encode_pairs(
    tokenizer: PreTrainedTokenizerBase, pairs: Sequence[tuple[str, str]], max_length: int
) -> Encoding:
    """Padded tensors of question and clause; the clause is cut first when both are too long."""
    questions, texts = zip(*pairs, strict=True)
    return dict(
        tokenizer(
            list(questions),
            list(texts),
            padding=True,
            truncation="longest_first",
            max_length=max_length,
            return_tensors="pt",
        )
    )


def batches_of_like_length(
    lengths: Sequence[int], size: int, draw: np.random.Generator
) -> Iterator[list[int]]:
    """Every index once, in batches whose members are about as long, batches in random order."""
    jittered = np.array(lengths) * draw.uniform(0.9, 1.1, len(lengths))
    order = np.argsort(jittered)
    batches = [order[at : at + size].tolist() for at in range(0, len(order), size)]
    for at in draw.permutation(len(batches)):
        yield batches[at]


def train(
    model: nn.Module,
    steps: Callable[[], Iterator[tuple[int, torch.Tensor]]],
    total: int,
    learning_rate: float,
    minutes: float | None = None,
) -> None:
    """Runs the steps, each giving (number, loss); linear warm-up over a tenth, then linear decay.

    With `minutes` the rate decays over that time instead and training ends with it, so that a run
    fits the machine it is on.
    """
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=learning_rate, weight_decay=0.01)
    started = perf_counter()
    model.train()
    recent: list[float] = []
    for number, loss in steps():
        spent = (perf_counter() - started) / 60
        share = min(1.0, max(number / total, spent / minutes if minutes else 0.0))
        if share >= 1.0:
            break
        for group in optimizer.param_groups:
            group["lr"] = learning_rate * min(share / 0.1, (1 - share) / 0.9 + 1e-3)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        recent.append(loss.item())
        if number % 25 == 0:
            print(f"{number}/{total} {spent:.1f} min loss {np.mean(recent[-25:]):.3f}", flush=True)


class Exportable(nn.Module):
    """Wraps a model so that the graph has plain inputs and one output."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """The logits."""
        return self.model(
            {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "token_type_ids": token_type_ids,
            }
        )


def export_pairs(
    model: nn.Module,
    tokenizer: PreTrainedTokenizerBase,
    folder: Path,
    config: dict,
) -> None:
    """Writes model.onnx (half-precision weights), model-fp32.onnx, tokenizer.json and config.json.

    Not int8: what it rounds moved the reader's relevance by .3, at most 1.7, and differs between
    processors.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    example = encode_pairs(tokenizer, [("Can I?", "Staff may."), ("Who?", "The head.")], 64)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    full = folder / "model-fp32.onnx"
    torch.onnx.export(
        Exportable(model),
        tuple(example[name] for name in names),
        str(full),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
        opset_version=17,
        dynamo=False,
    )
    to_half_weights(full, folder / "model.onnx")
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def run_onnx(
    file: Path, tokenizer: PreTrainedTokenizerBase, pairs: Sequence[tuple[str, str]], length: int
) -> np.ndarray:
    """The exported model's logits, for comparing with the trained model's."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    rows = []
    for at in range(0, len(pairs), 16):
        inputs = encode_pairs(tokenizer, pairs[at : at + 16], length)
        rows.append(session.run(None, {k: v.numpy() for k, v in inputs.items()})[0])
    return np.vstack(rows)
