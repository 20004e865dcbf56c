"""Work orders 工单: the record, its steps, what is said about it.

States change through `move` alone. A service that writes takes the request id of the save; repeated with
the same id it returns the first result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services.database import Database
from services.errors import Conflict, NotPermitted, ServiceError
from services.order_errors import Lack, explained, lacks
from services.rows import change_row

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
    "findings",
    "work_done",
    "advice",
    "labour_minutes",
    "test_record",
    "test_passed",
)
_STATES = ("work_state", "money_state", "custody_state")
_JSON = frozenset({"marks", "answers", "test_record"})


@dataclass(frozen=True)
class Order:
    """An order with the names that stand on its screen. Amounts are CNY, tax included.

    pickup_code is empty for those who do not print slips. balance = due - paid - written off: negative where
    money is to be given back.
    """

    id: UUID
    version: int
    number: str
    kind: str
    sale_stage: str
    wish: str
    priority: str
    source: str
    work_state: str
    money_state: str
    custody_state: str
    outcome: str | None
    barrier_code: str | None
    customer_id: UUID | None
    device_id: UUID | None
    product_model_id: UUID | None
    intake_id: UUID | None
    store_id: UUID
    handling_store_id: UUID | None
    assigned_to: UUID | None
    rework_of: UUID | None
    opened_at: datetime
    opened_on: date
    promised_at: datetime | None
    state_since: datetime
    ready_at: datetime | None
    told_at: datetime | None
    delivered_at: datetime | None
    closed_at: datetime | None
    event_count: int
    shelf: str
    problem: str
    symptoms: Sequence[str]
    accessories: Sequence[str]
    accessories_note: str
    condition_note: str
    sketch: str
    marks: Sequence[Mapping[str, Any]]
    answers: Mapping[str, str]
    backup_choice: str
    erase_allowed: bool | None
    old_parts: str
    notify_by: str
    loan_unit: str
    instructions: str
    warranty_verdict: str
    warranty_reason: str
    warranty_values: Mapping[str, Any]
    fault_code: str | None
    cause_code: str | None
    remedy_code: str | None
    findings: str
    work_done: str
    advice: str
    labour_minutes: int | None
    test_record: Sequence[Mapping[str, str]]
    test_passed: bool | None
    collected_by: str
    collected_how: str
    id_note: str
    hand_over: Mapping[str, Any]
    estimate: Decimal | None
    inspection_fee: Decimal | None
    due: Decimal
    paid: Decimal
    written_off: Decimal | None
    created_by: str
    updated_at: datetime
    updated_by: str
    store_name: str
    handling_store_name: str
    technician_name: str
    intake_number: str
    customer_number: str
    customer_name: str
    phone_masked: str
    brand: str
    model_name: str
    model_no: str
    serial_no: str
    serial_kind: str
    colour: str
    sold_on: date | None
    rework_number: str
    pickup_code: str = ""
    unlock_code_kept: bool = False

    @property
    def balance(self) -> Decimal:
        return self.due - self.paid - (self.written_off or Decimal())

    @property
    def device_title(self) -> str:
        return f"{self.brand} {self.model_name}".strip()


_OWN = tuple(
    name
    for name in Order.__dataclass_fields__
    if name
    not in {
        "store_name",
        "handling_store_name",
        "technician_name",
        "intake_number",
        "customer_number",
        "customer_name",
        "phone_masked",
        "brand",
        "model_name",
        "model_no",
        "serial_no",
        "serial_kind",
        "colour",
        "sold_on",
        "rework_number",
        "pickup_code",
        "unlock_code_kept",
    }
)
_GET = f"""
    select {", ".join(f"o.{name}" for name in _OWN)},
           s.name as store_name, coalesce(h.name, '') as handling_store_name, coalesce(t.name, '') as technician_name,
           coalesce(i.number, '') as intake_number, coalesce(c.number, '') as customer_number,
           coalesce(c.name, '') as customer_name, coalesce(c.phone_masked, '') as phone_masked,
           coalesce(m.brand, '') as brand, coalesce(m.name, '') as model_name, coalesce(m.model_no, '') as model_no,
           coalesce(d.serial_no, '') as serial_no, coalesce(d.serial_kind, 'serial') as serial_kind,
           coalesce(d.colour, '') as colour, d.sold_on, coalesce(r.number, '') as rework_number,
           unlock_code_kept(o.id) as unlock_code_kept
    from work_order o
    join store s on s.id = o.store_id
    left join store h on h.id = o.handling_store_id
    left join staff t on t.id = o.assigned_to
    left join intake i on i.id = o.intake_id
    left join customer c on c.id = o.customer_id
    left join device d on d.id = o.device_id
    left join product_model m on m.id = o.product_model_id
    left join work_order r on r.id = o.rework_of
    where """
_BY_ID = text(_GET + "o.id = :key")
_BY_NUMBER = text(_GET + "o.number = :key")
_PICKUP = text("""
    select case when has_column_privilege('work_order', 'pickup_code', 'select') then 1 end""")
_PICKUP_CODE = text("select pickup_code from work_order where id = :id")


class Seen(NamedTuple):
    """An order as a screen saw it: what a step or a change starts from."""

    id: UUID
    version: int
    work_state: str
    money_state: str
    custody_state: str


def seen(order: Order) -> Seen:
    """What a step needs to know of an order."""
    return Seen(order.id, order.version, order.work_state, order.money_state, order.custody_state)


def get(db: Database, order_id: UUID) -> Order:
    """The order; raises ServiceError 'gone_record' where there is none or one may not see it."""
    return _get(db, _BY_ID, order_id)


def by_number(db: Database, number: str) -> Order:
    """The order of a scanned or typed number W…"""
    return _get(db, _BY_NUMBER, number.strip().upper())


def _get(db: Database, statement: Any, key: Any) -> Order:
    with db.read() as connection:
        row = connection.execute(statement, {"key": key}).mappings().first()
        if row is None:
            raise ServiceError("gone_record")
        code = ""
        if connection.execute(_PICKUP).scalar():
            code = connection.execute(_PICKUP_CODE, {"id": row["id"]}).scalar() or ""
    return Order(**row, pickup_code=code)


def change(db: Database, before: Order, values: Mapping[str, Any], request: UUID) -> int:
    """Change plain columns; returns the new version. Raises Conflict, NotPermitted, ServiceError at a field."""
    unknown = [name for name in values if name not in PLAIN]
    if unknown:
        raise ValueError(f"not plain columns of an order: {unknown}")
    written = {name: _json(value) if name in _JSON else value for name, value in values.items()}
    base = {name: getattr(before, name) for name in values}

    def work(connection: Connection) -> int:
        return change_row(connection, "work_order", before.id, before.version, written, base)

    return db.once(request, work)


def _json(value: Any) -> Any:
    from psycopg.types.json import Jsonb

    return Jsonb(value)


class Moved(NamedTuple):
    """What a step left behind."""

    id: UUID
    version: int
    work_state: str
    money_state: str
    custody_state: str
    event_count: int


_MOVE = text("select work_order_move(:id, :version, :axis, :action, :payload)").bindparams(
    bindparam("payload", type_=JSONB)
)
_UNDO = text("select work_order_undo(:id, :version, :payload)").bindparams(bindparam("payload", type_=JSONB))
_NOW = text("""select version, work_state, money_state, custody_state, updated_by
               from work_order where id = :id""")


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
    return move_from(db, before, _MOVE, {"axis": axis, "action": action, "payload": _payload(payload)}, request)


def undo(db: Database, before: Seen, *, request: UUID, workstation: str = "") -> Moved:
    """Take one's own last step back; raises ServiceError 'nothing_to_undo' or Conflict."""
    return move_from(db, before, _UNDO, {"payload": _payload({"workstation": workstation})}, request)


def move_from(db: Database, before: Seen, statement: Any, values: Mapping[str, Any], request: UUID) -> Moved:
    """Call a door of the database with the version that was seen; see `move`."""
    version = before.version
    for _attempt in range(4):
        try:
            given = {"id": before.id, "version": version, **values}
            result = db.once(request, partial(_door, statement, given))
            return Moved(UUID(result["id"]), *(result[name] for name in Moved._fields[1:]))
        except ServiceError as error:
            if error.code != "conflict" or isinstance(error, Conflict):
                raise explained(error) from error
            version = _version_after(db, before, error)
    raise ServiceError("busy")


def _door(statement: Any, values: Mapping[str, Any], connection: Connection) -> Any:
    return connection.execute(statement, dict(values)).scalar_one()


def _version_after(db: Database, before: Seen, error: ServiceError) -> int:
    """The version now, where only other columns changed; raises Conflict where the states did."""
    with db.read() as connection:
        now = connection.execute(_NOW, {"id": before.id}).mappings().first()
    if now is None:
        raise ServiceError("gone_record") from error
    differing = [name for name in _STATES if now[name] != getattr(before, name)]
    if differing:
        raise Conflict(
            {name: getattr(before, name) for name in differing},
            {name: getattr(before, name) for name in differing},
            {name: now[name] for name in differing},
            now["version"],
            now["updated_by"],
        ) from error
    return now["version"]


def _payload(values: Mapping[str, Any] | None) -> dict[str, Any]:
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


_STEPS = text("select * from work_order_next_steps(:id)")
_MISSING = text("select work_order_missing(:id, :action, :axis, :payload)").bindparams(
    bindparam("payload", type_=JSONB)
)


def next_steps(db: Database, order_id: UUID) -> list[NextStep]:
    """Every step this person may take now, the likeliest first, with what is lacking for each."""
    with db.read() as connection:
        return [
            NextStep(row.axis, row.action, row.to_state, tuple(row.asks), row.step_position, lacks(row.missing))
            for row in connection.execute(_STEPS, {"id": order_id})
        ]


def missing(
    db: Database, order_id: UUID, action: str, payload: Mapping[str, Any] | None = None, axis: str = "work"
) -> tuple[Lack, ...] | None:
    """All that a step lacks with this payload; None where the step is not possible at all."""
    with db.read() as connection:
        found = connection.execute(
            _MISSING, {"id": order_id, "action": action, "axis": axis, "payload": _payload(payload)}
        ).scalar()
    return None if found is None else lacks(found)


def undoable(db: Database, order_id: UUID) -> str | None:
    """The action of one's own last step while it can still be taken back, else None."""
    with db.read() as connection:
        return connection.execute(text("select work_order_may_undo(:id)"), {"id": order_id}).scalar()


class Event(NamedTuple):
    """A line of the trace 处理信息. details: what else the step carried; elapsed until the next event in `trace`."""

    id: UUID
    seq: int
    axis: str
    action: str
    from_state: str | None
    to_state: str | None
    at: datetime
    effective_at: datetime
    by_login: str
    by_name: str
    store_name: str
    workstation: str
    comment: str
    method: str
    reason_code: str | None
    public: bool
    details: Mapping[str, Any]
    corrects_id: UUID | None
    technician_name: str


_TRACE = text("""
    select e.id, e.seq, e.axis, e.action, e.from_state, e.to_state, e.at, e.effective_at, e.by_login,
           coalesce(p.name, e.by_login) as by_name, s.name as store_name, e.workstation, e.comment, e.method,
           e.reason_code, e.public, e.details, e.corrects_id, coalesce(t.name, '') as technician_name
    from work_order_event e
    join store s on s.id = e.store_id
    left join staff p on p.login = e.by_login
    left join staff t on t.id = e.technician_id
    where e.work_order_id = :id
    order by e.seq""")


def trace(db: Database, order_id: UUID) -> list[Event]:
    """All that happened to an order, oldest first."""
    with db.read() as connection:
        return [Event(*row) for row in connection.execute(_TRACE, {"id": order_id})]


def spent(events: Sequence[Event], until: datetime) -> dict[str, float]:
    """Elapsed seconds in each work state, from the trace; the present state counts until `until`.

    A corrected time replaces the one it corrects. Calendar time: working time needs the store's calendar.
    """
    corrected = {event.corrects_id: event.effective_at for event in events if event.action == "correct_time"}
    steps = [
        (corrected.get(event.id, event.effective_at), event.to_state)
        for event in events
        if event.axis == "work" and event.to_state is not None
    ]
    steps.sort(key=lambda step: step[0])
    seconds: dict[str, float] = {}
    for number, (began, state) in enumerate(steps):
        ended = steps[number + 1][0] if number + 1 < len(steps) else until
        if state in ("delivered", "closed"):
            continue
        seconds[state] = seconds.get(state, 0.0) + max((ended - began).total_seconds(), 0.0)
    return seconds


def note(
    db: Database, order_id: UUID, comment: str, *, request: UUID, public: bool = False, workstation: str = ""
) -> None:
    """Append a note; public ones the customer may see."""
    _call(
        db,
        "select order_note(:id, :comment, :public, '', :workstation)",
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
    """Log that the customer was told, or not reached. about: ready, quote, delay or notice."""
    _call(
        db,
        "select order_told(:id, :reached, :method, :about, :comment, :workstation)",
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
    db: Database, before: Seen, promised_at: datetime, comment: str, *, request: UUID, workstation: str = ""
) -> Moved:
    """Promise another time; the old one stays in the trace."""
    return move_from(
        db,
        before,
        text("select order_promise(:id, :version, :promised_at, :comment, :workstation)"),
        {"promised_at": promised_at, "comment": comment, "workstation": workstation},
        request,
    )


def correct(
    db: Database, before: Seen, values: Mapping[str, Any], comment: str, *, request: UUID, workstation: str = ""
) -> Moved:
    """A manager corrects wrong facts: customer_id, device_id, kind, estimate, warranty_verdict …, with the reason."""
    return move_from(
        db,
        before,
        text("select order_correct(:id, :version, :values, :comment, :workstation)").bindparams(
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
    )


def correct_time(
    db: Database, event_id: UUID, effective_at: datetime, comment: str, *, request: UUID, workstation: str = ""
) -> None:
    """A manager says when a step really was; figures go by the correction."""
    _call(
        db,
        "select event_correct(:id, :effective_at, :comment, :workstation)",
        {"id": event_id, "effective_at": effective_at, "comment": comment, "workstation": workstation},
        request,
    )


def _call(db: Database, statement: str, values: Mapping[str, Any], request: UUID) -> Any:
    try:
        return db.once(request, lambda connection: connection.execute(text(statement), dict(values)).scalar())
    except ServiceError as error:
        raise explained(error) from error


__all__ = [
    "PLAIN",
    "Event",
    "Moved",
    "NextStep",
    "NotPermitted",
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
    "promise",
    "seen",
    "spent",
    "told",
    "trace",
    "undo",
    "undoable",
]
