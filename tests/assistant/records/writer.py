"""Keeps questions one after another until it is killed; says that it has begun."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from assistant.records.entries import Actor, Arrival, InboxQuestion
from assistant.records.ids import new_id
from assistant.records.store import open_records

with open_records(sys.argv[1]) as records:
    print("begun", flush=True)
    while True:
        question = InboxQuestion(new_id(), "x" * 5000, "staff", Arrival.PASTED, datetime.now(UTC))
        records.inbox.add(question, Actor("Jane", "jane@school.example"))
