"""The tables of the school's chat model. Who switched it and why stand in the audit trail, whose
names and reasons can be erased; the switch's own rows never change."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table

from assistant.records.tables import UtcTime, column, metadata

model_switch = Table(
    "model_switch",
    metadata,
    Column("number", Integer, ForeignKey("audit.number"), primary_key=True, autoincrement=False),
    column("at", UtcTime),
    column("is_on", Boolean),
)
model_usage = Table(
    "model_usage",
    metadata,
    Column("number", Integer, primary_key=True),
    column("at", UtcTime, index=True),
    column("kind", String),
    column("service", String),
    column("prompt", String),
    column("outcome", String),
    column("attempts", Integer),
    column("seconds", Float),
    column("tokens_in", Integer),
    column("tokens_out", Integer),
    Column("cost", Float),
    column("currency", String),
)
