"""Staff, stores, regions, workstations, parameters, code lists and the audit trail, as the administrator keeps them."""

import os
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import accounts, audit_log, code_lists, health, organisation, parameters, people, regions
from services.errors import Conflict, NotPermitted, ServiceError
from services.ids import new_id
from services.texts import in_language
from tests.people import known

XIHU, BINJIANG = known("store xihu"), known("store binjiang")


@pytest.fixture
def newcomer(login):
    """Somebody new, made by the administrator; rolled back with the test."""
    name, staff_id = f"n{os.urandom(4).hex()}", new_id()
    values = {"login": name, "name": "曾敏", "roles": ("agent",), "store_ids": (XIHU,)}
    people.add(login("admin"), new_id(), staff_id, values, "first password")
    return staff_id


def seen(db, staff_id):
    return people.get(db, staff_id)


# -- people


def test_the_same_user_twice_gets_the_prescribed_words(login):
    with pytest.raises(ServiceError) as refused:
        values = {"login": "na", "name": "李娜", "roles": ("agent",), "store_ids": (XIHU,)}
        people.add(login("admin"), new_id(), new_id(), values, "first password")
    assert (refused.value.sentence(), refused.value.field) == ("用户已存在", "login")


@pytest.mark.parametrize(
    ("query", "logins"),
    [
        ({"wanted": "zho"}, ["zhou"]),
        ({"wanted": "敏"}, ["min", "wu", "zhou"]),
        ({"wanted": "ln"}, ["na"]),
        ({"wanted": "%"}, []),
        ({"role": "manager"}, ["qian", "zhou"]),
        ({"store": known("store chaoyang")}, ["bei", "qian"]),
        ({"role": "technician", "store": XIHU}, ["tang", "wu"]),
        ({"active": False}, []),
    ],
)
def test_users_are_queried_by_name_role_and_store(login, query, logins):
    assert [line.login for line in people.page(login("admin"), **query).rows] == logins


def test_the_list_of_users_goes_on_from_page_to_page(login):
    first = people.page(login("admin"), limit=5)
    second = people.page(login("admin"), first.after, limit=5)
    assert [line.login for line in first.rows] < [line.login for line in second.rows]
    assert people.page(login("admin"), second.before, limit=5).rows == first.rows


def test_name_roles_and_desks_are_changed_and_recorded(login, newcomer):
    admin = login("admin")
    before = seen(admin, newcomer)
    people.change(admin, new_id(), before, {"name": "曾小敏", "roles": ("agent", "sales"), "store_ids": (BINJIANG,)})
    after = seen(admin, newcomer)
    assert (after.name, after.roles, after.store_ids, after.store_id) == (
        "曾小敏",
        ("agent", "sales"),
        (BINJIANG,),
        BINJIANG,
    )
    (entry,) = [
        audit_log.detail(admin, each.id)
        for each in audit_log.page(admin, audit_log.Wanted(table="staff", row_id=newcomer)).rows
        if each.operation == "update"
    ]
    assert entry.login == "admin"
    assert entry.new["roles"] == ["agent", "sales"] and entry.old["roles"] == ["agent"]


def test_what_two_administrators_changed_merges_unless_it_is_the_same(login, superuser, newcomer):
    admin = login("admin")
    before = seen(admin, newcomer)
    people.change(admin, new_id(), before, {"name": "曾小敏"})
    people.change(admin, new_id(), before, {"store_ids": (XIHU, BINJIANG)})
    assert seen(admin, newcomer).name == "曾小敏"
    with pytest.raises(Conflict) as conflict:
        people.change(admin, new_id(), before, {"name": "曾大敏"})
    assert conflict.value.theirs == {"name": "曾小敏"} and conflict.value.mine == {"name": "曾大敏"}
    assert conflict.value.sentence() == "用户数据已经改变，是否需要刷新新用户数据？"


def test_the_last_administrator_keeps_his_role_and_account(login, newcomer):
    admin = login("admin")
    with pytest.raises(ServiceError) as refused:
        people.change(admin, new_id(), seen(admin, known("admin")), {"roles": ("agent",)})
    assert refused.value.code == "own_rights"
    with pytest.raises(ServiceError) as refused:
        people.disable(admin, known("admin"))
    assert refused.value.code == "own_account"


def test_a_disabled_user_stays_in_the_list_and_can_return(login, newcomer):
    admin = login("admin")
    people.disable(admin, newcomer)
    people.disable(admin, newcomer)
    assert [line.id for line in people.page(admin, active=False).rows] == [newcomer]
    people.enable(admin, newcomer)
    assert seen(admin, newcomer).active


def test_a_reset_password_must_be_changed_and_is_recorded(login, superuser, newcomer):
    admin = login("admin")
    superuser.execute(text("update staff set must_change_password = false where id = :id"), {"id": newcomer})
    people.reset_password(admin, new_id(), seen(admin, newcomer), "second password")
    assert seen(admin, newcomer).must_change_password
    entries = audit_log.page(admin, audit_log.Wanted(login="admin", table="staff", row_id=newcomer)).rows
    assert any("password_at" in entry.columns for entry in entries)


def test_proposed_passwords_are_long_and_never_the_same():
    made = {accounts.propose_password() for _ in range(50)}
    assert len(made) == 50 and min(len(each) for each in made) >= 14
    # every sixth would hold a login of two letters, and be refused
    assert not [each for each in (accounts.propose_password("na") for _ in range(100)) if "na" in each]


# -- stores, regions, workstations


def test_a_store_is_opened_changed_and_closed(login):
    admin = login("admin")
    store_id = organisation.add_store(
        admin, new_id(), {"code": "gongshu", "name": "拱墅店", "region_id": known("hangzhou"), "hours": None}
    )
    before = organisation.store(admin, store_id)
    organisation.change_store(admin, new_id(), before, {"street": "拱墅区莫干山路 1 号"})
    organisation.change_store(admin, new_id(), before, {"telephone": "0571-88880000"})
    now = organisation.store(admin, store_id)
    assert (now.street, now.telephone, now.time_zone) == ("拱墅区莫干山路 1 号", "0571-88880000", "Asia/Shanghai")
    organisation.close_store(admin, new_id(), now)
    assert store_id not in [line.id for line in organisation.stores(admin).rows]
    assert store_id in [line.id for line in organisation.stores(admin, archived=True).rows]


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"code": "xihu", "name": "西湖店"}, "store_exists", "code"),
        ({"code": "a b", "name": "西湖店"}, "store_code_wrong", "code"),
        ({"code": "x9", "name": " "}, "store_name_missing", "name"),
        ({"code": "x9", "name": "九店", "time_zone": "Mars/Olympus"}, "time_zone_unknown", "time_zone"),
    ],
)
def test_a_wrong_store_is_refused_at_its_field(login, values, code, field):
    with pytest.raises(ServiceError) as refused:
        organisation.add_store(login("admin"), new_id(), values)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("person", ["na", "zhou", "shen"])
def test_only_administrators_open_stores(login, person):
    with pytest.raises(NotPermitted):
        organisation.add_store(login(person), new_id(), {"code": "x9", "name": "九店"})


def test_a_region_moves_but_never_below_itself(login):
    admin = login("admin")
    by_code = {region.code: region for region in regions.tree(admin)}
    organisation.change_region(admin, new_id(), by_code["hangzhou"], {"parent_id": by_code["north"].id})
    assert {region.code: region.path for region in regions.tree(admin)}["hangzhou"] == "华北 / 杭州"
    with pytest.raises(ServiceError) as refused:
        organisation.change_region(admin, new_id(), by_code["north"], {"parent_id": by_code["hangzhou"].id})
    assert (refused.value.code, refused.value.field) == ("region_below_itself", "parent_id")


def test_workstations_have_names_of_their_own(login):
    admin = login("admin")
    organisation.add_workstation(admin, new_id(), {"name": "西湖 1 号柜台", "store_id": XIHU, "place": None})
    with pytest.raises(ServiceError) as refused:
        organisation.add_workstation(admin, new_id(), {"name": "西湖 1 号柜台", "store_id": BINJIANG})
    assert (refused.value.code, refused.value.field) == ("workstation_exists", "name")
    (mine,) = organisation.workstations(admin, wanted="西湖 1")
    organisation.close_workstation(admin, new_id(), mine)
    assert organisation.workstations(admin, wanted="西湖 1") == []


# -- parameters and code lists


@pytest.mark.parametrize(
    ("code", "value", "stored"),
    [("repeat_days", 30, "30"), ("quote_limit", Decimal("99.50"), "99.50"), ("company_name", "售后管家", "售后管家")],
)
def test_a_parameter_keeps_its_kind(login, code, value, stored):
    admin = login("admin")
    one = {each.code: each for each in parameters.every(admin)}[code]
    parameters.change(admin, new_id(), one, value)
    again = {each.code: each for each in parameters.every(admin)}[code]
    assert (again.value, again.typed) == (stored, value)


@pytest.mark.parametrize(
    ("code", "value", "refusal"),
    [
        ("repeat_days", "many", "parameter_wrong_int"),
        ("quote_limit", "1,5", "parameter_wrong_money"),
        ("idle_minutes", 0, "idle_minutes_wrong"),
        ("idle_minutes", None, "idle_minutes_wrong"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_the_database(login, code, value, refusal):
    admin = login("admin")
    one = {each.code: each for each in parameters.every(admin)}[code]
    with pytest.raises(ServiceError) as refused:
        parameters.change(admin, new_id(), one, value)
    assert (refused.value.code, refused.value.field) == (refusal, "value")


def test_a_manager_sets_no_parameters_but_keeps_code_lists(login):
    zhou = login("zhou")
    with pytest.raises(NotPermitted):
        parameters.change(zhou, new_id(), parameters.every(zhou)[0], "1")
    code_lists.add(zhou, new_id(), "customer_class", {"code": "time.loyal", "name": "忠实客户", "parent_code": "time"})
    added = {item.code: item for item in code_lists.items(zhou, "customer_class")}["time.loyal"]
    code_lists.change(zhou, new_id(), added, {"active": False})
    assert code_lists.items(zhou, "customer_class")[-1].code == "time.loyal"
    with pytest.raises(ServiceError) as refused:
        code_lists.add(zhou, new_id(), "customer_class", {"code": "time.loyal", "name": "忠实客户"})
    assert (refused.value.code, refused.value.field) == ("code_exists", "code")


# -- audit trail and health


def test_the_audit_trail_is_read_by_who_what_and_when(login, newcomer):
    admin = login("admin")
    all_of_it = audit_log.page(admin, audit_log.Wanted(), limit=10)
    assert all_of_it.rows[0].at >= all_of_it.rows[-1].at and all_of_it.after is not None
    notable = audit_log.page(admin, audit_log.Wanted(notable=True, login="admin"))
    assert {entry.table_name for entry in notable.rows} <= set(audit_log.DANGEROUS_TABLES)
    when = notable.rows[0].at
    assert not audit_log.page(admin, audit_log.Wanted(since=when + timedelta(seconds=1))).rows
    assert not audit_log.page(admin, audit_log.Wanted(login="nobody")).rows


@pytest.mark.parametrize("person", ["na", "zhou", "tang", "cai"])
def test_the_audit_trail_is_for_administrators_and_auditors(login, person):
    with pytest.raises(NotPermitted):
        audit_log.page(login(person), audit_log.Wanted())
    assert audit_log.page(login("shen"), audit_log.Wanted()).rows


def test_the_health_page_counts_people_and_sessions(login):
    report = health.report(login("admin"))
    assert report.people >= 13 and report.size_bytes > 1_000_000 and report.jobs_late()


def test_store_names_come_in_the_language_of_the_moment(login):
    with in_language("en"):
        assert people.page(login("admin"), wanted="na").rows[0].stores == "Xihu store"
