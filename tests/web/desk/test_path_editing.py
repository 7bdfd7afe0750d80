from __future__ import annotations

from dataclasses import replace

from assistant.desk.differences import Change, Run
from assistant.desk.quoting import clause_of
from assistant.desk.resting import ClauseState, Fate
from assistant.induction.path.leaving_out import as_left
from assistant.induction.path.paths import LeftOut, Proposal
from assistant.induction.path.selecting import Why
from assistant.induction.record.changes import PathState
from assistant.records.induction_entries import InductionRole, LeftClause, PathItem
from assistant.web.desk.path_editing import (
    LEFT_OUT,
    LEFT_OUT_HERE,
    NEW,
    NOT_CHOSEN,
    changed,
    found,
    from_path,
    from_proposal,
    is_changed,
    left_out,
    moved,
    put_on,
)

GROUPS = ("contact", "photos", "other")
EMPTY = Proposal((), ())


def ids(working, group=None):
    return [line.clause_id for line in working.lines if group in (None, line.item.group)]


def opened(path, proposal=EMPTY, fates=None, quotes=None, new=(), groups=GROUPS, left=()):
    """A path on which every clause stands as it did, but for those in `fates` by place."""
    states = [
        ClauseState(item.kept, Fate.UNCHANGED, clause_of(item.kept.quote)) for item in path.items
    ]
    for place, state in (fates or {}).items():
        states[place] = state
    kept = {item.kept.quote.clause_id: item.kept for item in path.items} | (quotes or {})
    state = PathState(tuple(states), new, frozenset(left))
    return from_path(path, state, proposal, kept, groups)


def test_a_path_that_nothing_happened_to_opens_as_it_is(path):
    working = opened(path)
    assert working.items == path.items
    assert working.made_from == 3
    assert not working.gone and not working.off
    assert all(line.was is None for line in working.lines)
    assert not is_changed(working, path)


def test_a_changed_clause_is_shown_in_its_new_words_without_the_gloss_of_the_old(path, kept):
    now = kept(9, "Staff must not do thing 2 at all.")
    runs = (Run(Change.ADDED, " at all"),)
    fate = ClauseState(path.items[1].kept, Fate.CHANGED, clause_of(now.quote), runs)
    working = opened(path, fates={1: fate}, quotes={"media-9": now})
    line = working.line("media-9")
    assert line.item.kept == now
    assert line.item.group == "contact"
    assert line.item.gloss != "Gloss 2."
    assert line.was is fate
    assert is_changed(working, path)


def test_clauses_that_no_longer_stand_are_set_apart(path):
    first, second = path.items[0].kept, path.items[1].kept
    fates = {
        0: ClauseState(first, Fate.REMOVED),
        1: ClauseState(second, Fate.SUPERSEDED, clause_of(second.quote)),
    }
    working = opened(path, fates=fates)
    assert [state.fate for state in working.gone] == [Fate.REMOVED, Fate.SUPERSEDED]
    assert ids(working) == ["media-3", "media-4"]


def test_two_clauses_that_became_one_are_read_once(path, kept):
    now = kept(9, "Staff must not do things 1 and 2.")
    fates = {n: ClauseState(path.items[n].kept, Fate.CHANGED, clause_of(now.quote)) for n in (0, 1)}
    working = opened(path, fates=fates, quotes={"media-9": now})
    assert ids(working) == ["media-9", "media-3", "media-4"]


def test_a_clause_of_a_group_that_is_no_more_goes_to_the_last_one(path):
    assert ids(opened(path, groups=("contact", "other")), "other") == ["media-4"]


def test_what_is_not_on_the_path_is_offered_the_new_first_then_what_was_proposed(path, kept):
    proposal = Proposal(
        (PathItem("contact", kept(7)), PathItem("contact", kept(1, policy="phones"))),
        (LeftOut(kept(8), Why.STATES, "It states."), LeftOut(kept(9), Why.BUDGET, "No time.")),
    )
    off = opened(path, proposal, new=(clause_of(kept(1, policy="phones").quote),)).off
    assert [(one.clause_id, one.reason) for one in off] == [
        ("phones-1", NEW),
        ("media-7", NOT_CHOSEN),
        ("media-9", "No time."),
        ("media-8", "It states."),
    ]
    assert [one.is_new for one in off] == [True, False, False, False]


def test_what_was_left_out_says_so_and_why_it_was_not_proposed_either(path, kept):
    proposal = Proposal(
        (PathItem("contact", kept(7)),), (LeftOut(kept(9), Why.BUDGET, "No time."),)
    )
    working = opened(path, proposal, left=("media-7", "media-9"))
    assert [one.reasons for one in working.off] == [(LEFT_OUT,), (LEFT_OUT, "No time.")]
    assert not working.new and not is_changed(working, path)
    assert [one.clause_id for one in found(working.off, reason="No time.")] == ["media-9"]
    assert len(found(working.off, reason=LEFT_OUT)) == 2
    back = put_on(working, "media-7", "contact", "")
    assert "media-7" in ids(back) and is_changed(back, path)
    assert [kept.quote.clause_id for kept in back.seen] == ["media-9"]


def test_new_clauses_are_waiting_until_the_path_is_put_in_use_without_them(path, kept):
    proposal = Proposal((PathItem("contact", kept(7)),), ())
    working = opened(path, proposal, new=(clause_of(kept(7).quote),))
    assert working.items == path.items
    assert [one.clause_id for one in working.new] == ["media-7"]
    assert is_changed(working, path)


def test_what_is_left_out_on_this_page_is_known_when_it_is_brought_up_to_date(path):
    before = LeftClause("media", "media-8", "ab" * 32)
    working = left_out(opened(replace(path, left_out=(before,))), "media-2")
    assert working.left_out == (before, as_left(path.items[1].kept.quote))


def test_a_proposal_is_taken_as_it_is(path):
    working = from_proposal(InductionRole.VOLUNTEER, Proposal(path.items, ()))
    assert working.items == path.items
    assert working.made_from == 0
    assert is_changed(working, None)


def test_clauses_move_within_their_group_and_no_further(path):
    working = opened(path)
    assert ids(moved(working, "media-1", 1)) == ["media-2", "media-1", "media-3", "media-4"]
    assert moved(working, "media-1", -1) == working
    assert moved(working, "media-3", 1) == working  # the next one is in another group
    assert is_changed(moved(working, "media-1", 1), path)


def test_another_gloss_is_kept_in_one_line_and_the_clause_is_not_touched(path):
    working = changed(opened(path), "media-2", "contact", "  Ask\nfirst. ")
    assert working.line("media-2").item == replace(path.items[1], gloss="Ask first.")
    assert ids(working) == ids(opened(path))


def test_a_clause_in_another_group_takes_its_place_in_the_document(path):
    working = changed(opened(path), "media-2", "photos", "")
    assert ids(working, "photos") == ["media-2", "media-4"]
    assert ids(working, "contact") == ["media-1", "media-3"]


def test_what_is_left_out_can_be_put_back_where_it_was(path):
    without = left_out(opened(path), "media-2")
    assert ids(without) == ["media-1", "media-3", "media-4"]
    assert without.off[0].reason == LEFT_OUT_HERE
    back = put_on(without, "media-2", "contact", "Gloss 2.")
    assert back.items == path.items
    assert not back.off
    assert not is_changed(back, path)


def test_a_clause_of_another_policy_goes_to_the_end_of_its_group(path, kept):
    proposal = Proposal((PathItem("contact", kept(1, policy="phones")),), ())
    working = put_on(opened(path, proposal), "phones-1", "contact", "")
    assert ids(working, "contact") == ["media-1", "media-2", "media-3", "phones-1"]
    into_empty = put_on(opened(path, proposal), "phones-1", "other", "")
    assert ids(into_empty)[-1] == "phones-1"


def test_putting_on_what_is_not_left_out_changes_nothing(path):
    working = opened(path)
    assert put_on(working, "media-1", "contact", "") == working


def test_left_out_clauses_are_found_by_words_and_reason(path, kept):
    proposal = Proposal(
        (),
        (
            LeftOut(kept(8, "Pupils wear hats."), Why.OTHERS, "For others."),
            LeftOut(kept(9, "Pupils wear coats.", "uniform"), Why.BUDGET, "No time."),
        ),
    )
    off = opened(path, proposal).off
    assert [one.clause_id for one in found(off, "WEAR pupil")] == ["uniform-9", "media-8"]
    assert [one.clause_id for one in found(off, "uniform policy")] == ["uniform-9"]
    assert [one.clause_id for one in found(off, "wear", "For others.")] == ["media-8"]
    assert not found(off, "gloves")
