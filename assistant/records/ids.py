"""Ids of records."""

from __future__ import annotations

import uuid


def new_id() -> str:
    """A new random id of 32 hexadecimal digits, which tells nothing about what it stands for."""
    return uuid.uuid4().hex
