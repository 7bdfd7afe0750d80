"""An induction is declared: the exact words first, then the record of them with its hash; pure but
for the new record's id and code."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from assistant.desk.periods import day
from assistant.desk.sentences import Sentences
from assistant.desk.signing import stands_in
from assistant.induction.errors import NotDeclarable, WordingChanged
from assistant.induction.record.codes import new_code
from assistant.induction.record.declaration_words import load_words, local_day, review_words
from assistant.records.entries import KeptQuote, PolicyVersion
from assistant.records.ids import new_id
from assistant.records.induction_entries import AttemptScore, Induction, InductionRecord
from assistant.triage.cards import NOT_SET, SchoolContacts
from ingest.documents import Policy, PolicyStatus


def wording(
    induction: Induction,
    policies: Sequence[Policy],
    school: SchoolContacts,
    today: date,
    earlier: InductionRecord | None = None,
) -> str:
    """The declaration to the letter, a numbered line for each statement.

    `policies` are those of the path; `earlier` is the record that a top-up brings up to date.
    """
    words = load_words()
    say = words.say
    opening = say(
        "declaration.opening",
        person=_plain(induction.person),
        date=day(today),
        role=say(f"role.{induction.role}"),
        school=_plain(school.name or "") or say("school.unset"),
    )
    listed = "".join(f"\n   – {policy_line(policy, today, words)}" for policy in policies)
    dsl = _plain(school.dsl or "").rstrip(".")
    statements = [
        _what_was_read(induction, earlier, words) + listed,
        say("declaration.understood"),
        say("declaration.keep"),
        say("declaration.dsl", dsl=dsl) if dsl else say("declaration.dsl_unset"),
        say("declaration.report"),
        say("declaration.changes"),
        say("declaration.kept"),
    ]
    numbered = (f"{number}. {statement}" for number, statement in enumerate(statements, start=1))
    return "\n\n".join((opening, *numbered))


def record(
    induction: Induction,
    *,
    clauses: Sequence[KeptQuote],
    policies: Sequence[Policy],
    attempts: Sequence[AttemptScore],
    school: SchoolContacts,
    now: datetime,
    shown: str,
    earlier: InductionRecord | None = None,
) -> InductionRecord:
    """What the holder of the link declares, final, with a new id and certificate code.

    `clauses` are those read, as they stood then; a top-up's are all that its policies now rest on,
    those read for the earlier record in the same words among them. `shown` is the wording that was
    agreed to. NotDeclarable lists what must be read first, WordingChanged says that the words are
    other ones by now. Whether the quiz was passed is asked elsewhere.
    """
    if faults := tuple(_faults(induction, clauses, policies, earlier)):
        raise NotDeclarable(faults)
    words = wording(induction, policies, school, local_day(now), earlier)
    if shown != words:
        raise WordingChanged(
            "The declaration reads differently now: a policy, a name or the date in it has changed "
            "since it was shown. Nothing was recorded. Please read it again, then declare it."
        )
    made = InductionRecord(
        record_id=new_id(),
        induction_id=induction.induction_id,
        person=induction.person,
        role=induction.role,
        declared_at=now.astimezone(UTC),
        wording=words,
        path_revision=induction.path_revision,
        policies=tuple(_version(policy) for policy in policies),
        clauses=tuple(clauses),
        attempts=tuple(sorted(attempts, key=lambda attempt: attempt.number)),
        dsl_named=_plain(school.dsl or "") or NOT_SET,
        certificate_code=new_code(),
        content_sha256="",
        tops_up=induction.tops_up,
    )
    return replace(made, content_sha256=content_sha256(made))


def content_sha256(record: InductionRecord) -> str:
    """SHA-256 (hex) of everything in the record but the hash itself, as JSON with sorted keys: the
    same for the same content, on any machine."""
    content = _canonical(replace(record, content_sha256=""))
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def intact(record: InductionRecord) -> bool:
    """Whether the record is as it was declared, by its hash."""
    return hmac.compare_digest(content_sha256(record), record.content_sha256)


def policy_line(policy: Policy, today: date, words: Sentences) -> str:
    """'Social Media Policy, version 1.0, review date February 2025: overdue by 21 months'."""
    version = _plain(policy.version or "")
    line = words.say(
        "policy.line",
        title=_plain(policy.title),
        version=words.say("policy.version", version=version)
        if version
        else words.say("policy.no_version"),
        review=review_words(policy.review_date, today, words),
    )
    if policy.status is PolicyStatus.ADOPTED:
        return line
    return words.say(f"policy.{policy.status}", line=line)


def _what_was_read(induction: Induction, earlier: InductionRecord | None, words: Sentences) -> str:
    if not induction.tops_up:
        return words.say("declaration.read")
    if earlier is None or earlier.record_id != induction.tops_up:
        raise NotDeclarable((_NO_EARLIER,))
    form = "declaration.top_up" if induction.clause_ids else "declaration.top_up_nothing"
    return words.say(form, date=day(local_day(earlier.declared_at)))


_NO_EARLIER = (
    "The earlier declaration, which this one brings up to date, is no longer kept. Begin the "
    "induction again from your link."
)


def _faults(
    induction: Induction,
    clauses: Sequence[KeptQuote],
    policies: Sequence[Policy],
    earlier: InductionRecord | None,
) -> Iterator[str]:
    """Why it can't be declared, each in a sentence that says what to do."""
    if induction.tops_up and (earlier is None or earlier.record_id != induction.tops_up):
        yield _NO_EARLIER
    read = {kept.quote.clause_id for kept in clauses}
    if unread := sum(clause_id not in read for clause_id in induction.clause_ids):
        rules = "1 rule has" if unread == 1 else f"{unread} rules have"
        yield f"{rules} not been read yet. Go back to the reading and finish it."
    if not clauses:
        yield "Nothing was read. Go back to the reading."
    by_id = {policy.policy_id: policy for policy in policies}
    titles = {kept.quote.policy_id: kept.quote.policy_title for kept in clauses}
    for policy_id, title in titles.items():
        if policy_id not in by_id:
            yield (
                f"“{title}” is no longer held here. Tell the person who sent you the link, or the "
                "school office, so that your reading can be put right."
            )
    changed = [kept for kept in clauses if _reads_otherwise(kept, by_id)]
    for title in dict.fromkeys(kept.quote.policy_title for kept in changed):
        yield f"“{title}” was replaced while you were reading. Read what has changed in it."


def _reads_otherwise(kept: KeptQuote, policies: Mapping[str, Policy]) -> bool:
    """Whether the policy is held, in another edition, without the clause in these words."""
    policy = policies.get(kept.quote.policy_id)
    if policy is None or policy.sha256 == kept.policy_sha256:
        return False
    return not stands_in(kept.quote, policy)


def _version(policy: Policy) -> PolicyVersion:
    return PolicyVersion(
        policy.policy_id, policy.title, policy.version, policy.review_date, policy.sha256
    )


def _canonical(value: Any) -> Any:
    """`value` in JSON's types. A field at its default is left out, so that a field which a later
    version of this program adds changes no older record's hash."""
    if is_dataclass(value):
        return {
            field.name: _canonical(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, (list, tuple)):
        return [_canonical(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.value if isinstance(value, StrEnum) else value


def _plain(text: str) -> str:
    return " ".join(text.split())
