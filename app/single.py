"""One program a person, database and folder of settings; a second start hands its wishes to the first."""

import getpass
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:  # Qt's network costs a tenth of the first window, which mostly needs none
    from PySide6.QtNetwork import QLocalSocket

CONNECT_MS = 1500
# A program that is just building its window answers late.
ANSWER_MS = 8000


def name_of(folder: str, target: str) -> str:
    """The name of the socket; folder: of the settings, target: the database chosen for this start."""
    who = f"{getpass.getuser()}\0{folder}\0{target}"
    return f"aftercare-{hashlib.sha256(who.encode()).hexdigest()[:24]}"


def hand_over(name: str, wishes: Mapping[str, str]) -> bool:
    """Hand the wishes to a running program; False where none answers."""
    if sys.platform != "win32" and not QDir(QDir.tempPath()).exists(name):
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(json.dumps(dict(wishes)).encode() + b"\n")
    socket.flush()
    # Only an answer counts: a program that hangs or is just ending takes nothing.
    taken = socket.waitForReadyRead(ANSWER_MS) and bytes(socket.readAll().data()).startswith(b"ok")
    socket.disconnectFromServer()
    return taken


class Doorbell(QObject):
    """Listens for later starts. `rung(wishes)`."""

    rung = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(name):
            # A program that was killed leaves its socket behind.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        if socket.canReadLine():
            self._read(socket)

    def _read(self, socket: "QLocalSocket") -> None:
        if not socket.canReadLine():
            return
        try:
            wishes = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            return
        socket.write(b"ok\n")
        socket.flush()
        if isinstance(wishes, dict):
            self.rung.emit({str(key): str(value) for key, value in wishes.items()})

    def close(self) -> None:
        """Listen no more."""
        self._server.close()


def target_of(profile: str, dsn: str) -> str:
    """What tells two starts apart that may stand side by side."""
    return dsn or os.environ.get("AFTERCARE_DSN", "") or profile
