"""The numbers that decide, in one file: assistant/data/thresholds.toml, with their origin."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answers import Verdict
from assistant.errors import SettingsError
from assistant.verdict.ruling import VerdictLimits
from assistant.verdict.weighing import Weights

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Thresholds:
    """One set for each way of ranking.

    `similarity_scale` and `reader_weight` mix the two scores; `intercept` and `coefficients`
    (the best's similarity, its relevance, its lead over the second) give the probability that the
    first passage answers; below `answer_floor` the reply is "not covered". A further passage is
    quoted when its share of the relevance is at least `quote_share` of the first one's. A clause
    that binds only others than the asker loses `audience_penalty` of similarity, one
    about pupils when the question is about parents (or the reverse) `counterpart_penalty`, one of
    a sample `sample_penalty`, or `sample_read_penalty` when passages are chosen for the reader; in
    rank scores each counts `penalty_scale` times, whatever similarity weighs there.
    """

    similarity_scale: float
    reader_weight: float
    intercept: float
    coefficients: tuple[float, float, float]
    answer_floor: float
    quote_share: float
    audience_penalty: float
    counterpart_penalty: float
    sample_penalty: float
    sample_read_penalty: float
    penalty_scale: float
    verdict: VerdictLimits


def load_thresholds(ranking: str) -> Thresholds:
    """The numbers for a way of ranking: "policy-encoder+reader", "policy-encoder", or any other
    encoder's, which shares one careful set. SettingsError names what is missing."""
    file = FOLDER / "thresholds.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    numbers = data["ranking"].get(ranking) or data["ranking"]["other"]
    try:
        return Thresholds(
            similarity_scale=float(numbers["similarity_scale"]),
            reader_weight=float(numbers["reader_weight"]),
            intercept=float(numbers["intercept"]),
            coefficients=tuple(float(c) for c in numbers["coefficients"]),  # type: ignore[arg-type]
            answer_floor=float(numbers["answer_floor"]),
            quote_share=float(numbers["quote_share"]),
            audience_penalty=float(data["audience"]["penalty"]),
            counterpart_penalty=float(data["audience"]["counterpart"]),
            sample_penalty=float(data["sample"]["penalty"]),
            sample_read_penalty=float(data["sample"]["read_penalty"]),
            penalty_scale=float(data["penalty_scale"]),
            verdict=_verdict_limits(data["verdict"]),
        )
    except KeyError as error:
        raise SettingsError(
            f"{file.name}: [ranking.{ranking}] or a later table lacks {error}."
        ) from error


def _verdict_limits(table: dict[str, Any]) -> VerdictLimits:
    said = {verdict.value: verdict for verdict in Verdict} | {"silent": None}
    rules = {
        verdict: dict(zip(Verdict, map(float, table["rules"][name]), strict=True))
        for name, verdict in said.items()
    }
    weights = Weights(float(table["reader"]), float(table["verdict_model"]), rules)
    return VerdictLimits(weights, float(table["opposite"]))
