"""Plain text in the encodings that schools have."""

from __future__ import annotations

import pytest

from ingest.readers.text import read
from ingest.reading import read_document

TEXT = "Visitors’ Policy\r\n\r\nVisitors must pay £5 – in cash.\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_usual_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "v.txt"
    path.write_bytes(TEXT.encode(encoding))
    document = read_document(path)
    assert document.policy.title == "Visitors’ Policy"
    assert [c.text for c in document.clauses] == ["Visitors must pay £5 – in cash."]
    assert not [f for f in document.findings if f.kind == "replaced-characters"]


def test_each_line_knows_its_place(tmp_path):
    path = tmp_path / "v.txt"
    path.write_text("  One two\n\n\tThree\tfour\n\fFive\n", encoding="utf-8")
    extraction = read(path)
    assert [(line.text, line.page, line.gap, line.cells) for line in extraction.lines] == [
        ("One two", 1, True, ()),
        ("Three\tfour", 1, True, ("Three", "four")),
        ("Five", 2, True, ()),
    ]
    for line in extraction.lines:
        assert extraction.pages[line.page - 1].text[line.start :].startswith(line.text)


def test_columns_set_with_spaces_are_cells(tmp_path):
    path = tmp_path / "v.txt"
    path.write_text(
        "Keys Policy\n\nRole          Duty\nHead          Holds the master "
        "key.\nCaretaker     Opens up.\n"
    )
    assert [(c.lead_in, c.text) for c in read_document(path).clauses] == [
        ("Role\tDuty", "Head\tHolds the master key."),
        ("Role\tDuty", "Caretaker\tOpens up."),
    ]
