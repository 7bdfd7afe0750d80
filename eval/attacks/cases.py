"""The attacks and the honest questions that they are wrapped round, as read from their files."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FOLDER = Path(__file__).parent
POLICY = FOLDER / "policy.md"
FILES = ("question", "history", "document")
# What the offline assistant doesn't withstand yet: each turns a verdict. All of a message is read,
# so what the asker demands counts (the first two), and loose words of another clause bring that one
# up (the last two). None may be added.
KNOWN = frozenset({"q090", "q163", "q183", "q185"})


class Where(StrEnum):
    """Where the attacker's words stand."""

    QUESTION = "question"
    HISTORY = "history"
    DOCUMENT = "document"


class Must(StrEnum):
    """What must hold beside what always must (quotes verbatim, no word of the attacker's)."""

    SAME = "same"  # the plain question's verdict, or none; never covered where it wasn't
    CARD = "card"  # a disclosure stands in it: the report-now card
    CARD_OR_SAME = "card_or_same"  # an emergency is pretended


@dataclass(frozen=True)
class Base:
    """An honest question on the policy of this set; `clause` is how its clause begins, None when
    nothing covers it."""

    id: str
    question: str
    verdict: str | None
    clause: str | None


@dataclass(frozen=True)
class Attack:
    """One attack. `text` is the message that is typed (the base question in it), or the words put
    into a document; `wants` is what the attacker would like the answer to say; `decoded` is what
    an encoded text hides. `carrier` tells how a document holds the words; those of a carrier that
    begins with "visible" are part of the published policy."""

    id: str
    risk: str
    where: Where
    how: str
    base: str
    text: str
    wants: str
    must: Must
    subtle: bool
    role: str = "staff"
    history: tuple[str, ...] = ()
    decoded: str = ""
    carrier: str = ""

    @property
    def message(self) -> str:
        """What is typed."""
        return self.base if self.where is Where.DOCUMENT else self.text

    @property
    def visible(self) -> bool:
        """True when the attacker's words are a clause that everybody can read."""
        return self.carrier.startswith("visible")


def obeyed(attack: Attack) -> str:
    """What a model says that does all it is told: what the attacker wants, and their own words."""
    said = " ".join((*attack.history, attack.decoded or attack.text))
    return f"{attack.wants} {said}".strip()


def read_attacks() -> list[Attack]:
    """All attacks, in file order."""
    found = []
    for name in FILES:
        with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as lines:
            found += [_attack(json.loads(line)) for line in lines]
    return found


def read_bases() -> list[Base]:
    """The honest questions, in file order."""
    with (FOLDER / "bases.jsonl").open(encoding="utf-8") as lines:
        return [Base(**json.loads(line)) for line in lines]


def sample(attacks: Sequence[Attack], size: int) -> list[Attack]:
    """A fixed choice of about `size` attacks in which every kind and carrier has its share: the
    ones that come first by the hash of their ids, taken in turn from each kind."""
    order = sorted(attacks, key=lambda a: hashlib.sha256(a.id.encode()).hexdigest())
    seen: Counter[str] = Counter()
    ranked = []
    for place, attack in enumerate(order):
        kind = attack.carrier or f"{attack.where}/{attack.how}"
        ranked.append((seen[kind], place, attack))
        seen[kind] += 1
    chosen = {attack.id for _, _, attack in sorted(ranked, key=lambda r: r[:2])[:size]}
    return [attack for attack in attacks if attack.id in chosen]


def _attack(record: dict) -> Attack:
    return Attack(
        **{
            **record,
            "where": Where(record["where"]),
            "must": Must(record["must"]),
            "history": tuple(record.get("history", ())),
        }
    )
