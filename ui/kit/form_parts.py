"""What a form is built of: the cell of a field, the legend of colours, the line of what to fix."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from services.punctuation import listed, pair
from services.texts import N_, _, ngettext
from ui.kit.buttons import Button
from ui.kit.editors import Editor, editor_for, paint_box, unreadable
from ui.kit.fields import Field
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, name_as, say


class _Mark(Label):
    """The asterisk of a required field, in the colour of its bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(data("*"), "label_bold", parent=parent)
        name_as(self, N_("required"))
        self.setProperty("mark", "required")


class _Sentence(QWidget):
    """Icon and sentence in the colour of danger, under a field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Label(role="label", tone="danger", wrap=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(2), 0, 0)
        row.addWidget(self.words)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme.px(14)
        paint_icon(QPainter(self), "error", QRectF(0, theme.px(4), side, side), theme.colour("danger"))


class Cell(QWidget):
    """Label above, editor, sentence below; mark, note and sentence are made when there is something to say."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        # Every part is made inside its parent: moving a part later styles all that is in it once more.
        super().__init__(parent)
        self.editor: Editor = editor_for(field, self)
        editor = self.editor
        self.label = Label(self._label, "label", "secondary", parent=self)
        self.label.setBuddy(editor.focus_widget)
        self._mark: _Mark | None = None
        self._note: Label | None = None
        self._sentence: _Sentence | None = None
        head = self._head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(4))
        head.addWidget(self.label)
        head.addStretch(1)
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addLayout(head)
        column.addWidget(editor)
        column.addStretch(1)
        if field.required:
            self.set_required(True)
        if field.hint:
            self.set_note(field.hint)

    def _label(self) -> str:
        field = self.editor.field
        name, unit = say(field.label), say(field.unit)
        words = _("{name} ({unit})").format(name=name, unit=unit) if unit else name
        # a label of an editor reads & as 'underline what follows', and a question is what somebody wrote
        return words.replace("&", "&&")

    def set_error(self, sentence: str) -> None:
        """Say what is wrong under the field; '' takes it back."""
        if self._sentence is None and sentence:
            self._sentence = _Sentence(self)
            self.column.insertWidget(self.column.indexOf(self.editor) + 1, self._sentence)
        if self._sentence is not None:
            self._sentence.words.say(data(sentence))
            self._sentence.setVisible(bool(sentence))
        self.editor.set_error(bool(sentence))
        self.editor.focus_widget.setAccessibleDescription(sentence)

    def problem(self) -> str:
        """What keeps it from being saved: a missing or unreadable value."""
        editor, field = self.editor, self.editor.field
        if editor.isHidden() or self.isHidden() or editor.locked:
            return ""
        try:
            value = editor.value()
        except ValueError:
            return unreadable(field)
        if field.required and (value is None or value == () or value == ""):
            return (
                say(field.missing) if field.missing else _("Please fill in “{field}”.").format(field=say(field.label))
            )
        if isinstance(value, str) and 0 < field.max_length < len(value):
            most, over = field.max_length, len(value) - field.max_length
            return _("At most {most} characters fit here; {over} too many.").format(most=most, over=over)
        return ""

    @property
    def error(self) -> str:
        """What is said under the field."""
        return self._sentence.words.words() if self._sentence is not None else ""

    @property
    def note(self) -> str:
        """What is said right above the field."""
        return self._note.words() if self._note is not None else ""

    def set_note(self, text: Text, tone: str = "secondary") -> None:
        """A word right above the field: a check that passed, a key."""
        if self._note is None:
            if not text:
                return
            self._note = Label("", "hint", "secondary", parent=self)
            self._head.addWidget(self._note)
        self._note.say(text)
        self._note.set_tone(tone)

    def set_required(self, required: bool) -> None:
        """Show the asterisk or not."""
        if self._mark is None and required:
            self._mark = _Mark(self)
            self._head.insertWidget(1, self._mark)
        if self._mark is not None:
            self._mark.setVisible(required)
        self.editor.restyle()

    def set_compact(self, compact: bool) -> None:
        """Lower fields where the window is low."""
        self.editor.set_compact(compact)

    def retranslate(self) -> None:
        self.editor.retranslate()


class Gutter(QWidget):
    """The name of a group, left of its fields."""

    WIDTH = 84

    def __init__(self, title: Text, hint: Text, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.setSpacing(theme.px(2))
        self.title = Label(title, "bold", wrap=True, parent=self)
        column.addWidget(self.title)
        self.hint = Label(hint, "hint", "secondary", wrap=True, parent=self)
        self.hint.setVisible(bool(self.hint.text()))
        column.addWidget(self.hint)
        column.addStretch(1)
        theme.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.setFixedWidth(theme.px(self.WIDTH))


class FieldLegend(QWidget):
    """What the colours of fields mean; stands at the top right of every form."""

    KINDS = (
        ("required", N_("Required"), "*"),
        ("proposed", N_("Filled in"), "proposed"),
        ("optional", N_("Optional"), ""),
        ("readonly", N_("Read-only"), "readonly"),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        words = listed(_(text) for _kind, text, _mark in self.KINDS)
        self.setAccessibleName(pair(_("Field colours"), words))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _walk(self, painter: QPainter | None = None) -> int:
        metrics, gap = theme.metrics("label"), theme.px(6)
        middle, height = self.height(), theme.px(16)
        x = 0

        def words(text: str) -> int:
            width = metrics.horizontalAdvance(text)
            if painter:
                painter.setFont(theme.font("label"))
                painter.setPen(theme.colour("secondary"))
                painter.drawText(QRectF(x, 0, width + 4, middle), Qt.AlignmentFlag.AlignVCenter, text)
            return width

        x += words(_("Field colours")) + theme.px(10)
        for kind, text, mark in self.KINDS:
            box = QRectF(x, (middle - height) / 2, theme.px(22), height)
            if painter:
                paint_box(painter, box, kind)
                colour = theme.colour(theme.tokens.fields[kind].mark)
                if mark == "*":
                    painter.setPen(colour)
                    painter.setFont(theme.font("label_bold"))
                    painter.drawText(box.adjusted(theme.px(3), theme.px(1), 0, 0), Qt.AlignmentFlag.AlignCenter, mark)
                elif mark:
                    inner = box.adjusted(theme.px(3), theme.px(2), -theme.px(3), -theme.px(2))
                    paint_icon(painter, mark, inner, colour)
            x += theme.px(22) + gap
            x += words(_(text)) + theme.px(12)
        return x

    def sizeHint(self) -> QSize:
        return QSize(self._walk() - theme.px(8), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._walk(painter)


class FixBar(QWidget):
    """'1 to fix: shelf' as links that jump to the field; empty while nothing is wrong."""

    SHOWN = 4

    def __init__(self, jump: Callable[[str], None], form: QWidget | None = None) -> None:
        # Goes with its form until somebody has a place for it: without a parent it would be left when the form goes.
        super().__init__(form)
        self.setObjectName("to_fix")
        self._form = form
        self._jump = jump
        self._errors: dict[str, Text] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(24), 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._head = Label(self._count, "bold", "danger")
        self._row.addWidget(self._head)
        self.links: list[Button] = []
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def _count(self) -> str:
        count = len(self._errors)
        return ngettext("{n} to fix:", "{n} to fix:", count).format(n=count)

    def tell(self, errors: dict[str, Text]) -> None:
        """Show which fields have to be mended: column and label of each."""
        self._errors = dict(errors)
        for link in self.links:
            self._row.removeWidget(link)
            link.deleteLater()
        self.links = []
        for place, (column, label) in enumerate(list(errors.items())[: self.SHOWN]):
            link = Button(label, f"fix_{column}", kind="danger_link")
            link.clicked.connect(lambda _on=False, at=column: self._jump(at))
            self._row.insertWidget(1 + place, link)
            self.links.append(link)
        self._head.retranslate()
        self.setVisible(bool(errors) and self.parentWidget() is not self._form)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme.px(16)
        spot = QRectF(0, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), "error", spot, theme.colour("danger"))
