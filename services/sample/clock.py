"""Writing history through the real functions: for one transaction the database's clock and caller are ours.

Sample orders of two years ago are taken in, moved and paid by the very functions that serve the counter, so
that states, events, money, numbers, audit and figures agree. These functions ask clock_timestamp() and who is
signed in; inside a superuser's transaction they are replaced by copies that ask settings instead, and put back
before COMMIT. Nobody else ever sees the copies. Column defaults are treated alike.

Signing each of the people in for each step would do as well, at three times the time.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg import sql

_NOW = re.compile(r"\b(?:pg_catalog\.)?(?:clock_timestamp|now)\(\)", re.IGNORECASE)
_CLOCK = "aftercare.sample_clock()"
TIME, PERSON, PEOPLE = "aftercare.sample_now", "aftercare.sample_person", "aftercare.sample_people"
# What a caller is asked about, each in a setting of its own.
OWN = ("id", "roles", "stores", "managed")

_FUNCTIONS = r"""
    select p.oid::regprocedure::text, pg_get_functiondef(p.oid) from pg_proc p
    where p.pronamespace = 'aftercare'::regnamespace and p.prokind = 'f'
      and pg_get_functiondef(p.oid) ~* '\m(clock_timestamp|now)\(\)'
    order by p.oid"""
_ONE_FUNCTION = "select pg_get_functiondef(to_regprocedure(%s))"
# Not the feed of changes and the saves' results: both are forgotten by age, counted from today.
_DEFAULTS = r"""
    select c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid)
    from pg_attrdef d
    join pg_class c on c.oid = d.adrelid
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where c.relnamespace = 'aftercare'::regnamespace and c.relname not in ('change', 'request', 'schema_object')
      and pg_get_expr(d.adbin, d.adrelid) ~* '\m(clock_timestamp|now)\(\)'
    order by c.relname, a.attname"""


def _own(name: str) -> str:
    return f"nullif(current_setting('aftercare.sample_{name}', true), '')"


# Who is asking: what the real ones read from the catalogues comes from settings, which the player fills anew for each
# step: everybody's in one setting would be parsed a hundred times a step. Windows are not told of rows of two years
# ago.
_CALLER = {
    "login_name()": ("text", f"coalesce(nullif(current_setting('{PERSON}', true), ''), session_user::text)"),
    "my_staff_id()": ("uuid", f"{_own('id')}::uuid"),
    "i_am_active()": ("boolean", f"coalesce(current_setting('{PERSON}', true), '') <> ''"),
    "i_am(roles text[])": ("boolean", f"coalesce({_own('roles')}::text[] && roles, false)"),
    "my_store_ids()": ("uuid[]", f"coalesce({_own('stores')}::uuid[], '{{}}')"),
    "my_managed_store_ids()": ("uuid[]", f"coalesce({_own('managed')}::uuid[], '{{}}')"),
    "my_visible_store_ids()": (
        "uuid[]",
        f"""case when coalesce({_own("roles")}::text[], '{{}}') && '{{admin,auditor,finance}}'
             then array(select t.id from aftercare.store t)
             when coalesce({_own("roles")}::text[], '{{}}') && '{{manager}}' then coalesce({_own("managed")}::uuid[], '{{}}')
             else coalesce({_own("stores")}::uuid[], '{{}}') end""",
    ),
    "my_roles()": (
        "record",
        f"staff_id := {_own('id')}::uuid; roles := coalesce({_own('roles')}::text[], '{{}}')",
    ),
    "roles_of(login text)": (
        "text[]",
        f"coalesce((current_setting('{PEOPLE}')::jsonb -> login ->> 'roles')::text[], '{{}}')",
    ),
}
_DECLARED = {
    "i_am(roles text[])": "i_am(variadic roles text[])",
    "my_roles()": "my_roles(out staff_id uuid, out roles text[])",
}


class Caller(dict[str, object]):
    """What the functions want to know of somebody."""

    def __init__(self, person: UUID, roles: Sequence[str], stores: Sequence[UUID], managed: Sequence[UUID]) -> None:
        super().__init__(id=str(person), roles=_array(roles), stores=_array(stores), managed=_array(managed))


def _array(ids: Sequence[object]) -> str:
    return "{" + ",".join(str(one) for one in ids) + "}"


@contextmanager
def past_clock(connection: psycopg.Connection) -> Iterator[None]:
    """Make the database's clock and caller ours until the block ends.

    connection: a superuser's, inside a transaction. An error leaves all to the rollback.
    """
    functions = connection.execute(_FUNCTIONS).fetchall()
    replaced = [_definition(connection, name) for name in (*_CALLER, "note_change()")]
    defaults = connection.execute(_DEFAULTS).fetchall()
    connection.execute(
        f"""create function {_CLOCK} returns timestamptz language plpgsql stable set search_path = pg_catalog, pg_temp
            as $$ begin return current_setting('{TIME}')::timestamptz; end $$"""
    )
    connection.execute(f"grant execute on function {_CLOCK} to public")
    connection.execute("select set_config(%s, '{}', true), set_config(%s, '', true)", [PEOPLE, PERSON])
    _define(connection, [_NOW.sub(_CLOCK, text) for _name, text in functions])
    _define(connection, [_asking(*caller) for caller in _CALLER.items()])
    _define(
        connection,
        [
            "create or replace function aftercare.note_change() returns trigger language plpgsql security definer "
            "as $$ begin return null; end $$"
        ],
    )
    _default(connection, [(table, column, _NOW.sub(_CLOCK, text)) for table, column, text in defaults])
    yield
    connection.execute("set constraints all immediate")
    _default(connection, defaults)
    _define(connection, [*(text for _name, text in functions), *replaced])
    connection.execute(f"drop function {_CLOCK}")


def set_clock(connection: psycopg.Connection, moment: datetime) -> None:
    """The time that the database believes it is; to be used inside `past_clock`."""
    connection.execute("select set_config(%s, %s, true)", [TIME, moment.isoformat()])


def introduce(connection: psycopg.Connection, people: Mapping[str, Caller]) -> None:
    """Who may be named as the caller, by login; to be used inside `past_clock`."""
    connection.execute("select set_config(%s, %s, true)", [PEOPLE, json.dumps(people)])


def _definition(connection: psycopg.Connection, name: str) -> str:
    plain = re.sub(r"\(\w+ ", "(", name)
    row = connection.execute(_ONE_FUNCTION, [f"aftercare.{plain}"]).fetchone()
    if row is None or row[0] is None:
        raise ValueError(f"there is no function {plain}")
    return row[0]


def _asking(name: str, answer: tuple[str, str]) -> str:
    kind, expression = answer
    told = expression if kind == "record" else f"return {expression}"
    return f"""create or replace function aftercare.{_DECLARED.get(name, name)} returns {kind} language plpgsql stable
        set search_path = pg_catalog, pg_temp as $$ begin {told}; end $$"""


def _define(connection: psycopg.Connection, functions: list[str]) -> None:
    # Some functions name others that are replaced later; their bodies were checked when they were shipped.
    connection.execute("set local check_function_bodies = off")
    for text in functions:
        connection.execute(text.encode())


def _default(connection: psycopg.Connection, defaults: list[tuple[str, str, str]]) -> None:
    for table, column, expression in defaults:
        connection.execute(
            sql.SQL("alter table aftercare.{} alter column {} set default {}").format(
                sql.Identifier(table), sql.Identifier(column), sql.SQL(expression)
            )
        )
