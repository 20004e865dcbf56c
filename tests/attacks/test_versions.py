"""Whoever saves without saying which version he saw is refused as stale, by every function that asks for one."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from services.database import role_of
from services.ids import new_id
from tests.attacks.reading import Function, functions_of
from tests.attacks.test_arguments import PLAIN

# Between them they may do everything to something in the scene.
DOERS = ("admin", "zhou", "na", "tang", "pei", "cai", "qian")
VERSIONED = """select table_name from information_schema.columns c
  where table_schema = 'aftercare' and column_name = 'version' and exists (
    select from information_schema.columns i where i.table_schema = 'aftercare' and i.table_name = c.table_name
      and i.column_name = 'id' and i.data_type = 'uuid') order by 1"""


def _asks_for(function: Function) -> list[int]:
    """The places of its version arguments."""
    return [
        place
        for place, (name, kind) in enumerate(zip(function.names, function.types, strict=True))
        if kind == "integer" and "version" in name
    ]


def _records(root: psycopg.Connection, source: str) -> list[tuple[object, int]]:
    """Ids and versions of records of the scene; those of tables the function speaks of first."""
    tables = [row[0] for row in root.execute(VERSIONED).fetchall()]
    found: list[tuple[object, int]] = []
    for table in sorted(tables, key=lambda table: f"aftercare.{table} " not in source):
        rows = root.execute(
            sql.SQL("select id, version from {} order by id limit 12").format(sql.Identifier("aftercare", table))
        )
        found += rows.fetchall()
    return found


def _attempts(function: Function, records: list[tuple[object, int]], unseen: int) -> Iterator[list[object]]:
    """Its arguments with one record after another, each seen as it is but for the version that is not told."""
    uuids = [place for place, kind in enumerate(function.types) if kind == "uuid"]
    versions = _asks_for(function)
    for at in range(len(records)):
        given = [None if kind == "uuid" else PLAIN[kind] for kind in function.types]
        for n, place in enumerate(uuids):
            record = records[(at + n) % len(records)]
            given[place] = new_id() if function.names[place] == "request_id" else record[0]
            if n < len(versions):
                given[versions[n]] = record[1]
        given[unseen] = None
        yield given


def _outcome(root: psycopg.Connection, login: str, function: Function, given: list[object]) -> str:
    """The SQLSTATE it was refused with, '' where it was done; nothing of it stays."""
    try:
        with root.transaction(force_rollback=True):
            root.execute(f'set local session authorization "{role_of(login)}"')
            function.call(root, given)
        return ""
    except psycopg.Error as error:
        return error.sqlstate or ""


def _source(root: psycopg.Connection, name: str) -> str:
    (found,) = root.execute(
        "select string_agg(prosrc, '') from pg_proc where pronamespace = 'aftercare'::regnamespace and proname = %s",
        [name],
    ).fetchall()
    return found[0] or ""


def _compares(root: psycopg.Connection, source: str, version: str) -> bool:
    """Whether it says so itself, or hands the version on to one that does: the scene has no record of that kind."""
    handed_to = re.findall(rf"aftercare\.(\w+)\([^;]*\b{version}\b", source)
    return any(
        f"version is distinct from {version}" in words
        for words in (source, *(_source(root, name) for name in handed_to))
    )


def _answer(root: psycopg.Connection, function: Function, doers: list[str], unseen: int) -> str:
    """'AC002' once anybody is told so; what happened else."""
    source = _source(root, function.name)
    seen: set[str] = set()
    for given in _attempts(function, _records(root, source), unseen):
        for login in doers:
            outcome = _outcome(root, login, function, given)
            if outcome in ("", "AC002"):
                return outcome or "was done"
            seen.add(outcome)
    if _compares(root, source, function.names[unseen]):
        return "AC002"
    return f"never came so far: {sorted(seen)}"


@pytest.fixture
def root(scene):
    with psycopg.connect(scene.clone.dsn(), autocommit=True) as connection:
        connection.execute("set search_path = aftercare")
        yield connection


def test_a_save_without_a_version_is_stale(scene, root):
    callers: dict[str, tuple[Function, list[str]]] = {}
    for login in DOERS:
        for function in functions_of(scene, login):
            if _asks_for(function):
                callers.setdefault(function.signature, (function, []))[1].append(login)
    assert len(callers) > 40
    answers = {
        f"{signature} without {function.names[unseen]}": _answer(root, function, doers, unseen)
        for signature, (function, doers) in callers.items()
        for unseen in _asks_for(function)
    }
    assert {asked: answer for asked, answer in answers.items() if answer != "AC002"} == {}
