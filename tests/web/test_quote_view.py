from __future__ import annotations

from dataclasses import replace

from assistant.web.quote_view import in_context, quote_html, section_html, still_stands
from ingest.documents import Clause


def _clauses(count: int) -> list[Clause]:
    return [
        Clause(f"c{n}", "media", f"Clause <{n}>.", n, n + 1, ("Staff",), 1, 1, lead_in="They must:")
        for n in range(count)
    ]


def test_quote_shows_the_whole_clause_and_where_it_stands(make_quote, policy, view):
    shown = quote_html(make_quote(lead_in="Staff must:"), {"media": policy}, view.today)
    for part in (
        "Staff must:",
        "Staff will not accept contact, except where the headteacher has approved.",
        "Social Media Policy",
        "Staff › Contact",
        "Page 5",
        "Version 1.0",
        "Review date February 2025: overdue by 20 months",
    ):
        assert part in shown
    assert "SAMPLE" not in shown


def test_every_quote_from_a_sample_says_so(make_quote, policy, view):
    shown = quote_html(make_quote(status="sample"), {"media": policy}, view.today)
    assert "SAMPLE – not adopted" in shown


def test_clause_text_is_escaped(make_quote, policy, view):
    shown = quote_html(make_quote(text="<script>x</script> **y**"), {"media": policy}, view.today)
    assert "<script>" not in shown and "**y**" in shown


def test_quote_whose_policy_changed_or_went_says_so(make_quote, policy, view):
    quote = make_quote()
    changed = replace(policy, text=policy.text.replace("not accept", "gladly accept"))
    assert still_stands(quote, {"media": policy})
    assert not still_stands(quote, {"media": changed})
    assert "changed or removed" in quote_html(quote, {}, view.today)


def test_section_marks_the_clause_among_its_neighbours(make_quote):
    shown = section_html(make_quote(clause_id="c5"), _clauses(12))
    assert "<mark>Clause &lt;5&gt;.</mark>" in shown
    assert "Clause &lt;2&gt;." in shown and "Clause &lt;1&gt;." not in shown
    assert shown.count("They must:") == 1
    assert "more before" in shown and "goes on" in shown


def test_clause_that_is_no_longer_there_has_no_context():
    assert in_context("gone", _clauses(3)) == ([], False, False)
