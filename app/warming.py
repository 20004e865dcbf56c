"""What the first window does without is brought in while a person types the password.

What signs in and reads comes on a thread; the screens are Qt's and come on the window's own thread, one module
between two events, so that every key that is typed meanwhile is answered at once.
"""

import linecache
import logging
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from time import monotonic
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from app import collecting
from ui.kit.turns import turns

log = logging.getLogger(__name__)

FOLDER = Path(__file__).resolve().parent.parent
# In the order in which they need each other; a folder stands for its modules, not for the folders in it.
SCREENS = (
    "ui/kit",
    "ui",
    "ui/work_orders",
    "ui/customers",
    "ui/products",
    "ui/tickets",
    "ui/complaints",
    "ui/knowledge",
    "ui/dispatch",
    "ui/follow_ups",
    "ui/outbox",
    "ui/inspections",
    "ui/training",
    "ui/improvements",
    "ui/recovery",
    "ui/service_levels",
    "ui/workstation",
    "ui/transfer",
    "ui/admin",
)
# Papers too: they bring what draws them, and whatever prints imports them.
SERVICES = ("services", "services/documents")
# What only some screens import: on their own thread, which a table would take 30 to 50 ms.
FURTHER_SERVICES = ("services/transfer/kinds", "services/transfer")
TABLES = ("models.visit", "models.follow_up")
# What signs in, in this order.
FIRST = ("services.sign_in", "cryptography.hazmat.primitives.ciphers.aead")
# Puts all of it together.
LAST = ("app.wiring",)
# What the window of somebody who signs in needs, in pieces that keep no key waiting.
WINDOW = (
    "services.pg_programs",
    "services.audit_check",
    "app.saving",
    "app.pages",
    "services.printing",
    "app.papers",
    "ui.kit.dialogs",
    "app.signed_in",
    "services.sending",
    "app.outgoing",
    "services.search",
    "ui.kit.cards",
    "ui.kit.corner",
    "ui.kit.scanner",
    "ui.kit.shortcuts",
    "ui.frame_top",
    "ui.frame_devices",
    "ui.frame_open",
    "ui.main_window",
    "models.ticket",
    "services.listing",
    "services.tickets",
    "services.calls",
    "ui.kit.lookups",
    "ui.kit.steps_bar",
    "ui.tickets.call_desk",
    "ui.tickets.reminders",
    "app.workplace",
    "ui.kit.drafts",
    *LAST,
)
# What the windows of guests need besides, a kiosk's and a company customer's: mostly what draws their papers.
GUESTS = (
    "services.kiosk",
    "services.public_products",
    "services.documents.codes",
    "services.documents.sheet",
    "services.documents.bands",
    "services.documents.content",
    "services.documents.words",
    "services.documents.style",
    "services.documents.frame",
    "services.documents.pages",
    "services.documents.card",
    "services.documents.terms",
    "services.documents.sketch",
    "services.documents.slip",
    "services.documents.tables",
    "services.documents.order_sheets",
    "services.documents.remedy_papers",
    "services.documents.visit_sheets",
    "services.documents.render",
    "services.documents.from_own",
    "ui.kit.print_preview",
    "ui.kit.papers",
    "ui.kiosk.own_paper",
    "ui.kiosk.keyboard",
    "ui.kiosk.labels",
    "ui.kiosk.order_view",
    "ui.kiosk.questions",
    "ui.kiosk.window",
    "app.guest_place",
    "ui.kiosk.own_orders",
)
# What draws figures: large, for those only who have a page of them.
FIGURES = ("numpy", "pyqtgraph")
# Makes databases; brings much that no window needs.
NOT = frozenset({"services.setup"})
# These bring what draws figures, which takes the window's thread half a second.
PAGES_OF_FIGURES = "figures"
BETWEEN_MS = 10
# So long the window's thread makes classes of Qt without looking at the keys.
CLASSES_SECONDS = 0.005
# So long a program that ends waits for the one module that is just being brought.
LAST_SECONDS = 10.0


class Warming(QObject):
    """`start` once the first window is painted, which does it once; `stop` when the program ends."""

    done = Signal()
    _driver_there = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screens = chain(_modules(SCREENS), LAST)
        self._timer = QTimer(self, interval=BETWEEN_MS)
        self._timer.timeout.connect(self._next)
        self._driver_there.connect(self._timer.start)
        self._lacking = _classes_lacking()
        self._classes = QTimer(self, interval=BETWEEN_MS)
        self._classes.timeout.connect(self._make_classes)
        self._threads: list[threading.Thread] = []
        self._begun = self._stopped = False

    def start(self) -> None:
        """Begin with what signing in needs."""
        if not self._begun:
            self._begun = True
            self._on_a_thread(self._bring_driver)

    def bring_figures(self) -> None:
        """For a person whose pages have figures, once he is signed in."""
        if not self._stopped:
            self._classes.start()

    def _make_classes(self) -> None:
        # WORKAROUND PySide6 6.11: a class of Qt is made when somebody first names it, and the program crashes where
        # two threads name the same one at once. pyqtgraph names them all, on a thread that comes after this.
        until = monotonic() + CLASSES_SECONDS
        for module, name in self._lacking:
            getattr(module, name, None)
            if monotonic() > until:
                return
        self._classes.stop()
        self._on_a_thread(lambda: _bring_all(FIGURES))

    def _on_a_thread(self, bring: Callable[[], None]) -> None:
        thread = threading.Thread(target=bring, name="warming", daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """Bring nothing more; what is needed now comes when it is asked for."""
        self._stopped = True
        self._timer.stop()
        self._classes.stop()
        # A thread that is in the middle of a library when Python ends can take the process down with it.
        for thread in self._threads:
            thread.join(LAST_SECONDS)

    def _bring_driver(self) -> None:
        for name in (*FIRST, *_modules(SERVICES), *TABLES, *_modules(FURTHER_SERVICES)):
            if self._stopped:
                return
            _bring(name)
        self._driver_there.emit()

    def _next(self) -> None:
        if not turns.idle:
            return  # a page is being made: both in one turn would keep a key waiting longer
        name = next(self._screens, None)
        if name is None:
            self._timer.stop()
            collecting.keep()
            self.done.emit()
        else:
            _bring(name)


def bring_for(page: str) -> Iterator[str]:
    """One by one what the module of a page may need, where somebody signs in before all is there; gives each name."""
    folders = (*SERVICES, "ui/kit", page.rpartition(".")[0].replace(".", "/"))
    for name in _modules(folders):
        if name not in sys.modules:
            _bring(name)
            yield name


def bring_window(guest: bool = False) -> Iterator[str]:
    """One by one what makes the window, where somebody signs in before all is there; gives each name.

    guest: for a kiosk's or a company customer's window.
    """
    for name in (*WINDOW, *GUESTS) if guest else WINDOW:
        if name not in sys.modules:
            _bring(name)
            yield name


def _classes_lacking() -> Iterator[tuple[ModuleType, str]]:
    """The names of Qt's modules that stand for nothing yet; looked for when the first is wanted."""
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            if name not in vars(module):
                yield module, name


def _modules(folders: tuple[str, ...]) -> Iterator[str]:
    for folder in folders:
        for module in pkgutil.iter_modules([str(FOLDER / folder)]):
            name = f"{folder.replace('/', '.')}.{module.name}"
            if not module.ispkg and name not in NOT and not module.name.endswith(PAGES_OF_FIGURES):
                yield name


def _bring_all(names: Iterable[str]) -> None:
    for name in names:
        _bring(name)


def _bring(name: str) -> None:
    try:
        import_module(name)
    except Exception:  # whoever needs it says so
        log.info("%s could not be brought in early", name, exc_info=True)
    # PySide looks through the source of whatever is imported, and Python keeps what was looked at: 30 MB in all.
    linecache.clearcache()
