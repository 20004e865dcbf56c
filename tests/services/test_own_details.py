"""What people keep of themselves: name, telephone, e-mail; never rank, store or rights, and nobody else's."""

import pytest
from sqlalchemy import text

from services import own_details, people
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.people import known


def kept(db, person="na", **values):
    return own_details.change(db, own_details.get(db, known(person)), values, new_id())


@pytest.mark.parametrize("person", ["na", "tang", "pei", "xiao", "cai", "shen", "admin", "zhou"])
def test_everybody_keeps_his_own_telephone_and_e_mail(login, person):
    db = login(person)
    first = kept(db, person, phone="138 0571 2233")
    assert (first.phone, first.email, first.login) == ("138 0571 2233", "", person)
    assert kept(db, person, email="a@b.cn").phone == "138 0571 2233"


def test_a_person_changes_the_name_others_read_and_the_audit_trail_keeps_it(login, superuser):
    assert kept(login("na"), name="李娜（西湖）").name == "李娜（西湖）"
    told = superuser.execute(
        text("""select login, old ->> 'name', new ->> 'name' from audit_entry
                where table_name = 'staff' and row_id = :id order by id desc limit 1"""),
        {"id": known("na")},
    ).one()
    assert tuple(told) == ("na", "李娜", "李娜（西湖）")


@pytest.mark.parametrize("name", ["周敏", " 周 敏 ", "周\u3000敏", "周敏\u200b", "\u00a0周\ufeff敏"])
def test_nobody_takes_the_name_of_a_colleague(login, name):
    with pytest.raises(ServiceError, match="name_of_colleague"):
        kept(login("na"), name=name)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"phone": "call me"}, "own_phone_wrong"),
        ({"email": "nobody"}, "own_email_wrong"),
        ({"name": " "}, "name_missing"),
    ],
)
def test_what_is_no_number_address_or_name_is_refused_at_its_field(login, wrong, code):
    with pytest.raises(ServiceError, match=code) as refused:
        kept(login("na"), **wrong)
    assert refused.value.field == next(iter(wrong))


def test_a_name_an_administrator_changed_meanwhile_is_not_overwritten(login, superuser):
    seen = own_details.get(login("na"), known("na"))
    superuser.execute(text("update staff set name = '李娜娜' where id = :id"), {"id": known("na")})
    with pytest.raises(ServiceError, match="conflict"):
        own_details.change(login("na"), seen, {"name": "小李"}, new_id())


def test_telephone_and_e_mail_are_read_by_the_person_his_managers_and_administrators(login):
    kept(login("na"), phone="13805712233")
    readers = {
        person for person in ("admin", "zhou", "qian", "na", "min", "tang", "bei", "cai", "shen")
        if own_details.get(login(person), known("na")).phone
    }  # fmt: skip
    assert readers == {"admin", "zhou", "na"}


@pytest.mark.parametrize("person", ["tang", "zhou", "admin"])
def test_nobody_changes_them_for_somebody_else(login, person):
    kept(login("na"), phone="13805712233")
    with pytest.raises(NotPermitted):
        kept(login(person), "na", phone="110")


@pytest.mark.parametrize(
    "statement",
    [
        "update staff set name = 'x' where id = my_staff_id()",
        "update staff set store_id = null where id = my_staff_id()",
        "update staff set roles = '{admin}' where id = my_staff_id()",
        "update staff_details set updated_by = 'x' where id = my_staff_id()",
        "delete from staff_details where id = my_staff_id()",
        "insert into staff_store (id, staff_id, store_id) select gen_random_uuid(), my_staff_id(), id from store limit 1",
    ],
)
def test_by_sql_a_person_changes_no_more_of_himself(login, statement):
    kept(login("na"), phone="13805712233")
    with pytest.raises(NotPermitted), login("na").transaction() as connection:
        connection.execute(text(statement))


def test_telephone_and_e_mail_of_somebody_who_left_are_forgotten_in_the_trail_too(login, superuser):
    number, address = "13805718866", "na.private@mail.example"
    kept(login("na"), phone=number, email=address)
    kept(login("na"), phone="13805718867")
    people.disable(login("admin"), known("na"))
    tables = superuser.execute(
        text("select relname from pg_class where relnamespace = 'aftercare'::regnamespace and relkind = 'r'")
    ).scalars()
    left = [
        table
        for table in tables.all()
        if superuser.execute(text(f"select count(*) from {table} t where t::text ~ '1380571886|na.private'")).scalar()
    ]
    assert left == []
    assert superuser.execute(text("select name from staff where id = :id"), {"id": known("na")}).scalar() == "李娜"
