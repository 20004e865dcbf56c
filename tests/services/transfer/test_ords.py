"""Files of the Open Repair Data Standard become closed orders, whoever wrote them."""

from datetime import date

import pytest
from sqlalchemy import text

from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.transfer import running
from services.transfer.kinds import ords
from tests.services.transfer.files import csv_file, imported, plan_of

HEAD = [
    "id",
    "data_provider",
    "country",
    "partner_product_category",
    "product_category",
    "product_category_id",
    "brand",
    "year_of_manufacture",
    "product_age",
    "repair_status",
    "repair_barrier_if_end_of_life",
    "group_identifier",
    "event_date",
    "problem",
]
WALES = "Repair Cafe Wales"


def row(number, status, *, barrier="", group="Cardiff, Canton", day="2024-03-16", brand="Dyson", problem="No power."):
    return (
        number,
        WALES,
        "GBR",
        "Electrical ~ Vacuum",
        "Vacuum",
        "34",
        brand,
        "",
        "",
        status,
        barrier,
        group,
        day,
        problem,
    )


def orders(connection):
    return connection.execute(
        text("""select o.number, o.work_state, o.custody_state, o.outcome, o.barrier_code, o.customer_id, s.name as store,
                       o.opened_on, o.problem, m.brand, c.name as category
                from work_order o join store s on s.id = o.store_id
                left join product_model m on m.id = o.product_model_id
                left join product_category c on c.id = m.category_id
                where o.source = 'ords' order by o.number""")
    ).all()


def test_the_four_words_of_the_standard_become_outcomes(login, tmp_path, superuser):
    rows = [
        HEAD,
        row("rc_1", "Fixed"),
        row("rc_2", "Repairable", brand="Unknown"),
        row("rc_3", "End of life", barrier="Spare parts too expensive", group="Penarth"),
        row("rc_4", "Unknown", problem=""),
    ]
    result = imported(login("admin"), "ords", csv_file(tmp_path, rows))
    assert (result.added, result.failed) == (4, 0)
    found = orders(superuser)
    assert [(o.number, o.outcome, o.barrier_code) for o in found] == [
        ("rc_1", "repaired", None),
        ("rc_2", "referred", None),
        ("rc_3", "unrepairable", "parts_too_expensive"),
        ("rc_4", "unknown", None),
    ]
    assert {(o.work_state, o.custody_state, o.customer_id) for o in found} == {("closed", "returned", None)}
    assert [(o.store, o.brand, o.category) for o in found[:3:2]] == [
        ("Cardiff, Canton", "Dyson", "Vacuum"),
        ("Penarth", "Dyson", "Vacuum"),
    ]
    assert found[0].opened_on == date(2024, 3, 16)
    events = superuser.execute(
        text("select action, to_state, happened_on::text, outcome, source, at >= effective_at from work_order_event")
    ).all()
    assert len(events) == 4 and ("import", "closed", "2024-03-16", "repaired", "ords", True) in events


def test_every_barrier_of_the_standard_is_a_code_of_ours(superuser):
    codes = set(superuser.execute(text("select code from code_item where list = 'barrier'")).scalars())
    assert set(ords.BARRIERS.values()) | {"other"} <= codes


def test_a_file_of_another_provider_is_taken_too(login, tmp_path, superuser):
    """Semicolons, Latin letters of old, other columns, half of them empty, odd dates and barriers."""
    path = tmp_path / "anstiftung.csv"
    path.write_bytes(
        '"id";"data_provider";"country";"product_category";"brand";"repair_status";'
        '"repair_barrier_if_end_of_life";"group_identifier";"event_date";"problem"\r\n'
        '"anst_1";"anstiftung";"DEU";"Föhn";"Krüps";"FIXED";"";"Repair Café ""Mitte"", Köln";"2021-05";"läuft nicht\r\nan"\r\n'
        '"anst_2";"anstiftung";"DEU";"";"";"end of life";"Ersatzteil zu teuer";"";"2019";""\r\n'
        '"anst_3";"anstiftung";"DEU";"Föhn";"Krüps";"kaputt";"";"";"2019-01-01";""\r\n'
        '"anst_4";"anstiftung";"DEU";"Föhn";"Krüps";"Fixed";"";"";"0000-00-00";""\r\n'.encode("cp1252")
    )
    result = imported(login("admin"), "ords", path)
    assert (result.added, [(each.line, each.error.code) for each in result.refused]) == (
        2,
        [(5, "import_not_a_choice"), (6, "import_not_a_date")],
    )
    first, second = orders(superuser)
    assert (first.store, first.problem, first.brand, first.category, first.opened_on) == (
        'Repair Café "Mitte", Köln',
        "läuft nicht\r\nan",
        "Krüps",
        "Föhn",
        date(2021, 5, 1),
    )
    assert (second.store, second.barrier_code, second.category) == ("anstiftung", "other", None)
    zones = superuser.execute(text("select distinct time_zone from store where code like '%-%'")).scalars().all()
    assert zones == ["Europe/Berlin"]


def test_the_next_file_of_the_same_provider_adds_what_is_new(login, tmp_path, superuser):
    db = login("admin")
    imported(db, "ords", csv_file(tmp_path, [HEAD, row("rc_1", "Fixed")]))
    result = imported(db, "ords", csv_file(tmp_path, [HEAD, row("rc_1", "Fixed"), row("rc_2", "Fixed")]))
    assert (result.added, result.kept) == (1, 1)
    assert superuser.execute(text("select count(*) from store where name = 'Cardiff, Canton'")).scalar() == 1


def test_history_is_undone_with_the_stores_it_brought(login, tmp_path, superuser):
    before = superuser.execute(text("select count(*) from store")).scalar()
    db, batch = login("admin"), new_id()
    imported(
        db, "ords", csv_file(tmp_path, [HEAD, row("rc_1", "Fixed"), row("rc_2", "Unknown", group="Penarth")]), batch
    )
    running.undo(db, batch)
    assert orders(superuser) == []
    assert superuser.execute(text("select count(*) from store")).scalar() == before
    assert superuser.execute(text("select count(*) from work_order_event")).scalar() == 0
    assert superuser.execute(text("select count(*) from product_model where archived_at is not null")).scalar() == 0


@pytest.mark.parametrize("person", ["zhou", "na", "tang", "shen"])
def test_only_an_administrator_brings_history(login, tmp_path, person):
    with pytest.raises(NotPermitted):
        running.dry_run(login(person), plan_of("ords", csv_file(tmp_path, [HEAD, row("rc_1", "Fixed")])))


def test_a_date_ahead_is_refused():
    with pytest.raises(ServiceError, match="import_date_ahead"):
        ords.event_day(ords.FIELDS[2], "2999-01-01")


@pytest.mark.parametrize("group", ["Cardiff, Canton", "东京", "", "x" * 300, "Mold – Ysgol Bryn Coch"])
def test_every_group_has_a_code_that_a_store_may_have(group):
    import re

    assert re.fullmatch(r"[A-Za-z0-9_-]{1,20}", ords.store_code(WALES, group))
    assert ords.store_code(WALES, group) == ords.store_code(WALES, group) != ords.store_code("other", group)
