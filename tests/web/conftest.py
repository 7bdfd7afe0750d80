"""Values to draw, a real web server on a free port, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from assistant.access.passphrase import make_hash
from assistant.answers import Answer, Quote, Status, Verdict
from assistant.records.store import Records, file_url, open_records
from assistant.triage.cards import SchoolContacts
from assistant.web.answer_view import View
from ingest.documents import Policy
from tests.web.npm import installed

ROOT = Path(__file__).parents[2]
CLAUSE = "Staff will not accept contact, except where the headteacher has approved."
TEXT = f"Front matter.\n{CLAUSE}\nThe end."
TODAY = date(2026, 11, 22)
PASSPHRASE = "ladder pickle orbit velvet"
SETTINGS = """
[school]
name = "Hill School"
dsl = "Ms Dee"
[library]
folder = "library"
[[access.passphrases]]
name = "Ms Dee"
roles = ["dsl", "admin", "leadership"]
hash = "{hashed}"
"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=30_000)  # a loaded machine redraws a page slowly


@pytest.fixture
def policy() -> Policy:
    return Policy(
        policy_id="media",
        title="Social Media Policy",
        source="media.pdf",
        sha256="0" * 64,
        text=TEXT,
        page_count=7,
        version="1.0",
        review_date="February 2025",
        review_due=date(2025, 2, 28),
    )


@pytest.fixture
def make_quote() -> Callable[..., Quote]:
    def make(**changes: object) -> Quote:
        start = TEXT.index(CLAUSE)
        fields: dict = {
            "text": CLAUSE,
            "lead_in": None,
            "clause_id": "media-1",
            "policy_id": "media",
            "policy_title": "Social Media Policy",
            "version": "1.0",
            "review_date": "February 2025",
            "section": ("Staff", "Contact"),
            "page": 5,
            "page_end": 5,
            "start": start,
            "end": start + len(CLAUSE),
            "source": "media.pdf",
            "status": "adopted",
        }
        return Quote(**{**fields, **changes})

    return make


@pytest.fixture
def make_answer(make_quote: Callable[..., Quote]) -> Callable[..., Answer]:
    def make(**changes: object) -> Answer:
        fields: dict = {
            "question": "Can I?",
            "standalone_question": "Can I?",
            "status": Status.ANSWERED,
            "headline": "Not without approval.",
            "verdict": Verdict.CONDITIONAL,
            "conditions": ("except where the headteacher has approved",),
            "quotes": (make_quote(),),
            "applies_to": ("staff", "volunteers"),
            "approvers": ("the headteacher",),
        }
        return Answer(**{**fields, **changes})

    return make


@pytest.fixture
def view(policy: Policy) -> View:
    school = SchoolContacts(name="Hill School", dsl="Ms Dee", office="office@hill.example")
    return View({policy.policy_id: policy}, school, "staff", TODAY)


# The real thing ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    """A running server: where it is, the folder of its settings, library and records, what it has
    written."""

    url: str
    folder: Path
    log: Path

    def records(self) -> Records:
        """What it keeps."""
        return open_records(file_url(self.folder / "records"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("site")) as started:
        yield started


@contextmanager
def running(
    folder: Path, more: str = "", variables: Mapping[str, str] | None = None
) -> Iterator[Site]:
    """A server with settings and policies of its own in `folder`; `more` is added to the settings,
    `variables` to its environment."""
    settings = folder / "school.toml"
    settings.write_text(SETTINGS.format(hashed=make_hash(PASSPHRASE)) + more)
    named = {"POLICY_ASSISTANT_SETTINGS": str(settings), **(variables or {})}
    environment = {**os.environ, **named}
    samples = ROOT / "policies" / "samples"
    subprocess.run(
        [
            *(sys.executable, "-m", "assistant.cli", "ingest"),
            str(ROOT / "policies" / "social-media-policy.pdf"),
            *map(str, sorted(samples.glob("*photo*"))),
        ],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    port = _free_port()
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "streamlit_app.py"),
                *("--server.port", str(port)),
            ],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/_stcore/health", server)
            yield Site(url, folder, log)
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(BROWSER_ARGS))
        yield running
        running.close()


# True once no script has run, and nothing was waiting to be drawn, for 400 ms on end.
AT_REST = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const busy = app?.getAttribute('data-test-script-state') !== 'notRunning'
    || document.querySelector('[data-testid=stSpinner], [data-stale=true]');
  if (busy || !window.restingSince) window.restingSince = busy ? 0 : performance.now();
  return window.restingSince > 0 && performance.now() - window.restingSince > 400;
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker, as a script for the page."""
    home = installed(Path(__file__).parent / "axe", "axe")
    return (home / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Visit:
    """One visitor's page, and every address that it asked for."""

    page: Page
    site: Site
    requests: list[str]

    def ask(self, question: str) -> None:
        """Types a question and waits for the whole reply."""
        turns = self.page.locator("[class*='st-key-turn-']")
        before = turns.count()
        self.page.get_by_test_id("stChatInputTextArea").fill(question)
        self.page.keyboard.press("Enter")
        turns.nth(before).wait_for()
        self.settle()

    def sign_in(self, page_name: str) -> None:
        """Opens a page by its link and signs in there by passphrase."""
        self.page.get_by_role("link", name=page_name).click()
        self.page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        self.page.get_by_role("button", name="Sign in with the passphrase").click()
        self.page.get_by_text("Signed in as").wait_for()
        self.settle()

    def press(self, target: Locator) -> None:
        """Presses on something once the page is at rest, and waits for what it brings."""
        self.settle()
        target.click()
        self.settle()

    def settle(self) -> None:
        """Waits until Streamlit has been at rest for a while: a press on a page that is drawn
        again underneath is lost, and one drawing is often followed by another."""
        self.page.evaluate("window.restingSince = 0")
        self.page.wait_for_function(AT_REST)


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    yield from _visit(site, browser, 1280, 900)


@pytest.fixture
def narrow_visit(site: Site, browser: Browser) -> Iterator[Visit]:
    yield from _visit(site, browser, 320, 700)


def _visit(site: Site, browser: Browser, width: int, height: int) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(60_000)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("websocket", lambda socket_: requests.append(socket_.url))
    page.goto(site.url)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    yield Visit(page, site, requests)
    context.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError("the web server stopped")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web server didn't start")
