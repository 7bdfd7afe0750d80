"""The only wiring: settings become an assistant with its library, models and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.answers import Answer
from assistant.library_links import LinkedOverview, overview
from assistant.pipeline import Answerer, Models
from assistant.readers import load_models
from assistant.retrieval import ClauseRetriever
from assistant.settings import POLICY_ENCODER, Settings
from assistant.thresholds import load_thresholds
from assistant.wording import load_wording
from ingest.documents import Clause, Policy
from ingest.encoder import PACKAGED, Encoder, SentenceTransformerEncoder
from ingest.library import Library
from ingest.onnx_encoder import POLICY_ENCODER as POLICY_ENCODER_WEIGHTS
from ingest.onnx_encoder import OnnxEncoder
from ingest.pipeline import IngestReport, ingest


@dataclass(frozen=True)
class Assistant:
    """What the command line and the web chat use."""

    settings: Settings
    library: Library
    encoder: Encoder
    answerer: Answerer

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        role: str = "staff",
        include_samples: bool | None = None,
        today: date | None = None,
    ) -> Answer:
        """The reply to one message; QuestionError when it can't be taken."""
        samples = self.settings.include_samples if include_samples is None else include_samples
        return self.answerer.answer(question, history, role, samples, today)

    def policies(self) -> list[Policy]:
        """What is loaded now, by title."""
        return self.library.policies()

    def clauses(self, policy_id: str) -> list[Clause]:
        """A policy's clauses in document order."""
        return self.library.clauses(policy_id)

    def file(self, policy_id: str) -> Path | None:
        """The original file, as kept in the library."""
        return self.library.original(policy_id)

    def ingest(
        self, paths: Sequence[Path], on_progress: Callable[[str, float], None] | None = None
    ) -> IngestReport:
        """Loads files and folders; LibraryLocked when another process is writing."""
        return ingest(paths, self.library, self.encoder, on_progress)

    def remove(self, policy_id: str) -> None:
        """Takes a policy out with its vectors and file."""
        with self.library.writing():
            self.library.remove(policy_id)

    def links(self) -> list[LinkedOverview]:
        """Which policies the loaded ones name, and whether those are here."""
        return overview(self.policies())


def build(settings: Settings) -> Assistant:
    """The assistant of a school. Opens no connection and loads no sentence-transformers model
    until one is needed."""
    library, encoder = build_library(settings)
    ours = isinstance(encoder, OnnxEncoder)
    models = load_models()
    ranking = "other"
    if ours:
        ranking = "policy-encoder+reader" if models.reader else "policy-encoder"
    answerer = Answerer(
        library=library,
        retriever=ClauseRetriever(library=library, encoder=encoder),
        models=models if ours else Models(models.classifier, None, models.verdicts),
        limits=load_thresholds(ranking),
        wording=load_wording(),
        school=settings.school,
    )
    return Assistant(settings, library, encoder, answerer)


def build_library(settings: Settings) -> tuple[Library, Encoder]:
    """The library and its encoder alone, for commands that answer nothing."""
    encoder = build_encoder(settings.encoder)
    return Library(settings.library_dir, encoder.name, settings.server), encoder


def build_encoder(named: str) -> Encoder:
    """The encoder a setting names: ours by onnxruntime, any other by sentence-transformers."""
    if named == POLICY_ENCODER:
        if (POLICY_ENCODER_WEIGHTS / "model.onnx").is_file():
            return OnnxEncoder()
        return SentenceTransformerEncoder(PACKAGED)
    return SentenceTransformerEncoder(named)
