"""Taking an import back: in steps, with a way to stop, by a role that reads no more than it must."""

import pytest
from sqlalchemy import text

from models import objects
from models.catalogue import metadata
from services.errors import Cancelled, ServiceError
from services.ids import new_id
from services.transfer import history, running
from tests.services.transfer.files import csv_file, imported

HEAD = ("姓名", "手机")


@pytest.fixture
def small_steps(monkeypatch):
    """Steps of which a small file has several."""
    monkeypatch.setattr(running, "LOOK_STEP", 4)
    monkeypatch.setattr(running, "UNDO_STEP", 3)


def brought(db, folder, count=10):
    batch = new_id()
    rows = [*((f"客户{n}", f"139000{n:05}") for n in range(count)), ("", "1"), ("", "2")]
    imported(db, "customers", csv_file(folder, [HEAD, *rows]), batch)
    return batch


def left(connection):
    return connection.execute(text("select count(*) from customer")).scalar_one()


def test_an_undo_tells_how_far_it_is_and_forgets_what_refused_rows_held(login, superuser, tmp_path, small_steps):
    db = login("na")
    batch = brought(db, tmp_path)
    heard = []
    running.undo(db, batch, progress=lambda done, total: heard.append((done, total)))
    assert left(superuser) == 0
    assert [done for done, _total in heard] == sorted({done for done, _total in heard})
    assert len(heard) > 8 and heard[-1][0] == heard[-1][1]
    cells = text("select count(*) from import_row where cells is not null")
    assert superuser.execute(cells).scalar() == 0
    assert history.batches(db).rows[0].state == "undone"


def test_an_undo_stopped_while_it_looks_has_changed_nothing(login, superuser, tmp_path, small_steps):
    db = login("na")
    batch = brought(db, tmp_path)
    heard = []
    with pytest.raises(Cancelled):
        running.undo(db, batch, progress=lambda done, _total: heard.append(done), cancelled=lambda: len(heard) == 2)
    assert left(superuser) == 10 and history.batches(db).rows[0].state == "done"


def test_an_undo_stopped_while_it_removes_goes_on_where_it_was(login, superuser, tmp_path, small_steps):
    db = login("na")
    batch = brought(db, tmp_path)
    with pytest.raises(Cancelled):
        running.undo(db, batch, cancelled=lambda: left(superuser) < 10)
    assert left(superuser) == 7 and history.batches(db).rows[0].state == "undoing"
    running.undo(db, batch)
    assert left(superuser) == 0 and history.batches(db).rows[0].state == "undone"


def test_touched_lines_are_named_from_every_part_of_the_file(login, superuser, tmp_path, small_steps, monkeypatch):
    db = login("na")
    batch = brought(db, tmp_path)
    superuser.execute(text("update customer set tax_no = '9133' where name in ('客户1', '客户9')"))
    with pytest.raises(ServiceError) as refused:
        running.undo(db, batch)
    assert refused.value.values == {"count": 2, "lines": "3, 11"}
    monkeypatch.setattr(running, "TOUCHED_NAMED", 1)
    with pytest.raises(ServiceError) as refused:
        running.undo(db, batch)
    assert refused.value.values == {"count": "1+", "lines": "3 …"}
    assert left(superuser) == 10


def test_what_was_touched_after_the_look_stays(login, superuser, tmp_path, small_steps):
    db = login("na")
    batch = brought(db, tmp_path)
    with pytest.raises(Cancelled):
        running.undo(db, batch, cancelled=lambda: left(superuser) < 10)
    name = superuser.execute(text("update customer set tax_no = '9' where id = (select max(id::text)::uuid from customer) "
                                  "returning name")).scalar()  # fmt: skip
    running.undo(db, batch)
    assert superuser.execute(text("select name from customer")).scalars().all() == [name]
    codes = text("select distinct code from import_row where row_id is not null")
    assert superuser.execute(codes).scalars().all() == ["import_row_touched"]


def test_the_role_behind_imports_reads_only_what_refers_to_records(superuser):
    member = "select pg_has_role('aftercare_transfer', 'pg_read_all_data', 'member')"
    assert not superuser.execute(text(member)).scalar()
    may = text("select has_column_privilege('aftercare_transfer', :table, :column, 'select')")
    readable = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if superuser.execute(may, {"table": f"aftercare.{table.name}", "column": column.name}).scalar()
    }
    assert (
        not {
            (table.name, column.name)
            for table in metadata.sorted_tables
            for column in table.columns
            if (column.info.get("personal") or column.info.get("erasable")) and table.name != "import_row"
        }
        & readable
    )
    # secrets, texts, money and the trail of others
    assert not {table for table, _column in readable} & {"audit_entry", "audit_value", "parameter"}
    secret = {("unlock_code", "code"), ("work_order", "pickup_code"), ("payment", "amount"), ("customer", "name")}
    assert not secret & readable
    assert secret <= {(table.name, column.name) for table in metadata.sorted_tables for column in table.columns}


def test_everything_that_refers_to_an_imported_record_is_seen(superuser):
    assert superuser.execute(text("select import_tables()")).scalar() == list(objects.IMPORTED)
    unseen = superuser.execute(
        text("""
        select c.conrelid::regclass::text, a.attname from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
        where c.contype = 'f' and c.confrelid in (select ('aftercare.' || t)::regclass from unnest(import_tables()) t)
          and not has_column_privilege('aftercare_transfer', c.conrelid, a.attnum, 'select')""")
    ).all()
    assert unseen == []
