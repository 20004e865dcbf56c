"""What devices and models are called on the screen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services import devices, order_words, products
from services.customer_overview import Moment, OrderLine
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.options import Option
from ui.kit.order_tones import WORK_TONES as ORDER_TONES
from ui.kit.trace import Entry
from ui.kit.words import Text, data


def options(names: Mapping[str, str]) -> list[Option]:
    """The entries of a list of codes as options."""
    return [Option(code, text) for code, text in names.items()]


def named(name: str, name_en: str) -> Text:
    """What people named, in the language of the moment."""
    return lambda: name if formats.zh() else (name_en or name)


def device_name(row: Any) -> str:
    """Brand and model; the brand is not said twice."""
    return row.model if row.model.lower().startswith(row.brand.lower()) else f"{row.brand} {row.model}".strip()


def model_name(row: Any) -> str:
    """Brand and name of a model; the brand is not said twice."""
    return row.name if row.name.lower().startswith(row.brand.lower()) else f"{row.brand} {row.name}".strip()


def warranty_chip(until: date | None, today: date) -> Chip:
    """In or out by the dates and months on file; to be checked by whoever decides."""
    if until is None:
        return Chip(N_("Date of sale unknown"), "neutral", "partly_covered")
    if until >= today:
        return Chip(lambda: _("In until {day}").format(day=formats.day(until)), "success", "covered")
    return Chip(lambda: _("Out since {day}").format(day=formats.day(until)), "neutral", "not_covered")


def order_chip(order: OrderLine) -> Chip:
    """The work state of an order."""
    return Chip(order_words.WORK_STATES[order.work_state], ORDER_TONES[order.work_state], order.work_state)


def moment_entry(moment: Moment) -> Entry:
    """A moment in the life of a device as an entry of a trace."""
    return Entry(
        moment.at,
        {"order": "order", "device": "device"}.get(moment.kind, "info"),
        lambda: headline(moment),
        data(moment.detail if moment.kind == "order" else ""),
        data(" · ".join(part for part in (moment.number, moment.by) if part)),
        _tone(moment),
        id=moment,
    )


def _tone(moment: Moment) -> str:
    if moment.kind != "order":
        return "neutral"
    if moment.action in ("work.complete", "work.deliver"):
        return "success"
    return "danger" if moment.action in ("work.fail", "work.refuse", "work.cancel") else "info"


def headline(moment: Moment) -> str:
    """What happened, in a few words."""
    if moment.kind == "order":
        return order_words.event_word(*moment.action.split(".", 1))
    if moment.action == "gained":
        return _("Owner: {name}").format(name=moment.detail)
    return _("Device recorded")


PROOFS = {"": N_("Not given"), **devices.PROOF_NAMES}
SERIAL_KINDS = products.SERIAL_KIND_NAMES
