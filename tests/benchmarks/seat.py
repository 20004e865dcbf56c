"""One workstation: how soon it can be used, how much memory it takes, how long it ever stands still.

`python -m tests.benchmarks.seat` with AFTERCARE_DSN (its password signs in), AFTERCARE_HOME, BEGAN (the
monotonic clock when it was started) and OTHER (the DSN of a colleague whose changes it shows); prints a line of
JSON. `… bare` shows an empty PySide6 window instead, the least a program of this kind takes.
"""

import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SCROLLED = 100_000
SCROLL_SECONDS = 120
OPENED = 8  # the window closes older tabs by itself
CHANGES = 12
PATIENCE = 20.0


def bare() -> int:
    """An empty window of PySide6."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                print(json.dumps({"first_window": _since_start(), "cpu": time.process_time() * 1000}), flush=True)
                QTimer.singleShot(0, app.quit)
            return False

    window = QMainWindow()
    eye = Eye()
    window.installEventFilter(eye)
    window.resize(1200, 800)
    window.show()
    return app.exec()


def _since_start() -> float:
    return (time.monotonic() - float(os.environ["BEGAN"])) * 1000


def seat() -> int:
    """The program itself, signed in, worked with."""
    from app import quick_start

    quick_start.begin()
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    from app import program as program_module
    from app.__main__ import _parser
    from tests.benchmarks.heartbeat import Heartbeat, turn

    told: dict[str, Any] = {}
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)

    class Eye(QObject):
        """Sees the first paint of the gate's window."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                told.setdefault("first_window", _since_start())
                told.setdefault("cpu_first_window", time.process_time() * 1000)
            return False

    app.setApplicationName("aftercare")
    app.setQuitOnLastWindowClosed(False)
    program = program_module.Program(app, _parser().parse_args(["--new-window"]), "benchmark")
    program.begin()
    stalls = Heartbeat(QTimer(app))
    assert program.entrance is not None
    # Like the empty window's: watching the whole program, as Python does it, would be a tenth of what is measured.
    eye = Eye()
    program.entrance.gate.installEventFilter(eye)

    def until(what: Callable[[], Any], seconds: float = 40) -> Any:
        end = time.monotonic() + seconds
        while not (found := what()):
            if time.monotonic() > end:
                raise SystemExit(f"waited too long; {told}")
            turn(app)
        return found

    def table() -> Any:
        # the window closes its oldest pages; one that is gone may still be among its children
        shown = program.workplace.window.findChildren(QTableView, "table_orders")
        return next((view for view in shown if view.isVisible()), None)

    until(lambda: program.workplace)
    app.removeEventFilter(eye)
    window = program.workplace.window
    window.open_page("orders")
    until(lambda: table() is not None and table().model().rowCount() > 0)
    table().viewport().repaint()
    told["first_list"], told["cpu_first_list"] = _since_start(), time.process_time() * 1000
    told["memory_first_list"] = _memory()
    told["stalls_signing_in"] = stalls.taken()
    _idle(app, 3)
    told["memory_idle"] = _memory()

    pages = []
    model = table().model()
    # only a few in a hundred are open
    window.open_page("orders", view="all")
    until(lambda: not model.busy and program.workplace.desk.background.idle)
    enough = time.monotonic() + SCROLL_SECONDS
    while model.met < SCROLLED and not model.at_end and time.monotonic() < enough:
        before, began = model.met, time.perf_counter()
        table().scrollToBottom()
        model.fetchMore(model.index(-1, -1))
        until(lambda before=before: model.met > before or model.at_end)
        pages.append((time.perf_counter() - began) * 1000)
    told["scrolled"] = model.met
    told["scroll_page"] = sorted(pages)[len(pages) // 2] if pages else 0.0
    told["memory_scrolled"] = _memory()
    told["stalls_scrolling"] = stalls.taken()

    opened = []
    for row in model.rows()[:OPENED]:
        began = time.perf_counter()
        window.open_record("work_order", row.id)
        page = until(lambda row=row: _order_page(window, row.id))
        page.repaint()
        opened.append((time.perf_counter() - began) * 1000)
        _idle(app, 0.2)
    told["open_order"] = sorted(opened)[len(opened) // 2]
    told["stalls_opening"] = stalls.taken()

    _every_page(app, program.workplace)
    told["stalls_pages"] = stalls.taken()
    for name in ("dark", "light"):
        window.set_theme(name)
        _idle(app, 0.5)
    for name in ("en", "zh_CN"):
        window.set_language(name)
        _idle(app, 0.5)
    told["stalls_looks"] = stalls.taken()

    window.open_page("orders")
    model = until(table).model()
    # at the bottom the list would ask for page after page
    table().scrollToTop()
    model.reload()
    _idle(app, 2)
    until(model.rowCount)
    told["changes"] = _changes(app, table())
    told["stalls_changes"] = stalls.taken()
    told["memory_end"] = _memory()
    print(json.dumps(told), flush=True)
    program.close()
    return 0


def _order_page(window: Any, order_id: Any) -> Any:
    from ui.work_orders.order_page import OrderPage

    for page in window.findChildren(OrderPage):
        if page.file is not None and page.file.order.id == order_id:
            return page
    return None


def _every_page(app: Any, workplace: Any) -> None:
    """Open each page that is no record's, one after the other."""
    for name in [name for name, spec in workplace.window.pages.specs.items() if not spec.kind]:
        workplace.window.open_page(name)
        _idle(app, 0.3)
        end = time.monotonic() + PATIENCE
        while not workplace.desk.background.idle and time.monotonic() < end:
            _idle(app, 0.05)


def _idle(app: Any, seconds: float) -> None:
    from tests.benchmarks.heartbeat import turn  # not for the empty window, which needs nothing of it

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        turn(app)


def _changes(app: Any, view: Any) -> list[float]:
    """From a colleague's save to the changed row on the screen, in milliseconds."""
    from services import work_orders
    from services.database import Database
    from services.ids import new_id
    from tests.benchmarks.heartbeat import turn

    other = Database(os.environ["OTHER"], login="clerk_large")
    model, times = view.model(), []
    # of a thousand stores the colleague's need not be among the newest hundred orders
    until = time.monotonic() + PATIENCE
    while not (rows := [row for row in model.rows() if row.store_name == "门店1"]) and time.monotonic() < until:
        model.fetchMore(model.index(-1, -1))
        _idle(app, 0.05)
    view.scrollTo(model.index(model.place_of(rows[0].id), 0))
    for number in range(CHANGES):
        order = work_orders.get(other, rows[0].id)
        said = f"屏幕不亮，第{number}次"
        work_orders.change(other, order, {"problem": said}, new_id())
        began = time.perf_counter()

        def shown(said: str = said) -> bool:
            place = model.place_of(rows[0].id)
            return place is not None and model.row(place).problem.startswith(said)

        while not shown() and time.perf_counter() - began < PATIENCE:
            turn(app)
        if not shown():
            break
        view.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
        _idle(app, 0.1 + 0.07 * number)
    other.close()
    return times


def _memory() -> float:
    """Resident megabytes of this process; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
    except OSError:
        return 0.0


def _started(arguments: list[str], dsn: str, other: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="aftercare-seat-") as home:
        environment = {
            **os.environ,
            "AFTERCARE_DSN": dsn,
            "AFTERCARE_HOME": home,
            "OTHER": other,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "BEGAN": repr(time.monotonic()),
        }
        command = [sys.executable, "-m", "tests.benchmarks.seat", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"the window ended without an answer: {done.stderr[-2000:]}")
    return json.loads(lines[-1])


def values(dsn: str, other: str, clients: int) -> Iterator[Any]:
    """All measures of one seat."""
    from tests.benchmarks.measure import Value, part

    for folder in ("app", "ui", "services", "models"):  # as from the second start on
        compileall.compile_dir(Path(__file__).parents[2] / folder, quiet=2)
    bares = [_started(["bare"], dsn, other) for _ in range(3)]
    bare_ms, bare_cpu = (part([one[name] for one in bares], 0.5) for name in ("first_window", "cpu"))
    yield Value("a bare PySide6 window", "start", round(bare_ms), "ms")
    yield Value("a bare PySide6 window, processor time", "start", round(bare_cpu), "ms")
    told = _started([], dsn, other)
    yield Value("first window, ready for a password", "start", round(told["first_window"]), "ms", round(2 * bare_ms))
    yield Value("first window, processor time", "start", round(told["cpu_first_window"]), "ms", round(2 * bare_cpu))
    yield Value("first list, signed in", "start", round(told["first_list"]), "ms")
    yield Value("first list, processor time", "start", round(told["cpu_first_list"]), "ms")
    yield Value("memory with the first list", "memory", round(told["memory_first_list"], 1), "MB")
    yield Value("memory idle", "memory", round(told["memory_idle"], 1), "MB")
    yield Value(f"memory after {told['scrolled']:,} rows", "memory", round(told["memory_scrolled"], 1), "MB")
    yield Value("a page further down", "start", round(told["scroll_page"], 1), "ms")
    yield Value("an order on the screen", "start", round(told["open_order"], 1), "ms")
    for name in ("signing_in", "scrolling", "opening", "pages", "looks", "changes"):
        stalls, words = told[f"stalls_{name}"], name.replace("_", " ")
        yield Value(f"stalls over 100 ms, {words}: by our own work", "stall", stalls["own"], "times", 0)
        yield Value(f"stalls over 100 ms, {words}: all", "stall", stalls["count"], "times")
        yield Value(f"longest stall, {words}", "stall", round(stalls["longest"]), "ms")
        yield Value(f"longest stall by our own work, {words}", "stall", round(stalls["longest_own"]), "ms")
    shown = told["changes"]
    if shown:
        yield Value(f"change to pixel, {clients} other windows, median", "change", round(part(shown, 0.5)), "ms")
        yield Value(f"change to pixel, {clients} other windows, longest", "change", round(max(shown)), "ms")
    yield Value(f"changes shown within {PATIENCE:g} s, of {CHANGES}", "change", len(shown), "times")


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1:] == ["bare"] else seat())
