"""Files become records in one batch, or one sentence says why not."""

import pytest
from sqlalchemy import text

from services.errors import Cancelled, NotPermitted, ServiceError
from services.ids import new_id
from services.transfer import history, reading, running
from tests.customer_samples import make_customer
from tests.services.transfer.files import csv_file, imported, plan_of

HEAD = ("姓名", "手机", "性别", "生日", "备注", "区域")
ZHANG = ("张思远", "13812340001", "男", "1990-02-03", "喜欢短信", "杭州")
LI = ("李娜娜", "13812340002", "女", "1991年2月3日", "", "east")


def counted(db, table="customer"):
    with db.read() as connection:
        return connection.execute(text(f"select count(*) from {table}")).scalar_one()


def test_a_list_of_customers_becomes_customers(login, tmp_path, superuser):
    db = login("na")
    result = imported(db, "customers", csv_file(tmp_path, [HEAD, ZHANG, LI]))
    assert (result.added, result.kept, result.failed) == (2, 0, 0)
    rows = superuser.execute(
        text("select name, phone, salutation, birthday::text, phone_masked, initials from customer order by phone")
    ).all()
    assert rows == [
        ("张思远", "13812340001", "mr", "1990-02-03", "138****0001", "zsy"),
        ("李娜娜", "13812340002", "ms", "1991-02-03", "138****0002", "lnn"),
    ]
    assert superuser.execute(text("select body from customer_note")).scalars().all() == ["喜欢短信"]


def test_a_dry_run_says_the_same_and_changes_nothing(login, tmp_path):
    db = login("na")
    path = csv_file(tmp_path, [HEAD, ZHANG, ("", "1", "", "", "", ""), ("王", "2", "", "不详", "", "")])
    result = running.dry_run(db, plan_of("customers", path))
    assert (result.added, result.failed) == (1, 2)
    assert [(row.line, row.error.code) for row in result.refused] == [(3, "import_required"), (4, "import_not_a_date")]
    assert counted(db) == counted(db, "customer_note") == counted(db, "import_batch") == 0


def test_the_same_file_twice_adds_nothing(login, tmp_path):
    db = login("na")
    path = csv_file(tmp_path, [HEAD, ZHANG, LI])
    imported(db, "customers", path)
    again = imported(db, "customers", path)
    assert (again.added, again.kept, counted(db)) == (0, 2, 2)


def test_a_row_that_comes_twice_in_a_file_is_written_once(login, tmp_path):
    db = login("na")
    result = imported(db, "customers", csv_file(tmp_path, [HEAD, ZHANG, LI, ZHANG]))
    assert (result.added, result.kept, counted(db)) == (2, 1, 2)


def test_repeating_a_batch_after_a_lost_answer_writes_nothing_twice(sign_in, tmp_path):
    db, batch = sign_in("na"), new_id()
    plan = plan_of("customers", csv_file(tmp_path, [HEAD, ZHANG, LI]))
    running._begin(db, plan, batch)
    rows = list(running._prepared(plan))
    running._chunk(rows, running.Result(), lambda ready, refused: _written(db, plan, batch, ready, refused))
    result = running.run(db, plan, batch)
    assert (result.added, counted(db)) == (2, 2)
    with pytest.raises(ServiceError, match="import_not_running"):
        running.run(db, plan, batch)


def _written(db, plan, batch, ready, refused):
    last = max(row.line for row in ready)
    done = db.once(new_id(), lambda connection: running._write(connection, plan, batch, ready, refused, last))
    return [running._entry(each) for each in done]


def test_one_bad_row_among_many_is_found_and_the_others_are_written(login, tmp_path, monkeypatch):
    db = login("na")
    rows = [(f"客户{n}", f"139000{n:05}", "", "", "", "") for n in range(120)]
    rows[70] = ("坏号码", "0", "", "", "", "")  # refused by a trigger, which the file's reader does not know
    result = imported(db, "customers", csv_file(tmp_path, [HEAD, *rows]))
    assert (result.added, result.failed, counted(db)) == (119, 1, 119)
    assert [(row.line, row.error.code) for row in result.refused] == [(72, "phone_not_a_number")]


def test_refused_rows_are_given_back_as_a_file_that_can_be_mended_and_imported(sign_in, tmp_path):
    db, batch = sign_in("na"), new_id()
    path = csv_file(tmp_path, [HEAD, ZHANG, ("李娜娜", "13812340002", "", "昨天", "", "")])
    imported(db, "customers", path, batch)
    saved = history.write_rejected(
        tmp_path / "refused.xlsx", history.headers_of(db, batch), history.rejected(db, batch)
    )
    back = reading.open_source(saved.path)
    assert back.shape.headers[2:] == HEAD
    (line,) = back.lines()
    assert line.cells[0] == "3" and "昨天" in line.cells[1] and line.cells[2] == "李娜娜"
    assert imported(db, "customers", saved.path).failed == 1


def test_nobody_reads_the_cells_of_refused_rows_past_the_function(sign_in, tmp_path):
    db, batch = sign_in("na"), new_id()
    imported(db, "customers", csv_file(tmp_path, [HEAD, ("", "13812340009", "", "", "", "")]), batch)
    with pytest.raises(NotPermitted), db.read() as connection:
        connection.execute(text("select cells from import_row"))
    for colleague in ("min", "zhou"):
        with pytest.raises(ServiceError, match="gone_record"):
            history.rejected(sign_in(colleague), batch)
    assert len(history.rejected(sign_in("admin"), batch)) == 1


def test_an_untouched_batch_is_undone_without_a_trace(login, tmp_path):
    db, batch = login("na"), new_id()
    imported(db, "customers", csv_file(tmp_path, [HEAD, ZHANG, LI]), batch)
    running.undo(db, batch)
    assert counted(db) == counted(db, "customer_note") == 0
    assert (history.batches(db).rows[0].state, history.batches(db).rows[0].undone_by) == ("undone", "李娜")
    with pytest.raises(ServiceError, match="import_undone_already"):
        running.undo(db, batch)


def test_a_batch_is_not_undone_once_a_record_was_changed_or_used(login, tmp_path, superuser):
    db, batch = login("na"), new_id()
    imported(db, "customers", csv_file(tmp_path, [HEAD, ZHANG, LI]), batch)
    superuser.execute(text("update customer set tax_no = '9133' where name = '李娜娜'"))
    with pytest.raises(ServiceError) as refused:
        running.undo(db, batch)
    assert (refused.value.code, refused.value.values) == ("import_touched", {"count": 1, "lines": "3"})

    other = new_id()
    imported(db, "customers", csv_file(tmp_path, [HEAD, ("王用", "13812340003", "", "", "", "")]), other)
    superuser.execute(
        text("""insert into contact (id, customer_id, name)
                select gen_random_uuid(), id, '秘书' from customer where name = '王用'""")
    )
    with pytest.raises(ServiceError, match="import_touched"):
        running.undo(db, other)
    assert counted(db) == 3


def test_a_colleague_does_not_undo_a_batch_but_the_administrator_does(login, tmp_path):
    batch = new_id()
    imported(login("na"), "customers", csv_file(tmp_path, [HEAD, ZHANG]), batch)
    for colleague in ("min", "zhou"):
        with pytest.raises(ServiceError, match="gone_record"):
            running.undo(login(colleague), batch)
    running.undo(login("admin"), batch)
    assert counted(login("na")) == 0


def test_nobody_has_a_colleague_s_record_removed_by_claiming_it(login, superuser):
    superuser.execute(text("set local session authorization s_min"))
    victim = make_customer(superuser, "甲")
    superuser.execute(text("reset session authorization"))
    db, batch = login("na"), new_id()
    with db.transaction() as connection:
        connection.execute(
            text("insert into import_batch (id, kind, file_name) values (:id, 'customers', 'forged.csv')"),
            {"id": batch},
        )
        connection.execute(
            text("""select import_note(:id, 2, jsonb_build_array(jsonb_build_object(
                      'line', 2, 'outcome', 'added', 'table_name', 'customer', 'row_id', cast(:victim as text))))"""),
            {"id": batch, "victim": str(victim)},
        )
    with pytest.raises(ServiceError, match="import_touched"):
        running.undo(db, batch)
    assert counted(db) == 1


def test_cancelling_leaves_nothing_half_done(sign_in, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)
    db, batch = sign_in("na"), new_id()
    rows = [(f"客户{n}", f"139000{n:05}", "", "", "", "") for n in range(10)]
    heard: list[int] = []
    result = running.run(
        db,
        plan_of("customers", csv_file(tmp_path, [HEAD, *rows])),
        batch,
        progress=lambda done, _total: heard.append(done),
        cancelled=lambda: len(heard) >= 3,
    )
    assert result.undone and heard == [2, 4, 6] and counted(db) == 0
    with pytest.raises(Cancelled):
        running.dry_run(db, plan_of("customers", tmp_path / "list.csv"), cancelled=lambda: True)


@pytest.mark.parametrize("person", ["tang", "pei", "shen", "cai", "xiao"])
def test_who_may_not_enter_customers_may_not_import_them(login, tmp_path, person):
    with pytest.raises(NotPermitted):
        imported(login(person), "customers", csv_file(tmp_path, [HEAD, ("张", "13812340001", "", "", "", "")]))


def test_a_number_from_an_older_file_is_kept_and_ours_stays_ours(login, tmp_path):
    db = login("na")
    path = csv_file(tmp_path, [("编号", "姓名"), ("VIP-7", "张"), ("K999999", "李"), ("", "王")])
    imported(db, "customers", path)
    with db.read() as connection:
        numbers = dict(tuple(row) for row in connection.execute(text("select name, number from customer")))
    assert numbers["张"] == "VIP-7" and numbers["李"] < "K2" and numbers["王"] < "K2"
    assert imported(db, "customers", path).kept == 3


def test_devices_find_their_owner_and_bring_their_model(login, tmp_path, superuser):
    db, batch = login("na"), new_id()
    imported(db, "customers", csv_file(tmp_path, [("编号", "姓名", "手机"), ("VIP-7", "张", "13812340001")]))
    head = ("品牌", "型号", "产品名称", "序列号", "客户编号", "客户姓名", "联系电话", "购买日期")
    rows = [
        ("小米", "23127PN0CC", "小米 14", "SN1", "VIP-7", "", "", "2025/1/2"),
        ("小米", "23127pn0cc", "小米 14", "SN2", "", "张", "138 1234 0001", "20250103"),
        ("小米", "23127PN0CC", "小米 14", "SN1", "VIP-7", "", "", ""),
        ("小米", "23127PN0CC", "小米 14", "SN4", "没有", "", "", ""),
        ("小米", "", "", "SN5", "", "", "", ""),
        ("格力", "", "空调", "", "", "", "", ""),
    ]
    result = imported(db, "devices", csv_file(tmp_path, [head, *rows]), batch)
    assert (result.added, result.kept, result.failed) == (3, 1, 2)
    assert [(row.line, row.error.code) for row in result.refused] == [
        (6, "import_model_missing"),
        (5, "import_customer_unknown"),
    ]
    assert superuser.execute(text("select count(distinct product_model_id), count(customer_id) from device")).one() == (
        2,
        2,
    )
    assert all(superuser.execute(text("select needs_review from product_model")).scalars())
    running.undo(db, batch)
    assert counted(db, "device") == counted(db, "product_model") == counted(db, "device_owner") == 0
    assert counted(db) == 1


def test_a_model_that_others_use_by_now_stays_when_its_batch_is_undone(login, tmp_path, superuser):
    db, batch = login("na"), new_id()
    imported(db, "devices", csv_file(tmp_path, [("品牌", "型号", "序列号"), ("小米", "X1", "SN1")]), batch)
    imported(db, "devices", csv_file(tmp_path, [("品牌", "型号", "序列号"), ("小米", "X1", "SN2")]))
    running.undo(db, batch)
    assert counted(db, "device") == counted(db, "product_model") == 1
    assert superuser.execute(text("select code from import_row where outcome = 'helper'")).scalars().all() == [
        "still_referred"
    ]


def test_articles_come_as_drafts_and_go_again(login, tmp_path, superuser):
    db, batch = login("na"), new_id()
    before = superuser.execute(text("select number from article")).scalars().all()
    rows = [
        ("怎样恢复出厂设置？", "长按电源键。", "How to reset?", "使用咨询", "重置"),
        ("怎样保修？", "看保修卡。", "", "warranty", ""),
        ("没有类别", "有答案", "", "乱写", ""),
        ("没有答案", "", "", "", ""),
    ]
    path = csv_file(tmp_path, [("问题", "答案", "Question in English", "分类", "关键词"), *rows])
    result = imported(db, "articles", path, batch)
    assert (result.added, result.failed) == (2, 2)
    brought = text("select question, category, state from article where number <> all (:before) order by question desc")
    found = superuser.execute(brought, {"before": before}).all()
    assert found == [("怎样恢复出厂设置？", "use", "draft"), ("怎样保修？", "warranty", "draft")]
    assert imported(db, "articles", path).kept == 2
    running.undo(db, batch)
    assert superuser.execute(brought, {"before": before}).all() == []
    assert counted(db, "article") == counted(db, "article_event") == len(before)


def test_what_refused_rows_held_is_forgotten_after_a_month(login, tmp_path, superuser):
    db, batch = login("na"), new_id()
    imported(db, "customers", csv_file(tmp_path, [HEAD, ("", "13812340009", "", "", "", "")]), batch)
    superuser.execute(text("alter table import_batch disable trigger aa_stamp"))
    for days, held in ((29, 1), (31, 0)):
        superuser.execute(
            text("update import_batch set created_at = now() - make_interval(days => :days)"), {"days": days}
        )
        superuser.execute(text("select due_forget_refused_rows()"))
        assert superuser.execute(text("select count(cells) from import_row")).scalar() == held
    assert superuser.execute(text("select code from import_row")).scalars().all() == ["import_required"]
