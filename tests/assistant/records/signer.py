"""Signs a draft in a process of its own, at the moment that a file appears; says how it went."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from assistant.records.entries import Actor, Reply
from assistant.records.errors import AlreadySigned
from assistant.records.ids import new_id
from assistant.records.store import open_records

url, draft_id, name, go = sys.argv[1:]
with open_records(url) as records:
    draft = records.drafts.get(draft_id)
    reply = Reply(
        new_id(),
        draft_id,
        draft.question,
        draft.edited,
        draft.quotes,
        (),
        draft.audience,
        name,
        "DSL",
        datetime.now(UTC),
        "cd" * 32,
    )
    print("ready", flush=True)
    while not Path(go).exists():
        time.sleep(0.001)
    try:
        records.replies.sign(draft, reply, Actor(name, name))
        print("signed")
    except AlreadySigned as error:
        print(error.signed_by)
