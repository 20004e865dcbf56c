"""Regions, stores, people, workstations, parameters and code lists."""

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, UNAUDITED, Base, Record

ROLES = ("admin", "manager", "agent", "technician", "parts", "sales", "finance", "auditor", "customer")
STAFF_ROLES = ROLES[:-1]
# What an agent may do besides 班长/组长、质检: functions and rows of his stores, no columns of their own.
DUTIES = ("leader", "inspector")


class Region(Record, Base):
    """A sales or service region 区域; a tree."""

    __tablename__ = "region"
    __table_args__ = (
        CheckConstraint("length(name_en) <= 400", name="lengths"),
        CheckConstraint("code ~ '^[A-Za-z0-9_-]{1,20}$'", name="code"),
        CheckConstraint("length(btrim(name)) between 1 and 80", name="name"),
        Index("region_code_key", "code", unique=True, postgresql_where=text("archived_at is null")),
        Index("region_parent_id_idx", "parent_id"),
    )
    code: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(server_default=text("''"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.region.id"))
    archived_at: Mapped[datetime | None]


class Store(Record, Base):
    """A store or depot 门店/网点; bounds what its people see."""

    __tablename__ = "store"
    __table_args__ = (
        CheckConstraint(
            "length(name_en) <= 400 and length(time_zone) <= 80 and length(legal_name) <= 400 and length(tax_no) <= 80 and length(street) <= 400 and length(telephone) <= 80 and length(complaint_telephone) <= 80 and length(hours) <= 400",
            name="lengths",
        ),
        CheckConstraint("code ~ '^[A-Za-z0-9_-]{1,20}$'", name="code"),
        CheckConstraint("length(btrim(name)) between 1 and 80", name="name"),
        CheckConstraint("kind in ('store', 'depot')", name="kind"),
        Index("store_code_key", "code", unique=True, postgresql_where=text("archived_at is null")),
        Index("store_region_id_idx", "region_id"),
    )
    code: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(server_default=text("''"))
    kind: Mapped[str] = mapped_column(server_default=text("'store'"))
    region_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.region.id"))
    time_zone: Mapped[str] = mapped_column(server_default=text("'Asia/Shanghai'"))
    legal_name: Mapped[str] = mapped_column(server_default=text("''"))
    tax_no: Mapped[str] = mapped_column(server_default=text("''"))
    street: Mapped[str] = mapped_column(server_default=text("''"))
    telephone: Mapped[str] = mapped_column(server_default=text("''"))
    complaint_telephone: Mapped[str] = mapped_column(server_default=text("''"))
    hours: Mapped[str] = mapped_column(server_default=text("''"))
    archived_at: Mapped[datetime | None]


class Staff(Record, Base):
    """A person employed 员工. The login is never renamed or reused; the database role is `s_` + login."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("login ~ '^[a-z][a-z0-9_]{1,39}$'", name="login"),
        CheckConstraint("length(btrim(name)) between 1 and 80", name="name"),
        Index("staff_login_key", "login", unique=True),
        Index("staff_store_id_idx", "store_id"),
    )
    login: Mapped[str]
    name: Mapped[str]
    store_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.store.id"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    must_change_password: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    initials: Mapped[str] = mapped_column(server_default=text("''"), info=UNAUDITED)
    # Roles live in the server's catalogue and passwords nowhere we could see; these two bring giving them into the audit.
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    password_at: Mapped[datetime | None]
    # From this day the appraisals of the first year follow.
    hired_on: Mapped[date | None] = mapped_column(Date)


class StaffDetails(Record, Base):
    """How somebody is reached, as he keeps it himself; the row's id is the person's."""

    __tablename__ = "staff_details"
    __table_args__ = (
        CheckConstraint("phone ~ '^[0-9+() -]{0,30}$'", name="phone"),
        CheckConstraint(r"email = '' or length(email) <= 120 and email ~ '^[^\s@]+@[^\s@]+\.[^\s@]+$'", name="email"),
    )
    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"), primary_key=True)
    phone: Mapped[str] = mapped_column(server_default=text("''"), info=ERASABLE)
    email: Mapped[str] = mapped_column(server_default=text("''"), info=ERASABLE)


class StaffStore(Record, Base):
    """A store whose desk a person works at; closed with `until`, never deleted."""

    __tablename__ = "staff_store"
    __table_args__ = (
        Index("staff_store_open_key", "staff_id", "store_id", unique=True, postgresql_where=text("until is null")),
        Index("staff_store_store_id_idx", "store_id"),
    )
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    until: Mapped[datetime | None]


class StaffRegion(Record, Base):
    """A region a manager answers for, with all regions below it."""

    __tablename__ = "staff_region"
    __table_args__ = (
        Index("staff_region_open_key", "staff_id", "region_id", unique=True, postgresql_where=text("until is null")),
        Index("staff_region_region_id_idx", "region_id"),
    )
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    region_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.region.id"))
    until: Mapped[datetime | None]


class Workstation(Record, Base):
    """A PC at a counter or bench; printers are chosen per workstation."""

    __tablename__ = "workstation"
    __table_args__ = (
        CheckConstraint("length(place) <= 400", name="lengths"),
        CheckConstraint("length(btrim(name)) between 1 and 80", name="name"),
        Index("workstation_name_key", "name", unique=True, postgresql_where=text("archived_at is null")),
        Index("workstation_store_id_idx", "store_id"),
    )
    name: Mapped[str]
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    place: Mapped[str] = mapped_column(server_default=text("''"))
    archived_at: Mapped[datetime | None]


class Parameter(Record, Base):
    """A setting of the whole company, such as the minutes until an idle window locks."""

    __tablename__ = "parameter"
    __table_args__ = (
        CheckConstraint("length(value) <= 4000", name="lengths"),
        CheckConstraint("kind in ('int', 'text', 'money', 'bool')", name="kind"),
        Index("parameter_code_key", "code", unique=True),
    )
    code: Mapped[str]
    kind: Mapped[str]
    value: Mapped[str] = mapped_column(server_default=text("''"))
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(server_default=text("''"))


class CodeItem(Record, Base):
    """An entry of a code list 代码表: symptoms, accessories, causes … Codes are switched off, never renamed."""

    __tablename__ = "code_item"
    __table_args__ = (
        CheckConstraint("length(list) <= 80 and length(name_en) <= 400 and length(parent_code) <= 80", name="lengths"),
        CheckConstraint("code ~ '^[A-Za-z0-9_.-]{1,40}$'", name="code"),
        CheckConstraint("length(btrim(name)) between 1 and 120", name="name"),
        CheckConstraint("origin in ('shipped', 'company')", name="origin"),
        Index("code_item_list_code_key", "list", "code", unique=True),
    )
    list: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(server_default=text("''"))
    parent_code: Mapped[str | None]
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    origin: Mapped[str] = mapped_column(server_default=text("'company'"))


class SavedView(Record, Base):
    """Filters, sorting and columns of a list under a name; a person's own or shared with all."""

    __tablename__ = "saved_view"
    __table_args__ = (
        CheckConstraint("length(login) <= 80 and length(page) <= 80", name="lengths"),
        CheckConstraint("length(btrim(name)) between 1 and 80", name="name"),
        CheckConstraint("octet_length(definition::text) <= 20000", name="definition"),
        Index(
            "saved_view_page_name_key",
            "login",
            "page",
            "name",
            unique=True,
            postgresql_where=text("archived_at is null"),
        ),
    )
    __unwatched__ = True
    login: Mapped[str] = mapped_column(Text)
    page: Mapped[str]
    name: Mapped[str]
    shared: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    # Among the person's own views of the list.
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    definition: Mapped[dict] = mapped_column(JSONB)
    archived_at: Mapped[datetime | None]
