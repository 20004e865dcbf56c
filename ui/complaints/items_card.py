"""A card with what belongs to a complaint: each with its state and what this person may do about it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.complaints import Complaint
from services.errors import ServiceError
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import empty
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.page import Page
from ui.kit.stale import Held
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data

# What is offered below an entry: its words, the action's name, what to do.
Verb = tuple[Text, str, Callable[[], Any]]


class ItemsCard(Card):
    """`tell(complaint, found)` shows the entries; each change of one of them changes its complaint too.

    adds: the verb below the list, while the complaint is open; None where nothing is added.
    """

    links: frozenset[str] = frozenset()

    def __init__(self, page: Page, desk: Desk, title: Text, adds: Verb | None = None) -> None:
        super().__init__(title)
        self._page, self._desk = page, desk
        self._complaint: Any = None
        self.rows: list[Any] = []
        self.add: Button | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        self.body.addLayout(self._list)
        if adds is not None:
            words, name, act = adds
            self.add = Button(words, name, "link", icon="add")
            self.add.clicked.connect(act)
            self.body.addWidget(self.add)

    def top(self, one: Any) -> tuple[Text, Text]:
        """What it is, and what stands at the right."""
        raise NotImplementedError

    def state(self, one: Any) -> Chip:
        """How far it is."""
        raise NotImplementedError

    def told(self, one: Any) -> Sequence[Text]:
        """The lines below: the first one grey."""
        raise NotImplementedError

    def verbs(self, one: Any) -> Sequence[Verb]:
        """What this person may do about it."""
        raise NotImplementedError

    def tell(self, complaint: Complaint, found: Sequence[Any]) -> None:
        """Show what belongs to this complaint."""
        self._complaint = complaint
        may_add = self.add is not None and complaint.state != "closed" and self._desk.has_role("agent", "manager")
        if self.add is not None:
            self.add.setVisible(may_add)
        self.rows = list(found)
        empty(self._list)
        for one in self.rows:
            self._list.addWidget(self._row(one))
        self.setVisible(bool(self.rows) or may_add)

    def _row(self, one: Any) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        what, beside = self.top(one)
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(Label(what, "bold", wrap=True), 1)
        top.addWidget(Label(beside, "body_tabular"))
        column.addLayout(top)
        chip = ChipLabel()
        chip.show_chip(self.state(one))
        states = QHBoxLayout()
        states.addWidget(chip)
        states.addStretch(1)
        column.addLayout(states)
        for place, words in enumerate(self.told(one)):
            column.addWidget(Label(words, "label", "" if place else "secondary", wrap=True))
        buttons = []
        for words, name, act in self.verbs(one):
            button = Button(words, name, "link" if name in self.links else "plain")
            button.clicked.connect(lambda _on=False, do=act: do())
            buttons.append(button)
        if buttons:
            line = QHBoxLayout()
            line.setSpacing(theme.px(6))
            for button in buttons:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        return row

    def now(self, one: Any) -> Any:
        """An entry as it is in the database now, on a worker; raises ServiceError 'gone_record'."""
        raise NotImplementedError

    def held(self, one: Any, values: Callable[[Any], dict[str, Any]] = lambda _row: {}, *relies: str) -> Held:
        """An entry a dialog is opened with; relies: what the answer depends on besides its state."""
        return Held(one, lambda: self.now(one), values, ("state", *relies))

    def ask(
        self,
        name: str,
        question: Text,
        fields: list[Field],
        work: Callable[[Any, dict[str, Any]], Any],
        verb: Text,
        detail: Text = "",
        values: dict[str, Any] | None = None,
        held: Held | None = None,
    ) -> FormDialog:
        """Ask for these fields and then `work(db, given)` in the background; the dialog stays while it is refused.

        held: the entry as it was seen, whose `row` the work saves on.
        """

        def act(dialog: FormDialog) -> None:
            given, db = dialog.form.values(), self._desk.db
            self._write(dialog, lambda: work(db, given))

        dialog = FormDialog(
            self._page, name, question, fields, act, background=self._desk.background, values=values, verb=verb,
            detail=detail, held=held,
        )  # fmt: skip
        dialog.open()
        return dialog

    def _write(self, dialog: FormDialog, work: Callable[[], Any]) -> None:
        def refused(error: BaseException) -> Any:
            if dialog.refused(error):
                return True
            dialog.reject()
            return self._page.refused(error)

        def saved(_moved: Any) -> None:
            dialog.accept()
            self._page.refresh()

        self._page.write(work, saved, refused)


def note_field(words: Text, *, required: bool = True, lines: int = 3) -> Field:
    """What a person writes about it."""
    return Field("note", words, "multiline", required=required, span=12, lines=lines, max_length=2000)


def said(words: str) -> list[Text]:
    """A line for what somebody wrote, where he wrote something."""
    return [data(words)] if words else []


def entry_of(found: Sequence[Any], one: Any) -> Any:
    """The entry that is the same record as `one`; raises ServiceError 'gone_record' where there is none."""
    for row in found:
        if row.id == one.id:
            return row
    raise ServiceError("gone_record")
