"""One Chroma store, embedded in a folder or on a server. The only importer of chromadb."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import chromadb
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from ingest.errors import LibraryUnavailable

__all__ = ["ChromaError", "Store"]

# Near-exact search: a library has a few thousand clauses, so speed isn't the limit.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 500, "max_neighbors": 32}


class Store:
    """Opened when first used, and again after `close`. `server` ("http://127.0.0.1:8000") names a
    Chroma server; without it the store lies in the folder."""

    def __init__(self, folder: Path, server: str | None = None) -> None:
        self._folder = folder
        self._server = server
        self._client: Any = None

    @property
    def place(self) -> str:
        """Where the store is, for messages."""
        return self._server or str(self._folder)

    def collection(self, name: str) -> Any:
        """The collection of that name, made when there is none. Vectors are given, not computed."""
        client = self._open()
        try:
            return client.get_collection(name, embedding_function=None)
        except NotFoundError:
            return client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": HNSW}
            )

    def collections(self, prefix: str) -> list[Any]:
        """The collections whose names begin so."""
        return [c for c in self._open().list_collections() if c.name.startswith(prefix)]

    def close(self) -> None:
        """Lets go of the store's files."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _open(self) -> Any:
        if self._client is not None:
            return self._client
        settings = Settings(anonymized_telemetry=False)
        try:
            if self._server is None:
                place = self._folder / "chroma"
                place.mkdir(parents=True, exist_ok=True)
                self._client = chromadb.PersistentClient(str(place), settings=settings)
            else:
                address = urlparse(self._server)
                self._client = chromadb.HttpClient(
                    host=address.hostname or "127.0.0.1",
                    port=address.port or 8000,
                    ssl=address.scheme == "https",
                    settings=settings,
                )
        except (ChromaError, OSError, ValueError) as error:
            remedy = (
                "Start the Chroma server, or take [library] server out of the settings."
                if self._server
                else "Check that the folder can be written to, or name another with --library."
            )
            raise LibraryUnavailable(
                f"{self.place}: the library can't be opened ({error}). {remedy}"
            ) from error
        return self._client
