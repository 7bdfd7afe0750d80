"""Answers and reports as text for a terminal, and as JSON; pure but for the progress line."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.answers import Answer, Card, Phrasing, Quote, Status
from assistant.library_links import LinkedOverview
from assistant.made_up.making import MadeUpReport
from assistant.made_up.standing import Standing
from assistant.made_up.words import report_words, standing_words
from assistant.replying.composition import months_overdue
from ingest.documents import Policy
from ingest.pipeline import FileStatus, IngestReport

WIDTH = 88
VERDICT_WORDS = {
    "yes": "YES",
    "no": "NO",
    "conditional": "IT DEPENDS",
    "information": "INFORMATION",
}


def answer_text(answer: Answer, explain: bool = False) -> str:
    """An answer as a person reads it in a terminal."""
    if answer.escalation:
        return card_text(answer.escalation.card)
    lines: list[str] = []
    if answer.parts:
        lines += [answer.headline, ""]
        for number, part in enumerate(answer.parts, start=1):
            lines += [f"{number}. {part.question}", answer_text(part, explain), ""]
        return "\n".join(lines).rstrip()
    verdict = f"[{VERDICT_WORDS[answer.verdict.value]}] " if answer.verdict else ""
    lines += [f"{verdict}{answer.headline}", ""]
    if answer.explanation:
        lines += [*textwrap.wrap(" ".join(s.text for s in answer.explanation), WIDTH)]
        lines += ["(worded by a chat model, checked against the clauses below; they count)", ""]
    for quote in answer.quotes:
        lines += [quote_text(quote), ""]
    if answer.status is Status.NOT_COVERED and answer.nearest:
        lines += ["Nearest – not an answer:", ""]
        for quote in answer.nearest:
            lines += [quote_text(quote), ""]
    if answer.conditions:
        lines.append("Condition: " + "; ".join(answer.conditions))
    if answer.applies_to:
        lines.append("Binds: " + ", ".join(answer.applies_to))
    if answer.approvers:
        lines.append("Approval: " + "; ".join(answer.approvers))
    lines += [f"! {notice.text}" for notice in answer.notices]
    if answer.follow_up_questions:
        lines.append("You could ask next: " + "  ".join(answer.follow_up_questions))
    if explain or answer.reworded:
        lines += ["", f"Understood as: {answer.standalone_question}"]
    if explain:
        lines += [f"Confidence: {answer.confidence:.2f}   Times (ms): {answer.timings_ms}"]
        lines += [
            f"  not quoted: {r.clause_id} ({r.reason}; {r.score:.2f})" for r in answer.rejected
        ]
        lines += [f"Also looked up as: {other}" for other in answer.searched_as]
        lines += [
            f"  also read: {f.clause_id}, for a question made up by {f.model} (generated, no "
            f"policy’s words): {_plain(f.made_up_question)}"
            for f in answer.found_by
        ]
        lines += phrasing_text(answer.phrasing) if answer.phrasing else []
    return "\n".join(lines).rstrip()


def phrasing_text(phrasing: Phrasing) -> list[str]:
    """How the chat model fared, and what of its words was left out and why; a line each."""
    detail = f" ({phrasing.detail})" if phrasing.detail else ""
    cost = f", {phrasing.cost:.4f} {phrasing.currency}" if phrasing.cost is not None else ""
    tried = "1 attempt" if phrasing.attempts == 1 else f"{phrasing.attempts} attempts"
    return [
        f"Chat model: {phrasing.service}, {phrasing.where}: {phrasing.outcome}{detail}",
        f"  prompt {phrasing.prompt}; {tried}, {phrasing.seconds:.1f} s; "
        f"tokens {phrasing.tokens_in} in, {phrasing.tokens_out} out{cost}",
        *(f"  left out of {r.part}: {_plain(r.text)} ({r.reason})" for r in phrasing.rejected),
    ]


def _plain(text: str) -> str:
    """Unchecked text without what would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def quote_text(quote: Quote) -> str:
    """A quote with where it stands."""
    body = quote.text if not quote.lead_in else f"{quote.lead_in}\n{quote.text}"
    pages = f"page {quote.page}"
    if quote.page_end != quote.page:
        pages = f"pages {quote.page}–{quote.page_end}"
    where = [quote.policy_title, *quote.section, pages]
    if quote.version:
        where.append(f"version {quote.version}")
    if quote.review_date:
        where.append(f"review date {quote.review_date}")
    if quote.status != "adopted":
        where.append(quote.status.upper())
    wrapped = textwrap.indent("\n".join(textwrap.wrap(body, WIDTH - 4)), "  | ")
    return f"{wrapped}\n    {' · '.join(where)}"


def card_text(card: Card) -> str:
    """A report-now card."""
    lines = [card.title.upper(), card.lead, ""]
    lines += [f"  {number}. {step}" for number, step in enumerate(card.steps, start=1)]
    lines += [""] + [f"  - {rule}" for rule in card.rules]
    lines += [""] + [f"  {role}: {name}" for role, name in card.contacts]
    return "\n".join(lines)


def report_text(report: IngestReport) -> str:
    """An ingest report: a line a file, and under it what to check."""
    lines: list[str] = []
    for file in report.files:
        pages = "1 page" if file.page_count == 1 else f"{file.page_count} pages"
        detail = f"{pages}, {file.clause_count} clauses" if file.policy_id else ""
        lines.append(f"{file.status.value:10} {file.source}  {detail}".rstrip())
        if file.error:
            lines.append(f"           {file.error}")
        for finding in file.findings:
            page = f"page {finding.page}: " if finding.page else ""
            lines.append(f"           {page}{finding.text}")
        if file.dropped:
            reasons: dict[str, int] = {}
            for dropped in file.dropped:
                reasons[dropped.reason] = reasons.get(dropped.reason, 0) + 1
            told = ", ".join(f"{count} {reason}" for reason, count in reasons.items())
            lines.append(f"           left out: {told}")
    loaded = sum(f.status not in (FileStatus.FAILED, FileStatus.DUPLICATE) for f in report.files)
    lines.append(f"{loaded} of {len(report.files)} files are loaded.")
    return "\n".join(lines)


def report_json(report: IngestReport, made: MadeUpReport | None = None) -> str:
    """An ingest report as JSON, with what became of made-up questions under `made_up`."""
    fields = asdict(report) | ({"made_up": asdict(made)} if made else {})
    return json.dumps(fields, ensure_ascii=False, indent=2)


def made_up_text(made: MadeUpReport) -> str:
    """What became of asking for made-up questions, and how to go on."""
    return report_words(made, "policy-assistant questions goes on.")


def policies_text(
    policies: Sequence[Policy],
    counts: Mapping[str, int],
    links: Sequence[LinkedOverview],
    today: date,
    made_up: Standing | None = None,
) -> str:
    """What is loaded, a policy a line, and the linked policies that are missing; `made_up` is how
    it stands with made-up questions, where the school has set that."""
    if not policies:
        return "No policies are loaded. Load some with: policy-assistant ingest PATH"
    lines = []
    for policy in policies:
        review = f"review {policy.review_date}" if policy.review_date else "no review date"
        if policy.is_overdue(today) and policy.review_due:
            review += f" (overdue by {months_overdue(policy.review_due, today)} months)"
        state = "" if policy.status.value == "adopted" else f"  [{policy.status.value.upper()}]"
        lines.append(f"{policy.policy_id}: {policy.title}{state}")
        version = f"version {policy.version}, " if policy.version else ""
        some = made_up.by_policy.get(policy.policy_id, 0) if made_up else 0
        found_by = f" ({some} with made-up questions)" if some else ""
        clauses = f"{counts[policy.policy_id]} clauses{found_by}"
        lines.append(f"    {version}{review}, {clauses}, {policy.source}")
    lines += ["", "Policies that these name:"] if links else []
    lines += [
        f"    {link.title}: {link.state} (named by {', '.join(link.named_by)})" for link in links
    ]
    lines += ["", standing_words(made_up)] if made_up else []
    return "\n".join(lines)


def policies_json(
    policies: Sequence[Policy],
    counts: Mapping[str, int],
    links: Sequence[LinkedOverview],
    today: date,
    made_up: Standing | None = None,
) -> str:
    """The same as JSON."""
    rows = []
    for policy in policies:
        fields = asdict(policy)
        for bulky in ("text", "segments"):
            del fields[bulky]
        due = policy.review_due
        fields["review_due"] = due.isoformat() if due else None
        fields["overdue"] = policy.is_overdue(today)
        fields["clause_count"] = counts[policy.policy_id]
        rows.append(fields)
    shown: dict[str, Any] = {"policies": rows, "linked": [asdict(link) for link in links]}
    if made_up:
        shown["made_up"] = asdict(made_up)
    return json.dumps(shown, ensure_ascii=False, indent=2)


def progress(name: str, share: float) -> None:
    """A progress line on the terminal."""
    print(f"\r{share:4.0%} {name[:60]:60}", end="\n" if share >= 1 else "", file=sys.stderr)
