"""How much of the names and case details in messages is masked, and how much else.

`python -m eval.masking` prints recall by kind and the share of clean messages in which anything
was masked, for the rules alone and with the model. Messages and people are invented, and half of
them were made hard on purpose: names that are words, in lower case, initials, brands. Rules and
lists were fitted on fit.jsonl; no rule was made for a message of frozen.jsonl, though its figures
were seen in between.

A second reader marked all 634 without seeing the labels: they agree on which messages hold
anything, and on every span but two (one label mended). Each line holds a text and the spans to
mask, as character offsets.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.privacy.errors import MaskingUnavailable
from assistant.privacy.masker import Masker, load_masker, rules_masker
from assistant.privacy.masking import Found, Kind

FOLDER = Path(__file__).parent / "masking"
PARTS = ("fit", "frozen")


@dataclass(frozen=True)
class Message:
    """A message and the spans of it that must not be stored; none in a clean message."""

    id: str
    text: str
    spans: tuple[Found, ...]


@dataclass(frozen=True)
class MaskingFigures:
    """`recall` holds (masked whole, all) spans by kind; `clean_masked` of `clean` messages
    without any had something masked; `precision` is of the masked characters in the others."""

    recall: dict[Kind, tuple[int, int]]
    clean: int
    clean_masked: int
    precision: float
    milliseconds: float
    missed: tuple[tuple[str, str], ...]
    mistaken: tuple[tuple[str, str], ...]


def read_messages(part: str) -> list[Message]:
    """The messages of a part, in file order."""
    with (FOLDER / f"{part}.jsonl").open(encoding="utf-8") as lines:
        return [_message(json.loads(line)) for line in lines]


def measure(masker: Masker, messages: Sequence[Message]) -> MaskingFigures:
    """Figures of one masker. A span counts as masked when no letter or digit of it is left."""
    recall = dict.fromkeys(Kind, (0, 0))
    missed: list[tuple[str, str]] = []
    mistaken: list[tuple[str, str]] = []
    clean = clean_masked = right = covered = 0
    began = time.perf_counter()
    for message in messages:
        found = masker.mask(message.text).found
        hidden = _characters(message.text, found)
        for span in message.spans:
            whole = _characters(message.text, [span]) <= hidden
            masked, all_ = recall[span.kind]
            recall[span.kind] = (masked + whole, all_ + 1)
            if not whole:
                missed.append((span.word, message.text))
        if message.spans:
            right += len(hidden & _characters(message.text, message.spans))
            covered += len(hidden)
        else:
            clean += 1
            clean_masked += bool(found)
            mistaken += [(one.word, message.text) for one in found]
    spent = (time.perf_counter() - began) * 1000 / max(len(messages), 1)
    return MaskingFigures(
        {kind: counts for kind, counts in recall.items() if counts[1]},
        clean,
        clean_masked,
        right / covered if covered else 1.0,
        spent,
        tuple(missed),
        tuple(mistaken),
    )


def figures_text(title: str, figures: MaskingFigures) -> str:
    """The figures as lines for the terminal."""
    lines = [title]
    for kind, (masked, all_) in figures.recall.items():
        lines.append(f"  recall {kind:26} {masked / all_:6.3f}  {masked} of {all_}")
    share = figures.clean_masked / figures.clean if figures.clean else 0.0
    lines += [
        f"  clean messages masked             {share:6.3f}"
        f"  {figures.clean_masked} of {figures.clean}",
        f"  precision of masked characters    {figures.precision:6.3f}",
        f"  milliseconds a message            {figures.milliseconds:6.1f}",
    ]
    return "\n".join(lines)


def _message(record: dict) -> Message:
    text = record["text"]
    spans = tuple(
        Found(Kind(s["kind"]), s["start"], s["end"], text[s["start"] : s["end"]])
        for s in record["spans"]
    )
    return Message(record["id"], text, spans)


def _characters(text: str, found: Iterable[Found]) -> set[int]:
    """The positions of the letters and digits that these spans cover."""
    return {at for one in found for at in range(one.start, one.end) if text[at].isalnum()}


def _maskers() -> Iterator[tuple[str, Masker]]:
    yield "rules", rules_masker()
    try:
        yield "rules and model", load_masker(model=True)
    except MaskingUnavailable as error:
        print(error)


def main() -> None:
    """Prints the figures of both parts and both maskers."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--failures", action="store_true", help="list those of the fitting part")
    args = options.parse_args()
    for name, masker in _maskers():
        for part in PARTS:
            figures = measure(masker, read_messages(part))
            print(figures_text(f"\n{name}, {part}", figures))
            if args.failures and part == "fit":
                for label, failures in (("MISSED", figures.missed), ("MASKED", figures.mistaken)):
                    print(*(f"  {label} {word!r} in {text!r}" for word, text in failures), sep="\n")


if __name__ == "__main__":
    main()
