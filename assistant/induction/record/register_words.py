"""What the register says of a row, for a page or on paper; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.desk.sentences import Sentences
from assistant.induction.path.roles import ROLE_WORDS
from assistant.induction.record.declaration_words import cleaned, listed, load_words, local_day
from assistant.induction.record.register import RegisterRow, Standing, counts

_COLUMNS = ("person", "role", "standing", "declared", "questions", "verified", "note")


def columns() -> tuple[str, ...]:
    """The names of the columns that `cells` fills."""
    return tuple(load_words().say(f"register.column_{name}") for name in _COLUMNS)


def cells(row: RegisterRow) -> tuple[str, ...]:
    """The row as text: name, role, standing, declared, questions, verified, what to note."""
    words = load_words()
    record = row.record
    return (
        cleaned(row.person),
        ROLE_WORDS[row.role],
        words.say(f"standing.{row.standing}"),
        _on(record.declared_at) if record else "",
        _questions(row, words),
        _verified(row, words),
        " ".join(notes(row)),
    )


def notes(row: RegisterRow) -> list[str]:
    """What there is to know or to do about a row, each in a sentence."""
    say, said = load_words().say, []
    if row.altered:
        said.append(say("register.altered"))
    if row.changed:
        said.append(say("register.changed", policies=listed(row.changed, load_words())))
    if row.under_way:
        again = "topping_up" if row.under_way.tops_up else "again"
        name = again if row.record else "begun"
        said.append(say(f"register.{name}", date=_on(row.under_way.started_at)))
    elif not row.record:
        said.append(say("register.not_begun"))
    if row.link and row.standing is not Standing.CURRENT:
        said.append(_of_link(row.link.revoked_at, row.link.expires_at, row.link_open))
    return said


def summary(rows: Sequence[RegisterRow]) -> str:
    """'41 current, 8 out of date, 6 started', without those that nobody has."""
    say = load_words().say
    return ", ".join(
        say(f"count.{standing}", number=number)
        for standing, number in counts(rows).items()
        if number
    )


def _of_link(revoked_at: datetime | None, expires_at: datetime, is_open: bool) -> str:
    say = load_words().say
    if revoked_at is not None:
        return say("register.link_withdrawn", date=_on(revoked_at))
    return say(f"register.link_{'until' if is_open else 'ended'}", date=_on(expires_at))


def _questions(row: RegisterRow, words: Sentences) -> str:
    if not row.record or not row.record.attempts:
        return ""
    last = row.record.attempts[-1]
    values = {"right": last.right, "of": last.of}
    if last.number == 1:
        return words.say("register.questions_first", **values)
    return words.say("register.questions", number=last.number, **values)


def _verified(row: RegisterRow, words: Sentences) -> str:
    if not row.record:
        return ""
    if not row.verification:
        return words.say("register.unverified")
    on = _on(row.verification.verified_at)
    return words.say("register.verified", name=cleaned(row.verification.verified_by), date=on)


def _on(at: datetime) -> str:
    """ "5 Nov 2026", which no line's end takes apart."""
    local = local_day(at)
    return f"{local.day} {local:%b %Y}".replace(" ", "\u00a0")
