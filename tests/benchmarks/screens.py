"""Every page of the program in a made-up company: how long the window stands still while it comes up.

`python -m tests.benchmarks.screens DSN` makes the round as each of the people below; DSN is a superuser's of a
database with sample data (without one a database is made). `--why` tells where the time of each stall went,
`--only WORD` opens only pages with that in their name. The pages come from the program's own list of pages, the records from
the rows of its lists: a new page is measured by itself.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from tests.benchmarks.heartbeat import STALL_MS, Gap, Heartbeat, turn

# Between them they have every page: the counter's manager, the administrator, a technician, a company's own sign-in.
PEOPLE = ("chen_jing", "ren_yuan", "wang_qiang", "sample_customer")
PATIENCE = 60.0
SETTLE = 0.15
# Ways to look at the same page; lists of stores or months would go on for long.
MOST_WAYS = 8
OPEN_RECORDS = 8
MOST_BUTTONS = 16
# Paper would come out of a printer.
NOT_PRESSED = ("print",)


class Stall(NamedTuple):
    """ms: by the clock; own_ms: processor time of the window's thread."""

    page: str
    what: str
    ms: float
    own_ms: float
    why: str


class Round:
    """One person's way through everything he has. measured: page and what was done -> the longest gap in it."""

    def __init__(self, only: str = "", why: bool = False) -> None:
        from app import quick_start

        quick_start.begin()
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from app import program as program_module
        from app.__main__ import _parser

        self.only = only
        self.measured: dict[tuple[str, str], Gap] = {}
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        self.app = app
        app.setQuitOnLastWindowClosed(False)
        self.program = program_module.Program(app, _parser().parse_args(["--new-window"]), "benchmark")
        self.heart = Heartbeat(QTimer(app), why)
        self.program.begin()
        # How long the start takes is another measure.
        self.heart.longest()
        self.idle(SETTLE)
        self.take("gate", "shown")
        self.until(lambda: self.program.workplace)
        self.rest()
        self.take("gate", "signed in")

    # -- waiting ---------------------------------------------------------------------------------------

    def idle(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            turn(self.app)

    def until(self, what: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        end = time.monotonic() + seconds
        while not (found := what()):
            if time.monotonic() > end:
                raise SystemExit(f"waited too long; {self.measured}")
            turn(self.app)
        return found

    def rest(self) -> None:
        """Until nothing is on its way and nothing waits for its turn."""
        from ui.kit.turns import turns

        self.idle(SETTLE)
        end = time.monotonic() + PATIENCE
        place = self.program.workplace
        while not (place.desk.background.idle and turns.idle) and time.monotonic() < end:
            self.idle(0.02)
        self.idle(SETTLE)

    def take(self, page: str, what: str) -> None:
        """Keep the longest gap since the last time under this name, where none before was longer."""
        gap = self.heart.longest()
        if gap.own_ms >= self.measured.get((page, what), Gap(0.0, -1.0)).own_ms:
            self.measured[page, what] = gap

    def does(self, page: str, what: str, act: Callable[[], Any]) -> Any:
        """What that brings to the screen, measured."""
        # Where a window ends without an answer the last of these tells in what.
        print(f"{page}: {what}", file=sys.stderr, flush=True)
        self.heart.longest()
        done = act()
        self.rest()
        self.take(page, what)
        return done

    # -- the way ---------------------------------------------------------------------------------------

    def go(self) -> None:
        """Through all pages, the records their lists lead to, the ways to look at each, then other looks."""
        window = self.program.workplace.window
        if not hasattr(window, "pages"):
            self._kiosk(window)
            return
        window.resize(1440, 900)
        seen: set[str] = set()
        for name in [name for name, spec in window.pages.specs.items() if not spec.kind]:
            if self.only in name:
                self._visit(name, lambda name=name: window.open_page(name), seen)
        self._looks("lists and forms")
        lists = [name for name in ("orders", "own_orders") if name in window.pages.specs]
        if not lists or self.only not in "looks":
            return
        window.open_page(lists[0], view="all")
        self.rest()
        for row in _lists(window.current_page())[0].model().rows()[:OPEN_RECORDS]:
            window.current_page().desk.open_record("work_order" if lists[0] == "orders" else "own_order", row.id)
            self.rest()
        self._looks("records")

    def _visit(self, name: str, open_it: Callable[[], Any], seen: set[str]) -> None:
        if self.does(name, "opened", open_it) is None or name in seen:
            return
        seen.add(name)
        window = self.program.workplace.window
        page = window.current_page()
        followed = self._first_row(page, seen)
        for what, choose in self._ways(page) if page in window.pages.all() else ():
            self.does(name, what, choose)
            followed = followed or self._first_row(page, seen)
        if page not in window.pages.all():
            return  # eight tabs are open: the oldest closed
        self.does(name, "loaded anew", window.refresh)
        with nothing_saved():
            self._press_all(name, page)

    def _first_row(self, page: Any, seen: set[str]) -> bool:
        """Where a double click on the first row of a list in the page leads to."""
        window = self.program.workplace.window
        for table in _lists(page):
            if table.isVisible() and table.model().rowCount():
                self.heart.longest()
                before = window.pages.all()
                table.opened.emit(table.model().row(0))
                self.rest()
                front = window.current_page()
                if front is page:
                    continue
                self.take(front.name, "opened")
                if front.name not in seen:
                    self._visit(front.name, lambda front=front: front, seen)
                self._back(page, before)
                return True
        return False

    def _ways(self, page: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
        """The views, leaves and segments that are on the page, each once."""
        from PySide6.QtWidgets import QAbstractButton

        from ui.kit.cards import Segments
        from ui.kit.leaf_tabs import LeafTabs
        from ui.kit.views_row import ViewsRow

        done = set()
        for row in page.findChildren(LeafTabs) + page.findChildren(Segments) + page.findChildren(ViewsRow):
            buttons = [one for one in row.findChildren(QAbstractButton) if one.isCheckable() and not one.isHidden()]
            for button in buttons[:MOST_WAYS]:
                key = (row.objectName(), button.text())
                if row.isVisible() and not button.isChecked() and key not in done:
                    done.add(key)
                    yield f"turned to {button.text()}", button.click

    def _press_all(self, name: str, page: Any) -> None:
        """Each button of the page and each entry of its menus: mostly a dialog, which is put away again."""
        pages = self.program.workplace.window.pages
        pressed: set[str] = set()
        while len(pressed) < MOST_BUTTONS and page in pages.all():
            button = next((one for one in buttons_of(page) if one.accessibleName() not in pressed), None)
            if button is None:
                return
            words = button.accessibleName()
            pressed.add(words)
            for entry in self._press(name, page, words, button.click):
                self._press_entry(name, page, button, entry)

    def _press_entry(self, name: str, page: Any, button: Any, text: str) -> None:
        """The menu comes up once more: it is gone for good once it closes."""
        import shiboken6

        if not shiboken6.isValid(button):
            return
        words = button.accessibleName()
        button.click()
        self.rest()
        menu = self.app.activePopupWidget()
        entry = next((one for one in menu.actions() if one.text() == text), None) if menu is not None else None
        if entry is not None:
            self._press(name, page, f"{words}, {text}", lambda: (menu.close(), entry.trigger()))
        elif menu is not None:
            menu.close()

    def _press(self, name: str, page: Any, words: str, press: Callable[[], Any]) -> list[str]:
        """Measures what comes up and puts it away; the entries, where it is a menu."""
        from PySide6.QtWidgets import QDialog, QMenu

        window = self.program.workplace.window
        before = window.pages.all()
        self.does(name, f"pressed {words}", press)
        entries: list[str] = []
        while (popup := self.app.activePopupWidget()) is not None:
            if isinstance(popup, QMenu):
                entries = [one.text() for one in popup.actions() if one.isEnabled() and one.text() and not one.menu()]
            popup.close()
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        self._back(page, before)
        return entries

    def _back(self, page: Any, before: Sequence[Any]) -> None:
        """To a page from whatever it led to; what was not open before is closed."""
        pages = self.program.workplace.window.pages
        for one in pages.all():
            if one not in before:
                pages.drop(pages.key_of(one))
        if page in pages.all() and pages.current() is not page:
            pages.bring_up(pages.key_of(page))
        self.rest()

    def _looks(self, what: str) -> None:
        if self.only and self.only != "looks":
            return
        window = self.program.workplace.window
        for name in ("dark", "light"):
            self.does(f"theme, {what} open", name, lambda name=name: window.set_theme(name))
        self._turn_pages(f"theme, {what} open")
        for name in ("en", "zh_CN"):
            self.does(f"language, {what} open", name, lambda name=name: window.set_language(name))
        self._turn_pages(f"language, {what} open")
        for scale in (1.25, 1.0):
            self.does(f"size, {what} open", f"{scale:.0%}", lambda scale=scale: window.set_scale(scale))
        self._turn_pages(f"size, {what} open")

    def _turn_pages(self, what: str) -> None:
        """What was left for when a page comes up is done then: once through all tabs."""
        window = self.program.workplace.window
        for _page in window.pages.all():
            self.does(what, "next tab", lambda: window.pages.turn(1))

    def _kiosk(self, window: Any) -> None:
        number, code = os.environ["SLIP"].split()
        window.showNormal()
        window.resize(1600, 1000)
        window.start.form.set_values({"number": number, "code": code})
        self.does("kiosk", "an order opened", window.start.submit)
        self.does("kiosk", "questions", window.show_questions)
        self.does("kiosk", "a word looked for", lambda: window.questions.search.setText("屏"))
        self.does("kiosk", "keyboard", window.questions.keyboard.click)
        for name in ("en", "zh_CN"):
            self.does("kiosk", f"language {name}", lambda name=name: window.set_language(name))
        self.does("kiosk", "start again", window.go_start)


def _lists(page: Any) -> list[Any]:
    from ui.kit.table import TableView

    return page.findChildren(TableView)


def buttons_of(page: Any) -> list[Any]:
    """The buttons of a page that may be pressed."""
    from ui.kit.buttons import Button

    return [
        one
        for one in page.findChildren(Button)
        if one.isVisible() and one.isEnabled() and not one.isCheckable() and one.concept not in NOT_PRESSED
    ]


@contextmanager
def nothing_saved() -> Iterator[None]:
    """What is pressed leads to questions only: no save begins, no file is chosen, no other program is started."""
    from unittest.mock import patch

    from PySide6.QtGui import QDesktopServices
    from PySide6.QtWidgets import QFileDialog

    from ui.kit.saving import Saving

    none, files = lambda *_given, **_how: ("", ""), lambda *_given, **_how: ([], "")
    with (
        patch.object(Saving, "begin", lambda *_given: None),
        patch.object(QDesktopServices, "openUrl", lambda *_given: True),
        patch.object(QFileDialog, "getOpenFileName", none),
        patch.object(QFileDialog, "getSaveFileName", none),
        patch.object(QFileDialog, "getOpenFileNames", files),
    ):
        yield


def _one(why: bool, only: str) -> None:
    made = Round(only, why)
    sys.excepthook = sys.__excepthook__  # not into the log of a home that is gone afterwards
    made.go()
    print(json.dumps([[*key, gap.ms, gap.own_ms, gap.why] for key, gap in made.measured.items()]), flush=True)
    made.program.close()


@contextmanager
def _company(dsn: str) -> Iterator[str]:
    """A superuser's DSN of a made-up company, one for a while where none is given."""
    if dsn:
        yield dsn
        return
    from app.demo import Demonstration

    made = Demonstration()
    made.start()
    try:
        yield made.superuser_dsn
    finally:
        made.close()


def rounds(superuser: str, arguments: list[str], people: Sequence[str] = ()) -> list[Stall]:
    """The rounds of everybody, each in a process of its own; of what several do, the longest."""
    from psycopg.conninfo import make_conninfo

    from app.demo import PASSWORD
    from app.tour_steps import subjects
    from services.database import role_of
    from services.sample.guests import kiosk_login

    slip = subjects.slip(superuser)
    found: dict[tuple[str, str], Stall] = {}
    for login in people or (*PEOPLE, kiosk_login(slip[2])):
        with tempfile.TemporaryDirectory(prefix="aftercare-screens-") as home:
            environment = {
                **os.environ,
                "AFTERCARE_DSN": make_conninfo(superuser, user=role_of(login), password=PASSWORD),
                "AFTERCARE_HOME": home,
                "SLIP": " ".join(slip[:2]),
                "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            }
            command = [sys.executable, "-X", "faulthandler", "-m", "tests.benchmarks.screens", "--round", *arguments]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=3600, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
        if not lines:
            raise RuntimeError(f"{login}'s window ended ({done.returncode}) without an answer: {done.stderr[-4000:]}")
        for page, what, ms, own, why in json.loads(lines[-1]):
            before = found.get((page, what))
            if before is None or before.own_ms < own:
                found[page, what] = Stall(page, what, ms, own, why)
    return sorted(found.values(), key=lambda one: -one.own_ms)


def values(dsn: str = "") -> Iterator[Any]:
    """For each page the longest gap by our own work in everything that was done with it."""
    from tests.benchmarks.measure import Value

    worst: dict[str, Stall] = {}
    with _company(dsn) as superuser:
        found = rounds(superuser, [])
    for stall in found:
        worst.setdefault(stall.page, stall)
    for stall in worst.values():
        name = f"longest stall by our own work, {stall.page}: {stall.what}"
        yield Value(name, "stall", round(stall.own_ms), "ms", round(STALL_MS))
    yield Value("pages measured", "stall", len(worst), "times")
    yield Value("stalls over 100 ms, pages: all", "stall", sum(one.ms > STALL_MS for one in found), "times")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dsn", nargs="?", default="", help="a superuser's, of a database with sample data")
    parser.add_argument("--only", default="", help="pages with this in their name; 'looks' for theme and language")
    parser.add_argument("--why", action="store_true", help="where the time went")
    parser.add_argument("--people", default="", help="their rounds alone")
    parser.add_argument("--round", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.round:
        _one(chosen.why, chosen.only)
        return 0
    with _company(chosen.dsn) as dsn:
        arguments = ["--why"] * chosen.why + ["--only", chosen.only]
        found = rounds(dsn, arguments, chosen.people.split())
    for stall in found:
        print(f"{stall.own_ms:6.0f} ms own {stall.ms:6.0f} ms  {stall.page}: {stall.what}")
        if stall.why and stall.own_ms > STALL_MS / 2:
            print(stall.why)
    return 0


if __name__ == "__main__":
    sys.exit(main())
