"""Papers of visits: what stands on them, empty ones, hostile texts, and how they are filled from the database."""

from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from services import acceptances, customers, personal_data, visit_reports, visits
from services.documents import from_visits
from services.documents.render import MEDIA, images, render
from services.documents.visit_content import Stop
from services.ids import new_id
from tests.naughty import OWN
from tests.people import known
from tests.services.documents import reading, visit_samples
from tests.visit_samples import at, at_work, open_visit, plan, step

ALL = [
    (paper, media, n) for paper, held in visit_samples.EVERY.items() for media in MEDIA[paper] for n in range(len(held))
]


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize(("paper", "media", "n"), ALL)
def test_full_and_empty_papers_keep_to_their_margins(paper, media, n, lang):
    pages = reading.pages(render(paper, visit_samples.EVERY[paper][n], media, lang))
    assert all(reading.overflow(page, 5) == [] for page in pages) and len(pages) <= 3


@pytest.mark.parametrize(
    ("paper", "parts"),
    [
        (
            "visit",
            ["维护报告", "1.1–1.3 m", "1.45 m", "超限", "合格", "启动电容", "C2611-7", "王芳", "已解决", "14:02"],
        ),
        ("outing", ["安装人员外出信息反馈单", "带人字梯", "唐卫", "安装人员签字"]),
        ("trip", ["司机出车信息反馈单", "浙A·12345", "23.5", "陈师傅", "驾驶员签字"]),
        ("acceptance", ["隐蔽工程验收记录", "甲方项目组", "监理单位", "我公司项目组", "同意隐蔽", "超限"]),
        ("route", ["路线单", "08:30", "13800001234", "文三路 1 号", "配件未到", "210"]),
    ],
)
def test_a_paper_says_what_it_is_for(paper, parts):
    shown = reading.text(render(paper, visit_samples.EVERY[paper][0], "a4", "zh"))
    assert [part for part in parts if part not in shown] == []


def test_minutes_have_decisions_and_no_result():
    shown = reading.text(render("acceptance", visit_samples.MINUTES, "a4", "zh"))
    assert "会议纪要" in shown and "会议决定" in shown and "验收结果" not in shown


def test_there_is_always_room_to_sign_however_few_were_named():
    (page,) = images(render("acceptance", replace(visit_samples.ACCEPTANCE, people=()), "a4", "zh"), 40)
    (named,) = images(render("acceptance", visit_samples.ACCEPTANCE, "a4", "zh"), 40)
    # three rows on both: nothing but the names is missing
    assert lowest_rule(page) == lowest_rule(named)


def lowest_rule(page):
    """The lowest dark row above the foot of a page, in dots."""
    grey = page.convert("L").crop((0, 0, page.width, int(page.height * 0.9)))
    return max(y for y in range(grey.height) if sum(grey.getpixel((x, y)) < 200 for x in range(grey.width)) > 100)


def test_what_was_cut_is_on_file_whatever_the_paper_is_of():
    text = reading.text(render("acceptance", replace(visit_samples.ACCEPTANCE, place="很长的地点" * 60), "a4", "zh"))
    assert "余见档案" in text and "见工单" not in text


@pytest.mark.parametrize("one", OWN, ids=range(len(OWN)))
def test_no_text_breaks_a_paper(one):
    visit = replace(
        visit_samples.VISIT, customer=one, phone=one, address=one, contact=one, subject=one, instructions=one,
        findings=one, work_done=one, advice=one, customer_note=one, accepted_by=one, vehicle=one, driver=one,
        technician=one, device=one, serial=one, order_number=one, region=one, wish=one,
    )  # fmt: skip
    for paper in ("visit", "outing", "trip"):
        pages = reading.pages(render(paper, visit, "a5", "both"))
        assert all(reading.overflow(page, 5) == [] for page in pages)
    people = [replace_person(one)] * 3
    paper = replace(visit_samples.ACCEPTANCE, title=one, project=one, place=one, part=one, record=one, conclusion=one,
                    open_points=one, people=people)  # fmt: skip
    assert all(reading.overflow(page, 5) == [] for page in reading.pages(render("acceptance", paper, "a4", "both")))
    stop = visit_samples.ROUTE.stops[0]
    stops = [Stop(one[:40], stop.planned_from, stop.planned_until, one, one, one, one, one, one, one)] * 30
    route = replace(visit_samples.ROUTE, stops=stops)
    assert all(reading.overflow(page, 5) == [] for page in reading.pages(render("route", route, "a4", "both")))


def replace_person(one):
    return visit_samples.ACCEPTANCE.people[0]._replace(name=one, duty=one)


def test_a_report_is_filled_from_the_visit_and_masks_the_customer(sign_in):
    na, tang = sign_in("na"), sign_in("tang")
    values = {"name": "王芳", "phone": "13900001234", "address": "杭州市西湖区文三路 1 号"}
    customer = customers.create(na, values, new_id())
    visit = at_work(na, tang, customer_id=customer, instructions="先打电话")
    visit_reports.add_part(tang, visit.id, {"name": "启动电容", "quantity": Decimal("1.5")}, new_id())
    visit_reports.add_check(tang, visit.id, {"name": "出风温度", "unit": "°C", "high": 16, "value": 20}, new_id())
    visits.change(tang, visits.get(tang, visit.id), {"work_done": "更换电容"}, new_id())
    report = from_visits.visit_paper(tang, visit.id, "visit")
    assert ("王芳" not in report.customer, report.phone, report.work_done) == (True, "139****1234", "更换电容")
    assert [(one.limits.zh, one.value.zh, one.within) for one in report.checks] == [("≤ 16 °C", "20 °C", False)]
    slip = from_visits.visit_paper(tang, visit.id, "outing")
    assert (slip.customer, slip.phone, slip.address) == ("王芳", "13900001234", "杭州市西湖区文三路 1 号")
    assert [one.looks for one in personal_data.volume(sign_in("shen")) if one.login == "tang"] == [2]
    assert render("visit", report, "a4", "both") and render("outing", slip, "a5", "zh")


def test_a_route_holds_the_day_in_the_order_of_its_hours(login):
    na, tang = login("na"), login("tang")
    later = plan(na, open_visit(na).id, hour=14)
    first = plan(na, open_visit(na).id, hour=9)
    plan(na, open_visit(na).id, "wu", hour=9)
    cancelled = plan(na, open_visit(na).id, hour=17)
    step(na, cancelled.id, "cancel", comment="客户取消")
    day = at(9).astimezone(ZoneInfo("Asia/Shanghai")).date()
    route = from_visits.route_paper(tang, known("tang"), day)
    assert [stop.number for stop in route.stops] == [first.number, later.number]
    assert route.technician == "唐卫" and render("route", route, "a4", "zh")


def test_an_acceptance_takes_the_values_measured_at_its_visit(login):
    na, tang = login("na"), login("tang")
    visit = at_work(na, tang)
    visit_reports.add_check(tang, visit.id, {"name": "出地高度", "unit": "m", "low": "2.5", "value": "2.6"}, new_id())
    one = acceptances.create(
        tang, new_id(),
        {"store_id": visit.store_id, "kind": "hidden", "title": "管线隐蔽验收", "held_at": at(9), "visit_id": visit.id,
         "people": acceptances.people_of("甲方，王工，项目经理\n监理，李工\n路人")}, new_id(),
    )  # fmt: skip
    paper = from_visits.acceptance_paper(na, one.id)
    assert [value.within for value in paper.checks] == [True] and paper.visit_number == visit.number
    assert [(person.party.zh, person.name) for person in paper.people] == [
        ("甲方项目组", "王工"), ("监理单位", "李工"), ("其他方", "路人"),
    ]  # fmt: skip
