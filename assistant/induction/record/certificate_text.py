"""What a certificate says, line by line, before it is drawn; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.desk.periods import day
from assistant.desk.sentences import Sentences
from assistant.induction.record.declaration_words import (
    cleaned,
    is_overdue,
    listed,
    load_words,
    local_day,
    overdue_words,
)
from assistant.records.entries import PolicyVersion
from assistant.records.induction_entries import AttemptScore, InductionRecord, Verification
from assistant.triage.cards import NOT_SET, SchoolContacts
from ingest.documents import PolicyStatus

if TYPE_CHECKING:
    from assistant.induction.record.changes import Changes

_HASH = 12  # characters of a file's SHA-256


@dataclass(frozen=True)
class CertificateText:
    """Every text of a certificate. `stale` is what has changed since, `school` and `signer` may
    be '' too; `facts` are labels and values; `check_address` is the address with the code."""

    school: str
    title: str
    stale_title: str
    stale: str
    lead: str
    person: str
    statement: str
    facts: tuple[tuple[str, str], ...]
    policies_heading: str
    annexed: str
    columns: tuple[str, ...]
    policies: tuple[tuple[str, ...], ...]
    hash_note: str
    unverified: str
    verified: str
    signer: str
    signature: str
    is_not: str
    code_label: str
    code: str
    check: str
    check_address: str
    printed: str


def certificate_text(
    record: InductionRecord,
    verification: Verification | None,
    changes: Changes | None,
    school: SchoolContacts,
    check_url: str,
    today: date,
) -> CertificateText:
    """The texts of the certificate of a record, as things stand `today`."""
    words = load_words()
    say = words.say
    declared = _day(local_day(record.declared_at))
    stale = changes is not None and changes.is_stale
    titles = [change.title for change in changes.policies] if changes and stale else []
    several = "certificate.stale_several" if len(titles) > 1 else "certificate.stale"
    name = cleaned(school.name or "")
    standing = {kept.quote.policy_id: kept.quote.status for kept in record.clauses}
    return CertificateText(
        school=name,
        title=say("certificate.title"),
        stale_title=say("certificate.stale_title") if stale else "",
        stale=say(several, policies=listed(titles, words), date=declared) if stale else "",
        lead=say("certificate.certify" if verification and not stale else "certificate.record"),
        person=cleaned(record.person),
        statement=say(
            _statement(record),
            role=say(f"role.{record.role}"),
            school=name or say("school.unset"),
            date=declared,
        ),
        facts=(
            (say("certificate.dsl"), _dsl(record, words)),
            (say("certificate.questions"), _questions(record.attempts, words)),
        ),
        policies_heading=say("certificate.policies"),
        annexed=say("certificate.annexed"),
        columns=tuple(
            say(f"certificate.column_{column}")
            for column in ("policy", "version", "review", "hash")
        ),
        policies=tuple(
            _policy(policy, standing.get(policy.policy_id), today, words)
            for policy in record.policies
        ),
        hash_note=say("certificate.hash_note"),
        unverified="" if verification else say("certificate.unverified"),
        verified=say("certificate.verified") if verification else "",
        signer=_signer(verification, words) if verification else "",
        signature=say("certificate.signature") if verification else "",
        is_not=say("certificate.is_not"),
        code_label=say("certificate.check"),
        code=record.certificate_code,
        check=say("certificate.check_at", url=check_url)
        if check_url
        else say("certificate.check_ask"),
        check_address=_with_code(check_url, record.certificate_code),
        printed=say("certificate.printed", date=_day(today)),
    )


def _statement(record: InductionRecord) -> str:
    if record.tops_up:
        return "certificate.top_up"
    return "certificate.read_quiz" if record.attempts else "certificate.read"


def _dsl(record: InductionRecord, words: Sentences) -> str:
    if record.dsl_named == NOT_SET:
        return words.say("certificate.dsl_unset")
    return cleaned(record.dsl_named)


def _questions(attempts: Sequence[AttemptScore], words: Sentences) -> str:
    if not attempts:
        return words.say("certificate.no_attempt")
    last = max(attempts, key=lambda attempt: attempt.number)
    values = {"right": last.right, "of": last.of, "date": _day(local_day(last.finished_at))}
    if last.number == 1:
        return words.say("certificate.first_attempt", **values)
    return words.say("certificate.last_attempt", number=last.number, **values)


def _policy(
    policy: PolicyVersion, standing: str | None, today: date, words: Sentences
) -> tuple[str, ...]:
    title = cleaned(policy.title)
    if standing and standing != PolicyStatus.ADOPTED:
        title = words.say(f"policy.{standing}", line=title)
    review = cleaned(policy.review_date or "") or words.say("certificate.review_unset")
    if policy.review_date and is_overdue(policy.review_date, today):
        late = overdue_words(policy.review_date, today, words).replace(" ", "\u00a0")
        review = words.say("policy.overdue", review=review, months=late)
    version = cleaned(policy.version or "") or words.say("certificate.version_unset")
    return title, version, review, policy.sha256[:_HASH]


def _signer(verification: Verification, words: Sentences) -> str:
    return words.say(
        "certificate.verified_by",
        name=cleaned(verification.verified_by),
        title=cleaned(verification.verified_as),
        date=_day(local_day(verification.verified_at)),
    )


def _with_code(url: str, code: str) -> str:
    """The page's address with the code filled in; '' when the school has no address set."""
    if not url:
        return ""
    return f"{url}{'&' if '?' in url else '?'}code={code}"


def _day(at: date) -> str:
    """A date that no line's end takes apart."""
    return day(at).replace(" ", "\u00a0")
