"""Fills the voucher and the exchange certificate from the database."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from services import model_names
from services.database import Database
from services.documents.from_rows import shop_and_store
from services.documents.remedy_papers import ExchangePaper, VoucherPaper
from services.rows import get_row, sql

_VOUCHER = text("""
    select v.number, v.amount, v.valid_until, v.store_id, v.created_at, coalesce(k.name, c.complainant) as recipient,
           c.number as case_number
    from voucher v
    join complaint_remedy r on r.id = v.remedy_id
    join complaint c on c.id = r.complaint_id
    left join customer k on k.id = v.customer_id
    where v.id = :id""")
_EXCHANGE = sql(f"""
    select x.number, x.store_id, x.exchanged_on, x.note, coalesce(k.name, '') as customer,
           {model_names.title("m")} as old_device, d.serial_no as old_serial,
           {model_names.title("n")} as new_device, f.serial_no as new_serial, f.warranty_from,
           coalesce(o.number, '') as order_number, coalesce(c.number, '') as case_number,
           coalesce(s.name, x.created_by) as clerk
    from device_exchange x
    left join customer k on k.id = x.customer_id
    join device d on d.id = x.old_device_id
    join product_model m on m.id = d.product_model_id
    join device f on f.id = x.new_device_id
    join product_model n on n.id = f.product_model_id
    left join work_order o on o.id = x.work_order_id
    left join complaint_remedy r on r.id = x.remedy_id
    left join complaint c on c.id = r.complaint_id
    left join staff s on s.login = x.created_by
    where x.id = :id""")


def voucher(db: Database, voucher_id: UUID, printed_by: str) -> VoucherPaper:
    """The voucher as it is given to the customer."""
    row = get_row(db, _VOUCHER, id=voucher_id)
    head, store = shop_and_store(db, row.store_id)
    zone = ZoneInfo(store.time_zone)
    return VoucherPaper(
        shop=head,
        number=row.number,
        amount=row.amount,
        valid_until=row.valid_until,
        issued_on=row.created_at.astimezone(zone).date(),
        recipient=row.recipient,
        case_number=row.case_number,
        printed_at=datetime.now(zone),
        printed_by=printed_by,
    )


def exchange(db: Database, exchange_id: UUID, printed_by: str) -> ExchangePaper:
    """The certificate of an exchange."""
    row = get_row(db, _EXCHANGE, id=exchange_id)
    head, store = shop_and_store(db, row.store_id)
    return ExchangePaper(
        shop=head,
        number=row.number,
        customer=row.customer,
        exchanged_on=row.exchanged_on,
        old_device=row.old_device,
        old_serial=row.old_serial,
        new_device=row.new_device,
        new_serial=row.new_serial,
        warranty_from=row.warranty_from,
        order_number=row.order_number,
        case_number=row.case_number,
        note=row.note,
        clerk=row.clerk,
        printed_at=datetime.now(ZoneInfo(store.time_zone)),
        printed_by=printed_by,
    )
