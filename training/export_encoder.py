"""Exports the tuned encoder as one graph that pools and normalises."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from sentence_transformers import SentenceTransformer
from torch import nn
from transformers import AutoModel, AutoTokenizer

from training.onnx_files import to_half_weights

CHECKED = (
    "Can I accept a friend request from a parent?",
    "Staff must not share images of pupils on personal accounts without written consent.",
    "who do i tell",
)


class UnitVectors(nn.Module):
    """Mean pooling over the tokens, then length 1."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager")

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Vectors of shape (texts, dimensions)."""
        tokens = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return nn.functional.normalize(mean, dim=-1)


def main() -> None:
    """Writes model.onnx, tokenizer.json and config.json, and prints how far vectors moved."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", type=Path, default=Path("build/models/policy-encoder"))
    options.add_argument("--out", type=Path, default=Path("ingest/weights/policy-encoder"))
    options.add_argument("--max-length", type=int, default=192)
    args = options.parse_args()

    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(str(args.model))
    tokens = tokenizer(list(CHECKED), padding=True, return_tensors="pt")
    full = args.model / "model-fp32.onnx"
    torch.onnx.export(
        UnitVectors(str(args.model)).eval(),
        (tokens["input_ids"], tokens["attention_mask"]),
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["vectors"],
        dynamic_axes={n: {0: "batch", 1: "length"} for n in ("input_ids", "attention_mask")},
        opset_version=17,
        dynamo=False,
    )
    to_half_weights(full, args.out / "model.onnx")
    backend = tokenizer.backend_tokenizer
    backend.no_padding()
    backend.no_truncation()
    backend.save(str(args.out / "tokenizer.json"))
    config = {"max_length": args.max_length, "base": "all-MiniLM-L6-v2"}
    (args.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")

    wanted = SentenceTransformer(str(args.model), device="cpu").encode(
        list(CHECKED), normalize_embeddings=True
    )
    session = onnxruntime.InferenceSession(
        str(args.out / "model.onnx"), providers=["CPUExecutionProvider"]
    )
    inputs = {n: tokens[n].numpy() for n in ("input_ids", "attention_mask")}
    got = session.run(None, inputs)[0]
    print("least cosine to the trained model:", float(np.min(np.sum(wanted * got, axis=1))))


if __name__ == "__main__":
    main()
