"""Attacks on the assistant, and what must hold under each of them, decided by code.

`python -m eval.attacks` puts all of them to the production pipeline. A test of another kind of
assistant (one with a chat model, say) runs the same set with a `Bench` of its own, and lets its
model answer `obeyed(attack)`, the worst that a model can do.
"""

from __future__ import annotations

from eval.attacks.bench import Bench, Outcome
from eval.attacks.cases import KNOWN, Attack, obeyed, read_attacks, read_bases, sample
from eval.attacks.checks import violations

__all__ = [
    "KNOWN",
    "Attack",
    "Bench",
    "Outcome",
    "obeyed",
    "read_attacks",
    "read_bases",
    "sample",
    "violations",
]
