"""A look at a paper before it is printed: pages as they will be, printed, saved or left alone."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from services.texts import N_, _, ngettext
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.choices import ChoiceEditor
from ui.kit.dialogs import Dialog
from ui.kit.form import Field
from ui.kit.options import Option
from ui.kit.printing import Make, Printing
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, name_as, say

LANGUAGES = (
    Option("zh", N_("Chinese")),
    Option("en", N_("English")),
    Option("both", N_("Both languages")),
)
MEDIA = {
    "a4": data("A4"),
    "a5": data("A5"),
    "80mm": data("80 mm"),
    "58mm": data("58 mm"),
    "60x40": data("60 × 40 mm"),
    "50x30": data("50 × 30 mm"),
    "40x30": data("40 × 30 mm"),
}
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
# Pages of one preview; a longer paper is printed or saved without showing all of it.
MOST_PAGES = 30


class PageView(QWidget):
    """One page, white, with an edge."""

    def __init__(self, image: QImage, number: int, pages: int) -> None:
        super().__init__()
        self.image = image
        self.setAccessibleName(_("Page {page} of {pages}").format(page=number, pages=pages))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        ratio = self.image.devicePixelRatio()
        return QSize(round(self.image.width() / ratio), round(self.image.height() / ratio))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self.image)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PreviewDialog(Dialog):
    """The pages of one paper, drawn again when medium, language or size changes.

    make(media, lang, reprint) runs in the background. media: what the paper exists on, the first one shown.
    """

    def __init__(
        self,
        parent: QWidget,
        background: Background,
        printing: Printing,
        paper: str,
        title: Text,
        make: Make,
        media: Sequence[str],
        lang: str = "both",
        reprint: int = 0,
    ) -> None:
        super().__init__(parent, "preview", title)
        self.background, self.printing = background, printing
        self.paper, self.title, self.make, self.reprint = paper, title, make, reprint
        self.pdf: bytes | None = None
        self.zoom = 1.0
        self._width = 0
        self.media = self._choice("media", N_("Paper size"), [Option(code, MEDIA[code]) for code in media], media[0])
        self.lang = self._choice("lang", N_("Language of the paper"), list(LANGUAGES), lang)
        if len(media) < 2:
            self.media.hide()
        self.pages: list[PageView] = []
        self._build()
        self.resize(theme.px(900), theme.px(720))
        self.load()

    def _choice(self, column: str, label: Text, options: list[Option], value: str) -> ChoiceEditor:
        editor = ChoiceEditor(Field(column, label, "choice", options=options))
        name_as(editor, label)
        editor.set_value(value)
        editor.edited.connect(self.load)
        return editor

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self.media)
        row.addWidget(self.lang)
        row.addStretch(1)
        self.smaller = Button(data("−"), "zoom_out", key="")
        self.larger = Button(data("+"), "zoom_in", key="")
        name_as(self.smaller, N_("Smaller"))
        name_as(self.larger, N_("Larger"))
        self.smaller.clicked.connect(lambda: self._zoom_by(-1))
        self.larger.clicked.connect(lambda: self._zoom_by(1))
        self.scale = Label(lambda: f"{round(self.zoom * 100)} %", "label", "secondary")
        for widget in (self.smaller, self.scale, self.larger):
            row.addWidget(widget)
        self.body.addLayout(row)
        inside = QWidget()
        inside.setProperty("plane", "window")
        self.column = QVBoxLayout(inside)
        self.column.setSpacing(theme.px(12))
        self.column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        self.area.setObjectName("preview_pages")
        name_as(self.area, N_("Pages"))
        self.body.addWidget(self.area, 1)
        self.note = Label(N_("The paper is being made …"), "label", "secondary", wrap=True)
        self.body.addWidget(self.note)
        self.add_verb(N_("Close"), None, "close", key="Esc")
        self.save_button = self.add_verb(N_("Save as PDF"), self.save, "save_pdf", close=False)
        self.print_button = self.add_verb(N_("Print"), self.print, "print", "primary")
        self._enable(False)

    def _enable(self, ready: bool) -> None:
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready)

    def load(self) -> None:
        """Make the paper for what is chosen now."""
        media, lang = self.media.value(), self.lang.value()
        if media is None or lang is None:
            return
        self._enable(False)
        self.note.say(N_("The paper is being made …"))
        self.background.run(
            self, lambda: self.make(media, lang, self.reprint), self._made, self._failed, slot="preview"
        )

    def _made(self, pdf: bytes) -> None:
        self.pdf = pdf
        self._enable(True)
        self._draw()

    def _failed(self, error: BaseException) -> bool:
        sentence = getattr(error, "sentence", None)
        self.note.say(sentence if sentence is not None else N_("The paper could not be made."))
        return sentence is not None

    def _room(self) -> int:
        return max(self.area.viewport().width() - theme.px(32), theme.px(200))

    def _draw(self) -> None:
        """Render the pages for the width there is, in the background."""
        pdf, ratio, width = self.pdf, self.devicePixelRatioF(), self._room()
        if pdf is None:
            return
        self._width = width
        target, most = round(width * self.zoom * ratio), theme.px(900) * ratio
        self.background.run(
            self, lambda: _pictures(pdf, min(target, round(most * self.zoom)), ratio), self._show, slot="pages"
        )

    def _show(self, found: tuple[list[QImage], int]) -> None:
        pictures, count = found
        for page in self.pages:
            self.column.removeWidget(page)
            page.deleteLater()
        self.pages = [PageView(picture, number, count) for number, picture in enumerate(pictures, 1)]
        for page in self.pages:
            self.column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self.note.say(lambda: ngettext("{count} page", "{count} pages", count).format(count=count))

    def _zoom_by(self, step: int) -> None:
        place = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self.zoom))
        self.zoom = ZOOMS[min(max(place + step, 0), len(ZOOMS) - 1)]
        self.scale.retranslate()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pdf is not None and abs(self._room() - self._width) > theme.px(24):
            self._draw()

    def print(self) -> None:
        """Print what is shown where this paper is printed here."""
        self.printing.print(
            self.paper, self.title, self.make, self.reprint, media=self.media.value(), lang=self.lang.value()
        )

    def save(self) -> None:
        """Save what is shown as a file."""
        name = "".join(char if char.isalnum() or char in "-_ " else "-" for char in say(self.title)).strip()
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), f"{name}.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the PDF and say so, or why not."""
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        pdf = self.pdf or b""

        def told(error: BaseException) -> bool:
            reason = getattr(error, "strerror", None)
            self.note.say(lambda: _("The file could not be written: {reason}").format(reason=reason or error))
            return isinstance(error, OSError)

        self.background.run(
            self,
            lambda: path.write_bytes(pdf),
            lambda _size: self.note.say(lambda: _("Saved as {path}").format(path=path)),
            told,
        )


def _pictures(pdf: bytes, width: int, ratio: float) -> tuple[list[QImage], int]:
    """The first pages as images of a width in device pixels, and how many pages there are."""
    from services.documents.render import images, page_sizes

    sizes = page_sizes(pdf)
    found = []
    # The widest page fills the width; a roll or label keeps its proportions beside it.
    dpi = min(width / max(size[0] for size in sizes) * 72, 220 * ratio)
    for picture in images(pdf, dpi, MOST_PAGES):
        data_ = picture.tobytes()
        image = QImage(data_, picture.width, picture.height, picture.width, QImage.Format.Format_Grayscale8).copy()
        image.setDevicePixelRatio(ratio)
        found.append(image)
    return found, len(sizes)
