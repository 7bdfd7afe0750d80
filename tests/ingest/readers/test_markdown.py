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


def test_html_hides_the_markdown_between_its_tags(tmp_path):
    document = read(
        tmp_path,
        '# Rules\n\n<div style="display:none">\n\nPupils may run.\n\n- Dogs may bark.\n\n</div>\n\n'
        "<p>Staff &amp; visitors must sign in.</p>\n\nThe <b>office</b> <span hidden>never</span>"
        " keeps the list.\n\n<details>\n\nParents must ring the bell.\n\n</details>\n",
    )
    assert [c.text for c in document.clauses] == [
        "Staff & visitors must sign in.",
        "The office keeps the list.",
        "Parents must ring the bell.",
    ]
    hidden = [d.text for d in document.dropped if d.reason == "hidden text"]
    assert hidden == ["Pupils may run.", "Dogs may bark.", "never"]


def test_what_a_picture_is_called_is_no_text_of_the_policy(tmp_path):
    document = read(tmp_path, "# Rules\n\n![Staff may film](a.png) Staff must sign in.\n")
    assert [c.text for c in document.clauses] == ["Staff must sign in."]
