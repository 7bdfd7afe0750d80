"""Signing in and out as a visitor meets it, against a real OpenID provider."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from assistant.access.passphrase import make_hash
from tests.web.conftest import ROOT, _free_port, _wait_for
from tests.web.npm import installed

OIDC = Path(__file__).parent / "oidc"
SECRET = "a cookie secret of more than 32 characters"
PASSPHRASE = "ladder pickle orbit velvet"
BY_ACCOUNT = '[access]\ndsl = ["dsl@hill.example"]\ndomain = "hill.example"\n'
COOKIE = "_streamlit_user"
SIGN_IN = "Sign in with your school account"
ON_THE_DESK = "What is on the desk"


@dataclass(frozen=True)
class Place:
    """Two running servers, and the folder whose files the pages read afresh on every run."""

    url: str
    issuer: str
    folder: Path

    def settings(self, text: str) -> None:
        (self.folder / "school.toml").write_text(text, encoding="utf-8")

    def minutes_later(self, minutes: int) -> None:
        (self.folder / "minutes-ahead").write_text(str(minutes))

    @property
    def signed_by(self) -> str | None:
        file = self.folder / "signed"
        return file.read_text() if file.exists() else None


@dataclass(frozen=True)
class Visitor:
    """One browser with its cookies."""

    place: Place
    context: BrowserContext
    page: Page

    def open(self, path: str, heading: str) -> None:
        self.page.goto(f"{self.place.url}/{path}")
        self.page.get_by_role("heading", name=heading).wait_for()

    def sign_in_as(self, account: str) -> None:
        """From the desk to the provider and back to the first page."""
        self.open("desk", "Desk")
        self.page.get_by_role("button", name=SIGN_IN).click()
        self.page.get_by_label("Account").fill(account)
        self.page.get_by_role("button", name="Continue").click()
        self.page.get_by_role("heading", name="Open to everyone").wait_for()

    def type_passphrase(self, passphrase: str) -> None:
        self.page.get_by_label("Passphrase", exact=True).fill(passphrase)
        self.page.get_by_role("button", name="Sign in with the passphrase").click()

    def cookie(self, secret: str, **changes: object) -> None:
        """Puts a cookie of our own making into the browser."""
        claims = {
            **{"iss": self.place.issuer, "sub": "dsl", "iat": int(time.time()), "name": "Ms Dee"},
            **{"email": "dsl@hill.example", "email_verified": True},
            **{"origin": self.place.url, "is_logged_in": True, "provider": "default"},
            **changes,
        }
        signed = create_signed_value(secret, COOKIE, json.dumps(claims)).decode()
        self.context.add_cookies([{"name": COOKIE, "value": signed, "url": self.place.url}])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("sign-in")
    (folder / "school.toml").write_text("[access]\n")
    provider_port, port = _free_port(), _free_port()
    issuer, url = f"http://localhost:{provider_port}", f"http://localhost:{port}"
    redirect = f"{url}/oauth2callback"
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "{redirect}"\ncookie_secret = "{SECRET}"\n'
        'client_id = "policy-assistant"\nclient_secret = "a-secret-of-the-tests"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        'client_kwargs = { prompt = "login" }\n'
    )
    commands = {
        f"{issuer}/.well-known/openid-configuration": [
            *("node", str(_installed_provider()), str(provider_port), redirect)
        ],
        f"http://127.0.0.1:{port}/_stcore/health": [
            *(sys.executable, "-m", "streamlit", "run", str(OIDC / "page.py")),
            *("--server.port", str(port), "--secrets.files", str(secrets)),
        ],
    }
    environment = {**os.environ, "SIGN_IN_TEST_FOLDER": str(folder)}
    running = []
    with (folder / "servers.log").open("wb") as log:
        try:
            for health, command in commands.items():
                server = subprocess.Popen(
                    command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
                )
                running.append(server)
                _wait_for(health, server)
            yield Place(url, issuer, folder)
        finally:
            for server in running:
                server.terminate()
                server.wait(timeout=20)


def _installed_provider() -> Path:
    """The provider's script beside its packages."""
    home = installed(OIDC, "oidc-provider")
    shutil.copy(OIDC / "provider.mjs", home)
    return home / "provider.mjs"


@pytest.fixture
def visitor(place: Place, browser: Browser) -> Iterator[Visitor]:
    place.settings(BY_ACCOUNT)
    for name in ("minutes-ahead", "signed"):
        (place.folder / name).unlink(missing_ok=True)
    context = browser.new_context()
    context.set_default_timeout(30_000)
    yield Visitor(place, context, context.new_page())
    context.close()


@pytest.fixture
def with_passphrase(visitor: Visitor) -> Visitor:
    visitor.place.settings(by_passphrase(PASSPHRASE))
    return visitor


def by_passphrase(passphrase: str) -> str:
    return (
        f'[[access.passphrases]]\nhash = "{make_hash(passphrase)}"\nname = "Ms Dee"\n'
        'roles = ["dsl"]\n'
    )


# With a school account -----------------------------------------------------------------------


def test_dsl_signs_in_acts_and_signs_out(visitor):
    visitor.sign_in_as("dsl")
    visitor.page.get_by_role("link", name="Desk").click()
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_be_visible()
    expect(
        visitor.page.get_by_text(
            "Signed in as Ms Dee (dsl@hill.example): Designated Safeguarding Lead."
        )
    ).to_be_visible()
    visitor.page.get_by_role("button", name="Sign a reply").click()
    expect(visitor.page.get_by_text("Signed by Ms Dee")).to_be_visible()
    assert visitor.place.signed_by == "dsl@hill.example"

    visitor.page.get_by_role("button", name="Sign out").click()
    visitor.page.get_by_role("button", name="Yes, sign out").click()
    visitor.page.get_by_role("heading", name="Open to everyone").wait_for()
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_role("button", name=SIGN_IN)).to_be_visible()
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_have_count(0)


def test_copy_of_a_cookie_is_worth_nothing_after_signing_out(visitor):
    visitor.sign_in_as("dsl")
    copied = visitor.context.cookies()
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_be_visible()
    visitor.page.get_by_role("button", name="Sign out").click()
    visitor.page.get_by_role("button", name="Yes, sign out").wait_for()
    visitor.context.add_cookies(copied)
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_text("Your sign-in has ended.")).to_be_visible()
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_have_count(0)


@pytest.mark.parametrize(("path", "heading"), [("desk", "Desk"), ("leadership", "Leadership")])
def test_page_opened_by_its_address_asks_to_sign_in(visitor, path, heading):
    visitor.open(path, heading)
    expect(visitor.page.get_by_role("button", name=SIGN_IN)).to_be_visible()
    expect(visitor.page.get_by_text("What", exact=False)).to_have_count(0)


def test_page_of_another_role_stays_shut_and_says_who_can_open_it(visitor):
    visitor.sign_in_as("dsl")
    visitor.open("leadership", "Leadership")
    trouble = visitor.page.get_by_role("alert")
    expect(trouble).to_contain_text("This account can’t open this page.")
    expect(trouble).to_contain_text("you need one of these roles: leadership")
    expect(visitor.page.get_by_text("What the head needs to know")).to_have_count(0)


def test_colleague_who_is_not_listed_is_told_which_account_and_who_can_add_it(visitor):
    visitor.sign_in_as("teacher")
    visitor.open("desk", "Desk")
    trouble = visitor.page.get_by_role("alert")
    expect(trouble).to_contain_text("Mr Tee (teacher@hill.example), here as staff")
    expect(trouble).to_contain_text("school.toml under [access]")
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_have_count(0)


@pytest.mark.parametrize(
    ("account", "told"),
    [
        ("stranger", "someone@elsewhere.example can’t be let in."),
        ("impostor", "doesn’t say that this address has been verified"),
        ("silent", "isn’t one that the school has named as its own"),
    ],
)
def test_account_that_nobody_answers_for_is_refused(visitor, account, told):
    visitor.sign_in_as(account)
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_role("alert")).to_contain_text(told)
    expect(visitor.page.get_by_role("button", name="Sign out of this account")).to_be_visible()
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_have_count(0)


def test_trusted_issuer_need_not_say_that_it_verified_the_address(visitor):
    visitor.place.settings(f'{BY_ACCOUNT}trusted_issuers = ["{visitor.place.issuer}"]\n')
    visitor.sign_in_as("silent")
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_be_visible()


def test_sign_in_ends_when_it_is_not_used_and_the_action_is_not_done(visitor):
    visitor.sign_in_as("dsl")
    visitor.open("desk", "Desk")
    button = visitor.page.get_by_role("button", name="Sign a reply")
    button.wait_for()
    visitor.place.minutes_later(31)
    button.click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("It lasts 30 minutes without use")
    assert visitor.place.signed_by is None

    visitor.open("desk", "Desk")  # the cookie is still there, and worth nothing
    expect(visitor.page.get_by_role("alert")).to_contain_text("Your sign-in has ended.")


def test_role_that_is_taken_away_is_gone_at_the_next_click(visitor):
    visitor.sign_in_as("dsl")
    visitor.open("desk", "Desk")
    button = visitor.page.get_by_role("button", name="Sign a reply")
    button.wait_for()
    visitor.place.settings('[access]\nadmin = ["office@hill.example"]\n')
    button.click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("here as staff")
    assert visitor.place.signed_by is None


def test_forged_cookie_is_simply_not_signed_in(visitor):
    visitor.cookie("another secret of more than 32 characters")
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_role("button", name=SIGN_IN)).to_be_visible()
    expect(visitor.page.get_by_role("alert")).to_have_count(0)

    visitor.cookie(SECRET)  # the same with the right signature: the forgery was the only fault
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_be_visible()


def test_real_cookie_with_one_character_changed_is_not_signed_in(visitor):
    visitor.sign_in_as("teacher")
    [cookie] = [c for c in visitor.context.cookies() if c["name"] == COOKIE]
    value = cookie["value"]
    middle = len(value) // 2
    other = "A" if value[middle] != "A" else "B"
    changed = {**cookie, "value": value[:middle] + other + value[middle + 1 :]}
    visitor.context.add_cookies([changed])
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_role("button", name=SIGN_IN)).to_be_visible()
    expect(visitor.page.get_by_role("alert")).to_have_count(0)


def test_cookie_kept_from_yesterday_has_ended(visitor):
    visitor.cookie(SECRET, iat=int(time.time()) - 86_400)
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_role("alert")).to_contain_text("8 hours at most")
    expect(visitor.page.get_by_text(ON_THE_DESK)).to_have_count(0)


def test_without_any_sign_in_set_up_the_pages_are_locked_and_say_how_to_unlock_them(visitor):
    visitor.place.settings("[access]\n")
    visitor.cookie(SECRET)
    visitor.open("desk", "Desk")
    expect(visitor.page.get_by_text("This page is locked.")).to_be_visible()
    expect(visitor.page.get_by_text("policy-assistant passphrase")).to_be_visible()
    expect(visitor.page.get_by_role("button")).to_have_count(0)
    visitor.open("", "Open to everyone")


# With the passphrase -------------------------------------------------------------------------


def test_passphrase_signs_its_holder_in_and_out_by_keyboard(with_passphrase):
    page = with_passphrase.page
    with_passphrase.open("desk", "Desk")
    page.get_by_label("Passphrase", exact=True).focus()
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Signed in as Ms Dee (passphrase)")).to_be_visible()
    page.get_by_role("button", name="Sign a reply").click()
    expect(page.get_by_text("Signed by Ms Dee")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()
    expect(page.get_by_text(ON_THE_DESK)).to_have_count(0)


def test_sign_in_by_passphrase_ends_and_another_passphrase_ends_it(with_passphrase):
    page = with_passphrase.page
    with_passphrase.open("desk", "Desk")
    with_passphrase.type_passphrase(PASSPHRASE)
    page.get_by_text(ON_THE_DESK).wait_for()
    with_passphrase.place.minutes_later(31)
    page.get_by_role("button", name="Sign a reply").click()
    expect(page.get_by_role("alert")).to_contain_text("Your sign-in has ended.")
    with_passphrase.type_passphrase(PASSPHRASE)
    page.get_by_text(ON_THE_DESK).wait_for()
    with_passphrase.place.settings(by_passphrase("copper lantern maize foxglove"))
    page.get_by_role("button", name="Sign a reply").click()
    expect(page.get_by_label("Passphrase", exact=True)).to_be_visible()
    assert with_passphrase.place.signed_by is None


def test_wrong_passphrases_open_nothing_and_slow_down_even_the_right_one(with_passphrase):
    page = with_passphrase.page
    with_passphrase.open("desk", "Desk")
    alert = page.get_by_role("alert")
    for wait in (1, 2, 4):
        with_passphrase.type_passphrase("ladder pickle orbit velvets")
        expect(alert).to_contain_text(f"You can try again in {wait} second")
        expect(page.get_by_label("Passphrase", exact=True)).to_have_value("")
        if wait < 4:
            page.wait_for_timeout(wait * 1000)
    with_passphrase.type_passphrase(PASSPHRASE)
    expect(alert).to_contain_text("Too many wrong tries. Wait")
    expect(page.get_by_text(ON_THE_DESK)).to_have_count(0)
    page.wait_for_timeout(4000)
    with_passphrase.type_passphrase(PASSPHRASE)
    expect(page.get_by_text(ON_THE_DESK)).to_be_visible()
