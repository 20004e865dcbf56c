"""What the dispatcher has to know of technicians: skills, areas, hours of a day, absences."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import code_lists, errors
from services.database import Database
from services.rows import add_once, change_row, clean, insert_row
from services.texts import N_

errors.sentences(
    skill_held_already=N_("This person has the skill already."),
    area_held_already=N_("This person drives there already."),
    absence_span_wrong=N_("An absence ends after it begins and lasts at most 400 days."),
    minutes_a_day_wrong=N_("A day has at most 1440 minutes."),
)
errors.constraints(
    {
        "staff_skill_open_key": ("skill_held_already", "skill"),
        "staff_area_open_key": ("area_held_already", "region_id"),
        "staff_absence_span_check": ("absence_span_wrong", "until_at"),
        "staff_capacity_minutes_a_day_check": ("minutes_a_day_wrong", "minutes_a_day"),
    }
)
code_lists.name_list("skill", N_("Skills of technicians"))


class Profile(NamedTuple):
    """What is known of one technician. minutes_a_day: None where the company's number holds."""

    staff_id: UUID
    name: str
    skills: tuple[str, ...]
    areas: tuple[UUID, ...]
    minutes_a_day: int | None


class Absence(NamedTuple):
    """A time somebody is away; kind and note as the person's managers see them."""

    id: UUID
    version: int
    staff_id: UUID
    kind: str
    from_at: datetime
    until_at: datetime
    note: str


_PROFILE = text("""
    select s.id, s.name,
           array(select k.skill from staff_skill k where k.staff_id = s.id and k.until is null order by k.skill) as skills,
           array(select a.region_id from staff_area a where a.staff_id = s.id and a.until is null order by a.region_id) as areas,
           c.minutes_a_day
    from staff s left join staff_capacity c on c.id = s.id where s.id = :id""")
_ABSENCES = text("""
    select id, version, staff_id, kind, from_at, until_at, note from staff_absence
    where staff_id = :id and withdrawn_at is null and until_at > :after order by from_at""")


def profile(db: Database, staff_id: UUID) -> Profile:
    """What is known of one technician."""
    with db.read() as connection:
        return _profile(connection, staff_id)


def _profile(connection: Connection, staff_id: UUID) -> Profile:
    row = connection.execute(_PROFILE, {"id": staff_id}).first()
    if row is None:
        raise errors.ServiceError("gone_record")
    return Profile(row.id, row.name, tuple(row.skills), tuple(row.areas), row.minutes_a_day)


def keep(
    db: Database, seen: Profile, skills: Sequence[str], areas: Sequence[UUID], minutes_a_day: int | None, request: UUID
) -> None:
    """Say what somebody knows, where he drives and how much of a day may be planned; by his manager.

    Raises ServiceError 'conflict' where somebody else said otherwise since it was seen.
    """
    staff_id = seen.staff_id

    def work(connection: Connection) -> None:
        connection.execute(text("select from staff_capacity where id = :id for no key update"), {"id": staff_id})
        now = _profile(connection, staff_id)
        if (now.skills, now.areas, now.minutes_a_day) != (seen.skills, seen.areas, seen.minutes_a_day):
            raise errors.ServiceError("conflict")
        _keep_set(connection, "staff_skill", "skill", staff_id, list(skills))
        _keep_set(connection, "staff_area", "region_id", staff_id, list(areas))
        values = {"id": staff_id, "minutes": minutes_a_day}
        connection.execute(
            text("""insert into staff_capacity (id, minutes_a_day) values (:id, :minutes)
                    on conflict (id) do update set minutes_a_day = excluded.minutes_a_day"""),
            values,
        )

    db.once(request, work)


def _keep_set(connection: Connection, table: str, column: str, staff_id: UUID, wanted: list[Any]) -> None:
    """Close what is no longer wanted, add what is new."""
    kind = "uuid[]" if column == "region_id" else "text[]"
    values = {"id": staff_id, "wanted": wanted}
    connection.execute(
        text(f"""update {table} set until = clock_timestamp()
                 where staff_id = :id and until is null and {column} <> all(cast(:wanted as {kind}))"""),
        values,
    )
    connection.execute(
        text(f"""insert into {table} (id, staff_id, {column})
                 select gen_random_uuid(), :id, x from unnest(cast(:wanted as {kind})) x
                 where not exists (select from {table} t where t.staff_id = :id and t.until is null and t.{column} = x)"""),
        values,
    )


def absences(db: Database, staff_id: UUID, after: datetime) -> list[Absence]:
    """When somebody is away from a moment on; for his managers and himself."""
    with db.read() as connection:
        return [Absence(*row) for row in connection.execute(_ABSENCES, {"id": staff_id, "after": after})]


def add_absence(db: Database, staff_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Somebody will be away (kind, from_at, until_at, note); by his manager, or himself."""
    given = {"staff_id": staff_id, **clean(values)}
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "staff_absence", {"id": row_id, **given})
    )


def withdraw_absence(db: Database, seen: Absence, request: UUID) -> int:
    """It does not take place; the entry stays."""

    def work(connection: Connection) -> int:
        now = connection.execute(text("select clock_timestamp()")).scalar_one()
        return change_row(
            connection, "staff_absence", seen.id, seen.version, {"withdrawn_at": now}, {"withdrawn_at": None}
        )

    return db.once(request, work)
