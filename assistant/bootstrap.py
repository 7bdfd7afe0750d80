"""The only wiring: settings become an assistant with its library, models and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answers import Answer, Status
from assistant.library_links import LinkedOverview, overview
from assistant.made_up.making import MadeUpReport, QuestionMaker, make_up
from assistant.phrasing.seams import AlwaysOn, NoUsageLog, Switch, UsageLog
from assistant.pipeline import Answerer, Models
from assistant.readers import load_models
from assistant.replying.wording import load_wording
from assistant.search.made_up import MadeUpFinder
from assistant.search.retrieval import ClauseRetriever
from assistant.search.rewordings import Rewordings
from assistant.settings import POLICY_ENCODER, Settings
from assistant.thresholds import load_thresholds
from ingest.documents import Clause, Policy
from ingest.encoder import PACKAGED, Encoder, SentenceTransformerEncoder
from ingest.library import Library
from ingest.onnx_encoder import POLICY_ENCODER as POLICY_ENCODER_WEIGHTS
from ingest.onnx_encoder import OnnxEncoder
from ingest.pipeline import IngestReport, ingest

if TYPE_CHECKING:
    from assistant.phrasing.pacing import RateLimit
    from assistant.phrasing.phraser import Phraser


@dataclass(frozen=True)
class Assistant:
    """What the command line and the web chat use. `phraser` is None without a chat model,
    `rewordings` unless the school lets one help to search, and `questioner` unless it lets one make
    up questions for clauses."""

    settings: Settings
    library: Library
    encoder: Encoder
    answerer: Answerer
    phraser: Phraser | None = None
    rewordings: Rewordings | None = None
    questioner: QuestionMaker | None = None

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        role: str = "staff",
        include_samples: bool | None = None,
        today: date | None = None,
        phrase: bool = False,
        search_help: bool = False,
    ) -> Answer:
        """The reply to one message; QuestionError when it can't be taken. `phrase`: worded by the
        chat model, if there is one, in up to `settings.chat_model.seconds` more; `search_help`:
        looked up by its rewordings too, where the school has set `searches`."""
        samples = self.settings.include_samples if include_samples is None else include_samples
        helped = self.rewordings if search_help else None
        answer = self.answerer.answer(question, history, role, samples, today, helped)
        return self.phrased(answer) if phrase else answer

    def phrased(self, answer: Answer) -> Answer:
        """The answer worded by the school's chat model as far as its words pass the checks; the
        same answer without one. It never raises for what the service does."""
        return self.phraser.phrase(answer) if self.phraser else answer

    def phrase_stream(self, answer: Answer) -> Iterator[Answer]:
        """The answer again and again as checked sentences come; the last is what `phrased` gives,
        with `phrasing` filled in. Nothing without a chat model."""
        return self.phraser.stream(answer) if self.phraser else iter(())

    def seen_by(self) -> str | None:
        """The sentence that tells people which service sees their question, and where; None when
        none does now."""
        model = self.settings.chat_model
        if self.phraser is None or model is None or not (model.answers or model.searches):
            return None
        if not self.phraser.switch.state().on:
            return None
        told = "seen_by_searches" if model.searches else "seen_by"
        return self.answerer.wording.say("notice", told, service=model.service, where=model.where)

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

    def make_questions(
        self, on_progress: Callable[[str, float], None] | None = None, within: float | None = None
    ) -> MadeUpReport | None:
        """Has questions made up for the clauses that lack some, for `within` seconds about; None
        where the school hasn't set that. It never raises for what the service does."""
        if self.questioner is None:
            return None
        return make_up(self.library, self.encoder, self.questioner, on_progress, within)

    def remove(self, policy_id: str) -> None:
        """Takes a policy out with its vectors and file."""
        with self.library.writing():
            self.library.remove(policy_id)

    def links(self) -> list[LinkedOverview]:
        """Which policies the loaded ones name, and whether those are here."""
        return overview(self.policies())


def build(
    settings: Settings, switch: Switch | None = None, usage: UsageLog | None = None
) -> Assistant:
    """The assistant of a school. Opens no connection and loads no sentence-transformers model
    until one is needed. `switch` and `usage` are of the chat model, if there is one: whether it
    may be asked now, and where its calls are counted."""
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
    if settings.chat_model is None:
        return Assistant(settings, library, encoder, answerer)
    switch, usage = switch or AlwaysOn(), usage or NoUsageLog()
    if settings.chat_model.questions:
        # Switched off, the chat model has no part in an answer: what it made up hasn't either.
        finder = MadeUpFinder(library, encoder, lambda: switch.state().on)
        answerer = replace(answerer, made_up=finder)
    return Assistant(
        settings,
        library,
        encoder,
        answerer,
        *_build_phrasing(settings, answerer, encoder, switch, usage),
    )


def build_questioner(
    settings: Settings,
    switch: Switch | None = None,
    usage: UsageLog | None = None,
    limit: RateLimit | None = None,
) -> QuestionMaker | None:
    """What makes up questions for clauses; None where the school hasn't set that. `limit` is that
    of the model's other calls."""
    model = settings.chat_model
    if model is None or not model.questions:
        return None
    from assistant.phrasing.model import open_chat_model
    from assistant.phrasing.pacing import RateLimit
    from assistant.phrasing.prompts import MAKE_QUESTIONS, load_prompt
    from assistant.phrasing.questioner import MOST_TOKENS, Questioner
    from assistant.phrasing.schema import MADE_UP
    from assistant.phrasing.service import ChatService

    limit = limit or RateLimit(model.per_minute)
    # Each of its calls may take long. A breaker of its own: when one took too long, people's
    # questions, which are short, are asked all the same.
    patient = replace(model, seconds=model.question_seconds)
    service = ChatService(model, partial(open_chat_model, patient, MADE_UP, MOST_TOKENS), limit)
    return Questioner(
        model,
        service,
        load_prompt(MAKE_QUESTIONS),
        limit,
        switch or AlwaysOn(),
        usage or NoUsageLog(),
    )


def _build_phrasing(
    settings: Settings, answerer: Answerer, encoder: Encoder, switch: Switch, usage: UsageLog
) -> tuple[Phraser, Rewordings | None, QuestionMaker | None]:
    """Imported here: without a chat model nothing of it is loaded. Its library is loaded meanwhile,
    which takes seconds; no connection is made."""
    from assistant.phrasing.checking import Checker
    from assistant.phrasing.model import open_chat_model
    from assistant.phrasing.pacing import Breaker, RateLimit
    from assistant.phrasing.phraser import Phraser
    from assistant.phrasing.prompts import REWORD_QUESTION, load_prompt
    from assistant.phrasing.rewriter import Rewriter
    from assistant.phrasing.schema import REWORDED, SCHEMA
    from assistant.phrasing.service import ChatService
    from assistant.privacy.masker import load_masker

    model = settings.chat_model
    assert model is not None

    def answerable(question: str) -> bool:
        found = answerer.answer(question, include_samples=settings.include_samples)
        return found.status is Status.ANSWERED

    limit, breaker = RateLimit(model.per_minute), Breaker()  # one service, whatever it is asked for
    service = ChatService(model, partial(open_chat_model, model, SCHEMA), limit, breaker)
    service.start()
    # No name stays, the school's own people included: this leaves the machine.
    masker = partial(load_masker, model=settings.names)
    rewriter = None
    if model.searches:
        searching = ChatService(model, partial(open_chat_model, model, REWORDED), limit, breaker)
        searching.start()
        rewriter = Rewriter(
            model,
            searching,
            load_prompt(REWORD_QUESTION),
            masker,
            encoder,
            switch,
            usage,
        )
    phraser = Phraser(
        settings=model,
        service=service,
        prompt=load_prompt(),
        masker=masker,
        wording=answerer.wording,
        checker=Checker(answerer.models.reader),
        switch=switch,
        usage=usage,
        answerable=answerable,
    )
    return phraser, rewriter, build_questioner(settings, switch, usage, limit)


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
