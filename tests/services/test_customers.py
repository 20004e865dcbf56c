"""Customers as the desk keeps them."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from services import customer_parts, customers, devices, personal_data, regions
from services.customers import Wanted
from services.errors import Conflict, NotPermitted, ServiceError
from tests.customer_samples import make_customer, make_device
from tests.people import known

NAUGHTY = [
    "O'Brien; drop table customer; --",
    "<b>粗体</b> & &amp;",
    "{0} {name} %s %(name)s :name",
    '=HYPERLINK("http://x")',
    "𠮷野家 👩‍👩‍👧",
    "أحمد  \u202eمحمد",
    "a\tb\\n\\",
    "null",
    "０１２　全角",
    "Zalgo ̴̢̛",
]


def _blns() -> list[str]:
    for folder in Path(__file__).resolve().parents:
        path = folder / "shared" / "data" / "blns.json"
        if path.exists():
            return [line for line in json.loads(path.read_text("utf-8")) if "\x00" not in line]
    return []


def new(db, **values):
    return customers.get(db, customers.create(db, {"name": "王芳", "phone": "138 1234 5678", **values}, uuid4()))


def test_a_customer_is_kept_with_masks_and_a_number(login):
    seen = new(login("na"), email="wang.fang@example.com", address="浙江省杭州市西湖区文三路 9 号", kind="company")
    assert seen.number.startswith("K") and seen.version == 1 and seen.created_by == "na"
    assert (seen.phone_masked, seen.email_masked, seen.address_masked) == (
        "138****5678",
        "w***@example.com",
        "浙江省杭州市****",
    )


def test_the_whole_file_is_kept_and_changed_field_by_field(login):
    db = login("na")
    file = {name: f"内容 {name}" for name in customers.FILE_COLUMNS}
    seen = new(db, kind="company", **file, anniversary=date(2020, 5, 1), region_id=known("hangzhou"))
    assert seen.file == file and seen.region == "杭州" and seen.anniversary == date(2020, 5, 1)
    after = customers.change(db, seen, {"credit_standing": "良好", "source": "展会"}, uuid4())
    assert after.file == {**file, "credit_standing": "良好"} and after.source == "展会"


def test_names_and_notes_come_back_exactly_as_they_were_typed(login):
    db = login("na")
    strings = NAUGHTY + _blns()
    wrong = []
    for string in strings:
        name, body = string[:120], string[:4000]
        if not body.strip():
            continue
        try:
            seen = new(db, name=name)
        except ServiceError as error:
            assert error.code == "customer_name_missing", string
            assert not any(sign.isalnum() for sign in name)
            continue
        customer_parts.add(db, "customer_note", seen.id, {"body": body}, uuid4())
        if seen.name != name or customer_parts.notes(db, seen.id)[0].body != body:
            wrong.append(string)
    assert wrong == []


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u3000\u3000", "\u200b\u200d", "\ufeff", "x" * 121, None])
def test_a_customer_without_a_name_is_refused_at_the_name(login, name):
    with pytest.raises(ServiceError) as refusal:
        new(login("na"), name=name)
    assert (refusal.value.code, refusal.value.field) == ("customer_name_missing", "name")
    assert "120" in refusal.value.sentence()


@pytest.mark.parametrize(("phone", "code"), [("abc", "phone_not_a_number"), ("12", "phone_not_a_number")])
def test_what_is_no_number_is_refused_at_the_phone(login, phone, code):
    with pytest.raises(ServiceError) as refusal:
        new(login("na"), phone=phone)
    assert (refusal.value.code, refusal.value.field) == (code, "phone")


@pytest.mark.parametrize("bad", ["nul \x00", "half \ud83d"])
def test_characters_that_cannot_be_stored_are_refused_at_their_field(login, bad):
    with pytest.raises(ServiceError) as refusal:
        new(login("na"), source=bad)
    assert (refusal.value.code, refusal.value.field) == ("character_refused", "source")


def test_a_save_repeated_after_a_lost_answer_adds_no_second_customer(sign_in):
    db, request = sign_in("na"), uuid4()
    first = customers.create(db, {"name": "王芳"}, request)
    assert customers.create(db, {"name": "王芳"}, request) == first
    assert customers.count(db, Wanted()) == 1


def test_two_people_who_change_different_fields_both_keep_their_work(login):
    seen = new(login("na"))
    customers.change(login("zhou"), seen, {"source": "展会", "hobbies": "钓鱼"}, uuid4())
    after = customers.change(login("na"), seen, {"tax_no": "91330100", "notify_by": "wechat"}, uuid4())
    assert (after.source, after.tax_no, after.notify_by) == ("展会", "91330100", "wechat")
    assert after.file["hobbies"] == "钓鱼"


def test_two_people_who_change_the_same_field_are_asked(login):
    seen = new(login("na"))
    customers.change(login("zhou"), seen, {"name": "王芬"}, uuid4())
    with pytest.raises(Conflict) as conflict:
        customers.change(login("na"), seen, {"name": "汪芳"}, uuid4())
    assert (conflict.value.base, conflict.value.mine, conflict.value.theirs) == (
        {"name": "王芳"},
        {"name": "汪芳"},
        {"name": "王芬"},
    )
    assert conflict.value.by == "周敏"


def test_both_may_begin_the_file_at_the_same_time(login):
    seen = new(login("na"))
    customers.change(login("zhou"), seen, {"hobbies": "钓鱼"}, uuid4())
    after = customers.change(login("na"), seen, {"customs": "清真"}, uuid4())
    assert (after.file["hobbies"], after.file["customs"]) == ("钓鱼", "清真")


def test_the_list_goes_both_ways_in_every_order(login, superuser):
    for name in ("单雄信", "曾国藩", "阿宝", "Zed", "王芳"):
        make_customer(superuser, name)
    db = login("na")
    for sort in customers.SORTS:
        for descending in (False, True):
            walked, place = [], None
            while True:
                page = customers.page(db, sort=sort, descending=descending, place=place, limit=2)
                walked += [line.name for line in page.rows]
                back = page.before
                if page.after is None:
                    break
                place = page.after
            assert len(walked) == len(set(walked)) == 5
            before = customers.page(db, sort=sort, descending=descending, place=back, limit=2)
            assert [line.name for line in before.rows] == walked[2:4]
    by_name = [line.name for line in customers.page(db, sort="name", descending=False).rows]
    assert by_name == ["阿宝", "单雄信", "王芳", "Zed", "曾国藩"]


def test_a_list_is_narrowed_by_region_with_all_below_it_class_kind_and_text(login, superuser):
    near = make_customer(superuser, "近客", region_id=known("hangzhou"))
    far = make_customer(superuser, "远客", region_id=known("north"), kind="company")
    db = login("na")
    customer_parts.set_class(db, near, "volume", "volume.key", uuid4())

    def ids(**wanted):
        return {line.id for line in customers.page(db, Wanted(**wanted)).rows}

    assert ids(region_id=known("east")) == {near} and ids(region_id=known("north")) == {far}
    assert ids(kind="company") == {far} and ids(class_code="volume.key") == {near}
    assert ids(text="远客") == {far} and ids(text="远客", kind="person") == set() and ids(archived=True) == set()
    assert customers.count(db, Wanted(kind="company")) == 1


def test_a_class_replaces_the_former_of_its_dimension_only(login):
    db = login("na")
    seen = new(db)
    for dimension, code in (("time", "time.new"), ("volume", "volume.key"), ("time", "time.old")):
        customer_parts.set_class(db, seen.id, dimension, code, uuid4())
    assert {item.code for item in customer_parts.classes(db, seen.id) if item.open_id} == {"time.old", "volume.key"}
    with pytest.raises(ServiceError, match="class_unknown"):
        customer_parts.set_class(db, seen.id, "time", "volume.key", uuid4())
    customer_parts.set_class(db, seen.id, "time", None, uuid4())
    assert customers.page(db).rows[0].classes == ("volume.key",)


def test_the_newest_consent_counts_and_the_earlier_ones_stay(login, superuser):
    db = login("na")
    seen = new(db)
    customer_parts.say_consent(db, seen.id, "marketing", True, uuid4(), channel="counter")
    customer_parts.say_consent(db, seen.id, "marketing", False, uuid4(), channel="phone")
    said = {consent.purpose: consent.given for consent in customer_parts.consents(db, seen.id)}
    assert said == {"service": None, "marketing": False, "follow_up": None, "sharing": None}
    assert superuser.execute(text("select count(*) from customer_consent")).scalar() == 2


def test_contacts_addresses_and_notes_are_kept_changed_and_hidden(login):
    db = login("na")
    seen = new(db, kind="company", name="西湖饭店")
    owner = {"role": "owner", "name": "单雄", "phone": "13900001111", "character": "爽快", "birth_year": 1970}
    customer_parts.add(db, "contact", seen.id, owner, uuid4())
    customer_parts.add(db, "customer_address", seen.id, {"kind": "site", "address": "杭州市拱墅区某路 1 号"}, uuid4())
    customer_parts.add(db, "customer_note", seen.id, {"level": "stop", "body": "欠款未清"}, uuid4())
    [contact] = customer_parts.contacts(db, seen.id)
    [address] = customer_parts.addresses(db, seen.id)
    [note] = customer_parts.notes(db, seen.id)
    assert (contact.phone_masked, address.address_masked, note.level) == ("139****1111", "杭州市拱墅区****", "stop")
    customer_parts.change(db, "contact", contact, {"phone": "13900002222", "title": "老板"}, uuid4())
    customer_parts.archive(db, "customer_note", note.id, uuid4())
    [contact] = customer_parts.contacts(db, seen.id)
    assert (contact.phone_masked, contact.title, customer_parts.notes(db, seen.id)) == ("139****2222", "老板", [])
    with pytest.raises(ServiceError) as refusal:
        customer_parts.add(db, "contact", seen.id, {"name": "　"}, uuid4())
    assert (refusal.value.code, refusal.value.field) == ("contact_name_missing", "name")


def test_the_list_tells_how_many_grave_notes_there_are(login, superuser):
    wang = make_customer(superuser)
    db = login("na")
    for level in ("info", "warning", "stop"):
        customer_parts.add(db, "customer_note", wang, {"level": level, "body": level}, uuid4())
    assert customers.page(db).rows[0].notes == 2


def test_a_customer_nobody_refers_to_is_removed_and_one_with_a_device_archived(login, superuser):
    db = login("na")
    lonely, owner = new(db, name="孤客"), new(db)
    make_device(superuser, owner.id)
    customer_parts.add(db, "customer_note", lonely.id, {"body": "x"}, uuid4())
    assert customers.remove(db, lonely, uuid4()) == "removed"
    assert customers.remove(db, owner, uuid4()) == "archived"
    with pytest.raises(ServiceError, match="gone_record"):
        customers.get(db, lonely.id)
    assert customers.get(db, owner.id).archived_at is not None
    assert [line.id for line in customers.page(db, Wanted(archived=True)).rows] == [owner.id]
    customers.restore(db, owner.id, uuid4())
    assert [line.id for line in customers.page(db).rows] == [owner.id]


def test_a_customer_seen_before_somebody_changed_him_is_not_removed(login):
    db = login("na")
    seen = new(db)
    customers.change(db, seen, {"source": "展会"}, uuid4())
    with pytest.raises(ServiceError):
        customers.remove(db, seen, uuid4())
    assert customers.get(db, seen.id).archived_at is None


@pytest.mark.parametrize("person", ["tang", "pei", "xiao", "cai", "shen"])
def test_only_the_desk_removes_and_merges(login, superuser, person):
    mine = {"sales_rep_id": known("xiao")}
    one, two = make_customer(superuser, **mine), make_customer(superuser, "王二", **mine)
    desk = login("na")
    kept, gone = customers.get(desk, one), customers.get(desk, two)
    with pytest.raises(NotPermitted):
        customers.remove(login(person), kept, uuid4())
    with pytest.raises(NotPermitted):
        customers.merge(login(person), kept, gone, uuid4())


def test_merging_moves_everything_and_leaves_a_sign(login, superuser):
    db = login("na")
    kept = new(db, address="杭州市西湖区文三路 9 号")
    gone = new(db, name="王芳芳", phone="13900001111", email="w@example.com", birthday=date(1990, 1, 2))
    customer_parts.set_class(db, kept.id, "time", "time.old", uuid4())
    customer_parts.set_class(db, gone.id, "time", "time.new", uuid4())
    customer_parts.set_class(db, gone.id, "volume", "volume.key", uuid4())
    customer_parts.add(db, "customer_note", gone.id, {"body": "小心"}, uuid4())
    customers.change(db, gone, {"hobbies": "钓鱼"}, uuid4())
    device = make_device(superuser, gone.id)
    gone = customers.get(db, gone.id)
    after = customers.merge(db, kept, gone, uuid4())
    assert (after.name, after.email_masked, after.birthday) == ("王芳", "w***@example.com", date(1990, 1, 2))
    assert after.file["hobbies"] == "钓鱼"
    assert {item.code for item in customer_parts.classes(db, kept.id) if item.open_id} == {"time.old", "volume.key"}
    assert [note.body for note in customer_parts.notes(db, kept.id)] == ["小心"]
    assert [(contact.name, contact.phone_masked) for contact in customer_parts.contacts(db, kept.id)] == [
        ("王芳芳", "139****1111")
    ]
    assert devices.get(db, device).customer_id == kept.id
    assert [(owner.customer_id, owner.until) for owner in devices.owners(db, device)] == [(kept.id, None)]
    assert customers.get(db, gone.id).merged_into == kept.id
    assert [line.id for line in customers.page(db).rows] == [kept.id]
    with pytest.raises(ServiceError, match="customer_was_merged"):
        customers.restore(db, gone.id, uuid4())
    with pytest.raises(ServiceError, match="merge_with_itself"):
        customers.merge(db, after, after, uuid4())


def test_every_table_that_follows_a_customer_can_be_moved_by_a_merge_or_stays(superuser):
    """A new table with a customer_id: grant update of it to aftercare_workflow, or say here why it stays."""
    only_grow = {"customer_consent", "payment", "work_order_event", "customer"}
    closed_with_its_customer = {"guest_login"}
    left = superuser.execute(
        text("""
        select distinct c.relname from pg_constraint f join pg_class c on c.oid = f.conrelid
        join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
        where f.contype = 'f' and f.confrelid = 'aftercare.customer'::regclass
          and not has_column_privilege('aftercare_workflow', c.oid, a.attnum, 'update')""")
    ).scalars()
    assert set(left) - only_grow - closed_with_its_customer == set()


def test_a_new_customer_with_a_known_number_or_name_is_warned_about(sign_in):
    db = sign_in("na")
    wang = customers.create(db, {"name": "王芳", "phone": "13812345678"}, uuid4())
    customers.create(db, {"name": "李四", "phone": "13700000000"}, uuid4())
    found = personal_data.alike(db, "王方", "+86 138-1234-5678")
    assert [(one.id, one.same_phone, one.same_name) for one in found] == [(wang, True, False)]
    assert [one.id for one in personal_data.alike(db, "王芳")] == [wang]
    assert personal_data.alike(db, "王芳", "13812345678", but=wang) == []


def test_a_number_finds_customers_and_contacts_whoever_shares_it(sign_in):
    db = sign_in("na")
    wang = customers.create(db, {"name": "王芳", "phone": "13812345678"}, uuid4())
    hotel = customers.create(db, {"name": "西湖饭店", "kind": "company"}, uuid4())
    customer_parts.add(db, "contact", hotel, {"name": "王芳", "phone": "138 1234 5678"}, uuid4())
    found = personal_data.by_phone(db, "13812345678")
    assert {(one.id, one.contact_name) for one in found} == {(wang, ""), (hotel, "王芳")}
    assert personal_data.by_phone(db, "13812345679") == []


def test_a_full_value_is_looked_at_one_at_a_time(sign_in):
    db = sign_in("na")
    wang = customers.create(db, {"name": "王芳", "phone": "138 1234 5678", "wechat": "wf_1"}, uuid4())
    assert personal_data.reveal(db, "customer", wang, "phone", "回电") == "138 1234 5678"
    assert personal_data.reveal(db, "customer", wang, "wechat") == "wf_1"
    assert personal_data.reveal(db, "customer", wang, "email") == ""
    volume = personal_data.volume(sign_in("admin"))
    assert [(line.login, line.kind, line.looks) for line in volume] == [("na", "reveal", 3)]
    with pytest.raises(NotPermitted):
        personal_data.volume(db)


def test_customers_change_their_sales_representative_together(login, superuser):
    ids = [make_customer(superuser, name) for name in ("甲", "乙", "丙")]
    db = login("zhou")
    assert customers.change_sales_rep(db, ids, known("xiao"), uuid4()) == 3
    assert len(customers.page(login("xiao")).rows) == 3
    assert customers.change_sales_rep(db, ids[:1], None, uuid4()) == 1
    assert len(customers.page(login("xiao")).rows) == 2


def test_a_region_is_added_on_the_spot_and_removed_only_without_customers(login):
    desk, admin = login("na"), login("admin")
    region_id = regions.add(desk, "拱墅区", uuid4(), parent_id=known("hangzhou"))
    seen = {region.id: region for region in regions.tree(desk)}
    assert seen[region_id].path == "华东 / 杭州 / 拱墅区"
    lodger = new(desk, region_id=region_id)
    with pytest.raises(ServiceError) as refusal:
        regions.remove(admin, seen[region_id], uuid4())
    assert refusal.value.code == "region_has_customers"
    with pytest.raises(ServiceError, match="region_has_customers"):
        regions.remove(admin, seen[known("east")], uuid4())
    customers.change(desk, lodger, {"region_id": None}, uuid4())
    assert regions.remove(admin, seen[region_id], uuid4()) == "removed"
    with pytest.raises(ServiceError, match="region_in_use"):
        regions.remove(admin, seen[known("north")], uuid4())
    with pytest.raises(NotPermitted):
        regions.remove(desk, seen[known("north")], uuid4())
    with pytest.raises(ServiceError) as refusal:
        regions.add(desk, "　", uuid4())
    assert refusal.value.field == "name"
