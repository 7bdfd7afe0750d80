from __future__ import annotations

from assistant.desk.differences import word_changes
from assistant.desk.resting import ClauseState, Fate
from assistant.induction.record.changes import Changes, VersionChange
from assistant.records.entries import KeptQuote, PolicyVersion
from assistant.records.induction_entries import PathItem
from assistant.web.induction.changes_view import changes_html, runs_by_clause

BEFORE = PolicyVersion("kites", "Kite <Policy>", "1.0", "February 2025", "a" * 64)
AFTER = PolicyVersion("kites", "Kite <Policy>", "2.0", "February 2028", "b" * 64)
REPLACED = (VersionChange("Kite <Policy>", BEFORE, AFTER),)


def changed(quote, make_step):
    runs = word_changes(quote.text, quote.text.replace("caretaker", "headteacher"))
    current = make_step("photos").clause
    return ClauseState(KeptQuote(quote, "a" * 64), Fate.CHANGED, current, runs)


def test_changed_rule_is_shown_word_by_word_with_the_editions_before_and_now(quote, make_step):
    shown = changes_html(Changes((changed(quote, make_step),), (), REPLACED))
    assert "<del>caretaker</del>" in shown and "<ins>headteacher</ins>" in shown
    assert "version 1.0, now version 2.0" in shown
    assert "Kite &lt;Policy&gt;" in shown and "Underlined" in shown


def test_rule_that_went_is_struck_through_whole(quote):
    went = ClauseState(KeptQuote(quote, "a" * 64), Fate.REMOVED)
    shown = changes_html(Changes((went,), (), REPLACED))
    assert f"<del>{quote.text}</del>" in shown
    assert "no longer in the policy" in shown


def test_new_rule_is_quoted_with_where_it_stands(quote):
    item = PathItem("contact", KeptQuote(quote, "b" * 64))
    shown = changes_html(Changes((), (item,), REPLACED))
    assert "new on your path" in shown and quote.text in shown and "Page 2" in shown


def test_document_that_changed_nowhere_one_read_says_so():
    shown = changes_html(Changes((), (), REPLACED))
    assert "none of the clauses you read did" in shown and "<section" not in shown


def test_words_of_a_changed_rule_are_found_by_its_clause_of_today(quote, make_step):
    state = changed(quote, make_step)
    assert runs_by_clause((state,)) == {"kites-photos": state.words}
    assert runs_by_clause((ClauseState(state.kept, Fate.REMOVED),)) == {}
