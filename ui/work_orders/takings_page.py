"""The day's takings of a store by way of paying, with every receipt behind the sums."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from services import order_words as words
from services import payments
from services.payments import Payment, Takings
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable, SumRows
from ui.kit.theme import theme
from ui.kit.words import Label
from ui.work_orders import papers
from ui.work_orders.labels import coded, short
from ui.work_orders.payments_leaf import TONES


class MethodRow(NamedTuple):
    """A way of paying and its sums; id is the way."""

    id: str
    taken: Decimal
    given_back: Decimal
    net: Decimal
    count: int


METHOD_COLUMNS = (
    Column("id", N_("Way"), stretch=True, read=lambda row: words.word(words.METHODS, row.id)),
    Column("count", N_("Entries"), "integer"),
    Column("taken", N_("Money in"), "money"),
    Column("given_back", N_("Money out"), "money"),
    Column("net", short("Sum"), "money"),
)
ENTRY_COLUMNS = (
    Column("at", short("When"), shown=lambda one: formats.clock(one.at)),
    Column("receipt_number", N_("Receipt no."), "link"),
    Column("kind", short("Kind"), chip=lambda one: Chip(coded(words.PAYMENT_KINDS, one.kind), TONES[one.kind])),
    Column("method", N_("Way"), read=lambda one: words.word(words.METHODS, one.method)),
    Column("comment", N_("Remark"), stretch=True, secondary=True),
    Column("by_name", short("By")),
    Column("amount", short("Amount"), "money"),
)


class TakingsPage(Page):
    """One store's day; yesterday and tomorrow by keys."""

    tables = ("payment",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "takings", N_("Takings of the day"), "payment")
        self.day = formats.today()
        self.form = Form([Field("day", short("Day"), "date", span=12)], desk.background)
        self.form.setFixedWidth(theme.px(150))
        self.before = Button(N_("Day before"), "day_before", key="Ctrl+Left")
        self.after = Button(N_("Day after"), "day_after", key="Ctrl+Right")
        self.before.act(self.action("day_before", N_("Day before"), "Ctrl+Left", lambda: self.go(-1), "left"))
        self.after.act(self.action("day_after", N_("Day after"), "Ctrl+Right", lambda: self.go(1), "right"))
        self.state = Label("", "label", "secondary")
        self.print = Button(N_("Print"), "print_takings", "primary", "Ctrl+P", "print")
        self.print.act(self.action("print_takings", N_("Print"), "Ctrl+P", self.print_day, "print"))
        self.add_head(self.form, self.before, self.after, self.state, None, self.print)
        # All on the line of the field, whose name stands above it.
        for label in (self.heading, self.state):
            label.setFixedHeight(theme.px(30))
        for beside in (self.heading, self.before, self.after, self.state, self.print):
            self.head.setAlignment(beside, Qt.AlignmentFlag.AlignBottom)
        if desk.printing is None:
            self.print.hide()
        self.methods = SmallTable("takings", METHOD_COLUMNS, desk.background, N_("Takings by way of paying"))
        self.sums = SumRows()
        self.entries = SmallTable("takings_entries", ENTRY_COLUMNS, desk.background, N_("All entries of the day"), 100)
        left = Card(N_("By way of paying"))
        left.body.addWidget(self.methods)
        left.body.addWidget(self.sums)
        left.body.addStretch(1)
        right = Card(N_("All entries of the day"))
        right.body.addWidget(self.entries)
        right.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(left, 38)
        row.addWidget(right, 62)
        self.body.addLayout(row, 1)
        self.form.set_value("day", self.day)
        self.form.edited.connect(lambda _column: self._typed())
        self.entries.opened.connect(lambda one: desk.open_record("work_order", one.work_order_id, leaf="payments"))

    def _typed(self) -> None:
        try:
            day = self.form.value("day")
        except ValueError:
            return
        if day is not None and day != self.day:
            self.day = day
            self.refresh()

    def go(self, days: int) -> None:
        """Another day."""
        self.day += timedelta(days=days)
        self.form.editor("day").set_value(self.day)
        self.refresh()

    def refresh(self) -> None:
        db, stores, day = self.desk.db, [self.desk.person.store_id], self.day

        def load() -> tuple[date, list[Takings], list[Payment]]:
            # of one moment: the sums are those of the payments below
            with db.snapshot():
                return day, payments.takings(db, stores, day), payments.of_day(db, stores, day)

        self.run(load, self._show, slot="load")

    def _show(self, found: tuple[date, Sequence[Takings], Sequence[Payment]]) -> None:
        day, sums, entries = found
        rows = [MethodRow(one.method, one.taken, one.given_back, one.net, one.count) for one in sums]
        self.methods.show_rows(rows)
        self.entries.show_rows(entries)
        zero = Decimal()
        self.sums.tell(
            [
                (N_("Money in"), sum((row.taken for row in rows), zero)),
                (N_("Money out"), sum((row.given_back for row in rows), zero)),
                (N_("Sum of the day"), sum((row.net for row in rows), zero)),
            ]
        )
        store = self.desk.person.store_name
        self.state.say(
            lambda: (
                _("{store}, as of {time}").format(store=store, time=formats.clock(self.desk.now()))
                if entries
                else _("No money changed hands on {day}.").format(day=formats.day(day))
            )
        )

    def print_day(self) -> None:
        """Ctrl+P: the sheet that goes with the till."""
        store = self.desk.person.store_id
        papers.print_out(self, "takings", store, f"{self.day:%Y-%m-%d}", store, self.day)

    def changed(self, table: str, ids: Any) -> None:
        if self.day == formats.today():
            self.refresh()

    def focus_start(self) -> None:
        self.form.jump_to("day")
