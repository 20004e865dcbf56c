"""What happens when the program has a fault: it is written down, shown, and the program goes on.

Every way an exception can escape (the window's thread, another thread, a destructor), a crash inside Qt or a
library, and Qt's own complaints end up in the log file; the first kind also reaches `report` on the window's
thread. Nothing is ever sent anywhere.
"""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger("aftercare")

LOG_BYTES = 2_000_000
LOG_FILES = 5
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# What the offscreen and some Linux platforms say without anything being wrong.
_HARMLESS = ("does not support propagateSizeHints", "This plugin does not support raise()")


class Faults(QObject):
    """Collects faults of all threads; `happened(error)` comes on the window's thread."""

    happened = Signal(object)
    _seen = Signal(object)

    def __init__(self, folder: Path, report: Callable[[BaseException], None] | None = None) -> None:
        super().__init__()
        self.folder = folder
        self.report = report
        self._seen.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._file: IO[str] | None = None
        self._log: _LogFile | None = None

    def install(self) -> None:
        """Begin to watch: hooks, log file, faulthandler."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._log = _LogFile(self.folder / "aftercare.log")
        logging.getLogger().addHandler(self._log)
        # Kept open: when Qt or a library crashes there is no time left to open it.
        self._file = (self.folder / "crash.txt").open("a", encoding="utf-8")
        faulthandler.enable(self._file)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(_qt_says)

    def uninstall(self) -> None:
        """Let Qt and the system speak for themselves again."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        faulthandler.disable()
        if self._log is not None:
            logging.getLogger().removeHandler(self._log)
            self._log.close()
            self._log = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _uncaught(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        self.take(error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self.take(args.exc_value)

    def _unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        # A destructor's fault hurts nobody at the counter; it is for the log.
        log.error("in a destructor: %s", args.err_msg or "", exc_info=args.exc_value)

    def take(self, error: BaseException) -> None:
        """Write a fault down and show it."""
        log.error("a fault", exc_info=error)
        self._seen.emit(error)

    def _tell(self, error: BaseException) -> None:
        self.happened.emit(error)
        if self.report is not None:
            self.report(error)


class _LogFile(logging.Handler):
    """A log that is there from its first line on: a start without faults does without what turns files over."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            try:
                self._file = RotatingFileHandler(
                    self._path, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8"
                )
            except OSError:
                # a full disk, a folder that somebody removed: the fault is still shown
                self.handleError(record)
                return
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._file.handle(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def _qt_says(kind: QtMsgType, _context: QMessageLogContext, words: str | None) -> None:
    if words and not any(harmless in words for harmless in _HARMLESS):
        log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", words)
