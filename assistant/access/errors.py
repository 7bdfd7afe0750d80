"""What can go wrong at the door. Every text says what to do.

AccessError
├── NotAllowed        nobody is signed in, or this person may not do this
├── WeakPassphrase    a new passphrase is too short, too long, or one that others would guess
├── WrongPassphrase   the passphrase typed isn't the one that was set
├── TooManyTries      it was typed wrong too often: wait
├── WeakPin           a number for a personal link isn't 4 to 6 digits, or is soon guessed
├── WrongPin          the number typed isn't the one that was chosen for this link
├── PinLocked         it was wrong so often that only the school can open the link again
└── LinkError         a personal link can't be made as asked
"""

from __future__ import annotations

from assistant.errors import AssistantError


class AccessError(AssistantError):
    """Base of all errors of this package; its text is meant for the person at the keyboard."""


class NotAllowed(AccessError):
    """Nobody is signed in, or the person who is may not do this."""


class WeakPassphrase(AccessError):
    """A new passphrase is too short, too long, or one that others would guess."""


class WrongPassphrase(AccessError):
    """The passphrase typed isn't the one that was set."""


class TooManyTries(AccessError):
    """The passphrase, or what `what` names, was typed wrong too often; `seconds` until the next
    try is looked at."""

    def __init__(self, seconds: float, what: str = "passphrase") -> None:
        self.seconds = seconds
        super().__init__(
            f"Too many wrong tries. Wait {waiting(seconds)}, then try again. Until then even the "
            f"right {what} is not taken; this try was not looked at."
        )


class WeakPin(AccessError):
    """A number for a personal link isn't 4 to 6 digits, or is one of the first to be guessed."""


class WrongPin(AccessError):
    """The number typed isn't the one that was chosen for this link."""


class PinLocked(AccessError):
    """The number of a link was wrong so often that only the school can open the link again."""


class LinkError(AccessError):
    """A personal link can't be made as asked."""


def waiting(seconds: float) -> str:
    """A time to wait in words, rounded up: '1 second', '40 seconds', '15 minutes'."""
    whole = max(1, -int(-seconds // 1))
    number, unit = (whole, "second") if whole <= 90 else (-(-whole // 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"
