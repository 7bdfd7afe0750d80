"""How long an induction takes."""

from __future__ import annotations

import pytest

from assistant.induction.errors import WordListError
from assistant.induction.path.timing import DATA, load_timing
from assistant.records.entries import KeptQuote
from assistant.records.induction_entries import InductionRole, PathItem
from assistant.replying.composition import quote_of
from ingest.library import Passage
from tests.assistant.induction.reading import written


def item(tmp_path, words: int, gloss: str = "") -> PathItem:
    text = " ".join(["word"] * (words - 1))
    document = written(tmp_path, "long", f"# Long\n\n## Rules\n\nStaff {text}.\n")
    quote = quote_of(Passage(document.clauses[-1], document.policy, 1.0))
    return PathItem("other", KeptQuote(quote, document.policy.sha256), gloss)


def test_a_volunteer_has_ten_minutes_with_quiz_and_declaration():
    timing = load_timing()
    plan = timing.plans[InductionRole.VOLUNTEER]
    assert plan.minutes == 10
    left = 600 - timing.dsl - timing.declaration - plan.questions * timing.question
    assert timing.words_budget(InductionRole.VOLUNTEER) == left * timing.words_per_minute // 60


def test_words_and_questions_add_up_to_minutes(tmp_path):
    timing = (
        load_timing()
    )  # 180 words a minute, 4 s an item: 12 words; 90 s beside, 25 s a question
    items = [item(tmp_path, 168)] * 2
    assert timing.item_words(items[0]) == 180
    assert timing.minutes(items, 0) == 3.5
    assert timing.minutes(items, 6) == 6.0


def test_half_of_a_gloss_is_counted(tmp_path):
    timing = load_timing()
    plain, glossed = item(tmp_path, 20), item(tmp_path, 20, "You must not do this ever again.")
    assert timing.item_words(glossed) - timing.item_words(plain) == 3


def test_a_path_that_fits_the_budget_fits_the_minutes(tmp_path):
    timing = load_timing()
    for role, plan in timing.plans.items():
        budget = timing.words_budget(role)
        full = [item(tmp_path, 48)] * (budget // 60)
        assert timing.minutes(full, plan.questions) <= plan.minutes


def test_a_missing_or_odd_number_is_told(tmp_path):
    text = DATA.read_text(encoding="utf-8")
    for old, new in (("question = 25", "asked = 25"), ("minutes = 10", "minutes = 0")):
        broken = tmp_path / f"{new[:3]}.toml"
        broken.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(WordListError, match="missing, or no whole number"):
            load_timing(broken)
