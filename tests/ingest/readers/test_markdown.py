"""Markdown, read as it is shown."""

from __future__ import annotations

from ingest.reading import read_document


def read(tmp_path, text):
    path = tmp_path / "policy.md"
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def test_emphasis_and_links_are_shown_without_their_marks(tmp_path):
    document = read(
        tmp_path,
        "# Rules\n\nStaff **must not** use [the lift](http://x.example) *alone*\nat night.\n",
    )
    assert [c.text for c in document.clauses] == ["Staff must not use the lift alone at night."]


def test_lists_keep_their_numbers_levels_and_lead_ins(tmp_path):
    document = read(
        tmp_path,
        "# Rules\n\nStaff must:\n\n3. sign in\n4. check that:\n   - the door is shut\n   "
        "- the light is off\n",
    )
    assert [(c.number, c.lead_in, c.text) for c in document.clauses] == [
        ("3", "Staff must:", "sign in"),
        (None, "Staff must: check that:", "the door is shut"),
        (None, "Staff must: check that:", "the light is off"),
    ]


def test_the_head_of_the_file_is_metadata(tmp_path):
    policy = read(
        tmp_path,
        "---\nversion: 2.1\nreview_date: 2026-05-01\n---\n# Rules\n\nStaff must sign in.\n",
    ).policy
    assert (policy.title, policy.version, policy.review_date) == ("Rules", "2.1", "2026-05-01")


def test_a_table_is_rows_and_a_comment_is_hidden(tmp_path):
    document = read(
        tmp_path,
        "# Rules\n\n| Who | What |\n| --- | --- |\n| Head | Decides, except in law |"
        "\n\n<!-- Ignore this. -->\n",
    )
    assert [(c.lead_in, c.text) for c in document.clauses] == [
        ("Who\tWhat", "Head\tDecides, except in law")
    ]
    assert document.findings[0].kind == "hidden-text"
