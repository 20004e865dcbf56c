"""The link to the database as people see it: the lamp, and a banner while nothing answers."""

from datetime import datetime

from PySide6.QtCore import QObject

from services.texts import N_, _
from ui.frame_status import StatusBar, data_as_of
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
        db = self._desk.db
        if getattr(db, "on_standby", False):
            self._reading_only(db.as_of)
            return
        self._desk.messages.clear("connection")
        self._status.set_connected(milliseconds, getattr(db, "encrypted", True), getattr(db, "local", False))

    def _reading_only(self, as_of: datetime | None) -> None:
        self._status.set_reading(as_of)
        if self._desk.messages.said("connection") == data_as_of(as_of):
            return  # asked twice a second; the banner need not be built as often
        self._desk.messages.show(
            "warning",
            lambda: data_as_of(as_of),
            N_("The main server cannot be reached; a standby shows what it has. What you type is kept on this PC."),
            key="connection",
            icon="offline",
            closable=False,
        )

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
