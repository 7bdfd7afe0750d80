"""school.toml: defaults without it, and clear words about what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings


def written(folder: Path, text: str) -> Path:
    file = folder / "school.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_has_a_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICY_ASSISTANT_SETTINGS", raising=False)
    settings = load_settings()
    assert settings.school.dsl is None
    assert settings.include_samples


def test_names_and_folders_are_read(tmp_path):
    file = written(tmp_path, '[school]\ndsl = "A. Person"\n[library]\nfolder = "kept"\n')
    settings = load_settings(file)
    assert settings.school.dsl == "A. Person"
    assert settings.library_dir == tmp_path / "kept"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[school]\ndls = 'x'\n", "unknown key dls"),
        ("[shool]\n", "unknown section"),
        ("[school]\ndsl = 3\n", "dsl must be text"),
        ("[library]\ninclude_samples = 'no'\n", "include_samples must be true or false"),
        ("not toml at all", "can't be read as TOML"),
    ],
)
def test_a_slip_is_named(tmp_path, text, told):
    with pytest.raises(SettingsError, match=told):
        load_settings(written(tmp_path, text))


def test_a_named_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(SettingsError, match="no such settings file"):
        load_settings(tmp_path / "other.toml")


def test_the_example_settings_can_be_loaded():
    root = Path(__file__).parents[2]
    assert load_settings(root / "school.toml.example").school.name == "Example Primary School"
