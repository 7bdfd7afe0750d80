"""Every role has a name and a part in the chat."""

from __future__ import annotations

from assistant.induction.path.roles import CHAT_ROLE, ROLE_WORDS
from assistant.records.induction_entries import InductionRole
from assistant.search.audience import ROLE_AUDIENCES


def test_every_role_has_a_name_and_a_role_in_the_chat():
    assert set(CHAT_ROLE) == set(ROLE_WORDS) == set(InductionRole)
    assert set(CHAT_ROLE.values()) <= set(ROLE_AUDIENCES)


def test_all_who_are_employed_ask_as_staff():
    staff = {role for role, chat in CHAT_ROLE.items() if chat == "staff"}
    assert staff == {InductionRole.TEACHING, InductionRole.SUPPORT, InductionRole.SUPPLY}
