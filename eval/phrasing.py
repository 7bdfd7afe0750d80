"""How well the checks tell sentences that a clause carries from sentences that are subtly wrong.

`python -m eval.phrasing` prints both shares for each part of eval/phrasing/sentences.jsonl, by kind
of mistake, with the prompt's version. Clauses and sentences are invented and hand-labelled; none is
of the shipped policy; one person wrote clauses, sentences and checks. The checks were fitted on
"dev"; of "frozen" only the shares were seen meanwhile. "swapped" has a clause's own words in
another order, and the check of order was made on it. "unseen" was written last: 53 of its 55 wrong
sentences were rejected at first sight, and one check was mended after that.

`--model openai:NAME --base-url URL` asks a chat model too, over the development questions of the
shipped policy (`--questions N`): what share of replies is in the form and agrees with the ruling,
what share of sentences passes, why the others don't, and whether anything guarded has changed.
`--prompt FILE` takes another version of the prompt.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from assistant.answers import Answer, Quote, Status, Verdict
from assistant.bootstrap import build
from assistant.phrasing.checking import Checker
from assistant.phrasing.model import open_chat_model
from assistant.phrasing.pacing import Breaker
from assistant.phrasing.prompts import PHRASE_ANSWER, load_prompt
from assistant.phrasing.schema import SCHEMA
from assistant.phrasing.service import ChatService
from assistant.phrasing.settings import ChatModelSettings
from assistant.readers import load_models
from assistant.settings import Settings
from eval.questions import read_questions

FILE = Path(__file__).parent / "phrasing" / "sentences.jsonl"
SHIPPED = Path(__file__).parents[1] / "policies" / "social-media-policy.pdf"
PARTS = ("dev", "frozen", "swapped", "unseen")
# What a chat model may add; everything else of an answer must be as without it.
WORDED = frozenset(
    {"headline", "explanation", "follow_up_questions", "phrasing", "parts", "timings_ms", "notices"}
)


@dataclass(frozen=True)
class Case:
    """A sentence about one clause: `kind` is "supported", or the mistake in it."""

    answer: Answer
    sentence: str
    kind: str


@dataclass(frozen=True)
class CheckFigures:
    """How many right sentences passed, of how many; wrong ones caught by kind; and all errors with
    the reason, None for a wrong sentence that passed."""

    passed: tuple[int, int]
    caught: dict[str, tuple[int, int]]
    errors: tuple[tuple[str, str, str | None], ...]


def read_cases(part: str) -> list[Case]:
    """The labelled sentences of a part, right and wrong, in file order."""
    cases: list[Case] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["part"] == part:
            answer = _answer(record)
            cases += [Case(answer, text, "supported") for text in record["right"]]
            cases += [Case(answer, text, kind) for kind, text in record["wrong"]]
    return cases


def measure(checker: Checker, cases: Sequence[Case]) -> CheckFigures:
    """The figures of the checks over some cases."""
    passed = right = 0
    caught: dict[str, tuple[int, int]] = {}
    errors: list[tuple[str, str, str | None]] = []
    for case in cases:
        reason = checker.reason_against(case.sentence, case.answer.quotes, case.answer)
        if case.kind == "supported":
            right += 1
            passed += reason is None
        else:
            got, all_ = caught.get(case.kind, (0, 0))
            caught[case.kind] = (got + (reason is not None), all_ + 1)
        if (case.kind == "supported") != (reason is None):
            errors.append((case.kind, case.sentence, reason))
    return CheckFigures((passed, right), caught, tuple(errors))


def figures_text(title: str, figures: CheckFigures) -> str:
    """The figures as lines for the terminal."""
    got = sum(n for n, _ in figures.caught.values())
    all_ = sum(n for _, n in figures.caught.values())
    passed, right = figures.passed
    lines = [
        title,
        f"  wrong sentences rejected   {got / all_:.3f}  {got} of {all_}",
        f"  right sentences passed     {passed / right:.3f}  {passed} of {right}",
    ]
    lines += [f"    {kind:12} {n} of {m}" for kind, (n, m) in sorted(figures.caught.items())]
    return "\n".join(lines)


class Unresting(Breaker):
    """Asks a slow service every question: here it is the model that is looked at."""

    def rests(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True)
class ModelFigures:
    """What a chat model did with answered questions: outcomes, sentences shown and rejected by
    reason, and the questions where something guarded differed (which must be none)."""

    outcomes: Counter[str]
    shown: int
    reasons: Counter[str]
    changed: tuple[str, ...]
    tokens: tuple[int, int]
    seconds: float


def ask_model(settings: ChatModelSettings, prompt: Path, most: int) -> ModelFigures:
    """Asks the development questions of the shipped policy with and without the model."""
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    changed: list[str] = []
    shown = tokens_in = tokens_out = 0
    seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        assistant = build(Settings(library_dir=Path(folder) / "library", chat_model=settings))
        assert assistant.phraser is not None
        service = ChatService(
            settings, partial(open_chat_model, settings, SCHEMA), None, Unresting()
        )
        service.ready()
        phraser = replace(assistant.phraser, prompt=load_prompt(prompt), service=service)
        assistant = replace(assistant, phraser=phraser)
        assistant.ingest([SHIPPED])
        answered = [
            q for q in read_questions("shipped") if q.part == "dev" and q.status == "answered"
        ]
        for question in answered[:most]:
            offline = assistant.answer(question.question, question.history, question.role)
            phrased = assistant.phrased(offline)
            changed += [question.id] if guarded(phrased) != guarded(offline) else []
            for one in (phrased, *phrased.parts):
                shown += len(one.explanation)
                if one.phrasing is None or one.parts:
                    continue
                outcomes[one.phrasing.outcome.value] += 1
                tokens_in += one.phrasing.tokens_in
                tokens_out += one.phrasing.tokens_out
                seconds += one.phrasing.seconds
                reasons.update(
                    f"{r.part}: {r.reason.split(' (')[0]}" for r in one.phrasing.rejected
                )
        assistant.library.close()
    return ModelFigures(outcomes, shown, reasons, tuple(changed), (tokens_in, tokens_out), seconds)


def guarded(answer: Answer) -> dict:
    """All of an answer that no model may change, its parts' too. The notice that a model was asked
    in vain is left out."""
    plain = {key: value for key, value in answer.to_json().items() if key not in WORDED}
    plain["notices"] = [(n.kind, n.text) for n in answer.notices if n.kind != "model_unavailable"]
    plain["parts"] = [guarded(part) for part in answer.parts]
    return plain


def model_text(figures: ModelFigures) -> str:
    """The figures of a chat model as lines for the terminal."""
    lines = [f"  {outcome:14} {n}" for outcome, n in figures.outcomes.most_common()]
    lines += [f"  sentences shown {figures.shown}"]
    lines += [f"  rejected {n:4}  {reason}" for reason, n in figures.reasons.most_common()]
    lines += [
        f"  answers with anything guarded changed: {len(figures.changed)} {figures.changed}",
        f"  tokens in {figures.tokens[0]}, out {figures.tokens[1]}; {figures.seconds:.0f} s in all",
    ]
    return "\n".join(lines)


def _answer(record: dict) -> Answer:
    quote = Quote(
        text=record["text"],
        lead_in=record["lead_in"],
        clause_id=record["id"],
        policy_id=record["id"],
        policy_title=record["title"],
        version=None,
        review_date=None,
        section=tuple(record["section"]),
        page=1,
        page_end=1,
        start=0,
        end=len(record["text"]),
        source="invented",
        status="adopted",
    )
    question = record["question"]
    return Answer(
        question,
        question,
        Status.ANSWERED,
        "",
        verdict=Verdict(record["verdict"]),
        quotes=(quote,),
    )


def _checkers() -> Iterator[tuple[str, Checker]]:
    yield "rules", Checker()
    if reader := load_models().reader:
        yield "rules and reader", Checker(reader)


def main() -> None:
    """Prints the figures of the checks, and of a chat model when one is named."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--failures", action="store_true", help="list those of the dev half")
    options.add_argument("--prompt", type=Path, default=PHRASE_ANSWER)
    options.add_argument("--model", help='a chat model, like "ollama:llama3.2"')
    options.add_argument("--base-url", help="its address")
    options.add_argument("--key-env", default="", help="the environment variable with its key")
    options.add_argument("--form", help="json_schema or function_calling, as in school.toml")
    options.add_argument("--seconds", type=float, default=30.0)
    options.add_argument("--questions", type=int, default=40)
    args = options.parse_args()
    prompt = load_prompt(args.prompt)
    print(f"prompt {prompt.label}")
    for name, checker in _checkers():
        for part in PARTS:
            figures = measure(checker, read_cases(part))
            print(figures_text(f"\nchecks by {name}, {part}", figures))
            if args.failures and part == "dev":
                for kind, sentence, reason in figures.errors:
                    print(f"  {'PASSED ' + kind if reason is None else 'REJECTED'}: {sentence}")
                    print(f"      {reason}" if reason else "")
    if args.model:
        settings = ChatModelSettings(
            args.model,
            args.base_url,
            "for an evaluation",
            args.key_env,
            seconds=args.seconds,
            per_minute=1000,
            form=args.form,
        )
        print(f"\n{args.model}, {prompt.label}, {args.questions} questions")
        print(model_text(ask_model(settings, args.prompt, args.questions)))


if __name__ == "__main__":
    main()
