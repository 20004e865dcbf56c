"""What the fields of intake look up, on workers."""

from collections.abc import Sequence

from services import products, regions, search
from services.database import Database
from services.texts import language
from ui.kit.device_words import model_name
from ui.kit.options import Option
from ui.kit.words import data
from ui.work_orders.customer_field import as_option

MOST = 8


def customers(db: Database, text: str) -> Sequence[Option]:
    """Customers by four digits, a whole number, a name or its initials."""
    return [as_option(hit) for hit in search.customers(db, text, MOST).hits]


def devices(db: Database, text: str) -> Sequence[Option]:
    """Devices by a serial number, IMEI, VIN or plate."""
    return [as_option(hit) for hit in search.devices(db, text, MOST).hits]


def models(db: Database, text: str) -> Sequence[Option]:
    """Models by brand, number, name or initials."""
    options = []
    for line in products.page(db, products.Wanted(text=text), limit=10).rows[:10]:
        category = line.category_en if language() == "en" else line.category
        detail = " · ".join(part for part in (line.model_no, category) if part)
        options.append(Option(line.id, data(model_name(line)), data(detail)))
    return options


def regions_like(db: Database, text: str) -> Sequence[Option]:
    """Regions whose path contains what is typed."""
    wanted, english = text.casefold(), language() == "en"
    found = [one for one in regions.tree(db) if wanted in f"{one.path}{one.path_en}".casefold()]
    return [Option(one.id, data(one.path_en if english else one.path)) for one in found[:12]]
