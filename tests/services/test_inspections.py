"""Quality inspection: who looks at what, how points add up, and that nobody is punished before a talk."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import inspection_criteria, inspections
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import open_ticket, solved_ticket
from tests.people import known


@pytest.fixture
def today(login):
    """The store's day."""
    with login("na").read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


def full(db, **less):
    """All points, but for those named."""
    return {one.code: one.most for one in inspection_criteria.every(db) if one.active} | less


def contact_of(db, person="na"):
    return next(iter(inspections.sample(db, known(person))))


def inspected(login, **less):
    """An inspection of a ticket na solved, as its manager reads it."""
    solved_ticket(login("na"), "空调不制冷", "清洗滤网")
    zhou, made = login("zhou"), new_id()
    inspections.add(zhou, made, known("na"), contact_of(zhou), full(zhou, **less), "记录不全", new_id())
    return line(zhou, made)


def line(db, inspection_id):
    return inspections.some(db, [inspection_id], inspections.Wanted(view="all"))[0]


def test_a_manager_draws_what_was_handled_and_scores_it(login):
    open_ticket(login("na"), "还没有人处理")
    one = inspected(login, listening=10, promise=0)
    zhou = login("zhou")
    assert (one.kind, one.staff_name, one.by_name, one.score) == ("ticket", "李娜", "周敏", Decimal("70.0"))
    assert [(each.code, each.points, each.most) for each in one.points if each.points < each.most] == [
        ("listening", 10, 20), ("promise", 0, 20),
    ]  # fmt: skip
    assert inspections.sample(zhou, known("na")) == []  # looked at once; the other ticket nobody handled
    criterion = next(each for each in inspection_criteria.every(zhou) if each.code == "listening")
    inspection_criteria.change(zhou, new_id(), criterion, {"most": 30, "name": "改了名"})
    assert line(zhou, one.id).points == one.points


def test_nobody_is_punished_before_it_was_talked_over(login, today):
    one, zhou = inspected(login, courtesy=0), login("zhou")
    with pytest.raises(ServiceError, match="inspection_not_talked"):
        inspections.end(zhou, one, "warning", "态度", new_id())
    for day in (today - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(ServiceError, match="inspection_talk_day"):
            inspections.talk(zhou, one, day, "面谈", new_id())
    inspections.talk(zhou, one, today, "已面谈，本人认可", new_id())
    inspections.end(zhou, line(zhou, one.id), "warning", "口头警告", new_id())
    over = line(zhou, one.id)
    assert (over.consequence, over.consequence_on, over.talk_note) == ("warning", today, "已面谈，本人认可")
    with pytest.raises(ServiceError, match="inspection_over"):
        inspections.talk(zhou, over, today, "再谈", new_id())


def test_praise_needs_no_talk(login):
    one, zhou = inspected(login), login("zhou")
    inspections.end(zhou, one, "praise", "", new_id())
    assert line(zhou, one.id).consequence == "praise"


def test_the_table_itself_refuses_a_consequence_before_the_talk(login, superuser, today):
    one = inspected(login)
    for given in ("talked_on = null", "talked_on = consequence_on + 1", "talk_note = 'x', talked_on = null"):
        with pytest.raises(Exception, match=r"inspection_(talked_first|talk)_check"), superuser.begin_nested():
            superuser.execute(
                text(f"update inspection set consequence = 'deduction', consequence_on = :d, {given} where id = :i"),
                {"d": today, "i": one.id},
            )


@pytest.mark.parametrize(("points", "field"), [({"courtesy": 16}, "courtesy"), ({"courtesy": -1}, "courtesy"),
                                               ({"privacy": "x"}, "privacy"), ({"privacy": None}, "privacy")])  # fmt: skip
def test_points_beyond_what_a_criterion_is_worth_are_refused_at_their_field(login, points, field):
    solved_ticket(login("na"), "空调不制冷", "清洗滤网")
    zhou = login("zhou")
    with pytest.raises(ServiceError, match="inspection_points") as refused:
        inspections.add(zhou, new_id(), known("na"), contact_of(zhou), full(zhou) | points, "", new_id())
    assert refused.value.field == f"points_{field}"


def test_the_agent_sees_his_own_and_answers_it_and_no_other_agent_does(login):
    one, na = inspected(login), login("na")
    (own,) = inspections.page(na, inspections.Wanted(view="mine")).rows
    inspections.answer(na, own, "当时客户在开车，稍后补记。", new_id())
    assert line(login("zhou"), one.id).own_words == "当时客户在开车，稍后补记。"
    for person in ("min", "bei", "qian"):
        assert inspections.page(login(person), inspections.Wanted(view="all")).rows == ()
    assert inspections.page(login("shen"), inspections.Wanted(view="all")).rows != ()
    for person in ("tang", "cai", "min"):
        with login(person).read() as connection:
            assert connection.execute(text("select count(*) from inspection")).scalar() == 0
    with pytest.raises(ServiceError, match="gone_record"):
        inspections.answer(login("zhou"), line(login("zhou"), one.id), "替他说", new_id())


def test_nobody_inspects_himself_or_another_region_s_people(login):
    solved_ticket(login("zhou"), "主管自己处理的", "好了")
    one = inspected(login)
    zhou, qian = login("zhou"), login("qian")
    assert inspections.sample(zhou, known("zhou")) == [] and inspections.sample(qian, known("na")) == []
    contact = inspections.Contact("ticket", one.contact_id, "", "", None)
    with pytest.raises(ServiceError, match="inspection_own"):
        inspections.add(zhou, new_id(), known("zhou"), contact, full(zhou), "", new_id())
    for db, person in ((qian, "na"), (zhou, "min")):
        with pytest.raises(ServiceError, match="inspection_contact"):
            inspections.add(db, new_id(), known(person), contact, full(zhou), "", new_id())
    with pytest.raises(ServiceError, match="inspection_twice"):
        inspections.add(zhou, new_id(), known("na"), contact, full(zhou), "", new_id())
    with pytest.raises(ServiceError, match="gone_record"):
        inspections.end(qian, one, "praise", "", new_id())


@pytest.mark.parametrize("person", ["na", "tang", "admin", "shen", "zhou"])
def test_nobody_writes_an_inspection_by_sql(login, person):
    one = inspected(login)
    for statement in ("update inspection set score = 100 where id = :i", "delete from inspection where id = :i",
                      "insert into inspection (id) values (:i)", "update inspection set talked_on = now() where id = :i"):  # fmt: skip
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement), {"i": one.id})
    if person != "zhou":
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(
                text("select inspection_add(gen_random_uuid(), :p, 'ticket', :c, '{}', '', gen_random_uuid())"),
                {"p": known("na"), "c": one.contact_id},
            )
