"""What forms of several features look up: customers, their devices, colleagues, code lists."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import shiboken6

from services import code_choices, desk_lists, devices, search
from services.model_names import branded
from services.texts import N_
from services.tickets import search_tickets
from ui.kit import words
from ui.kit.options import Option
from ui.kit.words import data


def customers(db: Any) -> Callable[[str], Sequence[Option]]:
    """For a look-up field: customers by name, initials, number or last four digits."""

    def find(typed: str) -> list[Option]:
        hits = search.customers(db, typed, cap=20).hits
        return [Option(hit.id, data(hit.title), data(hit.subtitle)) for hit in hits]

    return find


def tickets(db: Any) -> Callable[[str], Sequence[Option]]:
    """For a look-up field: tickets by number or words."""
    return _found(db, search_tickets)


def work_orders(db: Any) -> Callable[[str], Sequence[Option]]:
    """For a look-up field: work orders by number, device or customer."""
    return _found(db, search.orders)


def visits(db: Any) -> Callable[[str], Sequence[Option]]:
    """For a look-up field: visits by number or words."""
    return _found(db, search.finder("search_visits"))


def complaints(db: Any) -> Callable[[str], Sequence[Option]]:
    """For a look-up field: complaints by number or words."""
    return _found(db, search.finder("search_complaints"))


def all_devices(db: Any) -> Callable[[str], Sequence[Option]]:
    """For a look-up field: devices by serial number or model."""
    return _found(db, search.devices)


def _found(db: Any, finder: Callable[..., search.Found]) -> Callable[[str], Sequence[Option]]:
    def find(typed: str) -> list[Option]:
        return [Option(hit.id, data(hit.title), data(hit.subtitle)) for hit in finder(db, typed, cap=20).hits]

    return find


def devices_of(db: Any, customer_id: Any) -> list[Option]:
    """For a combo: the devices of a customer, the newest first."""
    if customer_id is None:
        return []
    rows = devices.page(db, devices.Wanted(customer_id=customer_id)).rows
    return [Option(row.id, data(f"{branded(row.brand, row.model)} {row.serial_no}".strip())) for row in rows]


def superiors(db: Any, store_id: Any) -> list[Option]:
    """For a combo: who answers for a store, before those who work there."""
    above = desk_lists.superiors(db, store_id)
    there = [one for one in desk_lists.colleagues(db, store_id) if one.id not in {boss.id for boss in above}]
    return [Option(one.id, data(one.name)) for one in (*above, *there)]


def colleagues(db: Any, store_id: Any, roles: Sequence[str] = ()) -> list[Option]:
    """For a combo: who works at a store."""
    return [Option(one.id, data(one.name)) for one in desk_lists.colleagues(db, store_id, roles)]


def codes(db: Any, list_name: str) -> list[Option]:
    """For a combo: the entries of a code list that are in use."""
    entries = code_choices.items(db, list_name)[list_name]
    return [Option(one.code, partial(_title, one)) for one in entries if one.active]


def tree(db: Any, list_name: str) -> list[Option]:
    """For a combo: a code list that is a tree, each entry below its parent and named with the way to it."""
    entries = [one for one in code_choices.items(db, list_name)[list_name] if one.active]
    known = {one.code: one for one in entries}

    def way(item: code_choices.Item) -> list[code_choices.Item]:
        steps = [item]
        while (above := known.get(next(iter(steps[0].categories), ""))) is not None and above not in steps:
            steps.insert(0, above)
        return steps

    places = {one.code: place for place, one in enumerate(entries)}
    ways = sorted((way(one) for one in entries), key=lambda steps: [places[one.code] for one in steps])
    return [Option(steps[-1].code, partial(_way, steps)) for steps in ways]


def _way(steps: Sequence[code_choices.Item]) -> str:
    return " › ".join(one.title for one in steps)


def _title(item: code_choices.Item) -> str:
    return item.title


def named(value: Any, name: str, name_en: str = "") -> Option | None:
    """An option for a value whose name the record brought along; None for none."""
    return None if value is None else Option(value, words.named(name, name_en) if name else N_("not shown to you"))


def choices(names: dict[Any, str], icons: dict[str, str] | None = None) -> list[Option]:
    """Options from codes with their words."""
    return [Option(code, name, icon=(icons or {}).get(code, "")) for code, name in names.items()]


def offer(form: Any, column: str, options: Sequence[Option]) -> None:
    """Give a combo its list; what it holds already stays, also where the list does not name it."""
    if not shiboken6.isValid(form):
        return  # its dialog closed while the list was on its way
    held = getattr(form.editor(column), "option", None)
    known = {option.value for option in options}
    form.set_options(column, [*options, *([held] if held is not None and held.value not in known else [])])
