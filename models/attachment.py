"""Photos, signatures and documents of a work order, a visit or a ticket, the material of a course, and pictures of models;
the bytes sit apart from what lists read."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, UNAUDITED, Base, Record
from models.customer import one_of, plain

ATTACHMENT_KINDS = (
    "photo_in", "photo_work", "photo_out", "signature_in", "signature_out", "proof", "document", "product",
)  # fmt: skip
# Bytes; the client scales photos to 1600 px before it sends them.
LARGEST = 400_000
LARGEST_THUMBNAIL = 20_000
# Material of courses is sent as it is: slides and short videos.
LARGEST_MATERIAL = 20_000_000
PICTURES = ("image/jpeg", "image/png", "application/pdf")
_OFFICE = "application/vnd.openxmlformats-officedocument."
MATERIALS = (
    *PICTURES,
    "video/mp4",
    "video/webm",
    "text/plain",
    f"{_OFFICE}wordprocessingml.document",
    f"{_OFFICE}presentationml.presentation",
    f"{_OFFICE}spreadsheetml.sheet",
)


def _quoted(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


class Attachment(Record, Base):
    """What there is, with a small picture of it; withdrawn, never deleted."""

    __tablename__ = "attachment"
    __table_args__ = (
        one_of("kind", ATTACHMENT_KINDS),
        CheckConstraint("length(name) <= 200 and length(note) <= 1000", name="texts"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint(
            f"size between 1 and {LARGEST} or course_id is not null and size between 1 and {LARGEST_MATERIAL}",
            name="size",
        ),
        CheckConstraint(f"octet_length(thumbnail) <= {LARGEST_THUMBNAIL}", name="thumbnail"),
        CheckConstraint(
            f"media_type in ({_quoted(PICTURES)}) or course_id is not null and media_type in ({_quoted(MATERIALS)})",
            name="media_type",
        ),
        CheckConstraint(
            "work_order_id is not null or visit_id is not null or ticket_id is not null or course_id is not null "
            "or product_model_id is not null",
            name="subject",
        ),
        CheckConstraint("(store_id is null) = (product_model_id is not null)", name="store"),
        CheckConstraint(
            "(kind = 'product') = (product_model_id is not null) and (kind <> 'product' or media_type like 'image/%')",
            name="product",
        ),
        Index("attachment_order_idx", "work_order_id"),
        Index("attachment_visit_idx", "visit_id", postgresql_where=text("visit_id is not null")),
        Index("attachment_ticket_idx", "ticket_id", postgresql_where=text("ticket_id is not null")),
        Index("attachment_course_idx", "course_id", postgresql_where=text("course_id is not null")),
        Index(
            "attachment_product_model_idx",
            "product_model_id",
            "created_at",
            "id",
            postgresql_where=text("product_model_id is not null"),
        ),
    )
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    # What belongs to a visit belongs to its order too, where it has one.
    visit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit.id"))
    # What came with a ticket stays with it, whatever becomes of it.
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    # Material of a course belongs to nothing else.
    course_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.course.id"))
    # A picture of a model belongs to nothing else, and like the catalogue to no store.
    product_model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_model.id"))
    store_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.store.id"))
    kind: Mapped[str]
    name: Mapped[str] = plain(ERASABLE)
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str]
    thumbnail: Mapped[bytes | None] = mapped_column(LargeBinary, info=UNAUDITED)
    note: Mapped[str] = plain(ERASABLE)
    withdrawn_at: Mapped[datetime | None]


class AttachmentData(Base):
    """The bytes themselves, as many as the attachment says; not audited, not in the plain backup, stored uncompressed and
    out of line."""

    __tablename__ = "attachment_data"
    __table_args__ = (CheckConstraint(f"octet_length(data) between 1 and {LARGEST_MATERIAL}", name="data"),)
    attachment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.attachment.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
