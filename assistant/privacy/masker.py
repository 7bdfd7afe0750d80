"""Puts the finders together: what a message is masked with before anything of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.privacy.details import find_classes, find_details
from assistant.privacy.entities import load_entities
from assistant.privacy.lexicon import phrases
from assistant.privacy.masking import Found, Kind, Masked, masked
from assistant.privacy.naming import find_names, plausible

Finder = Callable[[str], Iterable[Found]]


class Masker:
    """Finds names and case details by rule and, where it has a model's finder, by model too.

    `allow` are words and phrases that stay: the school's name, names in a policy's signature.
    """

    def __init__(self, by_model: Finder | None = None, allow: Sequence[str] = ()) -> None:
        self._by_model = by_model
        self._allowed = phrases(phrase.strip() for phrase in allow if phrase.strip())

    def mask(self, text: str) -> Masked:
        """The text with what was found replaced by "[name]", "[e-mail]" and so on."""
        details = list(find_details(text))
        # A name inside an e-mail address is masked with it, and is no sign of anything.
        rest = _blanked(text, details)
        found = [*details, *find_names(rest)]
        if self._by_model:
            found += [
                f for f in self._by_model(rest) if f.kind is not Kind.NAME or plausible(rest, f)
            ]
        allowed = {at for match in self._allowed.finditer(text) for at in range(*match.span())}
        kept = [f for f in found if not allowed.issuperset(range(f.start, f.end))]
        return masked(text, [*kept, *find_classes(rest, kept)])


def rules_masker(allow: Sequence[str] = ()) -> Masker:
    """A masker of word lists, what stands beside a word, and forms. It needs no model."""
    return Masker(allow=allow)


def load_masker(allow: Sequence[str] = (), model: bool = False) -> Masker:
    """The masker to use; with `model`, one that also masks what a language model takes for names.

    The model finds 119 instead of 117 of 126 names in hard messages (`eval.masking`) and takes some
    700 MB, so it is for schools that want it. It is loaded by the first such call and kept.
    MaskingUnavailable says what to install.
    """
    return Masker(load_entities().find, allow) if model else rules_masker(allow)


def _blanked(text: str, details: Iterable[Found]) -> str:
    """The text with the details struck out, of the same length."""
    letters = list(text)
    for one in details:
        letters[one.start : one.end] = "\N{BULLET}" * (one.end - one.start)
    return "".join(letters)
