"""The window: pages, tabs, keys, language, locking; and what it must not load."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from services.errors import Unavailable
from services.version import WHOLE_DATABASE
from tests.ui.kit import gallery
from ui.frame_rail import RailItem
from ui.frame_tabs import TabStrip
from ui.kit import formats
from ui.kit.changes import ChangeFeed
from ui.kit.dialogs import CrashReport, Dialog
from ui.kit.options import Option
from ui.kit.shortcuts import ShortcutsDialog
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import TextButton, data, use_language
from ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CONTROL = Qt.KeyboardModifier.ControlModifier
HEAVY = {"pyqtgraph", "numpy", "reportlab", "sqlalchemy", "psycopg", "babel", "cryptography", "qtawesome"}


def settled(window, qtbot):
    qtbot.waitUntil(lambda: window.desk.background.idle)


def front(window):
    return window.current_page().objectName()


def test_a_page_is_opened_once_and_by_its_digit(window, qtbot):
    first = window.open_page("orders")
    window.open_page("board")
    qtbot.keyClick(window, Qt.Key.Key_3, CONTROL)
    assert window.current_page() is first
    assert window.tabs.keys() == [("orders", None), ("board", None)]
    settled(window, qtbot)


def test_records_have_a_tab_each_and_keep_their_module_marked(window, qtbot):
    one = window.open_record("work_order", 1)
    two = window.open_record("work_order", 2)
    assert one is not two
    assert window.open_record("work_order", 1) is one
    assert window.rail._items["orders"].isChecked()
    assert window.open_record("spaceship", 1) is None


def test_many_modules_fit_a_low_window(window, qtbot):
    usual = window.rail._items["orders"].height()
    window.rail.set_items([RailItem(f"module_{n}", data(f"Module {n}"), "order") for n in range(16)])
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.rail._items["module_15"].height() < usual)
    assert window.height() == 768
    last = window.rail._items["module_15"]
    assert last.geometry().bottom() <= window.rail.height()


def test_pages_of_other_roles_do_not_exist(window):
    assert window.open_page("secret") is None
    assert "secret" not in window.rail.names()


def test_the_ninth_tab_closes_the_oldest_that_loses_nothing(window, qtbot):
    page = window.open_page("intake")
    qtbot.keyClicks(page.form.editor("name").line, "x")
    for number in range(8):
        window.open_record("work_order", number)
    keys = window.tabs.keys()
    assert len(keys) == 8
    assert ("intake", None) in keys
    assert ("order", 0) not in keys
    assert front(window) == "page_order"


def test_back_and_forward_walk_through_what_was_open(window, qtbot):
    window.open_page("board")
    window.open_record("work_order", 5)
    window.open_page("home")
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window, Qt.Key.Key_Left, alt)
    assert window.current_page().record_id == 5
    window.close_current()
    qtbot.keyClick(window, Qt.Key.Key_Left, alt)
    assert front(window) == "page_board"
    qtbot.keyClick(window, Qt.Key.Key_Right, alt)
    assert front(window) == "page_board"


def test_escape_closes_a_record_and_asks_only_when_something_would_be_lost(window, qtbot):
    window.open_page("intake")
    window.open_record("work_order", 5)
    qtbot.keyClick(window.current_page(), Qt.Key.Key_Escape)
    assert front(window) == "page_intake"
    page = window.current_page()
    assert page.unsaved()
    window.close_current()
    (question,) = window.findChildren(Dialog)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert window.current_page() is page
    window.close_current()
    question = next(one for one in window.findChildren(Dialog) if one.isVisible())
    question.findChild(object, "action_confirm").click()
    qtbot.waitUntil(lambda: window.page("intake") is None)


def test_the_keys_go_on_in_the_page_that_comes_back(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    orders = window.open_page("orders")
    orders.focus_start()
    qtbot.waitUntil(lambda: orders.isAncestorOf(window.focusWidget()))
    worked_with = window.focusWidget()
    window.open_record("work_order", 1)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.current_page() is orders)
    assert window.focusWidget() is worked_with


def test_closing_the_window_asks_about_what_is_not_saved(window, qtbot):
    window.open_page("intake")
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    question = next(one for one in window.findChildren(Dialog) if one.isVisible())
    with qtbot.waitSignal(window.closed):
        question.findChild(object, "action_confirm").click()


def test_a_switch_of_language_reaches_everything_open(window, qtbot):
    page = window.open_page("intake")
    window.open_page("orders")
    settled(window, qtbot)
    assert page.form.cells["phone"].label.text() == "手机"
    assert page.form.editor("liquid").choices[0].text() == "是"
    window.top.language.click()
    assert window.page("orders").pane.model.headerData(1, Qt.Orientation.Horizontal) == "No."
    assert window.rail._items["orders"].text() == "Orders"
    assert "Connected" in window.status.connection.accessibleName()
    assert window.desk.settings["language"] == "en"
    window.open_page("intake")
    assert page.form.cells["phone"].label.text() == "Phone"
    assert page.form.editor("liquid").choices[0].text() == "Yes"
    window.top.language.click()
    qtbot.waitUntil(lambda: turns.idle)
    assert page.form.cells["phone"].label.text() == "手机"


def test_qts_own_words_are_chinese_too(window):
    from PySide6.QtCore import QCoreApplication

    from ui.kit.words import use_language

    use_language("zh_CN")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_themes_and_sizes_switch_while_running(window, qtbot):
    window.open_page("intake")
    window.top.theme_wanted.emit("dark")
    assert QApplication.palette().window().color().name().upper() == theme.tokens["window"].upper() == "#12181A"
    before = window.rail.width()
    window.top.scale_wanted.emit(2.0)
    assert window.rail.width() == 2 * before
    assert dict(window.desk.settings) == {"theme": "dark", "scale": 2.0}


def test_the_search_box_finds_and_opens_without_a_mouse(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.top.search.hasFocus()
    qtbot.keyClicks(window.top.search, "1234")
    qtbot.waitUntil(window.top.search.popup.isVisible)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.current_page().record_id == 42
    assert window.top.search.text() == ""


def test_enter_opens_what_the_whole_text_finds_and_not_what_its_beginning_found(window, qtbot):
    box = window.top.search
    box.search = lambda text: [Option(("work_order", 42 if text == "1234" else 38), lambda: "W2611", lambda: "")]
    window.focus_search()
    qtbot.keyClicks(box, "12")
    qtbot.waitUntil(box.popup.isVisible)
    qtbot.keyClicks(box, "34")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_page() is not None)
    assert window.current_page().record_id == 42
    assert not box.popup.isVisible() and box.text() == ""


def test_the_search_box_runs_actions_behind_a_sign(window, qtbot):
    window.focus_search()
    qtbot.keyClicks(window.top.search, ">F11")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.windowState() & Qt.WindowState.WindowFullScreen


def test_nothing_found_is_said_and_opens_nothing(window, qtbot):
    window.top.search.look_up("nothing")
    qtbot.waitUntil(window.top.search.popup.isVisible)
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.current_page() is None


@pytest.mark.parametrize("way", ["idle", "key"])
def test_the_window_locks_when_nobody_works_and_by_key(qtbot, way):
    window = gallery.window(idle_minutes=0.001 if way == "idle" else 20)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.locked, timeout=3000):
        window.show()
        window.activateWindow()
        if way == "key":
            qtbot.waitUntil(window.isActiveWindow)
            qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    window.cover(True)
    assert not window.stack.isVisible()
    window.cover(False)
    assert window.stack.isVisible()
    window.desk.background.close()


def test_every_key_stands_on_the_page_of_shortcuts(window, qtbot):
    window.show_shortcuts()
    (page,) = window.findChildren(ShortcutsDialog)
    top = page.tree.invisibleRootItem()
    keys = [top.child(n).child(m).text(1) for n in range(top.childCount()) for m in range(top.child(n).childCount())]
    for key in ("F8 / Ctrl+K", "F5", "Ctrl+L", "Ctrl+1", "Ctrl+0", "Alt+Left", "Enter"):
        assert key in keys
    page.search.setText("F11")
    assert page.tree.topLevelItemCount() == 1


def test_a_key_means_one_thing(window):
    shortcuts = window.desk.shortcuts
    page = window.open_page("board")
    page.action("export", data("Export"), "Ctrl+E", lambda: None)
    with pytest.raises(ValueError, match="taken by export"):
        page.action("erase", data("Erase"), "Ctrl+E", lambda: None)
    with pytest.raises(ValueError, match="taken by refresh"):
        page.action("reload", data("Reload"), "F5", lambda: None)
    with pytest.raises(ValueError, match="is no key"):
        shortcuts.add(page, "odd", data("Odd"), "Ctrl+Nothing", lambda: None, "board")


def test_a_fault_of_ours_is_reported_and_the_program_goes_on(window, qtbot):
    window.desk.background.run(window, lambda: 1 / 0)
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashReport)))
    (report,) = window.findChildren(CrashReport)
    assert "ZeroDivisionError" in report.report
    report.findChild(object, "action_copy_report").click()
    assert "ZeroDivisionError" in QApplication.clipboard().text()
    report.findChild(object, "action_go_on").click()
    assert window.open_page("board") is not None


def test_another_database_in_service_is_told_and_loaded_anew(window, qtbot, monkeypatch):
    page = window.open_page("orders")
    refreshed = []
    monkeypatch.setattr(page, "refresh", lambda: refreshed.append(page))
    window.pages.hand_out(WHOLE_DATABASE, ["x"])
    assert refreshed == [page] and window.desk.messages.said("another_database")


def test_changes_reach_pages_that_show_them_and_wait_for_hidden_ones(window, qtbot):
    board, orders = window.open_page("board"), window.open_page("orders")
    settled(window, qtbot)
    told = {"board": [], "orders": []}
    for name, page in (("board", board), ("orders", orders)):
        page.tables = ("work_order",)
        page.changed = lambda table, ids, one=name: told[one].append((table, ids))
    window.pages.hand_out("work_order", [1, 2])
    window.pages.hand_out("customer", [3])
    window.pages.hand_out("work_order", [2, 4])
    assert told == {"board": [], "orders": [("work_order", [1, 2]), ("work_order", [2, 4])]}
    window.open_page("board")
    assert told["board"] == [("work_order", [1, 2, 4])]


def test_a_lost_connection_is_told_until_it_is_back(qtbot):
    desk = gallery.desk()
    answers = [Unavailable(), SimpleNamespace(horizon="1", rows=[])]

    def poll(horizon):
        answer = answers.pop(0) if answers else SimpleNamespace(horizon="1", rows=[])
        if isinstance(answer, Exception):
            raise answer
        return answer

    desk.changes = ChangeFeed(desk.background, poll)
    window = MainWindow(desk, [])
    qtbot.addWidget(window)
    window.show()
    desk.changes.ask()
    qtbot.waitUntil(window.banner.isVisible)
    assert "连接中断" in window.status.connection.accessibleName()
    desk.changes.ask()
    qtbot.waitUntil(lambda: not window.banner.isVisible())
    assert "已连接" in window.status.connection.accessibleName()
    desk.background.close()


def test_a_standby_that_serves_is_named_with_the_age_of_its_data(qtbot):
    desk = gallery.desk()
    desk.changes = ChangeFeed(desk.background, lambda horizon: SimpleNamespace(horizon="1", rows=[]))
    window = MainWindow(desk, [])
    qtbot.addWidget(window)
    window.show()
    minute = datetime.now(UTC).replace(second=0)
    desk.db = SimpleNamespace(on_standby=True, as_of=minute)
    desk.changes.answered.emit(3.0)
    words = f"只能查看，数据截至 {formats.local(minute):%H:%M}"
    assert window.status.connection.accessibleName() == words
    assert window.banner_frame.isVisible() and desk.messages.said("connection") == words
    desk.db.as_of = minute - timedelta(days=2)
    desk.changes.answered.emit(3.0)
    assert f"{formats.local(minute) - timedelta(days=2):%m-%d %H:%M}" in desk.messages.said("connection")
    desk.db = SimpleNamespace(on_standby=False)
    desk.changes.answered.emit(3.0)
    assert "已连接" in window.status.connection.accessibleName()
    assert not window.banner_frame.isVisible()
    desk.background.close()


def test_every_control_has_a_name_for_screen_readers(window, qtbot):
    from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QTableView

    for name in ("intake", "orders", "board"):
        window.open_page(name)
    window.open_record("work_order", 1)
    settled(window, qtbot)
    nameless = [
        control
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QTableView)
        for control in window.findChildren(kind)
        if control.isVisibleTo(window)
        and control.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not control.accessibleName()
    ]
    assert nameless == []


def test_the_first_window_loads_nothing_heavy():
    code = "import sys; import ui.main_window, ui.kit.form, ui.kit.table_pane, ui.kit.dialogs; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {module.split(".")[0] for module in loaded.split()} & HEAVY == set()


def test_where_not_all_titles_fit_only_the_longest_are_cut(qtbot):
    strip = TabStrip()
    qtbot.addWidget(strip)
    long = ["Completion of dispatch orders", "New acceptance or minutes", "W2611-00121 Norra 15G gaming laptop"]
    titles = [*long, "Tickets", "Calls", "T2611-00041", "C2611-00005", "V2611-00013"]
    for title in titles:
        strip.add(title, "order", title)
    strip.resize(theme.px(1300), theme.px(34))
    strip.show()
    tabs = strip.findChildren(TextButton)
    qtbot.waitUntil(lambda: {tab.text() for tab in tabs if tab.width() < tab.sizeHint().width()} == set(long))


@pytest.mark.parametrize("going", [QPushButton.hide, QPushButton.deleteLater, lambda button: button.setEnabled(False)])
def test_the_keyboard_stays_in_the_page_when_its_button_goes(window, qtbot, going):
    page = window.current_page() or window.open_page("orders")
    window.activateWindow()
    button = QPushButton("step", page)
    button.show()
    start = QLineEdit(page)
    start.show()
    page.focus_start = start.setFocus
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    # the next one in the order of keys, as the rail is behind a page's last widget
    page.setTabOrder(button, window.rail.findChild(QPushButton) or window.top.search)
    going(button)
    qtbot.waitUntil(start.hasFocus)


@pytest.mark.parametrize(
    "switch",
    [
        lambda window: window.set_theme("dark"),
        lambda window: window.set_scale(1.25),
        lambda window: window.set_language("en"),
    ],
    ids=["theme", "size", "language"],
)
def test_another_look_takes_several_turns_and_is_painted_when_it_is_whole(window, qtbot, switch):
    page = window.open_page("intake")
    line = page.form.editor("name").line
    qtbot.waitUntil(lambda: turns.idle and window.desk.background.idle)
    line.setFocus()
    line.end(False)
    before = line.text()
    try:
        switch(window)
        assert not window.updatesEnabled()
        qtbot.keyClicks(line, "abc")
        qtbot.waitUntil(lambda: turns.idle)
        assert window.updatesEnabled()
        assert line.text() == before + "abc"
        looks = [line.font(), page.heading.sizeHint(), page.heading.text(), page.grab().toImage().pixelColor(2, 2)]
        window.pages.drop(window.pages.key_of(page))
        fresh = window.open_page("intake")
        qtbot.waitUntil(lambda: turns.idle and window.desk.background.idle)
        line, paper = fresh.form.editor("name").line, fresh.grab().toImage().pixelColor(2, 2)
        assert looks == [line.font(), fresh.heading.sizeHint(), fresh.heading.text(), paper]
    finally:
        theme.apply("light", 1.0)
        use_language("zh_CN")


def test_two_switches_at_once_are_both_done(window, qtbot):
    page = window.open_page("orders")
    settled(window, qtbot)
    read = []
    page.refresh = lambda: read.append(page)
    try:
        window.set_language("en")
        window.set_theme("dark")
        qtbot.waitUntil(lambda: turns.idle)
        assert read == [page]
        assert window.updatesEnabled()
    finally:
        theme.apply("light", 1.0)
        use_language("zh_CN")


def test_a_page_that_is_opened_while_another_look_comes_has_it(window, qtbot):
    first = window.open_page("board")
    second = window.open_page("orders")
    settled(window, qtbot)
    try:
        window.set_scale(1.5)
        window.open_page("board")
        qtbot.waitUntil(lambda: turns.idle)
        assert first.heading.font() == theme.font("title")
        assert second.heading.font() != theme.font("title")
        window.open_page("orders")
        assert second.heading.font() == theme.font("title")
        settled(window, qtbot)
    finally:
        theme.apply("light", 1.0)
