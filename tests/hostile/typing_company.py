"""A company in which somebody may do everything, and his way through a part of the program, typing."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from app.demo import PASSWORD, Demonstration
from services import accounts
from services.database import Database
from services.documents import render
from services.ids import new_id
from tests.app.company import workplace_of
from tests.hostile.declared import WORDS, Place, remember_places
from tests.hostile.typing_parts import UNSAVED, fields_of
from tests.hostile.typing_scenes import SCENES
from tests.hostile.typing_walk import TypingWalk
from tests.hostile.typist import SIGN, Typist, bare
from tests.services.documents import reading

__all__ = ["workplace_of"]
WALKER = "walker"
ROLES = ("admin", "manager", "agent", "technician", "parts", "sales", "finance", "auditor")
ORDERS = 30
RECORDS = 6
# Kept as what stands between the commas.
PIECES = {("ui/dispatch/acceptance_form.py", "people")}
# Of a payment's reference a receipt says the last four characters, which may be the sign alone.
LAST_FOUR = ("ui/work_orders/order_asks.py", "ui/work_orders/hand_over_form.py")


@pytest.fixture(scope="module")
def company() -> Iterator[Demonstration]:
    """A company of the tests' own, in which somebody may do everything."""
    made = Demonstration(ORDERS)
    made.start()
    db = Database(made.superuser_dsn, login="")
    with db.transaction() as connection:
        stores = [row[0] for row in connection.exec_driver_sql("select id from store where archived_at is null")]
        regions = [row[0] for row in connection.exec_driver_sql("select id from region")]
        accounts.create(
            connection, new_id(), WALKER, "走", PASSWORD, roles=ROLES, must_change=False, stores=stores, regions=regions,
        )  # fmt: skip
    db.close()
    yield made
    made.close()


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every paper that is made from now on."""
    made: list[bytes] = []
    draw = render.render

    def kept(*how: Any) -> bytes:
        made.append(draw(*how))
        return made[-1]

    monkeypatch.setattr(render, "render", kept)
    return made


@pytest.fixture
def typed(
    qtbot: Any, company: Demonstration, workplace_of: Any, papers: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], list[str]]:
    """typed("tickets") goes through a part and returns what is wrong with it."""

    def through(name: str) -> list[str]:
        remember_places(monkeypatch)
        wanted = fields_of(name)
        workplace = workplace_of(WALKER)
        window = workplace.window
        typist = Typist(qtbot, workplace)
        walk = TypingWalk(typist, frozenset(wanted))
        with psycopg.connect(company.superuser_dsn, autocommit=True) as connection:
            there: set[str] = set()
            walk.before_erasing = lambda: there.update(stored(connection))
            for scene in SCENES.get(name, ()):
                scene(walk, connection)
                there.update(stored(connection))
            for late in (False, True):
                package = name.partition("/")[0]
                for spec in [one for one in window.pages.specs.values() if one.module.startswith(f"ui.{package}.")]:
                    if not spec.kind:
                        walk.visit(lambda spec=spec: window.open_page(spec.name), late)
                    for one in records(connection, spec.kind) if spec.kind else ():
                        walk.visit(lambda spec=spec, one=one: window.open_record(spec.kind, one), late)
                there.update(stored(connection))
        return [
            *typist.faults,
            *missed(typist, wanted, walk.through),
            *lost(typist, there),
            *misprinted(papers, typist.saved),
        ]

    return through


def records(connection: psycopg.Connection, kind: str) -> list[Any]:
    """The records of a kind, one of each state first."""
    table = {"product": "product_model"}.get(kind, kind)
    row = connection.execute(
        """select attname from pg_attribute where attrelid = %s::regclass and attname in ('state', 'work_state', 'kind')
           order by attname = 'kind', attname limit 1""",
        [f"aftercare.{table}"],
    ).fetchone()
    state = row[0] if row else "true"
    ranked = f"select id, row_number() over (partition by {state} order by id desc) as place from aftercare.{table}"
    query = f"select id from ({ranked}) r order by place, id limit {RECORDS}"
    return [one[0] for one in connection.execute(query)]


def stored(connection: psycopg.Connection) -> set[str]:
    """Every text in the database that bears our sign."""
    columns = connection.execute(
        """select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
           where c.relnamespace = 'aftercare'::regnamespace and c.relkind = 'r' and not a.attisdropped
             and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'text[]'::regtype)"""
    ).fetchall()
    found: set[str] = set()
    for table, column in columns:
        wanted = f"select distinct {column} from aftercare.{table} where {column}::text like '%{SIGN}%'"
        for row in connection.execute(wanted):
            found.update(_texts_in(row[0]))
    return found


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts_in(one)


def missed(typist: Typist, wanted: list[Place], through: set[Place]) -> Iterator[str]:
    """Fields nobody typed into, and those of words that were neither saved nor refused with a sentence."""
    for place in wanted:
        if place not in typist.typed:
            yield f"not reached: {place}"
        elif place.kind in WORDS and place not in through and (place.file, place.column) not in UNSAVED:
            yield f"neither saved nor refused: {place}"


def lost(typist: Typist, there: set[str]) -> Iterator[str]:
    """What was saved and is not in the database as it was typed."""
    for place, text in typist.saved.items():
        if (place.file, place.column) in UNSAVED:
            continue
        pieces = re.split("[,，、] *", text) if (place.file, place.column) in PIECES else [text]
        if place.kind != "secret" and SIGN in text and not all(any(piece in one for one in there) for piece in pieces):
            yield f"lost: {place}: {text!r}"
    for note in typist.notes:
        if note not in there:
            yield f"lost: a note: {note!r}"


def misprinted(papers: list[bytes], saved: dict[Place, str]) -> Iterator[str]:
    """What stands on a paper otherwise than it was typed."""
    whole = [text for place, text in saved.items() if place.file not in LAST_FOUR or "reference" not in place.column]
    signs = {sign[0]: text for text in whole if (sign := re.search(f"{SIGN}\\d+{SIGN}", text))}
    for paper in papers:
        words = bare(reading.text(paper))
        for sign in set(re.findall(f"{SIGN}\\d+{SIGN}", words)) & set(signs):
            if bare(signs[sign]) not in words:
                place = words.index(sign)
                yield f"{signs[sign]!r} is printed as {words[max(0, place - 60) : place]!r}"
