"""What tests of the customers' screens do by hand."""

from collections.abc import Callable
from uuid import uuid4

import pypdfium2
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from services import customers
from ui.customers.page import CustomersPage
from ui.kit.buttons import Button
from ui.kit.page import Page
from ui.kit.print_preview import PreviewDialog


def add(db, name="王芳", phone="13812345678", **values):
    return customers.create(db, {"name": name, "phone": phone, **values}, uuid4())


def click(widget: QWidget, name: str, nth: int = 0) -> None:
    widget.findChildren(Button, name)[nth].click()


def until(qtbot, page: Page, condition: Callable[[], bool] = lambda: True) -> None:
    """Wait for something, and until nothing runs in the background any more."""
    qtbot.waitUntil(lambda: not page.desk.background._tasks and condition(), timeout=10_000)


def labels(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def dialog_of(page: QWidget, name: str) -> QDialog:
    return next(one for one in page.findChildren(QDialog, f"dialog_{name}") if one.isVisible())


def names(page: CustomersPage) -> list[str]:
    model = page.pane.model
    return [model.row(number).name for number in range(model.rowCount())]


def card_shown(page: Page) -> str:
    """The words of the paper in the preview."""
    dialogs = [one for one in page.window().findChildren(PreviewDialog) if one.pdf]
    if not dialogs:
        return ""
    with pypdfium2.PdfDocument(dialogs[-1].pdf) as document:
        return document[0].get_textpage().get_text_bounded()
