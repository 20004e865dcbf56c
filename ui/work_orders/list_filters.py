"""The filters over the list of orders, and how a saved view keeps them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.work_order import WORK_STATES
from services import order_lists
from services import order_words as words
from services.desk_lists import Colleague
from services.order_lists import Wanted
from services.organisation import StoreLine
from services.texts import N_
from ui.kit.bar_layout import BarLayout
from ui.kit.buttons import Button
from ui.kit.filter_button import FilterButton
from ui.kit.options import Option
from ui.kit.words import data, named
from ui.work_orders.labels import coded, short

PERIODS = (("1", N_("today"), 0), ("7", N_("7 days"), 7), ("30", N_("30 days"), 30), ("365", N_("a year"), 365))
_IDS = frozenset({"stores", "technician_id", "customer_id", "device_id", "intake_id"})
_DATES = frozenset({"opened_from", "opened_until", "finished_from", "finished_until"})
_USUAL = Wanted()


class OrderFilters(QWidget):
    """A row of filters; `changed` when a person chose another one, `cleared` when he wants none."""

    changed = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.row = BarLayout(self)
        self.store = FilterButton("store", N_("Store"))
        self.technician = FilterButton("technician", N_("Handler"))
        self.kind = FilterButton("kind", short("Kind"))
        self.stage = FilterButton("sale_stage", N_("Sale stage"))
        self.custody = FilterButton("custody", short("Custody"))
        self.level = FilterButton("repair_level", N_("Repair level"))
        self.since = FilterButton("since", N_("Received since"))
        self.kind.set_options([Option(code, coded(words.KINDS, code)) for code in words.KINDS])
        self.stage.set_options([Option(code, coded(words.SALE_STAGES, code)) for code in words.SALE_STAGES])
        self.custody.set_options([Option(code, coded(words.CUSTODY_STATES, code)) for code in words.CUSTODY_STATES])
        self.level.set_options([Option(code, coded(words.REPAIR_LEVELS, code)) for code in words.REPAIR_LEVELS])
        self.since.set_options([Option(code, text) for code, text, _days in PERIODS])
        self.clear = Button(N_("Clear filters"), "clear_filters", "link", icon="close")
        self.clear.clicked.connect(self.cleared)
        self.buttons = (self.store, self.technician, self.kind, self.stage, self.custody, self.level, self.since)
        for button in self.buttons:
            self.row.addWidget(button)
            button.chosen.connect(lambda _value: self.changed.emit())
        self.row.addWidget(self.clear)
        self.row.addStretch(1)
        self.clear.hide()

    def offer(self, technicians: Sequence[Colleague], stores: Sequence[StoreLine], with_stores: bool) -> None:
        """What there is to choose from."""
        self.technician.set_options([Option(one.id, data(one.name)) for one in technicians])
        self.store.set_options([Option(one.id, named(one.name, one.name_en)) for one in stores])
        self.store.setVisible(with_stores and len(stores) > 1)

    def wanted(self, view: str, today: date) -> Wanted:
        """What is chosen here, in a view."""
        return Wanted(
            view=view,
            stores=(self.store.value,) if self.store.value else (),
            technician_id=self.technician.value,
            kinds=(self.kind.value,) if self.kind.value else (),
            sale_stage=self.stage.value or "",
            custody_states=(self.custody.value,) if self.custody.value else (),
            repair_level=self.level.value or "",
            opened_from=_since(self.since.value, today),
        )

    def tell(self, wanted: Wanted, since: str | None = None) -> None:
        """Show what a list is narrowed to; what no button says is taken back by 'Clear filters' too."""
        self.store.set_value(wanted.stores[0] if len(wanted.stores) == 1 else None)
        self.technician.set_value(wanted.technician_id)
        self.kind.set_value(wanted.kinds[0] if len(wanted.kinds) == 1 else None)
        self.stage.set_value(wanted.sale_stage or None)
        self.custody.set_value(wanted.custody_states[0] if len(wanted.custody_states) == 1 else None)
        self.level.set_value(wanted.repair_level or None)
        self.since.set_value(since)
        self.clear.setVisible(replace(wanted, view=_USUAL.view) != _USUAL)

    def kept(self, wanted: Wanted) -> dict[str, Any]:
        """For a saved view: all that restricts the list. 'Received since' is kept as so many days, not as a date."""
        kept: dict[str, Any] = {"view": wanted.view}
        for one in fields(Wanted):
            value = getattr(wanted, one.name)
            if one.name not in ("view", "text") and value != getattr(_USUAL, one.name):
                kept[one.name] = _plain(value)
        if self.since.value is not None:
            kept.pop("opened_from", None)
            kept["since"] = self.since.value
        return kept


def wanted_of(filters: Mapping[str, Any], today: date) -> tuple[Wanted, str | None]:
    """What a saved view asks for, and its 'received since'; what this release does not know is left out."""
    values: dict[str, Any] = {}
    for one in fields(Wanted):
        value = filters.get(one.name)
        # Views are shared: another person's may hold anything.
        with suppress(ValueError, TypeError, AttributeError):
            if value is not None and one.name != "text":
                values[one.name] = _read(one.name, value)
    if values.get("view") not in order_lists.VIEWS:
        values["view"] = "open"
    since = filters.get("since")
    if since is not None:
        values["opened_from"] = _since(since, today)
    return Wanted(**values), since


def _since(code: Any, today: date) -> date | None:
    days = next((days for one, _text, days in PERIODS if one == code), None)
    return today - timedelta(days=days) if days is not None else None


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (bool, str)) else str(value)


def _read(name: str, value: Any) -> Any:
    usual = getattr(_USUAL, name)
    if isinstance(usual, tuple):
        read = tuple(UUID(one) if name in _IDS else str(one) for one in value)
        if name == "states" and not set(read) <= set(WORK_STATES):
            raise ValueError(name)
        return read
    if name in _IDS:
        return UUID(value)
    if name in _DATES:
        return date.fromisoformat(value)
    if not isinstance(value, type(usual)):
        raise TypeError(name)
    return value
