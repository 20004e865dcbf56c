"""The audit trail: who changed what, from which value to which; and who looked at full numbers."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services import audit_log, personal_data
from services.audit_log import Entry, Look
from services.column_names import column_name
from services.names import doer
from services.punctuation import bracketed, listed
from services.table_names import table_words
from services.texts import N_, _
from ui.admin.looks import VolumeCard, look_words
from ui.admin.value_words import value_words
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Pairs
from ui.kit.chips import Chip
from ui.kit.columns import empty
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.named_scroll import NamedScroll
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import SavedView, TablePane
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, hairline, named, say

VIEWS = (
    SavedView("all", N_("Everything")),
    SavedView("notable", N_("Accounts, settings, removals")),
    SavedView("looks", N_("Looks at full numbers")),
)
TONES = {"insert": "success", "update": "info", "delete": "danger"}
ICONS = {"insert": "add", "update": "edit", "delete": "delete"}


def operation_chip(entry: Entry) -> Chip:
    """Added, changed or removed."""
    return Chip(audit_log.OPERATIONS[entry.operation], TONES[entry.operation], ICONS[entry.operation])


def person_words(row: Any) -> str:
    """Name and login; what ran without a person shows its database role."""
    return bracketed(doer(row.name), row.login)


def column_words(entry: Entry) -> str:
    """The columns that say something; who and when stand beside."""
    shown = [name for name in entry.columns if name not in ("id", "created_at", "created_by")]
    return listed(dict.fromkeys(column_name(entry.table_name, name) for name in shown))


def store_name(row: Any) -> str:
    """The store in the language of the moment."""
    return say(named(row.store, row.store_en))


WHEN = Column(
    "at", N_("When"), read=lambda row: row.at, shown=lambda row: _instant(row.at), sample="2026-11-21 14:05:59"
)
DONE_BY = Column("login", N_("Done by"), read=person_words, sample="欧阳敏 (min_ouyang)")
TABLE = Column("table_name", N_("Table"), read=lambda row: table_words(row.table_name), sample="customer address")
STORE = Column("store", N_("Store"), read=store_name, sample="西湖旗舰门店", drop=1)
ENTRY_COLUMNS = (
    WHEN,
    DONE_BY,
    Column("operation", N_("What"), "chip", chip=operation_chip, read=lambda _e: 1, sample="changed ok"),
    TABLE,
    Column("columns", N_("Columns"), read=column_words, stretch=True),
    STORE,
)
LOOK_COLUMNS = (
    WHEN,
    DONE_BY,
    Column("kind", N_("Kind"), shown=lambda look: look_words(look.kind), sample="List of customers exported"),
    TABLE,
    Column("count", N_("How many"), "integer", sample="10,000"),
    Column("reason", N_("Reason"), stretch=True),
    STORE,
)


class AuditPage(Page):
    """Filters on top, entries at the left, old and new of the chosen one at the right."""

    module = "admin"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "audit", N_("Audit log"), "audit")
        self.row_id: UUID | None = None
        self.filters = Form(
            [
                Field("login", N_("User name or name"), span=3, max_length=80),
                Field("table", N_("Table"), "combo", span=3),
                Field("since", N_("From"), "date", span=3),
                Field("until", N_("Up to and with"), "date", span=3),
            ],
            desk.background,
        )
        self.filters.edited.connect(lambda _column: self._search_soon())
        self.filters.finished.connect(self._reload)
        self.clear = Button(N_("All records"), "all_records", "link")
        self.clear.clicked.connect(lambda: self.shown())
        self.pane = TablePane(
            "audit",
            ENTRY_COLUMNS,
            desk.background,
            self._fetch,
            empty=(N_("No entry fits."), N_("Another person, table or time shows more.")),
            views=VIEWS,
            quick_filter=False,
            accessible=N_("Audit log"),
        )
        self.looks = TablePane(
            "looks",
            LOOK_COLUMNS,
            desk.background,
            self._fetch_looks,
            empty=(N_("Nobody looked at a full number."), ""),
            views=VIEWS,
            quick_filter=False,
            accessible=N_("Looks at full numbers"),
        )
        self.lists = QStackedWidget()
        for pane in (self.pane, self.looks):
            self.lists.addWidget(pane)
            pane.view_chosen.connect(self._show_view)
        self.view = "all"
        self.pane.current_changed.connect(self._choose)
        self.detail = EntryCard()
        self.volume = VolumeCard()
        self.volume.hide()
        self.volume.chosen.connect(self._show_looks_of)
        top = QHBoxLayout()
        top.addWidget(self.filters, 1)
        top.addWidget(self.clear)
        self.body.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.lists, 12)
        row.addWidget(self.detail, 7)
        row.addWidget(self.volume, 5)
        self.body.addLayout(row, 1)
        self.add_head(None)

    def shown(self, table: str = "", row_id: UUID | None = None, login: str = "", view: str = "", **_how: Any) -> None:
        """The history of one record, or of one person; without either, everything."""
        self.row_id = row_id
        self.filters.set_values({"login": login, "table": table or None})
        self.clear.setVisible(row_id is not None)
        if view:
            self._show_view(view)
        else:
            self._reload()

    def refresh(self) -> None:
        self.run(lambda: audit_log.tables(self.desk.db), self._offer_tables, slot="tables")
        self._reload()

    def _offer_tables(self, tables: Sequence[str]) -> None:
        self.filters.set_options(
            "table", [Option(name, lambda name=name: table_words(name)) for name in sorted(tables, key=table_words)]
        )

    def _search_soon(self) -> None:
        if not self.filters.problems():
            self._reload()

    def _reload(self) -> None:
        (self.looks if self.view == "looks" else self.pane).reload()

    def _wanted(self) -> audit_log.Wanted:
        values = {}
        for column in self.filters.cells:
            try:
                values[column] = self.filters.value(column)
            except ValueError:
                values[column] = None
        until = values["until"]
        return audit_log.Wanted(
            login=(values["login"] or "").strip(),
            table=values["table"] or "",
            row_id=self.row_id,
            since=_midnight(values["since"]),
            until=_midnight(until + timedelta(days=1)) if until else None,
            notable=self.view == "notable",
        )

    def _fetch(self, request: PageRequest) -> Any:
        return audit_log.page(self.desk.db, self._wanted(), request.place, limit=request.limit)

    def _fetch_looks(self, request: PageRequest) -> Any:
        return audit_log.looks(self.desk.db, self._wanted().login, request.place, limit=request.limit)

    def _show_view(self, name: str) -> None:
        self.view = name
        pane = self.looks if name == "looks" else self.pane
        for one in (self.pane, self.looks):
            one.views.show_current(name)
        self.lists.setCurrentWidget(pane)
        self.detail.setVisible(name != "looks")
        self.volume.setVisible(name == "looks")
        if name == "looks":
            self.run(lambda: personal_data.volume(self.desk.db), self.volume.tell, slot="volume")
        self._reload()

    def _show_looks_of(self, login: str) -> None:
        self.filters.set_values({"login": login})
        self._reload()

    def _choose(self, entry: Entry | Look | None) -> None:
        if entry is not None:
            wanted = entry.id
            self.run(lambda: audit_log.detail(self.desk.db, wanted), self.detail.tell, slot="detail")

    def panes(self) -> list[QWidget]:
        return [self.filters, self.pane.view, self.detail]


class EntryCard(QFrame):
    """One entry: who, when, where from, and each column's old and new value."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setObjectName("audit_entry")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 12)])
        column.setSpacing(theme.px(8))
        self.title = Label(N_("Choose an entry from the list"), "card", wrap=True)
        self.pairs = Pairs()
        self._grid_widget = QWidget()
        self._grid_widget.setProperty("plane", "surface")
        self._grid_widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grid = QGridLayout(self._grid_widget)
        self._grid.setContentsMargins(0, 0, 0, 0)
        area = NamedScroll(N_("Old and new values"), self._grid_widget)
        column.addWidget(self.title)
        column.addWidget(self.pairs)
        column.addWidget(hairline())
        column.addWidget(area, 1)

    def tell(self, entry: audit_log.Detail) -> None:
        """Show an entry."""
        operation = audit_log.OPERATIONS[entry.operation]
        self.title.say(lambda: f"{table_words(entry.table_name)} · {_(operation)}")
        self.pairs.tell(
            [
                (N_("Done by"), lambda: person_words(entry)),
                (N_("When"), lambda: _instant(entry.at)),
                (N_("Program"), data(entry.application)),
                (N_("Address"), data(entry.address or formats.EMPTY)),
                (N_("Record ID"), data(str(entry.row_id or formats.EMPTY))),
                (N_("Entry"), lambda: _("{id}, epoch {epoch}").format(id=entry.id, epoch=entry.epoch)),
            ]
        )
        empty(self._grid)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        for place, text in enumerate((N_("Column"), N_("Before"), N_("After"))):
            self._grid.addWidget(Label(text, "label", "secondary"), 0, place)
        for row, (name, old, new) in enumerate(entry.rows(), start=1):
            column = lambda name=name: column_name(entry.table_name, name)  # noqa: E731
            self._grid.addWidget(_Column(column, name), row, 0, Qt.AlignmentFlag.AlignTop)
            for place, value in enumerate((old, new), start=1):
                words = lambda name=name, value=value: _short(  # noqa: E731
                    value_words(entry.table_name, name, value, entry.names)
                )
                self._grid.addWidget(Label(words, wrap=True), row, place, Qt.AlignmentFlag.AlignTop)
        for place in (1, 2):
            self._grid.setColumnStretch(place, 1)
        self._grid.setRowStretch(len(entry.rows()) + 1, 1)


class _Column(QWidget):
    """What a column is called, and below it its name in the database."""

    def __init__(self, words: Text, name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(words, "label_bold", wrap=True))
        column.addWidget(Label(data(name), "hint", "secondary", wrap=True))


def _short(value: str) -> str:
    return value if len(value) <= 400 else value[:400] + "…"


def _instant(at: datetime) -> str:
    return f"{formats.local(at):%Y-%m-%d %H:%M:%S}"


def _midnight(day: Any) -> datetime | None:
    if day is None:
        return None
    zone = formats.local(datetime.now().astimezone()).tzinfo
    return datetime.combine(day, time(), zone)
