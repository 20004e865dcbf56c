"""Several questions in one trip to the server: what a page needs to open.

One after the other each waits for its answer, which on a network is most of the time a page takes to open.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, LiteralString, NamedTuple, cast
from uuid import UUID

import psycopg
from sqlalchemy import Connection, TextClause
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from services import errors
from services.database import Database
from services.texts import language

# What stays the same for one person is written into the statement: the server then plans it once for just these rows.
# Of a parameter it does not know whether a store is large or small, and it planned some lists anew for each page, which
# took longer than reading them.
SAME_FOR_ONE_PERSON = ("english", "_store", "_stores", "me", "_me", "my_store")
# So are the ids of his stores, as `rows.id_array` gives them: of written ones the server makes a table to look in, a
# parameter of fifty it compared one by one with each row (5 ms for the queue of deadlines). Of more stores the statement
# would become longer than what is gained.
_IDS = re.compile(r"\{[0-9a-f,-]{0,2400}\}")


class Question(NamedTuple):
    """A reading statement with its values, all of them as the driver takes them: no typed parameters."""

    statement: TextClause
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """The rows of one question, as `rows.records` reads them."""

    names: Sequence[str]
    rows: Sequence[tuple[Any, ...]]

    def keys(self) -> Sequence[str]:
        """The columns' names in their order."""
        return self.names

    def all(self) -> Sequence[tuple[Any, ...]]:
        """All rows."""
        return self.rows


def ask(db: Database, *questions: Question) -> list[Answer]:
    """The answer to each question, each statement for itself as with `Database.read`, in one trip.

    One alone gains too: for a short one SQLAlchemy takes longer than the server.

    Raises what `Database.read` raises; the first that fails ends them all.
    """
    with db.read() as connection:
        return ask_on(connection, *questions)


def ask_on(connection: Connection, *questions: Question) -> list[Answer]:
    """`ask` on a connection that is at hand: taking one takes as long as putting a statement together."""
    raw: Any = connection.connection.driver_connection
    if len(questions) == 1:
        try:
            return [_answer(_execute(raw, questions[0]))]
        except psycopg.Error as error:
            raise errors.from_driver(error) from error
    failed: psycopg.Error | None = None
    try:
        with raw.pipeline():
            try:
                asked = [_execute(raw, question) for question in questions]
            except psycopg.Error as error:
                failed = error  # leaving the pipeline then says only that it was given up
    except psycopg.Error as error:
        failed = failed or error
    if failed is not None:
        raise errors.from_driver(failed) from failed
    return [_answer(cursor) for cursor in asked]


def _answer(cursor: Any) -> Answer:
    # the driver's description makes an object of each column, which takes ten times as long as their names
    found, spelled = cursor.pgresult, cursor.connection.info.encoding
    return Answer([found.fname(at).decode(spelled) for at in range(found.nfields)], cursor.fetchall())


def _execute(raw: Any, question: Question) -> Any:
    # as `rows.sql` gives it where SQLAlchemy executes; the driver takes what is in the statement
    values = {"english": language() == "en", **question.values}
    same = tuple((name, values[name]) for name in SAME_FOR_ONE_PERSON if _stays(values.get(name)))
    return raw.execute(_spelled(question.statement, same), values)


def _stays(value: object) -> bool:
    return isinstance(value, (bool, UUID)) or (isinstance(value, str) and _IDS.fullmatch(value) is not None)


@lru_cache(maxsize=512)
def _spelled(statement: TextClause, same: Sequence[tuple[str, bool | UUID | str]]) -> LiteralString:
    spelled = str(statement.compile(dialect=PGDialect_psycopg()))
    for name, value in same:
        written = f"uuid '{value}'" if isinstance(value, UUID) else str(value).lower()
        written = f"'{value}'" if isinstance(value, str) else written
        spelled = spelled.replace(f"%({name})s", written)
    return cast(LiteralString, spelled)
