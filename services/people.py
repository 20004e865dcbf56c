"""Staff accounts: created, changed, disabled, through the accounts functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from services import accounts, errors
from services.database import Database
from services.errors import Conflict, ServiceError
from services.initials import initials_of
from services.names import name_of
from services.paging import PAGE, Page, Place, keyset, make_page
from services.texts import N_, language

# Roles as codes with the words that people see.
ROLE_NAMES = {
    "admin": N_("Administrator"),
    "manager": N_("Manager"),
    "agent": N_("Service agent"),
    "technician": N_("Technician"),
    "parts": N_("Parts clerk"),
    "sales": N_("Sales representative"),
    "finance": N_("Finance"),
    "auditor": N_("Auditor"),
    "leader": N_("Shift or team leader"),
    "inspector": N_("Quality inspector"),
}

errors.sentences(
    person_exists=N_("This user already exists."),
    person_unknown=N_("This user no longer exists."),
    duty_without_desk=N_("Whoever leads a group or inspects contacts is a service agent too: choose both."),
    person_without_role=N_("Choose at least one role."),
    role_unknown=N_("There is no role {role}."),
    login_not_allowed=N_("A user name is 2 to 40 lower-case letters, digits or _, and begins with a letter."),
    last_admin=N_("This is the last administrator; appoint another one first."),
    own_rights=N_("Nobody changes his own rights; ask another administrator."),
    own_account=N_("Nobody disables his own account; ask another administrator."),
    own_password_elsewhere=N_("Change your own password in the menu under your name."),
)
errors.constraints(
    {
        "staff_login_key": ("person_exists", "login"),
        "staff_login_check": ("login_not_allowed", "login"),
        "staff_name_check": ("name_missing", "name"),
    }
)
errors.sentences(name_missing=N_("A name has 1 to 80 characters."))


@dataclass(frozen=True)
class Person:
    """Who is signed in."""

    id: UUID
    login: str
    name: str
    roles: tuple[str, ...]
    store_id: UUID | None
    must_change_password: bool


def me(db: Database) -> Person:
    """The person behind this connection; raises NotSignedIn where the login is nobody employed here."""
    with db.read() as connection:
        row = connection.execute(text("select * from who_am_i()")).first()
    if row is None:
        raise errors.NotSignedIn("sign_in_failed")
    return Person(row.staff_id, row.login, row.name, tuple(row.roles), row.store_id, row.must_change_password)


_ZONE = text("""select s.time_zone from staff p join store s on s.id = p.store_id where p.id = my_staff_id()""")
USUAL_ZONE = "Asia/Shanghai"


def zone(db: Database) -> ZoneInfo:
    """The time zone of this person's store: the clock by which he reads everything."""
    with db.read() as connection:
        return ZoneInfo(connection.execute(_ZONE).scalar() or USUAL_ZONE)


# -- looking people up -----------------------------------------------------------------------------


class Line(NamedTuple):
    """A row of the list of staff. online: a window of his is connected now."""

    id: UUID
    login: str
    name: str
    roles: tuple[str, ...]
    stores: str
    active: bool
    must_change_password: bool
    online: bool


@dataclass(frozen=True)
class Record:
    """A person as the form holds him; stores and regions by id."""

    id: UUID
    version: int
    login: str
    name: str
    roles: tuple[str, ...]
    store_ids: tuple[UUID, ...]
    region_ids: tuple[UUID, ...]
    store_id: UUID | None
    active: bool
    must_change_password: bool
    updated_by: str


_LINES = """
    select s.id, s.login, s.name, roles_of(s.login) as roles,
           coalesce((select string_agg(coalesce(nullif(case when :english then t.name_en end, ''), t.name),
                                       case when :english then ', ' else '、' end order by t.code)
                     from staff_store d join store t on t.id = d.store_id
                     where d.staff_id = s.id and d.until is null), '') as stores,
           s.active, s.must_change_password,
           exists (select from pg_stat_activity a
                   where a.usename = 's_' || s.login and a.datname = current_database()) as online
    from staff s
    where {condition}
      and (:wanted = '' or s.login like :pattern or strpos(s.name, :wanted) > 0 or s.initials like :pattern)
      and (cast(:role as text) is null or s.login in (
             select substr(p.rolname, 3) from pg_auth_members m join pg_roles p on p.oid = m.member
             where m.roleid = to_regrole('aftercare_' || :role)))
      and (cast(:store as uuid) is null or exists (
             select from staff_store d where d.staff_id = s.id and d.store_id = :store and d.until is null))
      and (cast(:active as boolean) is null or s.active = :active)
    order by {order} limit :limit"""


def page(
    db: Database,
    place: Place | None = None,
    *,
    wanted: str = "",
    role: str | None = None,
    store: UUID | None = None,
    active: bool | None = None,
    descending: bool = False,
    limit: int = PAGE,
) -> Page[Line]:
    """Staff by login. wanted: beginning of the login or the pinyin initials, or a piece of the name."""
    condition, order, keys = keyset(("s.login",), descending, place)
    wanted = wanted.strip()
    values = {
        **keys,
        "english": language() == "en",
        "wanted": wanted,
        "pattern": wanted.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%",
        "role": role,
        "store": store,
        "active": active,
        "limit": limit + 1,
    }
    with db.read() as connection:
        rows = connection.execute(text(_LINES.format(condition=condition, order=order)), values).all()
    lines = [Line(r.id, r.login, r.name, tuple(r.roles), r.stores, *r[5:]) for r in rows]
    return make_page(lines, lambda line: (line.login,), place, limit)


_RECORD = text(f"""
    select s.id, s.version, s.login, s.name, roles_of(s.login) as roles,
           array(select d.store_id from staff_store d join store t on t.id = d.store_id
                 where d.staff_id = s.id and d.until is null order by t.code) as store_ids,
           array(select r.region_id from staff_region r join region g on g.id = r.region_id
                 where r.staff_id = s.id and r.until is null order by g.code) as region_ids,
           s.store_id, s.active, s.must_change_password, {name_of("s.updated_by")}
    from staff s where s.id = :id""")


def get(db: Database, staff_id: UUID) -> Record:
    """One person; raises ServiceError where there is none to be seen."""
    with db.read() as connection:
        return _get(connection, staff_id)


def _get(connection: Connection, staff_id: UUID) -> Record:
    row = connection.execute(_RECORD, {"id": staff_id}).first()
    if row is None:
        raise ServiceError("person_unknown")
    return Record(
        row.id,
        row.version,
        row.login,
        row.name,
        tuple(row.roles),
        tuple(row.store_ids),
        tuple(row.region_ids),
        *row[7:],
    )


# -- changing them ---------------------------------------------------------------------------------


def add(db: Database, request: UUID, staff_id: UUID, values: Mapping[str, Any], password: str) -> None:
    """Create a person from a form's values (login, name, roles, store_ids, region_ids), who then has to
    replace the password at the first sign-in."""
    accounts.check_password(values["login"], password)

    def work(connection: Connection) -> None:
        accounts.create(
            connection,
            staff_id,
            values["login"],
            values["name"],
            password,
            roles=values["roles"],
            stores=values["store_ids"],
            regions=values.get("region_ids", ()),
            home=values.get("store_id"),
        )

    db.once(request, work)


_CHANGE = text("""select change_person(:id, :version, :name, :roles, cast(:store_ids as uuid[]),
                  cast(:region_ids as uuid[]), :store_id, :initials)""")


def change(db: Database, request: UUID, seen: Record, values: Mapping[str, Any]) -> int:
    """Change name, roles, desks or regions; values holds only what was changed. Returns the new version.

    What somebody else changed meanwhile stays where we did not touch it; raises Conflict where both did.
    """

    def work(connection: Connection) -> int:
        now = _get(connection, seen.id)
        if now.version != seen.version:
            differing = [
                name
                for name, mine in values.items()
                if getattr(now, name) != getattr(seen, name) and getattr(now, name) != mine
            ]
            if differing:
                raise Conflict(
                    {name: getattr(seen, name) for name in differing},
                    {name: values[name] for name in differing},
                    {name: getattr(now, name) for name in differing},
                    now.version,
                    now.updated_by,
                )
        whole = {name: values.get(name, getattr(now, name)) for name in ("name", "roles", "store_ids", "region_ids")}
        home = values.get("store_id", now.store_id)
        if home not in whole["store_ids"]:
            home = whole["store_ids"][0] if whole["store_ids"] else None
        found = connection.execute(
            _CHANGE,
            {
                "id": seen.id,
                "version": now.version,
                "name": whole["name"],
                "roles": list(whole["roles"]),
                "store_ids": list(whole["store_ids"]),
                "region_ids": list(whole["region_ids"]),
                "store_id": home,
                "initials": initials_of(whole["name"]),
            },
        )
        return int(found.scalar_one())

    return int(db.once(request, work))


def reset_password(db: Database, request: UUID, person: Record, password: str) -> None:
    """Give somebody a new password, which he has to replace at the next sign-in."""
    accounts.check_password(person.login, password)
    db.once(request, lambda c: accounts.give_password(c, "reset_password", person.id, person.login, password))


def disable(db: Database, staff_id: UUID) -> int:
    """Close an account; returns how many open connections were ended. Doing it twice does no harm."""
    with db.transaction() as connection:
        return int(connection.execute(text("select disable_person(:id)"), {"id": staff_id}).scalar_one())


def enable(db: Database, staff_id: UUID) -> None:
    """Let somebody sign in again with the password he had."""
    with db.transaction() as connection:
        connection.execute(text("select enable_person(:id)"), {"id": staff_id})


def count_by_role(db: Database) -> dict[str, int]:
    """How many open accounts hold each role."""
    with db.read() as connection:
        rows = connection.execute(
            text("select r, count(*) from staff s, unnest(roles_of(s.login)) r where s.active group by r")
        )
        return {row[0]: row[1] for row in rows}
