"""Figures of orders by store and week, so that a chart of a year reads thousands of rows, not millions."""

import uuid
from datetime import date

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Identity, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.customer import one_of

# received: taken in on that day. finished: last completed or failed on that day; bucket is the time it took
# from intake, in quarters of a day. kept: finished by the time promised.
MEASURES = ("received", "finished", "kept")


class FigureDelta(Base):
    """What a step adds to a day's figure: appended by the writer, folded by due work each minute.

    Counters updated by the writers themselves made twenty of them wait for each other, with deadlocks.
    """

    __tablename__ = "figure_delta"
    __table_args__ = (one_of("measure", MEASURES), CheckConstraint("n in (1, -1)", name="n"))
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    store_id: Mapped[uuid.UUID]
    day: Mapped[date]
    measure: Mapped[str]
    bucket: Mapped[int] = mapped_column(Integer)
    n: Mapped[int] = mapped_column(Integer)


class FinishedOrder(Base):
    """What an order's last finishing counted for, so that reopening takes back exactly that."""

    __tablename__ = "finished_order"
    work_order_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    store_id: Mapped[uuid.UUID]
    day: Mapped[date]
    bucket: Mapped[int] = mapped_column(Integer)
    kept: Mapped[bool] = mapped_column(Boolean)


class FigureWeek(Base):
    """A week's figure of a store, or of the whole company (scope is the nil id). week is its Monday.

    Weeks and not days: half a year of fifty stores are 22,000 rows instead of 150,000.
    """

    __tablename__ = "figure_week"
    __table_args__ = (
        one_of("measure", MEASURES),
        # half a year of fifty stores without touching the rows, which lie on as many pages
        Index("figure_week_read_idx", "scope", "week", "measure", "bucket", "n"),
    )
    scope: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(primary_key=True)
    bucket: Mapped[int] = mapped_column(Integer, primary_key=True)
    n: Mapped[int] = mapped_column(Integer)
