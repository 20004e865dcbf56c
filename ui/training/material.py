"""The material of a course: shown in the program where it is a picture, a PDF or a text, else saved as a copy."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from services import attachments
from services.courses import Material
from services.texts import N_, _
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.page import Page
from ui.kit.photos_leaf import PictureDialog
from ui.kit.print_preview import PreviewDialog
from ui.kit.theme import theme
from ui.kit.words import data

# A text beyond this is shown only so far; the copy has all of it.
SHOWN_CHARACTERS = 200_000
PICTURES = ("image/jpeg", "image/png")


class PdfDialog(PreviewDialog):
    """A PDF as it is: there is no other size or language of it, and it is printed from the copy."""

    def __init__(self, page: Page, title: str, content: bytes) -> None:
        super().__init__(
            page, page.desk.background, page.desk.printing, "", data(title), lambda *_how: content, ("a4",), "zh"
        )
        self.lang.hide()
        self.print_button.hide()


class TextDialog(Dialog):
    """A text, to be read and copied."""

    def __init__(self, page: Page, title: str, content: bytes) -> None:
        super().__init__(page, "text", data(title))
        self.words = QPlainTextEdit(_decoded(content)[:SHOWN_CHARACTERS])
        self.words.setObjectName("material_text")
        self.words.setAccessibleName(title)
        self.words.setReadOnly(True)
        self.body.addWidget(self.words, 1)
        self.add_verb(N_("Close"), None, "close", "primary", "Esc").setFocus()
        self.resize(theme.px(720), theme.px(520))


def _decoded(content: bytes) -> str:
    """Windows writes Chinese texts in GB 18030, others in UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def look(page: Page, desk: Desk, one: Material) -> None:
    """Show the material; what cannot be shown here is saved where the person wants it."""
    if one.article_id is not None:
        desk.open_record("article", one.article_id)
        return
    assert one.attachment is not None
    attachment, media = one.attachment, one.attachment.media_type
    if media not in (*PICTURES, "application/pdf", "text/plain"):
        save_copy(page, desk, one)
        return

    def show(content: bytes) -> None:
        if media in PICTURES:
            PictureDialog(page, attachment, content).open()
        elif media == "text/plain":
            TextDialog(page, one.title, content).open()
        else:
            PdfDialog(page, one.title, content).open()

    page.run(lambda: attachments.data(desk.db, one.id), show, slot="material")


def save_copy(page: Page, desk: Desk, one: Material) -> None:
    """A copy of a file where the person wants it."""
    target, _kind = QFileDialog.getSaveFileName(page, _("Save a copy"), Path(one.title).name)
    if not target:
        return

    def refused(error: BaseException) -> Any:
        if not isinstance(error, OSError):
            return page.refused(error)
        words = str(error)
        page.messages.show("danger", N_("The copy was not saved."), data(words), key="material")
        return True

    page.run(lambda: Path(target).write_bytes(attachments.data(desk.db, one.id)), lambda _size: None, refused)
