from __future__ import annotations

from assistant.desk.differences import Change, Run, changes, word_changes
from assistant.records.entries import DraftPart, Paragraph, Part

SAME, ADDED, REMOVED = Change.SAME, Change.ADDED, Change.REMOVED


def part(kind: Part, *texts: str) -> DraftPart:
    return DraftPart(kind, tuple(Paragraph(text) for text in texts))


def test_words_are_compared_and_not_letters():
    assert word_changes("Please ask me first.", "Please tell me first, today.") == (
        Run(SAME, "Please "),
        Run(REMOVED, "ask"),
        Run(ADDED, "tell"),
        Run(SAME, " me first"),
        Run(ADDED, ", today"),
        Run(SAME, "."),
    )


def test_runs_give_both_texts_back():
    before, after = "One two  three.\nFour", "Two  three and\nfour, five"
    runs = word_changes(before, after)
    assert "".join(r.text for r in runs if r.change is not ADDED) == before
    assert "".join(r.text for r in runs if r.change is not REMOVED) == after
    assert word_changes("", "") == () and word_changes("", "a") == (Run(ADDED, "a"),)


def test_parts_come_in_a_replys_order_with_those_added_and_removed():
    generated = [part(Part.THANKS, "Thank you."), part(Part.ACTION, "[what]")]
    edited = [part(Part.ADVICE, "Go."), part(Part.THANKS, "Thank you.")]
    found = changes(generated, edited)
    assert [(c.part, c.changed) for c in found] == [
        (Part.THANKS, False),
        (Part.ADVICE, True),
        (Part.ACTION, True),
    ]
    assert found[1].paragraphs == ((Run(ADDED, "Go."),),)
    assert found[2].paragraphs == ((Run(REMOVED, "[what]"),),)


def test_paragraph_put_in_leaves_its_neighbours_as_they_were():
    (found,) = changes([part(Part.ADVICE, "A.", "B.")], [part(Part.ADVICE, "A.", "New.", "B.")])
    assert found.paragraphs == ((Run(SAME, "A."),), (Run(ADDED, "New."),), (Run(SAME, "B."),))


def test_enormous_texts_are_shown_as_replaced():
    before, after = "one two " * 10_000, "three four " * 10_000
    assert word_changes(before, after) == (Run(REMOVED, before), Run(ADDED, after))
