"""Stored text and the way back to the page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import Extraction, Line, Page
from ingest.stored_text import normalised, unwrapped, vocabulary_of
from ingest.structure import structure_of

NONE = frozenset()


def line(text, start=0, page=1):
    return Line(text, page, start, wrapped=True)


def join(*lines, words=NONE):
    return unwrapped([normalised(line(text)) for text in lines], words).text


def test_ligatures_invisible_characters_and_spaces_are_normalised():
    assert (
        normalised(line("of\ufb01cial\u00a0 o\ufb03ce\u200b ac\u00adcess")).text
        == "official office access"
    )


def test_a_segment_before_and_after_a_ligature_keeps_its_place():
    stretch = normalised(line("a \ufb01re", start=10))
    assert stretch.text == "a fire"
    assert [(s.start, s.length, s.page_start, s.page_length) for s in stretch.segments] == [
        (0, 2, 10, 2),
        (2, 2, 12, 1),
        (4, 2, 13, 2),
    ]


def test_wrapped_lines_are_joined_with_one_space():
    assert join("Staff must", "sign in.") == "Staff must sign in."


def test_a_hyphen_at_a_lines_end_goes_only_where_the_document_says_so():
    table = [
        # before, after, the document's words, joined
        ("communi-", "cation", {"communication"}, "communication"),
        ("communi-", "cation", set(), "communication"),
        ("anti-", "bullying", set(), "anti-bullying"),
        ("well-", "being", {"wellbeing"}, "wellbeing"),
        ("drop-", "off", {"drop"}, "drop-off"),
        ("pre-", "and post-school", set(), "pre- and post-school"),
        ("Anglo-", "Saxon", set(), "Anglo-Saxon"),
        ("and/", "or", set(), "and/or"),
        ("2024-", "25", set(), "2024-25"),
        ("soft\u00ad", "ware", set(), "software"),
    ]
    for before, after, words, expected in table:
        assert join(before, after, words=frozenset(words)) == expected


def test_a_word_cut_by_a_lines_end_is_no_evidence():
    assert "communi" not in vocabulary_of(["The communi-", "cation is good."])


WORDS = st.sampled_from(
    [
        "staff",
        "must",
        "not",
        "pupils",
        "share",
        "photographs",
        "unless",
        "the",
        "head",
        "agrees:",
        "•",
        "-",
        "o",
        "1.",
        "(a)",
        "Contents",
        "3",
        "Review",
        "Date",
        "ﬁre",
        "of\xadﬁce",
        "co-\u200bop",
        "anti-",
        "Mr.",
        "e.g.",
        "A:",
        "?!",
        "“quoted”",
        "\x7f",
        "Signed:",
        "____",
        "DRAFT",
        "Page",
        "1",
        "of",
        "2",
    ]
)
LINES = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=0, max_size=14),
        st.booleans(),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_every_clause_is_its_span_and_every_segment_its_place_on_the_page(rows):
    pages, lines = {}, []
    page = 1
    for words, gap, indent, turn in rows:
        page += turn == 2
        text = " ".join(words)
        held = pages.get(page, "")
        lines.append(
            Line(
                text,
                page,
                len(held),
                wrapped=True,
                indent=float(indent),
                reach=float(len(text)),
                gap=gap,
            )
        )
        pages[page] = held + text + "\n"
    extraction = Extraction(tuple(Page(n, t) for n, t in pages.items()), tuple(lines))
    structure = structure_of(extraction, "p")
    ids = [clause.clause_id for clause in structure.clauses]
    assert len(ids) == len(set(ids))
    for clause in structure.clauses:
        assert clause.text and clause.text == structure.text[clause.start : clause.end]
        assert clause.text == clause.text.strip()
        assert clause.page <= clause.page_end
    for segment in structure.segments:
        raw = pages[segment.page][segment.page_start : segment.page_start + segment.page_length]
        stored = structure.text[segment.start : segment.start + segment.length]
        assert (
            normalised(line(f"x{raw}x")).text == normalised(line(f"x{stored}x")).text
            or not stored.strip()
        )
