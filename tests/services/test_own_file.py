"""A customer's own sign-in: his own file, devices, orders and surveys, and nothing of anybody else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from services import customers, guests, kiosk, own_file, own_follow_ups, people, sign_in
from services.errors import NotPermitted, NotSignedIn, ServiceError
from services.ids import new_id
from services.people import Person
from tests.follow_up_samples import ask_everybody, fill
from tests.guest_samples import FIRST_PASSWORD, OWN_PASSWORD, company  # noqa: F401


def test_a_customer_begins_with_a_password_of_his_own(company):  # noqa: F811
    customer = company.customer("联合物业公司")
    session = company.enter(company.guest(customer))
    assert session.person.roles == ("customer",) and session.person.must_change_password
    assert session.person.name == "联合物业公司"
    with pytest.raises(NotPermitted):
        own_file.get(session.db)
    with pytest.raises(ServiceError) as refused:
        sign_in.replace_given_password(session, "short")
    assert refused.value.code == "password_short"
    session = sign_in.replace_given_password(session, OWN_PASSWORD)
    assert not session.person.must_change_password and own_file.get(session.db).name == "联合物业公司"
    again = sign_in.change_password(session, company.conninfo, OWN_PASSWORD, "another word 99")
    assert company.enter(again.person.login, "another word 99").person.login == again.person.login
    with pytest.raises(NotSignedIn):
        company.enter(again.person.login, OWN_PASSWORD)


def test_a_kiosk_keeps_the_password_it_was_given(company):  # noqa: F811
    session = company.enter(company.kiosk())
    assert session.person.roles == ("kiosk",) and not session.person.must_change_password
    assert (session.store_name, session.time_zone) == ("西湖店", "Asia/Shanghai") and session.idle_minutes == 1.0
    with pytest.raises(NotPermitted):
        sign_in.replace_given_password(session, OWN_PASSWORD)


def test_the_own_file_shows_numbers_masked(company):  # noqa: F811
    customer = company.customer(phone="13912345678", email="office@lianhe.example", address="杭州市西湖区文三路 188 号")
    company.root(
        "insert into contact (id, customer_id, name, title, phone) values (:i, :c, '赵主任', '工程部', '13700001111')",
        i=new_id(),
        c=customer,
    )
    file = own_file.get(company.own(customer).db)
    whole = repr(file)
    assert file.phone.endswith("5678") and "13912345678" not in whole and "13700001111" not in whole
    assert "office@" not in whole and "188" not in whole
    assert [(one.name, one.title) for one in file.contacts] == [("赵主任", "工程部")]


def test_devices_and_orders_are_his_own(company):  # noqa: F811
    mine, other = company.customer(), company.customer("另一家公司")
    orders = [company.order(mine, problem=f"故障 {n}") for n in range(5)]
    foreign = company.order(other)
    db = company.own(mine).db
    found = own_file.orders(db)
    assert [one.number for one in found.rows] == [one.number for one in reversed(orders)]
    assert {one.id for one in own_file.devices(db).rows} == {one.device_id for one in orders}
    assert own_file.order(db, orders[0].id).number == orders[0].number
    for wanted in (foreign.id, new_id()):
        with pytest.raises(ServiceError) as refused:
            own_file.order(db, wanted)
        assert refused.value.code == "gone_record"
    file = own_file.get(db)
    assert (file.devices, file.orders_open, file.orders_ready) == (5, 5, 0)


@pytest.mark.parametrize("descending", [True, False])
def test_pages_of_orders_go_both_ways(company, descending):  # noqa: F811
    mine = company.customer()
    wanted = [company.order(mine).id for _count in range(5)]
    if descending:
        wanted.reverse()
    db = company.own(mine).db
    first = own_file.orders(db, cap=2, descending=descending)
    second = own_file.orders(db, first.after, cap=2, descending=descending)
    third = own_file.orders(db, second.after, cap=2, descending=descending)
    assert [one.id for page in (first, second, third) for one in page.rows] == wanted
    assert first.before is None and third.after is None
    back = own_file.orders(db, third.before, cap=2, descending=descending)
    assert [one.id for one in back.rows] == wanted[2:4]
    assert [one.id for one in own_file.devices(db, own_file.devices(db, cap=2).after, cap=9).rows] == [
        one.id for one in own_file.devices(db).rows
    ][2:]


def test_what_was_handed_over_is_not_among_the_open_ones(company):  # noqa: F811
    mine = company.customer()
    done, open_one = company.order(mine), company.order(mine)
    company.root("update work_order set work_state = 'closed', custody_state = 'returned' where id = :i", i=done.id)
    db = company.own(mine).db
    assert [one.id for one in own_file.orders(db, only_open=True).rows] == [open_one.id]


def test_a_merged_customer_has_no_sign_in_any_more(company):  # noqa: F811
    kept, gone = company.customer("联合物业公司"), company.customer("联合物业")
    open_window = company.own(gone)
    na = company.person("na")
    customers.merge(na, customers.get(na, kept), customers.get(na, gone), new_id())
    with pytest.raises(ServiceError):
        own_file.get(open_window.db)
    with pytest.raises(NotSignedIn):
        company.enter(open_window.person.login, OWN_PASSWORD)
    zhou = company.person("zhou")
    (guest,) = guests.of_customer(zhou, gone)
    assert not guest.active
    for attempt in (
        lambda: guests.enable(zhou, guest.id),
        lambda: guests.reset_password(zhou, new_id(), guest, FIRST_PASSWORD),
    ):
        with pytest.raises(ServiceError) as refused:
            attempt()
        assert refused.value.code == "guest_without_record"


@pytest.mark.parametrize("how", ["erase", "remove"])
def test_an_erased_or_removed_customer_has_no_sign_in_any_more(company, how):  # noqa: F811
    customer = company.customer()
    login = company.own(customer).person.login
    zhou = company.person("zhou")
    seen = customers.get(zhou, customer)
    with zhou.transaction() as connection:
        call = "erase_customer(:i, :v, 'asked')" if how == "erase" else "remove_customer(:i, :v)"
        connection.execute(text(f"select {call}"), {"i": customer, "v": seen.version})
    with pytest.raises(NotSignedIn):
        company.enter(login, OWN_PASSWORD)
    assert company.root("select active from guest_login where login = :l", l=login) == [(False,)]


def test_a_closed_store_has_no_kiosk(company):  # noqa: F811
    store = new_id()
    company.root("insert into store (id, code, name) values (:i, 'gone', '旧店')", i=store)
    login = company.kiosk(store)
    company.enter(login)
    company.root("update store set archived_at = now() where id = :i", i=store)
    with pytest.raises(NotSignedIn):
        company.enter(login)


def test_who_lets_whom_in(company):  # noqa: F811
    customer = company.customer()
    store = company.root("select id from store where code = 'binjiang'")[0][0]
    allowed = {"admin": {"kiosk", "customer"}, "zhou": {"customer"}}
    for person in ("admin", "zhou", "na", "tang", "xiao", "cai", "shen", "pei"):
        for kind, whose in (("kiosk", {"store_id": store}), ("customer", {"customer_id": customer})):
            login = f"x{new_id().hex[:12]}"
            try:
                guests.add(company.person(person), new_id(), login, FIRST_PASSWORD, **whose)
                done = True
            except NotPermitted:
                done = False
            assert done == (kind in allowed.get(person, ())), (person, kind)
            if done and kind == "kiosk":
                (guest,) = [one for one in guests.of_store(company.person("admin"), store) if one.active]
                guests.disable(company.person("admin"), guest.id)


def test_a_store_has_one_kiosk_and_a_login_one_owner(company):  # noqa: F811
    admin = company.person("admin")
    login = company.kiosk()
    store = company.root("select store_id from guest_login where login = :l", l=login)[0][0]
    for taken, given in (
        (f"k{new_id().hex[:8]}", {"store_id": store}),
        (login, {"customer_id": company.customer()}),
        ("na", {"customer_id": company.customer()}),
    ):
        with pytest.raises(ServiceError) as refused:
            guests.add(admin, new_id(), taken, FIRST_PASSWORD, **given)
        assert refused.value.code == ("kiosk_there" if "store_id" in given else "person_exists")
    with pytest.raises(ServiceError) as refused:
        people.add(
            admin,
            new_id(),
            new_id(),
            {"login": login, "name": "新人", "roles": ["agent"], "store_ids": [store]},
            FIRST_PASSWORD,
        )
    assert refused.value.code == "person_exists"


def test_closing_ends_what_is_open_and_a_new_password_opens_again(company):  # noqa: F811
    admin = company.person("admin")
    login = company.kiosk()
    session = company.enter(login)
    kiosk.articles(session.db)
    (guest,) = guests.of_store(admin, session.person.store_id)
    assert guest.active and guest.online
    assert guests.disable(admin, guest.id) >= 1
    with pytest.raises(ServiceError):
        kiosk.articles(session.db)
    with pytest.raises(NotSignedIn):
        company.enter(login)
    guests.reset_password(admin, new_id(), guest, "a second word 7")
    assert company.enter(login, "a second word 7").person.roles == ("kiosk",)


def test_staff_is_no_guest_and_a_guest_no_staff(company):  # noqa: F811
    customer = company.own(company.customer()).db
    at_kiosk = company.enter(company.kiosk()).db
    for db in (at_kiosk, company.person("na"), company.person("admin")):
        with pytest.raises(NotPermitted):
            own_file.get(db)
    for db in (customer, company.person("na"), company.person("admin")):
        with pytest.raises(NotPermitted):
            kiosk.open_order(db, "W2601-00001", "123456")
    assert isinstance(company.enter(at_kiosk.login).person, Person)


def test_surveys_are_answered_once_and_only_by_their_customer(company):  # noqa: F811
    mine = company.customer()
    order = company.order(mine)
    survey_id = _survey(company, order)
    foreign = _survey(company, company.order(company.customer("另一家公司")))
    db = company.own(mine).db
    (survey,) = own_file.surveys(db)
    assert survey.id == survey_id and survey.number == order.number
    first = survey.questions[0]
    with pytest.raises(ServiceError) as refused:
        own_file.answer(db, survey, {})
    assert refused.value.code in ("answer_missing", "answers_none")
    own_file.answer(db, survey, {question.id: _good(question) for question in survey.questions}, "谢谢")
    assert own_file.surveys(db) == [] and first.place == 1
    assert company.root("select state, channel, note from follow_up where id = :i", i=survey_id) == [
        ("done", "kiosk", "谢谢")
    ]
    for wanted in (survey_id, foreign):
        with pytest.raises(ServiceError) as refused, db.transaction() as connection:
            connection.execute(text("select own_survey_answer(:i, '{}', '')"), {"i": wanted})
        assert refused.value.code in ("gone_record", "step_not_possible")


def test_a_survey_is_answered_at_the_kiosk_by_who_opened_the_order(company):  # noqa: F811
    order = company.order()
    survey_id = _survey(company, order)
    foreign = _survey(company, company.order())
    db = company.enter(company.kiosk()).db
    opened = kiosk.open_order(db, order.number, order.pickup_code)
    assert opened.survey is not None and opened.survey.id == survey_id
    with pytest.raises(ServiceError) as refused, db.transaction() as connection:
        connection.execute(text("select kiosk_answer(:e, :f, '{}', '')"), {"e": opened.entry, "f": foreign})
    assert refused.value.code == "gone_record"
    answers = {question.id: _bad(question) for question in opened.survey.questions}
    kiosk.answer(db, opened, answers)
    assert kiosk.read_again(db, opened.entry).survey is None
    # a bad answer opens a task for the manager, as one given by telephone does
    assert company.root("select bad, task_id is not null from follow_up where id = :i", i=survey_id) == [(True, True)]


@pytest.mark.parametrize(("finished", "told"), [(19, (None, None, None)), (40, (40, 20, 2))])
def test_figures_of_the_service_tell_of_nobody(company, finished, told):  # noqa: F811
    db = company.own(company.customer()).db
    monday = date.today() - timedelta(days=date.today().weekday() + 7)
    for measure, bucket, n in (("received", 0, 50), ("finished", 8, finished), ("kept", 0, finished // 2)):
        company.root(
            "insert into figure_week (scope, week, measure, bucket, n) "
            "values ('00000000-0000-0000-0000-000000000000', :w, :m, :b, :n)",
            w=monday,
            m=measure,
            b=bucket,
            n=n,
        )
    figures = own_file.figures(db, date.today() - timedelta(days=400))
    assert (figures.finished, figures.kept, figures.days) == told
    assert (figures.followed, figures.successful, figures.score) == (0, 0, None)


def test_a_customer_queries_how_he_was_followed_up_and_of_what_it_was_successful(company):  # noqa: F811
    """NET-22 查询回访用户, NET-23 查询回访成功用户."""
    mine, other = company.customer(), company.customer("另一家公司")
    order = company.order(mine, problem="打印卡纸")
    survey_id = _survey(company, order)
    db = company.own(mine).db
    assert own_follow_ups.page(db).rows == ()
    (survey,) = own_file.surveys(db)
    own_file.answer(db, survey, {one.id: _good(one) for one in survey.questions})
    (row,) = own_follow_ups.page(db).rows
    assert (row.id, row.state, row.occasion, row.score) == (survey_id, "done", "hand_over", 5)
    assert (row.order_id, row.number, row.problem, row.outcome) == (order.id, order.number, "打印卡纸", "repaired")
    company.root("update follow_up set state = 'refused' where id = :i", i=survey_id)
    assert own_follow_ups.page(db, only_successful=True).rows == () and len(own_follow_ups.page(db).rows) == 1
    assert own_follow_ups.page(company.own(other).db).rows == ()


@pytest.mark.parametrize(("times", "told"), [(19, (None, None)), (20, (20, 19))])
def test_whether_problems_were_justified_is_told_of_a_score(company, times, told):  # noqa: F811
    """NET-23 受理的客户的问题的合理性: a fault was found on all but one."""
    mine = company.customer()
    order = company.order(mine)
    survey_id = _survey(company, order)
    company.root(
        """update follow_up set state = 'done', finished_at = now(), finished_on = now()::date, reached_at = now()
           where id = :i""",
        i=survey_id,
    )
    rest = "select array_agg(attname) from pg_attribute where attrelid = 'follow_up'::regclass and attnum > 0"
    columns = [name for name in company.root(rest)[0][0] if name not in ("id", "source_id", "number", "work_order_id")]
    nothing = company.order(mine)
    company.root("update work_order set work_state = 'completed', outcome = 'no_fault' where id = :i", i=nothing.id)
    named = ", ".join(columns)
    company.root(
        f"""insert into follow_up (id, source_id, number, work_order_id, {named})
            select gen_random_uuid(), gen_random_uuid(), 'X' || n, case n when 2 then cast(:nothing as uuid)
                   else work_order_id end, {named} from follow_up, generate_series(2, :times) n where id = :i""",
        i=survey_id,
        times=times,
        nothing=nothing.id,
    )
    figures = own_file.figures(company.own(mine).db, date.today() - timedelta(days=400))
    assert (figures.examined, figures.justified) == told


def _survey(company, order):  # noqa: F811
    """A follow-up of this order that waits for answers."""
    company.root(
        """update work_order set work_state = 'delivered', custody_state = 'returned', outcome = 'repaired',
             ready_at = now() - interval '4 days', delivered_at = now() - interval '4 days', delivered_on = now()::date - 4
           where id = :i""",
        i=order.id,
    )
    with company.clone.begin() as connection:
        ask_everybody(connection)
        fill(connection)
    return company.root("select id from follow_up where work_order_id = :i", i=order.id)[0][0]


def _good(question):
    return {"score5": 5, "score10": 10, "yes_no": "no" if question.words.endswith("问题？") else "yes"}.get(
        question.kind, "1" if question.kind == "choice" else "很好"
    )


def _bad(question):
    return {"score5": 1, "score10": 0, "yes_no": "no"}.get(question.kind, "1" if question.kind == "choice" else "不好")
