"""Several questions in one trip to the server: what a page needs to open.

One after the other each waits for its answer, which on a network is most of the time a page takes to open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, LiteralString, NamedTuple, cast

import psycopg
from sqlalchemy import TextClause
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from services import errors
from services.database import Database
from services.texts import language


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
        raw: Any = connection.connection.driver_connection
        if len(questions) == 1:
            try:
                return [_answer(raw.execute(_spelled(questions[0].statement), _values(questions[0])))]
            except psycopg.Error as error:
                raise errors.from_driver(error) from error
        failed: psycopg.Error | None = None
        try:
            with raw.pipeline():
                try:
                    asked = [raw.execute(_spelled(question.statement), _values(question)) for question in questions]
                except psycopg.Error as error:
                    failed = error  # leaving the pipeline then says only that it was given up
        except psycopg.Error as error:
            failed = failed or error
        if failed is not None:
            raise errors.from_driver(failed) from failed
        return [_answer(cursor) for cursor in asked]


def _answer(cursor: Any) -> Answer:
    return Answer([column.name for column in cursor.description], cursor.fetchall())


def _values(question: Question) -> Mapping[str, Any]:
    # as `rows.sql` gives it where SQLAlchemy executes; the driver takes what is in the statement
    return {"english": language() == "en", **question.values}


@lru_cache(maxsize=512)
def _spelled(statement: TextClause) -> LiteralString:
    return cast(LiteralString, str(statement.compile(dialect=PGDialect_psycopg())))
