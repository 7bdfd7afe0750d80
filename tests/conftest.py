"""What many tests use: the real encoder, the shipped policy, a library on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from ingest.encoder import Encoder
from ingest.library import Library
from ingest.onnx_encoder import OnnxEncoder

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "policies" / "social-media-policy.pdf"


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return OnnxEncoder()


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Iterator[Library]:
    opened = Library(tmp_path / "library", encoder.name)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The whole assistant over the shipped policy alone."""
    built = build(Settings(library_dir=tmp_path_factory.mktemp("shipped") / "library"))
    report = built.ingest([SHIPPED])
    assert not report.failed
    return built


@pytest.fixture(scope="session")
def assistant_with_samples(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The whole assistant over everything in policies/."""
    built = build(Settings(library_dir=tmp_path_factory.mktemp("samples") / "library"))
    report = built.ingest([ROOT / "policies"])
    assert not report.failed
    return built
