"""The school's chat model as administrators see it, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import Answer, Outcome, Phrasing
from assistant.desk.model_tallies import ModelMonth
from assistant.phrasing.settings import ChatModelSettings, is_local
from assistant.records.model_entries import ModelSwitching
from assistant.web.desk.words import day
from assistant.web.explanation_view import explanation_html, model_of
from assistant.web.markup import facts, items, table, tag, text

SENT: tuple[str, ...] = (
    "the one question as it was understood, with names and case details masked",
    "the clauses that the answer quotes, with their policy’s title and headings",
    "the ruling that the assistant has made: yes, no or a condition",
    "at the desk, when the DSL presses for it, the same of the one draft that is open",
)
SEARCHED = "before that, every question by itself, masked likewise, also one that nothing answers"
READ_OUT = (
    "when policies are loaded, the text of every clause that has no made-up questions yet, with "
    "its policy’s title and headings, names in it too; a sample’s isn’t sent"
)
UNANSWERED = "a question that no policy answers, or where clauses clash"
WHOLE = "whole policies, records, and anything else from the desk’s inbox or drafts"
NOT_WHOLE = "records, and anything else from the desk’s inbox or drafts"
NOT_SENT: tuple[str, ...] = (
    "a worry about anybody, or a message near one",
    "earlier questions of the conversation, and who asks",
    UNANSWERED,
    WHOLE,
)
OUTCOMES = {
    Outcome.PHRASED: "worded",
    Outcome.SWITCHED_OFF: "switched off",
    Outcome.NOT_SENT: "not sent",
    Outcome.UNAVAILABLE: "not set up, or the key isn’t accepted",
    Outcome.DOWN: "no connection, or an error of the service",
    Outcome.SLOW: "too slow",
    Outcome.RATE_LIMITED: "too many questions a minute",
    Outcome.REFUSED: "the model declined",
    Outcome.MALFORMED: "not in the fixed form",
    Outcome.DISAGREES: "ruled otherwise than the policy",
    Outcome.UNSUPPORTED: "no sentence passed the checks",
}
_PARTS = {"headline": "Headline", "explanation": "Sentence", "question": "Question to ask next"}


def settings_html(model: ChatModelSettings, key_is_set: bool, prompt: str) -> str:
    """Which service it is and where, how it is asked; of the key only whether it is set."""
    key = "none needed"
    if model.key_env:
        key = "set" if key_is_set else f"not set: environment variable {model.key_env}"
    pairs = [
        ("Service", model.provider),
        ("Model", model.name),
        ("Machine asked", "this machine" if is_local(model.base_url) else model.host),
        ("Where", model.where),
        ("Key", key),
        ("Prompt", prompt),
        ("Words answers", "yes" if model.answers else "no: answers = false in school.toml"),
        ("Words in drafts", "when asked" if model.drafts else "no: drafts = false in school.toml"),
        (
            "Helps to search",
            f"yes, in {model.search_seconds:g} seconds"
            if model.searches
            else "no: searches isn’t set in school.toml",
        ),
        (
            "Makes up questions",
            f"yes, for some clauses a call, in {model.question_seconds:g} seconds"
            if model.questions
            else "no: questions isn’t set in school.toml",
        ),
        ("Time limit", f"{model.seconds:g} seconds"),
        ("At most", f"{model.per_minute} questions a minute"),
        ("Prices", _prices(model)),
    ]
    return facts(pairs, class_="pa-model-facts")


def sent_html(model: ChatModelSettings) -> str:
    """What goes to the service and what never does."""
    sent, never = SENT, NOT_SENT
    if model.searches:
        sent, never = (*SENT, SEARCHED), tuple(line for line in NOT_SENT if line != UNANSWERED)
    if model.questions:
        sent = (*sent, READ_OUT)
        never = tuple(NOT_WHOLE if line == WHOLE else line for line in never)
    return tag(
        "div",
        tag("div", tag("h3", "What is sent"), items("ul", sent)),
        tag("div", tag("h3", "What never is"), items("ul", never)),
        class_="pa-model-lists",
    )


def switch_html(last: ModelSwitching | None) -> str:
    """How the switch stands, and who set it so."""
    if last is None:
        return tag("p", tag("strong", "On"), text(", as it is configured. Nobody has switched it."))
    state = "On" if last.is_on else "Off"
    told = f" since {day(last.at)}, by {last.actor}."
    reason = tag("p", text(f"Reason: {last.reason or 'erased'}"), class_="pa-quiet")
    return tag("p", tag("strong", state), text(told)) + reason


def history_html(switchings: Sequence[ModelSwitching]) -> str:
    """Every switching, newest first."""
    columns = {"when": "When", "what": "To", "who": "By", "why": "Reason"}
    rows = [
        {
            "when": text(day(s.at)),
            "what": "on" if s.is_on else "off",
            "who": text(s.actor),
            "why": text(s.reason or "erased"),
        }
        for s in switchings
    ]
    return table("Switched, newest first", columns, rows)


def usage_html(months: Sequence[ModelMonth]) -> str:
    """What the calls came to by month; a sentence when there were none."""
    if not months:
        return tag("p", "It hasn’t been asked yet.")
    columns = {
        "month": "Month",
        "calls": "Calls",
        "phrased": "Worded",
        "left_out": "Left out",
        "failed": "Failed",
        "why": "Why not worded",
        "tokens": "Tokens in, out",
        "cost": "Cost",
        "seconds": "Median time",
    }
    return table("The chat model’s calls by month, as counts", columns, map(_row, months))


def trial_html(answer: Answer) -> str:
    """What came of the trial: what would be shown, what was left out and why. Everything in it is
    literal text."""
    phrasing = answer.phrasing
    if phrasing is None:
        return tag("p", "There is no chat model to ask.")
    detail = f" ({phrasing.detail})" if phrasing.detail else ""
    left_out = [f"{_PARTS.get(r.part, r.part)}: “{r.text}” – {r.reason}" for r in phrasing.rejected]
    shown = [("Question", answer.question), ("Headline", _headline(answer, phrasing))]
    if answer.follow_up_questions:
        shown.append(("To ask next", " ".join(answer.follow_up_questions)))
    shown.append(("Took", _took(phrasing)))
    return tag(
        "div",
        tag("p", tag("strong", text(f"{OUTCOMES[phrasing.outcome].capitalize()}{detail}."))),
        facts(shown, class_="pa-model-facts"),
        explanation_html(answer, model_of(answer)),
        (tag("h3", "Left out, and why") + items("ul", left_out)) if left_out else "",
        class_="pa-trial",
        role="status",
    )


def _headline(answer: Answer, phrasing: Phrasing) -> str:
    return f"{answer.headline} ({'the model’s' if phrasing.headline else 'the assistant’s own'})"


def _took(phrasing: Phrasing) -> str:
    cost = "" if phrasing.cost is None else f"; {_money(phrasing.cost, phrasing.currency)}"
    tokens = f"{phrasing.tokens_in:,} tokens in, {phrasing.tokens_out:,} out"
    return f"{phrasing.seconds:.1f} s; {tokens}{cost}"


def _prices(model: ChatModelSettings) -> str:
    if model.price_in is None or model.price_out is None:
        return "not set, so no cost is shown"
    return f"{model.price_in:g} in, {model.price_out:g} out ({model.currency}, a million tokens)"


def _row(month: ModelMonth) -> dict[str, str]:
    counts = [
        (OUTCOMES[outcome], month.outcomes[outcome])
        for outcome in Outcome
        if outcome.failed and month.outcomes.get(outcome)
    ]
    why = "; ".join(f"{number} {words}" for words, number in counts)
    costs = "; ".join(_money(cost, currency) for currency, cost in sorted(month.costs.items()))
    cells = {
        "month": f"{month.month:%B %Y}",
        "calls": f"{month.calls:,}{_of_which(month)}",
        "phrased": _share(month.phrased, month.calls),
        "left_out": _share(month.left_out, month.calls),
        "failed": _share(month.failed, month.calls),
        "why": why or "–",
        "tokens": f"{month.tokens_in:,}, {month.tokens_out:,}",
        "cost": costs or "–",
        "seconds": f"{month.seconds:.1f} s",
    }
    return {key: text(value) for key, value in cells.items()}


def _of_which(month: ModelMonth) -> str:
    counts = (
        (month.drafts, "for drafts"),
        (month.searches, "for searching"),
        (month.questions, "for made-up questions"),
    )
    told = ", ".join(f"{number:,} {words}" for number, words in counts if number)
    return f" ({told})" if told else ""


def _money(sum_: float, currency: str) -> str:
    """To the penny; a call costs a small part of one."""
    return f"{sum_:,.2f} {currency}" if sum_ >= 1 else f"{sum_:.4f} {currency}"


def _share(number: int, whole: int) -> str:
    return f"{number:,} ({round(100 * number / whole)} %)"
