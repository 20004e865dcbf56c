"""Which of the devices brought together is in front, and the way to another one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.theme import theme
from ui.kit.words import say
from ui.work_orders.labels import short


class DeviceStrip(QWidget):
    """A button a device, as soon as there are two; `chosen(place)`, `wanted()` for another one."""

    chosen = Signal(int)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("devices")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(4))
        self.buttons: list[Button] = []
        self.another = Button(N_("Another device"), "another_device", "link", icon="add")
        self.another.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.another.setToolTip("Ctrl+Shift+A")
        self.another.clicked.connect(self.wanted)
        self._row.addWidget(self.another)

    def tell(self, titles: Sequence[str], current: int) -> None:
        """Show the devices brought so far."""
        wanted = len(titles) if len(titles) > 1 else 0
        while len(self.buttons) > wanted:
            button = self.buttons.pop()
            self._row.removeWidget(button)
            button.deleteLater()
        while len(self.buttons) < wanted:
            place = len(self.buttons)
            button = Button("", f"device_{place + 1}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, at=place: self._choose(at))
            self._row.insertWidget(place, button)
            self.buttons.append(button)
        for place, button in enumerate(self.buttons):
            title = titles[place]
            button.say(lambda n=place + 1, name=title: f"{n}  {name or say(short('Device'))}"[:28])
            button.setChecked(place == current)

    def _choose(self, place: int) -> None:
        for at, button in enumerate(self.buttons):
            button.setChecked(at == place)
        self.chosen.emit(place)
