"""A draft is signed: every fault is found first, then the sign-off is filled in and hashed; pure
but for the new reply's id."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

from assistant.answers import Quote
from assistant.desk.errors import UnsignableDraft
from assistant.desk.locks import altered_quotes
from assistant.desk.templates import Templates, load_templates
from assistant.records.entries import (
    Actor,
    Draft,
    DraftPart,
    DraftState,
    KeptQuote,
    Paragraph,
    Part,
    PolicyVersion,
    Reply,
)
from assistant.records.ids import new_id
from assistant.triage.cards import SchoolContacts
from ingest.documents import Policy

_TOLD_BACK = re.compile(r"“[^”]*”")


def sign(
    draft: Draft,
    actor: Actor,
    now: datetime,
    policies: Iterable[Policy],
    *,
    signed_as: str | None = None,
    templates: Templates | None = None,
) -> Reply:
    """The reply as `actor` signs it: final, with the policy versions it rests on and its hash.

    UnsignableDraft lists every fault. Whether the actor may sign is asked elsewhere. `signed_as`
    is the role to sign in; by default the first of the actor's roles that has a title.
    """
    templates = templates or load_templates()
    if found := tuple(faults(draft, policies, templates)):
        raise UnsignableDraft(found)
    title = signed_as or signs_as(actor, SchoolContacts(), templates)
    quotes = _resting_on(draft.edited, draft.quotes)
    reply = Reply(
        reply_id=new_id(),
        draft_id=draft.draft_id,
        question=draft.question,
        parts=_signed(draft.edited, f"{actor.name}\n{title}", templates),
        quotes=quotes,
        policies=_versions(quotes),
        audience=draft.audience,
        signed_by=actor.name,
        signed_as=title,
        signed_at=now.astimezone(UTC),
        content_sha256="",
    )
    return replace(reply, content_sha256=content_hash(reply))


def faults(draft: Draft, policies: Iterable[Policy], templates: Templates) -> Iterator[str]:
    """Why the draft can't be signed, each in a sentence that says what to do."""
    if draft.state is not DraftState.DRAFT:
        yield f"This draft is {draft.state.value} already. Draft a new reply to say more."
    yield from _empty(draft.edited)
    yield from _unfilled(draft.edited, templates)
    yield from (altered.text for altered in altered_quotes(draft.edited, draft.quotes))
    by_id = {policy.policy_id: policy for policy in policies}
    for kept in _resting_on(draft.edited, draft.quotes):
        yield from _changed_since(kept, by_id)


def signs_as(actor: Actor, school: SchoolContacts, templates: Templates) -> str:
    """The role to sign in: the deputy is told from the DSL by the name in the school's settings."""
    deputy = (school.deputy_dsl or "").strip()
    if deputy and deputy.casefold() == actor.name.strip().casefold():
        return templates.say("titles.deputy_dsl")
    known = (f"titles.{role}" for role in actor.roles)
    return templates.say(next((k for k in known if k in templates.sentences), "titles.other"))


def content_hash(reply: Reply) -> str:
    """SHA-256 of all that was signed, as JSON with sorted keys: the same for the same content, on
    any machine. Ids and the hash itself are left out, and of a paragraph that no chat model worded
    that it wasn't, so that what was signed before that was kept has the hash that it had."""
    content = asdict(reply)
    for field in ("reply_id", "draft_id", "content_sha256"):
        del content[field]
    for paragraph in (p for part in content["parts"] for p in part["paragraphs"]):
        if not paragraph["worded_by"]:
            del paragraph["worded_by"]
    content["signed_at"] = reply.signed_at.astimezone(UTC).isoformat()
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def stands_in(quote: Quote, policy: Policy) -> bool:
    """Whether a policy has the words of a clause, lead-in included, wherever in it they stand and
    however its lines break."""
    held = " ".join(policy.text.split())
    # A nested list's lead-in is the outer and the inner one, each of them verbatim.
    parts = (quote.text, *re.split(r"(?<=:) ", quote.lead_in or ""))
    return all(" ".join(part.split()) in held for part in parts)


def unfilled_blanks(text: str, templates: Templates) -> list[str]:
    """The blanks that are left in a text, as written there; words told back in “…” don't count."""
    names = "|".join(re.escape(blank.strip("[]")) for blank in templates.blanks)
    blank = re.compile(rf"\[\s*(?:{names})\s*\]", re.IGNORECASE)
    return blank.findall(_TOLD_BACK.sub("", text))


def _empty(parts: Sequence[DraftPart]) -> Iterator[str]:
    if not any(part.part is not Part.SIGN_OFF for part in parts):
        yield "The reply is empty. Write something, or discard the draft."
    for part in parts:
        if not any(paragraph.text.strip() for paragraph in part.paragraphs):
            yield f"{_name(part)} is empty. Fill it in, or remove the part."


def _unfilled(parts: Sequence[DraftPart], templates: Templates) -> Iterator[str]:
    for part in parts:
        for number, paragraph in enumerate(part.paragraphs, start=1):
            if paragraph.quoted:
                continue
            if left := unfilled_blanks(paragraph.text, templates):
                yield (
                    f"{_name(part)}, paragraph {number}: still to fill in: {', '.join(left)}. "
                    "Fill it in, or remove the paragraph."
                )


def _changed_since(kept: KeptQuote, policies: Mapping[str, Policy]) -> Iterator[str]:
    quote = kept.quote
    clause = f"“{quote.policy_title}”, clause {quote.clause_id}"
    policy = policies.get(quote.policy_id)
    if policy is None:
        yield f"{clause}: this policy is no longer held here. Draft the reply again."
    elif policy.sha256 == kept.policy_sha256:
        return
    elif not stands_in(quote, policy):
        yield (
            f"{clause}: the policy was replaced since the draft was made, and the clause has "
            "changed or gone. Draft the reply again."
        )
    elif (policy.title, policy.version, policy.review_date) != (
        quote.policy_title,
        quote.version,
        quote.review_date,
    ):
        yield (
            f"{clause}: the policy was replaced since the draft was made. The clause still stands, "
            "but title, version or review date are different now. Draft the reply again."
        )


def _resting_on(parts: Sequence[DraftPart], quotes: Sequence[KeptQuote]) -> tuple[KeptQuote, ...]:
    """The quotes that the reply still has, in their order."""
    quoted = {paragraph.quoted for part in parts for paragraph in part.paragraphs}
    return tuple(kept for kept in quotes if kept.quote.clause_id in quoted)


def _versions(quotes: Sequence[KeptQuote]) -> tuple[PolicyVersion, ...]:
    """The edition of each policy that was quoted from, once."""
    found = {
        (k.quote.policy_id, k.policy_sha256): PolicyVersion(
            k.quote.policy_id,
            k.quote.policy_title,
            k.quote.version,
            k.quote.review_date,
            k.policy_sha256,
        )
        for k in quotes
    }
    return tuple(found.values())


def _signed(
    parts: Sequence[DraftPart], signature: str, templates: Templates
) -> tuple[DraftPart, ...]:
    """The parts with the signature where its blank stands, else at the end."""
    if any(templates.signer in p.text for part in parts for p in part.paragraphs):
        return tuple(
            replace(
                part,
                paragraphs=tuple(
                    p if p.quoted else replace(p, text=p.text.replace(templates.signer, signature))
                    for p in part.paragraphs
                ),
            )
            for part in parts
        )
    signed = Paragraph(signature)
    if parts[-1].part is Part.SIGN_OFF:
        return (*parts[:-1], replace(parts[-1], paragraphs=(*parts[-1].paragraphs, signed)))
    return (*parts, DraftPart(Part.SIGN_OFF, (signed,)))


def _name(part: DraftPart) -> str:
    return part.part.value.replace("_", " ").capitalize()
