"""How much people looked at full numbers: told beside the list of looks, and to the administrator at once."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from services.audit_log import LOOK_KINDS
from services.names import doer
from services.personal_data import Volume
from services.punctuation import listed
from services.texts import N_, _, ngettext
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine
from ui.kit.theme import theme
from ui.kit.words import Label, data, say


def look_words(kind: str) -> str:
    """What kind of look it was."""
    words = LOOK_KINDS.get(kind)
    return say(words) if words else kind


class VolumeCard(Card):
    """The last 24 hours by person and kind, the most first. `chosen(login)` asks for the looks of one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(N_("Last 24 hours"))
        self.setObjectName("look_volume")

    def tell(self, volume: Sequence[Volume]) -> None:
        """Show these sums."""
        self.clear()
        limits = {one.login for one in volume if one.kind == "limit"}
        if limits:
            self.body.addWidget(IconLine(lambda: limit_words(volume), "warning", "warning"))
        looks = [one for one in volume if one.kind != "limit"]
        if not looks:
            self.body.addWidget(Label(N_("Nobody looked at a full number."), "label", "secondary", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(looks):
            link = Button(lambda one=one: doer(one.name), f"looks_of_{one.login}", "link")
            link.clicked.connect(lambda _on=False, login=one.login: self.chosen.emit(login))
            grid.addWidget(link, row, 0)
            grid.addWidget(Label(lambda kind=one.kind: look_words(kind), "label", "secondary"), row, 1)
            grid.addWidget(Label(data(formats.number(one.looks)), "body_tabular"), row, 2)
            grid.addWidget(Label(lambda at=one.last_at: formats.moment(at), "label", "secondary"), row, 3)
        holder = QWidget()
        holder.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)
        self.body.addStretch(1)


def limit_words(volume: Sequence[Volume]) -> str:
    """Who wanted more than the hour allows; '' where nobody did."""
    people = sorted({doer(one.name) for one in volume if one.kind == "limit"})
    return _("Met the hourly limit: {names}").format(names=listed(people)) if people else ""


def volume_words(volume: Sequence[Volume]) -> str:
    """How many looks by how many people, in one line."""
    looks = [one for one in volume if one.kind != "limit"]
    if not looks:
        return formats.EMPTY
    people = len({one.login for one in looks})
    words = ngettext("{n} in 24 hours, {people} person", "{n} in 24 hours, {people} people", people)
    return words.format(n=formats.number(sum(one.looks for one in looks)), people=people)
