"""What somebody with psql and a colleague's password can learn about customers."""

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from services.database import role_of
from tests.customer_samples import make_customer, make_device
from tests.people import PASSWORD, known

PERSONAL = (
    ("customer", "phone"),
    ("customer", "phone_key"),
    ("customer", "email"),
    ("customer", "address"),
    ("customer", "wechat"),
    ("contact", "phone"),
    ("contact", "phone_key"),
    ("contact", "email"),
    ("customer_address", "address"),
)


@pytest.fixture
def shop(fresh_database):
    """Three customers; one of them the sales representative's."""
    with fresh_database.begin() as connection:
        ids = {
            "wang": make_customer(
                connection, "王芳", "13812345678", email="wang@example.com", address="杭州市西湖区文三路 9 号"
            ),
            "shan": make_customer(connection, "单雄信", "0571-88886666 转 802", sales_rep_id=known("xiao")),
        }
        ids["phone"] = make_device(connection, ids["wang"])
    return ids


@pytest.fixture
def as_(fresh_database, shop):
    opened = []

    def enter(person):
        connection = fresh_database.connect(role_of(person), PASSWORD)
        connection.autocommit = True
        connection.execute("set search_path = aftercare, pg_temp")
        opened.append(connection)
        return connection

    yield enter
    for connection in opened:
        connection.close()


@pytest.mark.parametrize("person", ["admin", "zhou", "na", "tang", "pei", "xiao", "cai", "shen"])
def test_nobody_reads_a_personal_column(as_, person):
    connection = as_(person)
    for table, column in PERSONAL:
        for statement in ("select {c} from {t}", "update {t} set {c} = {c} || ''", "select 1 from {t} where {c} = 'x'"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL(statement).format(c=sql.Identifier(column), t=sql.Identifier(table)))


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("admin", {"王芳", "单雄信"}),
        ("zhou", {"王芳", "单雄信"}),
        ("na", {"王芳", "单雄信"}),
        ("bei", {"王芳", "单雄信"}),
        ("pei", {"王芳", "单雄信"}),
        ("cai", {"王芳", "单雄信"}),
        ("shen", {"王芳", "单雄信"}),
        ("tang", set()),
        ("xiao", {"单雄信"}),
    ],
)
def test_every_desk_sees_all_customers_masked_and_others_only_their_own(as_, person, sees):
    rows = as_(person).execute("select name, phone_masked, phone_last4, number from customer").fetchall()
    assert {row[0] for row in rows} == sees
    assert {row[1] for row in rows} <= {"138****5678", "057****6666"}
    assert all(row[3].startswith("K1") for row in rows)


def reveal(connection, table, row, column):
    entry = connection.execute("select open_reveal(%s, %s, %s, 'call back')", [table, row, column]).fetchone()[0]
    return connection.execute("select read_reveal(%s)", [entry]).fetchone()[0]


@pytest.mark.parametrize("person", ["admin", "zhou", "na", "cai"])
def test_a_reveal_gives_the_number_and_leaves_an_entry(as_, shop, person):
    assert reveal(as_(person), "customer", shop["wang"], "phone") == "13812345678"
    entries = as_("shen").execute("select login, kind, table_name, row_id, column_name, reason from reveal").fetchall()
    assert entries == [(person, "reveal", "customer", shop["wang"], "phone", "call back")]


@pytest.mark.parametrize("person", ["pei", "shen", "tang"])
def test_some_roles_reveal_nothing(as_, shop, person):
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException, psycopg.DatabaseError)):
        reveal(as_(person), "customer", shop["wang"], "phone")


def test_a_sales_representative_reveals_his_own_customers_only(as_, shop):
    assert reveal(as_("xiao"), "customer", shop["shan"], "phone") == "0571-88886666 转 802"
    with pytest.raises(psycopg.DatabaseError, match="gone_record"):
        reveal(as_("xiao"), "customer", shop["wang"], "phone")


def test_a_reveal_that_is_rolled_back_gives_nothing(as_, shop):
    connection = as_("na")
    with pytest.raises(psycopg.DatabaseError, match="reveal_over"), connection.transaction():
        reveal(connection, "customer", shop["wang"], "phone")
    with pytest.raises(psycopg.DatabaseError, match="reveal_over"), connection.transaction():
        with connection.transaction():
            entry = connection.execute("select open_reveal('customer', %s, 'phone')", [shop["wang"]]).fetchone()[0]
        connection.execute("select read_reveal(%s)", [entry])


def test_nobody_reads_with_a_colleagues_entry(as_, shop):
    entry = as_("na").execute("select open_reveal('customer', %s, 'phone')", [shop["wang"]]).fetchone()[0]
    with pytest.raises(psycopg.DatabaseError, match="reveal_over"):
        as_("zhou").execute("select read_reveal(%s)", [entry])


def test_looking_at_many_numbers_stops_and_tells_the_administrator(as_, shop):
    as_("admin").execute("update parameter set value = '3' where code = 'reveal_limit'")
    connection = as_("na")
    for _ in range(3):
        reveal(connection, "customer", shop["wang"], "phone")
    with pytest.raises(psycopg.DatabaseError, match="reveal_limit"):
        reveal(connection, "customer", shop["wang"], "email")
    limits = as_("admin").execute("select login, reason, count from reveal where kind = 'limit'").fetchall()
    assert limits == [("na", "reveal", 3)]
    assert ("na", "reveal", 3) in as_("admin").execute("select login, kind, looks from look_volume(24)").fetchall()


def test_a_number_cannot_be_found_out_by_searching_and_rolling_back(as_, shop):
    connection = as_("na")
    found = "select count(*) from search_customers('13812345678', null, 5)"
    assert connection.execute(found).fetchone()[0] == 0
    with connection.transaction(force_rollback=True):
        connection.execute("select open_lookup('13812345678')")
        assert connection.execute(found).fetchone()[0] == 0
    connection.execute("select open_lookup('13812345678')")
    assert connection.execute(found).fetchone()[0] == 1
    assert connection.execute("select count(*) from search_customers('13812345679', null, 5)").fetchone()[0] == 0
    as_("admin").execute("update parameter set value = '2' where code = 'lookup_limit'")
    connection.execute("select open_lookup('13812345670')")
    with pytest.raises(psycopg.DatabaseError, match="lookup_limit"):
        connection.execute("select open_lookup('13812345671')")


@pytest.mark.parametrize("person", ["tang", "pei", "cai", "shen"])
def test_only_the_desk_and_sales_change_customers(as_, shop, person):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_(person).execute("update customer set name = 'x'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_(person).execute("insert into customer (id, name) values (gen_random_uuid(), 'x')")


def test_a_sales_representative_changes_his_own_customers_only_and_keeps_them(as_, shop):
    connection = as_("xiao")
    assert connection.execute("update customer set source = 'fair'").rowcount == 1
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("update customer set sales_rep_id = null")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("insert into customer (id, name) values (gen_random_uuid(), 'x')")


def test_nobody_archives_or_merges_by_a_plain_update(as_):
    for column in ("archived_at", "merged_into", "number", "phone_masked", "phone_last4", "search"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_("admin").execute(sql.SQL("update customer set {} = null").format(sql.Identifier(column)))


def test_the_owner_history_follows_the_device(as_, shop):
    connection = as_("na")
    connection.execute("update device set customer_id = %s where id = %s", [shop["shan"], shop["phone"]])
    connection.execute("update device set customer_id = null where id = %s", [shop["phone"]])
    rows = connection.execute("select customer_id, until is null from device_owner order by since").fetchall()
    assert rows == [(shop["wang"], False), (shop["shan"], False)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("update device_owner set customer_id = null")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("0086 13812345678", "13812345678"),
        ("８６１３８１２３４５６７８", "13812345678"),
        ("0571-88886666 转 802", "057188886666"),
        ("+86 571 8888 6666", "057188886666"),
        ("(010) 8888 6666 ext. 5", "01088886666"),
        ("+1 (202) 555-0123", "12025550123"),
        ("400-810-9999", "4008109999"),
        ("12315", "12315"),
    ],
)
def test_a_number_is_one_however_it_is_written(superuser, typed, key):
    assert superuser.execute(text("select phone_key(:t)"), {"t": typed}).scalar() == key
