"""A chat model's sentences on an answer as HTML and as text, always marked as no quote; pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Answer, PhrasedSentence, Quote
from assistant.web.markup import tag, text

NEXT = "You could ask next"


def model_of(answer: Answer) -> str:
    """The model's name, as the settings have it; "a chat model" where the answer doesn't say."""
    service = answer.phrasing.service if answer.phrasing else ""
    return service.partition(":")[2] or service or "a chat model"


def heading(model: str) -> str:
    """What stands over a model's sentences wherever they are shown."""
    return f"In other words, by {model} – not a quote"


def waiting_html(model: str) -> str:
    """What stands in their place until the first has passed."""
    words = f"{model} is putting this in other words. The answer here is complete without it."
    return tag("p", text(words), class_="pa-quiet pa-waiting")


def explanation_html(answer: Answer, model: str, anchor: str | None = None) -> str:
    """The sentences under their mark, each with the numbers of the clauses that carry it; '' for
    none. The numbers are links where `anchor` begins the ids of the quotes."""
    if not answer.explanation:
        return ""
    sentences = [
        tag("span", text(sentence.text), " ", *_references(sentence, answer.quotes, anchor), " ")
        for sentence in answer.explanation
    ]
    return tag(
        "div",
        tag("p", text(heading(model)), class_="pa-small-heading"),
        tag("p", *sentences, class_="pa-sentences"),
        class_="pa-other-words",
    )


def by_model_html(answer: Answer) -> str:
    """The mark of a headline that the model worded; '' for the assistant's own."""
    if answer.phrasing is None or not answer.phrasing.headline:
        return ""
    words = f"Worded by {model_of(answer)}"
    return " " + tag("span", text(words), class_="pa-by-model")


def explanation_lines(answer: Answer) -> list[str]:
    """The same as lines of plain text; none when there is nothing of a model's."""
    lines = []
    if answer.phrasing is not None and answer.phrasing.headline:
        lines.append(f"(The sentence above is worded by {model_of(answer)}.)")
    if answer.explanation:
        told = [
            f"{sentence.text} ({_told(numbers(sentence, answer.quotes))})"
            for sentence in answer.explanation
        ]
        lines.append(f"{heading(model_of(answer))}: {' '.join(told)}")
    return lines


def numbers(sentence: PhrasedSentence, quotes: Sequence[Quote]) -> list[int]:
    """The numbers, from 1, of the quotes that a sentence rests on."""
    return [n for n, quote in enumerate(quotes, 1) if quote.clause_id in sentence.clause_ids]


def _references(
    sentence: PhrasedSentence, quotes: Sequence[Quote], anchor: str | None
) -> list[str]:
    drawn = []
    for number in numbers(sentence, quotes):
        if anchor is None:
            drawn.append(tag("span", text(f"(clause {number})"), class_="pa-quiet"))
        else:
            label = f"Clause {number}, quoted below"
            link = f"#{anchor}-{number}"
            drawn.append(tag("a", str(number), href=link, class_="pa-reference", aria_label=label))
    return drawn


def _told(found: Sequence[int]) -> str:
    return f"clause{'s' if len(found) > 1 else ''} " + " and ".join(map(str, found))
