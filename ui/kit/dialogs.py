"""Dialogs, only for what cannot be undone, conflicts and choosing.

The title is the question, the buttons are verbs, Esc is the safe answer. They do
not block: the answer comes to a callable.
"""

import platform
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from services.punctuation import pair
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, hairline, say

if TYPE_CHECKING:
    from ui.kit.form import Form

CONFLICT_HEADLINE = N_("The data has been changed by somebody else. Do you want to reload it?")


class Dialog(QDialog):
    """A window-modal question: headline, explanation, whatever a subclass adds, verbs.

    Esc and closing choose nothing. The first verb may be primary; the safe one stands last.
    """

    def __init__(self, parent: QWidget, name: str, headline: Text, detail: Text = "") -> None:
        super().__init__(parent.window())
        self.setObjectName(f"dialog_{name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(say(headline))
        self.setProperty("plane", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(n) for n in (20, 18, 20, 14)])
        column.setSpacing(theme.px(10))
        self.headline = Label(headline, "verdict", wrap=True)
        column.addWidget(self.headline)
        self.detail = Label(detail, "body", "secondary", wrap=True)
        column.addWidget(self.detail)
        self.detail.setVisible(bool(self.detail.text()))
        self.body = QVBoxLayout()
        column.addLayout(self.body, 1)
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(theme.px(6))
        self.verbs.addStretch(1)
        column.addLayout(self.verbs)
        self.headline.setMinimumWidth(theme.px(380))

    def add_verb(
        self,
        text: Text,
        act: Callable[[], Any] | None,
        name: str,
        kind: str = "plain",
        key: str = "",
        close: bool = True,
    ) -> Button:
        """A button that does what it says; with close=False the dialog stays."""
        button = Button(text, name, kind, key)

        def run() -> None:
            if close:
                self.accept() if act is not None else self.reject()
            if act is not None:
                act()

        button.clicked.connect(run)
        self.verbs.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a field must not press a button that the person does not look at.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, Button):
                focused.click()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None and parent.isVisible():
            self.move(parent.frameGeometry().center() - self.rect().center())


def ask(
    parent: QWidget,
    question: Text,
    detail: Text,
    verb: Text,
    act: Callable[[], Any],
    name: str,
    stay: Text = N_("Cancel"),
    dangerous: bool = False,
    or_else: Callable[[], Any] | None = None,
) -> Dialog:
    """Ask before something that cannot be undone. `act` runs when the verb is chosen."""
    dialog = Dialog(parent, name, question, detail)
    if dangerous:
        dialog.add_verb(verb, act, "confirm", "danger")
        safe = dialog.add_verb(stay, None, "stay", key="Esc")
        safe.setFocus()
    else:
        dialog.add_verb(stay, None, "stay", key="Esc")
        dialog.add_verb(verb, act, "confirm", "primary").setFocus()
    if or_else is not None:
        dialog.rejected.connect(or_else)
    dialog.open()
    return dialog


def ask_to_leave(parent: QWidget, go: Callable[[], Any]) -> Dialog:
    """Something entered is not saved: drop it or stay."""
    return ask(
        parent,
        N_("Leave without saving?"),
        N_("What you entered here has not been saved."),
        N_("Leave without saving"),
        go,
        "leave",
        stay=N_("Stay here"),
        dangerous=True,
    )


def ask_to_leave_unknown(parent: QWidget, go: Callable[[], Any]) -> Dialog:
    """It is not known whether something was saved: forget about it or stay."""
    return ask(
        parent,
        N_("Leave before it is known whether this was saved?"),
        N_("The program asks as soon as the database answers, but only while this page is open."),
        N_("Leave all the same"),
        go,
        "leave",
        stay=N_("Stay here"),
        dangerous=True,
    )


class ConflictDialog(Dialog):
    """Two versions of a record side by side, to choose from field by field.

    fields: (column, label, mine, theirs) as texts, only those both sides changed.
    `chosen(columns_of_mine)` gets the columns whose value stays mine.
    """

    def __init__(
        self,
        parent: QWidget,
        fields: Sequence[tuple[str, Text, str, str]],
        chosen: Callable[[set[str]], Any],
        by: Text = "",
    ) -> None:
        super().__init__(parent, "conflict", CONFLICT_HEADLINE, by)
        self._groups: dict[str, QButtonGroup] = {}
        self._chosen = chosen
        grid = QGridLayout()
        grid.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        for place, text in enumerate((N_("Field"), N_("Saved by someone else"), N_("Entered by me"))):
            grid.addWidget(Label(text, "label", "secondary"), 0, place)
        for row, (column, label, mine, theirs) in enumerate(fields, start=1):
            grid.addWidget(Label(label, "bold"), row, 0, Qt.AlignmentFlag.AlignTop)
            group = QButtonGroup(self)
            for place, (value, key) in enumerate(((theirs, "theirs"), (mine, "mine")), start=1):
                button = QRadioButton()
                button.setObjectName(f"{key}_{column}")
                button.setAccessibleName(pair(say(label), value))
                button.setChecked(key == "theirs")
                group.addButton(button, place)
                grid.addLayout(_with_words(button, value or "—"), row, place)
            self._groups[column] = group
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        inside = QWidget()
        inside.setLayout(grid)
        inside.setProperty("plane", "surface")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.body.addWidget(hairline())
        self.body.addWidget(area, 1)
        self.add_verb(N_("Keep editing"), None, "stay", key="Esc")
        self.add_verb(N_("All mine"), lambda: self._all(2), "all_mine", close=False)
        self.add_verb(N_("All theirs"), lambda: self._all(1), "all_theirs", close=False)
        self.take_over = self.add_verb(N_("Take over"), self._take, "take_over", "primary", "Ctrl+Enter")
        self.resize(theme.px(620), theme.px(200 + 34 * min(len(fields), 8)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take_over.click()
            return
        super().keyPressEvent(event)

    def _all(self, place: int) -> None:
        for group in self._groups.values():
            group.button(place).setChecked(True)

    def _take(self) -> None:
        self._chosen({column for column, group in self._groups.items() if group.checkedId() == 2})


class _Value(Label):
    """A value that wraps; a click chooses the button it belongs to."""

    def __init__(self, value: str, button: QRadioButton) -> None:
        super().__init__(data(value), wrap=True)
        self._button = button
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setMinimumWidth(theme.px(120))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._button.click()


def _with_words(button: QRadioButton, value: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(6))
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_Value(value, button), 1)
    return row


def show_conflict(
    parent: QWidget, form: "Form", conflict: Any, again: Callable[[], Any], named: Mapping[str, Any] | None = None
) -> ConflictDialog:
    """Let a person settle a services.errors.Conflict of a form, field by field.

    `again()` is called when the form holds what shall be saved: save it on top of
    `conflict.version` (conflicts.settled). Choosing nothing keeps what was typed and saves nothing.
    named: for look-ups, their values as Options, which carry the words.
    """
    columns = [column for column in conflict.theirs if column in form.cells]
    theirs = {column: _named(conflict.theirs[column], (named or {}).get(column)) for column in columns}

    def settle(kept: set[str]) -> None:
        for column in columns:
            if column not in kept:
                form.take_theirs(column, theirs[column])
        again()

    rows = [
        (
            column,
            form.editor(column).field.label,
            form.shown(column, conflict.mine.get(column)),
            form.shown(column, theirs[column]),
        )
        for column in columns
    ]
    by = (lambda: _("Saved by {name}").format(name=conflict.by)) if conflict.by else ""
    dialog = ConflictDialog(parent, rows, settle, by)
    dialog.open()
    return dialog


def _named(value: Any, option: Any) -> Any:
    return option if option is not None and option.value == value else value


class CrashReport(Dialog):
    """A fault of ours: what happened, to copy and send, while the program goes on."""

    def __init__(self, parent: QWidget, error: BaseException, version: str = "") -> None:
        super().__init__(
            parent,
            "crash",
            N_("Something went wrong in the program"),
            N_("The program goes on and nothing you typed is lost. Please send this report to your administrator."),
        )
        self.report = report_of(error, version)
        text = QPlainTextEdit(self.report)
        text.setReadOnly(True)
        text.setObjectName("crash_report")
        text.setAccessibleName(_("Report"))
        text.setMinimumSize(theme.px(560), theme.px(220))
        self.body.addWidget(text)
        self.add_verb(
            N_("Copy the report"), lambda: QGuiApplication.clipboard().setText(self.report), "copy_report", close=False
        )
        self.add_verb(N_("Go on"), None, "go_on", "primary", key="Esc").setFocus()


def report_of(error: BaseException, version: str = "") -> str:
    """A fault as text: program, system and where it happened."""
    lines = traceback.format_exception(error)
    system = f"{platform.platform()}, Python {platform.python_version()}"
    return f"Aftercare {version}\n{system}\n\n{''.join(lines)}"
