"""Photos, signatures and documents of orders, visits, tickets, courses and models; the bytes travel in transactions of their own."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from models.attachment import LARGEST, LARGEST_MATERIAL, LARGEST_THUMBNAIL
from services.database import Database
from services.errors import ServiceError, sentences
from services.ids import new_id
from services.rows import change_row, insert_row, records
from services.texts import N_

sentences(
    photo_unreadable=N_("{name} is no picture that can be read."),
    model_pictures_full=N_("A model has at most 12 pictures. Withdraw one first."),
)


class Attachment(NamedTuple):
    """What there is, with its thumbnail (JPEG or PNG). kind: as models.attachment.ATTACHMENT_KINDS."""

    id: UUID
    version: int
    work_order_id: UUID | None
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    thumbnail: bytes | None
    note: str
    created_at: datetime
    created_by: str
    withdrawn_at: datetime | None


_OF_ORDER = text(f"""
    select {", ".join(Attachment._fields)} from attachment
    where work_order_id = :id and withdrawn_at is null order by created_at, id""")
_OF_VISIT = text(f"""
    select {", ".join(Attachment._fields)} from attachment
    where visit_id = :id and withdrawn_at is null order by created_at, id""")
# With those of tickets that were merged into it.
_OF_TICKET = text(f"""
    select {", ".join(Attachment._fields)} from attachment
    where ticket_id = any(array(select :id union select t.id from ticket t where t.merged_into_id = :id))
      and withdrawn_at is null order by created_at, id""")
_OF_MODEL = text(f"""
    select {", ".join(Attachment._fields)} from attachment
    where product_model_id = :id and withdrawn_at is null order by created_at, id""")
_DATA = text("select data from attachment_data where attachment_id = :id")


def of_order(db: Database, order_id: UUID) -> list[Attachment]:
    """What belongs to an order, without the bytes, oldest first."""
    with db.read() as connection:
        return [Attachment(*row) for row in connection.execute(_OF_ORDER, {"id": order_id})]


def of_visit(db: Database, visit_id: UUID) -> list[Attachment]:
    """What belongs to a visit, without the bytes, oldest first."""
    with db.read() as connection:
        return [Attachment(*row) for row in connection.execute(_OF_VISIT, {"id": visit_id})]


def of_ticket(db: Database, ticket_id: UUID) -> list[Attachment]:
    """What belongs to a ticket and to those merged into it, without the bytes, oldest first."""
    with db.read() as connection:
        return [Attachment(*row) for row in connection.execute(_OF_TICKET, {"id": ticket_id})]


def of_model(db: Database, model_id: UUID) -> list[Attachment]:
    """The pictures of a product model, without the bytes, oldest first: customers see the first."""
    with db.read() as connection:
        return records(Attachment, connection.execute(_OF_MODEL, {"id": model_id}))


def data(db: Database, attachment_id: UUID) -> bytes:
    """The bytes of one attachment."""
    with db.read() as connection:
        found = connection.execute(_DATA, {"id": attachment_id}).scalar()
    if found is None:
        raise ServiceError("gone_record")
    return bytes(found)


def add(
    db: Database,
    attachment_id: UUID,
    order_id: UUID,
    kind: str,
    content: bytes,
    *,
    request: UUID,
    media_type: str = "image/jpeg",
    name: str = "",
    thumbnail: bytes | None = None,
    note: str = "",
) -> UUID:
    """Keep a photo, signature or document. The client scales photos to 1600 px and at most 400 kB before.

    Raises ServiceError 'attachment_too_large'.
    """
    return _add(
        db, attachment_id, {"work_order_id": order_id}, kind, content, request, media_type, name, thumbnail, note
    )


def add_to_visit(
    db: Database,
    visit_id: UUID,
    kind: str,
    content: bytes,
    *,
    request: UUID,
    media_type: str = "image/jpeg",
    name: str = "",
    thumbnail: bytes | None = None,
    note: str = "",
) -> UUID:
    """The same for a visit; it belongs to the visit's order too, where there is one."""
    return _add(db, new_id(), {"visit_id": visit_id}, kind, content, request, media_type, name, thumbnail, note)


def add_to_ticket(
    db: Database,
    ticket_id: UUID,
    content: bytes,
    *,
    request: UUID,
    kind: str = "photo_in",
    media_type: str = "image/jpeg",
    name: str = "",
    thumbnail: bytes | None = None,
    note: str = "",
) -> UUID:
    """The same for a ticket; its photos wait to be looked through."""
    return _add(db, new_id(), {"ticket_id": ticket_id}, kind, content, request, media_type, name, thumbnail, note)


def add_to_course(
    db: Database,
    course_id: UUID,
    content: bytes,
    *,
    request: UUID,
    media_type: str,
    name: str,
    thumbnail: bytes | None = None,
) -> UUID:
    """The same for a course, whose material is kept as it is."""
    return _add(db, new_id(), {"course_id": course_id}, "document", content, request, media_type, name, thumbnail, "")


def add_to_model(
    db: Database, model_id: UUID, content: bytes, *, request: UUID, name: str = "", thumbnail: bytes | None = None
) -> UUID:
    """A picture (JPEG) of a product model, with the thumbnail that customers see. Raises ServiceError 'model_pictures_full'."""
    return _add(
        db, new_id(), {"product_model_id": model_id}, "product", content, request, "image/jpeg", name, thumbnail, ""
    )


def _add(
    db: Database,
    attachment_id: UUID,
    subject: Mapping[str, UUID],
    kind: str,
    content: bytes,
    request: UUID,
    media_type: str,
    name: str,
    thumbnail: bytes | None,
    note: str,
) -> UUID:
    most = LARGEST_MATERIAL if "course_id" in subject else LARGEST
    if len(content) > most or len(thumbnail or b"") > LARGEST_THUMBNAIL:
        raise ServiceError("attachment_too_large")
    values = {
        "id": attachment_id,
        **subject,
        "kind": kind,
        "name": name,
        "media_type": media_type,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "thumbnail": thumbnail,
        "note": note,
    }

    def work(connection: Connection) -> str:
        insert_row(connection, "attachment", values)
        insert_row(connection, "attachment_data", {"attachment_id": attachment_id, "data": content})
        return str(attachment_id)

    return UUID(db.once(request, work))


def withdraw(db: Database, before: Attachment, *, request: UUID) -> int:
    """Take an attachment out of sight; it stays with the record."""

    def work(connection: Connection) -> int:
        now = connection.execute(text("select clock_timestamp()")).scalar_one()
        return change_row(
            connection, "attachment", before.id, before.version, {"withdrawn_at": now}, {"withdrawn_at": None}
        )

    return db.once(request, work)
