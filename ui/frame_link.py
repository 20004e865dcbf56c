"""The link to the database as people see it: the lamp, and a banner while nothing answers."""

from datetime import datetime

from PySide6.QtCore import QObject

from services.texts import N_, _
from ui.frame_status import StatusBar
from ui.kit import formats
from ui.kit.desk import Desk


class LinkWatch(QObject):
    """Follows the change feed: it asks all the time, so it is the first to notice."""

    def __init__(self, desk: Desk, status: StatusBar) -> None:
        super().__init__(status)
        self._desk, self._status = desk, status
        self._lost_at: datetime | None = None
        if desk.changes is not None:
            desk.changes.answered.connect(self.connected)
            desk.changes.failed.connect(self.disconnected)

    def connected(self, milliseconds: float) -> None:
        """The database answered."""
        self._lost_at = None
        self._desk.messages.clear("connection")
        db = self._desk.db
        self._status.set_connected(milliseconds, getattr(db, "encrypted", True), getattr(db, "local", False))

    def disconnected(self, error: BaseException) -> None:
        """It did not; anything else than a service's error is no matter of the link."""
        if getattr(error, "sentence", None) is None:
            return
        since = self._lost_at = self._lost_at or self._desk.now()
        self._status.set_disconnected(since)
        self._desk.messages.show(
            "danger",
            lambda: _("Connection lost {time}, trying again").format(time=formats.clock(since)),
            N_("What you type is kept on this PC. Lists show what was loaded before."),
            key="connection",
            icon="offline",
            closable=False,
        )
