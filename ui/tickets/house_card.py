"""How we speak, write and decide: the house's own words beside a contact, while it lasts."""

from uuid import UUID

from PySide6.QtCore import Signal

from services import house_texts
from services.house_texts import HouseText
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.page import Page
from ui.kit.words import Label


class HouseCard(Card):
    """The article that fits best in full, further ones by their titles. Away where there is none."""

    opened = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(N_("How we do it"))
        self._page = page
        self._ids: list[UUID] = []
        self.texts: list[HouseText] = []
        self.setObjectName("house_texts")
        self.opened.connect(lambda article: page.desk.open_record("article", article))
        self.hide()

    def look_for(self, channel: str | None, kind: str | None, mood: str | None) -> None:
        """Show what is to be read in such a contact."""
        ids = house_texts.wanted(channel, kind, mood)
        if ids == self._ids:
            return
        self._ids = ids
        db = self._page.desk.db
        self._page.run(lambda: house_texts.read(db, ids), self._tell, slot="house_texts")

    def _tell(self, found: list[HouseText]) -> None:
        self.clear()
        self.texts = found
        for place, one in enumerate(found):
            link = Button(lambda one=one: one.title, f"house_{one.number}", "link")
            link.clicked.connect(lambda _on=False, article=one.id: self.opened.emit(article))
            self.body.addWidget(link)
            if place == 0:
                self.body.addWidget(Label(lambda one=one: one.body, "label", "secondary", wrap=True))
        self.setVisible(bool(found))
