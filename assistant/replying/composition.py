"""Passages and rulings become an answer; pure. No rule is worded here: clauses are copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answers import (
    Answer,
    Force,
    LinkedReference,
    Notice,
    Quote,
    Rejected,
    Status,
    Verdict,
)
from assistant.replying.wording import Wording
from assistant.search.audience import ROLE_AUDIENCES
from assistant.search.ranking import Ranked, Ranking
from assistant.thresholds import Thresholds
from assistant.verdict.ruling import Ruling
from ingest.documents import Policy, PolicyStatus
from ingest.library import Passage

MOST_QUOTES = 4
MOST_NEAREST = 2
# Two quoted clauses count as pulling apart only when the second is about as relevant as the first.
CONFLICT_SHARE = 0.6


@dataclass(frozen=True)
class Context:
    """What composition needs beside the passages: the day, the asker, who to send people to."""

    today: date
    role: str
    ask_whom: str
    wording: Wording
    limits: Thresholds
    library_states: Mapping[str, str]  # canonical policy title -> loaded | sample | missing


def compose(
    question: str,
    standalone: str,
    ranking: Ranking,
    rulings: Sequence[Ruling],
    context: Context,
) -> Answer:
    """The answer: quotes with a verdict when a passage answers, else what comes nearest.

    `rulings` are of the quotable passages, in the same order.
    """
    if ranking.answerable < context.limits.answer_floor or not ranking.ranked:
        return not_covered(question, standalone, ranking, context)
    chosen = quotable(ranking, context.limits)
    first = rulings[0]
    clash = _pulls_apart(chosen, rulings)
    verdict = first.verdict
    if clash:  # not resolved here: a plain ban beside a no-unless stays open, yes beside no too
        verdict = None if clash == "opposite" else Verdict.CONDITIONAL
    policy = chosen[0].passage.policy
    kept = rulings[: len(chosen)]
    return Answer(
        question=question,
        standalone_question=standalone,
        status=Status.ANSWERED,
        verdict=verdict,
        force=first.force,
        headline=_headline(verdict, first, policy, clash, context),
        conditions=first.conditions,
        quotes=tuple(quote_of(r.passage) for r in chosen),
        applies_to=tuple(dict.fromkeys(b for r in kept[:1] for b in r.binds)),
        approvers=first.approvers,
        linked_policies=tuple(_links(chosen, context)),
        notices=tuple(_notices(chosen, first, verdict, clash, context)),
        confidence=ranking.answerable,
        rejected=_rejected(ranking.ranked[len(chosen) :], "less relevant than those quoted")
        + _unread(ranking),
    )


def not_covered(question: str, standalone: str, ranking: Ranking, context: Context) -> Answer:
    """The answer that nothing loaded covers the question, with the nearest clauses."""
    nearest = ranking.ranked[:MOST_NEAREST]
    return Answer(
        question=question,
        standalone_question=standalone,
        status=Status.NOT_COVERED,
        headline=context.wording.say("headline.other", "not_covered", dsl=context.ask_whom),
        nearest=tuple(quote_of(r.passage) for r in nearest),
        notices=tuple(_document_notices([r.passage.policy for r in nearest], context)),
        confidence=1.0 - ranking.answerable,
        rejected=_rejected(ranking.ranked, "not sure enough to be an answer") + _unread(ranking),
    )


def quotable(ranking: Ranking, limits: Thresholds) -> tuple[Ranked, ...]:
    """The passages to quote: the first, and those whose share comes near enough to its."""
    first = ranking.ranked[0]
    return tuple(
        r for r in ranking.ranked[:MOST_QUOTES] if r.share >= limits.quote_share * first.share
    )


def quote_of(passage: Passage) -> Quote:
    """The whole clause, copied from the passage that storage gave."""
    clause, policy = passage.clause, passage.policy
    return Quote(
        text=clause.text,
        lead_in=clause.lead_in,
        clause_id=clause.clause_id,
        policy_id=policy.policy_id,
        policy_title=policy.title,
        version=policy.version,
        review_date=policy.review_date,
        section=clause.section,
        page=clause.page,
        page_end=clause.page_end,
        start=clause.start,
        end=clause.end,
        source=policy.source,
        status=policy.status.value,
    )


def months_overdue(due: date, today: date) -> int:
    """Whole months since a date; 0 in the first month."""
    months = (today.year - due.year) * 12 + today.month - due.month
    return max(0, months - (today.day < due.day and today.month != due.month))


def _headline(
    verdict: Verdict | None, first: Ruling, policy: Policy, clash: str | None, context: Context
) -> str:
    say = context.wording.say
    if clash == "opposite":
        return say("headline.other", "conflict", dsl=context.ask_whom)
    if verdict is None:
        return say("headline.other", "withdrawn", dsl=context.ask_whom)
    approver = first.approvers[0] if first.approvers else None
    return context.wording.headline(verdict, first.force, approver, policy=policy.title)


def _pulls_apart(chosen: Sequence[Ranked], rulings: Sequence[Ruling]) -> str | None:
    """ "opposite" for a yes beside a no, "partly" for a plain no beside a no-unless."""
    first = rulings[0]
    for ranked, ruling in zip(chosen[1:], rulings[1:], strict=False):
        if ranked.share < CONFLICT_SHARE * chosen[0].share:
            continue
        if not set(ruling.binds) & set(first.binds):
            continue
        pair = {first.verdict, ruling.verdict}
        if pair == {Verdict.YES, Verdict.NO}:
            return "opposite"
        if pair == {Verdict.NO, Verdict.CONDITIONAL} and Force.RULE in (first.force, ruling.force):
            return "partly"
    return None


def _links(chosen: Sequence[Ranked], context: Context) -> list[LinkedReference]:
    found: dict[str, LinkedReference] = {}
    for ranked in chosen:
        for link in ranked.passage.policy.linked:
            if link.clause_id == ranked.passage.clause.clause_id:
                state = context.library_states.get(link.title, "missing")
                found.setdefault(
                    link.title,
                    LinkedReference(
                        link.title, state != "missing", link.clause_id, state == "sample"
                    ),
                )
    return list(found.values())


def _notices(
    chosen: Sequence[Ranked],
    first: Ruling,
    verdict: Verdict | None,
    clash: str | None,
    context: Context,
) -> list[Notice]:
    say = context.wording.say
    notices = []
    if clash:
        notices.append(Notice("conflict", say("notice", "conflict", dsl=context.ask_whom)))
    elif verdict is None:
        notices.append(Notice("verdict_withdrawn", say("notice", "verdict_withdrawn")))
    if first.force is Force.ADVICE:
        notices.append(Notice("advice_only", say("notice", "advice_only")))
    mine = ROLE_AUDIENCES.get(context.role, frozenset({"everyone"}))
    if not mine & set(first.binds):
        audience = ", ".join(first.binds)
        text = say("notice", "other_audience", role=context.role, audience=audience)
        notices.append(Notice("other_audience", text))
    for link in _links(chosen, context):
        if not link.loaded:
            notices.append(
                Notice("linked_missing", say("notice", "linked_missing", policy=link.title))
            )
        elif link.sample:
            notices.append(
                Notice("linked_sample", say("notice", "linked_sample", policy=link.title))
            )
    return notices + _document_notices([r.passage.policy for r in chosen], context)


def _document_notices(policies: Sequence[Policy], context: Context) -> list[Notice]:
    say = context.wording.say
    notices = []
    for policy in dict.fromkeys(policies):
        if policy.is_overdue(context.today) and policy.review_due and policy.review_date:
            months = months_overdue(policy.review_due, context.today)
            text = say(
                "notice",
                "review_overdue",
                policy=policy.title,
                date=policy.review_date,
                months=f"{months} months" if months != 1 else "1 month",
            )
            notices.append(Notice("review_overdue", text))
        if policy.status is PolicyStatus.SAMPLE:
            notices.append(
                Notice("sample_policy", say("notice", "sample_policy", policy=policy.title))
            )
        if policy.status is PolicyStatus.SUPERSEDED:
            notices.append(Notice("superseded", say("notice", "superseded", policy=policy.title)))
    return notices


def _rejected(ranked: Sequence[Ranked], reason: str) -> tuple[Rejected, ...]:
    return tuple(Rejected(r.passage.clause.clause_id, reason, r.score) for r in ranked)


def _unread(ranking: Ranking) -> tuple[Rejected, ...]:
    return tuple(
        Rejected(p.clause.clause_id, "not among the most similar", p.score) for p in ranking.unread
    )
