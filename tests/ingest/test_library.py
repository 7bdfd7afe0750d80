"""The library with real Chroma on disk, and with real processes beside it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings

from ingest.encoder import Encoder
from ingest.errors import EncoderUnavailable, LibraryLocked, LibraryUnavailable, UnknownPolicy
from ingest.library import Library
from ingest.pipeline import FileStatus, ingest

OLD = "# Pets Policy\n\n- Staff must not bring dogs to school.\n- Cats may stay in the office.\n"
NEW = "# Pets Policy\n\n- Staff may bring dogs to school on Fridays.\n- Parrots must be caged.\n"


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    file = tmp_path / "pets.md"
    file.write_text(OLD, encoding="utf-8")
    return file


def found_texts(library: Library, encoder: Encoder, question: str = "dogs at school") -> list[str]:
    vector = encoder.encode([question])[0].tolist()
    return [p.clause.text for p in library.nearest(vector, 10)]


def texts_in_chroma(folder: Path) -> list[str]:
    """Asks Chroma itself, in a process of its own, for every clause it holds."""
    code = textwrap.dedent("""
        import sys, chromadb
        from chromadb.config import Settings
        client = chromadb.PersistentClient(sys.argv[1], Settings(anonymized_telemetry=False))
        for c in client.list_collections():
            if c.name.startswith("clauses-"):
                for text, vector in zip(*(c.get(include=["documents", "embeddings"])[k]
                                          for k in ("documents", "embeddings"))):
                    assert len(vector) > 1
                    print(text)
    """)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "chroma")],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_a_policy_added_is_found_by_its_meaning(library, encoder, policy_file):
    report = ingest([policy_file], library, encoder)
    assert [f.status for f in report.files] == [FileStatus.ADDED]
    assert found_texts(library, encoder)[0] == "Staff must not bring dogs to school."


def test_a_replaced_policy_leaves_no_vector_behind(library, encoder, policy_file, tmp_path):
    ingest([policy_file], library, encoder)
    policy_file.write_text(NEW, encoding="utf-8")
    report = ingest([policy_file], library, encoder)
    assert [f.status for f in report.files] == [FileStatus.REPLACED]
    assert not any("must not bring dogs" in text for text in found_texts(library, encoder))
    library.close()
    held = texts_in_chroma(tmp_path / "library")
    assert sorted(held) == ["Parrots must be caged.", "Staff may bring dogs to school on Fridays."]


def test_a_removed_policy_leaves_neither_vector_nor_file(library, encoder, policy_file, tmp_path):
    ingest([policy_file], library, encoder)
    with library.writing():
        library.remove("pets")
    assert library.policies() == []
    assert found_texts(library, encoder) == []
    library.close()
    assert texts_in_chroma(tmp_path / "library") == []
    assert list((tmp_path / "library" / "files").iterdir()) == []


def test_removing_what_is_not_loaded_says_so(library):
    with library.writing(), pytest.raises(UnknownPolicy, match="no such policy"):
        library.remove("nothing")


class CountingEncoder:
    """The real encoder, counting the texts it is given."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self._encoder, self.count = encoder.name, encoder, 0

    def encode(self, texts):
        self.count += len(texts)
        return self._encoder.encode(texts)


def test_an_unchanged_file_costs_no_embedding(library, encoder, policy_file):
    counting = CountingEncoder(encoder)
    ingest([policy_file], library, counting)
    first = counting.count
    report = ingest([policy_file], library, counting)
    assert first == 2
    assert counting.count == first
    assert [f.status for f in report.files] == [FileStatus.UNCHANGED]


def test_a_second_writer_is_kept_out_with_a_clear_message(library, encoder, policy_file, tmp_path):
    with library.writing():
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "assistant.cli",
                "ingest",
                str(policy_file),
                "--library",
                str(tmp_path / "library"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "another process is adding or removing policies" in done.stderr


def test_the_lock_is_free_after_an_error_inside(library):
    with pytest.raises(RuntimeError), library.writing():
        raise RuntimeError("stopped half-way")
    with library.writing():
        pass


WRITER = textwrap.dedent("""
    import os, sys, time
    from pathlib import Path
    from ingest import library as module
    from ingest.library import Library
    from ingest.onnx_encoder import OnnxEncoder
    from ingest.pipeline import ingest

    step, folder, file = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])

    def stop_before(name):
        def stopped(self, *args, **kwargs):
            print("here", flush=True)
            time.sleep(60)
        setattr(Library, name, stopped)

    def stop_after(name):
        real = getattr(Library, name)
        def stopped(self, *args, **kwargs):
            result = real(self, *args, **kwargs)
            print("here", flush=True)
            time.sleep(60)
            return result
        setattr(Library, name, stopped)

    encoder = OnnxEncoder()
    library = Library(folder, encoder.name)
    if step == "before-clauses":
        stop_before("_add_clauses")
    elif step == "after-clauses":
        stop_after("_add_clauses")
    elif step == "before-sweep":
        real = Library._sweep
        def sweep(self, calls=[]):
            calls.append(1)
            if len(calls) == 2:
                print("here", flush=True)
                time.sleep(60)
            return real(self)
        Library._sweep = sweep
    ingest([file], library, encoder)
""")


@pytest.mark.parametrize(
    ("step", "answers_with"),
    [("before-clauses", OLD), ("after-clauses", OLD), ("before-sweep", NEW)],
)
def test_kill_9_leaves_one_whole_version_answering(
    library, encoder, policy_file, tmp_path, step, answers_with
):
    folder = tmp_path / "library"
    ingest([policy_file], library, encoder)
    library.close()
    policy_file.write_text(NEW, encoding="utf-8")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, step, str(folder), str(policy_file)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline().strip() == "here"
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()

    found = sorted(found_texts(library, encoder))
    assert found == sorted(line[2:] for line in answers_with.splitlines() if line.startswith("- "))
    # The next writer sweeps what was left, and the new version gets in.
    ingest([policy_file], library, encoder)
    library.close()
    assert sorted(texts_in_chroma(folder)) == [
        "Parrots must be caged.",
        "Staff may bring dogs to school on Fridays.",
    ]


def test_kill_9_at_any_moment_never_leaves_half_a_policy(library, encoder, tmp_path):
    file = tmp_path / "long.md"
    rules = "\n".join(f"- Rule {n} of the first version must be kept." for n in range(60))
    file.write_text(f"# Long Policy\n\n{rules}\n", encoding="utf-8")
    ingest([file], library, encoder)
    library.close()
    changed = rules.replace("first", "second")
    file.write_text(f"# Long Policy\n\n{changed}\n", encoding="utf-8")
    for wait in (0.6, 0.9, 1.2, 1.5, 1.8, 2.2):
        writer = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "assistant.cli",
                "ingest",
                str(file),
                "--library",
                str(tmp_path / "library"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        writer.kill()
        writer.wait()
        texts = {c.text for c in library.clauses("long")}
        assert len(texts) == 60
        assert len({text.split(" of ")[1] for text in texts}) == 1
        library.close()


def test_a_reader_in_another_process_sees_the_new_version_without_a_restart(
    library, encoder, policy_file, tmp_path
):
    ingest([policy_file], library, encoder)
    assert "Staff must not bring dogs to school." in found_texts(library, encoder)
    policy_file.write_text(NEW, encoding="utf-8")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "assistant.cli",
            "ingest",
            str(policy_file),
            "--library",
            str(tmp_path / "library"),
        ],
        check=True,
        capture_output=True,
    )
    assert sorted(found_texts(library, encoder)) == [
        "Parrots must be caged.",
        "Staff may bring dogs to school on Fridays.",
    ]


def test_a_reader_that_then_writes_keeps_what_the_other_process_wrote(
    library, encoder, policy_file, tmp_path
):
    ingest([policy_file], library, encoder)
    found_texts(library, encoder)
    other = tmp_path / "bikes.md"
    other.write_text("# Bikes Policy\n\n- Bikes must be locked.\n", encoding="utf-8")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "assistant.cli",
            "ingest",
            str(other),
            "--library",
            str(tmp_path / "library"),
        ],
        check=True,
        capture_output=True,
    )
    third = tmp_path / "kites.md"
    third.write_text("# Kites Policy\n\n- Kites may be flown at lunch.\n", encoding="utf-8")
    ingest([third], library, encoder)
    assert {p.policy_id for p in library.policies()} == {"pets", "bikes", "kites"}
    assert found_texts(library, encoder, "bikes")[0] == "Bikes must be locked."
    assert found_texts(library, encoder, "kites")[0] == "Kites may be flown at lunch."


def test_the_same_code_speaks_to_a_chroma_server(encoder, policy_file, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("chroma")),
            "run",
            "--path",
            str(tmp_path / "served"),
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        client = None
        for _ in range(100):
            try:
                client = chromadb.HttpClient(
                    host="127.0.0.1", port=port, settings=Settings(anonymized_telemetry=False)
                )
                break
            except ValueError:
                time.sleep(0.1)
        assert client is not None
        library = Library(tmp_path / "library", encoder.name, f"http://127.0.0.1:{port}")
        ingest([policy_file], library, encoder)
        assert found_texts(library, encoder)[0] == "Staff must not bring dogs to school."
        policy_file.write_text(NEW, encoding="utf-8")
        ingest([policy_file], library, encoder)
        assert "Staff must not bring dogs to school." not in found_texts(library, encoder)
        library.close()
    finally:
        server.kill()
        server.wait()


def test_a_server_that_is_down_is_told_with_its_remedy(encoder, tmp_path):
    library = Library(tmp_path / "library", encoder.name, "http://127.0.0.1:9")
    with pytest.raises(LibraryUnavailable, match="Start the Chroma server"):
        library.policies()


def test_a_locked_library_can_be_told_apart_in_code(library, encoder, policy_file, tmp_path):
    other = Library(tmp_path / "library", encoder.name)
    with library.writing(), pytest.raises(LibraryLocked), other.writing():
        pass
    other.close()


class RenamedEncoder:
    """The real encoder under another name, as if a school had set another model."""

    name = "another-model"

    def __init__(self, encoder: Encoder) -> None:
        self.encode = encoder.encode


def test_a_library_made_with_another_encoder_says_so_until_it_is_loaded_again(
    library, encoder, policy_file, tmp_path
):
    ingest([policy_file], library, encoder)
    library.close()
    other = Library(tmp_path / "library", RenamedEncoder.name)
    with pytest.raises(EncoderUnavailable, match="Load the files again"):
        found_texts(other, encoder)
    report = ingest([policy_file], other, RenamedEncoder(encoder))
    assert [f.status for f in report.files] == [FileStatus.REPLACED]
    assert found_texts(other, encoder)[0] == "Staff must not bring dogs to school."
    other.close()
    assert len(texts_in_chroma(tmp_path / "library")) == 2
