"""What people are told of made-up questions, on the page and in the terminal; pure."""

from __future__ import annotations

from assistant.answers import Outcome
from assistant.made_up.making import MadeUpReport
from assistant.made_up.standing import Standing

# Why some clauses were left.
_WHY = {
    Outcome.PHRASED: "the model said nothing of them",
    Outcome.SWITCHED_OFF: "the chat model is switched off",
    Outcome.UNAVAILABLE: "the service isn’t set up, or doesn’t accept the key",
    Outcome.DOWN: "no connection, or an error of the service",
    Outcome.SLOW: "it took too long",
    Outcome.RATE_LIMITED: "too many calls a minute",
    Outcome.REFUSED: "the model declined",
    Outcome.MALFORMED: "what came wasn’t in the fixed form",
    Outcome.UNSUPPORTED: "what came spoke of no such clause",
}


def sent_words(clauses: int, service: str, where: str) -> str:
    """What is about to leave, and where to."""
    return (
        f"The text of {_clauses(clauses)} goes to {service}, {where}, for made-up questions to "
        "find them by. No person’s question does."
    )


def report_words(report: MadeUpReport, how_to_go_on: str) -> str:
    """What became of it; how to go on is said when something is left."""
    if not report.calls and not report.left:
        return "Made-up questions: every clause has been asked about."
    told = [f"{report.questions:,} kept for {_clauses(report.asked)}"]
    if report.none_fit:
        told.append(f"none fit for {_clauses(report.none_fit)}")
    if report.calls:
        cost = "" if report.cost is None else f", {report.cost:.4f} {report.currency}"
        calls = f"{report.calls:,} call{'' if report.calls == 1 else 's'}"
        told.append(f"{calls}, tokens {report.tokens_in:,} in, {report.tokens_out:,} out{cost}")
    line = f"Made-up questions: {'; '.join(told)}."
    if not report.left:
        return line
    why = _WHY.get(report.outcome, "it failed")
    detail = f" ({report.detail})" if report.detail else ""
    lack = "lacks" if report.left == 1 else "lack"
    return (
        f"{line}\n{_clauses(report.left)} still {lack} some: {why}{detail}. "
        f"They are found without. {how_to_go_on}"
    )


def standing_words(standing: Standing) -> str:
    """How many clauses have made-up questions, and by which model."""
    models = ", ".join(f"{model} ({count:,})" for model, count in standing.by_model.items())
    by = f", by {models}" if models else ""
    return (
        f"Made-up questions (generated, to find clauses by; no policy’s words): "
        f"{standing.with_some:,} of {_clauses(standing.clauses)} have some{by}."
    )


def _clauses(count: int) -> str:
    return f"{count:,} clause{'' if count == 1 else 's'}"
