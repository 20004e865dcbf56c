"""A page that is a list of records: views with counts, filters, search, a button for a new one; a row opens its record.

A subclass declares what is listed; the README beside shows the shortest one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from services.search import LIST_CAP
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.own_views import OwnViews
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import ListAction, TablePane
from ui.kit.views_row import SavedView
from ui.kit.words import Text, data, name_in

# Counts follow changes a moment later, all of them at once.
RECOUNT_MS = 1500


@dataclass(frozen=True)
class Adds:
    """How a new record is begun: whoever may add to `table` gets a button with this key that opens `page`."""

    table: str
    page: str
    text: Text
    key: str = "Ctrl+M"


class ListPage(Page):
    """Subclasses set what is declared here and give the columns.

    service: a module with Wanted, page(db, wanted, …), some(db, ids, wanted) and counts(db, {view: wanted}), as
    services.listing makes them. kind: what a row opens. views: the first is shown at the start. only_for: the page
    can be opened for one record, by the names under which its id and its name come; then it lists what belongs to
    that one.
    """

    service: Any
    kind: str
    views: Sequence[SavedView]
    sort: str
    descending = True
    empty: tuple[Text, Text]
    adds: Adds | None = None
    only_for = ("customer_id", "customer_name")
    list_name = ""

    def __init__(self, desk: Desk, name: str, title: Text, icon: str) -> None:
        super().__init__(desk, name, title, icon)
        self._only: Any = None
        self._only_name = ""
        self.view = self.views[0].name
        list_name = self.list_name or name
        self.pane = TablePane(
            list_name,
            self.columns(),
            desk.background,
            self._fetch,
            self._fetch_some,
            sort=self.sort,
            descending=self.descending,
            ticks=bool(self.row_actions()),
            empty=self.empty,
            actions=self.row_actions(),
            views=self.views if len(self.views) > 1 else (),
            now=desk.now,
            accessible=title,
        )
        self.only = Button("", f"clear_{self.only_for[0].removesuffix('_id')}", icon="close")
        self.only.hide()
        self.only.clicked.connect(self._show_all)
        self.pane.bar.insertWidget(0, self.only)
        self.filters = self.filter_buttons()
        for place, button in enumerate(self.filters.values(), start=1):
            self.pane.bar.insertWidget(place, button)
            button.chosen.connect(lambda _value: self.refresh())
        self.new: Button | None = None
        if self.adds is not None:
            self._offer_new(self.adds)
        self.lay_out()
        self.pane.opened.connect(lambda row: desk.open_record(self.kind, row.id))
        self.pane.model.loaded.connect(self._tell_cut)
        self.action(f"filter_{list_name}", N_("Filter these rows"), "Ctrl+F", self.pane.focus_filter, "filter")
        self._recount = QTimer(self, singleShot=True, interval=RECOUNT_MS)
        self._recount.timeout.connect(self.count)
        self.own: OwnViews | None = None
        if len(self.views) > 1:
            self.own = OwnViews(self, self.pane, self.views, self._show_view, self._kept)

    def _offer_new(self, adds: Adds) -> None:
        self.new = Button(adds.text, adds.page, "primary", adds.key, "add")
        adding = self.action(f"{adds.page}_here", adds.text, adds.key, self.add_new, "add")
        adding.setVisible(self.desk.rights is None or self.desk.rights.may_add(adds.table))
        self.new.act(adding)
        self.add_head(None, self.new)

    # for subclasses

    def columns(self) -> list[Column]:
        """The columns of the list."""
        raise NotImplementedError

    def row_actions(self) -> Sequence[ListAction]:
        """What can be done with the ticked rows; none, and there is nothing to tick."""
        return ()

    def filter_buttons(self) -> dict[str, FilterButton]:
        """Buttons that narrow the list, by the name of the filter in the service's Wanted."""
        return {}

    def wanted_in(self, view: str) -> Any:
        """What a view shows."""
        return self.service.Wanted(view=view)

    def lay_out(self) -> None:
        """Put the list on the page."""
        self.body.addWidget(self.pane, 1)

    def add_new(self) -> None:
        """Begin a new record, for the one whose list this is."""
        if self.adds is not None:
            self.desk.open_page(self.adds.page, **self._opened_for())

    def store_column(self) -> Column:
        """The store of a row, shown to whoever sees the rows of several stores."""
        several = self.desk.has_role("manager", "admin", "auditor", "finance")
        read = name_in("store_name")
        return Column("store_name", N_("Store"), read=read, secondary=True, drop=1, hidden=not several)

    # what it shows

    def shown(self, view: str = "", text: str = "", **how: Any) -> None:
        self._only = how.get(self.only_for[0])
        name = how.get(self.only_for[1], "")
        self.only.setVisible(self._only is not None)
        self.only.say(data(name) if name else N_("Only one"))
        self._only_name = name
        # Whoever comes for one record looks for all that belongs to it.
        if self._only is not None and not view:
            view = "all" if any(one.name == "all" for one in self.views) else self.view
        if text:
            self.pane.filter.setText(text)
            self.pane.model.text = text
        if view and self.own is not None:
            self.own.choose(view)
        for column, button in self.filters.items():
            if how.get(column) is not None:
                button.set_value(how[column])

    def refresh(self) -> None:
        self.pane.reload()
        self.count()

    def _show_view(self, view: str, filters: Mapping[str, Any] | None) -> None:
        self.view = view
        own = next((one.sort for one in self.views if one.name == view), "")
        self.pane.model.sort_key, self.pane.model.descending = (own, False) if own else (self.sort, self.descending)
        if filters is not None:
            for column, button in self.filters.items():
                kept = filters.get(column)
                button.set_value(next((one.value for one in button.options if str(one.value) == kept), None))

    def _kept(self) -> dict[str, Any]:
        chosen = {column: button.value for column, button in self.filters.items()}
        return {"view": self.view, **{column: str(value) for column, value in chosen.items() if value is not None}}

    def _show_all(self) -> None:
        self.shown()
        self.refresh()

    def _opened_for(self) -> dict[str, Any]:
        if self._only is None:
            return {}
        return dict(zip(self.only_for, (self._only, self._only_name), strict=True))

    def wanted(self, view: str = "") -> Any:
        """What a view shows, the one of the moment if none is named, as narrowed by the buttons and the one record."""
        narrowed = {column: button.value for column, button in self.filters.items() if button.value is not None}
        if self._only is not None:
            narrowed[self.only_for[0]] = self._only
        return replace(self.wanted_in(view or self.view), **narrowed)

    def count(self) -> None:
        """Tell how many rows each view would show."""
        db, counts = self.desk.db, self.service.counts
        wanted = {view.name: self.wanted(view.name) for view in self.views}
        self.run(lambda: counts(db, wanted), self.pane.views.show_counts, slot="counts")

    def _tell_cut(self) -> None:
        cut = bool(self.pane.model.text) and self.pane.model.rowCount() >= LIST_CAP
        self.pane.set_summary(N_("More than shown: type more of the name or number") if cut else "")

    def _fetch(self, request: PageRequest) -> Any:
        return self.service.page(
            self.desk.db,
            replace(self.wanted(), text=request.text),
            sort=request.sort,
            descending=request.descending,
            place=request.place,
            limit=request.limit,
        )

    def _fetch_some(self, ids: Collection[Any]) -> Any:
        return self.service.some(self.desk.db, list(ids), self.wanted())

    def changed(self, table: str, ids: Collection[Any]) -> None:
        self.pane.changed_elsewhere(list(ids))
        self._recount.start()

    def focus_start(self) -> None:
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        return [self.pane.views, self.pane.view]
