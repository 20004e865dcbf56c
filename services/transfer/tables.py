"""Whole tables as files: what `aftercare-admin export` and the export page write.

Headers are the words of the import, so that what was exported can be imported elsewhere. Numbers, e-mail and
addresses of customers are masked unless somebody who may asks for them with a reason.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import customers, errors, order_words, people, products
from services.database import Database
from services.errors import ServiceError
from services.texts import N_, _, language
from services.transfer.desk_tables import DESK_TABLES
from services.transfer.exporting import Column, Written, write
from services.transfer.table_parts import NUMBER, SERIAL_NUMBER, STORE, Out, Table, customer, named, yes_no

FETCH = 1_000
# Customers whose full data are asked for in one step; each step leaves its entries before it reads.
PERSONAL_STEP = 500

errors.sentences(
    export_unknown=N_("There is no list {kind} to export; there are {kinds}."),
    export_limit=N_(
        "You may export the full data of {limit} customers a day; {left} are left. Export a part, or masked."
    ),
    export_reason_missing=N_("Say why the full data are exported; the reason is recorded."),
)


TABLES = {
    table.code: table
    for table in (
        Table(
            "customers",
            N_("Customers"),
            "customer t left join region r on r.id = t.region_id",
            (
                Out(N_("Customer number"), "t.number"),
                Out(N_("Customer name"), "t.name", width=24),
                Out(N_("Person or company"), "t.kind", customers.KIND_NAMES),
                Out(N_("Customer stage"), "t.stage", customers.STAGE_NAMES),
                Out(N_("Salutation"), "t.salutation", customers.SALUTATION_NAMES),
                Out(N_("Phone"), "t.phone_masked"),
                Out(N_("E-mail"), "t.email_masked", width=24),
                Out(N_("Address"), "t.address_masked", width=32),
                Out(N_("WeChat"), "''"),
                Out(N_("Region"), named("r")),
                Out(N_("Notify by"), "t.notify_by", customers.NOTIFY_NAMES),
                Out(N_("Language"), "t.language", customers.LANGUAGE_NAMES),
                Out(N_("Birthday"), "t.birthday"),
                Out(N_("Tax number"), "t.tax_no"),
                Out(N_("Customer source"), "t.source", width=24),
                Out(N_("Entered on"), "t.created_at"),
            ),
        ),
        Table(
            "devices",
            N_("Devices"),
            """device t join product_model m on m.id = t.product_model_id
               left join product_category g on g.id = m.category_id left join customer c on c.id = t.customer_id
               left join product_version v on v.id = t.product_version_id""",
            (
                Out(N_("Brand"), "m.brand"),
                Out(N_("Model number"), "m.model_no"),
                Out(N_("Product name"), "m.name", width=24),
                Out(N_("Product category"), named("g")),
                Out(N_("Serial number"), "t.serial_no", width=24),
                *customer(),
                Out(N_("Sold on"), "t.sold_on"),
                Out(N_("Sold by"), "t.sold_by"),
                Out(N_("Made on"), "t.made_on"),
                Out(N_("Warranty from"), "t.warranty_from"),
                Out(N_("Colour"), "t.colour"),
                Out(N_("Configuration"), "t.configuration", width=24),
                Out(N_("Software version"), "coalesce(v.name, '')"),
                Out(N_("Proof number"), "t.proof_no"),
                Out(N_("Installed at"), "t.place", width=24),
                Out(N_("Note"), "t.note", width=32),
            ),
        ),
        Table(
            "products",
            N_("Product models"),
            "product_model t left join product_category g on g.id = t.category_id",
            (
                Out(N_("Brand"), "t.brand"),
                Out(N_("Model number"), "t.model_no"),
                Out(N_("Product name"), "t.name", width=24),
                Out(N_("English name"), "t.name_en", width=24),
                Out(N_("Product category"), named("g")),
                Out(N_("Kind of number"), "t.serial_kind", products.SERIAL_KIND_NAMES),
                Out(N_("Warranty (months)"), "t.warranty_months"),
                yes_no(N_("Software"), "t.software"),
                Out(
                    N_("Versions"),
                    """coalesce((select string_agg(v.name, '; ' order by v.released_on, v.id) from product_version v
                                 where v.product_model_id = t.id and v.archived_at is null), '')""",
                    width=24,
                ),
                yes_no(N_("Shown to customers"), "t.shown"),
                Out(N_("Retail price"), "t.retail_price"),
                Out(N_("What customers read of it"), "t.pitch", width=32),
                Out(N_("English words for customers"), "t.pitch_en", width=32),
                Out(N_("Note"), "t.note", width=32),
            ),
        ),
        Table(
            "orders",
            N_("Work orders"),
            """work_order t join store s on s.id = t.store_id left join customer c on c.id = t.customer_id
               left join device d on d.id = t.device_id left join product_model m on m.id = t.product_model_id
               left join staff p on p.id = t.assigned_to""",
            (
                NUMBER,
                Out(N_("Kind of order"), "t.kind", order_words.KINDS),
                Out(N_("Work state"), "t.work_state", order_words.WORK_STATES),
                Out(N_("Outcome"), "t.outcome", order_words.OUTCOMES),
                Out(N_("Custody"), "t.custody_state", order_words.CUSTODY_STATES),
                Out(N_("Payment state"), "t.money_state", order_words.MONEY_STATES),
                STORE,
                Out(N_("Opened at"), "t.opened_at"),
                Out(N_("Promised at"), "t.promised_at"),
                Out(N_("Handed over at"), "t.delivered_at"),
                *customer(),
                Out(N_("Brand"), "coalesce(m.brand, '')"),
                Out(N_("Product name"), "coalesce(m.name, '')", width=24),
                SERIAL_NUMBER,
                Out(N_("Technician"), "coalesce(p.name, '')"),
                Out(N_("Problem"), "t.problem", width=40),
                Out(N_("Repair level"), "coalesce(t.repair_level, '')", order_words.REPAIR_LEVELS),
                Out(N_("Findings"), "t.findings", width=40),
                Out(N_("Work done"), "t.work_done", width=40),
                Out(N_("Amount due"), "t.due"),
                Out(N_("Amount paid"), "t.paid"),
            ),
        ),
        *DESK_TABLES,
    )
}


def table(kind: str) -> Table:
    """The table of that name; raises ServiceError."""
    found = TABLES.get(kind)
    if found is None:
        raise ServiceError("export_unknown", kind=kind, kinds=", ".join(TABLES))
    return found


def export(
    db: Database,
    kind: str,
    path: Path,
    *,
    reason: str | None = None,
    progress: Callable[[int], None] = lambda _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write all rows of a table this person may see into a CSV or XLSX file.

    reason: for customers' full numbers, e-mail and addresses, which administrators and managers may export up
    to a daily limit; None = masked. Instants are by the clock of the person's store, as on the screen.
    """
    wanted = table(kind)
    rows = _rows(db, wanted)
    if reason is not None and kind == "customers":
        _check_room(db)
        rows = _unmasked(db, wanted, rows, reason)
    columns = [
        Column(_(out.header), partial(_cell, place, out.words), out.width)
        for place, out in enumerate(wanted.columns, 1)
    ]
    return write(
        path, columns, rows, title=_(wanted.title), zone=people.zone(db), progress=progress, cancelled=cancelled
    )


def _cell(place: int, words: Any, row: Any) -> Any:
    return _value(row[place], words)


def _value(value: Any, words: Mapping[str, str] | None) -> Any:
    return _(words.get(value, str(value))) if words is not None and value else value


def _rows(db: Database, wanted: Table) -> Iterator[Sequence[Any]]:
    """All rows by id, which is about the order they were made in; each fetch is a statement of its own."""
    select = text(
        f"select t.id, {', '.join(out.sql for out in wanted.columns)} from {wanted.source} "
        "where t.id > :after order by t.id limit :most"
    )
    after = UUID(int=0)
    while True:
        with db.read() as connection:
            rows = connection.execute(select, {"after": after, "most": FETCH, "english": language() == "en"}).all()
        yield from rows
        if len(rows) < FETCH:
            return
        after = rows[-1].id


def _check_room(db: Database) -> None:
    with db.read() as connection:
        room = connection.execute(text("select export_room()")).scalar_one()
        count = connection.execute(
            text("select count(*) from (select from customer limit :most) c"), {"most": room + 1}
        ).scalar_one()
    if count > room:
        with db.read() as connection:
            limit = connection.execute(text("select parameter_value('export_limit', '5000')")).scalar_one()
        raise ServiceError("export_limit", limit=limit, left=room)


def _unmasked(db: Database, wanted: Table, rows: Iterator[Sequence[Any]], reason: str) -> Iterator[Sequence[Any]]:
    places = {
        name: 1 + [out.sql for out in wanted.columns].index(sql)
        for name, sql in (
            ("phone", "t.phone_masked"),
            ("email", "t.email_masked"),
            ("address", "t.address_masked"),
            ("wechat", "''"),
        )
    }
    while chunk := list(islice(rows, PERSONAL_STEP)):
        ids = [row[0] for row in chunk]
        with db.transaction() as connection:
            connection.execute(text("select open_export(cast(:ids as uuid[]), :why)"), {"ids": ids, "why": reason})
        with db.read() as connection:
            full = {
                row.id: row
                for row in connection.execute(text("select * from read_export(cast(:ids as uuid[]))"), {"ids": ids})
            }
        for row in chunk:
            values = list(row)
            for name, place in places.items():
                values[place] = getattr(full[row[0]], name)
            yield values
