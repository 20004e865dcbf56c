"""A dialog or form whose record was changed by somebody else while it was open.

The database refuses such a save. The record is then read again: where what the dialog shows and relies on is as it
was, the save simply goes on; where it is not, the dialog says so with a button that brings what is there now and
keeps what is typed. Only then does the next save go on top of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.cards import IconLine
from ui.kit.dialogs import CONFLICT_HEADLINE, show_conflict
from ui.kit.form import Form, fields_of
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import Text, say

# A record that is changed again and again while it is saved is shown instead.
GOES_ON = 3
BROUGHT = N_("This is how it is now. What you typed is kept; save to put it on top.")


@dataclass
class Held:
    """The row a dialog was opened with: `row` is what its save is compared with.

    read: the row as it is now, on a worker; raises ServiceError 'gone_record'. values: a row as the form shows it.
    relies: what else of the row the answer depends on; where that was changed the person is asked again.
    """

    row: Any
    read: Callable[[], Any]
    values: Callable[[Any], Mapping[str, Any]] = fields_of
    relies: Sequence[str] = ("state",)

    def moved(self, fresh: Any, form: Form) -> list[str]:
        """The columns of the form that somebody else changed."""
        before, now = self.values(self.row), self.values(fresh)
        return [column for column in form.cells if column in now and _plain(before.get(column)) != _plain(now[column])]

    def turned(self, fresh: Any) -> bool:
        """Whether anything else was changed that the answer depends on."""
        return any(getattr(self.row, name, None) != getattr(fresh, name, None) for name in self.relies)


@dataclass
class Brought:
    """What a form was brought: the changes it shows now, and the columns both changed, which are still asked about."""

    changes: Sequence[tuple[Text, str, str]]
    both: "_Both"
    named: Mapping[str, Option]

    def lines(self) -> list[str]:
        """Each change as people read it."""
        return [
            _("{field}: {before} → {now}").format(field=say(label), before=was, now=now)
            for label, was, now in self.changes
        ]

    def ask(self, parent: Any, form: Form, save: Callable[[], Any]) -> None:
        """Show both versions of what both changed; save() when that is settled."""
        if self.both.mine:
            show_conflict(parent, form, self.both, save, dict(self.named))


def bring(form: Form, held: Held, fresh: Any) -> Brought:
    """Show what somebody else changed and keep what is typed; the next save is compared with `fresh`."""
    columns, shown, before = held.moved(fresh, form), held.values(fresh), held.values(held.row)
    mine = {name: _entered(form, name) for name in columns}
    both = [name for name in columns if name in form.touched_columns and _plain(mine[name]) != _plain(shown[name])]
    changes = [
        (form.editor(name).field.label, _shown(form, name, before.get(name)), _shown(form, name, shown[name]))
        for name in columns if name not in both
    ]  # fmt: skip
    for name in columns:
        if name not in both:
            form.take_theirs(name, shown[name])
    held.row = fresh
    asked = _Both({name: mine[name] for name in both}, {name: _plain(shown[name]) for name in both})
    return Brought(changes, asked, {name: shown[name] for name in both if isinstance(shown[name], Option)})


class StaleLine(QWidget):
    """What happened, and the button that brings what is there now. objectNames: stale, action_refresh_dialog."""

    def __init__(self, refresh: Callable[[], Any]) -> None:
        super().__init__()
        self.setObjectName("stale")
        self.line = IconLine("", "warning", "warning")
        self.button = Button(N_("Refresh"), "refresh_dialog", "plain", "F5", "refresh")
        key = QShortcut(QKeySequence("F5"), self)  # a shortcut of a button would be read out of its words
        key.activated.connect(self.button.click)
        self.button.clicked.connect(refresh)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.line, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button)
        self.hide()


class SaveAgain:
    """One for a dialog: takes its conflicts. page: where it was opened; save(): the dialog's save again."""

    def __init__(self, dialog: Any, form: Form, held: Held, page: Any, save: Callable[[], Any]) -> None:
        self._dialog, self._form, self.held, self._page, self._save = dialog, form, held, page, save
        self._went_on = 0
        self.line = StaleLine(self.refresh)

    def takes(self, error: BaseException) -> bool:
        """Whether this refusal is a change by somebody else; then it is dealt with from here on."""
        if getattr(error, "code", "") != "conflict":
            return False
        self._read(lambda fresh: self._compare(fresh, error))
        return True

    def _read(self, done: Callable[[Any], Any]) -> None:
        dialog, page = self._dialog, self._page
        page.run(self.held.read, done, lambda error: dialog.refused(error) or page.refused(error))

    def _compare(self, fresh: Any, error: BaseException) -> None:
        untouched = not self.held.moved(fresh, self._form) and not self.held.turned(fresh)
        # a Conflict names columns that both changed: that is never gone over
        if untouched and not getattr(error, "theirs", None) and self._went_on < GOES_ON:
            self._went_on += 1
            self.held.row = fresh
            self._save()
            return
        by = getattr(error, "values", {}).get("by", "")
        self._tell(
            lambda: "\n".join([say(CONFLICT_HEADLINE), *([_("Saved by {name}").format(name=by)] if by else [])]),
            "warning", "warning", asks=True,
        )  # fmt: skip

    def refresh(self) -> None:
        """Bring what is there now, keep what is typed."""
        self.line.button.setEnabled(False)
        self._read(self._take_over)

    def _take_over(self, fresh: Any) -> None:
        self.line.button.setEnabled(True)
        brought = bring(self._form, self.held, fresh)
        self._went_on = 0
        self._tell(lambda: "\n".join([say(BROUGHT), *brought.lines()]), "info", "", asks=False)
        brought.ask(self._dialog, self._form, self._save)

    def _tell(self, words: Callable[[], str], icon: str, tone: str, *, asks: bool) -> None:
        self.line.line.tell(words, icon, tone)
        self.line.button.setVisible(asks)
        self.line.show()
        confirm = self._dialog.confirm
        confirm.setEnabled(not asks)
        (self.line.button if asks else confirm).setFocus()
        self._dialog.adjustSize()


@dataclass
class _Both:
    """What show_conflict asks about."""

    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    by: str = ""


def _plain(value: Any) -> Any:
    """A value to be compared: that of an option, and nothing where there is none."""
    return (value.value if isinstance(value, Option) else value) or None


def _entered(form: Form, column: str) -> Any:
    try:
        return form.value(column)
    except ValueError:
        return None


def _shown(form: Form, column: str, value: Any) -> str:
    return form.shown(column, value) or "—"
