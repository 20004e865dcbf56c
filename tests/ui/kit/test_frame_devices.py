"""Printer and scanner in the frame: nobody learns of a refused paper by its absence."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from services.errors import ServiceError
from services.printing import Target
from tests.ui.kit import gallery
from ui.frame_devices import DeviceWatch
from ui.frame_status import StatusBar
from ui.frame_top import SearchBox, TopBar
from ui.kit.print_queue import QueueDialog
from ui.kit.printing import Printing, Route


@pytest.fixture
def frame(qtbot, tmp_path):
    """A window's bars over a printer that is a file; `gone` is one that is not there."""
    desk = gallery.desk()
    routes = {
        "receipt": Route(Target("file", str(tmp_path / "lp0")), "80mm", "zh"),
        "gone": Route(Target("file", str(tmp_path / "gone" / "lp0")), "80mm", "zh"),
    }
    (tmp_path / "lp0").touch()
    desk.printing = Printing(desk.background, routes.get, lambda _job: None)
    window = QWidget()
    qtbot.addWidget(window)
    top = TopBar(SearchBox(desk.background, None, desk.shortcuts), window)
    status = StatusBar(parent=window)
    watch = DeviceWatch(window, desk, top, status)
    window.show()
    yield SimpleNamespace(window=window, desk=desk, top=top, status=status, watch=watch, printing=desk.printing)
    desk.printing.close()
    desk.background.close()


def pdf(_media: str, _lang: str, _reprint: int) -> bytes:
    from services.documents.render import render
    from tests.services.documents import samples

    return render("receipt", samples.receipt(), "80mm", "zh")


def said(frame) -> str:
    return frame.desk.messages.said("printing")


def test_a_paper_the_printer_refused_is_told_and_stays_in_the_queue(frame, qtbot):
    job = frame.printing.print("gone", "收据 R-1", pdf)
    qtbot.waitUntil(lambda: said(frame) == "未打印：收据 R-1", timeout=10_000)
    assert frame.status.queue.accessibleName() == "打印队列 1"
    assert frame.top.printer.mark == "warning"
    qtbot.mouseClick(frame.status.queue, Qt.MouseButton.LeftButton)
    (dialog,) = frame.window.findChildren(QueueDialog)
    frame.printing.drop(job)
    qtbot.waitUntil(lambda: not said(frame) and frame.status.queue.accessibleName() == "打印队列 0")
    assert dialog.panel.empty.isVisible()
    dialog.reject()


def test_a_printed_paper_leaves_the_queue_without_a_word(frame, qtbot):
    job = frame.printing.print("receipt", "收据 R-2", pdf)
    qtbot.waitUntil(lambda: job.state == "done" and frame.top.printer.mark == "ok", timeout=10_000)
    qtbot.waitUntil(lambda: frame.status.queue.accessibleName() == "打印队列 0", timeout=10_000)
    assert not said(frame)


def test_a_page_that_shows_the_paper_instead_has_said_enough(frame, qtbot):
    frame.printing.failed.connect(frame.printing.drop)
    job = frame.printing.print("unrouted", "收据 R-3", pdf)
    qtbot.waitUntil(lambda: job.state == "failed", timeout=10_000)
    assert isinstance(job.error, ServiceError)
    qtbot.waitUntil(lambda: frame.status.queue.accessibleName() == "打印队列 0")
    assert not said(frame)


def test_a_scan_is_seen_at_the_foot_and_the_gun_has_its_mark(frame):
    frame.watch.scanned("W2611-00042")
    assert frame.status.flash.isVisible() and frame.status.flash.accessibleName() == "已扫描 W2611-00042"
    assert frame.top.scanner.mark == "ok" and "上次扫描" in frame.top.scanner.toolTip()
