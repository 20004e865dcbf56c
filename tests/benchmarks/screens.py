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
PATIENCE = 20.0
SETTLE = 0.15
# Ways to look at the same page; lists of stores or months would go on for long.
MOST_WAYS = 8
OPEN_RECORDS = 8


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
        for what, choose in self._ways(page):
            self.does(name, what, choose)
            followed = followed or self._first_row(page, seen)
        self.does(name, "loaded anew", window.refresh)

    def _first_row(self, page: Any, seen: set[str]) -> bool:
        """Where a double click on the first row of a list in the page leads to."""
        window = self.program.workplace.window
        for table in _lists(page):
            if table.isVisible() and table.model().rowCount():
                self.heart.longest()
                table.opened.emit(table.model().row(0))
                self.rest()
                front = window.current_page()
                if front is page:
                    continue
                self.take(front.name, "opened")
                if front.name not in seen:
                    self._visit(front.name, lambda front=front: front, seen)
                window.pages.drop(window.pages.key_of(front))
                if page in window.pages.all():
                    window.pages.bring_up(window.pages.key_of(page))
                self.rest()
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


def _one(why: bool, only: str) -> None:
    made = Round(only, why)
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
            command = [sys.executable, "-m", "tests.benchmarks.screens", "--round", *arguments]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
        if not lines:
            raise RuntimeError(f"{login}'s window ended without an answer: {done.stderr[-2000:]}")
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
