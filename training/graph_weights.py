"""Reads a shipped ONNX graph back into named float32 weights, so that training can go on from it.

Three forms are met: half-precision weights that a Cast widens, dynamic int8 (weight, scale and zero
point), and plain float32. A linear layer's weight loses its name in export; the bias that is added
after the product still has it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

STEPS = 6  # MatMulInteger -> Cast -> Mul -> Add at most


def float_weights(file: Path, prefix: str = "") -> dict[str, torch.Tensor]:
    """Parameter name (without `prefix`) -> float32 tensor in PyTorch's layout (out, in).

    RuntimeError when a product has no bias after it to be named by.
    """
    graph = onnx.load(str(file)).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    wide = _widened(held)
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    found: dict[str, np.ndarray] = {}
    for name, array in wide.items():
        if name.endswith((".weight", ".bias")):
            # A look-up table, a norm or a bias keeps its layout; a product's weight is turned.
            turned = array.ndim == 2 and "embeddings" not in name and not _kept(name, readers)
            found[name] = array.T if turned else array
        elif name.endswith(".weight_Transposed"):
            found[name.removesuffix("_Transposed")] = array.T
        elif array.ndim == 2 and name.startswith("onnx::MatMul"):
            bias = _bias_after(name, readers, held)
            found[bias.removesuffix("bias") + "weight"] = array.T
    return {
        name.removeprefix(prefix): torch.tensor(np.ascontiguousarray(a, dtype=np.float32))
        for name, a in found.items()
        if name.startswith(prefix)
    }


def _kept(name: str, readers: dict[str, list[onnx.NodeProto]]) -> bool:
    """True for the weight of a Gemm that turns it itself, as PyTorch's own layout needs."""
    return any(
        node.op_type == "Gemm" and any(a.name == "transB" and a.i for a in node.attribute)
        for node in readers.get(name, ())
    )


def _widened(held: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    found = {}
    for name, array in held.items():
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            zero = held[f"{stem}_zero_point"].astype(np.float32)
            found[stem] = (array.astype(np.float32) - zero) * held[f"{stem}_scale"]
        elif not name.endswith(("_scale", "_zero_point")):
            found[name.removesuffix("_half")] = array
    return found


def _bias_after(
    name: str, readers: dict[str, list[onnx.NodeProto]], held: dict[str, np.ndarray]
) -> str:
    known = next(n for n in (name, f"{name}_half", f"{name}_quantized") if n in readers)
    node = readers[known][0]
    for _ in range(STEPS):
        if node.op_type == "Add":
            return next(i for i in node.input if i in held and i.endswith("bias"))
        node = readers[node.output[0]][0]
    raise RuntimeError(f"{name}: no bias found after this product")
