"""The program's window on a real database, for tests of screens and for pictures of them."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import shiboken6

from services import changes, people, rights
from services.database import Database
from ui.frame_pages import PageSpec
from ui.kit.background import Background
from ui.kit.changes import ChangeFeed
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.messages import Messages
from ui.kit.rights import Rights
from ui.main_window import MainWindow


class MemorySettings(dict):
    """Settings that are forgotten."""

    def set(self, key: str, value: Any) -> None:
        self[key] = value


def window_of(db: Database, specs: Sequence[PageSpec], store_name: str = "西湖店") -> MainWindow:
    """A window for whoever is signed in; close_window() ends its threads."""
    me = people.me(db)
    person = SimpleNamespace(
        id=me.id, login=me.login, name=me.name, roles=frozenset(me.roles), store_id=me.store_id, store_name=store_name
    )
    background = Background(cancel_running=db.cancel_running)
    desk = Desk(db, background, Messages(), person, MemorySettings())
    desk.rights = Rights(rights.catalogue(db), lambda table, row: rights.may_change_row(db, table, row), background)
    desk.changes = ChangeFeed(background, _poll(db))
    window = MainWindow(desk, specs)
    desk.changes.setParent(window)
    return window


def dialog_of(qtbot: Any, window: MainWindow, kind: type[Dialog] = Dialog) -> Any:
    """The dialog that is open, once what was closed before it is gone."""
    found: list[Dialog] = []

    def only_one() -> bool:
        found[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return len(found) == 1

    qtbot.waitUntil(only_one, timeout=30_000)
    return found[0]


def _poll(db: Database) -> Callable[[str | None], Any]:
    return lambda horizon: changes.poll(db, horizon)


def close_window(window: MainWindow) -> None:
    """Destroy the window with its timers, then end its threads: nothing asks for work any more."""
    background = window.desk.background
    window.desk.changes.stop()
    window.close()
    shiboken6.delete(window)
    background.close()
