"""Imports: each file is a batch that knows what became of its rows, so that it can be undone as a whole."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Integer, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import PERSONAL, Base, Record
from models.customer import one_of

IMPORT_KINDS = ("customers", "devices", "products", "articles", "tickets", "parts", "ords")
BATCH_STATES = ("running", "done", "undoing", "undone")
ROW_OUTCOMES = ("added", "helper", "kept", "failed")


class ImportBatch(Record, Base):
    """One file being imported, or imported 导入批次; state and counts are written by functions only.

    mapping: {"columns": {field: column number}, "headers": [...]}, with which the file was read.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        CheckConstraint("length(file_sha256) <= 80", name="lengths"),
        one_of("kind", IMPORT_KINDS),
        one_of("state", BATCH_STATES),
        CheckConstraint("length(btrim(file_name)) between 1 and 255", name="file_name"),
        CheckConstraint("octet_length(mapping::text) <= 100000", name="mapping"),
        Index("import_batch_newest_idx", "created_at", "id"),
        Index("import_batch_created_by_idx", "created_by", "created_at", "id"),
    )
    __unwatched__ = True
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'running'"))
    file_name: Mapped[str]
    file_sha256: Mapped[str] = mapped_column(server_default=text("''"))
    mapping: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))
    rows_added: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    rows_kept: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    rows_failed: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    # The last line of the file that a committed chunk covers: an import that broke off goes on behind it.
    last_line: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(server_default=text("''"))


class ImportRow(Base):
    """What became of a line: added (the record it made), kept (there already), failed (why, and its cells).

    helper is a record that several lines share: a product model, a store. Written by `import_note` alone.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        one_of("outcome", ROW_OUTCOMES),
        Index("import_row_batch_idx", "batch_id", "line", "id"),
        Index("import_row_row_id_idx", "row_id"),
        Index(
            "import_row_made_idx",
            "batch_id",
            "table_name",
            postgresql_where=text("row_id is not null and code is null and outcome in ('added', 'helper')"),
        ),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.import_batch.id"))
    line: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[str]
    table_name: Mapped[str | None]
    # Empty again once undone.
    row_id: Mapped[uuid.UUID | None]
    # The record's version when the import was through with it: any other means somebody touched it.
    seen_version: Mapped[int | None] = mapped_column(Integer)
    code: Mapped[str | None]
    field: Mapped[str | None]
    # What the refusal's sentence is filled with.
    details: Mapped[dict | None] = mapped_column(JSONB)
    cells: Mapped[list | None] = mapped_column(JSONB, info=PERSONAL)
