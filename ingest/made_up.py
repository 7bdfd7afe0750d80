"""Questions that a chat model made up for clauses: further vectors to search by, never a policy's
words. The only importer of sqlite3.

They lie in a file of their own in the library's folder, with a Chroma server too. It isn't a
Chroma collection, since a process that asks must see what another has just added (embedded, its
vector index would be stale), and every one of some thousand vectors is compared anyway. Each
writing is one transaction: what was kept before a crash stays.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from ingest.documents import Clause, embedding_text
from ingest.encoder import Encoder
from ingest.errors import LibraryLocked, MadeUpUnreadable

FILE_NAME = "made-up-questions.sqlite3"
WAIT = 10.0  # seconds for another process's transaction, which takes some milliseconds
_TABLES = """
CREATE TABLE IF NOT EXISTS clause (key TEXT PRIMARY KEY, prompt TEXT NOT NULL, model TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS question (
    key TEXT NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL,
    encoder TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (key, number));
CREATE TABLE IF NOT EXISTS state (changes INTEGER NOT NULL);
INSERT INTO state SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM state);
"""


@dataclass(frozen=True)
class MadeBy:
    """What made a clause's questions: the prompt with its version, and the model."""

    prompt: str
    model: str


@dataclass(frozen=True)
class MadeUpQuestion:
    """One made-up question, the key of its clause, and the model that made it."""

    key: str
    text: str
    model: str


@dataclass(frozen=True)
class MadeUpIndex:
    """All questions with vectors of one encoder; `vectors` has one row a question."""

    questions: tuple[MadeUpQuestion, ...] = ()
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))


def clause_key(policy_title: str, clause: Clause) -> str:
    """What a clause's questions are kept under: a checksum of its words with headings and lead-in,
    so that they outlast a re-ingest and are gone with the words."""
    words = " ".join(embedding_text(policy_title, clause).split())
    return hashlib.sha256(words.encode()).hexdigest()[:32]


class MadeUpStore:
    """The made-up questions of one library. Nothing is created before something is kept;
    MadeUpUnreadable when the file is damaged or can't be opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / FILE_NAME
        self._cached: tuple[str, int, MadeUpIndex] | None = None

    def made_by(self) -> dict[str, MadeBy]:
        """What made the questions of each clause, by its key; a clause for which nothing fit came
        is among them, since it was asked about."""
        with self._reading() as file:
            rows = file.execute("SELECT key, prompt, model FROM clause") if file else ()
            return {key: MadeBy(prompt, model) for key, prompt, model in rows}

    def texts(self) -> dict[str, tuple[str, ...]]:
        """The questions of each clause that has some, by its key."""
        with self._reading() as file:
            query = "SELECT key, text FROM question ORDER BY key, number"
            found: dict[str, list[str]] = {}
            for key, text in file.execute(query) if file else ():
                found.setdefault(key, []).append(text)
        return {key: tuple(texts) for key, texts in found.items()}

    def index(self, encoder_name: str) -> MadeUpIndex:
        """The questions as vectors of that encoder, read again only when something changed, by
        whichever process."""
        with self._reading() as file:
            if file is None:
                return MadeUpIndex()
            (changes,) = file.execute("SELECT changes FROM state").fetchone()
            if self._cached and self._cached[:2] == (encoder_name, changes):
                return self._cached[2]
            rows = file.execute(
                "SELECT key, text, model, vector FROM question JOIN clause USING (key) "
                "WHERE encoder = ? ORDER BY key, number",
                (encoder_name,),
            ).fetchall()
            vectors = [np.frombuffer(row[3], dtype=np.float32) for row in rows]
            found = MadeUpIndex(
                tuple(MadeUpQuestion(*row[:3]) for row in rows),
                np.stack(vectors) if vectors else np.zeros((0, 0), np.float32),
            )
        self._cached = (encoder_name, changes, found)
        return found

    def keep(self, made: Mapping[str, Sequence[str]], made_by: MadeBy, encoder: Encoder) -> None:
        """Keeps the questions of some clauses, by key, in place of those they had; an empty list
        says that nothing fit came."""
        texts = [text for questions in made.values() for text in questions]
        vectors = iter(encoder.encode(texts) if texts else ())
        with self._writing() as file:
            for key, questions in made.items():
                file.execute("DELETE FROM question WHERE key = ?", (key,))
                file.execute(
                    "INSERT OR REPLACE INTO clause VALUES (?, ?, ?)",
                    (key, made_by.prompt, made_by.model),
                )
                file.executemany(
                    "INSERT INTO question VALUES (?, ?, ?, ?, ?)",
                    [
                        (key, number, text, encoder.name, _bytes(next(vectors)))
                        for number, text in enumerate(questions)
                    ],
                )

    def encode_again(self, encoder: Encoder) -> int:
        """Gives the questions that another encoder embedded this one's vectors; how many."""
        with self._reading() as file:
            query = "SELECT key, number, text FROM question WHERE encoder != ?"
            rows = file.execute(query, (encoder.name,)).fetchall() if file else []
        if rows:
            vectors = encoder.encode([text for _, _, text in rows])
            with self._writing() as file:
                file.executemany(
                    "UPDATE question SET encoder = ?, vector = ? "
                    "WHERE key = ? AND number = ? AND text = ?",
                    [(encoder.name, _bytes(v), *row) for row, v in zip(rows, vectors, strict=True)],
                )
        return len(rows)

    def sweep(self, keys: Collection[str]) -> None:
        """Deletes the questions of all clauses but these."""
        gone = [(key,) for key in self.made_by() if key not in keys]
        if gone:
            with self._writing() as file:
                file.executemany("DELETE FROM question WHERE key = ?", gone)
                file.executemany("DELETE FROM clause WHERE key = ?", gone)

    @contextmanager
    def making(self) -> Iterator[None]:
        """Keeps a second process from asking about the same clauses. LibraryLocked when one is at
        it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / "making.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryLocked(
                f"{self._folder}: another process is asking for questions. Wait until it has "
                "finished."
            ) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        if not self._file.is_file():
            yield None
            return
        with self._open() as file:
            yield file

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._open() as file:
            # Deleted words are overwritten: they may tell what a policy said that was taken out.
            file.execute("PRAGMA secure_delete = ON")
            file.executescript(_TABLES)
            with file:
                yield file
                file.execute("UPDATE state SET changes = changes + 1")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._file, timeout=WAIT)) as file:
                yield file
        except (sqlite3.Error, ValueError) as error:
            raise MadeUpUnreadable(
                f"{self._file}: the made-up questions can’t be read ({error}). If it stays so, "
                "delete this file; they can be made again."
            ) from error


def _bytes(vector: NDArray[np.float32]) -> bytes:
    return np.asarray(vector, dtype=np.float32).tobytes()
