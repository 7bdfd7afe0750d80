"""What can go wrong with a document or the library. Every text names the file and the remedy.

IngestError
├── DocumentError            one file can't be loaded; the rest of the batch goes on
│   ├── UnreadableFile       missing, no permission, a broken or truncated file, a wrong extension
│   ├── UnsupportedFile      a kind of file that no reader takes
│   ├── EncryptedFile        needs a password to open
│   ├── NoText               empty, or pictures of pages without a text layer
│   ├── TooLarge             more pages or bytes than a policy has
│   └── DuplicatePolicy      the same document is loaded under another file name
├── LibraryLocked            another process is writing
├── LibraryUnavailable       the store can't be opened or reached
├── MadeUpUnreadable         the file of made-up questions is damaged; answers do without
├── UnknownPolicy            no policy has that id
└── EncoderUnavailable       the embedding model is missing or isn't the one it should be
"""

from __future__ import annotations


class IngestError(Exception):
    """Base of all errors of this package; its text is meant for the person at the keyboard."""


class DocumentError(IngestError):
    """One file can't be loaded."""

    def __init__(self, file: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}: {problem} {remedy}")
        self.file, self.problem, self.remedy = file, problem, remedy


class UnreadableFile(DocumentError):
    """Missing, no permission, broken, truncated, or not what its extension says."""


class UnsupportedFile(DocumentError):
    """A kind of file that no reader takes."""


class EncryptedFile(DocumentError):
    """Needs a password to open."""


class NoText(DocumentError):
    """Empty, or only pictures of pages."""


class TooLarge(DocumentError):
    """More pages or bytes than a policy has."""


class DuplicatePolicy(DocumentError):
    """The same document is loaded already under another file name."""


class LibraryLocked(IngestError):
    """Another process is writing to the library."""


class LibraryUnavailable(IngestError):
    """The store can't be opened or reached."""


class MadeUpUnreadable(IngestError):
    """The file of made-up questions is damaged, or can't be opened."""


class UnknownPolicy(IngestError):
    """No loaded policy has that id."""


class EncoderUnavailable(IngestError):
    """The embedding model is missing, damaged, or not the one the library was made with."""
