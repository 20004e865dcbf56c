"""Printers by workstation and document, the print log with its reprints, and the shop's own texts."""

import pytest
from sqlalchemy import text

from services import print_routes, shop_texts
from services.documents import terms
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.rows import insert_row
from tests.people import known
from tests.work_order_samples import XIHU


@pytest.fixture
def workstation(superuser):
    made = new_id()
    insert_row(superuser, "workstation", {"id": made, "name": "柜台 1", "store_id": XIHU})
    return made


def test_each_document_has_its_printer_at_each_workstation(login, workstation):
    na = login("na")
    values = {"printer": "HP_A5", "media": "a5", "copies": 2}
    print_routes.save(na, workstation, "intake", values, request=new_id())
    route = print_routes.of_workstation(na, workstation)["intake"]
    assert (route.printer, route.media, route.copies, route.silent, route.lang) == ("HP_A5", "a5", 2, True, "zh")
    print_routes.save(na, workstation, "intake", {"media": "80mm"}, request=new_id(), before=route)
    assert print_routes.of_workstation(na, workstation)["intake"].media == "80mm"
    with pytest.raises(ServiceError):
        print_routes.save(na, workstation, "intake", {"media": "a3"}, request=new_id(), before=route)


def test_printers_are_set_at_one_s_own_store(login, workstation):
    with pytest.raises(NotPermitted):
        print_routes.save(login("min"), workstation, "label", {"media": "60x40"}, request=new_id())


def test_reprints_are_counted_and_every_print_is_logged(login):
    na, record = login("na"), new_id()
    values = {"number": "W2611-00042", "store_id": XIHU, "printer": "HP_A5", "workstation": "柜台 1"}
    assert print_routes.printed_before(na, record, "intake") == 0
    counted = [print_routes.log(na, record, "intake", "a5", request=new_id(), **values) for _ in range(3)]
    assert counted == [0, 1, 2] and print_routes.log(na, record, "label", "60x40", request=new_id(), **values) == 0
    log = print_routes.history(na, record)
    assert {(entry.document, entry.reprint, entry.by_name) for entry in log} == {
        ("intake", 0, "李娜"), ("intake", 1, "李娜"), ("intake", 2, "李娜"), ("label", 0, "李娜"),
    }  # fmt: skip
    assert print_routes.history(login("min"), record) == []


def test_a_print_sent_again_is_logged_once(login):
    na, record, request = login("na"), new_id(), new_id()
    for _ in range(2):
        assert print_routes.log(na, record, "receipt", "80mm", request=request, store_id=XIHU) == 0
    assert len(print_routes.history(na, record)) == 1


def test_a_store_without_texts_of_its_own_prints_the_company_s_or_the_program_s(login):
    na, zhou, admin = login("na"), login("zhou"), login("admin")
    assert shop_texts.printed(na, XIHU).terms_zh == terms.DEFAULT.zh
    shop_texts.save(admin, shop_texts.own(admin, None), {"privacy_zh": "全公司隐私说明"}, request=new_id())
    assert shop_texts.printed(na, XIHU).privacy_zh == "全公司隐私说明"
    shop_texts.save(
        zhou, shop_texts.own(zhou, XIHU), {"terms_zh": ["凭本单取机。"], "logo": b"\x89PNG"}, request=new_id()
    )
    own = shop_texts.printed(na, XIHU)
    assert (own.terms_zh, own.logo) == (["凭本单取机。"], b"\x89PNG")
    assert shop_texts.printed(login("bei"), known("store chaoyang")).privacy_zh == "全公司隐私说明"
    shop_texts.save(zhou, own, {"terms_en": ["Bring this slip."]}, request=new_id())
    assert shop_texts.printed(na, XIHU).terms_en == ["Bring this slip."]


def test_a_clause_the_law_bars_is_kept_only_with_a_reason(login):
    zhou = login("zhou")
    before = shop_texts.own(zhou, XIHU)
    barred = {"terms_zh": ["数据丢失概不负责，本店拥有最终解释权。"]}
    with pytest.raises(ServiceError, match="clause_flagged") as refused:
        shop_texts.save(zhou, before, barred, request=new_id())
    assert refused.value.field == "terms_zh"
    shop_texts.save(zhou, before, {**barred, "flagged_reason": "总部法务已确认"}, request=new_id())
    assert shop_texts.printed(login("na"), XIHU).flagged_reason == "总部法务已确认"


@pytest.mark.parametrize("person", ["na", "tang", "cai", "qian"])
def test_only_the_manager_of_the_store_and_the_administrator_write_its_texts(login, person):
    db = login(person)
    with pytest.raises(NotPermitted):
        shop_texts.save(db, shop_texts.own(db, XIHU), {"privacy_zh": "x"}, request=new_id())


def test_the_day_s_first_receipt_is_number_one_again_the_next_day(superuser):
    days = ("2026-11-21", "2026-11-21", "2026-11-22")
    numbers = [
        superuser.execute(text("select next_receipt(:s, cast(:d as date))"), {"s": XIHU, "d": day}).scalar_one()
        for day in days
    ]
    assert numbers == ["Rxihu-261121-001", "Rxihu-261121-002", "Rxihu-261122-001"]
