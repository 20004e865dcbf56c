"""Printing from a window: routes, the queue, previews; with printers, with broken ones, with none."""

import subprocess

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from services.documents.render import render
from services.errors import ServiceError
from services.printing import Printer, Target
from tests.services.documents import reading, samples
from ui.kit import printing as kit
from ui.kit.background import Background
from ui.kit.print_preview import PreviewDialog
from ui.kit.print_queue import OtherPrinter, QueuePanel
from ui.kit.printing import Printing, Route


def make(media: str, lang: str, reprint: int) -> bytes:
    return render("intake", samples.order(), media, lang, reprint)


@pytest.fixture
def background(qtbot):
    made = Background(2)
    yield made
    made.close()


@pytest.fixture
def till(tmp_path):
    """A receipt printer that is a file."""
    path = tmp_path / "lp0"
    path.touch()
    return path


@pytest.fixture
def printing(background, till):
    log = []
    routes = {"receipt": Route(Target("file", str(till)), "80mm", "zh")}
    made = Printing(background, routes.get, log.append, lambda paper: "a5")
    made.log, made.known_routes = log, routes
    yield made
    made.close()


def wait_for(qtbot, job, state):
    qtbot.waitUntil(lambda: job.state == state, timeout=10_000)


def test_a_paper_goes_silently_to_the_printer_of_its_route_and_is_logged(qtbot, printing, till):
    job = printing.print("receipt", "Receipt", lambda m, lg, n: render("receipt", samples.receipt(), m, lg, n))
    wait_for(qtbot, job, "done")
    qtbot.waitUntil(lambda: printing.log == [job])
    assert till.read_bytes().startswith(b"\x1b@\x1dv0\x00")
    assert printing.open_jobs() == []


def test_a_refused_paper_waits_with_its_reason_until_somebody_tries_again(qtbot, printing, till, tmp_path):
    gone = tmp_path / "gone" / "lp0"
    printing.known_routes["receipt"] = Route(Target("file", str(gone)), "80mm", "zh")
    job = printing.print("receipt", "Receipt", make)
    wait_for(qtbot, job, "failed")
    assert str(gone) in job.error.sentence()
    assert printing.log == []
    gone.parent.mkdir()
    gone.touch()
    printing.retry(job)
    wait_for(qtbot, job, "done")
    assert gone.stat().st_size > 10_000


def test_a_refused_paper_can_go_to_another_printer_on_another_roll(qtbot, printing, till, tmp_path):
    printing.known_routes["receipt"] = Route(Target("file", str(tmp_path / "gone" / "lp0")), "80mm", "zh")
    made = []

    def counted(media, lang, reprint):
        made.append(media)
        return make(media, lang, reprint)

    job = printing.print("receipt", "Receipt", counted)
    wait_for(qtbot, job, "failed")
    printing.send_to(job, Target("file", str(till), dots=384), "58mm")
    wait_for(qtbot, job, "done")
    assert made == ["80mm", "58mm"]


def test_without_any_printer_the_paper_stays_and_the_program_says_so(qtbot, printing, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    failures = []
    printing.failed.connect(failures.append)
    job = printing.print("intake", "Slip", make)
    wait_for(qtbot, job, "failed")
    assert job.error.code == "no_printer"
    assert failures == [job]
    assert "打印机" in job.error.sentence()
    # It can still be saved as PDF.
    assert samples.NUMBER in reading.text(job.pdf)


def test_without_a_route_the_systems_own_printer_gets_it(qtbot, printing, monkeypatch):
    sent = []
    monkeypatch.setattr(kit, "system_printers", lambda: [Printer("back"), Printer("front", is_default=True)])
    monkeypatch.setattr(kit, "send", lambda pdf, media, target, title: sent.append((media, target.name, pdf[:4])))
    job = printing.print("intake", "Slip", make, lang="en")
    wait_for(qtbot, job, "done")
    assert sent == [("a5", "front", b"%PDF")]
    assert job.route.lang == "en"


def test_a_fault_of_ours_goes_to_the_crash_report_and_stays_in_the_queue(qtbot, printing, background):
    crashes = []
    background.unclaimed = crashes.append

    def broken(media, lang, reprint):
        raise ZeroDivisionError

    job = printing.print("receipt", "Receipt", broken)
    wait_for(qtbot, job, "failed")
    assert [type(error) for error in crashes] == [ZeroDivisionError]


def test_the_queue_shows_what_failed_why_and_what_to_do(qtbot, printing, tmp_path):
    panel = QueuePanel(printing)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.empty.isVisible()
    printing.known_routes["receipt"] = Route(Target("file", str(tmp_path / "gone" / "lp0")), "80mm", "zh")
    job = printing.print("receipt", "维修受理单 W2611-00042", make)
    wait_for(qtbot, job, "failed")
    texts = [label.text() for label in panel.rows[0].findChildren(QLabel)]
    assert "未打印" in texts and any("没有应答" in text for text in texts)
    buttons = {button.objectName(): button for button in panel.rows[0].findChildren(QPushButton)}
    assert set(buttons) == {f"action_{name}_{job.key}" for name in ("retry", "send_to", "save_pdf", "drop")}
    buttons[f"action_drop_{job.key}"].click()
    qtbot.waitUntil(panel.empty.isVisible)
    assert printing.jobs == []


def test_another_printer_is_chosen_among_those_of_the_system(window):
    chosen = []
    dialog = OtherPrinter(window, [Printer("front", "idle"), Printer("back", "disabled")], chosen.append)
    dialog.open()
    assert not dialog.findChild(QPushButton, "action_printer_back").isEnabled()
    dialog.findChild(QPushButton, "action_printer_front").click()
    assert chosen == [Target("system", "front")]


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    return made


@pytest.fixture
def preview(qtbot, window, background, printing):
    dialog = PreviewDialog(window, background, printing, "intake", "Repair slip", make, ["a5", "a4", "80mm"])
    dialog.open()
    qtbot.waitUntil(lambda: len(dialog.pages) == 1, timeout=10_000)
    return dialog


def test_the_preview_shows_the_pages_as_they_will_be(preview):
    page = preview.pages[0]
    assert page.sizeHint().width() > page.sizeHint().height()
    assert preview.print_button.isEnabled()
    assert "1 页" in preview.note.text()
    assert {code for _kind, code in reading.codes(_as_pil(preview.pages[0].image))} == {samples.NUMBER}


def test_another_medium_is_drawn_anew(qtbot, preview):
    preview.media.choices[1].click()
    qtbot.waitUntil(
        lambda: preview.pages and preview.pages[0].sizeHint().height() > preview.pages[0].sizeHint().width()
    )
    before = preview.pages[0].sizeHint().width()
    preview.larger.click()
    qtbot.waitUntil(lambda: preview.pages[0].sizeHint().width() > before)


def test_the_preview_is_saved_as_pdf_and_says_where(qtbot, preview, tmp_path):
    preview.save_to(tmp_path / "slip")
    qtbot.waitUntil((tmp_path / "slip.pdf").exists)
    # A long path may break anywhere: invisible marks stand in its text.
    qtbot.waitUntil(lambda: "slip.pdf" in preview.note.text().replace("\u200b", ""), timeout=10_000)
    assert samples.NUMBER in reading.text((tmp_path / "slip.pdf").read_bytes())


def test_a_folder_that_takes_no_file_is_said_in_a_sentence(qtbot, preview, tmp_path):
    preview.save_to(tmp_path / "nowhere" / "slip.pdf")
    qtbot.waitUntil(lambda: "无法写入" in preview.note.text())


def test_printing_from_the_preview_prints_what_was_shown(qtbot, preview, printing, monkeypatch):
    sent = []
    monkeypatch.setattr(kit, "system_printers", lambda: [Printer("front")])
    monkeypatch.setattr(kit, "send", lambda pdf, media, target, title: sent.append(media))
    preview.media.choices[1].click()
    qtbot.waitUntil(preview.print_button.isEnabled)
    preview.print_button.click()
    qtbot.waitUntil(lambda: sent == ["a4"])


def test_a_paper_that_cannot_be_made_says_why(qtbot, window, background, printing):
    def refused(media, lang, reprint):
        raise ServiceError("no_printer")

    dialog = PreviewDialog(window, background, printing, "intake", "Slip", refused, ["a5"])
    dialog.open()
    qtbot.waitUntil(lambda: "没有打印机" in dialog.note.text())
    assert not dialog.print_button.isEnabled()


def test_pages_can_be_painted_where_the_system_prints_through_qt(tmp_path, qapp):
    out = tmp_path / "out.pdf"
    kit.paint_on_printer(make("a5", "both", 0), "", 1, "slip", file=str(out))
    (page,) = reading.pages(out.read_bytes())
    assert (round(page.width), round(page.height)) == (595, 420)
    from services.documents.render import images

    assert {code for _kind, code in reading.codes(images(out.read_bytes(), 203)[0])} == {samples.NUMBER}


def test_the_library_for_papers_is_not_loaded_with_the_window():
    code = "import sys, ui.kit.printing, ui.kit.print_preview; sys.exit('reportlab' in sys.modules)"
    import sys

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _as_pil(image):
    from PIL import Image

    return Image.frombytes(
        "L", (image.width(), image.height()), bytes(image.constBits()), "raw", "L", image.bytesPerLine()
    )
