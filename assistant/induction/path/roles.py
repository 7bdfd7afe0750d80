"""The roles that have a path of their own: their names, and what each is in the chat."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.records.induction_entries import InductionRole

CHAT_ROLE: Mapping[InductionRole, str] = MappingProxyType(
    {
        InductionRole.VOLUNTEER: "volunteer",
        InductionRole.TEACHING: "staff",
        InductionRole.SUPPORT: "staff",
        InductionRole.SUPPLY: "staff",
        InductionRole.GOVERNOR: "governor",
    }
)

ROLE_WORDS: Mapping[InductionRole, str] = MappingProxyType(
    {
        InductionRole.VOLUNTEER: "Volunteer",
        InductionRole.TEACHING: "Teaching staff",
        InductionRole.SUPPORT: "Support staff",
        InductionRole.SUPPLY: "Supply staff or student on placement",
        InductionRole.GOVERNOR: "Governor",
    }
)
