from __future__ import annotations

from assistant.records.entries import DraftPart, Paragraph, Part
from assistant.web.desk.editing import blocks, edited

QUOTE = Paragraph("Staff must not fly kites.", ("k-1",), "k-1")
PARTS = (
    DraftPart(Part.THANKS, (Paragraph("Thank you."),)),
    DraftPart(
        Part.POLICY,
        (Paragraph("The policy says:", ("k-1",)), QUOTE, Paragraph("One."), Paragraph("Two.")),
    ),
)


def test_quotes_are_blocks_of_their_own_and_neighbours_are_edited_together():
    made = blocks(PARTS)
    assert [block.is_locked for block in made] == [False, False, True, False]
    assert made[3].text == "One.\n\nTwo."


def test_untouched_blocks_give_the_same_parts():
    made = blocks(PARTS)
    assert edited(made, {block.number: block.text for block in made}) == PARTS
    assert edited(made, {}) == PARTS


def test_text_can_be_added_and_keeps_what_it_speaks_of():
    made = blocks(PARTS)
    changed = edited(made, {1: "The policy says:\n \nAnd I say:"})
    assert changed[1].paragraphs[:2] == (
        Paragraph("The policy says:", ("k-1",)),
        Paragraph("And I say:", ("k-1",)),
    )


def test_a_locked_block_takes_no_other_words_but_can_be_left_out():
    made = blocks(PARTS)
    assert QUOTE in edited(made, {2: "Staff may fly kites."})[1].paragraphs
    assert QUOTE not in edited(made, {2: ""})[1].paragraphs


def test_an_emptied_part_goes():
    assert [part.part for part in edited(blocks(PARTS), {0: "  "})] == [Part.POLICY]


WORDED = Paragraph("Kites stay at home.", ("k-1",), worded_by="a-model")
WITH_WORDS = (
    PARTS[0],
    DraftPart(Part.POLICY, (*PARTS[1].paragraphs[:2], WORDED, *PARTS[1].paragraphs[2:])),
)


def test_what_a_model_worded_is_a_block_of_its_own():
    made = blocks(WITH_WORDS)
    assert [block.worded_by for block in made] == ["", "", "", "a-model", ""]
    assert edited(made, {}) == WITH_WORDS


def test_a_word_changed_takes_the_mark_away_and_keeps_what_it_speaks_of():
    changed = edited(blocks(WITH_WORDS), {3: "Kites stay in the porch."})
    assert changed[1].paragraphs[2] == Paragraph("Kites stay in the porch.", ("k-1",))


def test_words_that_are_only_moved_keep_their_mark():
    changed = edited(blocks(WITH_WORDS), {0: f"Thank you.\n\n{WORDED.text}", 3: ""})
    assert changed[0].paragraphs == (Paragraph("Thank you."), WORDED)
    assert WORDED not in changed[1].paragraphs
