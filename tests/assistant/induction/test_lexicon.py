"""The word lists load whole or not at all."""

from __future__ import annotations

import pytest

from assistant.induction.binding.lexicon import DATA, load_lexicon
from assistant.induction.errors import WordListError


def test_a_missing_list_is_named(tmp_path):
    broken = tmp_path / "binding.toml"
    broken.write_text(DATA.read_text(encoding="utf-8").replace("asked_of =", "asked ="), "utf-8")
    with pytest.raises(WordListError, match=r"binding.toml.*\[verbs\].*asked, asked_of"):
        load_lexicon(broken)


def test_a_broken_pattern_is_told_with_its_file(tmp_path):
    broken = tmp_path / "binding.toml"
    text = DATA.read_text(encoding="utf-8").replace("about_lead_in = '", "about_lead_in = '(")
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(WordListError, match=r"binding\.toml"):
        load_lexicon(broken)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WordListError, match="can’t be read"):
        load_lexicon(tmp_path / "none.toml")
