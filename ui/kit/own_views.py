"""A person's own views of a list: filters, sorting and columns under a name, on whichever workstation he signs in.

self.own = OwnViews(self, self.pane, VIEWS, show=self._show_view, kept=self._kept)

They stand behind the views that come with the program; '+' keeps what is shown now, '…' and the right mouse
button change the one that is chosen.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from services import saved_views
from services.ids import new_id
from services.saved_views import View
from services.texts import N_, _
from ui.kit.buttons import icon_button
from ui.kit.fields import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.menus import pop_up
from ui.kit.page import Page
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.views_row import SavedView
from ui.kit.words import data

Filters = Mapping[str, Any]


class OwnViews(QObject):
    """For one list of a page, whose name it is kept under.

    shipped: the views that come with the program. kept(): what is shown now as JSON, with the shipped view
    underneath as 'view'. show(view, filters): set both without loading; filters is None where the ones of the
    moment stay. The page's refresh() then loads. counted(views): what else to do once they are known.
    """

    def __init__(
        self,
        page: Page,
        pane: TablePane,
        shipped: Sequence[SavedView],
        show: Callable[[str, Filters | None], Any],
        kept: Callable[[], Filters],
        counted: Callable[[], Any] = lambda: None,
    ) -> None:
        super().__init__(page)
        self._page, self._pane, self._shipped = page, pane, tuple(shipped)
        self._show, self._kept, self._counted = show, kept, counted
        self.views: dict[str, View] = {}
        self._plain: dict[str, Any] | None = None
        self.keep = icon_button("add", N_("Keep this view under a name"), "keep_view")
        self.more = icon_button("more", N_("Change this view"), "change_view")
        for button in (self.keep, self.more):
            button.kind = "link"
            button.setMinimumHeight(theme.px(30))
            pane.views.add_behind(button)
        self.more.hide()
        self.keep.clicked.connect(self.ask_name)
        self.more.clicked.connect(
            lambda: self._open_menu(pane.views.current(), self.more.mapToGlobal(self.more.rect().bottomLeft()))
        )
        pane.view_chosen.connect(self.choose)
        pane.views.menu_wanted.connect(self._open_menu)
        self.load()

    def load(self, choose: UUID | None = None) -> None:
        """Read the views anew, and show one of them."""
        db, name = self._page.desk.db, self._page.name

        def told(views: Sequence[View]) -> None:
            self._tell(views)
            if choose is not None and str(choose) in self.views:
                self._pane.views.show_current(str(choose))
                self._tell_more()

        self._page.run(lambda: saved_views.of_page(db, name), told, slot="own_views")

    def _tell(self, views: Sequence[View]) -> None:
        row = self._pane.views
        current = row.current()
        self.views = {str(view.id): view for view in views}
        own = [
            SavedView(key, data(view.name), icon="person" if view.own else "customer")
            for key, view in self.views.items()
        ]
        row.set_views([*self._shipped, *own])
        row.show_current(current)
        self._tell_more()
        self._counted()

    def _tell_more(self) -> None:
        view = self.views.get(self._pane.views.current())
        self.more.setVisible(view is not None and view.own)

    def current(self) -> View | None:
        """The chosen view, if it is not one that comes with the program."""
        return self.views.get(self._pane.views.current())

    def filters_of(self, view: View) -> Filters:
        """Its filters, over a view that this release still has."""
        kept = view.definition.get("filters")
        filters = dict(kept) if isinstance(kept, dict) else {}
        if filters.get("view") not in {one.name for one in self._shipped}:
            filters["view"] = self._shipped[0].name
        return filters

    def choose(self, name: str) -> None:
        """Show a view, own or shipped."""
        pane, view = self._pane, self.views.get(name)
        pane.views.show_current(name)
        if view is None:
            leaving = self._plain is not None
            self.leave()
            self._show(name, {} if leaving else None)
        else:
            if self._plain is None:
                self._plain = pane.view.layout_state()
            filters = self.filters_of(view)
            self._show(filters["view"], filters)
            self._arrange(view.definition)
        pane.model.clear_ticks()
        self._tell_more()
        self._page.refresh()

    def leave(self) -> None:
        """Have the columns back that were there before a view of one's own was shown."""
        if self._plain is not None:
            self._pane.view.restore_layout(self._plain)
            self._type("")
            self._plain = None
        self.more.hide()

    def _arrange(self, definition: Mapping[str, Any]) -> None:
        """Columns, sorting and quick filter of a view, as far as the list still has them."""
        model = self._pane.model
        if definition.get("sort") in {column.sort for column in model.columns if column.sort}:
            model.sort_key, model.descending = definition["sort"], bool(definition.get("descending"))
        self._pane.view.restore_layout(_columns(definition.get("columns")))
        self._type(str(definition.get("text") or ""))

    def _type(self, text: str) -> None:
        self._pane.filter.setText(text)
        self._pane.model.text = text

    def definition(self) -> dict[str, Any]:
        """What the list shows now."""
        model = self._pane.model
        return {
            "filters": dict(self._kept()),
            "sort": model.sort_key,
            "descending": model.descending,
            "columns": self._pane.view.layout_state(),
            "text": model.text,
        }

    # changing

    def ask_name(self) -> None:
        """'+': keep what is shown now under a name."""
        page, definition, request = self._page, self.definition(), new_id()
        name = page.name

        def act(dialog: FormDialog) -> None:
            title, shared = dialog.form.value("name"), bool(dialog.form.value("shared"))

            def done(view_id: UUID) -> None:
                dialog.done_saving()
                if self._plain is None:
                    # Whoever leaves this view finds the list as it was.
                    self._plain = {}
                self.load(view_id)

            page.write(
                lambda: saved_views.save(page.desk.db, name, title, definition, request, shared=shared),
                done,
                dialog.refused,
            )

        FormDialog(
            page,
            "save_view",
            N_("Keep this view under which name?"),
            [
                Field("name", N_("Name of the view"), required=True, max_length=80, span=8),
                Field("shared", N_("For everybody"), "yesno", span=4),
            ],
            act,
            detail=N_("Filters, columns and sorting are kept, and follow you to any workstation."),
        ).open()

    def _ask_other_name(self, view: View) -> None:
        page, request = self._page, new_id()

        def act(dialog: FormDialog) -> None:
            def done(_result: Any) -> None:
                dialog.done_saving()
                self.load()

            title = dialog.form.value("name")
            page.write(lambda: saved_views.rename(page.desk.db, view.id, title, request), done, dialog.refused)

        FormDialog(
            page,
            "rename_view",
            N_("Which name should the view have?"),
            [Field("name", N_("Name of the view"), required=True, max_length=80, span=12)],
            act,
            values={"name": view.name},
            verb=N_("Rename"),
        ).open()

    def _open_menu(self, name: str, at: QPoint) -> None:
        view = self.views.get(name)
        if view is None or not view.own:
            return
        menu = QMenu(self._pane)
        menu.setObjectName("menu_view")
        mine = [one.id for one in self.views.values() if one.own]
        place = mine.index(view.id)
        entries: list[tuple[str, str, Callable[[], Any], bool]] = [
            ("redefine", _("Keep what is shown now"), lambda: self._redefine(view), True),
            ("rename", _("Rename…"), lambda: self._ask_other_name(view), True),
            ("left", _("Further to the left"), lambda: self._move(mine, place, -1), place > 0),
            ("right", _("Further to the right"), lambda: self._move(mine, place, 1), place < len(mine) - 1),
            (
                "share",
                _("For me only") if view.shared else _("Share with everybody"),
                lambda: self._write(lambda db, request: saved_views.share(db, view.id, not view.shared, request)),
                True,
            ),
            ("delete", _("Delete this view"), lambda: self._drop(view), True),
        ]
        for entry, words, act, possible in entries:
            if entry == "delete":
                menu.addSeparator()
            action = menu.addAction(words)
            action.setObjectName(f"action_view_{entry}")
            action.setEnabled(possible)
            action.triggered.connect(lambda _on=False, one=act: one())
        pop_up(menu, at)

    def _write(self, work: Callable[[Any, UUID], Any]) -> None:
        db, request = self._page.desk.db, new_id()
        self._page.write(lambda: work(db, request), lambda _done: self.load())

    def _redefine(self, view: View) -> None:
        definition = self.definition()
        self._write(lambda db, request: saved_views.redefine(db, view.id, definition, request))

    def _move(self, mine: Sequence[UUID], place: int, by: int) -> None:
        order = list(mine)
        order.insert(place + by, order.pop(place))
        self._write(lambda db, request: saved_views.arrange(db, order, request))

    def _drop(self, view: View) -> None:
        if self.current() == view:
            self.choose(self.filters_of(view)["view"])
        self._write(lambda db, request: saved_views.drop(db, view.id, request))
        self._page.desk.messages.toast(
            lambda: _("View deleted: {name}").format(name=view.name),
            lambda: self._write(lambda db, request: saved_views.bring_back(db, view.id, request)),
        )


def _columns(kept: Any) -> dict[str, Any]:
    """Columns hidden and widths, as far as they are what they should be: another person's view may hold anything."""
    parts = {name: kept.get(name) for name in ("hidden", "widths")} if isinstance(kept, dict) else {}
    hidden, widths = (part if isinstance(part, dict) else {} for part in (parts.get("hidden"), parts.get("widths")))
    return {
        "hidden": {name: bool(off) for name, off in hidden.items()},
        "widths": {name: wide for name, wide in widths.items() if isinstance(wide, int) and 20 <= wide <= 2000},
    }
