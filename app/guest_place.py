"""What lives as long as a kiosk or a company customer is signed in: their windows, the way out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.entrance import Arrival
from services import kiosk, sign_in
from services.errors import NotSignedIn
from services.kiosk import Found, Opened
from services.texts import N_
from ui.kiosk.window import SCALE, KioskWindow
from ui.kit.desk import Desk
from ui.kit.theme import theme
from ui.main_window import MainWindow
from ui.own_password import OwnPasswordDialog


class KioskDoors:
    """What the kiosk's window may ask for."""

    def __init__(self, arrival: Arrival) -> None:
        self._arrival = arrival
        self._db = arrival.session.db

    def open_order(self, number: str, code: str) -> Opened:
        return kiosk.open_order(self._db, number, code)

    def answer(self, opened: Opened, answers: Mapping[UUID, Any], note: str) -> None:
        kiosk.answer(self._db, opened, answers, note)

    def find(self, typed: str) -> Found:
        return kiosk.articles(self._db, typed)

    def prove(self, password: str) -> bool:
        return sign_in.opens(self._arrival.conninfo, self._arrival.session.person.login, password)


class GuestPlace(QObject):
    """Base of both: `ended(error or None)` when nobody is signed in any more, `closed` with the window."""

    ended = Signal(object)
    closed = Signal()
    is_staff = False

    def __init__(self, arrival: Arrival, desk: Desk, window: Any) -> None:
        super().__init__()
        self.arrival, self.desk, self.window = arrival, desk, window
        self._over = False
        window.closed.connect(self._closed)

    def open_code(self, code: str) -> None:
        """Another start wants a record opened: not here."""

    def take_call(self, number: str) -> None:
        """A call comes in: not here."""

    def end(self, error: BaseException | None, *, tell: bool = True) -> None:
        """Leave: error says why when it was nobody's wish. tell: by `ended`."""
        if self._over:
            return
        self._stop()
        self.window.end()
        self.window.deleteLater()
        if tell:
            self.ended.emit(error)

    def _closed(self) -> None:
        if not self._over:
            self._stop()
            self.closed.emit()

    def _stop(self) -> None:
        self._over = True
        self.desk.background.close()
        self.desk.db.close()


class KioskPlace(GuestPlace):
    """A store's kiosk: over the whole screen, in letters that are read standing."""

    window: KioskWindow

    def __init__(self, arrival: Arrival, desk: Desk, window: KioskWindow) -> None:
        super().__init__(arrival, desk, window)
        self._scale = theme.scale
        desk.background.unclaimed = self._failed

    def start(self) -> None:
        """Show the window."""
        theme.apply(scale=max(SCALE, self._scale))
        self.window.showFullScreen()
        self.window.go_start()

    def _failed(self, error: BaseException) -> Any:
        # The sign-in was closed or got another password: nothing that is open may stay so.
        if isinstance(error, NotSignedIn):
            self.end(error)
            return True
        return self.desk.messages.error(error)

    def _stop(self) -> None:
        super()._stop()
        theme.apply(scale=self._scale)


class CustomerPlace(GuestPlace):
    """A company customer's own pages, in the program's window."""

    window: MainWindow

    def __init__(self, arrival: Arrival, desk: Desk, window: MainWindow, home: str) -> None:
        super().__init__(arrival, desk, window)
        self._home = home
        window.top.show_person_only()
        window.status.hide()
        window.locked.connect(lambda: self.end(None))
        window.signed_out.connect(lambda: self.end(None))
        window.password_wanted.connect(self.change_password)

    def start(self) -> None:
        """Show the window."""
        self.window.show()
        self.window.open_page(self._home)

    def change_password(self) -> None:
        """The dialog for the own password."""

        def change(old: str, new: str) -> sign_in.Session:
            session = sign_in.change_password(self.arrival.session, self.arrival.conninfo, old, new)
            self.arrival.drafts.change_password(new)
            return session

        dialog = OwnPasswordDialog(self.window, self.desk.background, change)
        dialog.changed.connect(
            lambda _session: self.desk.messages.show("success", N_("Your password was changed."), key="password")
        )
        dialog.open()
