"""A scroll area that the keyboard can reach: it has a name, and shows that it has the focus."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.kit.words import Text, say


class NamedScroll(QScrollArea):
    """What is only read scrolls with the arrow keys. name: for screen readers."""

    def __init__(self, name: Text, inner: QWidget) -> None:
        super().__init__()
        self._name = name
        self.setProperty("named", True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(say(name))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(say(self._name))
        super().changeEvent(event)
