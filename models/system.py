"""The program's own records: audit, change feed, request ids, schema, jobs."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Identity, Index, Integer, text
from sqlalchemy.dialects.postgresql import INET, JSONB
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from models.base import Base


class Xid8(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id; orders entries by the transaction horizon."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


ischema_names["xid8"] = Xid8  # so that comparing the models with a database recognises it


class AuditEntry(Base):
    """Who changed what, when, from which value to which; append-only, written by a trigger only.

    Personal columns appear as salted hashes; their clear values sit in `audit_value`.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("audit_entry_row_idx", "table_name", "row_id", "id"),
        Index("audit_entry_login_idx", "login", "at"),
        Index("audit_entry_at_idx", "at"),
        Index("audit_entry_seal_idx", "epoch", "xid"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    xid: Mapped[str] = mapped_column(Xid8, server_default=text("pg_current_xact_id()"))
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    login: Mapped[str]
    application: Mapped[str] = mapped_column(server_default=text("''"))
    address: Mapped[str | None] = mapped_column(INET)
    table_name: Mapped[str]
    operation: Mapped[str]
    row_id: Mapped[uuid.UUID | None]
    store_id: Mapped[uuid.UUID | None]
    old: Mapped[dict | None] = mapped_column(JSONB)
    new: Mapped[dict | None] = mapped_column(JSONB)


class AuditSeal(Base):
    """A seal over the entries of finished transactions: of one epoch, from_xid up to but without to_xid.

    root is the Merkle root over them; hash covers the seal with its predecessor's hash (`previous`), so that no
    seal can be changed alone. Made by due work, described in services/audit_seals.py, kept outside with a signature.
    """

    __tablename__ = "audit_seal"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    epoch: Mapped[int] = mapped_column(Integer)
    from_xid: Mapped[str] = mapped_column(Xid8)
    to_xid: Mapped[str] = mapped_column(Xid8)
    entries: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class AuditValue(Base):
    """Salt and clear value of an audited personal column; deleted by erasure and retention."""

    __tablename__ = "audit_value"
    __table_args__ = (
        Index("audit_value_row_id_idx", "row_id"),
        CheckConstraint("side in ('old', 'new')", name="side"),
    )
    audit_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    column_name: Mapped[str] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[uuid.UUID | None]
    salt: Mapped[str]
    value: Mapped[str]


class Change(Base):
    """The change feed: which row of which table changed in which transaction; pruned after an hour."""

    __tablename__ = "change"
    __table_args__ = (Index("change_xid_idx", "xid"), Index("change_at_idx", "at"))
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    xid: Mapped[str] = mapped_column(Xid8, server_default=text("pg_current_xact_id()"))
    at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    store_id: Mapped[uuid.UUID | None]
    table_name: Mapped[str]
    row_id: Mapped[uuid.UUID]
    backend: Mapped[int] = mapped_column(Integer, server_default=text("pg_backend_pid()"))


class Request(Base):
    """A save that was done, so that its repetition returns the first result."""

    __tablename__ = "request"
    __table_args__ = (
        CheckConstraint("length(login) <= 80 and octet_length(result::text) <= 1000000", name="lengths"),
        Index("request_at_idx", "at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    login: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    result: Mapped[dict | None] = mapped_column(JSONB)


class Reveal(Base):
    """A look at a full personal value, a look-up by number or an export of many: who, what, how many, why.

    The value is given out in a later transaction than the one that wrote this entry (`xid`): an entry that is
    rolled back gives nothing.
    """

    __tablename__ = "reveal"
    __table_args__ = (Index("reveal_login_at_idx", "login", "at"), Index("reveal_row_id_idx", "row_id"))
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    login: Mapped[str]
    xid: Mapped[str] = mapped_column(Xid8, server_default=text("pg_current_xact_id()"))
    kind: Mapped[str]
    table_name: Mapped[str]
    row_id: Mapped[uuid.UUID | None]
    store_id: Mapped[uuid.UUID | None]
    column_name: Mapped[str] = mapped_column(server_default=text("''"))
    # what a look-up asked for, as a hash that nobody reads; it binds the answer to the entry
    asked: Mapped[str] = mapped_column(server_default=text("''"))
    count: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    reason: Mapped[str] = mapped_column(server_default=text("''"))


class SchemaVersion(Base):
    """One row: the schema's version and the oldest client that may use it.

    server_mark: the cluster, timeline and database in which messages are sent; restored_at: when it was found to be
    another one, so that what waited before that may have been sent already.
    """

    __tablename__ = "schema_version"
    one: Mapped[bool] = mapped_column(
        Boolean, CheckConstraint("one", name="one"), primary_key=True, server_default=text("true")
    )
    version: Mapped[int] = mapped_column(Integer)
    oldest_client: Mapped[int] = mapped_column(Integer)
    installation: Mapped[uuid.UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    upgraded_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    server_mark: Mapped[str] = mapped_column(server_default=text("''"))
    restored_at: Mapped[datetime | None]


class SchemaObject(Base):
    """A function, trigger or policy file as last applied, by the hash of its text."""

    __tablename__ = "schema_object"
    name: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[str]
    applied_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class JobRun(Base):
    """The last run of each piece of due work; the lamp shows the oldest."""

    __tablename__ = "job_run"
    name: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    rows: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    error: Mapped[str | None]


class AuditEpoch(Base):
    """Counts restores into another cluster, where transaction ids start over.

    backup_at: when the backup that was restored had been made; after_seal: the newest seal in it, 0 where there was
    none. Both empty in the first epoch. They tell what happened and prove nothing: see services/kept_seals.py.
    """

    __tablename__ = "audit_epoch"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    began: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    backup_at: Mapped[datetime | None]
    after_seal: Mapped[int | None] = mapped_column(BigInteger)
