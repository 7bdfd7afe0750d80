from __future__ import annotations

from datetime import UTC, datetime

from assistant.desk.differences import Change, PartChanges, Run
from assistant.desk.guidance import Staleness
from assistant.desk.resting import ClauseState, Fate
from assistant.records.entries import (
    AuditEntry,
    DraftPart,
    Guidance,
    KeptQuote,
    Paragraph,
    Part,
)
from assistant.web.desk.record_view import (
    audit_html,
    changes_html,
    kept_quote_html,
    parts_html,
)
from assistant.web.guidance_view import guidance_html

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>"


def guidance(make_quote, fate: Fate) -> Staleness:
    kept = KeptQuote(make_quote(), "0" * 64)
    given = Guidance("g", "r", "May I?", f"Ask me.\n\n{HOSTILE}", (kept,), "Ms Dee", "DSL", NOW)
    return Staleness(given, (ClauseState(kept, fate),))


def test_a_quote_says_where_it_stands_and_is_never_cut(make_quote):
    shown = kept_quote_html(KeptQuote(make_quote(), "0" * 64))
    assert make_quote().text in shown and "Page 5" in shown and "Version 1.0" in shown


def test_guidance_is_marked_as_guidance_and_tells_when_it_is_out_of_date(make_quote):
    fresh = guidance_html(guidance(make_quote, Fate.UNCHANGED))
    assert "not policy" in fresh and "Ms Dee, DSL" in fresh and "Out of date" not in fresh
    assert "Out of date" in guidance_html(guidance(make_quote, Fate.CHANGED))


def test_markup_in_any_text_is_shown_and_never_obeyed(make_quote):
    parts = (DraftPart(Part.ADVICE, (Paragraph(HOSTILE), Paragraph(HOSTILE, quoted="k"))),)
    changed = (PartChanges(Part.ADVICE, ((Run(Change.ADDED, HOSTILE),),)),)
    entry = AuditEntry(1, NOW, HOSTILE, "add", "draft", "id", {"reason": HOSTILE})
    for shown in (
        parts_html(parts),
        changes_html(changed),
        audit_html([entry]),
        guidance_html(guidance(make_quote, Fate.UNCHANGED)),
    ):
        assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_what_was_added_and_removed_is_told_by_more_than_colour():
    runs = (Run(Change.SAME, "Do "), Run(Change.REMOVED, "not "), Run(Change.ADDED, "now "))
    shown = changes_html((PartChanges(Part.ADVICE, (runs,)),))
    assert "<del>not </del>" in shown and "<ins>now </ins>" in shown
    same = (PartChanges(Part.ADVICE, ((Run(Change.SAME, "Do"),),)),)
    assert changes_html(same) == ""
