"""What somebody employed keeps of himself 个人信息维护: his name as others read it, telephone and e-mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors, people  # noqa: F401  what is said of a name
from services.database import Database
from services.initials import initials_of
from services.rows import change_row, clean, get_row, sql
from services.texts import N_

errors.sentences(
    name_of_colleague=N_("A colleague has this name already: add something by which you are told apart."),
    own_phone_wrong=N_("A telephone number has digits, blanks and + ( ) -, 30 at most."),
    own_email_wrong=N_("This is no e-mail address."),
)
errors.constraints(
    {
        "staff_details_phone_check": ("own_phone_wrong", "phone"),
        "staff_details_email_check": ("own_email_wrong", "email"),
    }
)


@dataclass(frozen=True)
class OwnDetails:
    """Somebody's particulars. version: of telephone and e-mail, 0 before he wrote any down; login, roles and stores are
    an administrator's to change."""

    id: UUID
    version: int
    name: str
    phone: str
    email: str
    login: str
    roles: tuple[str, ...]
    stores: str
    updated_at: datetime
    updated_by: str


_GET = """
    select p.id, coalesce(d.version, 0) as version, p.name, coalesce(d.phone, '') as phone, coalesce(d.email, '') as email,
           p.login, roles_of(p.login) as roles,
           coalesce((select string_agg(coalesce(nullif(case when :english then t.name_en end, ''), t.name),
                                       case when :english then ', ' else '、' end order by t.code)
                     from staff_store k join store t on t.id = k.store_id
                     where k.staff_id = p.id and k.until is null), '') as stores,
           greatest(p.updated_at, d.updated_at) as updated_at, coalesce(d.updated_by, p.updated_by) as updated_by
    from staff p left join staff_details d on d.id = p.id
    where p.id = :id"""


def get(db: Database, staff_id: UUID) -> OwnDetails:
    """The particulars of somebody; telephone and e-mail are empty where they may not be read."""
    row = get_row(db, sql(_GET), id=staff_id)
    return OwnDetails(**{**row._mapping, "roles": tuple(row.roles)})


def change(db: Database, seen: OwnDetails, values: Mapping[str, Any], request: UUID) -> OwnDetails:
    """Change the own name, telephone or e-mail; raises NotPermitted for anybody else's.

    Raises ServiceError 'name_of_colleague', 'conflict' where an administrator changed the name meanwhile.
    """
    stored = clean(values)
    name = stored.pop("name", None)

    def work(connection: Connection) -> None:
        if name is not None:
            given = {"before": seen.name, "name": name, "initials": initials_of(name)}
            connection.execute(text("select change_my_name(:before, :name, :initials)"), given)
        if stored:
            connection.execute(
                text("insert into staff_details (id) values (:id) on conflict (id) do nothing"), {"id": seen.id}
            )
            base = {column: getattr(seen, column) for column in stored}
            change_row(connection, "staff_details", seen.id, max(seen.version, 1), stored, base)

    db.once(request, work)
    return get(db, seen.id)
