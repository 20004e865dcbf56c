"""The page of rights is true: every cell is tried by raw SQL, signed in as each role."""

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from installer import pages
from services import rights_matrix
from services.database import role_of
from services.setup import superuser_engine
from tests.guest_samples import FIRST_PASSWORD, OWN_PASSWORD, company  # noqa: F401
from tests.people import PASSWORD

PEOPLE = {
    "admin": "admin",
    "manager": "zhou",
    "agent": "na",
    "technician": "tang",
    "parts": "pei",
    "sales": "xiao",
    "finance": "cai",
    "auditor": "shen",
}
PAGE = pages.RIGHTS


@pytest.fixture
def every(fresh_database):
    with superuser_engine(fresh_database.dsn()).connect() as connection:
        yield rights_matrix.columns(connection)


def _allowed(connection: psycopg.Connection, statement: sql.Composed) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return False
    except (psycopg.errors.DatatypeMismatch, psycopg.errors.NotNullViolation):
        return True  # let through by the rights, refused for another reason
    return True


@pytest.mark.parametrize("role", PEOPLE)
def test_a_person_with_psql_can_do_what_the_page_says_and_no_more(fresh_database, every, role):
    declared = {cell.table: cell for cell in rights_matrix.parse(PAGE.read_text("utf-8"), every) if cell.role == role}
    wrong = []
    with fresh_database.connect(role_of(PEOPLE[role]), PASSWORD) as connection:
        connection.autocommit = True
        connection.execute("set statement_timeout = '2s'")
        for table, cell in declared.items():
            name = sql.Identifier("aftercare", table)
            for column in every[table]:
                known = sql.Identifier(column)
                tried = {
                    "read": (cell.read, sql.SQL("select {} from {} limit 0").format(known, name)),
                    "add": (
                        cell.add,
                        sql.SQL("insert into {} ({}) overriding system value select null where false").format(
                            name, known
                        ),
                    ),
                    "change": (cell.change, sql.SQL("update {} set {} = default where false").format(name, known)),
                }
                wrong += [
                    (table, column, right)
                    for right, (columns, statement) in tried.items()
                    if _allowed(connection, statement) != (column in columns)
                ]
            for word in (
                "delete from {}",
                "truncate {}",
                "lock table {} in access exclusive mode",
                "drop table {}",
                "alter table {} disable row level security",
                "create trigger t after insert on {} execute function suppress_redundant_updates_trigger()",
            ):
                if _allowed(connection, sql.SQL(word).format(name)):
                    wrong.append((table, word))
    assert wrong == []


@pytest.mark.parametrize("role", rights_matrix.GUESTS)
def test_a_guest_with_psql_can_call_what_the_page_says_and_reaches_no_table(company, every, role):  # noqa: F811
    declared = {signature for kind, signature in rights_matrix.parse_calls(PAGE.read_text("utf-8")) if kind == role}
    if role == "kiosk":
        login, password = company.kiosk(), FIRST_PASSWORD
    else:
        login, password = company.own(company.customer()).person.login, OWN_PASSWORD
    with company.psql(login, password) as connection:
        granted = connection.execute(
            """select p.proname || '(' || oidvectortypes(p.proargtypes) || ')' from pg_proc p
               where p.pronamespace = 'aftercare'::regnamespace and p.prorettype <> 'trigger'::regtype
                 and has_function_privilege(p.oid, 'execute')"""
        )
        assert {row[0] for row in granted.fetchall()} == declared
        wrong = []
        for table, columns in every.items():
            name, first = sql.Identifier("aftercare", table), sql.Identifier(columns[0])
            for word in (
                "select {first} from {name} limit 0",
                "insert into {name} ({first}) overriding system value select null where false",
                "update {name} set {first} = default where false",
                "delete from {name} where false",
                "lock table {name} in access share mode",
            ):
                if _allowed(connection, sql.SQL(word).format(name=name, first=first)):
                    wrong.append((table, word))
    assert wrong == []


def test_every_function_of_guests_is_told_in_words(fresh_database):
    with superuser_engine(fresh_database.dsn()).connect() as connection:
        assert {call.name for call in rights_matrix.calls(connection)} == set(rights_matrix.CALLS)
        assert rights_matrix.tables_of_guests(connection) == []


def test_the_page_is_what_the_database_has(fresh_database):
    with superuser_engine(fresh_database.dsn()).connect() as connection:
        now = rights_matrix.page(connection)
    assert PAGE.read_text("utf-8") == now, "run python -m installer.pages and read what changed"


def test_the_dump_of_the_schema_is_up_to_date(fresh_database):
    with superuser_engine(fresh_database.dsn()).connect() as connection:
        server = connection.execute(text("select current_setting('server_version_num')::int / 10000")).scalar()
    # The dump is of the embedded server's version; another one writes the same schema in other words.
    assert server != 16 or pages.SCHEMA.read_text("utf-8") == pages.dump(fresh_database.dsn()), (
        "python -m installer.pages"
    )
