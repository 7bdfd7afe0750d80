from __future__ import annotations

from pathlib import Path

import pytest

from assistant.triage.cards import SchoolContacts
from assistant.web.chat import starters
from assistant.web.theme import STYLES, masthead_html, standing_html
from assistant.web.wording import ROLES

ROOT = Path(__file__).parents[2]
WEB = ROOT / "assistant" / "web"


def test_every_role_has_starter_questions():
    assert starters().keys() == ROLES.keys()
    assert all(2 <= len(questions) <= 5 for questions in starters().values())
    assert starters()["staff"][0] == "Can I accept a parent's friend request?"


def test_standing_line_says_it_reports_nothing_and_names_whom_to_tell():
    named = standing_html(SchoolContacts(dsl="Ms <Dee>", deputy_dsl="Mr Dep"))
    assert "reports nothing" in named and "Automated" in named and "999" in named
    assert "Ms &lt;Dee&gt; or Mr Dep" in named
    assert "not set" in standing_html(SchoolContacts())
    assert "not set" in masthead_html(SchoolContacts())


@pytest.mark.parametrize("name", [*STYLES, "page.js", "induction.js"])
def test_styles_and_script_fetch_nothing(name):
    content = (WEB / name).read_text(encoding="utf-8")
    for word in ("http:", "https:", "url(", "@import", "fetch(", "Storage"):
        assert word not in content


def test_only_the_page_image_module_imports_pdfium():
    importers = [file.name for file in WEB.glob("*.py") if "pypdfium2" in file.read_text("utf-8")]
    assert importers == ["page_image.py"]


def test_server_stays_on_this_machine_and_tells_nobody():
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    for line in ('address = "127.0.0.1"', "gatherUsageStats = false", 'fileWatcherType = "none"'):
        assert line in config
