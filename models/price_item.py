"""The price list of usual work, per category or model."""

import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import UNAUDITED, Base, Record
from models.customer import plain


class PriceItem(Record, Base):
    """Work, a part or a fee with its usual price, tax included; without category and model it fits everything."""

    __tablename__ = "price_item"
    __table_args__ = (
        CheckConstraint(
            "length(name_en) <= 400 and length(part_no) <= 80 and length(unit) <= 40 and length(initials) <= 400",
            name="lengths",
        ),
        CheckConstraint("unit_price <> 'NaN' and tax_rate <> 'NaN'", name="numbers"),
        CheckConstraint("kind in ('labour', 'part', 'fee')", name="kind"),
        CheckConstraint("code ~ '^[A-Za-z0-9_.-]{1,40}$'", name="code"),
        CheckConstraint("length(btrim(name)) between 1 and 200", name="name"),
        CheckConstraint("unit_price >= 0 and tax_rate between 0 and 1 and labour_minutes >= 0", name="amounts"),
        Index("price_item_code_key", "code", unique=True, postgresql_where=text("archived_at is null")),
        Index("price_item_category_id_idx", "category_id"),
        Index("price_item_product_model_id_idx", "product_model_id"),
    )
    code: Mapped[str]
    kind: Mapped[str] = mapped_column(server_default=text("'labour'"))
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    category_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_category.id"))
    product_model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.product_model.id"))
    unit: Mapped[str] = plain()
    unit_price: Mapped[Decimal] = mapped_column(Numeric(14, 4))
    tax_rate: Mapped[Decimal] = mapped_column(Numeric(6, 4), server_default=text("0.13"))
    labour_minutes: Mapped[int | None] = mapped_column(Integer)
    part_no: Mapped[str] = plain()
    initials: Mapped[str] = plain(UNAUDITED)
    archived_at: Mapped[datetime | None]
