"""What an article said before, side by side in time: which words went, which came."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QTextEdit, QWidget

from services.article_revisions import TEXT_NAMES, Revision, changes
from services.texts import N_, _
from ui.kit import formats
from ui.kit.dialogs import Dialog
from ui.kit.theme import theme
from ui.kit.words import name_as


class VersionsDialog(Dialog):
    """The revisions at the left, what the chosen one changed at the right. Texts stand as the text they are."""

    def __init__(self, parent: QWidget, number: str, revisions: Sequence[Revision]) -> None:
        super().__init__(
            parent, "versions", lambda: _("Earlier versions of {number}").format(number=number),
            N_("Green is new in the chosen version, struck out is what stood there before."),
        )  # fmt: skip
        self.revisions = list(revisions)
        self.list = QListWidget()
        self.list.setObjectName("revisions")
        name_as(self.list, N_("Versions"))
        self.list.setFixedWidth(theme.px(240))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSpacing(theme.px(3))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in self.revisions:
            self.list.addItem(QListWidgetItem(f"{one.number}   {formats.moment(one.at)}\n{one.by_name}"))
        self.text = QTextEdit()
        self.text.setObjectName("comparison")
        self.text.setReadOnly(True)
        self.text.setAcceptRichText(False)
        name_as(self.text, N_("What changed"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        self.body.addLayout(row, 1)
        self.add_verb(N_("Close"), None, "close", key="Esc")
        self.list.currentRowChanged.connect(self._show)
        room = parent.window().size()
        self.resize(min(theme.px(900), room.width() - 60), min(theme.px(600), room.height() - 60))
        if self.revisions:
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show(self, place: int) -> None:
        after = self.revisions[place]
        before = self.revisions[place + 1] if place + 1 < len(self.revisions) else None
        self.text.clear()
        cursor = self.text.textCursor()
        plain, head = self._plain(), self._head()
        for nth, changed in enumerate(changes(before, after)):
            cursor.insertText(("\n\n" if nth else "") + _(TEXT_NAMES[changed.column]) + "\n", head)
            for piece in changed.pieces:
                cursor.insertText(piece.text, plain if piece.how == "same" else self._marked(piece.how))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _plain(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(theme.colour("text"))
        return form

    def _head(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(theme.colour("secondary"))
        form.setFontWeight(QFont.Weight.Bold)
        return form

    def _marked(self, how: str) -> QTextCharFormat:
        tone = "success" if how == "added" else "danger"
        form = QTextCharFormat()
        form.setForeground(theme.colour(tone))
        tint = QColor(theme.colour(tone))
        tint.setAlpha(36)
        form.setBackground(tint)
        form.setFontStrikeOut(how == "removed")
        return form


def show_versions(parent: QWidget, number: str, revisions: Any) -> VersionsDialog:
    """Open the dialog."""
    dialog = VersionsDialog(parent, number, revisions)
    dialog.open()
    return dialog
