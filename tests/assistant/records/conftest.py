"""Records on both databases, and something to keep in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from assistant.answers import Quote
from assistant.records.entries import (
    Actor,
    Arrival,
    Audience,
    Draft,
    DraftPart,
    Guidance,
    InboxQuestion,
    KeptQuote,
    Length,
    Paragraph,
    Part,
    PolicyVersion,
    Reply,
    Tone,
)
from assistant.records.ids import new_id
from assistant.records.store import Records, file_url, open_records

NOW = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
# Every kind of character that a paste may bring: quotes, ligatures, Cyrillic, emoji, a bidi mark.
ODD = (
    "“Don’t” ﬁle – Ж 👩‍👩‍👧 \u202eabc\u202c e\u0301 "
    "<script>alert('x')</script>\n\tnext; DROP TABLE drafts"
)
QUOTE = KeptQuote(
    Quote(
        text="Staff will not contact pupils, except where the head has approved it first.",
        lead_in=None,
        clause_id="media-1",
        policy_id="media",
        policy_title="Social Media Policy",
        version="2.1",
        review_date=None,
        section=("5 Staff", "Contact"),
        page=4,
        page_end=5,
        start=120,
        end=195,
        source="media.pdf",
        status="adopted",
    ),
    policy_sha256="ab" * 32,
)


class Clock:
    """Stands still at NOW until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def jane() -> Actor:
    return Actor("Jane Smith", "jane@school.example", ("dsl",))


@pytest.fixture
def sam() -> Actor:
    return Actor("Sam Okafor", "sam@school.example", ("dsl",))


@pytest.fixture
def question() -> Callable[..., InboxQuestion]:
    def make(**changes: Any) -> InboxQuestion:
        fields = {
            "question_id": new_id(),
            "text": ODD,
            "role": "volunteer",
            "arrival": Arrival.NOT_COVERED,
            "asked_at": NOW,
            "nearest": (QUOTE,),
        }
        return InboxQuestion(**{**fields, **changes})

    return make


@pytest.fixture
def draft() -> Callable[..., Draft]:
    parts = (
        DraftPart(Part.THANKS, (Paragraph(f"Thank you. {ODD}"),)),
        DraftPart(
            Part.POLICY,
            (Paragraph("See:", ("media-1",)), Paragraph(QUOTE.quote.text, ("media-1",), "media-1")),
        ),
    )

    def make(**changes: Any) -> Draft:
        fields = {
            "draft_id": new_id(),
            "question_ids": (),
            "question": "May staff write to pupils?",
            "audience": Audience.VOLUNTEER,
            "tone": Tone.WARM,
            "length": Length.FULL,
            "generated": parts,
            "edited": parts,
            "quotes": (QUOTE,),
            "created_by": "Jane Smith",
            "created_at": NOW,
            "changed_at": NOW,
        }
        return Draft(**{**fields, **changes})

    return make


@pytest.fixture
def reply() -> Callable[..., Reply]:
    def make(draft: Draft, **changes: Any) -> Reply:
        fields = {
            "reply_id": new_id(),
            "draft_id": draft.draft_id,
            "question": draft.question,
            "parts": draft.edited,
            "quotes": draft.quotes,
            "policies": (PolicyVersion("media", "Social Media Policy", "2.1", None, "ab" * 32),),
            "audience": draft.audience,
            "signed_by": "Jane Smith",
            "signed_as": "Designated Safeguarding Lead",
            "signed_at": NOW,
            "content_sha256": "cd" * 32,
        }
        return Reply(**{**fields, **changes})

    return make


@pytest.fixture
def guidance() -> Callable[..., Guidance]:
    def make(reply: Reply, **changes: Any) -> Guidance:
        fields = {
            "guidance_id": new_id(),
            "reply_id": reply.reply_id,
            "question": reply.question,
            "text": ODD,
            "quotes": reply.quotes,
            "published_by": "Jane Smith",
            "published_as": "Designated Safeguarding Lead",
            "published_at": NOW,
        }
        return Guidance(**{**fields, **changes})

    return make


@pytest.fixture
def signed(draft, reply, jane) -> Callable[[Records], Reply]:
    """Signs a new draft and gives the reply."""

    def sign(records: Records, **changes: Any) -> Reply:
        made = draft(**changes)
        records.drafts.add(made, jane)
        return records.replies.sign(made, reply(made), jane)

    return sign


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where `sqlite_url` points."""
    return tmp_path / "kept" / "records.sqlite3"


@pytest.fixture
def sqlite_url(file: Path) -> str:
    return file_url(file.parent)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind."""
    name: str = request.getfixturevalue(f"{request.param}_url")
    return name


@pytest.fixture
def records(url: str, clock: Clock) -> Iterator[Records]:
    with open_records(url, patience_s=2, clock=clock) as opened:
        yield opened


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgresql


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server of our own, on a socket alone; skipped where PostgreSQL isn't installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = shutil.which("initdb") or (programs and programs[-1] / "initdb")
    if not found:
        pytest.skip("PostgreSQL isn't installed here (Debian: apt-get install postgresql)")
    binaries = Path(found).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="records-"))  # a socket's path must be short
    as_user = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")

    def run(program: str, *options: str) -> None:
        command = [*as_user, str(binaries / program), *options]
        subprocess.run(command, check=True, cwd="/", capture_output=True, timeout=60)

    run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start")
    yield f"postgresql://postgres@/postgres?host={folder}"
    run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)
