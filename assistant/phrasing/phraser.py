"""The step after the guard: an answer gets a chat model's words, as far as they pass the checks.

Quotes, verdict, force, conditions, nearest clauses, whom it binds, links and confidence are never
touched; notices only gain one, when the model was asked in vain.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from assistant.answers import (
    Answer,
    Notice,
    Outcome,
    PhrasedSentence,
    Phrasing,
    Status,
)
from assistant.phrasing.checking import reason_against_headline, reason_against_question
from assistant.phrasing.counting import phrasing_of, summed, usage_of
from assistant.phrasing.draft import Draft
from assistant.phrasing.errors import ServiceFailed
from assistant.phrasing.prompts import Prompt, as_data
from assistant.phrasing.schema import Reply, read_reply
from assistant.phrasing.seams import (
    AlwaysOn,
    Kind,
    NoUsageLog,
    SentenceChecks,
    Switch,
    UsageLog,
)
from assistant.phrasing.sending import clauses_as_data, is_watched, why_not_sent
from assistant.phrasing.service import ChatService, Tally
from assistant.phrasing.settings import ChatModelSettings
from assistant.privacy.errors import PrivacyError
from assistant.privacy.masker import Masker
from assistant.replying.wording import Wording

MOST_SUGGESTIONS = 2


@dataclass(frozen=True)
class Phraser:
    """Words answers by a chat model. `masker` gives what masks names; `answerable` says whether a
    suggested question has an answer; without it none is suggested. Of a draft's wording the
    sentences alone are taken: it has no headline, and nobody to suggest questions to."""

    settings: ChatModelSettings
    service: ChatService
    prompt: Prompt
    masker: Callable[[], Masker]
    wording: Wording
    checker: SentenceChecks
    switch: Switch = field(default_factory=AlwaysOn)
    usage: UsageLog = field(default_factory=NoUsageLog)
    answerable: Callable[[str], bool] | None = None
    kind: Kind = Kind.ANSWER

    def phrase(self, answer: Answer) -> Answer:
        """The answer with what passed of the model's words, within the time limit."""
        for phrased in self.stream(answer):
            answer = phrased
        return answer

    def stream(self, answer: Answer) -> Iterator[Answer]:
        """The answer again and again as checked sentences come; the last has `phrasing` filled in
        and is what `phrase` gives. A live concern comes back as it is."""
        if answer.status is Status.LIVE_CONCERN or answer.escalation is not None:
            yield answer
            return
        yield from self._stream(answer, self.settings.seconds)

    def _stream(self, answer: Answer, seconds: float) -> Iterator[Answer]:
        if answer.parts and not is_watched(answer):
            yield from self._parts(answer, seconds)
            return
        if reason := why_not_sent(answer):
            yield replace(answer, phrasing=self._phrasing(Outcome.NOT_SENT, reason))
            return
        state = self.switch.state()
        wanted = self.settings.answers if self.kind is Kind.ANSWER else self.settings.drafts
        if not state.on or not wanted:
            reason = state.reason if not state.on else f"{self.kind}s = false in [chat_model]"
            yield replace(answer, phrasing=self._phrasing(Outcome.SWITCHED_OFF, reason))
            return
        self.service.ready()
        began, tally, draft = time.monotonic(), Tally(), Draft()
        outcome, detail = Outcome.PHRASED, ""
        try:
            user = self._user(answer)
            # What masks names is loaded by the first question: that isn't the service's time.
            began = time.monotonic()
            deadline = began + seconds
            for reply in self._replies(user, answer, deadline, tally):
                before = len(draft.sentences)
                self._take(reply, answer, draft)
                if len(draft.sentences) > before:
                    yield replace(answer, explanation=tuple(draft.sentences))
            draft.questions = self._suggestions(draft.questions, draft, deadline)
        except ServiceFailed as failure:
            outcome, detail = failure.outcome, failure.detail
        except GeneratorExit:  # whoever was watching has gone; it was paid for all the same
            seconds = round(time.monotonic() - began, 2)
            left = Outcome.PHRASED if draft.sentences else Outcome.UNSUPPORTED
            self._count(self._phrasing(left, "left before the end", draft, tally, seconds))
            raise
        if draft.sentences or draft.headline:
            outcome = Outcome.PHRASED
        elif outcome is Outcome.PHRASED:
            outcome = Outcome.UNSUPPORTED
        phrasing = self._phrasing(
            outcome, detail, draft, tally, seconds=round(time.monotonic() - began, 2)
        )
        self._count(phrasing)
        yield self._finished(answer, draft, phrasing)

    def _replies(self, user: str, answer: Answer, deadline: float, tally: Tally) -> Iterator[Reply]:
        """What is finished of the reply, as it comes; ServiceFailed when it ends unfinished, or
        rules otherwise than the ruling."""
        reply: Reply | None = None
        text = ""
        for text in self.service.stream(
            self.prompt.system, user, max(0.0, deadline - time.monotonic()), tally
        ):
            reply = read_reply(text)
            if reply is None or reply.verdict is None:
                continue
            if reply.verdict != answer.verdict:
                raise ServiceFailed(Outcome.DISAGREES, f"its verdict is {reply.verdict[:40]!r}")
            if not reply.whole:
                yield reply
        if not text.strip():
            raise ServiceFailed(Outcome.MALFORMED, "an empty reply")
        if reply is None or not reply.whole:
            raise ServiceFailed(Outcome.MALFORMED, "not in the fixed form, or cut short")
        yield reply

    def _user(self, answer: Answer) -> str:
        try:
            question = self.masker().mask(answer.standalone_question).text
        except PrivacyError as error:
            raise ServiceFailed(Outcome.UNAVAILABLE, f"names can’t be masked: {error}") from error
        return self.prompt.filled(
            question=as_data(question),
            clauses=clauses_as_data(answer.quotes),
            ruling=answer.verdict.value if answer.verdict else "",
            force=answer.force.value if answer.force else "information",
        )

    def _take(self, reply: Reply, answer: Answer, draft: Draft) -> None:
        """Checks what is new in a reply, and keeps what passes."""
        for worded in reply.sentences[draft.seen :]:
            quotes = tuple(
                answer.quotes[n - 1] for n in worded.clauses if 0 < n <= len(answer.quotes)
            )
            told = {s.text.casefold() for s in draft.sentences}
            if worded.text.casefold() in told:
                reason: str | None = "said already"
            else:
                reason = self.checker.reason_against(worded.text, quotes, answer)
            if reason:
                draft.reject("explanation", worded.text, reason)
            else:
                ids = tuple(quote.clause_id for quote in quotes)
                draft.sentences.append(PhrasedSentence(worded.text, ids))
        draft.seen = max(draft.seen, len(reply.sentences))
        if not reply.whole or self.kind is Kind.DRAFT:
            return
        if reply.headline is not None:
            reason = reason_against_headline(reply.headline.text, answer, self.checker)
            if reason:
                draft.reject("headline", reply.headline.text, reason)
            else:
                draft.headline = reply.headline.text
        for question in reply.questions:
            if reason := reason_against_question(question, answer):
                draft.reject("question", question, reason)
            else:
                draft.questions.append(question)

    def _suggestions(self, questions: list[str], draft: Draft, deadline: float) -> list[str]:
        """Those that have an answer, as far as there is time to see."""
        kept: list[str] = []
        for question in dict.fromkeys(questions):
            if len(kept) == MOST_SUGGESTIONS or not draft.sentences:
                break
            if self.answerable is None or time.monotonic() >= deadline:
                draft.reject("question", question, "no time to see whether it has an answer")
            elif self.answerable(question):
                kept.append(question)
            else:
                draft.reject("question", question, "no policy loaded answers it")
        return kept

    def _finished(self, answer: Answer, draft: Draft, phrasing: Phrasing) -> Answer:
        notices = answer.notices
        if phrasing.outcome.failed:
            group = "model_unavailable" if phrasing.outcome in _NOTHING_CAME else "model_left_out"
            notices = (*notices, Notice("model_unavailable", self.wording.say("notice", group)))
        return replace(
            answer,
            headline=draft.headline or answer.headline,
            explanation=tuple(draft.sentences),
            follow_up_questions=tuple(draft.questions),
            notices=notices,
            phrasing=phrasing,
        )

    def _parts(self, answer: Answer, seconds: float) -> Iterator[Answer]:
        """Each part phrased in its turn, in the time of one answer; the whole keeps its words."""
        parts = list(answer.parts)
        spent = 0.0
        for at, part in enumerate(parts):
            for phrased in self._stream(part, max(0.0, seconds - spent)):
                parts[at] = phrased
                yield replace(answer, parts=tuple(parts))
            told_of = parts[at].phrasing
            spent += told_of.seconds if told_of else 0.0
        notices = {n.text: n for n in (*answer.notices, *(n for p in parts for n in p.notices))}
        whole = summed(self._phrasing(Outcome.NOT_SENT), [p.phrasing for p in parts if p.phrasing])
        yield replace(answer, parts=tuple(parts), notices=tuple(notices.values()), phrasing=whole)

    def _phrasing(
        self,
        outcome: Outcome,
        detail: str = "",
        draft: Draft | None = None,
        tally: Tally | None = None,
        seconds: float = 0.0,
    ) -> Phrasing:
        label = self.prompt.label
        return phrasing_of(self.settings, label, outcome, detail, draft, tally, seconds)

    def _count(self, phrasing: Phrasing) -> None:
        """On record for administrators; an answer isn't lost because that can't be kept."""
        try:
            self.usage.add(usage_of(phrasing, self.kind.value))
        except Exception:
            return


_NOTHING_CAME = frozenset(
    {Outcome.UNAVAILABLE, Outcome.DOWN, Outcome.SLOW, Outcome.RATE_LIMITED, Outcome.REFUSED}
)
