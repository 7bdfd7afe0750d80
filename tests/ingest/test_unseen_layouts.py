"""Documents of many makes, each beside the clauses that a reader would cut it into.

A `.clauses` file holds, for each clause, its section, its lead-in in braces and its text.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ingest.filetypes import check
from ingest.reading import READERS, read_document

SAMPLES = Path(__file__).parent / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md", ".html"})
POLICIES = sorted((Path(__file__).parents[2] / "policies").glob("social-media-policy.*"))


def written(document):
    """The clauses as a `.clauses` file shows them."""
    lines = [f"# {document.policy.title}"]
    section = ()
    for clause in document.clauses:
        if clause.section != section:
            section = clause.section
            lines.append("== " + " > ".join(section))
        lead = f"{{{clause.lead_in}}} " if clause.lead_in else ""
        number = f"({clause.number}) " if clause.number else ""
        lines.append(
            f"{clause.kind.value}: {number}{lead}{clause.text}".replace("\n", " / ").replace(
                "\t", " | "
            )
        )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_document_is_cut_as_a_reader_would(path):
    expected = path.with_suffix(".clauses").read_text(encoding="utf-8")
    assert written(read_document(path)) == expected


@pytest.mark.parametrize("path", [*FILES, *POLICIES], ids=lambda path: path.name)
def test_no_word_is_lost(path):
    """Every word is in the stored text or among what was left out; numbers and bullets aside."""
    document = read_document(path)
    extraction = READERS[check(path, path.suffix)](path)
    known = Counter(_words(document.policy.text))
    for piece in document.dropped:
        known.update(_words(piece.text))
    read = Counter(_words("\n".join(line.text for line in extraction.lines)))
    lost = [word for word in read - known if len(word) > 3 and not word.isdigit()]
    assert lost == []


@pytest.mark.parametrize("path", [*FILES, *POLICIES], ids=lambda path: path.name)
def test_everything_stored_is_a_clause_a_lead_in_a_heading_or_the_title(path):
    document = read_document(path)
    policy = document.policy
    used = [False] * len(policy.text)
    for clause in document.clauses:
        used[clause.start : clause.end] = [True] * (clause.end - clause.start)
    named = {
        part for clause in document.clauses for part in (*clause.section, clause.lead_in or "")
    }
    whole = " ".join(named)
    offset = 0
    for line in policy.text.split("\n"):
        if not all(used[offset : offset + len(line)]):
            assert line in whole or line in policy.title or len(line.split()) <= 8, line
        offset += len(line) + 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_clause_is_half_a_sentence(path):
    for clause in read_document(path).clauses:
        if clause.lead_in is None and "\t" not in clause.text and clause.kind == "paragraph":
            assert not re.match(r"[a-z]", clause.text), clause.text


def _words(text):
    return re.findall(r"\w+", re.sub(r"-\s*", "", text))


def test_bullets_under_a_numbered_paragraph_keep_what_introduces_them(tmp_path):
    file = tmp_path / "policy.md"
    rule = "2.3 An employee must not publish:"
    file.write_text(
        f"# Policy\n\n## 2. Staff\n\n2.2 Staff should be kind.\n\n{rule}\n\n"
        "- matter which disparages a colleague;\n- anything about a pupil.\n\n2.4 They may rest.\n",
        encoding="utf-8",
    )
    found = [(c.lead_in, c.text) for c in read_document(file).clauses]
    assert found == [
        (None, "Staff should be kind."),
        ("An employee must not publish:", "matter which disparages a colleague;"),
        ("An employee must not publish:", "anything about a pupil."),
        (None, "They may rest."),
    ]
