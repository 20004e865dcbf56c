"""Editors that choose from a list: a combo for a short one, a look-up for a long one."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.background import Background
from ui.kit.editors import EDITORS, LineEditor
from ui.kit.fields import Field
from ui.kit.options import Option
from ui.kit.words import say

if TYPE_CHECKING:
    from ui.kit.popup_list import PopupList

DEBOUNCE_MS = 150


class ListEditor(LineEditor):
    """A line with a list under it. The value is the chosen option's, not the text."""

    icon = "down"

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.option: Option | None = None
        self._popup: PopupList | None = None

    def popup(self) -> "PopupList":
        """The list, made when it is first needed."""
        if self._popup is None:
            # Only now: the first window waits for no lists.
            from ui.kit.popup_list import PopupList

            self._popup = PopupList(self)
            self._popup.chosen.connect(self._choose)
        return self._popup

    def _choose(self, option: Option) -> None:
        changed = self.option is None or self.option.value != option.value
        self.show_option(option)
        if changed:
            self._person_edited()

    def show_option(self, option: Option | None) -> None:
        """Show an option as chosen; nobody edited it."""
        self.option = option
        self.set_text(say(option.label) if option else "")

    def value(self) -> Any:
        text = self.line.text().strip()
        if not text:
            return None
        if self.option is not None and say(self.option.label) == text:
            return self.option.value
        if self.field.free:
            return text
        raise ValueError(text)

    def set_value(self, value: Any) -> None:
        """Show a value: an Option (a look-up needs its label), or a plain value."""
        if isinstance(value, Option) or value is None:
            self.show_option(value)
        else:
            self.show_option(Option(value, lambda: str(value)))

    def propose(self, value: Any) -> None:
        super().propose(value)
        if value is None:
            self.option = None

    def raw(self) -> Any:
        try:
            value = self.value()
        except ValueError:
            value = None
        return {"text": self.line.text(), "value": value}

    def retranslate(self) -> None:
        super().retranslate()
        option = getattr(self, "option", None)
        if option is not None and not self.line.hasFocus():
            proposed = self.proposed
            self.set_text(say(option.label))
            self.proposed = proposed
            self.restyle()

    def keeps_enter(self, event: QKeyEvent) -> bool:
        # Enter takes the marked option and goes on to the next field, so only the list closes here.
        if self._popup is not None and self._popup.isVisible():
            self._popup.take()
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._popup is not None:
            self._popup.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.locked:
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        shown = self._popup is not None and self._popup.isVisible()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if shown:
                self.popup().step(1 if event.key() == Qt.Key.Key_Down else -1)
            else:
                self.open_list()
            return True
        if event.key() == Qt.Key.Key_Escape and shown:
            self.popup().hide()
            return True
        return False

    def icon_clicked(self) -> None:
        if not self.locked:
            self.open_list()

    def open_list(self) -> None:
        """Show what can be chosen."""
        raise NotImplementedError


class ComboEditor(ListEditor):
    """One of a short fixed list; typing narrows it by any part of the words."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.options = list(field.options)
        self.line.textEdited.connect(self._narrow)

    def set_options(self, options: list[Option]) -> None:
        """Offer other options."""
        self.options = list(options)
        if self.option is not None:
            self.set_value(self.option.value)

    def set_value(self, value: Any) -> None:
        found = [option for option in self.options if option.value == value] if value is not None else []
        if found:
            self.show_option(found[0])
        else:
            super().set_value(value)

    def set_raw(self, raw: Any) -> None:
        self.set_text((raw or {}).get("text", ""))
        self._match()

    def _match(self) -> None:
        text = self.line.text().strip().casefold()
        found = [option for option in self.options if say(option.label).casefold() == text]
        self.option = found[0] if found else None

    def _narrow(self, text: str) -> None:
        self._match()
        wanted = text.strip().casefold()
        self.popup().offer([one for one in self.options if wanted in say(one.label).casefold()])

    def open_list(self) -> None:
        values = [option.value for option in self.options]
        current = values.index(self.option.value) if self.option and self.option.value in values else 0
        self.popup().offer(self.options, current)


class LookupEditor(ListEditor):
    """One of many: `field.search(text)` runs in the background and returns Options.

    Set a value as an Option, since only that carries its label.
    """

    icon = "search"

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.background: Background | None = None
        self._behind = False  # the list is not yet that of the text
        self._enter = False  # Enter came before it
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._search)
        self.line.textEdited.connect(self._typed)

    def set_raw(self, raw: Any) -> None:
        raw = raw or {}
        text, value = raw.get("text", ""), raw.get("value")
        self.option = Option(value, lambda: text) if value is not None else None
        self.set_text(text)

    def _typed(self, _text: str) -> None:
        self.option = None
        self._behind, self._enter = True, False
        self._timer.start()

    def show_option(self, option: Option | None) -> None:
        self._behind = self._enter = False
        super().show_option(option)

    def open_list(self) -> None:
        self._search()

    def keeps_enter(self, event: QKeyEvent) -> bool:
        # A list that still shows what an earlier text found would give the wrong one to quick hands.
        if self._behind and self.line.text().strip() and self.field.search is not None and self.background is not None:
            self._timer.stop()
            if not self._enter:
                self._enter = True
                self._search()
            return True
        return super().keeps_enter(event)

    def _search(self) -> None:
        text, search = self.line.text().strip(), self.field.search
        if search is None or self.background is None:
            return

        def found(options: list[Option]) -> None:
            self._found(options)
            if text == self.line.text().strip():
                self._caught_up()

        def failed(_error: BaseException) -> bool:
            self._behind = self._enter = False
            return False

        self.background.run(self, lambda: search(text), found, failed, slot="lookup")

    def _found(self, options: list[Option]) -> None:
        if self.line.hasFocus():
            self.popup().offer(list(options))

    def _caught_up(self) -> None:
        enter, self._behind, self._enter = self._enter, False, False
        if enter and self.line.hasFocus():
            pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            QApplication.postEvent(self.line, pressed)


EDITORS.update({"combo": ComboEditor, "lookup": LookupEditor})
