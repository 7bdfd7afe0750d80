"""`policy-assistant passphrase`: makes the hash of a passphrase for school.toml."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from getpass import getpass

from assistant.access.errors import WeakPassphrase
from assistant.access.passphrase import make_hash

_LINES = """\
Put these lines at the end of school.toml, with the holder's name and roles (dsl, admin,
leadership). Each person has a passphrase of their own: a signature says who signed.

[[access.passphrases]]
name = "Name of the person who will use it"
roles = ["dsl"]
hash = "{hashed}"
"""


def passphrase_command(argv: Sequence[str], ask: Callable[[str], str] = getpass) -> int:
    """Asks for a passphrase twice, unseen, and prints the lines for school.toml.

    0 when they were printed, 1 when the passphrase is weak or the two differ.
    """
    parser = argparse.ArgumentParser(
        prog="policy-assistant passphrase",
        description="Makes the hash of a passphrase, to sign in where there is no school account. "
        "Take four or more words that have nothing to do with each other.",
    )
    parser.parse_args(argv)
    first = ask("New passphrase: ")
    try:
        hashed = make_hash(first)
    except WeakPassphrase as error:
        print(f"policy-assistant passphrase: {error}", file=sys.stderr)
        return 1
    if ask("The same again: ") != first:
        print("policy-assistant passphrase: the two differ. Start again.", file=sys.stderr)
        return 1
    print(_LINES.format(hashed=hashed))
    return 0
