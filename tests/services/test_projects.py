"""Projects: put on file, found, accepted, covered from the day after, closed; by whom."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import acceptances, projects
from services.errors import Conflict, NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.naughty import strings
from tests.people import known


def put_on_file(db, customer, **values):
    stored = {
        "code": f"XM-{new_id().hex[-8:]}", "name": "华茂大厦智能化工程", "customer_id": customer,
        "store_id": known("store xihu"), "stage": "building", "systems": "监控系统、电子巡更系统", **values,
    }  # fmt: skip
    return projects.get(db, projects.add(db, new_id(), stored))


@pytest.fixture
def owner(superuser):
    return make_customer(superuser, "杭州华茂物业有限公司", "057188880000")


def test_an_administrator_and_the_store_s_manager_keep_projects_and_everybody_reads_them(login, owner):
    one = put_on_file(login("admin"), owner)
    projects.change(login("zhou"), new_id(), one, {"place": "西湖区文三路 1 号", "manager_id": known("zhou")})
    assert projects.get(login("na"), one.id).manager_name == "周敏"
    for person in ("na", "tang", "zhou", "cai", "shen"):
        assert one.id in {line.id for line in projects.page(login(person), wanted="华茂大厦").rows}, person
    for person in ("na", "tang", "cai"):
        with pytest.raises(NotPermitted):
            projects.change(login(person), new_id(), projects.get(login(person), one.id), {"name": "x"})
    with pytest.raises(NotPermitted):
        put_on_file(login("zhou"), owner, store_id=known("store chaoyang"))


def test_what_is_wrong_is_said_at_its_field(login, owner):
    admin = login("admin")
    put_on_file(admin, owner, code="XM-1")
    for wrong, field in (
        ({"code": "xm-1"}, "code"), ({"code": "项目"}, "code"), ({"name": " "}, "name"),
        ({"stage": "live"}, "live_on"), ({"warranty_months": 601}, "warranty_months"),
    ):  # fmt: skip
        with pytest.raises(ServiceError) as refused:
            put_on_file(admin, owner, **wrong)
        assert refused.value.field == field and refused.value.sentence(), wrong


def test_changes_of_the_same_field_conflict_and_the_same_request_writes_once(login, owner):
    admin, request = login("admin"), new_id()
    one = put_on_file(admin, owner)
    projects.change(login("zhou"), new_id(), one, {"name": "华茂大厦二期"})
    projects.change(admin, new_id(), one, {"note": "备用机房在地下一层"})
    with pytest.raises(Conflict):
        projects.change(admin, new_id(), one, {"name": "华茂大厦三期"})
    assert projects.get(admin, one.id).name == "华茂大厦二期"
    stored = {"code": "XM-2", "name": "x", "customer_id": owner, "store_id": known("store xihu")}
    assert projects.add(admin, request, stored) == projects.add(admin, request, stored)


def test_the_signed_final_acceptance_makes_it_live_and_begins_the_warranty_on_the_day_after(login, owner):
    admin, zhou = login("admin"), login("zhou")
    one = put_on_file(admin, owner, place="文三路 1 号", stage="acceptance")
    values = {
        "kind": "completion", "title": "竣工验收", "store_id": one.store_id, "project_id": one.id, "result": "passed",
        "held_at": datetime(2026, 3, 10, 2, tzinfo=UTC), "conclusion": "合格", "people": [{"party": "owner", "name": "王工"}],
    }  # fmt: skip
    paper = acceptances.create(zhou, new_id(), values, new_id())
    assert (paper.project, paper.place, paper.customer_id) == (one.name, one.place, owner)
    assert [line.id for line in acceptances.page(zhou, acceptances.Wanted(project_id=one.id)).rows] == [paper.id]
    acceptances.sign(zhou, paper, new_id())
    one = projects.get(admin, one.id)
    assert (one.stage, one.accepted_on, one.covered_until) == ("live", date(2026, 3, 10), date(2027, 3, 10))


def test_a_closed_project_leaves_the_list_and_comes_back(login, owner):
    admin = login("admin")
    one = put_on_file(admin, owner)
    projects.close(admin, new_id(), one)
    assert not projects.page(admin, wanted=one.code).rows and not projects.find(admin, one.code).hits
    assert [line.archived for line in projects.page(admin, wanted=one.code, archived=True).rows] == [True]
    projects.close(admin, new_id(), projects.get(admin, one.id), closed=False)
    assert projects.page(admin, wanted=one.code.lower()).rows


def test_the_list_pages_by_number(login, owner):
    admin = login("admin")
    for n in range(5):
        put_on_file(admin, owner, code=f"ZZ-{n}")
    first = projects.page(admin, wanted="ZZ-", limit=3)
    rest = projects.page(admin, first.after, wanted="ZZ-", limit=3)
    assert [line.code for line in (*first.rows, *rest.rows)] == [f"ZZ-{n}" for n in range(5)]


def test_naughty_strings_are_kept_exactly_or_refused_with_a_sentence(login, owner):
    admin = login("admin")
    one = put_on_file(admin, owner)
    for naughty in strings()[:200]:
        try:
            projects.change(admin, new_id(), projects.get(admin, one.id), {"systems": naughty})
        except ServiceError as error:
            assert error.sentence()
        else:
            assert projects.get(admin, one.id).systems == naughty
        projects.page(admin, wanted=naughty)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 600))
def test_a_warranty_ends_so_many_months_after_on_that_day_or_the_last_of_a_shorter_month(accepted, months):
    until = projects.covered_until(accepted, months)
    assert (until.year - accepted.year) * 12 + until.month - accepted.month == months
    assert until.day == accepted.day or 28 <= until.day < accepted.day
