"""Which orders a list wants: its views and filters as conditions, and whose orders it reads, each on an index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from models.work_order import WORK_STATES
from services.database import Database
from services.rows import id_array
from services.standing import standing

# Written out, so that partial indexes are found.
_OPEN = "o.work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled')"
_READY = "o.work_state in ('completed', 'failed')"
# Until the store's own midnight; the plain range comes first, for the index.
_TODAY = """o.promised_at >= now() and o.promised_at < now() + interval '26 hours' and o.promised_at < (
    select cast(cast(now() at time zone z.time_zone as date) + 1 as timestamp) at time zone z.time_zone
    from store z where z.id = o.store_id)"""
# The plain range beside it is for the index; store dates differ from the server's by less than a day.
_FINISHED_ON = "cast(o.ready_at at time zone (select z.time_zone from store z where z.id = o.store_id) as date)"
# The stores a scope reads; its values carry them.
STORES = "cast(:_stores as uuid[])"
_AT_STORES = f"(o.store_id = any({STORES}) or o.handling_store_id = any({STORES}))"
# More stores than this are read through the index over all orders instead of one look-up a store.
FEW_STORES = 40


@dataclass(frozen=True)
class Wanted:
    """What a list shows. Empty parts do not restrict; stores empty: all that this person sees.

    view: a key of VIEWS. assigned_to_me: this person's own. text: what the search finds, at most 200.
    imported: also imported history.
    """

    view: str = "all"
    stores: Sequence[UUID] = ()
    states: Sequence[str] = ()
    custody_states: Sequence[str] = ()
    money_states: Sequence[str] = ()
    kinds: Sequence[str] = ()
    sale_stage: str = ""
    priority: str = ""
    technician_id: UUID | None = None
    assigned_to_me: bool = False
    customer_id: UUID | None = None
    device_id: UUID | None = None
    intake_id: UUID | None = None
    opened_from: date | None = None
    opened_until: date | None = None
    # Last completed or failed, in the store's calendar; suits the view "finished".
    finished_from: date | None = None
    finished_until: date | None = None
    shelf: str = ""
    repair_level: str = ""
    text: str = ""
    imported: bool = False


# Saved views: condition and the sorting that suits it. Words are in VIEW_NAMES of the screen's labels.
VIEWS: Mapping[str, tuple[str, str]] = {
    "all": ("true", "opened"),
    "open": (_OPEN, "opened"),
    "mine": (_OPEN, "promised"),
    "unassigned": ("o.work_state = 'received' and o.assigned_to is null", "opened"),
    "overdue": (f"{_OPEN} and o.promised_at < now()", "promised"),
    "due_today": (f"{_OPEN} and {_TODAY}", "promised"),
    "waiting_customer": ("o.work_state = 'quoted'", "opened"),
    "waiting_parts": ("o.work_state = 'waiting_parts'", "opened"),
    "ready": (_READY, "ready"),
    "ready_long": (f"{_READY} and o.ready_at < now() - interval '7 days'", "ready"),
    "finished": ("o.ready_at is not null", "ready"),
    "not_told": (f"{_READY} and o.told_at is null", "ready"),
    "sent_out": ("o.custody_state = 'at_depot'", "opened"),
    "came_back": (f"{_OPEN} and o.rework_of is not null", "opened"),
    "in_warranty": (f"{_OPEN} and o.warranty_verdict = 'in'", "opened"),
    "owing": (
        "o.work_state in ('delivered', 'closed') and o.due - o.paid - coalesce(o.written_off, 0) > 0",
        "opened",
    ),
}


@dataclass(frozen=True)
class Scope:
    """Whose orders a statement reads: conditions on an index each, joined by UNION ALL."""

    branches: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    lateral: bool = False


def scope_of(db: Database, connection: Connection, wanted: Wanted) -> Scope:
    """Whose orders this person's list reads: as few as the filters and the person's stores allow."""
    for column in ("customer_id", "device_id", "intake_id"):
        if getattr(wanted, column) is not None:
            return Scope((f"o.{column} = :{column}",), {column: getattr(wanted, column)})
    me = standing(db, connection)
    if wanted.assigned_to_me or wanted.view == "mine":
        return Scope(("o.assigned_to = :_me",), {"_me": me.me})
    if wanted.technician_id is not None:
        return Scope(("o.assigned_to = :_who",), {"_who": wanted.technician_id})
    seen = list(me.stores)
    stores = [store for store in wanted.stores if store in seen] if wanted.stores else seen
    if not me.everywhere and not me.at_desks:
        # A technician sees his own jobs and what waits in his stores; others' jobs would only be read to be hidden.
        return Scope(
            (
                "o.assigned_to = :_me",
                f"o.store_id = any({STORES}) and o.work_state = 'received' and o.assigned_to is null",
            ),
            {"_me": me.me, "_stores": id_array(stores)},
        )
    if me.everywhere and not wanted.stores:
        return Scope(("true",))
    if len(stores) == 1:
        return Scope(
            ("o.store_id = :_store", "o.handling_store_id = :_store and o.store_id <> :_store"), {"_store": stores[0]}
        )
    if len(stores) <= FEW_STORES:
        return Scope(
            ("o.store_id = s.id", f"o.handling_store_id = s.id and o.store_id <> all({STORES})"),
            {"_stores": id_array(stores)},
            lateral=True,
        )
    return Scope((_AT_STORES,), {"_stores": id_array(stores)})


def _in_states(states: Sequence[str]) -> str:
    """Written out, not bound: with a parameter the planner cannot tell that a partial index suits."""
    unknown = [state for state in states if state not in WORK_STATES]
    if unknown:
        raise ValueError(f"unknown states: {unknown}")
    return f"o.work_state in ({', '.join(repr(state) for state in states)})"


def conditions_of(wanted: Wanted) -> tuple[list[str], dict[str, Any]]:
    """What the view and the filters ask of an order `o`, with the values of their parameters."""
    conditions = [VIEWS[wanted.view][0]]
    values: dict[str, Any] = {}
    if wanted.states:
        conditions.append(_in_states(wanted.states))
    for column, several in (
        ("custody_state", wanted.custody_states),
        ("money_state", wanted.money_states),
        ("kind", wanted.kinds),
    ):
        if several:
            conditions.append(f"o.{column} = any(:{column}s)")
            values[f"{column}s"] = list(several)
    for column in ("sale_stage", "priority", "shelf", "repair_level"):
        value = getattr(wanted, column)
        if value:
            conditions.append(f"o.{column} = :{column}")
            values[column] = value
    if wanted.opened_from is not None:
        conditions.append("o.opened_on >= :opened_from")
        values["opened_from"] = wanted.opened_from
    if wanted.opened_until is not None:
        conditions.append("o.opened_on <= :opened_until")
        values["opened_until"] = wanted.opened_until
    if wanted.finished_from is not None:
        conditions.append(f"o.ready_at > :finished_from - interval '1 day' and {_FINISHED_ON} >= :finished_from")
        values["finished_from"] = wanted.finished_from
    if wanted.finished_until is not None:
        conditions.append(f"o.ready_at < :finished_until + interval '2 days' and {_FINISHED_ON} <= :finished_until")
        values["finished_until"] = wanted.finished_until
    if wanted.technician_id is not None:
        conditions.append("o.assigned_to = :technician_id")
        values["technician_id"] = wanted.technician_id
    if not wanted.imported:
        conditions.append("o.source <> 'ords'")
    return conditions, values


def conditions_among(wanted: Wanted) -> tuple[list[str], dict[str, Any]]:
    """The conditions of a list for orders that were found otherwise."""
    conditions, values = conditions_of(wanted)
    if wanted.view == "mine" or wanted.assigned_to_me:
        conditions.append("o.assigned_to = (select my_staff_id())")
    if wanted.stores:
        conditions.append(_AT_STORES)
        values["_stores"] = id_array(wanted.stores)
    for column in ("customer_id", "device_id", "intake_id"):
        if getattr(wanted, column) is not None:
            conditions.append(f"o.{column} = :{column}")
            values[column] = getattr(wanted, column)
    return conditions, values
