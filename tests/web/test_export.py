from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from assistant.answers import ConcernKind, Escalation, Status
from assistant.desk.guidance import Staleness
from assistant.desk.resting import ClauseState, Fate
from assistant.records.entries import Guidance, KeptQuote
from assistant.triage.cards import SchoolContacts, card_for
from assistant.web.export import answer_text, file_name, saved_html, saved_text

ASKED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_saved_page_needs_nothing_else(make_answer, view):
    page = saved_html("May I <b>?", make_answer(), view, ASKED_AT)
    assert page.startswith("<!doctype html>")
    assert "May I &lt;b&gt;?" in page and "Hill School" in page and "22 November 2026" in page
    assert not re.search(r"(src|href)=|url\(|@import|<script", page)


def test_plain_text_has_the_quote_and_its_source(make_answer, make_quote, view):
    answer = make_answer(quotes=(make_quote(status="sample", lead_in="They must:"),))
    plain = saved_text("May I?", answer, view, ASKED_AT)
    assert "“They must: Staff will not accept contact, except where" in plain
    assert "Page 5; Version 1.0; Review date February 2025: overdue by 20 months" in plain
    assert "SAMPLE – not adopted" in plain


def test_guidance_is_saved_and_read_out_with_the_answer(make_answer, make_quote, view):
    kept = KeptQuote(make_quote(), "0" * 64)
    given = Guidance("g", "r", "May I?", "Ask me first.", (kept,), "Ms Dee", "DSL", ASKED_AT)
    stale = Staleness(given, (ClauseState(kept, Fate.CHANGED),))
    guided = replace(view, guidance_on=lambda _: stale)
    page = saved_html("May I?", make_answer(), guided, ASKED_AT)
    for saved in (page, answer_text(make_answer(), guided)):
        assert "Guidance from the DSL – not policy" in saved and "Ask me first." in saved
        assert "Out of date." in saved and "Ms Dee, DSL" in saved
    assert page.index("Staff will not accept contact") < page.index("Ask me first.")


def test_saved_concern_is_the_card_alone(make_answer, view):
    card = card_for(ConcernKind.CHILD, SchoolContacts())
    concern = make_answer(
        question="zebra",
        standalone_question="zebra",
        status=Status.LIVE_CONCERN,
        escalation=Escalation(ConcernKind.CHILD, card),
    )
    for saved in (
        saved_html("zebra", concern, view, ASKED_AT),
        saved_text("zebra", concern, view, ASKED_AT),
        answer_text(concern, view),
    ):
        assert "zebra" not in saved and "999" in saved and "Staff will not" not in saved


def test_file_name_says_nothing_of_the_question():
    assert file_name(ASKED_AT, "html") == "policy-answer-2026-11-22-093000.html"
