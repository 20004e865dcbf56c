"""Windows of people at work on a database of the test's own; import the fixtures into a conftest."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from app import wiring
from app.entrance import Arrival
from app.places import Place
from app.remembered import Remembered
from app.workplace import Workplace
from services import rights, sign_in
from tests.people import PASSWORD
from ui.kit.draft_store import DraftStore
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import use_language


@pytest.fixture
def conninfo(fresh_database) -> str:
    """The test's own database, without anybody's name."""
    parts = conninfo_to_dict(fresh_database.dsn())
    return make_conninfo("", **{name: value for name, value in parts.items() if name not in ("user", "password")})


@pytest.fixture
def remembered(tmp_path, monkeypatch) -> Remembered:
    """Settings in a folder of the test's own."""
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path / "home"))
    return Remembered()


@pytest.fixture
def at_work(qtbot, conninfo, remembered, tmp_path: Path) -> Iterator[Callable[..., Workplace]]:
    """at_work("na") is the started workplace of somebody of the cast; idle_minutes may be a fraction."""
    theme.apply("light", 1.0)
    use_language("zh_CN")
    made: list[Workplace] = []

    def begin(
        login: str,
        password: str = PASSWORD,
        idle_minutes: float | None = None,
        embedded: bool = True,
        superuser: Callable[[], str] | None = None,
    ) -> Workplace:
        session = sign_in.enter(conninfo, login, password)
        if idle_minutes is not None:
            session = replace(session, idle_minutes=idle_minutes)
        place = Place("test", "test", "test", lambda: conninfo, embedded, superuser=superuser)
        drafts = DraftStore(tmp_path / "drafts", login, "test", password)
        workplace = wiring.build(Arrival(session, place, conninfo, drafts, rights.catalogue(session.db)), remembered)
        made.append(workplace)
        workplace.start()
        qtbot.waitUntil(lambda: turns.idle, timeout=60_000)  # the first page is there
        return workplace

    yield begin
    for workplace in made:
        workplace.end(None, tell=False)
