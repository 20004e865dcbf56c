"""The record that gave rise to another: shown beside it, and kept while the other is written."""

from collections.abc import Collection, Mapping
from typing import Any

from services.texts import N_
from ui.kit.cards import Card, IconLine
from ui.kit.desk import Desk
from ui.kit.words import Text, data


class OriginCard(Card):
    """On a record's page: the number of what gave rise to it opens that."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("Arose from"))
        self._origin: Any = None
        self.link = self.add_link("", "open_origin")
        self.link.clicked.connect(lambda: self._origin is not None and desk.open_record(*self._origin))

    def tell(self, record: Any) -> None:
        """record: has `origin` (kind and id, or None) and `about_number`."""
        self._origin = record.origin
        self.link.say(data(record.about_number))
        self.setVisible(self._origin is not None)


class BehindCard(Card):
    """On the page of a new record: the number of what it comes from, whose `ids` are saved with the record."""

    def __init__(self, columns: Collection[str], title: Text = N_("Arose from")) -> None:
        super().__init__(title)
        self._columns = columns
        self.ids: dict[str, Any] = {}
        self._line = IconLine("", "link")
        self.body.addWidget(self._line)

    def tell(self, how: Mapping[str, Any]) -> None:
        """how: what the page was opened with, `about_number` among it; empty where it comes from nothing."""
        self.ids = {column: how[column] for column in self._columns if how.get(column)}
        number = how.get("about_number", "")
        self._line.tell(data(number), "link")
        self.setVisible(bool(number))
