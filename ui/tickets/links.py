"""What a ticket is about: its devices and orders, and the way to a new order."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.order_words import WORK_STATES
from services.texts import N_
from services.ticket_links import Link
from ui.kit.buttons import Button, icon_button
from ui.kit.cards import Card
from ui.kit.columns import FlowLayout
from ui.kit.desk import Desk
from ui.kit.theme import theme
from ui.kit.words import Label, data


class LinksCard(Card):
    """wanted(kind): another is to be linked; taken_away(link id); order_wanted: a new one."""

    wanted = Signal(str)
    taken_away = Signal(object)
    order_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("Devices and orders"))
        self._desk = desk

    def tell(self, links: Sequence[Link], pending: bool, desk_person: bool) -> None:
        """Show these; pending: whether anything may still be linked."""
        self.clear()
        for one in links:
            self.body.addWidget(self._row(one, pending))
        if pending:
            row = FlowLayout(gap=10)
            for text, kind in ((N_("Link a device…"), "device"), (N_("Link an order…"), "work_order")):
                button = Button(text, f"link_{kind}", "link")
                button.clicked.connect(lambda _on=False, kind=kind: self.wanted.emit(kind))
                row.addWidget(button)
            box = QWidget()
            box.setLayout(row)
            self.body.addWidget(box)
        if desk_person:
            make = Button(N_("Make a work order of it"), "make_order", icon="intake", key="Ctrl+Shift+I")
            make.clicked.connect(self.order_wanted)
            self.body.addWidget(make)
        self.setVisible(bool(links) or pending or desk_person)

    def _row(self, one: Link, pending: bool) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        name: Any = data(one.name) if one.name else N_("not shown to you")
        if one.name:
            link = Button(name, f"open_{one.kind}", "link", icon="device" if one.kind == "device" else "order")
            link.clicked.connect(lambda: self._desk.open_record(one.kind, one.target))
            row.addWidget(link)
        else:
            row.addWidget(Label(name, "body", "secondary"))
        if one.state in WORK_STATES:
            row.addWidget(Label(WORK_STATES[one.state], "label", "secondary", elide=True), 1)
        row.addStretch(1)
        if one.id is not None and pending:
            away = icon_button("close", N_("Take the link away"), "unlink")
            away.kind = "link"
            away.clicked.connect(lambda: self.taken_away.emit(one.id))
            row.addWidget(away)
        return box
