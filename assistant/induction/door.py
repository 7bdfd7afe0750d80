"""The way in by a personal link: the token, then the number that its holder chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from assistant.access.errors import LinkError
from assistant.access.links import LINK_WORDS, LinkStanding, check_link, holder, token_sha256
from assistant.access.pins import PinTries, check_try, hash_pin
from assistant.records.entries import Actor, PersonalLink
from assistant.records.induction_entries import InductionRole, LinkClaim
from assistant.records.store import Records


@dataclass(frozen=True)
class Visitor:
    """Somebody who opened their link and told its number, which was chosen at `claimed_at`: when
    the school frees the link and another is chosen, whoever knew the old one is let out."""

    link_id: str
    claimed_at: datetime


@dataclass(frozen=True)
class Door:
    """The personal links of one school, and the wrong numbers that were tried for them."""

    records: Records
    tries: PinTries

    def arrive(self, token: str, now: datetime) -> tuple[LinkStanding, PersonalLink | None, bool]:
        """Whether a link lets anyone in, the link, and whether its number was chosen already."""
        link = self.records.links.find(token_sha256(token))
        standing = check_link(token, link, now)
        if standing is not LinkStanding.OK or link is None:
            return standing, None, False
        return standing, link, self.records.links.claim_of(link.link_id) is not None

    def claim(self, token: str, number: str, now: datetime) -> Visitor:
        """The first visit: keeps the number that the holder chose. WeakPin; RecordClosed when one
        was chosen before; LinkError when the link lets nobody in."""
        link = self._open(token, now)
        claim = LinkClaim(link.link_id, hash_pin(number), now)
        self.records.links.claim(claim, holder(link))
        return self._visitor(link)

    def enter(self, token: str, number: str, now: datetime) -> Visitor:
        """A later visit. WrongPin, TooManyTries, PinLocked; LinkError."""
        link = self._open(token, now)
        check_try(number, link.link_id, self.records.links, self.tries, monotonic())
        return self._visitor(link)

    def holder(self, visitor: Visitor, now: datetime) -> tuple[PersonalLink, Actor, InductionRole]:
        """The visitor's link as it stands now. LinkError when it has ended in the meantime."""
        link = self.records.links.get(visitor.link_id)
        ended = LinkStanding.REVOKED if link.revoked_at else LinkStanding.EXPIRED
        if link.revoked_at or now >= link.expires_at:
            raise LinkError(LINK_WORDS[ended])
        claim = self.records.links.claim_of(link.link_id)
        if claim is None or claim.claimed_at != visitor.claimed_at:
            raise LinkError(
                "The number of this link was set afresh. Open the link again to choose one, or "
                "type the one that was chosen. What was finished is kept."
            )
        if link.role not in tuple(InductionRole):
            raise LinkError(
                "This link opens the chat and no induction. Ask the person who sent it to you for "
                "one that does."
            )
        return link, holder(link), InductionRole(link.role)

    def _open(self, token: str, now: datetime) -> PersonalLink:
        standing, link, _ = self.arrive(token, now)
        if link is None:
            raise LinkError(LINK_WORDS[standing])
        return link

    def _visitor(self, link: PersonalLink) -> Visitor:
        claim = self.records.links.claim_of(link.link_id)
        if claim is None:  # freed in the same moment
            raise LinkError("The number of this link was set afresh. Choose one again.")
        return Visitor(link.link_id, claim.claimed_at)
