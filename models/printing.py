"""Which paper comes out of which printer, what was printed, and the shop's own texts on it."""

import uuid
from datetime import date, datetime

from sqlalchemy import ARRAY, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import UNAUDITED, Base, Record
from models.customer import one_of, plain

DOCUMENTS = (
    "intake",
    "worksheet",
    "repair",
    "receipt",
    "delivery",
    "quote",
    "card",
    "label",
    "takings",
    "visit",
    "outing",
    "trip",
    "acceptance",
    "route",
    "letter",
    "follow_up",
    "voucher",
    "exchange",
    "attendance",
    "training",
    "appraisal",
)
MEDIA = ("a4", "a5", "80mm", "58mm", "60x40", "50x30", "40x30")
PRINT_LANGUAGES = ("zh", "en", "both")


class PrintRoute(Record, Base):
    """The printer of one kind of paper at one workstation."""

    __tablename__ = "print_route"
    __table_args__ = (
        one_of("document", DOCUMENTS),
        one_of("media", MEDIA),
        one_of("lang", PRINT_LANGUAGES),
        CheckConstraint("copies between 0 and 9", name="copies"),
        CheckConstraint("length(printer) <= 200", name="printer"),
        Index("print_route_workstation_document_key", "workstation_id", "document", unique=True),
    )
    workstation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.workstation.id"))
    document: Mapped[str]
    # Empty: the system's standard printer.
    printer: Mapped[str] = plain()
    media: Mapped[str]
    lang: Mapped[str] = mapped_column(server_default=text("'zh'"))
    copies: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    silent: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))


class PrintLog(Base):
    """A paper that left a printer or became a file; append-only."""

    __tablename__ = "print_log"
    __table_args__ = (
        one_of("document", DOCUMENTS),
        CheckConstraint("length(printer) <= 200 and length(media) <= 20 and length(number) <= 60", name="texts"),
        Index("print_log_row_idx", "row_id", "document"),
        Index("print_log_store_idx", "store_id", "at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    by_login: Mapped[str]
    store_id: Mapped[uuid.UUID | None]
    # The order, intake, payment or customer on the paper, and its number.
    row_id: Mapped[uuid.UUID]
    number: Mapped[str] = plain()
    document: Mapped[str]
    media: Mapped[str]
    lang: Mapped[str] = mapped_column(server_default=text("'zh'"))
    printer: Mapped[str] = plain()
    copies: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    # 0 for the first print, n for the n-th reprint, which says so.
    reprint: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    workstation: Mapped[str] = plain()


class ShopText(Record, Base):
    """A store's clauses, privacy line and logo on papers; the row without a store is everybody's default.

    flagged_reason: why a manager kept a text that the clause checker warned of.
    """

    __tablename__ = "shop_text"
    __table_args__ = (
        CheckConstraint("octet_length(logo) <= 300000", name="logo"),
        CheckConstraint("cardinality(terms_zh) <= 20 and cardinality(terms_en) <= 20", name="terms"),
        CheckConstraint(
            """length(array_to_string(terms_zh, '')) <= 6000 and length(array_to_string(terms_en, '')) <= 6000
            and length(privacy_zh) <= 1000 and length(privacy_en) <= 1000 and length(status_url) <= 300
            and length(flagged_reason) <= 1000""",
            name="texts",
        ),
        CheckConstraint(
            "review_on between date '2000-01-01' and date '2200-01-01' and length(reviewed_by) <= 400", name="review"
        ),
        Index("shop_text_review_on_idx", "review_on", "id"),
        Index("shop_text_store_key", "store_id", unique=True, postgresql_where=text("store_id is not null")),
        Index(
            "shop_text_default_key", text("(store_id is null)"), unique=True, postgresql_where=text("store_id is null")
        ),
    )
    store_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.store.id"))
    terms_zh: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    terms_en: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    privacy_zh: Mapped[str] = plain()
    privacy_en: Mapped[str] = plain()
    status_url: Mapped[str] = plain()
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, info=UNAUDITED)
    flagged_reason: Mapped[str] = plain()
    # When they are read again, and who found last that they still hold.
    review_on: Mapped[date | None] = mapped_column(Date)
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str] = plain()
