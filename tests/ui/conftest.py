"""Screens with a real database behind them: what app.wiring makes after sign-in, one page at a time."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import conninfo_to_dict
from PySide6.QtWidgets import QApplication, QWidget

from services import people, rights
from services.texts import use
from tests.cluster import Clone
from tests.faults.proxy import Proxy
from tests.people import known
from tests.ui.windows import close_window, window_of
from ui.kit import formats
from ui.kit.background import Background
from ui.kit.desk import Desk
from ui.kit.messages import Messages
from ui.kit.page import Page
from ui.kit.paged import PagedTableModel
from ui.kit.rights import Rights
from ui.kit.shortcuts import Shortcuts
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import use_language
from ui.main_window import MainWindow


@pytest.fixture
def line(fresh_database: Clone) -> Iterator[Proxy]:
    """The line between the screens and the database, which can be cut."""
    where = conninfo_to_dict(fresh_database.dsn())
    with Proxy(int(where["port"]), str(where["host"])) as proxy:
        yield proxy


class RememberedHere(dict):
    """Settings that last as long as the test."""

    def set(self, key: str, value: Any) -> None:
        self[key] = value


class Opened(list):
    """What a page asked the window to open: (name or kind, values)."""

    def page(self, name: str, **how: Any) -> None:
        self.append((name, how))

    def record(self, kind: str, record_id: Any, **how: Any) -> None:
        self.append((kind, {"id": record_id, **how}))


@pytest.fixture(autouse=True)
def _look(qapp) -> Iterator[None]:
    if (theme.wanted, theme.scale) != ("light", 1.0) or not qapp.styleSheet():
        theme.apply("light", 1.0)
    formats.use_zone(timezone(timedelta(hours=8)))
    yield
    formats.use_zone(None)


@pytest.fixture
def background(qtbot) -> Iterator[Background]:
    """Threads that have ended when the test ends."""
    made = Background()
    yield made
    made.close()


@pytest.fixture
def opened() -> Opened:
    """What pages asked to open, in order."""
    return Opened()


@pytest.fixture
def desk_of(qtbot, background, sign_in, opened) -> Callable[[str], Desk]:
    """The desk of somebody of the cast, signed in for real to a database of the test's own."""

    def make(login: str) -> Desk:
        db = sign_in(login)
        person = people.me(db)
        window = QWidget()
        qtbot.addWidget(window)
        desk = Desk(
            db=db,
            background=background,
            messages=Messages(window),
            person=_Signed(person),
            settings=RememberedHere(),
            rights=Rights(rights.catalogue(db), partial(rights.may_change_row, db), background),
            shortcuts=Shortcuts(window),
        )
        desk.window = window  # as long as the desk lives
        desk.open_page, desk.open_record = opened.page, opened.record
        return desk

    return make


class _Signed:
    """The person as screens know him."""

    def __init__(self, person: people.Person) -> None:
        self.id, self.login, self.name = person.id, person.login, person.name
        self.roles, self.store_id = frozenset(person.roles), person.store_id
        self.store_name = "西湖店" if person.store_id == known("store xihu") else ""


@pytest.fixture
def show(qtbot) -> Callable[..., Page]:
    """Show a page as the window would: opened with these values, loaded, in front."""

    def open_page(page: Page, width: int = 1364, height: int = 760, **how: Any) -> Page:
        qtbot.addWidget(page)
        page.resize(width, height)
        page.shown(**how)
        page.show()
        page.refresh()
        page.come_up()
        settled(qtbot, page)
        return page

    return open_page


def settled(qtbot, page: Page) -> None:
    """Wait until all of a page is made and nothing of it and its lists runs in the background."""
    qtbot.waitUntil(lambda: page.whole, timeout=60_000)
    lists = page.findChildren(PagedTableModel)
    qtbot.waitUntil(lambda: not page._running and not any(one.busy for one in lists), timeout=60_000)


@pytest.fixture
def picture(tmp_path) -> Callable[..., list[Path]]:
    """Save pictures of a page in both languages and two themes; AFTERCARE_PICTURES keeps them in a folder."""
    folder = Path(os.environ.get("AFTERCARE_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def take(widget: QWidget, name: str) -> list[Path]:
        saved = []
        for language in ("zh_CN", "en"):
            use_language(language)
            for look in ("light", "dark"):
                theme.apply(look)
                QApplication.processEvents()  # layouts follow the fonts and words
                path = folder / f"{name}-{language}-{look}.png"
                assert widget.grab().save(str(path))
                saved.append(path)
        theme.apply("light")
        use_language("zh_CN")
        use("zh_CN")
        return saved

    return take


@pytest.fixture
def enter(qtbot, sign_in, request) -> Iterator[Callable[[str], MainWindow]]:
    """Sign somebody in and give his window, with the pages that the test's module names in ALL."""
    opened: list[MainWindow] = []

    def window(person: str) -> MainWindow:
        made = window_of(sign_in(person), request.module.ALL)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        opened.append(made)
        return made

    yield window
    for one in opened:
        close_window(one)


@pytest.fixture
def settle(qtbot) -> Callable[[MainWindow], None]:
    """Wait until nothing is on its way in this window."""
    return lambda window: qtbot.waitUntil(lambda: turns.idle and window.desk.background.idle, timeout=20_000)
