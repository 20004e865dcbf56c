"""Somebody who types hostile texts into every field that he finds, saves them, and remembers what he saved."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from tests.hostile.declared import WORDS, Place, place_of
from tests.hostile.strings import HOSTILE
from ui.kit.buttons import Button
from ui.kit.editors import Editor
from ui.kit.form import Form
from ui.kit.note_box import NoteBox
from ui.kit.turns import turns
from ui.kit.words import Label

# Short enough to fit where names are written; each in its turn. Control characters and blanks at the ends are
# refused or taken away at some doors, tests.hostile.test_storing tries those.
SAVED = [text for text in HOSTILE if 3 < len(text) < 60 and text.isprintable() and text == text.strip()]
SIGN = "§"
_NUMBERS = count(1)  # of everybody who types: papers show what others typed into the same company
PLAIN = "好的"
TRIES = 12
A_FIELD = 8  # so many of the texts are typed into each field


class Typist:
    """typed: where something was typed; saved: what the database took, by place; refused: the sentence it said."""

    def __init__(self, qtbot: Any, workplace: Any) -> None:
        self.qtbot, self.workplace, self.window = qtbot, workplace, workplace.window
        self.typed: set[Place] = set()
        self.saved: dict[Place, str] = {}
        self.refused: dict[Place, str] = {}
        self.corrected: list[str] = []  # what was said at fields of the save under way
        self.own_lines: set[str] = set()
        self.notes: list[str] = []
        self.faults: list[str] = []
        self._count = self._turn = 0
        self._looked_for: set[frozenset[Place]] = set()

    def settle(self) -> None:
        """Until nothing is on its way any more."""
        self.qtbot.waitUntil(self._at_rest)
        QApplication.processEvents()

    def _at_rest(self) -> bool:
        page = self.window.current_page()
        runs = page is not None and shiboken6.isValid(page) and bool(page._running)
        return turns.idle and not runs and bool(self.workplace.desk.background.idle)

    # -- typing

    def type_everything(self, form: Form) -> None:
        """Each hostile text into each field, which shows it as it is and says so where it cannot read it."""
        for cell in list(form.cells.values()):
            editor, place = cell.editor, place_of(cell.editor.field)
            if place is None or place in self.typed or not _open(editor):
                continue
            line = line_of(editor)
            if line is None:
                continue
            before = words_in(line)
            for text in self._some():
                type_into(line, text)
                self._judge(editor, line, text, place)
            type_into(line, before)
            self.typed.add(place)

    def _some(self) -> list[str]:
        """The next of the hostile texts: each field gets some, and every one gets its turn again and again."""
        self._turn += A_FIELD
        return [HOSTILE[(self._turn + n) % len(HOSTILE)] for n in range(A_FIELD)]

    def type_into_hidden(self, form: Form) -> None:
        """The fields that come up with another choice."""
        hidden = self._untyped(form)
        if not hidden or hidden in self._looked_for:
            return
        self._looked_for.add(hidden)
        for column, cell in form.cells.items():
            for option in _options(cell.editor) if _open(cell.editor) else ():
                if not self._untyped(form):
                    return
                form.set_value(column, (option,) if cell.editor.field.kind in ("choices", "many") else option)
                self.settle()
                if not shiboken6.isValid(form):
                    return
                self.type_everything(form)

    def _untyped(self, form: Form) -> frozenset[Place]:
        cells = [cell for cell in form.cells.values() if not cell.isVisible() and line_of(cell.editor) is not None]
        places = {place_of(cell.editor.field) for cell in cells}
        return frozenset(place for place in places if place is not None and place not in self.typed)

    def type_own(self, line: Any) -> None:
        """A line that belongs to no form: what finds something, and notes, which are written."""
        name = f"{self.window.current_page().name} {line.objectName()}"
        if name in self.own_lines:
            return
        self.own_lines.add(name)
        before = words_in(line)
        for text in self._some():
            type_into(line, text)
            if bare(words_in(line)) != bare(text):
                self.faults.append(f"{name}: {text[:40]!r} is shown as {words_in(line)[:40]!r}")
        box = line.parentWidget()
        if isinstance(box, NoteBox):
            self._count = next(_NUMBERS)
            note = f"{SAVED[self._count % len(SAVED)]} {SIGN}{self._count}{SIGN}"
            type_into(line, note)
            box.button.click()
            self.settle()
            if shiboken6.isValid(line) and words_in(line):
                self.faults.append(f"{name}: the note {note!r} was not written")
            else:
                self.notes.append(note)
            return
        type_into(line, f"{SAVED[self._count % len(SAVED)]}")
        self.settle()
        if shiboken6.isValid(line):
            type_into(line, before)
            self.settle()

    def _judge(self, editor: Editor, line: Any, text: str, place: Place) -> None:
        shown, most = words_in(line), editor.field.max_length
        # a line stops at so many units of UTF-16
        text = text.replace("\ufeff", "")  # a line drops it before it counts
        short = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
        expected = short if most and isinstance(line, QLineEdit) and len(text.encode("utf-16-le")) > 2 * most else text
        if bare(shown) != bare(expected):
            self.faults.append(f"{place}: {text[:40]!r} is shown as {shown[:40]!r}")
        try:
            value = editor.value()
        except ValueError:
            if editor.field.kind in WORDS:
                self.faults.append(f"{place}: {text[:40]!r} cannot be read")
            return
        if editor.field.kind in ("text", "multiline") and bare(str(value or "")) != bare(expected):
            self.faults.append(f"{place}: {text[:40]!r} is read as {str(value)[:40]!r}")

    def _next(self, editor: Editor) -> str:
        self._count = next(_NUMBERS)
        text = f"{SAVED[self._count % len(SAVED)]} {SIGN}{self._count}{SIGN}"
        most = editor.field.max_length
        return text if not most or len(text) <= most else f"<b>{SIGN}{self._count}{SIGN}"[-most:]

    # -- saving

    def save(self, form: Form, button: Any, what: str) -> bool:
        """Hostile words in all fields of words, what else is needed, and the button; True when it was saved.

        Where a field is refused its sentence is kept and something harmless written instead.
        """
        mine: dict[str, str] = {}
        for column, cell in form.cells.items():
            if _open(cell.editor) and cell.editor.field.kind in WORDS:
                mine[column] = self._next(cell.editor)
                type_into(line_of(cell.editor), mine[column])
        tried: dict[str, int] = {}
        self.corrected = []
        for _try in range(TRIES):
            if not shiboken6.isValid(form) or not shiboken6.isValid(button):
                return False
            for column, wrong in form.problems().items():
                self._mend(form, column, wrong, mine, tried)
            # what another choice took out of sight waits in its field, and is not sent
            sent = {column: self._value(form, column) for column in mine if not form.cells[column].isHidden()}
            places = {column: place_of(form.editor(column).field) for column in sent}
            if not button.isEnabled():
                break
            button.click()
            self.settle()
            wrongs = _errors(form) if shiboken6.isValid(form) and form.isVisible() else {}
            if not wrongs and _left_alone(form):
                return False
            if not wrongs and self._is_through(form, button):
                self._compare(form, sent, what)
                for column, value in sent.items():
                    place = places[column]
                    if place is not None and value is not None:
                        self.saved[place] = value
                return True
            if not wrongs:
                said = sentence_of(form)
                for place in places.values():
                    if place is not None:
                        self.refused.setdefault(place, f"{what}: {said}")
                return False
            for column, wrong in wrongs.items():
                self._mend(form, column, wrong, mine, tried)
        return False

    def must_save(self, form: Form, button: Any, what: str) -> None:
        """What a scene has made ready is saved, or it is a fault."""
        if not self.save(form, button, what):
            self.faults.append(f"{what} was not saved: {self.corrected}")

    def _compare(self, form: Form, sent: dict[str, str | None], what: str) -> None:
        """What a page shows once it has read the record again is what was typed."""
        page = self.window.current_page()
        if not shiboken6.isValid(form) or not form.isVisible() or getattr(page, "form", None) is not form:
            return  # a dialog, or one that starts anew
        for column, value in sent.items():
            shown = self._value(form, column)
            if shown is not None and value is not None and shown != value:
                self.faults.append(f"{what}: {column} was saved as {value!r} and is shown as {shown!r}")

    def _is_through(self, form: Form, button: Any) -> bool:
        """Whether the dialog closed, or nothing unsaved is left on the page."""
        if not shiboken6.isValid(form) or not form.isVisible():
            return True
        return not isinstance(form.window(), QDialog) and not form.touched

    def _value(self, form: Form, column: str) -> str | None:
        try:
            value = form.value(column)
        except ValueError:
            return None
        return value if isinstance(value, str) else None

    def _mend(self, form: Form, column: str, wrong: str, mine: dict[str, str], tried: dict[str, int]) -> None:
        editor = form.editor(column)
        place = place_of(editor.field)
        self.corrected.append(f"{column}: {wrong}")
        if column in mine:
            assert wrong.strip() and "{" not in wrong.replace(mine[column], ""), (place, wrong)
            del mine[column]
            if place is not None:
                self.refused.setdefault(place, wrong)
        nth = tried[column] = tried.get(column, -1) + 1
        if not _open(editor):
            return
        fill(form, column, nth)
        if editor.field.kind == "lookup":
            self.settle()


def forms_in(root: QWidget) -> Iterator[Form]:
    for form in root.findChildren(Form):
        if shiboken6.isValid(form) and form.isVisible() and form.cells:
            yield form


def own_lines_in(root: QWidget) -> list[Any]:
    """What can be written into outside of forms."""
    lines = [one for kind in (QLineEdit, QPlainTextEdit) for one in root.findChildren(kind)]
    return [one for one in lines if one.isVisible() and one.isEnabled() and not one.isReadOnly() and not _in_form(one)]


def _in_form(line: QWidget) -> bool:
    room: QWidget | None = line
    while room is not None and not isinstance(room, Editor):
        room = room.parentWidget()
    return room is not None


def _options(editor: Any) -> list[Any]:
    """What an editor offers, as long as it is little."""
    offered = [one.option for one in getattr(editor, "choices", ())] or list(getattr(editor, "options", ()))
    return [one.value for one in offered[:9]]


def verb_of(form: Form) -> Any:
    """The button that takes the form: of its dialog, or the nearest one around it."""
    room: QWidget | None = form
    while room is not None:
        buttons = [
            one
            for one in room.findChildren(Button)
            if one.isVisible() and one.objectName() != "action_stay" and not form.isAncestorOf(one)
        ]
        named = [one for one in buttons if one.objectName().startswith(("action_save", "action_confirm", "action_do_"))]
        primary = [one for one in buttons if one.kind in ("primary", "danger")]
        if named or primary:
            return (named or primary)[-1]
        if isinstance(room, QDialog):
            return None
        room = room.parentWidget()
    return None


def sentence_of(form: Form) -> str:
    """What the dialog or the page says about a refusal."""
    room = form.window()
    said = [one.text() for one in room.findChildren(Label) if one.isVisible() and one.property("tone") == "danger"]
    return " ".join(said)[:200]


def _open(editor: Editor) -> bool:
    return editor.isVisible() and editor.isEnabled() and not editor.locked


def _left_alone(form: Form) -> bool:
    """Whether another leaf of its page came up, where something is wrong, and nothing was saved."""
    hidden = shiboken6.isValid(form) and not form.isVisible()
    return hidden and not isinstance(form.window(), QDialog) and bool(form.touched)


def _errors(form: Form) -> dict[str, str]:
    return {name: cell.error for name, cell in form.cells.items() if cell.editor.error}


def bare(text: str) -> str:
    """Without what a line cannot show: breaks of lines, blanks at the ends, the mark of an order of bytes."""
    return "".join(text.replace("\ufeff", "").replace("\u200d", "").split())


def line_of(editor: Editor) -> Any:
    """The widget of an editor that takes the keys."""
    widget = editor.focus_widget
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return widget
    return next((one for kind in (QLineEdit, QPlainTextEdit) for one in editor.findChildren(kind)), None)


def words_in(line: Any) -> str:
    return line.text() if isinstance(line, QLineEdit) else line.toPlainText()


def type_into(line: Any, text: str) -> None:
    """As keys and pastes come in: everything marked, and written over."""
    line.selectAll()
    if isinstance(line, QLineEdit):
        line.insert(text) if text else line.backspace()
    else:
        line.insertPlainText(text)


def fill(form: Form, column: str, nth: int) -> None:
    """Something that may stand in a field, the nth time something else."""
    editor: Any = form.editor(column)
    kind = editor.field.kind
    if kind in ("text", "multiline", "secret"):
        harmless = (PLAIN, "", "a@example.com", "https://example.com", "Plain-Words-2026", "12")[nth % 6]
        type_into(line_of(editor), harmless)
    elif kind in ("code", "scan"):
        stamp = f"{datetime.now():%f}"
        type_into(line_of(editor), (f"X{stamp}", f"x{stamp}", "12", "1990", "", stamp)[nth % 6])
    elif kind == "phone":
        type_into(line_of(editor), f"139{nth}{datetime.now():%f}1"[:11])
    elif kind in ("integer", "number", "money"):
        type_into(line_of(editor), ("1", "2", "10", "0", "3", "100")[nth % 6])
    elif kind in ("date", "datetime"):
        moment = datetime.now(UTC) + timedelta(days=(1, 3, 30, 0, -1, -30, 2)[nth % 7])  # 2: a day after any hour of tomorrow
        form.set_value(column, moment.date() if kind == "date" else moment)
    elif kind in ("lookup", "many"):
        search = editor.field.search
        tries = ("", "1", "a", "张", "王", "李") if search is not None else ()
        found = next((list(hits) for words in tries if (hits := search(words))), [])
        if found:
            form.set_value(column, (found[nth % len(found)],) if kind == "many" else found[nth % len(found)])
    else:
        options = _options(editor)
        if options:
            value = options[nth % len(options)]
            form.set_value(column, (value,) if kind in ("choices", "codes") else value)


def forget(dialogs: list[QDialog]) -> None:
    """Close dialogs, and let them be gone."""
    for dialog in dialogs:
        if shiboken6.isValid(dialog):
            dialog.reject()
            dialog.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
