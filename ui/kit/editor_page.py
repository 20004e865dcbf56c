"""A list at the left, the chosen record's form at the right: the shape of pages that keep short lists."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.errors import Conflict
from services.ids import new_id
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.conflicts import settled
from ui.kit.desk import Desk
from ui.kit.dialogs import CONFLICT_HEADLINE, ask_to_leave, show_conflict
from ui.kit.form import FieldLegend, Form, Group, fields_of
from ui.kit.form_scroll import FormScroll
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.stale import BROUGHT, Held, bring
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import Label, Text, hairline, say


class EditorPage(Page):
    """Subclasses say what is listed, how a record is loaded, and how it is saved; all of that runs on workers.

    new_text: the button for a new record; '' where nothing can be added.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: Text,
        icon: str,
        columns: Sequence[Column],
        groups: Sequence[Group],
        *,
        sort: str = "",
        empty: tuple[Text, Text],
        new_text: Text = "",
        quick_filter: bool = True,
        form_share: int = 9,
    ) -> None:
        super().__init__(desk, name, title, icon)
        self.seen: Any = None
        self._request = new_id()
        self.pane = TablePane(
            name, columns, desk.background, self.fetch, sort=sort, empty=empty, quick_filter=quick_filter,
            accessible=title, parent=self,
        )  # fmt: skip
        self.card = QFrame(self)
        self.card.setProperty("card", True)
        self.scroller = FormScroll(self.card)
        # Made where it stays: a form that is moved is styled once more, field by field.
        self.form = Form(groups, desk.background, self.scroller.viewport())
        self.scroller.hold(self.form, later=True)
        turns.wait(self, "form", self.form.come)
        for cell in self.form.cells.values():
            if hasattr(cell.editor, "background"):
                cell.editor.background = desk.background
        self.form_title = Label(lambda: self.words_of(self.seen), "card", elide=True)
        self.new = Button(new_text, f"new_{name}", key="Ins", icon="add")
        if not self.new.text():
            self.new.hide()
        self.save = Button(N_("Save"), "save", "primary", key="Ctrl+S")
        self.revert = Button(N_("Revert"), "revert")
        self.verbs = QHBoxLayout()
        self._more_verbs: list[tuple[Button, Callable[[Any], bool]]] = []
        self._lay_out(form_share)
        self.new.clicked.connect(self.start_new)
        self.save.clicked.connect(self.store)
        self.revert.clicked.connect(lambda: self.show_record(self.seen))
        self.form.edited.connect(lambda _column: self.tell())
        self.form.finished.connect(self.save.setFocus)
        self.pane.current_changed.connect(self._choose)
        if new_text:
            self.action(f"new_{name}", new_text, "Ins", self.start_new, "add")
        self.action(f"save_{name}", N_("Save"), "Ctrl+S", self.store)
        self.show_record(None)

    def _lay_out(self, form_share: int) -> None:
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 10)])
        inside.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(self.form_title, 1)
        self.card_head = head
        inside.addLayout(head)
        inside.addWidget(hairline())
        inside.addWidget(self.scroller, 1)
        self.extra = QVBoxLayout()
        inside.addLayout(self.extra)
        inside.addWidget(hairline())
        inside.addWidget(self.form.fix_bar)
        self.verbs.setSpacing(theme.px(6))
        self.verbs.addStretch(1)
        self.verbs.addWidget(self.revert)
        self.verbs.addWidget(self.save)
        inside.addLayout(self.verbs)
        self.card.setMinimumWidth(theme.px(360))
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.px(12))
        self.row.addWidget(self.pane, 20 - form_share)
        self.row.addWidget(self.card, form_share)
        self.body.addLayout(self.row, 1)
        self.add_head(None, FieldLegend(), self.new)

    def add_beside_new(self, *buttons: Button) -> None:
        """Further buttons at the top, before the one for a new record."""
        for button in buttons:
            self.head.insertWidget(self.head.indexOf(self.new), button)

    def add_verb(self, button: Button, fits: Callable[[Any], bool] = lambda _record: True) -> None:
        """A further button beneath the form, behind those before it, while a record is shown that it fits."""
        self.verbs.insertWidget(len(self._more_verbs), button)
        self._more_verbs.append((button, fits))
        button.setVisible(self.seen is not None and fits(self.seen))

    # for subclasses

    def fetch(self, request: PageRequest) -> Any:
        """A page of the list."""
        raise NotImplementedError

    def load(self, record_id: Any) -> Any:
        """The record with this id, None where there is none any more."""
        raise NotImplementedError

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        """Add a record; returns its id."""
        raise NotImplementedError

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        """Save the changed columns of a record."""
        raise NotImplementedError

    def values_of(self, record: Any) -> Any:
        """What the form shows for a record; None is a new one."""
        return {} if record is None else record

    def words_of(self, record: Any) -> str:
        """The form's heading."""
        raise NotImplementedError

    def locks_of(self, record: Any) -> Mapping[str, str] | str:
        """Columns that cannot be edited, each with its reason; a str locks all."""
        return {}

    def tell(self) -> None:
        """Enable what can be done now."""
        self.save.setEnabled(self.form.touched)
        self.revert.setEnabled(self.form.touched)
        for button, fits in self._more_verbs:
            button.retranslate()
            button.setVisible(self.seen is not None and fits(self.seen))
        self.title_changed.emit()

    # what happens

    def refresh(self) -> None:
        self.pane.reload()
        if self.seen is not None and not self.form.touched:
            self.reload_record()

    def reload_record(self) -> None:
        """Load the shown record anew."""
        seen = self.seen
        self.run(lambda: self.load(seen.id), self.show_record, slot="record")

    def _choose(self, row: Any) -> None:
        if row is None or (self.seen is not None and row.id == self.seen.id):
            return
        self._leave_form(lambda: self.run(lambda: self.load(row.id), self.show_record, slot="record"))

    def _leave_form(self, go: Callable[[], Any]) -> None:
        if self.form.touched:
            ask_to_leave(self, go)
        else:
            go()

    def start_new(self) -> None:
        """An empty form."""

        def begin() -> None:
            self.pane.view.clearSelection()
            self.show_record(None)
            self.form.come()
            self.form.focus_first()

        if self.new.text():
            self._leave_form(begin)

    def show_record(self, record: Any) -> None:
        """Show a record in the form, or an empty one."""
        if record is not None:
            self.form.come()
        self.seen = record
        self._request = new_id()
        self.form.set_locked({})
        self.form.set_values(self.values_of(record))
        self.form.set_locked(self.locks_of(record))
        self.form_title.retranslate()
        self.messages.clear()
        self.tell()

    def store(self) -> None:
        """Save what is entered."""
        if not self.form.touched or not self.form.check():
            return
        seen, request = self.seen, self._request
        if seen is None:
            values = self.form.values()
            self.write(lambda: self.add_record(values, request), self.stored, self.refused_save)
        else:
            changed = self.form.changed()
            self.write(
                lambda: self.change_record(seen, changed, request),
                lambda _done: self.stored(seen.id),
                self.refused_save,
            )

    def stored(self, record_id: Any) -> None:
        """It is saved: show what the database made of it."""
        self._request = new_id()
        self.pane.reload()
        self.run(lambda: self.load(record_id), self.show_record, slot="record")

    def refused_save(self, error: BaseException) -> Any:
        """At the field, side by side, or in the banner; what was typed stays."""
        if isinstance(error, Conflict):
            show_conflict(self, self.form, error, lambda: self._store_again(error))
            return True
        if getattr(error, "code", "") == "conflict" and self.seen is not None:
            # refused as a whole, without naming columns: bring what is there now, keep what is typed
            seen = self.seen
            self.run(lambda: self.load(seen.id), self._bring, slot="record")
            return True
        return self.form.show_refusal(error) or self.refused(error)

    def _bring(self, fresh: Any) -> None:
        def values(record: Any) -> Mapping[str, Any]:
            shown = self.values_of(record)
            return shown if isinstance(shown, Mapping) else fields_of(shown)

        brought = bring(self.form, Held(self.seen, lambda: fresh, values), fresh)
        self.seen, self._request = fresh, new_id()
        self.form_title.retranslate()
        self.messages.show(
            "warning", CONFLICT_HEADLINE, lambda: "\n".join([say(BROUGHT), *brought.lines()]), key="stale"
        )
        self.tell()
        brought.ask(self, self.form, self.store)

    def _store_again(self, conflict: Conflict) -> None:
        """The conflict is settled: save on top of what its dialog showed."""
        self.seen = settled(self.seen, conflict)
        if self.form.changed():
            self.store()
        else:
            self.stored(self.seen.id)

    def changed(self, table: str, ids: Any) -> None:
        self.pane.reload()
        if self.seen is not None and self.seen.id in ids and not self.form.touched:
            self.reload_record()

    def unsaved(self) -> bool:
        return self.form.touched

    def panes(self) -> list[QWidget]:
        return [self.pane.view, self.card]

    def focus_start(self) -> None:
        self.pane.focus_filter()

    def retranslate(self) -> None:
        self.form_title.retranslate()
        if self.pane.model.started:
            self.refresh()  # some names come from the database in the language of the moment
