"""The library of clauses: add, replace, remove, nearest.

Publishing is one write. The clauses of a new version are added under a revision that nothing
points to; then the policy's own record is changed to name that revision; then the old clauses are
deleted. A process killed between two steps leaves clauses that no policy names: no query sees them
and the next writer sweeps them.

Embedded Chroma's vector index goes stale in a process when another one writes, while its records
stay fresh. So each query first compares the policies' records with those it last saw and reopens
the store when they differ.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from filelock import FileLock, Timeout

from ingest.documents import Clause, Policy, ReadDocument
from ingest.errors import (
    EncoderUnavailable,
    IngestError,
    LibraryLocked,
    LibraryUnavailable,
    UnknownPolicy,
)
from ingest.made_up import MadeUpStore, clause_key
from ingest.originals import Originals
from ingest.records import (
    clause_from_record,
    clause_to_record,
    policy_from_record,
    policy_to_record,
)
from ingest.store import ChromaError, Store

UPSERT_LIMIT = 5000  # Chroma 1.5 takes 5,461 records in one call
CLAUSES = "clauses-"  # one collection an encoder
NO_VECTOR = [1.0, 0.0]  # policies are looked up by id only
ATTEMPTS = 4

Result = TypeVar("Result")


@dataclass(frozen=True)
class Passage:
    """A clause found for a query: cosine similarity `score` in -1..1 and the policy it is from."""

    clause: Clause
    policy: Policy
    score: float


class Library:
    """The policies of one school. `folder` holds the store, the original files, made-up questions
    and the lock; with `server` ("http://127.0.0.1:8000") the store is a Chroma server's instead.
    `made_up` are the questions that a chat model made up, where the school has that."""

    def __init__(self, folder: Path, encoder_name: str, server: str | None = None) -> None:
        self._folder = folder
        self._store = Store(folder, server)
        self._originals = Originals(folder / "files")
        self.made_up = MadeUpStore(folder)
        self._collection_name = _collection_name(encoder_name)
        self._encoder_name = encoder_name
        self._seen: dict[str, str] | None = None
        self._foreign: tuple[str, ...] = ()  # policies embedded by another encoder
        self._policies: dict[str, Policy] = {}
        self._reading = threading.RLock()  # a web server's sessions share one library

    # Reading ----------------------------------------------------------------------------------

    def policies(self) -> list[Policy]:
        """All loaded policies by title, as they are now, whichever process changed them."""
        return self._retried(lambda: sorted(self._refresh().values(), key=lambda p: p.title))

    def clauses(self, policy_id: str) -> list[Clause]:
        """The clauses of a policy in document order. UnknownPolicy when it isn't loaded."""

        def read() -> list[Clause]:
            if policy_id not in self._refresh():
                raise UnknownPolicy(f"{policy_id}: no such policy is loaded.")
            revision = (self._seen or {})[policy_id]
            found = self._clauses().get(
                where={"revision": revision}, include=["metadatas", "documents"]
            )
            rows = sorted(
                zip(found["metadatas"], found["documents"], strict=True),
                key=lambda row: row[0]["ordinal"],
            )
            return [clause_from_record(metadata, text) for metadata, text in rows]

        return self._retried(read)

    def nearest(
        self, vector: Sequence[float], k: int, leave_out: frozenset[str] = frozenset()
    ) -> list[Passage]:
        """The k clauses nearest to a unit vector, best first; policies in `leave_out` apart."""

        def search() -> list[Passage]:
            policies = self._refresh()
            revisions = [
                revision
                for policy_id, revision in (self._seen or {}).items()
                if policy_id not in leave_out
            ]
            if not revisions:
                return []
            if self._foreign:
                raise EncoderUnavailable(
                    f"{', '.join(self._foreign)}: loaded with another encoder than "
                    f"{self._encoder_name}. Load the files again: policy-assistant ingest PATH"
                )
            found = self._clauses().query(
                query_embeddings=[list(vector)],
                n_results=k,
                where={"revision": {"$in": revisions}},
                include=["metadatas", "documents", "distances"],
            )
            passages = [
                Passage(clause_from_record(m, text), policies[m["policy_id"]], 1.0 - distance)
                for m, text, distance in zip(
                    found["metadatas"][0], found["documents"][0], found["distances"][0], strict=True
                )
            ]
            if self._revisions() != self._seen:
                raise _ChangedMeanwhile
            return passages

        return self._retried(search)

    def compared(
        self, vector: Sequence[float], clauses: Sequence[tuple[str, str]]
    ) -> list[Passage]:
        """Clauses by (policy_id, clause_id), compared with a unit vector as `nearest` does, best
        first; those that aren't there any more are left out."""

        def read() -> list[Passage]:
            policies = self._refresh()
            seen = self._seen or {}
            ids = [f"{seen[policy]}:{clause}" for policy, clause in clauses if policy in seen]
            if not ids:
                return []
            found = self._clauses().get(ids=ids, include=["metadatas", "documents", "embeddings"])
            rows = zip(found["metadatas"], found["documents"], found["embeddings"], strict=True)
            passages = [
                Passage(
                    clause_from_record(m, text),
                    policies[m["policy_id"]],
                    float(np.dot(np.asarray(vector), np.asarray(own))),
                )
                for m, text, own in rows
            ]
            return sorted(passages, key=lambda p: -p.score)

        return self._retried(read)

    def original(self, policy_id: str) -> Path | None:
        """The file a policy was read from, as kept here; None when it isn't."""
        policy = {p.policy_id: p for p in self.policies()}.get(policy_id)
        return self._originals.find(policy) if policy else None

    def revision_of(self, sha256: str) -> str:
        """The revision that a file with this checksum has in this library: it changes with the
        encoder too, so another model means embedding again."""
        return hashlib.sha256(f"{sha256}|{self._encoder_name}".encode()).hexdigest()[:24]

    def active_revisions(self) -> dict[str, str]:
        """policy_id -> revision, as it is now."""
        return self._retried(lambda: (self._refresh(), dict(self._seen or {}))[1])

    # Writing ----------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the library's lock. LibraryLocked at once when another process has it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / "writing.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryLocked(
                f"{self._folder}: another process is adding or removing policies. "
                "Wait until it has finished, then try again."
            ) from error
        try:
            # Vectors written by another process since we last looked must be in the index that
            # this process writes to.
            self._reopen()
            self._sweep()
            yield
            self._sweep_made_up()
        finally:
            lock.release()

    def publish(
        self,
        document: ReadDocument,
        file: Path,
        vectors: Sequence[Sequence[float]],
        revision: str,
    ) -> None:
        """Adds a document, or replaces the policy of the same id, in one step. Call it inside
        `writing()`; `vectors` has one row a clause."""
        policy = document.policy
        self._originals.keep(file, policy)
        self._add_clauses(document, vectors, revision)
        self._policy_records().upsert(
            ids=[policy.policy_id],
            documents=[policy.text],
            metadatas=[
                policy_to_record(policy, revision, len(document.clauses), self._encoder_name)
            ],
            embeddings=[NO_VECTOR],
        )
        self._sweep()

    def remove(self, policy_id: str) -> None:
        """Takes a policy, its clauses, vectors and file out. UnknownPolicy when it isn't there."""
        if policy_id not in self._revisions():
            raise UnknownPolicy(f"{policy_id}: no such policy is loaded.")
        self._policy_records().delete(ids=[policy_id])
        self._sweep()

    def close(self) -> None:
        """Lets go of the store's files."""
        self._store.close()

    # ------------------------------------------------------------------------------------------

    def _add_clauses(
        self, document: ReadDocument, vectors: Sequence[Sequence[float]], revision: str
    ) -> None:
        clauses = document.clauses
        for at in range(0, len(clauses), UPSERT_LIMIT):
            part = clauses[at : at + UPSERT_LIMIT]
            self._clauses().upsert(
                ids=[f"{revision}:{c.clause_id}" for c in part],
                documents=[c.text for c in part],
                metadatas=[clause_to_record(c, revision, at + i) for i, c in enumerate(part)],
                embeddings=[list(map(float, v)) for v in vectors[at : at + UPSERT_LIMIT]],
            )

    def _sweep(self) -> None:
        """Deletes clauses that no policy names, of any encoder, and files nobody refers to."""
        active = list(self._revisions().values())
        for collection in self._store.collections(CLAUSES):
            where = {"revision": {"$nin": active}} if active else None
            stale = collection.get(where=where, include=[])["ids"]
            for at in range(0, len(stale), UPSERT_LIMIT):
                collection.delete(ids=stale[at : at + UPSERT_LIMIT])
        records = self._policy_records().get(include=["metadatas"])
        self._originals.sweep({metadata["sha256"] for metadata in records["metadatas"]})
        self._seen = None

    def _sweep_made_up(self) -> None:
        """Deletes the made-up questions of clauses that are gone. No search sees those, so what
        can't be deleted now may wait for the next writer."""
        try:
            if self.made_up.made_by():
                now = self.policies()
                self.made_up.sweep(
                    {clause_key(p.title, c) for p in now for c in self.clauses(p.policy_id)}
                )
        except IngestError:
            return

    def _refresh(self) -> dict[str, Policy]:
        """The policies now; reopens the store when another process changed them."""
        now = self._revisions()
        if now == self._seen:
            return self._policies
        if self._seen is not None:
            self._reopen()
        records = self._policy_records().get(include=["metadatas", "documents"])
        rows = list(zip(records["ids"], records["metadatas"], records["documents"], strict=True))
        self._policies = {name: policy_from_record(m, text) for name, m, text in rows}
        self._seen = {name: m["revision"] for name, m, _ in rows}
        self._foreign = tuple(n for n, m, _ in rows if m["encoder"] != self._encoder_name)
        return self._policies

    def _revisions(self) -> dict[str, str]:
        found = self._policy_records().get(include=["metadatas"])
        return {
            policy_id: metadata["revision"]
            for policy_id, metadata in zip(found["ids"], found["metadatas"], strict=True)
        }

    def _retried(self, read: Callable[[], Result]) -> Result:
        """Runs a reading again on a reopened store when a writer got in between."""
        for attempt in range(ATTEMPTS):
            try:
                with self._reading:
                    return read()
            except _ChangedMeanwhile:
                continue
            except (ChromaError, KeyError) as error:
                if attempt == ATTEMPTS - 1:
                    raise LibraryUnavailable(
                        f"{self._store.place}: the library can't be read ({error}). "
                        "If it stays so, delete that folder and load the policies again."
                    ) from error
                self._reopen()
        raise LibraryLocked(
            f"{self._store.place}: policies are being changed. Ask again in a moment."
        )

    def _reopen(self) -> None:
        with self._reading:
            self.close()
            self._seen = None

    def _clauses(self) -> Any:
        return self._store.collection(self._collection_name)

    def _policy_records(self) -> Any:
        return self._store.collection("policies")


class _ChangedMeanwhile(Exception):
    """A writer published between the look-up of revisions and the query."""


def _collection_name(encoder_name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", encoder_name.lower()).strip("-")[:60]
    return f"{CLAUSES}{slug}"
