"""Work orders 工单: the record, its steps, what is said about it.

States change through `move` alone. A service that writes takes the request id of the save; repeated with
the same id it returns the first result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import order_errors, order_record, order_trace
from services.asking import Question, ask
from services.database import Database
from services.errors import Conflict, ServiceError
from services.names import name_of
from services.order_errors import Lack, explained, lacks
from services.order_record import Order, Seen, by_number, get, seen
from services.order_trace import Event, spent, trace
from services.rows import change_once, records, same

# Plain columns a desk may change; a technician changes fewer (services.rights knows which).
PLAIN = (
    "wish",
    "priority",
    "problem",
    "symptoms",
    "accessories",
    "accessories_note",
    "condition_note",
    "sketch",
    "marks",
    "answers",
    "backup_choice",
    "erase_allowed",
    "old_parts",
    "notify_by",
    "loan_unit",
    "instructions",
    "fault_code",
    "cause_code",
    "remedy_code",
    "repair_level",
    "findings",
    "work_done",
    "advice",
    "labour_minutes",
    "test_record",
    "test_passed",
)
_STATES = ("work_state", "money_state", "custody_state")
_JSON = frozenset({"marks", "answers", "test_record"})


def change(db: Database, before: Order, values: Mapping[str, Any], request: UUID) -> int:
    """Change plain columns; returns the new version. Raises Conflict, NotPermitted, ServiceError at a field."""
    unknown = [name for name in values if name not in PLAIN]
    if unknown:
        raise ValueError(f"not plain columns of an order: {unknown}")
    written = {name: Jsonb(value) if name in _JSON else value for name, value in values.items()}
    base = {name: getattr(before, name) for name in values}
    return change_once(db, request, "work_order", before.id, before.version, written, base)


class Moved(NamedTuple):
    """What a step left behind."""

    id: UUID
    version: int
    work_state: str
    money_state: str
    custody_state: str
    event_count: int


_MOVE = text("select work_order_move(:id, :version, :axis, :action, :payload, :request)").bindparams(
    bindparam("payload", type_=JSONB)
)
_UNDO = text("select work_order_undo(:id, :version, :payload, :request)").bindparams(bindparam("payload", type_=JSONB))


def move(
    db: Database,
    before: Seen,
    action: str,
    payload: Mapping[str, Any] | None = None,
    *,
    request: UUID,
    axis: str = "work",
) -> Moved:
    """Take a step. payload: what the step asks for (NextStep.asks), comment, method, workstation.

    Where somebody saved other columns in between, the step is taken all the same; where the states moved
    meanwhile, raises Conflict with the states as base and theirs. Raises Incomplete with all that is lacking,
    ServiceError 'order_step_not_possible', NotPermitted.
    """
    return move_from(db, before, _MOVE, {"axis": axis, "action": action, "payload": payload_of(payload)}, request)


def undo(db: Database, before: Seen, *, request: UUID, workstation: str = "") -> Moved:
    """Take one's own last step back; raises ServiceError 'nothing_to_undo' or Conflict."""
    return move_from(db, before, _UNDO, {"payload": payload_of({"workstation": workstation})}, request)


def move_from(
    db: Database,
    before: Seen | Order,
    statement: Any,
    values: Mapping[str, Any],
    request: UUID,
    written: Mapping[str, Any] | None = None,
) -> Moved:
    """Call a door of the database with the version that was seen; see `result_of`."""
    result = result_of(db, before, statement, values, request, written)
    return Moved(UUID(result["id"]), *(result[name] for name in Moved._fields[1:]))


def result_of(
    db: Database,
    before: Seen | Order,
    statement: Any,
    values: Mapping[str, Any],
    request: UUID,
    written: Mapping[str, Any] | None = None,
) -> Mapping[str, Any]:
    """What a door of the database answers that is called with the version that was seen; see `move`.

    written: columns of `before`, an Order, that the door writes. Where somebody else changed one of them
    meanwhile to another value, raises Conflict too.
    """
    version = before.version
    for _attempt in range(4):
        try:
            return db.call(request, statement, {"id": before.id, "version": version, **values})
        except ServiceError as error:
            if error.code != "conflict" or isinstance(error, Conflict):
                raise explained(error) from error
            version = _version_after(db, before, written or {}, error)
    raise ServiceError("busy")


def _version_after(db: Database, before: Seen | Order, written: Mapping[str, Any], error: ServiceError) -> int:
    """The version now, where only other columns changed; raises Conflict where the states or `written` ones did."""
    base = {name: getattr(before, name) for name in (*_STATES, *written)}
    columns = ", ".join(("version", f"{name_of('work_order.updated_by')} as by", *base))
    with db.read() as connection:
        found = connection.execute(text(f"select {columns} from work_order where id = :id"), {"id": before.id})
        now = found.mappings().first()
    if now is None:
        raise ServiceError("gone_record") from error
    mine = {**base, **written}
    differing = [name for name in base if not same(now[name], base[name]) and not same(now[name], written.get(name))]
    if differing:
        raise Conflict(
            {name: base[name] for name in differing},
            {name: mine[name] for name in differing},
            {name: now[name] for name in differing},
            now["version"],
            now["by"],
        ) from error
    return now["version"]


def payload_of(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a step brings along, as JSON."""
    return {
        name: str(value) if isinstance(value, UUID | Decimal) else value
        for name, value in (values or {}).items()
        if value is not None
    }


@dataclass(frozen=True)
class NextStep:
    """A button. asks: fields of its dialog; missing: all that is lacking; blocked: what no dialog can supply."""

    axis: str
    action: str
    to_state: str
    asks: tuple[str, ...]
    position: int
    missing: tuple[Lack, ...]

    @property
    def blocked(self) -> tuple[Lack, ...]:
        return tuple(lack for lack in self.missing if not lack.asked)


_STEPS = text("select axis, action, to_state, asks, step_position, missing from work_order_next_steps(:id)")
_MISSING = text("select work_order_missing(:id, :action, :axis, :payload)").bindparams(
    bindparam("payload", type_=JSONB)
)


class Opened(NamedTuple):
    """An order with what may be done next with it, the likeliest first, and what happened to it, the oldest first."""

    order: Order
    steps: list[NextStep]
    events: list[Event]


def opened(db: Database, order_id: UUID) -> Opened:
    """An order with its next steps and its trace, in one trip to the server; raises what `get` raises."""
    found, may, happened = ask(
        db, order_record.question(order_id), Question(_STEPS, {"id": order_id}), order_trace.question(order_id)
    )
    return Opened(order_record.only(found), records(_step, may), records(Event, happened))


def next_steps(db: Database, order_id: UUID) -> list[NextStep]:
    """Every step this person may take now, the likeliest first, with what is lacking for each."""
    with db.read() as connection:
        return records(_step, connection.execute(_STEPS, {"id": order_id}))


def _step(axis: str, action: str, to_state: str, asks: list[str], position: int, missing: list[Any]) -> NextStep:
    return NextStep(axis, action, to_state, tuple(asks), position, lacks(missing))


def missing(
    db: Database, order_id: UUID, action: str, payload: Mapping[str, Any] | None = None, axis: str = "work"
) -> tuple[Lack, ...] | None:
    """All that a step lacks with this payload; None where the step is not possible at all."""
    with db.read() as connection:
        found = connection.execute(
            _MISSING, {"id": order_id, "action": action, "axis": axis, "payload": payload_of(payload)}
        ).scalar()
    return None if found is None else lacks(found)


def undoable(db: Database, order_id: UUID) -> str | None:
    """The action of one's own last step while it can still be taken back, else None."""
    with db.read() as connection:
        return connection.execute(text("select work_order_may_undo(:id)"), {"id": order_id}).scalar()


def note(
    db: Database, order_id: UUID, comment: str, *, request: UUID, public: bool = False, workstation: str = ""
) -> None:
    """Append a note; public ones the customer may see."""
    order_errors.call(
        db,
        "select order_note(:id, :comment, :public, '', :workstation, :request)",
        {"id": order_id, "comment": comment, "public": public, "workstation": workstation},
        request,
    )


def told(
    db: Database,
    order_id: UUID,
    reached: bool,
    method: str,
    *,
    request: UUID,
    about: str = "ready",
    comment: str = "",
    workstation: str = "",
) -> None:
    """Log that the customer was told, or not reached. about: ready, quote, delay, notice or progress."""
    order_errors.call(
        db,
        "select order_told(:id, :reached, :method, :about, :comment, :workstation, :request)",
        {
            "id": order_id,
            "reached": reached,
            "method": method,
            "about": about,
            "comment": comment,
            "workstation": workstation,
        },
        request,
    )


def promise(
    db: Database, before: Order, promised_at: datetime, comment: str, *, request: UUID, workstation: str = ""
) -> Moved:
    """Promise another time; the old one stays in the trace. Raises Conflict where somebody promised yet another."""
    return move_from(
        db,
        before,
        text("select order_promise(:id, :version, :promised_at, :comment, :workstation, :request)"),
        {"promised_at": promised_at, "comment": comment, "workstation": workstation},
        request,
        {"promised_at": promised_at},
    )


def correct(
    db: Database, before: Order, values: Mapping[str, Any], comment: str, *, request: UUID, workstation: str = ""
) -> Moved:
    """A manager corrects wrong facts: customer_id, device_id, kind, estimate, warranty_verdict …, with the reason.

    Raises Conflict where somebody changed the same facts to other values meanwhile.
    """
    return move_from(
        db,
        before,
        text("select order_correct(:id, :version, :values, :comment, :workstation, :request)").bindparams(
            bindparam("values", type_=JSONB)
        ),
        {
            "values": {
                name: str(value) if isinstance(value, UUID | Decimal) else value for name, value in values.items()
            },
            "comment": comment,
            "workstation": workstation,
        },
        request,
        values,
    )


def correct_time(
    db: Database, event_id: UUID, effective_at: datetime, comment: str, *, request: UUID, workstation: str = ""
) -> None:
    """A manager says when a step really was; figures go by the correction."""
    order_errors.call(
        db,
        "select event_correct(:id, :effective_at, :comment, :workstation, :request)",
        {"id": event_id, "effective_at": effective_at, "comment": comment, "workstation": workstation},
        request,
    )


__all__ = [
    "PLAIN",
    "Event",
    "Moved",
    "NextStep",
    "Opened",
    "Order",
    "Seen",
    "by_number",
    "change",
    "correct",
    "correct_time",
    "get",
    "missing",
    "move",
    "next_steps",
    "note",
    "opened",
    "payload_of",
    "promise",
    "result_of",
    "seen",
    "spent",
    "told",
    "trace",
    "undo",
    "undoable",
]
