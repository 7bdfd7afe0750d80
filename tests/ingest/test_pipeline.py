"""Batches of files: each is loaded, or left out with a reason that names it."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.pipeline import FileStatus, find_files, ingest

TEXT = "# {title}\n\n- Staff must lock the {thing}.\n- Pupils may open the {thing}.\n"


def write(folder: Path, name: str, title: str, thing: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TEXT.format(title=title, thing=thing), encoding="utf-8")
    return file


def test_one_bad_file_does_not_stop_the_others(library, encoder, tmp_path):
    folder = tmp_path / "in"
    write(folder, "a.md", "Doors Policy", "door")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (folder / "empty.docx").write_bytes(b"")
    write(folder, "z.md", "Gates Policy", "gate")
    report = ingest([folder], library, encoder)
    by_name = {f.source: f for f in report.files}
    assert by_name["a.md"].status is by_name["z.md"].status is FileStatus.ADDED
    for name in ("broken.pdf", "empty.docx"):
        assert by_name[name].status is FileStatus.FAILED
        assert name in (by_name[name].error or "")
    assert {p.policy_id for p in library.policies()} == {"a", "z"}


def test_a_failed_replacement_leaves_the_old_version(library, encoder, tmp_path):
    file = write(tmp_path, "doors.md", "Doors Policy", "door")
    ingest([file], library, encoder)
    file.write_bytes(b"")
    report = ingest([file], library, encoder)
    assert [f.status for f in report.files] == [FileStatus.FAILED]
    assert next(c.text for c in library.clauses("doors")) == "Staff must lock the door."


def test_a_copy_under_another_name_is_left_out_and_said(library, encoder, tmp_path):
    first = write(tmp_path, "doors.md", "Doors Policy", "door")
    copy = write(tmp_path, "doors-copy.md", "Doors Policy", "door")
    ingest([first], library, encoder)
    report = ingest([copy], library, encoder)
    assert report.files[0].status is FileStatus.DUPLICATE
    assert "doors.md" in (report.files[0].error or "")
    assert "policy-assistant remove doors" in (report.files[0].error or "")


def test_the_pdf_and_the_text_of_one_policy_are_loaded_once(library, encoder):
    root = Path(__file__).parents[2] / "policies"
    files = [root / "social-media-policy.pdf", root / "social-media-policy.txt"]
    report = ingest(files, library, encoder)
    assert [f.status for f in report.files] == [FileStatus.ADDED, FileStatus.DUPLICATE]
    assert [p.source for p in library.policies()] == ["social-media-policy.pdf"]
    again = ingest(files, library, encoder)
    assert [f.status for f in again.files] == [FileStatus.UNCHANGED, FileStatus.DUPLICATE]


def test_two_policies_of_one_file_name_in_two_folders_are_both_loaded(library, encoder, tmp_path):
    write(tmp_path / "in" / "one", "policy.md", "Doors Policy", "door")
    write(tmp_path / "in" / "two", "policy.md", "Gates Policy", "gate")
    ingest([tmp_path / "in"], library, encoder)
    assert {p.title for p in library.policies()} == {"Doors Policy", "Gates Policy"}
    for policy in library.policies():
        for clause in library.clauses(policy.policy_id):
            assert clause.policy_id == policy.policy_id
            assert policy.text[clause.start : clause.end] == clause.text


def test_a_path_that_is_not_there_is_reported_by_name(library, encoder, tmp_path):
    report = ingest([tmp_path / "nowhere.pdf"], library, encoder)
    assert report.files[0].status is FileStatus.FAILED
    assert "nowhere.pdf" in (report.files[0].error or "")


def test_an_unreadable_folder_is_reported(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    tmp_path.chmod(0o755)
    folder.chmod(0o000)
    am_root = os.geteuid() == 0
    if am_root:  # root may read everything, so ask as nobody
        os.seteuid(65534)
    try:
        files, failed = find_files([folder])
    finally:
        if am_root:
            os.seteuid(0)
        folder.chmod(0o700)
    assert files == []
    assert [f.status for f in failed] == [FileStatus.FAILED]
    assert "closed" in (failed[0].error or "")


def test_a_folder_gives_policies_in_a_fixed_order_and_passes_over_the_rest(tmp_path):
    for name in ("b.txt", "a.md", "README.md", ".hidden.md", "~$a.docx", "picture.png", "a.pdf"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    files, failed = find_files([tmp_path])
    assert [f.name for f in files] == ["a.pdf", "a.md", "b.txt"]
    assert failed == []
