"""Signed replies. Once signed, a reply is never changed; a trigger in the database sees to it."""

from __future__ import annotations

from sqlalchemy import insert, select

from assistant.records.audit import write_entry
from assistant.records.database import Database
from assistant.records.drafts import change, checked
from assistant.records.entries import Actor, Draft, DraftState, InboxState, Reply
from assistant.records.errors import UnknownRecord
from assistant.records.inbox import move
from assistant.records.plain import entry_of, row_of
from assistant.records.tables import replies

KIND = "reply"


class Replies:
    """The signed replies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sign(self, draft: Draft, reply: Reply, actor: Actor) -> Reply:
        """Keeps `reply` as the signed form of `draft`, locks the draft and marks its questions
        answered: all of it or nothing. AlreadySigned when somebody was first, SaveConflict when
        the draft was saved after `draft` was read, RecordClosed when it was discarded."""
        with self._database.writing() as connection:
            checked(connection, draft.draft_id, draft.revision)
            now = self._database.now()
            connection.execute(insert(replies).values(**row_of(reply)))
            signed = {"state": DraftState.SIGNED.value}
            change(connection, draft.draft_id, draft.revision, actor, now, signed)
            for question_id in draft.question_ids:
                move(connection, question_id, InboxState.ANSWERED, now)
            detail = {
                "draft": draft.draft_id,
                "revision": draft.revision,
                "questions": list(draft.question_ids),
                "content_sha256": reply.content_sha256,
            }
            write_entry(connection, now, actor, "sign", KIND, reply.reply_id, detail)
        return reply

    def get(self, reply_id: str) -> Reply:
        """The reply with this id, or UnknownRecord."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(replies).where(replies.c.reply_id == reply_id)
            ).one_or_none()
        if row is None:
            raise UnknownRecord(KIND, reply_id)
        return entry_of(Reply, row._mapping)

    def list(self) -> list[Reply]:
        """All replies, the last signed first."""
        query = select(replies).order_by(replies.c.signed_at.desc(), replies.c.reply_id)
        with self._database.reading() as connection:
            return [entry_of(Reply, row._mapping) for row in connection.execute(query)]
