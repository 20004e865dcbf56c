"""Settings of the workstation, the page about the program and the manual."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from services import organisation, own_details, print_routes
from services.ids import new_id
from services.texts import language
from tests.people import known
from tests.ui.admin.test_people_page import settle
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.workstation import help as manual


@pytest.fixture
def window(at_work):
    """The counter's window."""
    return at_work("na").window


def test_looks_take_effect_at_once_and_are_remembered(qtbot, window, remembered):
    page = window.open_page("settings")
    settle(qtbot, page)
    for column, value in (("language", "en"), ("theme", "dark"), ("scale", 1.25)):
        page.here.set_value(column, value)
    assert (language(), theme.wanted, theme.scale) == ("en", "dark", 1.25)
    kept = remembered.settings
    assert (kept.language, kept.theme, kept.scale_percent) == ("en", "dark", 125)
    theme.apply("light", 1.0)


def test_a_paper_is_routed_once_the_workstation_is_known(qtbot, at_work, window):
    admin = at_work("admin")
    organisation.add_workstation(
        admin.desk.db, new_id(), {"name": "西湖 1 号", "store_id": known("store xihu"), "place": ""}
    )
    page = window.open_page("settings")
    settle(qtbot, page)
    page.pane.view.setCurrentIndex(page.pane.model.index(0, 0))
    qtbot.waitUntil(lambda: page.seen is not None, timeout=10_000)
    assert page.form.editor("printer").locked
    page.here.set_value("workstation", "西湖 1 号")
    settle(qtbot, page)
    page.pane.view.setCurrentIndex(page.pane.model.index(1, 0))
    page.pane.view.setCurrentIndex(page.pane.model.index(0, 0))
    qtbot.waitUntil(lambda: page.seen is not None and page.seen.id == "intake", timeout=10_000)
    settle(qtbot, page)
    page.form.editor("printer").type_text("tcp://192.168.1.50:9100")
    page.form.set_value("media", "80mm")
    page.save.click()
    settle(qtbot, page)
    (here,) = organisation.workstations(window.desk.db, wanted="西湖 1 号")
    route = print_routes.of_workstation(window.desk.db, here.id)["intake"]
    assert (route.printer, route.media, route.lang) == ("tcp://192.168.1.50:9100", "80mm", "both")
    found = window.desk.printing.routes("intake")
    assert (found.target.kind, found.target.name, found.media) == ("tcp", "192.168.1.50:9100", "80mm")


def test_diagnostics_name_versions_and_nobody(qtbot, window):
    page = window.open_page("about")
    settle(qtbot, page)
    qtbot.waitUntil(lambda: any("PostgreSQL" in value for _name, value in page.facts), timeout=10_000)
    page.copy.click()
    words = QApplication.clipboard().text()
    assert "PostgreSQL" in words and "PySide6-Essentials" in words
    assert "李娜" not in words and "s_na" not in words


def test_f1_opens_the_manual_at_the_chapter_of_the_screen(qtbot, at_work):
    window = at_work("admin").window
    window.open_page("stores")
    window.help_wanted.emit("stores")
    page = window.current_page()
    assert page.name == "help" and page._chapter() == "administering"
    assert "aftercare-admin" in page.text.toPlainText()
    window.set_language("en")
    qtbot.waitUntil(lambda: turns.idle)
    assert page._chapter() == "administering" and "Backup and restore" in page.text.toPlainText()
    page._follow(QUrl("rights-matrix.md"))
    assert page._chapter() == "rights-matrix"


@pytest.mark.parametrize("folder", ["en", "zh_CN"])
def test_both_languages_have_the_same_chapters_each_with_a_title(folder):
    mine = sorted((manual.FOLDER / folder).glob("*.md"))
    assert [path.name for path in mine] == [path.name for path in sorted((manual.FOLDER / "en").glob("*.md"))]
    assert all(manual.title_of(path) for path in mine)


def test_a_person_keeps_his_own_details_from_the_menu_under_his_name(qtbot, window):
    menu = window.top.menu()
    entry = next(action for action in menu.actions() if action.text() == "我的资料")
    entry.trigger()
    qtbot.waitUntil(lambda: getattr(window.current_page(), "name", "") == "own_details")
    page = window.current_page()
    qtbot.waitUntil(lambda: page.seen is not None)
    qtbot.waitUntil(lambda: not page._running)
    page.form.set_value("phone", "138 0571 2233")
    page.save_button.click()
    qtbot.waitUntil(lambda: page.seen.phone == "138 0571 2233" and not page.form.touched, timeout=10_000)
    page.form.set_value("email", "nobody")
    page.save_button.click()
    qtbot.waitUntil(lambda: bool(page.form.editor("email").error))
    assert own_details.get(window.desk.db, known("na")).phone == "138 0571 2233"
