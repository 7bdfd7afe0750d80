"""The last step, which nothing passes by: quotes equal storage, the verdict agrees with them.

It reads the stored text again, so that a mistake anywhere above can't put words into a policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answers import Answer, Force, Notice, Quote, Rejected, Status, Verdict
from assistant.modality.reading import Modal, Reading
from assistant.question.form import Form, QuestionForm
from assistant.replying.wording import Wording
from ingest.documents import Policy


def guard(
    answer: Answer,
    policies: Mapping[str, Policy],
    form: QuestionForm,
    reading: Reading | None,
    wording: Wording,
    ask_whom: str,
) -> Answer:
    """The answer with every quote checked against storage and the verdict against the clause.

    A quote that isn't equal is dropped and the reason kept; an answer without quotes becomes "not
    covered"; a verdict that the first clause's modality speaks against is withdrawn. `reading` is
    of the first quoted clause.
    """
    quotes, wrong = _checked(answer.quotes, policies)
    nearest, wrong_nearest = _checked(answer.nearest, policies)
    first_dropped = bool(answer.quotes) and quotes[:1] != answer.quotes[:1]
    answer = replace(
        answer,
        quotes=quotes,
        nearest=nearest,
        rejected=(*answer.rejected, *wrong, *wrong_nearest),
    )
    if answer.status is Status.ANSWERED and not quotes:
        return replace(
            answer,
            status=Status.NOT_COVERED,
            verdict=None,
            force=None,
            conditions=(),
            headline=wording.say("headline.other", "not_covered", dsl=ask_whom),
        )
    if answer.status is not Status.ANSWERED or answer.verdict is None:
        return answer
    if first_dropped or (reading and speaks_against(answer.verdict, form, reading)):
        return withdraw(answer, wording, ask_whom)
    if not all(any(c in q.text for q in quotes) for c in answer.conditions):
        return withdraw(answer, wording, ask_whom)
    return answer


def speaks_against(verdict: Verdict, form: QuestionForm, reading: Reading) -> bool:
    """True when no statement of the clause can carry the verdict: a yes to "Can I…?" from bans
    alone, a no from permissions alone; the other way round for "Is it wrong to…?"."""
    modals = reading.modals - {Modal.STATES}
    if not modals or form.negated or verdict not in (Verdict.YES, Verdict.NO):
        return False
    only_bans = modals <= {Modal.MUST_NOT, Modal.SHOULD_NOT}
    only_leave = modals == {Modal.MAY}
    if form.form is Form.PERMISSION:
        return (verdict is Verdict.YES and only_bans) or (verdict is Verdict.NO and only_leave)
    if form.form is Form.WRONG:
        return (verdict is Verdict.NO and only_bans) or (verdict is Verdict.YES and only_leave)
    return False


def withdraw(answer: Answer, wording: Wording, ask_whom: str) -> Answer:
    """The same clauses without a verdict, and a notice that says so."""
    notice = Notice("verdict_withdrawn", wording.say("notice", "verdict_withdrawn"))
    return replace(
        answer,
        verdict=None,
        headline=wording.say("headline.other", "withdrawn", dsl=ask_whom),
        notices=(notice, *(n for n in answer.notices if n.kind != notice.kind)),
    )


def equals_storage(quote: Quote, policies: Mapping[str, Policy]) -> bool:
    """True when the quote is the stored text at its offsets and its lead-in stands there too."""
    policy = policies.get(quote.policy_id)
    if policy is None or policy.text[quote.start : quote.end] != quote.text or not quote.text:
        return False
    if quote.lead_in is None or quote.lead_in in policy.text:
        return True
    # A nested list's lead-in is the outer and the inner one, each of them verbatim.
    return all(part in policy.text for part in re.split(r"(?<=:) ", quote.lead_in))


def agrees_in_force(answer: Answer) -> bool:
    """True unless advice is told without saying that it is advice."""
    said = {n.kind for n in answer.notices}
    return answer.force is not Force.ADVICE or "advice_only" in said


def _checked(
    quotes: tuple[Quote, ...], policies: Mapping[str, Policy]
) -> tuple[tuple[Quote, ...], tuple[Rejected, ...]]:
    right = tuple(q for q in quotes if equals_storage(q, policies))
    wrong = tuple(
        Rejected(q.clause_id, "the quote isn't equal to the stored text", 0.0)
        for q in quotes
        if q not in right
    )
    return right, wrong
