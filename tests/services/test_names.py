"""Who did something is said by name; what nobody did by hand is the program's."""

import pytest
from sqlalchemy import text

from services import audit_log, customer_parts, customers, parameters, products
from services.ids import new_id
from services.names import doer
from services.texts import in_language
from tests.customer_samples import make_customer
from tests.people import known


def test_a_setting_as_it_was_shipped_was_changed_by_nobody(login):
    admin = login("admin")
    before = {one.code: one for one in parameters.every(admin)}["idle_minutes"]
    assert before.updated_by == ""
    parameters.change(admin, new_id(), before, 30)
    assert {one.code: one for one in parameters.every(admin)}["idle_minutes"].updated_by == "管理员"


def test_what_people_added_carries_their_name_and_the_rest_is_the_program_s(login, superuser):
    zhou = login("zhou")
    mine = products.create(zhou, {"brand": "海尔", "name": "冰箱 470", "serial_kind": "serial"}, new_id())
    superuser.execute(
        text("insert into product_model (id, brand, name) values (:id, '海尔', '冰箱 471')"), {"id": new_id()}
    )
    lines = {line.name: line.created_by for line in products.page(zhou).rows}
    assert (lines["冰箱 470"], lines["冰箱 471"]) == ("周敏", "") and products.get(zhou, mine).created_by == "周敏"
    with in_language("en"):
        assert (doer("周敏"), doer("")) == ("周敏", "The program")


def test_notes_on_a_customer_say_who_wrote_them(login, superuser):
    na, customer = login("na"), make_customer(superuser)
    customer_parts.add(na, "customer_note", customer, {"level": "info", "body": "小心狗"}, new_id())
    assert [note.created_by for note in customer_parts.notes(na, customer)] == ["李娜"]


def test_the_audit_log_finds_people_by_user_name_and_by_name(login, superuser):
    na, customer = login("na"), make_customer(superuser)
    customers.change(na, customers.get(na, customer), {"name": "王芬"}, new_id())
    admin = login("admin")
    for typed in ("na", "NA", "李娜"):
        (entry,) = audit_log.page(admin, audit_log.Wanted(login=typed, row_id=customer)).rows
        assert (entry.login, entry.name, entry.columns) == ("na", "李娜", ("name",))


@pytest.mark.parametrize(("column", "id_of"), [("sales_rep_id", "xiao"), ("region_id", "hangzhou")])
def test_an_entry_of_the_audit_log_names_what_its_ids_stand_for(login, superuser, column, id_of):
    zhou, customer = login("zhou"), make_customer(superuser)
    customers.change(zhou, customers.get(zhou, customer), {column: known(id_of)}, new_id())
    admin = login("admin")
    (entry,) = audit_log.page(admin, audit_log.Wanted(login="zhou", row_id=customer)).rows
    names = {"xiao": ("萧然", "萧然"), "hangzhou": ("杭州", "Hangzhou")}
    assert audit_log.detail(admin, entry.id).names == {("", str(known(id_of))): names[id_of]}


def test_an_entry_of_the_audit_log_names_who_added_a_record(login):
    zhou, admin = login("zhou"), login("admin")
    model = products.create(zhou, {"brand": "海尔", "name": "冰箱 470", "serial_kind": "serial"}, new_id())
    (entry,) = audit_log.page(admin, audit_log.Wanted(row_id=model)).rows
    assert audit_log.detail(admin, entry.id).names == {("login", "zhou"): ("周敏", "周敏")}
