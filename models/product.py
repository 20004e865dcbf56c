"""What is sold and repaired: categories and models."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Numeric, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import UNAUDITED, Base, Record
from models.customer import TEXT_LENGTH, ascii_sorted, at_most, named, one_of, plain

SERIAL_KINDS = ("serial", "imei", "vin", "plate", "other")
# What fits on a card of the kiosk.
PITCH_LENGTH = 300


class ProductCategory(Record, Base):
    """A kind of product; a tree."""

    __tablename__ = "product_category"
    __table_args__ = (
        CheckConstraint("length(name_en) <= 400 and length(icon) <= 80", name="lengths"),
        CheckConstraint("code ~ '^[A-Za-z0-9_-]{1,20}$'", name="code"),
        named(),
        one_of("serial_kind", SERIAL_KINDS),
        Index("product_category_code_key", "code", unique=True, postgresql_where=text("archived_at is null")),
        Index("product_category_parent_id_idx", "parent_id"),
    )
    code: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_category.id"))
    serial_kind: Mapped[str] = mapped_column(server_default=text("'serial'"))
    icon: Mapped[str] = plain()
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    archived_at: Mapped[datetime | None]


class ProductModel(Record, Base):
    """A product model 产品型号; one added on the spot at the counter waits for review."""

    __tablename__ = "product_model"
    __table_args__ = (
        CheckConstraint("length(initials) <= 400", name="lengths"),
        named(),
        at_most("name_en", 120),
        at_most("brand", 60),
        at_most("model_no", 80),
        at_most("note", TEXT_LENGTH),
        CheckConstraint("warranty_months between 0 and 600", name="warranty_months"),
        one_of("serial_kind", SERIAL_KINDS),
        at_most("pitch", PITCH_LENGTH),
        at_most("pitch_en", PITCH_LENGTH),
        CheckConstraint("retail_price >= 0 and retail_price <> 'NaN'", name="retail_price"),
        # One live model of a brand and number; upper() folds what people type differently.
        Index(
            "product_model_brand_model_no_key",
            text("upper(brand)"),
            text("upper(model_no)"),
            unique=True,
            postgresql_where=text("archived_at is null and model_no <> ''"),
        ),
        Index("product_model_initials_idx", "initials"),
        Index("product_model_model_no_idx", text("upper(model_no)")),
        Index("product_model_search_idx", "search", postgresql_using="gin"),
        Index("product_model_category_id_idx", "category_id"),
        Index("product_model_brand_idx", "brand", "name", "id", postgresql_where=text("archived_at is null")),
        Index("product_model_newest_idx", "created_at", "id", postgresql_where=text("archived_at is null")),
        Index("product_model_review_idx", "created_at", "id", postgresql_where=text("needs_review")),
        Index("product_model_shown_idx", "brand", "name", "id", postgresql_where=text("shown and archived_at is null")),
        Index(
            "product_model_software_idx",
            "brand",
            "name",
            "id",
            postgresql_where=text("software and archived_at is null"),
        ),
    )
    brand: Mapped[str] = ascii_sorted()
    model_no: Mapped[str] = ascii_sorted()
    name: Mapped[str] = mapped_column(Text(collation="C"))
    name_en: Mapped[str] = plain()
    category_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_category.id"))
    serial_kind: Mapped[str] = mapped_column(server_default=text("'serial'"))
    warranty_months: Mapped[int] = mapped_column(Integer, server_default=text("12"))
    note: Mapped[str] = plain()
    # Software 软件产品 has versions, and its installations carry one.
    software: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    # What customers read of it at the kiosk and on their own pages, where it is shown to them (NET-02).
    shown: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    pitch: Mapped[str] = plain()
    pitch_en: Mapped[str] = plain()
    # CNY, tax included; empty: ask at the counter.
    retail_price: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    needs_review: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    initials: Mapped[str] = ascii_sorted(info=UNAUDITED)
    search: Mapped[str] = mapped_column(TSVECTOR, server_default=text("''"), info=UNAUDITED)
    archived_at: Mapped[datetime | None]


class ProductVersion(Record, Base):
    """A version of a software product: when it came out and until when it is looked after."""

    __tablename__ = "product_version"
    __table_args__ = (
        named("name", 40),
        at_most("note", TEXT_LENGTH),
        CheckConstraint("released_on between date '1950-01-01' and date '2200-01-01'", name="released_on"),
        CheckConstraint("supported_until <= date '2200-01-01'", name="supported_until"),
        CheckConstraint("supported_until >= released_on", name="days"),
        Index(
            "product_version_name_key",
            "product_model_id",
            text("upper(name)"),
            unique=True,
            postgresql_where=text("archived_at is null"),
        ),
        Index("product_version_product_model_id_idx", "product_model_id"),
    )
    product_model_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.product_model.id"))
    name: Mapped[str]
    released_on: Mapped[date | None] = mapped_column(Date)
    supported_until: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = plain()
    archived_at: Mapped[datetime | None]
