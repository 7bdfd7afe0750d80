"""A message becomes an answer: the list of steps. Values in, values out; no message is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, zip_longest

from assistant.answers import Answer, Escalation, FoundBy, Notice, Status, Verdict
from assistant.errors import QuestionError
from assistant.library_links import library_states
from assistant.modality.reading import read_clause
from assistant.question.followups import search_text, stand_alone
from assistant.question.form import question_form
from assistant.question.spelling import Spelling
from assistant.question.splitting import separate_questions
from assistant.replying.composition import MOST_QUOTES, Context, compose, quotable
from assistant.replying.guard import guard
from assistant.replying.replies import reply_to
from assistant.replying.wording import Wording
from assistant.search.made_up import FoundByMadeUp, MadeUpFinder
from assistant.search.ranking import Ranking, Reader, rank
from assistant.search.retrieval import ClauseRetriever, retrieve
from assistant.search.rewordings import Rewordings, found_by_all, key
from assistant.thresholds import Thresholds
from assistant.timing import Stopwatch
from assistant.triage.cards import SchoolContacts, card_for
from assistant.triage.deciding import MessageClassifier, triage
from assistant.verdict.ruling import Ruling, VerdictModel, rule
from ingest.documents import Policy, PolicyStatus
from ingest.library import Library

LONGEST_QUESTION = 2000  # characters


@dataclass(frozen=True)
class Models:
    """What reads the words; a model that isn't installed is None and its step does with less."""

    classifier: MessageClassifier | None = None
    reader: Reader | None = None
    verdicts: VerdictModel | None = None


@dataclass(frozen=True)
class Answerer:
    """Answers questions from one library; `made_up` finds by made-up questions too, where the
    school has let a chat model make some."""

    library: Library
    retriever: ClauseRetriever
    models: Models
    limits: Thresholds
    wording: Wording
    school: SchoolContacts
    spelling: Spelling = field(default_factory=Spelling)
    made_up: MadeUpFinder | None = None

    def answer(
        self,
        message: str,
        history: Sequence[str] = (),
        role: str = "staff",
        include_samples: bool = True,
        today: date | None = None,
        rewordings: Rewordings | None = None,
    ) -> Answer:
        """The reply to one message; `history` is the asker's earlier messages, oldest first.
        `rewordings` gives other words to search by; nothing near a concern is shown to it.

        QuestionError when the message is empty or longer than LONGEST_QUESTION.
        """
        message = checked(message)
        watch = Stopwatch()
        with watch("triage"):
            kind = triage(message, history, self.models.classifier)
        if kind.concern is not None:
            card = card_for(kind.concern, self.school)
            return replace(
                _bare(message, Status.LIVE_CONCERN, card.lead),
                escalation=Escalation(kind.concern, card),
                confidence=kind.score,
                timings_ms=watch.times,
            )
        reply = reply_to(message, kind.label, self.wording)
        if reply is not None:
            status, headline = reply
            return replace(_bare(message, status, headline), timings_ms=watch.times)
        policies = {p.policy_id: p for p in self.library.policies()}
        if not policies:
            text = self.wording.say("headline.other", "empty")
            return _bare(message, Status.NOT_COVERED, text)
        context = self._context(policies, role, today or date.today())
        left_out = _samples(policies) if not include_samples else frozenset()
        earlier = list(history)
        parts = []
        helped = None if kind.watch else rewordings
        for question in separate_questions(message):
            parts.append(
                self._answer_one(question, earlier, policies, left_out, context, watch, helped)
            )
            earlier.append(question)
        answer = parts[0] if len(parts) == 1 else joined(message, parts, self.wording)
        if kind.watch:  # near the threshold of a concern: answered, and pointed to a person too
            text = self.wording.say("notice", "watch", dsl=context.ask_whom)
            answer = replace(answer, notices=(Notice("watch", text), *answer.notices))
        return replace(answer, timings_ms=watch.times)

    def _answer_one(
        self,
        question: str,
        history: Sequence[str],
        policies: dict[str, Policy],
        left_out: frozenset[str],
        context: Context,
        watch: Stopwatch,
        rewordings: Rewordings | None,
    ) -> Answer:
        with watch("followup"):
            standalone, searched = self.understood(question, history, policies)
        with watch("rewording"):
            others = rewordings.of(standalone) if rewordings else ()
        with watch("retrieval"):
            retriever = self.retriever.model_copy(update={"leave_out": left_out})
            passages = retrieve(searched, retriever)
            runs = [retrieve(other, retriever) for other in others]
            reworded = found_by_all(others[0], [passages, *runs]) if others else None
            made_up = self.made_up.find(searched, left_out) if self.made_up else None
        with watch("ranking"):
            ranking = rank(
                standalone,
                passages,
                context.role,
                self.models.reader,
                self.limits,
                reworded,
                made_up,
            )
        with watch("ruling"):
            rulings = self._rulings(standalone, ranking)
        with watch("composition"):
            answer = compose(question, standalone, ranking, rulings, context)
        with watch("guard"):
            first = ranking.ranked[0].passage.clause if ranking.ranked else None
            return guard(
                replace(answer, searched_as=others, found_by=_found_by(ranking, made_up)),
                policies,
                question_form(standalone),
                read_clause(first) if first else None,
                self.wording,
                context.ask_whom,
            )

    def understood(
        self, question: str, history: Sequence[str], policies: Mapping[str, Policy]
    ) -> tuple[str, str]:
        """The question with its words put right and completed by the turns it leans on; and the
        text to search by."""
        speller = self.spelling.speller(policies.values())
        typed = speller.corrected(question)
        standalone = stand_alone(typed, [speller.corrected(turn) for turn in history])
        return standalone, search_text(typed, standalone)

    def _rulings(self, question: str, ranking: Ranking) -> list[Ruling]:
        form = question_form(question)
        if ranking.answerable < self.limits.answer_floor or not ranking.ranked:
            return []
        chosen = quotable(ranking, self.limits)
        clauses = [r.passage.clause for r in chosen]
        model = self.models.verdicts
        second = model.probabilities(question, clauses) if model else [None] * len(clauses)
        return [
            rule(
                question,
                form,
                read_clause(ranked.passage.clause),
                ranked.verdicts,
                probabilities,
                self.limits.verdict,
            )
            for ranked, probabilities in zip(chosen, second, strict=True)
        ]

    def _context(self, policies: dict[str, Policy], role: str, today: date) -> Context:
        dsl = self.school.dsl
        return Context(
            today=today,
            role=role,
            ask_whom=f"the DSL ({dsl})" if dsl else "the DSL",
            wording=self.wording,
            limits=self.limits,
            library_states=library_states(list(policies.values())),
        )


def checked(message: str) -> str:
    """The message without stray control characters, or those of no width, which would split words;
    QuestionError when it can't be taken."""
    seen = (c for c in message if unicodedata.category(c) != "Cf")
    text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in seen).strip()
    if not text:
        raise QuestionError("The question is empty. Type what you would like to know.")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text):,} characters; the most is {LONGEST_QUESTION:,}. "
            "Please shorten it."
        )
    return text


def joined(message: str, parts: Sequence[Answer], wording: Wording) -> Answer:
    """One answer over several questions: the best quotes of each, a verdict only when all the
    parts have the same, and the parts themselves."""
    answered = [p for p in parts if p.status is Status.ANSWERED]
    if not answered:
        return replace(parts[0], question=message, standalone_question=message, parts=tuple(parts))
    woven = chain.from_iterable(zip_longest(*(p.quotes for p in answered)))
    quotes = tuple(dict.fromkeys(q for q in woven if q is not None))[:MOST_QUOTES]
    verdicts = {p.verdict for p in answered}
    verdict = answered[0].verdict if len(verdicts) == 1 else Verdict.INFORMATION
    notices: dict[str, Notice] = {n.text: n for p in parts for n in p.notices}
    links = {link.title: link for p in answered for link in p.linked_policies}
    return Answer(
        question=message,
        standalone_question=message,
        status=Status.ANSWERED,
        headline=wording.say("headline.other", "several", count=str(len(parts))),
        verdict=verdict,
        force=answered[0].force,
        conditions=tuple(dict.fromkeys(c for p in answered for c in p.conditions)),
        quotes=quotes,
        applies_to=tuple(dict.fromkeys(a for p in answered for a in p.applies_to)),
        approvers=tuple(dict.fromkeys(a for p in answered for a in p.approvers)),
        linked_policies=tuple(links.values()),
        notices=tuple(notices.values()),
        confidence=min(p.confidence for p in answered),
        parts=tuple(parts),
    )


def _found_by(ranking: Ranking, made_up: FoundByMadeUp | None) -> tuple[FoundBy, ...]:
    if made_up is None:
        return ()
    return tuple(
        FoundBy(p.clause.clause_id, p.policy.policy_id, *made_up.nearest[key(p)])
        for p in ranking.by_made_up
    )


def _samples(policies: dict[str, Policy]) -> frozenset[str]:
    return frozenset(k for k, p in policies.items() if p.status is PolicyStatus.SAMPLE)


def _bare(message: str, status: Status, headline: str) -> Answer:
    # The text of a disclosure goes no further than this process's memory of the call.
    shown = "" if status is Status.LIVE_CONCERN else message
    return Answer(shown, shown, status, headline)
