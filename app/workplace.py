"""A person at work: the window, its lamps, the lock, and the way out."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout

from app import outgoing, warming
from app.entrance import Arrival
from app.saving import Saver
from app.signed_in import SignedIn
from services import health, jobs, search, sign_in
from services.errors import NotSignedIn, ServiceError
from services.texts import N_, ngettext
from ui.frame_ahead import TypedAhead
from ui.kit import formats
from ui.kit.corner import Corner
from ui.kit.desk import Desk
from ui.kit.scanner import ScanRouter
from ui.kit.turns import turns
from ui.kit.words import named, say
from ui.login import LockPage
from ui.main_window import MainWindow
from ui.own_password import OwnPasswordDialog
from ui.tickets.call_desk import CallDesk
from ui.tickets.reminders import ReminderWatch

log = logging.getLogger(__name__)

JOBS_EVERY_MS = 60_000
LOOK_AT_JOBS_EVERY_MS = 300_000
# Not while the first window is being looked at.
SAVE_AFTER_MS = 120_000
LOOK_AT_BACKUPS_EVERY_MS = 3_600_000
PASSWORD_ENDS_DAYS = 14
# Of those that rang while the program was locked.
CALLS_KEPT = 20


@dataclass
class AtWork:
    """Desk.person: services.people.Person with the name of the store."""

    id: Any
    login: str
    name: str
    roles: frozenset[str]
    store_id: Any
    store: str
    store_en: str

    @property
    def store_name(self) -> str:
        """The store in the language of the moment."""
        return say(named(self.store, self.store_en))


def person_of(session: sign_in.Session) -> AtWork:
    """The signed-in person as screens know him."""
    one = session.person
    return AtWork(
        one.id, one.login, one.name, frozenset(one.roles), one.store_id, session.store_name, session.store_name_en
    )


def server_clock(session: sign_in.Session) -> Callable[[], datetime]:
    """The server's clock, carried on by this PC's own pace: PCs' clocks are wrong."""
    began = time.monotonic()
    return lambda: session.server_now + timedelta(seconds=time.monotonic() - began)


def use_store_zone(name: str) -> None:
    """Show instants in the store's time zone."""
    try:
        formats.use_zone(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError):
        log.info("no data for the time zone %s on this computer; its own is used", name)
        formats.use_zone(None)


class Workplace(SignedIn):
    """Watches over a member of staff's window."""

    window: MainWindow
    is_staff = True

    def __init__(
        self,
        arrival: Arrival,
        desk: Desk,
        window: MainWindow,
        saver: Saver,
        home: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(arrival, desk, window, parent)
        self._saver, self._home = saver, home
        self._bringing: Iterator[str] | None = None
        self._unlock: Callable[[str], None] | None = None
        self._lock_page: LockPage | None = None
        self._covered: list[QDialog] = []
        self._rang: list[str] = []
        corner = Corner(window.content)
        self.calls = CallDesk(desk, window, corner)
        self.reminders = ReminderWatch(desk, window, corner)
        corner.folded.connect(window.status.set_reminders)
        window.status.reminders.clicked.connect(corner.unfold)
        self._curtain = QVBoxLayout(window.curtain)
        self._curtain.setContentsMargins(0, 0, 0, 0)
        desk.changes.failed.connect(self._no_answer)
        window.locked.connect(self.lock)
        window.signed_out.connect(lambda: self.end(None))
        window.password_wanted.connect(self.change_password)
        window.settings_wanted.connect(lambda: window.open_page("settings"))
        window.about_wanted.connect(lambda: window.open_page("about"))
        window.help_wanted.connect(lambda page: window.open_page("help", page=page))
        self._scanner = ScanRouter(window.take_scan, window.top.search.look_up, parent=self)
        desk.scanner = self._scanner
        self._scanner.scanned.connect(window.devices.scanned)
        self._scanner.install()
        self._jobs = QTimer(self)
        self._jobs.setInterval(JOBS_EVERY_MS if arrival.place.embedded else LOOK_AT_JOBS_EVERY_MS)
        self._jobs.timeout.connect(self._do_jobs)
        self._daily = QTimer(self)
        self._daily.setInterval(LOOK_AT_BACKUPS_EVERY_MS)
        self._daily.timeout.connect(self._save_daily)

    def start(self) -> None:
        """Show the window and begin to watch."""
        self.window.show()
        self._typed_ahead = TypedAhead(self.window)
        # A turn later: window and page at once take longer than two keys apart.
        turns.wait(self, "home", self._go_home)
        self.desk.changes.start()
        self._jobs.start()
        self._do_jobs()
        if self.window.may_open("calls"):
            self.reminders.start()
        if self._saver.alone:
            self._daily.start()
            QTimer.singleShot(SAVE_AFTER_MS, self, self._save_daily)
        self._hint()

    def _go_home(self) -> None:
        if not self._home or self._over or self.window.current_page() is not None:
            self._typed_ahead.hand_on(None)
            return
        if self._bringing is None:
            self._bringing = warming.bring_for(self.window.pages.specs[self._home].module)
        if next(self._bringing, None) is None:
            self.window.pages.prepare(self._home).when_whole(lambda: turns.wait(self, "home", self._be_home))
        else:
            turns.wait(self, "home", self._go_home)

    def _be_home(self) -> None:
        page = None
        if not self._over and self.window.current_page() is None:
            page = self.window.open_page(self._home)
        self._typed_ahead.hand_on(page)

    # -- hints and due work --------------------------------------------------------------------------

    def _no_answer(self, error: BaseException) -> None:
        # The account was closed or got another password: nothing that is open may stay so. While it is not known
        # whether the own password was changed, the old one may have opened its last connection.
        if isinstance(error, NotSignedIn) and self._unlock is None and not self._changing_password():
            self.end(error)

    def _changing_password(self) -> bool:
        return any(dialog.saves.unknown for dialog in self.window.findChildren(OwnPasswordDialog))

    def _hint(self) -> None:
        session = self.arrival.session
        if session.newer:
            self.desk.messages.show(
                "info",
                N_("A newer version of the program is in use elsewhere."),
                N_("This one still works; ask your administrator for the update."),
                key="newer",
            )
        until = session.valid_until
        if until is None:
            return
        days = (until - self.desk.now()).days
        if days <= PASSWORD_ENDS_DAYS:
            self.desk.messages.show(
                "warning",
                lambda: ngettext(
                    "Your password ends in {n} day; change it in the menu under your name.",
                    "Your password ends in {n} days; change it in the menu under your name.",
                    days,
                ).format(n=days),
                key="password_ends",
            )

    def _do_jobs(self) -> None:
        """On a single PC this window is the timer; elsewhere it looks whether the timer runs."""
        if self._unlock is not None:
            return
        db = self.desk.db
        if self.arrival.place.embedded:
            place = self.arrival.place
            self.desk.background.run(self, lambda: jobs.run(db), lambda _done: None, self._jobs_failed, slot="jobs")
            if place.superuser is not None:
                own = place.superuser
                self.desk.background.run(
                    self, lambda: outgoing.send(own()), lambda _turn: None, self._not_sent, slot="sending"
                )
        else:
            self.desk.background.run(
                self, lambda: health.jobs_late_since(db), self._jobs_seen, self._jobs_failed, slot="jobs"
            )

    def _not_sent(self, error: BaseException) -> bool:
        # what befell a message stands with it; this is about the file that only this computer has
        if not isinstance(error, ServiceError) or not error.code.startswith("sending_"):
            return isinstance(error, ServiceError)
        self.desk.messages.show("warning", error.sentence, key="sending")
        return True

    def _save_daily(self) -> None:
        """A single PC has no administrator of a server who would save it."""
        if self._unlock is None and not self._over:
            self.desk.background.run(self, self._saver.save_daily, lambda _file: None, self._not_saved, slot="daily")

    def _not_saved(self, error: BaseException) -> bool:
        if getattr(error, "sentence", None) is None and not isinstance(error, OSError):
            return False
        self.desk.messages.show(
            "warning",
            N_("The daily backup failed."),
            lambda: error.sentence() if hasattr(error, "sentence") else str(error),
            key="daily_backup",
        )
        return True

    def _jobs_seen(self, minutes: int | None) -> None:
        if minutes is None:
            self.window.status.set_jobs_late(lambda: "")
        else:
            self.window.status.set_jobs_late(
                lambda: ngettext("Due work is {n} minute late", "Due work is {n} minutes late", minutes).format(
                    n=minutes
                )
            )

    def _jobs_failed(self, error: BaseException) -> bool:
        # The lamp of the connection tells about a lost one.
        return getattr(error, "sentence", None) is not None

    # -- lock ------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Hide everything, close the connections, forget the password; the person signs in again to go on."""
        if self._unlock is not None or self._over:
            return
        self.desk.changes.stop()
        self._jobs.stop()
        self.reminders.stop()
        self._unlock = self.desk.db.lock()
        dialogs = self.window.findChildren(QDialog)
        self._covered = [dialog for dialog in dialogs if dialog.isVisible()]
        for dialog in self._covered:
            dialog.hide()
        person = self.desk.person
        self._lock_page = LockPage(self.desk.background, person.name, person.login, self._unlock)
        self._lock_page.unlocked.connect(self._unlocked)
        self._lock_page.other_person.connect(self._other_person)
        self._curtain.addWidget(self._lock_page)
        self.window.cover(True)
        self._lock_page.focus_start()

    def _uncover(self) -> None:
        if self._lock_page is not None:
            self._curtain.removeWidget(self._lock_page)
            self._lock_page.deleteLater()
            self._lock_page = None
        self.window.cover(False)

    def _unlocked(self) -> None:
        self._unlock = None
        self._uncover()
        for dialog in self._covered:
            dialog.show()
        self._covered = []
        self.desk.changes.start()
        self._jobs.start()
        if self.window.may_open("calls"):
            self.reminders.start()
        rang, self._rang = self._rang, []
        for number in rang:
            self.take_call(number)

    def _other_person(self) -> None:
        # What the other one typed is in his drafts; nobody else may see his screens to decide about it.
        self.end(None)

    # -- what comes from outside, the way out -----------------------------------------------------------

    def open_code(self, code: str) -> None:
        """Open the record of a number or bar code; where several fit, the search box shows them."""
        db = self.desk.db

        def open_it(found: search.Found) -> None:
            best = [hit for hit in found.hits if hit.title.startswith(code) or code in hit.subtitle.split()]
            if len(best) != 1 or self.window.open_record(best[0].kind, best[0].id) is None:
                self.window.top.search.look_up(code)

        self.desk.background.run(self, lambda: search.everything(db, code), open_it, slot="open_code")

    def take_call(self, number: str) -> None:
        """A call comes in: who is it? One that rings while the program is locked is looked up when it is open again."""
        if self._unlock is not None:
            self._rang = [*self._rang[-CALLS_KEPT:], number]
        elif self.window.may_open("calls"):
            self.calls.take(number)
        else:
            self.window.top.search.look_up(number)

    def _stop(self) -> None:
        self.desk.changes.stop()
        self._jobs.stop()
        self._daily.stop()
        self.reminders.stop()
        self._scanner.remove()
        if self.desk.printing is not None:
            self.desk.printing.close()
        super()._stop()
