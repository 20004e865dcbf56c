"""Short lists as key-capped choices: 1-9 and 0, or Y and N, pick without a mouse.

The cap fills when chosen; the width never changes, so nothing beside it moves.
"""

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from services.punctuation import listed
from services.texts import N_
from ui.kit.buttons import WIDEST
from ui.kit.columns import FlowLayout
from ui.kit.editors import EDITORS, Editor
from ui.kit.fields import Field
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import TextButton, on_one_line, plain_tip, say

KEYS = "1234567890"
STEPS = {Qt.Key.Key_Right.value: 1, Qt.Key.Key_Down.value: 1, Qt.Key.Key_Left.value: -1, Qt.Key.Key_Up.value: -1}


def _pads(compact: bool) -> tuple[int, int, int]:
    """Room before the cap, between cap and words, and after the words."""
    before, between, after = (5, 5, 8) if compact else (6, 7, 12)
    return theme.px(before), theme.px(between), theme.px(after)


def width_of(words: str, compact: bool, with_key: bool = True) -> int:
    """How wide a choice of these words is."""
    before, between, after = _pads(compact)
    cap = theme.px(16) + between if with_key else 0
    return before + cap + min(theme.width(words), theme.px(WIDEST)) + after


class Choice(TextButton):
    """One option with its key in a cap."""

    def __init__(self, option: Option, key: str, group: "ChoiceEditor") -> None:
        super().__init__(group)
        self.option, self.key, self._group = option, key, group
        self._hint: tuple[Any, QSize] = (None, QSize())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def retranslate(self) -> None:
        words = on_one_line(say(self.option.label))
        self._hint = (None, QSize())
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words) if theme.width(words) > theme.px(WIDEST) else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        compact = self._group.compact
        measured = (compact, theme.sizes)
        if self._hint[0] != measured:
            width = width_of(self.text(), compact, bool(self.key))
            self._hint = measured, QSize(width, theme.px(26 if compact else 28))
        return self._hint[1]

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind = self._group.kind()
        chosen, open_ = self.isChecked(), not self._group.locked
        green = kind == "proposed"
        if chosen and open_:
            fill, border = ("success_tint", "success") if green else ("accent_tint", "accent")
        elif open_:
            hover = self.underMouse()
            fill, border = ("hover" if hover else theme.tokens.fields["optional"].fill), "input"
        else:
            fill, border = theme.tokens.fields["readonly"].fill, "border"
        if self._group.error and not chosen:
            border = "danger"
        current = self._group.hasFocus() and self._group.current is self
        pen = theme.px(2) if current else 1
        painter.setPen(QPen(theme.colour("focus" if current else border), pen))
        painter.setBrush(theme.colour(fill))
        box = QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        x, between, _after = _pads(self._group.compact)
        if self.key:
            x = self._paint_cap(painter, x, chosen, "success" if green else "accent") + between
        colour = "text" if open_ or chosen else "secondary"
        painter.setPen(theme.colour(colour if self.isEnabled() else "disabled"))
        painter.setFont(theme.font())
        words = theme.metrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, theme.px(WIDEST))
        painter.drawText(self.rect().adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_cap(self, painter: QPainter, x: int, chosen: bool, colour: str) -> int:
        side = theme.px(16)
        cap = QRectF(x, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(theme.colour(colour if chosen else "border"), 1))
        painter.setBrush(theme.colour(colour if chosen else "neutral_tint"))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
        painter.setPen(theme.colour("on_accent" if chosen else "secondary"))
        painter.setFont(theme.font("hint"))
        if chosen:
            bold = theme.font("hint")
            bold.setBold(True)
            painter.setFont(bold)
            bold.setBold(False)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)
        return round(cap.right())


class ChoiceEditor(Editor):
    """Picks one of a few (kinds 'choice', 'yesno') or several (kind 'choices': value is a tuple)."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.several = field.kind == "choices"
        self.setObjectName(f"field_{field.column}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self.choices: list[Choice] = []
        self.current: Choice | None = None
        self.set_options(YES_NO if field.kind == "yesno" else list(field.options))
        self.retranslate()

    def set_options(self, options: list[Option]) -> None:
        """Offer other options; what is chosen and still offered stays chosen."""
        before = self._chosen()
        for choice in self.choices:
            self._flow.removeWidget(choice)
            choice.hide()  # it goes later, and would stand under the others until then
            choice.deleteLater()
        self.choices = []
        for place, option in enumerate(options):
            key = option.key or (KEYS[place] if place < len(KEYS) else "")
            choice = Choice(option, key, self)
            choice.setChecked(option.value in before)
            choice.clicked.connect(lambda _on, one=choice: self._clicked(one))
            self._flow.addWidget(choice)
            choice.show()
            self.choices.append(choice)
        self.current = self.choices[0] if self.choices else None
        self.updateGeometry()

    def add_beside(self, widget: QWidget) -> None:
        """Put a link or the like behind the last choice."""
        self._flow.addWidget(widget)

    def _chosen(self) -> tuple[Any, ...]:
        return tuple(choice.option.value for choice in self.choices if choice.isChecked())

    def value(self) -> Any:
        chosen = self._chosen()
        if self.several:
            return chosen
        return chosen[0] if chosen else None

    def set_value(self, value: Any) -> None:
        wanted = tuple(value or ()) if self.several else (value,)
        for choice in self.choices:
            choice.setChecked(value is not None and choice.option.value in wanted)
        chosen = [choice for choice in self.choices if choice.isChecked()]
        self.current = chosen[0] if chosen else self.current
        self.proposed = False
        self.repaint_all()

    def memory(self) -> Any:
        return self.raw(), self.proposed

    def recall(self, memory: Any) -> None:
        raw, proposed = memory
        self.set_raw(raw)
        self.proposed = proposed
        self.repaint_all()

    def shown(self) -> str:
        return listed(choice.text() for choice in self.choices if choice.isChecked())

    def raw(self) -> Any:
        return [place for place, choice in enumerate(self.choices) if choice.isChecked()]

    def set_raw(self, raw: Any) -> None:
        for place, choice in enumerate(self.choices):
            choice.setChecked(place in (raw or []))
        self.proposed = False

    def pick(self, choice: Choice) -> None:
        """Choose as a person does; choosing the chosen one again takes an optional one back."""
        if self.locked:
            return
        before = self._chosen()
        if self.several:
            choice.setChecked(not choice.isChecked())
            if choice.isChecked():
                self._mind_exclusive(choice)
        else:
            on = not choice.isChecked() or self.field.required
            for other in self.choices:
                other.setChecked(other is choice and on)
        self.current = choice
        if self._chosen() != before:
            self._person_edited()
        self.repaint_all()

    def _mind_exclusive(self, choice: Choice) -> None:
        """'None of these' excludes the others, and they exclude it."""
        for other in self.choices:
            if other is not choice and (choice.option.exclusive or other.option.exclusive):
                other.setChecked(False)

    def _clicked(self, choice: Choice) -> None:
        # The button toggled itself before it told us.
        choice.setChecked(not choice.isChecked())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pick(choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().upper()
        for choice in self.choices:
            if typed and typed == choice.key:
                self.pick(choice)
                return
        step = STEPS.get(event.key())
        if step and self.current is not None:
            self.current = self.choices[(self.choices.index(self.current) + step) % len(self.choices)]
            self.repaint_all()
        elif event.key() == Qt.Key.Key_Space and self.current is not None:
            self.pick(self.current)
        else:
            super().keyPressEvent(event)

    def repaint_all(self) -> None:
        """Paint the group and its choices anew."""
        self.update()
        for choice in self.choices:
            choice.update()

    def restyle(self) -> None:
        self.repaint_all()

    def set_compact(self, compact: bool) -> None:
        self.compact = compact
        self._flow.gap = 4 if compact else 6
        self._flow.invalidate()
        for choice in self.choices:
            choice.updateGeometry()
        self._flow.invalidate()
        self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.repaint_all()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.repaint_all()
        super().focusOutEvent(event)

    def retranslate(self) -> None:
        self.setAccessibleName(say(self.field.label))
        for choice in self.choices:
            choice.retranslate()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)


YES_NO = [Option(True, N_("Yes"), key="Y"), Option(False, N_("No"), key="N")]

EDITORS.update({"choice": ChoiceEditor, "choices": ChoiceEditor, "yesno": ChoiceEditor})
