"""Files go in, a report comes out: each file is added, replaced, unchanged, or left out and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from ingest.documents import Clause, Dropped, Finding, Policy, ReadDocument, embedding_text
from ingest.encoder import Encoder
from ingest.errors import DocumentError, DuplicatePolicy, UnreadableFile
from ingest.library import Library
from ingest.reading import read_document

# The order in which files of one name are read: the richer format first, its copy is then known
# as a duplicate.
FORMATS = (".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".txt")
# Two files are one document when this share of the smaller one's clauses stands in the other, and
# neither is more than half as long again. Versions of a policy differ by more than lay-out, but
# they come under the same file name, where replacing is meant.
SAME_DOCUMENT = 0.9

Progress = Callable[[str, float], None]


class FileStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True)
class FileReport:
    """One file: what became of it, what was found in it, what was left out of the clauses."""

    source: str
    status: FileStatus
    policy_id: str | None = None
    title: str | None = None
    page_count: int = 0
    clause_count: int = 0
    error: str | None = None
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class IngestReport:
    """All files of one run, in the order they were read."""

    files: tuple[FileReport, ...] = field(default=())

    @property
    def failed(self) -> tuple[FileReport, ...]:
        """The files that could not be loaded."""
        return tuple(f for f in self.files if f.status is FileStatus.FAILED)


def ingest(
    paths: Sequence[Path],
    library: Library,
    encoder: Encoder,
    on_progress: Progress | None = None,
) -> IngestReport:
    """Loads files, and folders with all they hold, into the library.

    A file that can't be read is reported and the others go on. LibraryLocked when another process
    is writing. `on_progress` gets a file's name and the share done, 0..1.
    """
    tell = on_progress or (lambda name, share: None)
    reports: list[FileReport] = []
    files, missing = find_files(paths)
    reports += missing
    with library.writing():
        loaded_here: dict[str, str] = {}  # policy_id -> path, of this run
        for at, file in enumerate(files):
            tell(file.name, at / len(files))
            reports.append(_ingest_file(file, library, encoder, loaded_here))
        tell("", 1.0)
    return IngestReport(tuple(reports))


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[FileReport]]:
    """The files to read in a fixed order, and a failed report for each path that isn't there.

    A folder gives the policies in it; other kinds of files, hidden files and READMEs in a folder
    are passed over, while a file named by itself is always tried.
    """
    files: dict[Path, None] = {}
    failed: list[FileReport] = []
    for path in paths:
        try:
            path.stat()
            found = _in_folder(path) if path.is_dir() else [path]
            files.update(dict.fromkeys(found))
        except OSError as error:
            there = not isinstance(error, FileNotFoundError)
            problem = f"it can't be opened ({error.strerror})." if there else "it isn't there."
            remedy = "Check the name, and that you may open it."
            failed.append(_failed(path, UnreadableFile(str(path), problem, remedy)))
    return list(files), failed


def _in_folder(folder: Path) -> list[Path]:
    list(folder.iterdir())  # rglob passes over an unreadable folder without a word
    found = [
        file
        for file in folder.rglob("*")
        if file.is_file()
        and file.suffix.lower() in (*FORMATS, ".doc", ".odt", ".rtf")
        and not file.name.startswith((".", "~$"))
        and file.stem.lower() != "readme"
    ]
    return sorted(found, key=lambda f: (f.with_suffix("").as_posix(), _format_rank(f)))


def _format_rank(file: Path) -> int:
    suffix = file.suffix.lower()
    return FORMATS.index(suffix) if suffix in FORMATS else len(FORMATS)


def _ingest_file(
    file: Path, library: Library, encoder: Encoder, loaded_here: dict[str, str]
) -> FileReport:
    try:
        sha256 = _checksum(file)
        revision = library.revision_of(sha256)
        known = {p.policy_id: p for p in library.policies()}
        active = library.active_revisions()
        same = next((p for p in known.values() if active[p.policy_id] == revision), None)
        if same is not None and same.source == file.name:
            loaded_here[same.policy_id] = str(file)
            return FileReport(
                file.name,
                FileStatus.UNCHANGED,
                same.policy_id,
                same.title,
                same.page_count,
                len(library.clauses(same.policy_id)),
            )
        document = _named_apart(read_document(file), file, loaded_here)
        replaces = _check_duplicate(document, known, library, loaded_here)
        texts = [embedding_text(document.policy.title, c) for c in document.clauses]
        library.publish(document, file, encoder.encode(texts).tolist(), revision)
    except DocumentError as error:
        return _failed(file, error)
    loaded_here[document.policy.policy_id] = str(file)
    return FileReport(
        file.name,
        FileStatus.REPLACED if replaces else FileStatus.ADDED,
        document.policy.policy_id,
        document.policy.title,
        document.policy.page_count,
        len(document.clauses),
        dropped=document.dropped,
        findings=document.findings,
    )


def _check_duplicate(
    document: ReadDocument, known: dict[str, Policy], library: Library, loaded_here: dict[str, str]
) -> bool:
    """True when the document replaces the policy of its id; DuplicatePolicy when it is a copy."""
    policy = document.policy
    for other in known.values():
        same_id = other.policy_id == policy.policy_id
        if same_id and policy.policy_id not in loaded_here and other.source == policy.source:
            continue
        if _same_document(document.clauses, library.clauses(other.policy_id)):
            raise DuplicatePolicy(
                policy.source,
                f'this is the same document as "{other.source}", which is loaded.',
                f"To use this file instead, first run: policy-assistant remove {other.policy_id}",
            )
    return policy.policy_id in known


def _same_document(one: Sequence[Clause], other: Sequence[Clause]) -> bool:
    if not one or not other or max(len(one), len(other)) > 1.5 * min(len(one), len(other)):
        return False
    mine = {" ".join(c.text.split()).casefold() for c in one}
    theirs = {" ".join(c.text.split()).casefold() for c in other}
    return len(mine & theirs) >= SAME_DOCUMENT * min(len(mine), len(theirs))


def _named_apart(document: ReadDocument, file: Path, loaded_here: dict[str, str]) -> ReadDocument:
    """Two files of one run may have one name: the second is then known by its folder too."""
    taken = loaded_here.get(document.policy.policy_id)
    if taken is None or taken == str(file):
        return document
    old = document.policy.policy_id
    new = f"{old}-{file.suffix.lstrip('.').lower()}"
    if new in loaded_here:
        new = f"{old}-{hashlib.sha256(str(file).encode()).hexdigest()[:6]}"
    renamed = {c.clause_id: c.clause_id.replace(old, new, 1) for c in document.clauses}
    linked = tuple(
        replace(link, clause_id=renamed.get(link.clause_id, link.clause_id))
        for link in document.policy.linked
    )
    return replace(
        document,
        policy=replace(document.policy, policy_id=new, linked=linked),
        clauses=tuple(
            replace(c, policy_id=new, clause_id=renamed[c.clause_id]) for c in document.clauses
        ),
    )


def _checksum(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            str(file),
            f"it can't be opened ({error.strerror}).",
            "Check that it is a file and that you may open it.",
        ) from error


def _failed(file: Path, error: DocumentError) -> FileReport:
    status = FileStatus.DUPLICATE if isinstance(error, DuplicatePolicy) else FileStatus.FAILED
    return FileReport(file.name, status, error=str(error))
