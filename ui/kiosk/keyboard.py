"""A keyboard on the screen for words: it comes when a field is touched and goes when nobody needs it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from services.texts import N_
from ui.kiosk.keypad import BigButton, Key, press
from ui.kit.theme import theme
from ui.kit.words import Text

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# Wider keys are no easier to hit and farther apart.
WIDEST = 760
_SIGNS: dict[str, tuple[Qt.Key, str, str, Text]] = {
    "back": (Qt.Key.Key_Backspace, "", "backspace", N_("Delete the last sign")),
    "space": (Qt.Key.Key_Space, " ", "", N_("Blank")),
}


class Keyboard(QWidget):
    """Letters, digits, blank and back for the field it was opened for; `turned(shown)` when it comes and goes."""

    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyboard")
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.keys: dict[str, BigButton] = {}
        self._target: QWidget | None = None
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for place, row in enumerate(ROWS):
            line = QHBoxLayout()
            line.setSpacing(theme.px(6))
            for name in row:
                line.addWidget(self._sign(name), 2)
            if place == 2:
                line.addWidget(self._sign("back"), 2)
            if place == 3:
                line.addWidget(self._sign("space"), 4)
                self.hide_key = Key("", "hide_keyboard", "down", N_("Put the keyboard away"))
                self.hide_key.clicked.connect(self.put_away)
                line.addWidget(self.hide_key, 2)
            column.addLayout(line)
        inside = QWidget()
        inside.setLayout(column)
        inside.setMaximumWidth(theme.px(WIDEST))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*[theme.px(n) for n in (40, 8, 40, 10)])
        outer.addStretch(1)
        outer.addWidget(inside, 100)
        outer.addStretch(1)
        self.hide()

    def _sign(self, name: str) -> BigButton:
        if name in _SIGNS:
            pressed, text, icon, says = _SIGNS[name]
            key = Key("␣" if name == "space" else "", f"key_{name}", icon, says)
        else:
            pressed, text = Qt.Key(ord(name.upper())), name
            key = Key(name, f"key_{name}")
        key.clicked.connect(lambda: self._press(pressed, text))
        self.keys[name] = key
        return key

    def _press(self, pressed: Qt.Key, text: str) -> None:
        if self._target is not None:
            press(self._target, pressed, text)

    @property
    def is_open(self) -> bool:
        """Whether somebody types with it."""
        return self._target is not None

    def open_for(self, target: QWidget) -> None:
        """Come up; what is touched goes to this field, which stays in sight."""
        self._target = target
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.isHidden():
            # room is made first: a window that grew for it would not shrink again
            self.turned.emit(True)
            self.show()
        # only when the page has become lower
        QTimer.singleShot(0, target, lambda: _keep_in_sight(target))

    def put_away(self) -> None:
        """Go; the field keeps what was typed."""
        self._target = None
        if not self.isHidden():
            self.hide()
            self.turned.emit(False)


class TouchWatch(QObject):
    """Tells by `touched(field)` when one of its fields is touched."""

    touched = Signal(QWidget)

    def watch(self, field: QWidget) -> None:
        """One more field; one that scrolls is touched in its viewport."""
        touchable = field.viewport() if hasattr(field, "viewport") else field
        touchable.setProperty("field", field)
        touchable.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.touched.emit(watched.property("field"))
        return super().eventFilter(watched, event)


def _keep_in_sight(field: QWidget) -> None:
    above = field.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(field)
