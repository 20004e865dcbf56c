"""The manual: pages of resources/help in the language of the moment, opened at the screen one comes from."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QTextBlockFormat, QTextCursor, QTextFormat, QTextFragment
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser

from services.texts import N_, _, language
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.theme import theme

FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "help"
# Screens whose chapter is not named after them.
CHAPTERS = {
    "people": "administering",
    "roles": "administering",
    "stores": "administering",
    "regions": "administering",
    "workstations": "administering",
    "parameters": "administering",
    "code_lists": "administering",
    "check_items": "administering",
    "audit": "administering",
    "admin": "administering",
    "import": "administering",
    "backup": "administering",
}
FIRST = "using"
# Chapters that are in both languages, and what they are called in each.
BOTH = {"rights-matrix": N_("Rights of each role")}
HEADINGS = {1: "title", 2: "verdict", 3: "card"}
LINE_HEIGHT = 125.0  # per cent


def chapters() -> list[Path]:
    """The chapters in the language of the moment, and those that are in both languages."""
    own = sorted((FOLDER / language()).glob("*.md"), key=lambda path: (path.stem != FIRST, path.stem))
    return [*own, *sorted(FOLDER.glob("*.md"))]


def title_of(path: Path) -> str:
    """The first heading of a chapter."""
    with path.open(encoding="utf-8") as text:
        first = text.readline().lstrip("# ").strip()
    if path.parent == FOLDER:
        return _(BOTH[path.stem]) if path.stem in BOTH else first or path.stem
    return first or path.stem


class HelpPage(Page):
    """Chapters at the left, the chosen one at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "help", N_("Help"), "help")
        self.list = QListWidget()
        self.list.setObjectName("table_chapters")
        self.list.setProperty("chapters", True)
        self.list.currentItemChanged.connect(self._show)
        self.text = QTextBrowser()
        self.text.setObjectName("help_text")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(theme.px(20))
        self.text.anchorClicked.connect(self._follow)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.list)
        parts.addWidget(self.text)
        parts.setHandleWidth(theme.px(10))
        parts.setSizes([theme.px(240), theme.px(900)])
        self.body.addWidget(parts, 1)
        self.retranslate()

    def shown(self, page: str = "", **_how: Any) -> None:
        """Open the chapter of a screen."""
        self._open(CHAPTERS.get(page, page))

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.title())
        self.text.setAccessibleName(self.title())
        current = self._chapter()
        self.list.clear()
        for path in chapters():
            item = QListWidgetItem(title_of(path))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setSizeHint(QSize(0, theme.px(30)))
            self.list.addItem(item)
        self._open(current)

    def _chapter(self) -> str:
        item = self.list.currentItem()
        return Path(item.data(Qt.ItemDataRole.UserRole)).stem if item is not None else ""

    def _open(self, chapter: str) -> None:
        stems = [Path(self.list.item(row).data(Qt.ItemDataRole.UserRole)).stem for row in range(self.list.count())]
        if stems:
            self.list.setCurrentRow(stems.index(chapter) if chapter in stems else 0)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.setMarkdown(Path(item.data(Qt.ItemDataRole.UserRole)).read_text("utf-8"))
            self._dress()

    def _dress(self) -> None:
        """Headings in the program's sizes, air above them, keys bold: markdown brings sizes of its own."""
        document = self.text.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            shape = block.blockFormat()
            if level:
                shape.setTopMargin(theme.px(4 if level == 1 else 14))
                shape.setBottomMargin(theme.px(6 if level == 1 else 3))
            else:
                shape.setBottomMargin(theme.px(3))
                shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(shape)
            pieces = block.begin()
            while not pieces.atEnd():
                self._dress_piece(cursor, pieces.fragment(), level)
                pieces += 1
            block = block.next()
        cursor.endEditBlock()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _dress_piece(self, cursor: QTextCursor, piece: QTextFragment, level: int) -> None:
        look = piece.charFormat()
        if level:
            look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            look.setFont(theme.font(HEADINGS.get(level, "card")))
        elif look.fontItalic():
            look.setFontItalic(False)  # Chinese has no italics
            look.setFontWeight(QFont.Weight.Bold)
        else:
            return
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        elif link.fileName().endswith(".md"):
            self._open(Path(link.fileName()).stem)
        else:
            self.text.scrollToAnchor(link.fragment())

    def focus_start(self) -> None:
        self.text.setFocus()
