"""Topics, faults and models to be touched where nobody can type words: Chinese needs an input method."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from services.kiosk import Topic
from services.texts import N_, _
from ui.kiosk.keypad import BigButton
from ui.kit.background import Background
from ui.kit.columns import empty
from ui.kit.theme import theme
from ui.kit.words import Text

KINDS = {"topic": N_("Topic"), "symptom": N_("What is wrong"), "model": N_("Model")}
COLUMNS = 2
SUGGESTED = 3


class TopicPicks(QWidget):
    """A button for each kind of topic there is, and what the letters typed so far begin.

    `opened(now)` when the list `picks` is wanted or not any more; `picked` when another topic is chosen, or none.
    """

    opened = Signal(bool)
    picked = Signal()

    def __init__(self, background: Background, topics: Callable[[], list[Topic]]) -> None:
        super().__init__()
        self.setObjectName("topic_picks")
        self._background, self._topics = background, topics
        self.all: list[Topic] = []
        self.chosen: Topic | None = None
        self._open = ""
        self.kinds: dict[str, BigButton] = {}
        self.usual, self.offered = QWidget(), QWidget()
        row, self.suggested = QHBoxLayout(self.usual), QHBoxLayout(self.offered)
        for one in (row, self.suggested):
            one.setContentsMargins(0, 0, 0, 0)
            one.setSpacing(theme.px(8))
        self.offered.hide()
        for kind in KINDS:
            button = BigButton(lambda kind=kind: self._words(kind), f"pick_{kind}", icon="down")
            button.clicked.connect(lambda _on=False, kind=kind: self.turn("" if self._open == kind else kind))
            button.hide()
            self.kinds[kind] = button
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.usual)
        column.addWidget(self.offered)
        self.picks = QWidget()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        inside = QVBoxLayout(self.picks)
        inside.setContentsMargins(0, 0, theme.px(6), 0)
        inside.addLayout(self._grid)
        inside.addStretch(1)

    def _words(self, kind: str) -> str:
        return self.chosen.title if self.chosen is not None and self.chosen.kind == kind else _(KINDS[kind])

    def load(self) -> None:
        """Ask once for all topics; go without where they cannot be had, the articles say why."""
        if not self.all:
            self._background.run(
                self, self._topics, self._show, lambda error: hasattr(error, "sentence"), slot="topics"
            )

    def _show(self, found: list[Topic]) -> None:
        self.all = found
        self._tell()

    def turn(self, kind: str) -> None:
        """Open the list of a kind, or close it."""
        self._open = kind
        self.suggest("")
        empty(self._grid)
        if kind:
            of_kind = [one for one in self.all if one.kind == kind]
            nothing = BigButton(N_("All"), "pick_all", "plain" if self.chosen else "primary")
            nothing.clicked.connect(lambda: self.choose(None))
            self._grid.addWidget(nothing, 0, 0)
            for place, one in enumerate(of_kind, 1):
                self._grid.addWidget(
                    self._button(one, lambda one=one: f"{one.title} · {one.n}"), *divmod(place, COLUMNS)
                )
        self.opened.emit(bool(kind))
        self._tell()

    def _button(self, one: Topic, words: Text) -> BigButton:
        button = BigButton(words, f"pick_{one.kind}_{one.code}", "primary" if one == self.chosen else "plain")
        button.clicked.connect(lambda: self.choose(one))
        return button

    def suggest(self, typed: str) -> None:
        """Offer what begins with these letters, in pinyin too; in the place of the lists, for a low screen's sake."""
        empty(self.suggested)
        found = [one for one in self.all if one != self.chosen and one.begins(typed)][:SUGGESTED]
        for one in found:
            self.suggested.addWidget(self._button(one, lambda one=one: one.title))
        self.usual.setVisible(not found)
        self.offered.setVisible(bool(found))

    def choose(self, one: Topic | None) -> None:
        """Only articles about this; None for all."""
        self.chosen = one
        self.turn("")
        self.picked.emit()

    def wipe(self) -> None:
        """As it is when the next customer comes, whose topics are asked for anew."""
        self.all, self.chosen = [], None
        self.turn("")

    def _tell(self) -> None:
        for kind, button in self.kinds.items():
            button.setVisible(any(one.kind == kind for one in self.all))
            here = self._open == kind or (self.chosen is not None and self.chosen.kind == kind)
            button.kind = "primary" if here else "plain"
            button.retranslate()
