"""A record's file: a view of all that belongs to it; F2 turns to its form, saving turns back."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.leaf_stack import LeafStack
from ui.kit.messages import Messages
from ui.kit.page import GONE
from ui.kit.record_page import RecordPage
from ui.kit.words import Text

LATER_MS = 1500


class FilePage(RecordPage):
    """Subclasses make the view and the form, and say how to load and show. Most people only look at a record: the
    form is made when somebody first turns to it.

    archived: what the banner says of an archived record. own_tables: rows with the record's id; changes of the
    page's other tables may be somebody else's and are looked at a moment later, all at once. `loaded` is what the
    view shows, read together.
    """

    archived: Text
    restorable = True
    own_tables: Collection[str]

    def __init__(self, desk: Desk, name: str, title: Text, icon: str) -> None:
        super().__init__(desk, name, title, icon)
        self.loaded: Any = None
        self.stack = LeafStack({"view": self.make_view, "form": self.make_form}, self._made)
        self.body.addWidget(self.stack, 1)
        may = desk.rights is None or desk.rights.may_change(self.table)
        self.edit = self.action(f"edit_{name}", N_("Edit"), "F2", self.start_editing, "edit")
        self.edit.setVisible(may)
        self.cancel = Button(N_("Do not save"), "cancel_edit", key="Esc")
        self.cancel.clicked.connect(self.stop_editing)
        self.stack.leaf("view")
        self.add_saving("primary", None, self.cancel)
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.refresh)
        self._turn(editing=False)

    # for subclasses

    def make_view(self) -> QWidget:
        """All that belongs to the record."""
        raise NotImplementedError

    def make_form(self) -> Any:
        """The form, a FormLike widget with load(record)."""
        raise NotImplementedError

    def load(self, db: Any, record_id: Any) -> tuple[Any, Any]:
        """The record and what the view shows of it, read together on a worker."""
        raise NotImplementedError

    def show_loaded(self, loaded: Any) -> None:
        """Show it."""
        raise NotImplementedError

    def told_archived(self, messages: Messages) -> bool:
        """Say that the record cannot be worked with, in words of its own; False leaves it to `archived`."""
        return False

    @property  # type: ignore[override]
    def form(self) -> Any:
        """The form; made now where nobody has edited here before."""
        return self.stack.leaf("form")

    def follow_form(self) -> None:
        if "form" in self.stack.made():
            super().follow_form()

    def _made(self, name: str) -> None:
        if name == "form":
            self.follow_form()

    # showing

    def refresh(self) -> None:
        if self.record_id is not None:
            db, record_id = self.desk.db, self.record_id

            def work() -> tuple[Any, Any]:
                with db.snapshot():
                    return self.load(db, record_id)

            self.run(work, self._show, self._not_shown, slot="load")

    def _not_shown(self, error: BaseException) -> Any:
        # What is being typed stays on the screen, to be copied elsewhere.
        if getattr(error, "code", "") == "gone_record" and not self.unsaved():
            self.seen = self.loaded = None
            return self.not_loaded(error)
        return self.refused(error)

    def _show(self, found: tuple[Any, Any]) -> None:
        record, self.loaded = found
        self.messages.clear(GONE)
        self.stack.show()
        if not self.editing:
            # A form in use keeps the version its values come from.
            self.seen = record
        self.show_loaded(self.loaded)
        live = record.archived_at is None
        self.edit.setEnabled(live)
        self.messages.clear("archived")
        if not live and not self.told_archived(self.messages):
            self.messages.show(
                "info",
                self.archived,
                link=N_("Restore") if self.restorable else "",
                act=self.restore,
                key="archived",
                icon="closed",
                closable=False,
            )

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if self.unsaved():
            return
        if table not in self.own_tables:
            self._later.start()
        elif self.record_id in ids:
            self.refresh()

    # editing

    @property
    def editing(self) -> bool:
        """Whether the form is in front."""
        return self.stack.current() == "form"

    def _turn(self, *, editing: bool) -> None:
        self.stack.bring_up("form" if editing else "view")
        bar = self.foot.parentWidget()
        if bar is not None:
            bar.setVisible(editing)

    def fill(self, record: Any) -> None:
        self.form.load(record)

    def start_editing(self) -> None:
        """Turn to the form (F2)."""
        if self.seen is None or self.seen.archived_at is not None:
            return
        self.fill(self.seen)
        self._turn(editing=True)
        self.form.focus_first()
        if self.desk.rights is not None:
            self.desk.rights.open_for_edit(self, self.table, self.record_id, self.main_form())
        self.keep_draft()

    def stop_editing(self) -> None:
        """Back to the view; asks when something would be lost."""

        def back() -> None:
            self.drop_draft()
            self.fill(self.seen)
            self.saved()
            self.tell_touched()

        self.leave(back)

    def save(self, then: Any = None) -> None:
        if self.editing:
            super().save(then)

    def saved(self) -> None:
        if self.unsaved():
            return
        if self.keeper is not None:
            # The next editing has a keeper of its own.
            self.keeper.deleteLater()
            self.keeper = None
        self._turn(editing=False)
        self.refresh()

    def unsaved(self) -> bool:
        return self.editing and self.form.touched

    def lock_for_good(self) -> None:
        self.stack.setEnabled(False)
