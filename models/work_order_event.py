"""What happened to a work order, in the order it happened; append-only."""

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.customer import one_of, plain

AXES = ("work", "money", "custody", "note", "contact", "promise", "correction")


class WorkOrderEvent(Base):
    """A step, a note or a correction. Store, region, model, technician and kind are copies of that moment,
    so that last year's figures do not change when something moves.

    at: the server's clock, never before the order's last event; effective_at: when it was so, earlier only by
    import, due work or a manager's correction, which names what it corrects.
    """

    __tablename__ = "work_order_event"
    __table_args__ = (
        one_of("axis", AXES),
        CheckConstraint("length(comment) <= 4000", name="comment"),
        CheckConstraint("effective_at <= at", name="effective_at"),
        Index("work_order_event_order_key", "work_order_id", "seq", unique=True),
        Index("work_order_event_day_idx", "happened_on", "store_id", postgresql_where=text("axis = 'work'")),
        Index("work_order_event_corrects_idx", "corrects_id", postgresql_where=text("corrects_id is not null")),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    work_order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.work_order.id"))
    seq: Mapped[int] = mapped_column(Integer)
    axis: Mapped[str]
    action: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    at: Mapped[datetime]
    effective_at: Mapped[datetime]
    # effective_at in the store's calendar.
    happened_on: Mapped[date]
    by_login: Mapped[str]
    workstation: Mapped[str] = plain()
    comment: Mapped[str] = plain()
    # How: 处理方式, phone, carrier …
    method: Mapped[str] = plain()
    reason_code: Mapped[str | None]
    public: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    # What else the step carried, such as the technician or the promised time before and after.
    details: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))
    # The order's columns before the step, for its author's undo.
    undo: Mapped[dict | None] = mapped_column(JSONB)
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order_event.id"))
    store_id: Mapped[uuid.UUID]
    handling_store_id: Mapped[uuid.UUID | None]
    region_id: Mapped[uuid.UUID | None]
    product_model_id: Mapped[uuid.UUID | None]
    technician_id: Mapped[uuid.UUID | None]
    kind: Mapped[str]
    sale_stage: Mapped[str]
    outcome: Mapped[str | None]
    source: Mapped[str]
    opened_on: Mapped[date]
