"""Whole tables as files: masked unless somebody who may asks with a reason, and then on record."""

import time

import pytest
from sqlalchemy import text

from services import articles, complaints, corrective_actions, inspection_criteria, inspections
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.texts import _, in_language
from services.transfer import tables
from services.transfer.reading import open_source
from tests.customer_samples import make_customer, make_device
from tests.desk_samples import solved_ticket
from tests.people import known
from tests.services.transfer.files import imported


@pytest.fixture
def three(superuser):
    made = [
        make_customer(superuser, name, f"1381234567{n}", email=f"c{n}@example.com") for n, name in enumerate("甲乙丙")
    ]
    make_device(superuser, made[0])
    return made


def lines(path):
    source = open_source(path)
    return [dict(zip(source.shape.headers, line.cells, strict=True)) for line in source.lines()]


@pytest.mark.parametrize("kind", tables.TABLES)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_table_can_be_exported(login, three, tmp_path, kind, ending):
    shipped = len(articles.page(login("zhou"), articles.Wanted(view="all"), limit=100).rows)
    assert 0 < shipped < 100
    done = tables.export(login("zhou"), kind, tmp_path / f"list.{ending}")
    assert (
        len(lines(done.path))
        == done.rows
        == {"customers": 3, "devices": 1, "products": 1, "articles": shipped}.get(kind, 0)
    )


def test_inspections_and_corrective_actions_are_exported_in_words(login, tmp_path):
    solved_ticket(login("na"), "空调不制冷", "清洗滤网")
    zhou = login("zhou")
    (contact,) = inspections.sample(zhou, known("na"))
    full = {one.code: one.most for one in inspection_criteria.every(zhou) if one.active}
    inspections.add(zhou, new_id(), known("na"), contact, full, "答复清楚", new_id())
    made = new_id()
    values = {"store_id": known("store xihu"), "subject": "等太久", "description": "没有人回电话。"}
    complaints.record(zhou, made, values, new_id())
    with zhou.read() as connection:
        today = connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()
    corrective_actions.plan(zhou, new_id(), made, "每天下班前核对约定回电", known("zhou"), today, new_id())
    for kind in ("inspections", "corrective-actions"):
        tables.export(zhou, kind, tmp_path / f"{kind}.csv")
    (seen,), (planned,) = lines(tmp_path / "inspections.csv"), lines(tmp_path / "corrective-actions.csv")
    assert (seen[_("Person inspected")], seen[_("Inspected by")], seen[_("Number")]) == ("李娜", "周敏", contact.number)
    assert float(seen[_("Score")]) == 100 and "10/10" in seen[_("Points by criterion")]
    assert seen[_("What was inspected")] == _("Ticket")
    assert (planned[_("What is changed")], planned[_("State")]) == ("每天下班前核对约定回电", _("Measure to be taken"))
    tables.export(login("min"), "inspections", tmp_path / "others.csv")
    assert lines(tmp_path / "others.csv") == []


def test_instants_are_by_the_clock_of_the_person_s_store(login, superuser, tmp_path, monkeypatch):
    # The computer's own clock stands elsewhere.
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        make_customer(superuser, "甲")
        at = "timestamptz '2026-11-21 20:30:00+00'"
        superuser.execute(text("alter table customer disable trigger aa_stamp"))
        superuser.execute(text(f"update customer set created_at = {at}"))
        superuser.execute(text("alter table customer enable trigger aa_stamp"))
        for ending in ("csv", "xlsx"):
            tables.export(login("na"), "customers", tmp_path / f"list.{ending}")
            (row,) = lines(tmp_path / f"list.{ending}")
            assert row[_("Entered on")].startswith("2026-11-22 04:30"), ending
    finally:
        monkeypatch.undo()
        time.tzset()


def test_names_are_those_of_the_language(login, superuser, tmp_path):
    make_customer(superuser, "甲", region_id=known("hangzhou"))
    for language, region in (("zh_CN", "杭州"), ("en", "Hangzhou")):
        with in_language(language):
            tables.export(login("na"), "customers", tmp_path / "list.csv")
            assert [row[_("Region")] for row in lines(tmp_path / "list.csv")] == [region]


def test_numbers_are_masked(login, three, tmp_path):
    tables.export(login("na"), "customers", tmp_path / "list.csv")
    assert [row[_("Phone")] for row in lines(tmp_path / "list.csv")] == ["138****5670", "138****5671", "138****5672"]


def test_full_numbers_are_for_those_who_may_and_leave_an_entry_for_every_customer(sign_in, fresh_database, tmp_path):
    with sign_in("na").transaction() as connection:
        made = {make_customer(connection, name, f"1381234567{n}") for n, name in enumerate("甲乙丙")}
    tables.export(sign_in("zhou"), "customers", tmp_path / "list.csv", reason="搬家")
    assert sorted(row[_("Phone")] for row in lines(tmp_path / "list.csv")) == [
        "13812345670",
        "13812345671",
        "13812345672",
    ]
    with fresh_database.connect() as connection:
        entries = connection.execute(
            "select login, row_id, reason from aftercare.reveal where kind = 'export'"
        ).fetchall()
    assert set(entries) == {("zhou", customer, "搬家") for customer in made}
    for person in ("na", "cai", "shen"):
        with pytest.raises(NotPermitted):
            tables.export(sign_in(person), "customers", tmp_path / "list.csv", reason="搬家")
    with pytest.raises(ServiceError, match="export_reason_missing"):
        tables.export(sign_in("zhou"), "customers", tmp_path / "list.csv", reason=" ")


def test_nobody_reads_full_values_without_a_committed_entry(login, three):
    with login("zhou").transaction() as connection:
        read = text("select * from read_export(cast(:ids as uuid[]))")
        assert connection.execute(read, {"ids": three}).all() == []
        connection.execute(text("select open_export(cast(:ids as uuid[]), 'why')"), {"ids": three})
        assert connection.execute(read, {"ids": three}).all() == []


def test_more_than_the_day_s_limit_is_refused_before_anything_leaves(login, three, superuser, tmp_path):
    superuser.execute(text("update parameter set value = '2' where code = 'export_limit'"))
    with pytest.raises(ServiceError) as refused:
        tables.export(login("zhou"), "customers", tmp_path / "list.csv", reason="搬家")
    assert (refused.value.code, refused.value.values["left"]) == ("export_limit", 2)
    assert not (tmp_path / "list.csv").exists()
    with pytest.raises(ServiceError, match="export_limit"), login("zhou").transaction() as connection:
        connection.execute(text("select open_export(cast(:ids as uuid[]), 'why')"), {"ids": three})


def test_what_was_exported_can_be_imported_again(login, superuser, tmp_path):
    db = login("zhou")
    make_customer(
        superuser, "=甲'", "13812345670", salutation="ms", source="@朋友", number="VIP-1", birthday="1990-01-02"
    )
    tables.export(db, "customers", tmp_path / "list.xlsx")
    superuser.execute(text("delete from customer"))
    assert imported(db, "customers", tmp_path / "list.xlsx").refused == []
    found = superuser.execute(text("select number, name, salutation, source, birthday::text from customer")).one()
    assert found == ("VIP-1", "=甲'", "ms", "@朋友", "1990-01-02")


def test_an_unknown_list_is_refused_with_those_there_are(login, tmp_path):
    with pytest.raises(ServiceError) as refused:
        tables.export(login("zhou"), "staff", tmp_path / "list.csv")
    assert "customers" in refused.value.sentence()
