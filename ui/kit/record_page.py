"""The page of one record with a form: it saves, asks when two changed the same, keeps what is typed, removes.

Cases that go through steps (case_page) and files with a view in front of the form (file_page) build on it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from services.errors import Conflict
from services.ids import new_id
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.conflicts import in_hand, settled
from ui.kit.desk import Desk
from ui.kit.dialogs import ask, show_conflict
from ui.kit.drafts import DraftKeeper, Typed
from ui.kit.form import Form, fields_of
from ui.kit.form_card import FormLike
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.words import Text, say


@dataclass(frozen=True)
class Removal:
    """How a record is removed: the question, what becomes of it, and what is said when it is gone."""

    question: Text
    detail: Text
    done: Text


class RecordPage(Page):
    """Subclasses set `service` (get, change; remove and restore where it can be removed) and `table`, and make
    the form before calling `add_saving`."""

    service: Any
    table: str
    removal: Removal | None = None
    form: FormLike

    def __init__(self, desk: Desk, name: str, title: Text, icon: str, heading: bool = False) -> None:
        self.seen: Any = None
        self.keeper: DraftKeeper | None = None
        super().__init__(desk, name, title, icon, heading=heading)

    def add_saving(self, kind: str = "primary", *beside: Any) -> None:
        """The foot with the button that saves; `beside` stands before it."""
        self.saving = self.action(f"save_{self.name}", N_("Save"), "Ctrl+S", self.save, "ok")
        self.save_button = Button(N_("Save"), "save", kind, "Ctrl+S", "ok").act(self.saving)
        self.add_foot(*beside, self.save_button)
        self.follow_form()

    def follow_form(self) -> None:
        """Say in the foot what is to be put right in the form, and on the tab that something was typed."""
        for place, bar in enumerate(self.form.fix_bars):
            self.foot.insertWidget(place, bar)
        self.form.finished.connect(self.save_button.setFocus)
        self.form.edited.connect(lambda *_column: self.tell_touched())

    # for subclasses

    def values_of(self, record: Any) -> dict[str, Any]:
        """A record as the form shows it."""
        return fields_of(record)

    def fill(self, record: Any) -> None:
        """Show a record in the form."""
        self.main_form().set_values(self.values_of(record))

    def forms(self) -> Sequence[Form]:
        """All forms of the record."""
        return (self.main_form(),)

    def looked_up(self, record: Any) -> dict[str, Any]:
        """The values of look-ups as Options, which carry the words."""
        return {column: value for column, value in self.values_of(record).items() if isinstance(value, Option)}

    def main_form(self, columns: Collection[str] = ()) -> Form:
        """The form that holds these columns, or the first one."""
        assert isinstance(self.form, Form)
        return self.form

    def draft_form(self) -> Typed:
        """What the draft is made of: all leaves where there are several."""
        return self.main_form()

    def write_values(self, db: Any, seen: Any, values: Any, request: Any) -> Any:
        """Save the changed values, on a worker; returns the record as it is then."""
        return self.service.change(db, seen, values, request)

    def saved(self) -> None:
        """It is saved."""
        self.refresh()

    def tell_touched(self) -> None:
        """Something was typed, or is saved: the tab shows it."""
        self.title_changed.emit()

    def take(self, record: Any) -> None:
        """A newer record came: show it, but keep what is being typed and what was seen when it was begun."""
        self.seen = in_hand(self.main_form(), self.seen, record)
        if self.form.touched:
            self._merge(record)
        else:
            self.fill(record)

    def _merge(self, record: Any) -> None:
        for form in self.forms():
            form.merge(self.values_of(record))

    # drafts

    def keep_draft(self) -> None:
        """Keep what is typed from now on, and bring back what was typed before."""
        key = f"{self.table}:{self.record_id}"
        form = self.draft_form()
        self.keeper = DraftKeeper(self, form, self.desk.drafts, key, self.table, self.title, self.messages)
        self.keeper.offer(lambda _found: self.tell_touched())

    def drop_draft(self) -> None:
        """What was typed is saved, or given up."""
        if self.keeper is not None:
            self.keeper.saved()

    # saving

    def unsaved(self) -> bool:
        return self.whole and self.form.touched

    def save(self, then: Callable[[], Any] | None = None) -> None:
        """Save what was changed; `then()` when it is saved."""
        if self.seen is None or not self.form.check():
            return
        values, db, seen, request = self.form.changed(), self.desk.db, self.seen, new_id()
        if not values:
            # What was typed says the same as before.
            self.drop_draft()
            self.fill(seen)
            (then or self.saved)()
            return

        def saved(record: Any) -> None:
            self.saving.setEnabled(True)
            self.seen = record
            for form in self.forms():
                form.saved(values)
            if self.form.touched:  # typed while the save was on its way
                self._merge(record)
            else:
                self.drop_draft()
                self.fill(record)
            self.tell_touched()
            (then or self.saved)()

        self.saving.setEnabled(False)
        self.write(lambda: self.write_values(db, seen, values, request), saved, self._refused_save)

    def _refused_save(self, error: BaseException) -> Any:
        self.saving.setEnabled(True)
        if isinstance(error, Conflict):
            self._settle(error)
            return True
        return self.form.show_refusal(error) or self.refused(error)

    def _settle(self, conflict: Conflict) -> None:
        db, record_id, get = self.desk.db, self.record_id, self.service.get
        form = self.main_form(conflict.theirs)

        def again() -> None:
            self.seen = settled(self.seen, conflict, form if len(self.forms()) > 1 else None)
            self.save()

        # Only the record as it is now has the words of what was looked up.
        self.run(
            lambda: get(db, record_id),
            lambda fresh: show_conflict(self, form, conflict, again, self.looked_up(fresh)),
            slot="again",
        )

    # removing

    def ask_remove(self) -> None:
        """Ask before the record is removed or archived."""
        if self.removal is not None and self.seen is not None:
            one = self.removal
            ask(self, one.question, one.detail, N_("Remove"), self._remove, f"remove_{self.name}", dangerous=True)

    def _remove(self) -> None:
        db, seen, request, remove = self.desk.db, self.seen, new_id(), self.service.remove
        self.write(lambda: remove(db, seen, request), self._removed)

    def _removed(self, outcome: str) -> None:
        if outcome == "archived" or self.removal is None:
            self.refresh()
            return
        self.record_id = None
        self.lock_for_good()
        self.messages.show("success", self.removal.done, key="archived", closable=False)

    def lock_for_good(self) -> None:
        """The record is gone: nothing can be done with it any more."""
        self.main_form().set_locked(say(self.removal.done) if self.removal is not None else "")

    def restore(self) -> None:
        """Bring an archived record back."""
        db, record_id, request, restore = self.desk.db, self.record_id, new_id(), self.service.restore
        self.write(lambda: restore(db, record_id, request), lambda _none: self.refresh())
