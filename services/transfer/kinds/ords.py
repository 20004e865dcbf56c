"""Open Repair Data Standard: what repair cafés and workshops of the world record, as closed orders.

Source: standard.openrepair.org, version 0.3; files of its providers differ in quoting, in which columns are
empty, in languages and in what they make of dates.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from services import errors, order_words
from services.errors import ServiceError
from services.ids import new_id
from services.texts import N_
from services.transfer.fields import Entry, Field, Prepared, Values, choice, day, folded
from services.transfer.kinds.writing import records

errors.sentences(
    import_date_ahead=N_("{value} lies in the future."),
)

_OUTCOMES = choice(
    {code: order_words.OUTCOMES[code] for code in ("repaired", "referred", "unrepairable", "unknown")},
    repaired=("Fixed", "Success"),
    referred=("Repairable", "Needs repair", "In progress"),
    unrepairable=("End of life", "End-of-life", "Not repairable", "Scrapped"),
    unknown=("n/a",),
)
BARRIERS = {
    folded(words): code
    for words, code in {
        "Item too worn out": "worn_out",
        "Spare parts not available": "no_parts",
        "Spare parts too expensive": "parts_too_expensive",
        "No way to open product": "cannot_be_opened",
        "No way to open the product": "cannot_be_opened",
        "Repair information not available": "no_information",
        "Lack of equipment": "no_equipment",
    }.items()
}
# Where the day of a repair begins and ends; countries with several zones by their capital's.
TIME_ZONES = {
    "ARG": "America/Argentina/Buenos_Aires",
    "AUS": "Australia/Sydney",
    "AUT": "Europe/Vienna",
    "BEL": "Europe/Brussels",
    "CAN": "America/Toronto",
    "CHE": "Europe/Zurich",
    "CHN": "Asia/Shanghai",
    "DEU": "Europe/Berlin",
    "DNK": "Europe/Copenhagen",
    "ESP": "Europe/Madrid",
    "FIN": "Europe/Helsinki",
    "FRA": "Europe/Paris",
    "GBR": "Europe/London",
    "GGY": "Europe/London",
    "HKG": "Asia/Hong_Kong",
    "IMN": "Europe/London",
    "IND": "Asia/Kolkata",
    "IRL": "Europe/Dublin",
    "ISR": "Asia/Jerusalem",
    "ITA": "Europe/Rome",
    "JEY": "Europe/London",
    "JPN": "Asia/Tokyo",
    "LUX": "Europe/Luxembourg",
    "NLD": "Europe/Amsterdam",
    "NOR": "Europe/Oslo",
    "NZL": "Pacific/Auckland",
    "POL": "Europe/Warsaw",
    "PRT": "Europe/Lisbon",
    "SWE": "Europe/Stockholm",
    "TUN": "Africa/Tunis",
    "USA": "America/New_York",
}
ELSEWHERE = "UTC"
_UNKNOWN_BRANDS = {"", "unknown", "na", "none", "other", "nobrand", "unbranded"}


def event_day(field: Field, text: str) -> date:
    """A day; a month or a year alone is its first day."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-00)?", text)
    if match and int(match[1]) > 1900 and match[2] not in ("0", "00"):
        text = f"{match[1]}-{match[2] or '1'}-1"
    found = day(field, text)
    if found > date.today():
        raise ServiceError("import_date_ahead", field.name, value=found.isoformat())
    return found


FIELDS = (
    Field("id", N_("Number"), ("identifier", "repair id", "编号"), True, limit=60),
    Field("repair_status", N_("Repair status"), ("status", "outcome", "维修结果"), True, _OUTCOMES),
    Field("event_date", N_("Date of the repair"), ("date", "维修日期"), True, event_day),
    Field("group_identifier", N_("Repair group"), ("group", "group name", "维修点"), limit=400),
    Field("data_provider", N_("Data provider"), ("provider", "partner"), limit=400),
    Field("country", N_("Country"), limit=80),
    Field("product_category", N_("Product category"), ("category", "产品类别"), limit=120),
    Field("product_category_id", N_("Number of the category"), ("category id",), limit=40),
    Field("partner_product_category", N_("Category in the provider’s words"), ("partner category",), limit=1500),
    Field("brand", N_("Brand"), ("品牌", "make"), limit=400),
    Field("year_of_manufacture", N_("Year of manufacture"), ("manufactured",), limit=40),
    Field("product_age", N_("Age in years"), ("age",), limit=40),
    Field(
        "repair_barrier_if_end_of_life", N_("Why it could not be repaired"), ("repair barrier", "barrier"), limit=400
    ),
    Field("problem", N_("Problem"), ("fault", "故障描述", "description"), limit=100_000),
)

_IMPORT = text("select line, outcome, table_name, row_id from import_history(cast(:rows as jsonb))")


class Ords:
    """Each group becomes a store, each row a closed order under the file's number; known again by that number."""

    code = "ords"
    title = N_("Open Repair Data Standard")
    fields = FIELDS
    tables: tuple[str, ...] = ()
    function = "import_history"

    def check(self, values: Values) -> None:
        """Nothing beyond the fields' own rules."""

    def key(self, values: Values) -> str | None:
        return str(values["id"]).strip()

    def insert(self, connection: Connection, rows: Sequence[Prepared]) -> list[Entry]:
        """Those known already stay as they are."""
        ready = [self._row(row) for row in rows]
        found = connection.execute(_IMPORT, {"rows": records(ready)}).all()
        return [
            Entry(row.line, row.outcome, code="import_known")
            if row.outcome == "kept"
            else Entry(row.line, row.outcome, row.table_name, row.row_id)
            for row in found
        ]

    def _row(self, row: Prepared) -> dict[str, Any]:
        given = {field.name: row.values.get(field.name) or "" for field in FIELDS}
        said = {name: _line(value) if isinstance(value, str) else value for name, value in given.items()}
        outcome = given["repair_status"]
        barrier = said["repair_barrier_if_end_of_life"]
        code = BARRIERS.get(folded(barrier), "other") if barrier else None
        problem = given["problem"]
        remarks = [
            said["partner_product_category"],
            said["year_of_manufacture"],
            said["data_provider"],
            said["country"],
        ]
        if barrier and (outcome != "unrepairable" or code == "other"):
            remarks.append(barrier)
        category, category_code = said["product_category"], said["product_category_id"]
        if not category and category_code:
            category = category_code
        return {
            "line": row.line,
            "id": new_id(),
            "number": said["id"],
            "store_code": store_code(said["data_provider"], said["group_identifier"]),
            "store_name": _cut(said["group_identifier"] or said["data_provider"] or "ORDS", 80),
            "time_zone": TIME_ZONES.get(said["country"].upper(), ELSEWHERE),
            "category_code": _category_code(category_code, category) if category else "",
            "category_name": category,
            "brand": "" if folded(said["brand"]) in _UNKNOWN_BRANDS else _cut(said["brand"], 60),
            "opened_on": given["event_date"],
            "outcome": outcome,
            "barrier_code": code if outcome == "unrepairable" else None,
            "problem": _cut(problem, 4000),
            "remarks": _cut(" · ".join(filter(None, remarks)), 2000),
        }


def store_code(provider: str, group: str) -> str:
    """The same group of the same provider has the same code in every file."""
    plain = unicodedata.normalize("NFKD", group).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:11].strip("-")
    return "-".join(filter(None, (readable, _short(f"{provider}\0{group}"))))


def _category_code(number: str, name: str) -> str:
    return f"ords-{number}" if re.fullmatch(r"[0-9]{1,10}", number) else f"ords-{_short(name)}"


def _short(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _line(value: str) -> str:
    """One line without blanks around it."""
    return " ".join(value.split())


def _cut(value: str, length: int) -> str:
    return value if len(value) <= length else value[: length - 1] + "…"
