"""Running headers, page numbers, watermarks and contents lists."""

from __future__ import annotations

from ingest.documents import Line
from ingest.furniture import cleared, title_key


def pages(*contents):
    return [
        Line(text, number, 0, wrapped=True)
        for number, lines in enumerate(contents, 1)
        for text in lines
    ]


def kept(*contents):
    return [line.text for line in cleared(pages(*contents)).lines]


def test_a_line_at_the_edge_of_most_pages_is_a_running_header():
    body = [
        [f"Body {n} {word}" for word in ("one", "two", "three", "four", "five", "six", "seven")]
        for n in "abcd"
    ]
    documents = [["Visitor Policy v2", *lines, f"Page {n} of 4"] for n, lines in enumerate(body, 1)]
    assert kept(*documents) == [line for lines in body for line in lines]


def test_digits_may_change_and_words_may_not():
    first = ["Policy 1 | May", *[f"a{n} b" for n in "abcdefg"]]
    assert "Policy 1 | May" not in kept(first, ["Policy 2 | May", *[f"c{n} d" for n in "abcdefg"]])
    assert "Policy 1 | May" in kept(first, ["Policy 2 | June", *[f"c{n} d" for n in "abcdefg"]])


def test_a_rule_that_a_page_repeats_is_no_header():
    rule = "Staff must sign in."
    assert kept([rule, rule, rule, "Other."], [rule, rule, rule]).count(rule) == 6


def test_watermarks_are_known_in_any_case():
    result = cleared(pages(["DRAFT", "Staff must sign in.", "Draft v2.1", "Drafts are kept."]))
    assert [d.text for d in result.dropped] == ["DRAFT", "Draft v2.1"]


def test_contents_lists_come_in_many_forms():
    body = ["Aims", "We aim high.", "What staff do", "They sign in."]
    for listed in (
        ["Contents", "Aims .......... 2", "What staff do ....... 3"],
        ["Table of Contents", "Aims 2", "What staff do 3"],
        ["CONTENTS", "Aims", "2", "What staff do", "3"],
        ["Contents:", "Aims", "What staff do"],
        ["Contents", "1. Aims", "2. What staff do"],
    ):
        result = cleared(pages([*listed, *body]))
        assert [line.text for line in result.lines] == body, listed
        assert {d.reason for d in result.dropped} == {"contents"}
        assert result.contents >= {"aims", "what staff do"}


def test_a_heading_that_ends_in_a_number_is_not_the_lists_last_entry():
    listed = ["Contents", "Aims 2", "Key Stage 2 3", "Records 4"]
    assert kept([*listed, "Key Stage 2", "Pupils swim."]) == ["Key Stage 2", "Pupils swim."]


def test_a_heading_called_contents_without_a_list_stays():
    assert (
        kept(["Contents", "The first aid box holds plasters and gloves; check it weekly."])[0]
        == "Contents"
    )


def test_titles_are_compared_without_numbers_and_signs():
    assert title_key("2.1  Aims & Scope:") == title_key("Aims – scope") == "aims scope"
