"""What all tables share: identity, version, who and when, and the marks that triggers are made from."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Integer, MetaData, Text, Uuid, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA = "aftercare"

# Marks on columns (Column.info). Personal: granted for SELECT to no one, audited as a salted hash.
PERSONAL: dict[str, Any] = {"personal": True}
# Readable, but of a person: audited as a salted hash too, so that erasure leaves nothing in the trail.
ERASABLE: dict[str, Any] = {"erasable": True}
# Search columns, secrets and bytes: filled by triggers or functions, never audited.
UNAUDITED: dict[str, Any] = {"unaudited": True}

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


class Base(DeclarativeBase):
    """The declarative base; every table lives in the schema `aftercare`."""

    metadata = MetaData(schema=SCHEMA, naming_convention=NAMES)
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True), uuid.UUID: Uuid}  # noqa: RUF012


class Record:
    """Columns of every business table; the trigger `aa_stamp` fills all but the id.

    Business tables also get the triggers `zz_audit` and `zz_change` (models/objects.py);
    `__unwatched__ = True` on a model leaves the change feed out.
    """

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    created_by: Mapped[str] = mapped_column(server_default=text("''"))
    updated_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    updated_by: Mapped[str] = mapped_column(server_default=text("''"))
