"""Every text that a person may write has an end, every amount is a number: one row must not stop everybody."""

import re

import pytest
from sqlalchemy import text

from services.ids import new_id
from services.payments import take
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in

_WRITABLE = """
    select c.relname, a.attname, t.typname,
           coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
                     where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey)), '')
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'aftercare'::regnamespace and c.relkind = 'r' and c.relname <> 'alembic_version'
      and exists (
        select from pg_roles r where r.rolname like 'aftercare\\_%'
          and r.rolname = any (array['aftercare_staff', 'aftercare_admin', 'aftercare_manager', 'aftercare_agent',
              'aftercare_technician', 'aftercare_parts', 'aftercare_sales', 'aftercare_finance', 'aftercare_customer'])
          and (has_column_privilege(r.rolname, c.oid, a.attnum, 'insert')
               or has_column_privilege(r.rolname, c.oid, a.attnum, 'update')))"""


def test_every_text_a_person_may_write_has_an_end(superuser):
    endless = []
    for table, column, kind, checks in superuser.execute(text(_WRITABLE)):
        if kind not in ("text", "jsonb", "bytea", "_text"):
            continue
        name = f'"?{column}"?'
        bounded = (
            rf"length\(\(?\(?{name}(\)?::text)?",  # length(x), octet_length(x::text)
            rf"length\(btrim\({name}",
            rf"\({name} = ANY",  # one of some codes
            rf"\(\(?{name} ~ '\^[^']*\{{[^']*\$'",  # a pattern of so many
            rf"cardinality\({name}",
        )
        if not any(re.search(pattern, checks) for pattern in bounded):
            endless.append(f"{table}.{column}: {checks}")
    assert endless == []


def test_no_amount_may_be_not_a_number(superuser):
    open_ends = superuser.execute(
        text("""
            select c.relname || '.' || a.attname from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'aftercare'::regnamespace and c.relkind = 'r' and a.atttypid = 'numeric'::regtype
              and not exists (
                select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey)
                  and (pg_get_constraintdef(k.oid) ~ (a.attname || ' <> ''NaN''')
                       or pg_get_constraintdef(k.oid) ~ (a.attname || ' <=? \\(?[0-9]')))""")
    )
    assert open_ends.scalars().all() == []


def test_nobody_pays_what_is_not_a_number(login, superuser):
    customer, device = customer_with_device(superuser)
    order = take_in(login("na"), customer, device).orders[0]
    with pytest.raises(Exception, match=r"value_refused|number_too_large|amount_not_positive"):
        take(login("na"), new_id(), order.id, "cash", "NaN", request=new_id())  # type: ignore[arg-type]
    assert known("na")
