"""Requests and articles from a file: what they say, whose they are, and that they go again."""

import pytest
from sqlalchemy import text

from services import articles, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.texts import in_language
from services.transfer import running, tables
from tests.customer_samples import make_customer, make_device
from tests.desk_samples import open_ticket, solved_ticket
from tests.people import known
from tests.services.transfer.files import csv_file, imported, plan_of

HEAD = (
    "问题编号",
    "反映日期",
    "反映客户",
    "手机",
    "反映人员",
    "问题分类",
    "紧急度",
    "主题",
    "问题描述",
    "责任人员",
    "是否结束",
    "解决办法",
    "是否纳入知识库",
)
OLD = (
    "WT-7",
    "2026-03-02 09:15",
    "张思远",
    "",
    "张太太",
    "不开机",
    "高",
    "不开机",
    "按了没反应",
    "早已离职",
    "已归档",
    "换电池",
    "是",
)
OPEN = ("", "2026年11月20日", "无人认识", "", "", "", "", "怎样清洗滤网", "", "李娜", "", "", "否")


def counted(db, table):
    with db.read() as connection:
        return connection.execute(text(f"select count(*) from {table}")).scalar_one()


def page(db, view="all"):
    return {line.subject: line for line in tickets.page(db, tickets.Wanted(view=view)).rows}


def test_requests_of_another_program_come_with_their_dates_numbers_and_answers(login, superuser, tmp_path):
    db = login("na")
    customer = make_customer(superuser, "张思远", "13812340001")
    assert running.dry_run(db, plan_of("tickets", csv_file(tmp_path, [HEAD, OLD, OPEN]))).added == 2
    assert counted(db, "ticket") == 0
    assert imported(db, "tickets", csv_file(tmp_path, [HEAD, OLD, OPEN])).added == 2
    lines = page(db)
    old = tickets.get(db, lines["不开机"].id)
    assert (old.number, old.state, old.customer_id, old.reporter, old.category, old.urgency, old.into_knowledge) == (
        "WT-7", "closed", customer, "张太太", "fault_power", "high", True,
    )  # fmt: skip
    assert (old.owner_id, old.first_asked_id, str(old.opened_on)) == (None, None, "2026-03-02")
    assert old.reported_at == old.opened_at and old.opened_at.hour in (1, 9)
    fresh = tickets.get(db, lines["怎样清洗滤网"].id)
    assert (fresh.state, fresh.customer_id, fresh.reporter, fresh.owner_name) == ("open", None, "无人认识", "李娜")
    assert fresh.number.startswith("T2611-")
    assert [one.action for one in tickets.history(db, old.id)] == ["import"]
    assert imported(db, "tickets", csv_file(tmp_path, [HEAD, OLD, OPEN])).kept == 2


def test_only_what_is_not_over_has_a_clock_and_it_began_when_the_customer_said_it(login, superuser, tmp_path):
    db = login("na")
    imported(db, "tickets", csv_file(tmp_path, [HEAD, OLD, OPEN]))
    started = superuser.execute(text("select target, started_at::date::text from sla_target order by target")).all()
    assert started == [("resolution", "2026-11-20"), ("response", "2026-11-20")]


def test_rows_that_name_what_is_not_on_file_are_refused_one_by_one(login, tmp_path):
    head = ("主题", "分类", "门店", "客户编号", "序列号", "责任人员", "状态", "日期")
    rows = [
        ("一", "乱写", "", "", "", "", "", ""),
        ("二", "", "没有这家店", "", "", "", "", ""),
        ("三", "", "", "K-nobody", "", "", "", ""),
        ("四", "", "", "", "SN-nobody", "", "", ""),
        ("五", "", "", "", "", "没有此人", "", ""),
        ("六", "", "", "", "", "", "已解决", ""),
        ("七", "", "", "", "", "", "", "2026-99-99"),
        ("八", "", "", "", "", "", "", "2999-01-01"),
        ("九", "", "", "", "", "", "", ""),
    ]
    result = imported(login("na"), "tickets", csv_file(tmp_path, [head, *rows]))
    assert result.added == 1
    assert {row.line - 1: row.error.code for row in result.refused} == {
        1: "import_topic_unknown", 2: "import_store_unknown", 3: "import_customer_unknown",
        4: "import_device_unknown", 5: "import_person_unknown", 6: "step_lacks", 7: "import_not_a_moment",
        8: "reported_later",
    }  # fmt: skip


def test_imported_requests_go_again_unless_somebody_worked_on_one(login, tmp_path, superuser):
    db, batch, other = login("na"), new_id(), new_id()
    imported(db, "tickets", csv_file(tmp_path, [HEAD, OLD]), batch)
    imported(db, "tickets", csv_file(tmp_path, [HEAD, OPEN]), other)
    seen = tickets.get(db, page(db)["怎样清洗滤网"].id)
    tickets.move(db, seen, "start", {}, new_id())
    running.undo(db, batch)
    with pytest.raises(ServiceError) as refused:
        running.undo(db, other)
    assert refused.value.code == "import_touched"
    assert list(page(db)) == ["怎样清洗滤网"]
    left = "select count(*) from ticket_event e where not exists (select from ticket t where t.id = e.ticket_id)"
    assert superuser.execute(text(left)).scalar() == 0


def test_nobody_brings_requests_into_a_store_that_is_not_his(login):
    call = text(
        "select * from import_tickets(jsonb_build_array(jsonb_build_object('line', 1, 'store_id', cast(:store as text))))"
    )
    for person, store in (("na", "store chaoyang"), ("tang", "store xihu")):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(call, {"store": str(known(store))})


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_export_of_requests_is_imported_elsewhere(login, superuser, tmp_path, language):
    db = login("na")
    device = make_device(superuser, make_customer(superuser, "张思远", "13812340001"), serial_no="SN-1")
    owner = superuser.execute(text("select customer_id from device where id = :id"), {"id": device}).scalar_one()
    solved_ticket(db, "屏幕碎了", "更换屏幕总成。", customer_id=owner, device_id=device, category="fault_display",
                  mood="annoyed", into_knowledge=True)  # fmt: skip
    before = page(db)["屏幕碎了"]
    with in_language(language):
        tables.export(db, "tickets", tmp_path / "list.xlsx")
        plan = plan_of("tickets", tmp_path / "list.xlsx")
        superuser.execute(text("update ticket set number = 'gone', subject = 'gone'"))
        result = running.run(db, plan, new_id())
    assert (result.added, [row.sentence() for row in result.refused]) == (1, [])
    seen, first = tickets.get(db, page(db)["屏幕碎了"].id), tickets.get(db, before.id)
    for name in ("kind", "state", "channel", "customer_id", "device_id", "category", "mood", "urgency", "description",
                 "solution", "into_knowledge", "opened_on", "owner_name"):  # fmt: skip
        assert getattr(seen, name) == getattr(first, name), name


def test_an_article_comes_with_what_it_applies_to_and_what_customers_read(login, superuser, tmp_path):
    db = login("na")
    device = make_device(superuser, make_customer(superuser, "甲", "13812340001"))
    model, name, symptom, words = superuser.execute(
        text("""
            select m.id, concat_ws(' ', nullif(m.brand, ''), coalesce(nullif(m.model_no, ''), m.name)), c.code, c.name
            from device d join product_model m on m.id = d.product_model_id, code_item c
            where d.id = :id and c.list = 'symptom' limit 1"""),
        {"id": device},
    ).one()
    head = ("条目类型", "问题", "答案", "客户可读的答案", "适用型号", "适用故障现象", "复核日期")
    rows = [
        ("售后政策", "保修多久？", "一年。", "自购买次日起一年。", name, words, "2027-01-31"),
        ("", "没有的型号", "无", "", "没有这个型号", "", ""),
        ("", "没有的现象", "无", "", "", "没有这个现象", ""),
    ]
    result = imported(db, "articles", csv_file(tmp_path, [head, *rows]))
    assert [row.error.code for row in result.refused] == [
        "import_article_model_unknown", "import_article_symptom_unknown",
    ]  # fmt: skip
    found = articles.page(db, articles.Wanted(view="draft", kind="policy")).rows
    (line,) = [one for one in found if one.question == "保修多久？"]  # others come with the program
    made = articles.get(db, line.id)
    assert (made.customer_answer, made.model_ids, made.symptoms, str(made.review_on)) == (
        "自购买次日起一年。", [model], [symptom], "2027-01-31",
    )  # fmt: skip
    tables.export(db, "articles", tmp_path / "back.csv")
    superuser.execute(text("update article set question = 'gone' where id = :id"), {"id": made.id})
    assert imported(db, "articles", tmp_path / "back.csv").added == 1


def test_what_was_reported_earlier_is_due_from_then_and_nothing_is_reported_tomorrow(login, superuser):
    db = login("na")
    early = superuser.execute(text("select clock_timestamp() - interval '3 hours'")).scalar_one()
    ticket = open_ticket(db, reported_at=early)
    starts = superuser.execute(
        text("select distinct started_at from sla_target where subject_id = :id"), {"id": ticket.id}
    ).scalars()
    assert list(starts) == [ticket.reported_at] and ticket.opened_at > ticket.reported_at
    with pytest.raises(ServiceError) as refused:
        open_ticket(db, reported_at=superuser.execute(text("select clock_timestamp() + interval '1 day'")).scalar_one())
    assert refused.value.code == "reported_later"


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("非常满意", 5),
        ("满意", 4),
        ("3", 3),
        ("Rather dissatisfied", None),
        ("", None),
        ("不满意", 1),
        ("2 Rather dissatisfied", 2),
    ],
)
def test_feedback_comes_with_what_was_said_when_what_became_of_it_and_how_satisfied(login, tmp_path, said, points):
    db = login("na")
    file = csv_file(tmp_path, [("主题", "客户反馈的内容", "反馈时间", "处理结果", "满意度", "状态"),
                               ("物流太慢", "等了一周", "2026-03-02 09:15", "已致歉", said, "已解决")])  # fmt: skip
    done = imported(db, "tickets", file)
    if said == "Rather dissatisfied":
        assert done.failed == 1 and done.added == 0
        return
    one = tickets.get(db, page(db)["物流太慢"].id)
    assert (one.satisfaction, one.description, one.solution, str(one.opened_on)) == (
        points,
        "等了一周",
        "已致歉",
        "2026-03-02",
    )
