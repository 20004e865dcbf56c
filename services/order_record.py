"""One work order as a record, with the names that stand on its screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from services import model_names
from services.asking import Question
from services.database import Database
from services.errors import ServiceError
from services.rows import Rows, records, sql


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
    repair_level: str | None
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
    store_name_en: str
    handling_store_name: str
    handling_store_name_en: str
    technician_name: str
    intake_number: str
    customer_number: str
    customer_name: str
    phone_masked: str
    brand: str
    model_name: str
    model_no: str
    product_version: str
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
        """Brand and model, of software with the version that runs."""
        return f"{model_names.branded(self.brand, self.model_name)} {self.product_version}".strip()


_OWN = tuple(
    name
    for name in Order.__dataclass_fields__
    if name
    not in {
        "store_name",
        "store_name_en",
        "handling_store_name",
        "handling_store_name_en",
        "technician_name",
        "intake_number",
        "customer_number",
        "customer_name",
        "phone_masked",
        "brand",
        "model_name",
        "model_no",
        "product_version",
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
           s.name as store_name, s.name_en as store_name_en, coalesce(h.name, '') as handling_store_name,
           coalesce(h.name_en, '') as handling_store_name_en, coalesce(t.name, '') as technician_name,
           coalesce(i.number, '') as intake_number, coalesce(c.number, '') as customer_number,
           coalesce(c.name, '') as customer_name, coalesce(c.phone_masked, '') as phone_masked,
           {model_names.brand("m")} as brand, {model_names.name("m")} as model_name, coalesce(m.model_no, '') as model_no,
           coalesce(pv.name, '') as product_version, coalesce(d.serial_no, '') as serial_no, coalesce(d.serial_kind, 'serial') as serial_kind,
           coalesce(d.colour, '') as colour, d.sold_on, coalesce(r.number, '') as rework_number,
           coalesce(x.pickup_code, '') as pickup_code, coalesce(x.unlock_code_kept, false) as unlock_code_kept
    from work_order o
    join store s on s.id = o.store_id
    left join store h on h.id = o.handling_store_id
    left join staff t on t.id = o.assigned_to
    left join intake i on i.id = o.intake_id
    left join customer c on c.id = o.customer_id
    left join device d on d.id = o.device_id
    left join product_version pv on pv.id = d.product_version_id
    left join product_model m on m.id = o.product_model_id
    left join work_order r on r.id = o.rework_of
    left join lateral order_hidden(o.id) x on true
    where """
_BY_ID = sql(_GET + "o.id = :key")
_BY_NUMBER = sql(_GET + "o.number = :key")


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
        return only(connection.execute(statement, {"key": key}))


def question(order_id: UUID) -> Question:
    """Asks for the order together with something else; `only` reads the answer."""
    return Question(_BY_ID, {"key": order_id})


def only(found: Rows) -> Order:
    """The order that was asked for; raises ServiceError 'gone_record' where there is none or one may not see it."""
    for order in records(Order, found):
        return order
    raise ServiceError("gone_record")
