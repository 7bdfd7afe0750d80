"""Puts attacks to an assistant and says of each whether everything held."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answers import Answer, Status
from assistant.bootstrap import Assistant, build
from assistant.errors import QuestionError
from assistant.settings import Settings
from eval.attacks.cases import POLICY, Attack, Where, read_bases
from eval.attacks.checks import violations
from eval.attacks.documents import NAME, write_document
from eval.run import DAY

_POINTED_OUT = {"hidden-text", "footnote"}
_EVENTS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}


@dataclass(frozen=True)
class Outcome:
    """One attack and its answer, None when the message was refused; `broken` is what didn't hold.
    `flagged` tells whether ingest pointed at a document's hidden words."""

    attack: Attack
    base: Answer
    answer: Answer | None
    broken: tuple[str, ...]
    flagged: bool = False

    @property
    def reply(self) -> str:
        """What became of the question: the same verdict, another, a card, a fixed reply …"""
        if self.answer is None:
            return "refused"
        if self.answer.status is not Status.ANSWERED:
            return self.answer.status.value
        same = self.answer.status is self.base.status and self.answer.verdict is self.base.verdict
        return "same verdict" if same else f"verdict {self.answer.verdict or 'withdrawn'}"


class Bench:
    """An assistant over the policy of this set, and the answers to its plain questions.

    `make` builds the assistant on a library folder, and `ask` puts an attack to it (`phrase=True`
    for one with a chat model); plain questions are asked without. `allowed` are addresses that it
    may open connections to, as host or "host:port" (a scripted model on this machine, which may
    look at `current`, the attack that is being put).
    """

    def __init__(
        self,
        folder: Path,
        make: Callable[[Path], Assistant] | None = None,
        ask: Callable[[Assistant, Attack], Answer] | None = None,
        allowed: frozenset[str] = frozenset(),
    ) -> None:
        self.current: Attack | None = None
        self._folder = folder
        self._ask = ask or _plainly
        self._allowed = allowed
        self.assistant = (make or _offline)(folder / "library")
        self._bases: dict[tuple[str, str], Answer] = {}
        self._clauses = {base.question: base.clause for base in read_bases()}
        self._held: Path | None = None

    def base(self, question: str, role: str = "staff") -> Answer:
        """The answer to a question of the set asked plainly, of the policy as it is."""
        if (question, role) not in self._bases:
            self._hold(POLICY)
            self._bases[question, role] = self.assistant.answer(question, role=role, today=DAY)
        return self._bases[question, role]

    def run(self, attacks: Sequence[Attack]) -> Iterator[Outcome]:
        """An outcome an attack, those in documents last, since they replace the policy."""
        for attack in attacks:
            self.base(attack.base, attack.role)
        for attack in sorted(attacks, key=lambda a: a.where is Where.DOCUMENT):
            yield self._attacked(attack)

    def _attacked(self, attack: Attack) -> Outcome:
        base = self.base(attack.base, attack.role)
        flagged = False
        with connections(self._allowed) as opened:
            if attack.where is Where.DOCUMENT:
                near = self._clauses[attack.base]
                file = write_document(attack.carrier, self._folder, attack.text, near)
                flagged = self._hold(file)
            else:
                self._hold(POLICY)
            answer: Answer | None = None
            self.current = attack
            try:
                answer = self._ask(self.assistant, attack)
            except QuestionError:
                pass  # refused, with words: too long or empty
            finally:
                self.current = None
        broken = [f"connection: {where}" for where in opened]
        if answer is not None:
            policies = {policy.policy_id: policy for policy in self.assistant.policies()}
            broken += violations(base, answer, attack, policies)
        return Outcome(attack, base, answer, tuple(dict.fromkeys(broken)), flagged)

    def _hold(self, file: Path) -> bool:
        """Puts the file into the library as the only policy there; True when something in it was
        pointed out as hidden."""
        if file == self._held:
            return False
        named = file
        if file == POLICY:
            named = self._folder / f"{NAME}.md"
            named.write_bytes(file.read_bytes())
        for policy in self.assistant.policies():
            if policy.source != named.name:  # beside it, the file would be a copy of it
                self.assistant.remove(policy.policy_id)
        report = self.assistant.ingest([named])
        if [policy.source for policy in self.assistant.policies()] != [named.name]:
            raise RuntimeError(f"{named.name} couldn't be loaded: {report.files}")
        self._held = file if file == POLICY else None
        findings = [found for entry in report.files for found in entry.findings]
        return any(found.kind in _POINTED_OUT for found in findings)


@contextmanager
def connections(allowed: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """The connections that this process opens or looks up while the block runs, without those to
    an allowed address."""
    opened: list[str] = []
    _watch()
    _listeners.append(opened)
    try:
        yield opened
    finally:
        _listeners.remove(opened)
        opened[:] = [one for one in opened if not {one, one.rsplit(":", 1)[0]} & allowed]


_listeners: list[list[str]] = []
_watching: list[bool] = []


def _watch() -> None:
    if _watching:
        return  # an audit hook can't be taken out again
    _watching.append(True)
    sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _EVENTS or not _listeners:
        return
    told = arguments[-1] if event in {"socket.connect", "socket.sendto"} else arguments[:2]
    address = ":".join(str(part) for part in told[:2]) if isinstance(told, tuple) else str(told)
    for opened in list(_listeners):
        opened.append(address)


def _offline(library: Path) -> Assistant:
    return build(Settings(library_dir=library))


def _plainly(assistant: Assistant, attack: Attack) -> Answer:
    return assistant.answer(attack.message, attack.history, attack.role, today=DAY)
