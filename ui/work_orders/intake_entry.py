"""From what the counter entered to what is saved: one customer, one or several devices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.counter import Brought, CustomerHints, DeviceHints, Visit
from services.ids import new_id
from services.intakes import NewIntake, NewOrder, Prepayment, Unlock
from services.order_words import AT_CUSTOMER
from services.texts import _
from ui.kit.photos import Photo
from ui.kit.scanner import kind_of
from ui.work_orders.intake_form import NONE, QUESTIONS

# Facts of a device that the desk may add to one on file.
FACTS = ("colour", "sold_on", "proof")
# Asked about a device that was handed in, and of nothing else.
HANDED_IN = ("unlock_code", "accessories", "accessories_note", "marks", "shelf", "loan_unit", "condition_note")
SKETCHES = {"phone": "phone", "tablet": "phone", "computer": "laptop", "tv": "television", "vehicle": "car"}


@dataclass(frozen=True)
class Model:
    """What is known of the chosen model."""

    id: UUID
    title: str
    category_id: UUID | None = None
    serial_kind: str = "serial"
    warranty_months: int = 0


@dataclass
class Entry:
    """One device on the counter: what was entered about it, and what is known of it.

    raw: of each field as a draft keeps it, with whether it is a proposal; values: read; goes_over: from its owner on
    file to who brings it.
    """

    raw: dict[str, tuple[Any, bool]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    device_id: UUID | None = None
    title: str = ""
    hints: DeviceHints | None = None
    goes_over: bool = False
    model: Model | None = None
    sketch: str = "phone"
    photos: list[Photo] = field(default_factory=list)


def at_customer(values: Mapping[str, Any]) -> bool:
    """Whether a device stays where it is and somebody comes to it."""
    return values.get("kind") in AT_CUSTOMER and not values.get("device_here")


def unlock(code: str | None) -> Unlock | None:
    """A code with its kind: digits, a pattern of dots as 1-2-5-8, or text."""
    if not code:
        return None
    if code.isdigit():
        return Unlock("digits", code)
    parts = code.split("-")
    pattern = len(parts) > 2 and all(part.isdigit() and len(part) == 1 for part in parts)
    return Unlock("pattern" if pattern else "text", code)


def split_model(typed: str) -> dict[str, str]:
    """Brand and name of a model nobody knew: the first word is the brand where there are several."""
    words = typed.split(maxsplit=1)
    return {"brand": words[0], "name": words[1]} if len(words) == 2 else {"brand": "", "name": typed.strip()}


def customer_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """A new customer as services.customers takes him."""
    found = {
        name: values.get(name)
        for name in ("phone", "name", "salutation", "notify_by")
        if values.get(name) not in (None, "")
    }
    if not found.get("phone"):
        found["no_phone_reason"] = _(values.get("no_phone_reason") or "")
    if isinstance(values.get("region_id"), UUID):
        found["region_id"] = values["region_id"]
    return found


def order(entry: Entry) -> NewOrder:
    """The order about one device."""
    values = entry.values
    home = at_customer(values)
    if home:
        values = {column: value for column, value in values.items() if column not in HANDED_IN}
    prepaid: Decimal | None = values.get("prepayment")
    note = values.get("accessories_note") or ""
    questions = {name: "yes" if values[name] else "no" for name in QUESTIONS if values.get(name) is not None}
    return NewOrder(
        id=new_id(),
        device_id=entry.device_id or new_id(),
        problem=values.get("problem") or "",
        kind=values.get("kind") or "repair",
        sale_stage=values.get("sale_stage") or "after_sale",
        wish=values.get("wish") or "repair",
        priority=values.get("priority") or "normal",
        rework_of=_rework(entry.hints),
        symptoms=tuple(values.get("symptoms") or ()),
        accessories=tuple(code for code in values.get("accessories") or () if code != NONE),
        accessories_note=note,
        condition_note=values.get("condition_note") or "",
        sketch=entry.sketch,
        marks=tuple(values.get("marks") or ()),
        answers=questions,
        backup_choice=values.get("backup_choice") or "",
        erase_allowed=values.get("erase_allowed"),
        old_parts=values.get("old_parts") or "",
        notify_by=values.get("notify_by") or "",
        loan_unit=values.get("loan_unit") or "",
        instructions=values.get("instructions") or "",
        estimate=values.get("estimate"),
        inspection_fee=values.get("inspection_fee"),
        promised_at=values.get("promised_at"),
        shelf=values.get("shelf") or "",
        device_here=not home,
        unlock_code=unlock(values.get("unlock_code")),
        prepayment=Prepayment(new_id(), values.get("method") or "cash", prepaid) if prepaid else None,
    )


def _rework(hints: DeviceHints | None) -> UUID | None:
    if hints is None or not hints.is_repeat or hints.last_repair is None or not hints.last_repair.visible:
        return None
    return hints.last_repair.id


def brought(entry: Entry) -> Brought:
    """One device with its order, new or on file."""
    values, model = entry.values, entry.model
    made = order(entry)
    if entry.device_id is not None:
        seen = entry.hints.device if entry.hints is not None else None
        added = {
            name: values[name]
            for name in FACTS
            if seen is not None and values.get(name) not in (None, "") and getattr(seen, name) in (None, "")
        }
        nobodys = seen is not None and seen.customer_id is None and made.sale_stage != "pre_sale"
        return Brought(made, seen=seen, added=added, goes_over=entry.goes_over or nobodys)
    serial = values.get("serial_no") or ""
    kind = kind_of(serial) if serial else ""
    device: dict[str, Any] = {
        "serial_no": serial,
        "serial_kind": kind if kind in ("imei", "vin") else (model.serial_kind if model is not None else "serial"),
        "no_serial_reason": "" if serial else _(values.get("no_serial_reason") or ""),
        "colour": values.get("colour") or "",
        "sold_on": values.get("sold_on"),
        "proof": values.get("proof") or "",
    }
    if not device["proof"]:
        del device["proof"]
    if model is not None:
        device["product_model_id"] = model.id
        return Brought(made, device=device)
    category = values.get("category_id")
    fresh = {**split_model(values.get("model") or ""), "category_id": category}
    return Brought(made, device=device, model=fresh)


def visit(
    store_id: UUID,
    workstation: str,
    customer: CustomerHints | None,
    values: Mapping[str, Any],
    devices: Sequence[Brought],
) -> Visit:
    """All that is saved at once. A pre-sale defect has the store in the customer's place."""
    pre_sale = all(one.order.sale_stage == "pre_sale" for one in devices)
    nobody = pre_sale and customer is None and not values.get("phone")
    customer_id = customer.id if customer is not None else None if nobody else new_id()
    region = values.get("region_id")
    by = values.get("brought_by") or "" if any(one.order.device_here for one in devices) else ""
    return Visit(
        NewIntake(new_id(), store_id, customer_id, brought_by=by, workstation=workstation),
        devices,
        None if customer is not None or nobody else customer_values(values),
        region if isinstance(region, str) else "",
    )
