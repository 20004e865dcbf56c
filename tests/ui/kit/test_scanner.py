"""Scanned codes are taken, typed ones are not, and no key is ever lost."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.kit.form import Field, Form, Option
from ui.kit.scanner import ScannerSettings, ScanRouter, ean, kind_of, luhn
from ui.kit.words import data

NONE = Qt.KeyboardModifier.NoModifier


class Counter:
    """A window with two fields and a gun beside it, whose keys carry the time at which they were pressed."""

    def __init__(self, qtbot, settings=None) -> None:
        self.now_ms = 100_000
        self.codes: list[str] = []
        self.takes = True
        self.router = ScanRouter(self._route, settings=settings)
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        self.field, self.other = QLineEdit(), QLineEdit()
        self.entered: list[str] = []
        self.field.returnPressed.connect(lambda: self.entered.append(self.field.text()))
        layout.addWidget(self.field)
        layout.addWidget(self.other)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)
        self.router.install()

    def _route(self, code: str) -> bool:
        self.codes.append(code)
        return self.takes

    def key(self, key, text, gap_ms):
        self.now_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, NONE, text)
            event.setTimestamp(self.now_ms)
            QApplication.sendEvent(self.window.windowHandle(), event)

    def type(self, text, gap_ms):
        for char in text:
            self.key(Qt.Key(ord(char.upper())), char, gap_ms)

    def enter(self, gap_ms):
        self.key(Qt.Key.Key_Return, "\r", gap_ms)


@pytest.fixture
def counter(qtbot):
    made = Counter(qtbot)
    yield made
    made.router.remove()


def test_a_scan_is_taken_and_leaves_nothing_in_the_field(counter):
    counter.field.setText("typed before")
    counter.type("W2611-00042", 8)
    counter.enter(8)
    assert counter.codes == ["W2611-00042"]
    assert counter.field.text() == "typed before"
    assert counter.entered == []


def test_a_person_typing_loses_nothing(counter):
    # All of it is handled at once, as after a stall: what counts is when the keys were pressed.
    counter.type("W2611-00042", 140)
    counter.enter(140)
    assert counter.codes == []
    assert counter.field.text() == "W2611-00042"
    assert counter.entered == ["W2611-00042"]


def test_a_quick_but_short_burst_is_handed_on_in_order(counter):
    counter.type("abc", 8)
    counter.enter(8)
    assert counter.codes == []
    assert counter.field.text() == "abc"
    assert counter.entered == ["abc"]


def test_a_burst_without_an_end_reaches_the_field_after_a_moment(counter, qtbot):
    counter.type("8604610512", 8)
    assert counter.field.text() == "8"
    qtbot.waitUntil(lambda: counter.field.text() == "8604610512")
    assert counter.codes == []


def test_slow_then_quick_keys_keep_their_order(counter):
    counter.type("ab", 200)
    counter.type("cd", 8)
    counter.enter(200)
    assert counter.field.text() == "abcd"


def test_what_was_typed_slowly_before_a_scan_stays(counter):
    counter.type("ab", 200)
    counter.now_ms += 1000
    counter.type("860461051258518", 8)
    counter.enter(8)
    assert counter.codes == ["860461051258518"]
    assert counter.field.text() == "ab"


def test_control_keys_are_never_held(counter):
    counter.type("abcdef", 8)
    QApplication.sendEvent(
        counter.window.windowHandle(),
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
    )
    assert counter.field.text() == "abcdef"
    assert counter.field.selectedText() == "abcdef"


def test_a_prefix_makes_even_a_slow_gun_known(qtbot):
    counter = Counter(qtbot, ScannerSettings(prefix="~"))
    counter.type("~A07", 90)
    counter.enter(90)
    counter.router.remove()
    assert counter.codes == ["A07"]
    assert counter.field.text() == ""


def test_a_field_that_asks_for_scans_gets_them(counter):
    counter.field.setProperty("takes_scans", True)
    edited = []
    counter.field.textEdited.connect(edited.append)
    counter.type("A-12-3-99", 8)
    counter.enter(8)
    assert counter.field.text() == "A-12-3-99"
    assert edited[-1] == "A-12-3-99"
    assert counter.entered == ["A-12-3-99"]
    assert counter.codes == []


def test_moving_to_another_field_hands_the_held_keys_on_first(counter):
    counter.type("abc", 8)
    counter.other.setFocus()
    counter.type("d", 8)
    counter.router.give_up()
    assert counter.field.text() + counter.other.text() == "abcd"


def test_the_first_key_of_a_hand_is_not_kept_waiting(counter):
    counter.type("a", 500)
    assert counter.field.text() == "a"
    counter.type("b", 90)
    assert counter.field.text() == "ab"


def test_a_scan_leaves_a_form_as_it_was(qtbot, counter):
    choices = [Option(n, data(str(n))) for n in (1, 2, 3)]
    form = Form([Field("name", data("Name")), Field("pick", data("Pick"), "choice", options=choices)])
    counter.window.layout().addWidget(form)
    form.set_values({"pick": 2})
    form.propose("name", "Li")
    for column in ("name", "pick"):
        form.jump_to(column)
        counter.now_ms += 1000
        counter.type("360461051258518", 8)
        counter.enter(8)
    assert counter.codes == ["360461051258518"] * 2
    assert form.values() == {"name": "Li", "pick": 2}
    assert form.editor("name").kind() == "proposed"
    assert not form.touched


@pytest.mark.parametrize(("code", "kind"), [
    ("W2611-00042", "order"), ("n2611-00042", "intake"), ("PO2611-00007", "purchase"), ("P2611-00007", "damage"),
    ("490154203237518", "imei"), ("490154203237519", ""), ("1HGCM82633A004352", "vin"), ("4006381333931", "ean"),
    ("036000291452", "ean"), ("A07", "")])  # fmt: skip
def test_a_code_tells_what_it_is(code, kind):
    assert kind_of(code) == kind


def test_check_digits():
    assert luhn("490154203237518") and not luhn("490154203237517")
    assert ean("96385074") and not ean("96385075")


def test_a_gun_that_begins_slowly_keeps_its_first_characters(counter):
    counter.type("ZZ", 52)
    counter.type("99887766", 8)
    counter.enter(8)
    assert counter.codes == ["ZZ99887766"]
    assert counter.field.text() == ""


def test_a_very_quick_hand_gets_its_keys_in_order(counter):
    counter.type("quick hands", 55)
    counter.enter(55)
    assert counter.codes == []
    assert counter.entered == ["quick hands"]


def test_a_busy_program_does_not_split_a_scan(counter, qtbot):
    counter.type("8604610", 8)
    # The router's patience ends while the program is busy; the rest of the scan waits in the queue.
    counter.router._look_once_more()
    counter.type("51258518", 8)
    counter.enter(8)
    assert counter.codes == ["860461051258518"]
    assert counter.field.text() == ""


def test_a_clock_of_the_window_system_that_begins_anew_loses_no_key(counter):
    counter.type("abc", 8)
    counter.now_ms = 5
    counter.type("def", 8)
    counter.router.give_up()
    assert counter.field.text() == "abcdef"


def test_keys_of_the_window_system_take_the_same_way(qtbot):
    codes = []
    router = ScanRouter(lambda code: codes.append(code) or True)
    form = Form([Field("name", data("Name"))])
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    form.jump_to("name")
    qtbot.waitUntil(lambda: form.editor("name").line.hasFocus())
    router.install()
    for char in "860461051258518":
        qtbot.keyClick(form.windowHandle(), Qt.Key(ord(char)))
    qtbot.keyClick(form.windowHandle(), Qt.Key.Key_Return)
    assert codes == ["860461051258518"]
    assert form.value("name") is None
    assert form.editor("name").line.hasFocus()
    for char in "abc":
        qtbot.keyClick(form.windowHandle(), Qt.Key(ord(char.upper())))
    router.remove()
    assert form.value("name") == "abc"
