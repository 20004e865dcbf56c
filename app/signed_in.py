"""Somebody who is signed in: the window, the own password, the way out."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.entrance import Arrival
from services import sign_in
from services.texts import N_
from ui.kit.desk import Desk
from ui.own_password import OwnPasswordDialog


class SignedIn(QObject):
    """Lives as long as the window. `ended(error or None)`: signed out or thrown out; `closed`: with the window."""

    ended = Signal(object)
    closed = Signal()
    is_staff = False

    def __init__(self, arrival: Arrival, desk: Desk, window: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arrival, self.desk, self.window = arrival, desk, window
        self._over = False
        window.closed.connect(self._closed)

    def start(self) -> None:
        """Show the window."""
        raise NotImplementedError

    def open_code(self, code: str) -> None:
        """Another start wants the record of a number or bar code opened: only staff have records."""

    def take_call(self, number: str) -> None:
        """A call comes in: only staff take calls."""

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

    def end(self, error: BaseException | None, *, tell: bool = True) -> None:
        """Leave: error says why when it was nobody's wish. tell: by `ended`."""
        if self._over:
            return
        self._over = True
        self._stop()
        self.window.end()
        self.window.deleteLater()
        if tell:
            self.ended.emit(error)

    def _closed(self) -> None:
        if not self._over:
            self._over = True
            self._stop()
            self.closed.emit()

    def _stop(self) -> None:
        """Subclasses stop what they began before this closes the connections, and put back what they changed after."""
        self.desk.background.close()
        self.desk.db.close()
