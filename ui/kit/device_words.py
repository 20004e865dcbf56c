"""What devices, models and their orders are called on the pages of customers and of devices."""

from datetime import date
from typing import Any

from services import order_words
from services.model_names import branded, spoken
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.order_tones import WORK_TONES


def device_name(row: Any) -> str:
    """Brand and model; the brand is not said twice."""
    return branded(row.brand, row.model)


def model_name(row: Any) -> str:
    """Brand and name of a model in the language of the moment; the brand is not said twice."""
    return spoken(row.brand, row.name, row.name_en)


def warranty_chip(until: date | None, today: date) -> Chip:
    """In or out by the dates and months on file; to be checked by whoever decides."""
    if until is None:
        return Chip(N_("Date of sale unknown"), "neutral", "partly_covered")
    if until >= today:
        return Chip(lambda: _("In until {day}").format(day=formats.day(until)), "success", "covered")
    return Chip(lambda: _("Out since {day}").format(day=formats.day(until)), "neutral", "not_covered")


def order_chip(order: Any) -> Chip:
    """The work state of an order."""
    return Chip(order_words.WORK_STATES[order.work_state], WORK_TONES[order.work_state], order.work_state)
