"""The sentences of a path load whole or not at all."""

from __future__ import annotations

import pytest

from assistant.desk.errors import TemplateError
from assistant.induction.path.phrases import FILE, load_phrases
from assistant.induction.path.selecting import Why


def test_every_reason_has_its_sentence():
    phrases = load_phrases()
    for why in Why:
        assert phrases.say(f"left_out.{why}", role="volunteers", policy="Phones", minutes=10)


def test_a_missing_sentence_is_named(tmp_path):
    broken = tmp_path / "induction.toml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("tell_must", "tell"), "utf-8")
    with pytest.raises(TemplateError, match=r"gloss\.tell, gloss\.tell_must"):
        load_phrases(broken)
