"""The README tells of every command and every setting."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path

from assistant.cli import build_parser
from assistant.settings import _KEYS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme():
    actions = build_parser()._subparsers._group_actions
    commands = next(a for a in actions if isinstance(a, argparse._SubParsersAction)).choices
    for command in commands:
        assert f"policy-assistant {command}" in README, command


def test_every_make_target_named_in_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make (chat|test|check|eval|models|calibrate|\w+)\b[` ]", README):
        if target in ("and", "the"):
            continue
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_setting_is_in_the_example():
    example = (ROOT / "school.toml.example").read_text(encoding="utf-8")
    tomllib.loads(example)
    for keys in _KEYS.values():
        for key in keys:
            assert re.search(rf"^#? ?(?:{key} = |\[\[\w+\.{key}\]\])", example, re.MULTILINE), key


def test_every_picture_and_page_that_the_readme_shows_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
