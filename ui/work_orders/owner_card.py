"""Whose device it is, where somebody else brings it than the owner on file."""

from PySide6.QtCore import Qt, Signal

from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine


class OwnerCard(Card):
    """Offers both: the device goes over to who brings it, or he brings it for its owner.

    Signals: goes_over(whether) and brought_for() where the order is to be the owner's.
    """

    goes_over = Signal(bool)
    brought_for = Signal()

    def __init__(self) -> None:
        super().__init__(N_("Whose device is it?"))
        self.setObjectName("card_owner")
        self._owner = self._bringer = ""
        self._over = False
        self.line = IconLine(self._words, "customer", "warning")
        self.over = Button(self._over_words, "owner_goes_over", "link", "Ctrl+Shift+E")
        self.over.clicked.connect(lambda: self.goes_over.emit(not self._over))
        self.brings = Button(self._brings_words, "brought_for_owner", "link", "Ctrl+Shift+F")
        self.brings.clicked.connect(self.brought_for)
        self.body.addWidget(self.line)
        for button in (self.over, self.brings):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def tell(self, owner: str, bringer: str, over: bool) -> None:
        """owner: the name on file, '' where there is nothing to ask; over: it goes over with this intake."""
        self._owner, self._bringer, self._over = owner, bringer, over
        self.setVisible(bool(owner))
        self.line.tell(self._words, "tick" if over else "customer", "" if over else "warning")
        for button in (self.over, self.brings):
            button.retranslate()
        self.brings.setVisible(not over)

    def _words(self) -> str:
        if self._over:
            text = _("With this intake it goes over to {name}; {owner} stays in its history.")
        else:
            text = _(
                "On file this device belongs to {owner}. The order is {name}'s; the device stays {owner}'s unless changed."
            )
        return text.format(owner=self._owner, name=self._bringer)

    def _over_words(self) -> str:
        text = _("Leave it with {name}") if self._over else _("It belongs to {name} now")
        return text.format(name=self._owner if self._over else self._bringer)

    def _brings_words(self) -> str:
        return _("{name} brings it for {owner}").format(name=self._bringer, owner=self._owner)
