"""The running program: one gate or one workplace at a time, later starts, faults, the end."""

import argparse
import os
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from app import __version__, settings, single, warming
from app.collecting import Collector
from app.crash import Faults
from app.demo import Demonstration
from app.entrance import Arrival, Entrance
from app.places import Places
from app.remembered import Remembered
from app.warming import Warming
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import use_language

GUESTS = (("kiosk",), ("customer",))
HAVE_FIGURES = ("dashboard", "ticket_figures", "follow_up_figures", "win_back_figures", "service_figures")


def run(args: argparse.Namespace) -> int:
    """Run until the last window closes."""
    _choose_input_method()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("aftercare")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("aftercare")
    app.setQuitOnLastWindowClosed(False)
    name = single.name_of(str(settings.config_folder()), single.target_of(args.profile, args.dsn))
    wishes = {"call": args.call, "open": args.open}
    if not (args.new_window or args.demo) and single.hand_over(name, wishes):
        return 0
    program = Program(app, args, name)
    program.begin()
    code = app.exec()
    program.close()
    return int(code)


def _choose_input_method() -> None:
    # The wheel of Qt has no plugin for fcitx; fcitx itself answers to ibus.
    if sys.platform == "linux" and os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"


class Program(QObject):
    """Holds the pieces of one start together."""

    def __init__(self, app: QApplication, args: argparse.Namespace, name: str) -> None:
        super().__init__()
        self._app, self._args = app, args
        self.remembered = Remembered()
        chosen = self.remembered.settings
        theme.apply(args.theme or chosen.theme, chosen.scale_percent / 100)
        use_language(args.lang or chosen.language)
        self.faults = Faults(settings.state_folder() / "log", self._report)
        self.faults.install()
        self.places = Places(self.remembered, "" if args.demo else args.dsn)
        self.demonstration = Demonstration()
        self.entrance: Entrance | None = None
        self.workplace: Any = None
        # Who has signed in and has no window yet.
        self._coming: Arrival | None = None
        self._warming = Warming(self)
        self._collector = Collector(self)
        self._warming.done.connect(self._collector.settle)
        self._wishes: dict[str, str] = {"call": args.call, "open": args.open}
        self._name = "" if args.new_window or args.demo else name
        self._bell: single.Doorbell | None = None
        self._watch_signals()

    def begin(self, error: BaseException | None = None) -> None:
        """Show the gate; error says why the last session ended."""
        demonstrate = self.demonstration.start if self.places.given is None else None
        self.entrance = Entrance(self.remembered, self.places, __version__, self._args.profile, demonstrate)
        self.entrance.arrived.connect(self._arrived)
        self.entrance.left.connect(self._app.quit)
        self.entrance.begin(demo=self._args.demo and self.demonstration.place is None)
        self.entrance.gate.when_up(self._collector.start)
        self.entrance.gate.when_up(self._hang_bell)
        self.entrance.gate.when_up(self._warming.start)
        if error is not None:
            self.entrance.say(error)

    def _hang_bell(self) -> None:
        """Listen for later starts."""
        if self._name and self._bell is None:
            self._bell = single.Doorbell(self._name, self)
            self._bell.rung.connect(self._rung)

    def _arrived(self, arrival: Arrival) -> None:
        assert self.entrance is not None
        # Nobody signs in a second time while the window is being made.
        self.entrance.gate.setEnabled(False)
        self._come_in(arrival, warming.bring_window(guest=arrival.session.person.roles in GUESTS))

    def _come_in(self, arrival: Arrival, bringing: Iterator[str]) -> None:
        """What the window needs, the window, and its coming up, a turn each: no key waits for all of it."""
        self._coming = arrival
        if next(bringing, None) is not None:
            turns.wait(self, "come in", lambda: self._come_in(arrival, bringing))
            return
        from app import wiring

        if self.demonstration.place is not None:
            # Whoever signs out there may sign in again as somebody else of the company.
            self.places.close()
            self.places = Places(self.remembered, only=self.demonstration.place)
        try:
            self.workplace = wiring.build(arrival, self.remembered)
        finally:
            self._coming = None
            if self.entrance is not None:
                self.entrance.gate.setEnabled(True)
        self.workplace.ended.connect(self._ended)
        self.workplace.closed.connect(self._app.quit)
        if self.workplace.is_staff:
            self.workplace.window.another_window_wanted.connect(self._another)
        turns.wait(self, "come in", self._come_up)

    def _come_up(self) -> None:
        if self.workplace is None:
            return
        self.workplace.start()
        if self.entrance is not None:
            self.entrance.close()
            self.entrance = None
        if not self.workplace.is_staff:
            return
        if self.demonstration.place is not None:
            self.demonstration.introduce(self.workplace.desk.messages)
        if any(map(self.workplace.window.may_open, HAVE_FIGURES)):
            self._warming.bring_figures()
        self._grant_wishes()

    def _ended(self, error: BaseException | None) -> None:
        # The password of a DSN signs in once; who signed out wants to be asked.
        self.places.ask_for_password()
        self.workplace = None
        self.begin(error)

    def _another(self) -> None:
        import subprocess

        command = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "app"]), "--new-window"]
        if self._args.dsn:
            os.environ["AFTERCARE_DSN"] = self._args.dsn  # not in argv: it may hold a password
        elif self.workplace is not None:
            command += ["--profile", self.workplace.arrival.place.name]
        # From the folder of the sources: started from another one, Python would look for `app` there first.
        here = None if getattr(sys, "frozen", False) else Path(__file__).resolve().parent.parent
        subprocess.Popen(command, cwd=here, start_new_session=True)

    # -- later starts --------------------------------------------------------------------------------

    def _rung(self, wishes: Mapping[str, str]) -> None:
        self._wishes = dict(wishes)
        if wishes.get("call") and self.workplace is not None:
            # Whoever is typing goes on typing: the card comes without the focus, the task bar blinks.
            self._app.alert(self.workplace.window)
            self._grant_wishes()
            return
        window: QWidget | None = None
        if self.workplace is not None:
            window = self.workplace.window
        elif self.entrance is not None:
            window = self.entrance.gate
        if window is not None:
            window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
            window.raise_()
            window.activateWindow()
        self._grant_wishes()

    def _grant_wishes(self) -> None:
        """Once somebody is at work; until then they wait."""
        if self.workplace is None:
            return
        wishes, self._wishes = self._wishes, {}
        if wishes.get("open"):
            self.workplace.open_code(wishes["open"])
        if wishes.get("call"):
            self.workplace.take_call(wishes["call"])

    # -- faults and the end --------------------------------------------------------------------------

    def _report(self, error: BaseException) -> None:
        from ui.kit.dialogs import CrashReport

        if self.workplace is not None:
            self.workplace.window.report_crash(error)
        elif self.entrance is not None and not self.entrance.gate.findChildren(CrashReport):
            CrashReport(self.entrance.gate, error, __version__).open()

    def _watch_signals(self) -> None:
        """End in order when the system asks: Python handles a signal only once something wakes it."""
        if sys.platform == "win32":
            return
        self._woken, waking = socket.socketpair()
        self._woken.setblocking(False)
        waking.setblocking(False)
        self._waking = waking
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        notifier = QSocketNotifier(self._woken.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: self._woken.recv(64))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._app.quit())

    def close(self) -> None:
        """Close what is open: running statements are cancelled, never a COMMIT."""
        self._warming.stop()
        if self._coming is not None:
            self._coming.session.db.close()
            self._coming = None
        if self.workplace is not None:
            self.workplace.end(None, tell=False)
        if self.entrance is not None:
            self.entrance.close()
        if self._bell is not None:
            self._bell.close()
        self.places.close()
        self.demonstration.close()
