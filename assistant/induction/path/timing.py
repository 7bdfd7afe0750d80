"""How long a path takes to read, and how many words a role's time leaves for it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.induction.errors import WordListError
from assistant.induction.words import whole_words
from assistant.records.induction_entries import InductionRole, PathItem

DATA = Path(__file__).parents[2] / "data" / "induction_timing.toml"


@dataclass(frozen=True)
class Plan:
    """What a role's induction may take: minutes in all, and the questions of its quiz."""

    minutes: int
    questions: int


@dataclass(frozen=True)
class Timing:
    """The pace: words a minute, the share of a gloss that counts, and seconds for an item, a
    question, the DSL's page and the declaration."""

    words_per_minute: int
    gloss_percent: int
    item: int
    question: int
    dsl: int
    declaration: int
    plans: Mapping[InductionRole, Plan]

    def words_budget(self, role: InductionRole) -> int:
        """The words that may be read in the role's time, quiz and declaration taken off."""
        plan = self.plans[role]
        left = 60 * plan.minutes - self.dsl - self.declaration - plan.questions * self.question
        return max(0, left * self.words_per_minute // 60)

    def item_words(self, item: PathItem) -> int:
        """What an item costs in words: the clause with its lead-in, its gloss by the share that
        counts, and finding one's way to it."""
        gloss = len(item.gloss.split()) * self.gloss_percent // 100
        way = self.item * self.words_per_minute // 60
        return len(whole_words(item.kept.quote).split()) + gloss + way

    def minutes(self, items: Sequence[PathItem], questions: int) -> float:
        """How long the path takes, in minutes to one decimal, with a quiz of so many questions."""
        words = sum(map(self.item_words, items))
        seconds = self.dsl + self.declaration + questions * self.question
        return round(words / self.words_per_minute + seconds / 60, 1)


@cache
def load_timing(path: Path = DATA) -> Timing:
    """The pace and the plan of every role. WordListError names what is missing or no number."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        seconds, plans = data["seconds"], data["role"]
        return Timing(
            words_per_minute=_positive(data["words_per_minute"]),
            gloss_percent=_positive(data["gloss_percent"]),
            item=_positive(seconds["item"]),
            question=_positive(seconds["question"]),
            dsl=_positive(seconds["dsl"]),
            declaration=_positive(seconds["declaration"]),
            plans={
                role: Plan(_positive(plans[role]["minutes"]), _positive(plans[role]["questions"]))
                for role in InductionRole
            },
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordListError(f"{path.name} can’t be read: {error}. Restore the file.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise WordListError(f"{path.name}: missing, or no whole number: {error}.") from error


def _positive(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(repr(value))
    return value
