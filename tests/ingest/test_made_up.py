"""Made-up questions beside a library on disk: kept, found again, gone with their clauses."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ingest.errors import LibraryLocked, MadeUpUnreadable
from ingest.made_up import FILE_NAME, MadeBy, MadeUpStore, clause_key
from ingest.pipeline import ingest

BY = MadeBy("make_questions 1", "openai:m")
OLD = "# Pets Policy\n\n- Staff must not bring dogs to school.\n- Cats may stay in the office.\n"
NEW = OLD.replace("Cats may stay in the office.", "Parrots must be caged.")
DOG, CAT = "Can I bring my puppy along?", "May the office have a kitten?"


@pytest.fixture
def pets(tmp_path, library, encoder):
    file = tmp_path / "pets.md"
    file.write_text(OLD, encoding="utf-8")
    ingest([file], library, encoder)
    return file


def keys(library) -> list[str]:
    return [
        clause_key(p.title, c) for p in library.policies() for c in library.clauses(p.policy_id)
    ]


def test_what_is_kept_is_found_by_every_process_at_once(library, encoder, pets, tmp_path):
    dog, cat = keys(library)
    other = MadeUpStore(tmp_path / "library")
    assert other.index(encoder.name).questions == ()
    library.made_up.keep({dog: [DOG], cat: []}, BY, encoder)
    assert [q.text for q in other.index(encoder.name).questions] == [DOG]
    assert other.made_by() == {dog: BY, cat: BY}  # asked about, though nothing fit came
    library.made_up.keep({cat: [CAT]}, BY, encoder)
    index = other.index(encoder.name)
    assert index.vectors.shape[0] == 2
    assert {q.key: q.text for q in index.questions} == {dog: DOG, cat: CAT}


def test_a_clause_that_stays_keeps_its_questions_and_one_that_goes_loses_them(
    library, encoder, pets
):
    dog, cat = keys(library)
    library.made_up.keep({dog: [DOG], cat: [CAT]}, BY, encoder)
    ingest([pets], library, encoder)
    assert set(library.made_up.texts()) == {dog, cat}
    pets.write_text(NEW, encoding="utf-8")
    ingest([pets], library, encoder)
    assert library.made_up.texts() == {dog: (DOG,)}
    with library.writing():
        library.remove("pets")
    assert library.made_up.made_by() == {}


def test_nothing_of_a_deleted_question_stays_in_the_file(library, encoder, pets, tmp_path):
    dog, _ = keys(library)
    library.made_up.keep({dog: [DOG]}, BY, encoder)
    assert DOG.encode() in (tmp_path / "library" / FILE_NAME).read_bytes()
    library.made_up.sweep(())
    assert DOG.encode() not in (tmp_path / "library" / FILE_NAME).read_bytes()


def test_a_clause_moved_under_another_heading_is_another_clause(library, encoder, pets):
    before = keys(library)
    pets.write_text(OLD.replace("# Pets Policy", "# Animals Policy"), encoding="utf-8")
    ingest([pets], library, encoder)
    assert not set(before) & set(keys(library))


def test_another_encoder_means_other_vectors_and_no_other_questions(library, encoder, pets):
    class Other:
        name = "other"

        def encode(self, texts):
            return encoder.encode(texts)

    dog, _ = keys(library)
    library.made_up.keep({dog: [DOG]}, BY, Other())
    assert library.made_up.index(encoder.name).questions == ()
    assert library.made_up.encode_again(encoder) == 1
    assert library.made_up.encode_again(encoder) == 0
    assert [q.text for q in library.made_up.index(encoder.name).questions] == [DOG]


def test_a_library_without_them_has_no_such_file(library, encoder, pets, tmp_path):
    assert library.made_up.index(encoder.name).questions == ()
    assert library.made_up.texts() == {}
    assert not (tmp_path / "library" / FILE_NAME).exists()


def test_a_damaged_file_is_named_and_stops_no_ingest(library, encoder, pets, tmp_path):
    (tmp_path / "library" / FILE_NAME).write_bytes(b"no database" * 100)
    with pytest.raises(MadeUpUnreadable, match="delete this file"):
        library.made_up.index(encoder.name)
    pets.write_text(NEW, encoding="utf-8")
    assert not ingest([pets], library, encoder).failed


def test_a_process_killed_in_a_writing_leaves_what_was_there(library, encoder, pets, tmp_path):
    dog, _ = keys(library)
    library.made_up.keep({dog: [DOG]}, BY, encoder)
    code = (
        "import os, sqlite3, sys\n"
        "file = sqlite3.connect(sys.argv[1])\n"
        "file.execute('DELETE FROM question')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "library" / FILE_NAME)], check=False
    )
    assert done.returncode == -9
    assert library.made_up.texts() == {dog: (DOG,)}


def test_two_never_ask_about_the_same_clauses_at_once(library, tmp_path):
    other = MadeUpStore(tmp_path / "library")
    locked = pytest.raises(LibraryLocked, match="asking for questions")
    with library.made_up.making(), locked, other.making():
        pass


def test_clauses_compared_with_a_vector_score_as_when_found(library, encoder, pets):
    vector = encoder.encode(["dogs at school"])[0].tolist()
    found = library.nearest(vector, 10)
    places = [(p.policy.policy_id, p.clause.clause_id) for p in found]
    again = library.compared(vector, [*places, ("pets", "gone"), ("gone", "gone")])
    assert [p.clause for p in again] == [p.clause for p in found]
    assert [p.score for p in again] == pytest.approx([p.score for p in found], abs=1e-5)
    assert library.compared(vector, []) == []
