"""How long the event loop did nothing else: what a person feels as a window that does not answer."""

import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STALL_MS = 100.0
BEAT_MS = 5
# How often the watcher looks where the window's thread is.
LOOK_SECONDS = 0.005
FOLDER = str(Path(__file__).resolve().parents[2]) + "/"
LAYERS = ("app/", "ui/", "services/", "models/")


@dataclass(frozen=True)
class Gap:
    """Between two beats. ms: by the clock; own_ms: processor time of the window's thread in it."""

    ms: float
    own_ms: float
    why: str = ""


class Heartbeat:
    """A timer that sees how late it comes; the longest gaps since they were last taken.

    watch: also look, from another thread, where the time goes; that itself takes a few hundredths.
    """

    def __init__(self, timer: Any, watch: bool = False) -> None:
        self._gaps: list[Gap] = []
        self._watcher = _Watcher() if watch else None
        self._last, self._busy = time.perf_counter(), time.thread_time()
        timer.timeout.connect(self._beat)
        timer.start(BEAT_MS)

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        gap, own = (now - self._last) * 1000, (busy - self._busy) * 1000
        if gap > STALL_MS / 4:
            self._gaps.append(Gap(gap, own, self._watcher.since(self._last) if self._watcher else ""))
        self._last, self._busy = now, busy

    def taken(self) -> dict[str, float]:
        """How many were stalls, how many by our own work, and the longest of both, since the last call."""
        gaps, self._gaps = self._gaps, []
        return {
            "count": sum(gap.ms > STALL_MS for gap in gaps),
            "own": sum(gap.own_ms > STALL_MS for gap in gaps),
            "longest": max((gap.ms for gap in gaps), default=0.0),
            "longest_own": max((gap.own_ms for gap in gaps), default=0.0),
        }

    def longest(self) -> Gap:
        """The gap with most work of our own since the last call."""
        gaps, self._gaps = self._gaps, []
        return max(gaps, key=lambda gap: gap.own_ms, default=Gap(0.0, 0.0))


def turn(app: Any) -> None:
    """What the event loop of a running program does; called by itself Qt would keep closed pages for ever."""
    from PySide6.QtCore import QEvent

    app.processEvents()
    app.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    time.sleep(0.001)


class _Watcher(threading.Thread):
    """Looks where the window's thread is, again and again."""

    def __init__(self) -> None:
        super().__init__(name="watcher", daemon=True)
        self._watched = threading.get_ident()
        self._seen: list[tuple[float, tuple[str, ...]]] = []
        self.start()

    def run(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            frame = sys._current_frames().get(self._watched)
            places = []
            while frame is not None:
                name = frame.f_code.co_filename.removeprefix(FOLDER)
                if name.startswith(LAYERS):
                    places.append(f"{name}:{frame.f_lineno} {frame.f_code.co_name}")
                frame = frame.f_back
            self._seen.append((time.perf_counter(), tuple(reversed(places))))
            del self._seen[:-5000]

    def since(self, moment: float) -> str:
        """The lines of ours that took most of the time since then, each with all that it called."""
        seen = [places for at, places in self._seen if at >= moment]
        lines = Counter(place for places in seen for place in dict.fromkeys(places))
        shares = [f"      {count * 100 // len(seen):>3} %  {place}" for place, count in lines.most_common(22)]
        return "\n".join(shares)
