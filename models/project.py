"""Projects 项目: works at one customer's place, from the contract until the last day they are looked after."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Record
from models.customer import TEXT_LENGTH, at_most, named, one_of, plain

STAGES = ("planning", "building", "acceptance", "live", "ended")


class Project(Record, Base):
    """What was delivered to a customer as a whole: software that went live, a building's systems.

    systems: which of them were installed. accepted_on: the final acceptance; the warranty of warranty_months begins
    on the day after it (SLA-03).
    """

    __tablename__ = "project"
    __table_args__ = (
        named(),
        at_most("name_en", 120),
        CheckConstraint("code ~ '^[A-Za-z0-9_./-]{1,40}$'", name="code"),
        one_of("stage", STAGES),
        CheckConstraint("length(contract_no) <= 80 and length(place) <= 200", name="lengths"),
        at_most("systems", TEXT_LENGTH),
        at_most("note", TEXT_LENGTH),
        CheckConstraint("warranty_months between 0 and 600", name="warranty_months"),
        CheckConstraint("starts_on between date '1950-01-01' and date '2200-01-01'", name="starts_on"),
        CheckConstraint("live_on between date '1950-01-01' and date '2200-01-01'", name="live_on"),
        CheckConstraint("accepted_on between date '1950-01-01' and date '2200-01-01'", name="accepted_on"),
        CheckConstraint("stage <> 'live' or live_on is not null or accepted_on is not null", name="live"),
        Index("project_code_key", text("upper(code)"), unique=True, postgresql_where=text("archived_at is null")),
        Index("project_code_idx", "code", "id"),
        Index("project_customer_id_idx", "customer_id"),
        Index("project_store_id_idx", "store_id"),
        Index("project_manager_id_idx", "manager_id"),
        Index("project_product_model_id_idx", "product_model_id"),
    )
    code: Mapped[str] = mapped_column(Text(collation="C"))
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    # Who looks after it.
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    manager_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    product_model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_model.id"))
    stage: Mapped[str] = mapped_column(server_default=text("'planning'"))
    contract_no: Mapped[str] = plain()
    place: Mapped[str] = plain()
    systems: Mapped[str] = plain()
    starts_on: Mapped[date | None] = mapped_column(Date)
    live_on: Mapped[date | None] = mapped_column(Date)
    accepted_on: Mapped[date | None] = mapped_column(Date)
    warranty_months: Mapped[int] = mapped_column(Integer, server_default=text("12"))
    note: Mapped[str] = plain()
    archived_at: Mapped[datetime | None]
