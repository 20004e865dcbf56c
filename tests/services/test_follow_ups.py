"""Follow-ups: whom the rules choose, attempts, answers, the task a bad one opens, and what nobody may do."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services import follow_up_rules, follow_ups, questionnaires, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.questionnaires import Draft
from services.setup import superuser_engine
from tests.customer_samples import make_customer as new_customer
from tests.follow_up_samples import (
    RULES,
    STANDARD,
    ask_everybody,
    fill,
    good_answers,
    hand_over,
    in_queue,
    queued,
)
from tests.people import known


def make_customer(superuser, name="王小明", phone="13800138001"):
    return new_customer(superuser, name, phone)


def answer(db, follow_up_id, note="", **instead):
    seen = follow_ups.get(db, follow_up_id)
    return follow_ups.answer(db, follow_up_id, good_answers(db, seen, **instead), note, new_id())


def move(db, follow_up_id, action, **payload):
    return follow_ups.move(db, follow_ups.get(db, follow_up_id), action, payload, new_id())


def actions(db, follow_up_id):
    return {one.action for one in follow_ups.next_steps(db, follow_up_id)}


# whom the rules choose


def test_a_hand_over_is_asked_about_once_with_the_moment_it_fell_due(superuser, login):
    customer = make_customer(superuser)
    order = hand_over(superuser, customer, days_ago=4)
    ask_everybody(superuser)
    assert fill(superuser) == 1
    assert fill(superuser) == 0
    row = queued(superuser, customer)
    assert (row.state, row.work_order_id, row.worker_id) == ("open", order, known("tang"))
    assert abs(datetime.now(UTC) - timedelta(days=1) - row.due_at) < timedelta(minutes=1)
    (opened,) = follow_ups.history(login("na"), row.id)
    effective = superuser.execute(
        text("select effective_at from follow_up_event where id = :id"), {"id": opened.id}
    ).scalar_one()
    assert effective == row.due_at


@pytest.mark.parametrize(
    "reason",
    [
        "update customer set archived_at = now() where id = :id",
        "update customer set phone = '', no_phone_reason = '没有' where id = :id",
        """insert into customer_consent (id, customer_id, purpose, given) values (gen_random_uuid(), :id, 'follow_up', false)""",
        """insert into caller_mark (id, phone_key, phone_masked, reason)
           select gen_random_uuid(), phone_key, phone_masked, '骚扰' from customer where id = :id""",
    ],
)
def test_whoever_may_not_be_called_is_neither_chosen_nor_kept_in_the_queue(superuser, reason):
    early, late = make_customer(superuser), make_customer(superuser, "李四", "13900139002")
    hand_over(superuser, early)
    ask_everybody(superuser)
    fill(superuser)
    for customer in (early, late):
        superuser.execute(text(reason), {"id": customer})
    hand_over(superuser, late)
    fill(superuser)
    assert queued(superuser, early).state == "cancelled"
    assert superuser.execute(text("select count(*) from follow_up where customer_id = :id"), {"id": late}).scalar() == 0


def test_who_said_no_and_then_yes_is_called(superuser):
    customer = make_customer(superuser)
    for moment, given in (("2026-01-01", False), ("2026-06-01", True)):
        superuser.execute(
            text("""insert into customer_consent (id, customer_id, purpose, given, created_at)
                    values (gen_random_uuid(), :id, 'follow_up', :given, :at)"""),
            {"id": customer, "given": given, "at": moment},
        )
        superuser.execute(text("update customer_consent set created_at = :at where given = :given and customer_id = :id"),
                          {"id": customer, "given": given, "at": moment})  # fmt: skip
    hand_over(superuser, customer)
    ask_everybody(superuser)
    fill(superuser)
    assert queued(superuser, customer).state == "open"


def test_the_same_customer_is_not_asked_again_within_the_pause(superuser, login):
    customer = make_customer(superuser)
    hand_over(superuser, customer, days_ago=5)
    hand_over(superuser, customer, days_ago=4)
    ask_everybody(superuser)
    assert fill(superuser) == 1
    answer(login("na"), queued(superuser, customer).id)
    assert fill(superuser) == 0
    superuser.execute(text("update follow_up_rule set pause_days = 0"))
    assert fill(superuser) == 1


def test_a_share_is_drawn_and_the_draw_is_always_the_same(superuser):
    ids = [new_id() for _n in range(2000)]
    query = text("select aftercare.follow_up_drawn(:rule, cast(:id as uuid), 30)")
    drawn = [superuser.execute(query, {"rule": RULES["hand_over"], "id": one}).scalar() for one in ids]
    assert 0.25 < sum(drawn) / len(drawn) < 0.35
    assert drawn[:50] == [
        superuser.execute(query, {"rule": RULES["hand_over"], "id": one}).scalar() for one in ids[:50]
    ]


def test_a_new_rule_does_not_ask_about_what_happened_before_it(superuser):
    customer = make_customer(superuser)
    hand_over(superuser, customer)
    superuser.execute(text("update follow_up_rule set percent = 100"))
    assert fill(superuser) == 0


def test_rules_of_a_store_and_of_a_kind_choose_only_theirs(superuser):
    ask_everybody(superuser)
    superuser.execute(
        text("update follow_up_rule set store_id = :store, record_kind = 'repair' where id = :id"),
        {"store": known("store binjiang"), "id": RULES["hand_over"]},
    )
    elsewhere, other_kind, fits = (
        make_customer(superuser, name, phone)
        for name, phone in (("甲", "13800000001"), ("乙", "13800000002"), ("丙", "13800000003"))
    )
    hand_over(superuser, elsewhere)
    hand_over(superuser, other_kind, store_id=known("store binjiang"), kind="inspection")
    hand_over(superuser, fits, store_id=known("store binjiang"))
    fill(superuser)
    assert superuser.execute(text("select array_agg(customer_id) from follow_up")).scalar() == [fits]


# the queue


def test_the_views_show_what_they_say(superuser, login):
    first, second = in_queue(superuser), in_queue(superuser, "李四", "13900139002")
    na = login("na")
    move(na, first, "take")
    move(na, second, "no_answer")
    superuser.execute(text("update follow_up set call_by = now() - interval '1 hour' where id = :id"), {"id": second})
    shown = {
        view: {line.id for line in follow_ups.page(na, follow_ups.Wanted(view=view)).rows} for view in follow_ups.VIEWS
    }
    assert shown["mine"] == {first, second} and shown["now"] == {first}
    assert shown["due_today"] >= {first} and shown["late"] == {second} == shown["retry"]
    assert shown["free"] == shown["done"] == shown["bad"] == shown["over"] == set()
    counted = follow_ups.counts(na, {view: follow_ups.Wanted(view=view) for view in ("now", "retry", "all")})
    assert counted == {"now": 1, "retry": 1, "all": 2}


@pytest.mark.parametrize("typed", ["王小明", "空调不制冷", "8001"])
def test_a_follow_up_is_found_by_customer_and_by_words(superuser, login, typed):
    wanted = in_queue(superuser)
    found = follow_ups.page(login("na"), follow_ups.Wanted(view="all", text=typed)).rows
    assert [line.id for line in found] == [wanted]


def test_stores_see_only_theirs_and_technicians_nothing(superuser, login):
    wanted = in_queue(superuser)
    assert follow_ups.get(login("zhou"), wanted).worker_name == "唐卫"
    for person in ("min", "bei", "qian"):
        with pytest.raises(ServiceError, match="gone_record"):
            follow_ups.get(login(person), wanted)
    with pytest.raises(NotPermitted):
        follow_ups.page(login("tang"))


# calls


def test_attempts_are_counted_and_the_last_one_closes_as_not_reached(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    assert move(na, wanted, "no_answer").state == "retry"
    assert follow_ups.get(na, wanted).next_at > datetime.now(UTC) + timedelta(hours=3)
    assert move(na, wanted, "busy").state == "retry"
    assert move(na, wanted, "wrong_number").state == "unreached"
    seen = follow_ups.get(na, wanted)
    assert (seen.attempts, seen.finished_by_name, seen.reached_at) == (3, "李娜", None)
    assert actions(na, wanted) == set()
    assert actions(login("zhou"), wanted) == {"reopen"}


def test_a_call_back_is_due_when_the_customer_said(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    moment = datetime.now(UTC) + timedelta(days=9)
    move(na, wanted, "call_back", next_at=moment)
    seen = follow_ups.get(na, wanted)
    assert (seen.state, seen.next_at, seen.owner_name) == ("retry", moment, "李娜") and seen.call_by > moment
    for wrong, code in ((timedelta(days=-1), "promise_past"), (timedelta(days=99), "promise_far")):
        with pytest.raises(ServiceError, match=code):
            move(na, wanted, "call_back", next_at=datetime.now(UTC) + wrong)


def test_who_refuses_and_wants_no_calls_is_never_called_again(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    assert move(na, wanted, "refuse", no_more="true").state == "refused"
    customer = follow_ups.get(na, wanted).customer_id
    superuser.execute(text("update follow_up_rule set pause_days = 0"))
    hand_over(superuser, customer)
    assert fill(superuser) == 0
    with pytest.raises(ServiceError, match="follow_up_not_wanted"):
        follow_ups.plan(
            na,
            new_id(),
            {"rule_id": RULES["manual"], "store_id": known("store xihu"), "customer_id": customer},
            new_id(),
        )


def test_nobody_asks_about_his_own_work(superuser, login):
    na = login("na")
    wanted = in_queue(superuser, assigned_to=known("na"))
    assert not actions(na, wanted) & {"take", "answer", "no_answer"}
    for act in (lambda: move(na, wanted, "take"), lambda: answer(na, wanted)):
        with pytest.raises(ServiceError, match="follow_up_own_work"):
            act()
    with pytest.raises(ServiceError, match="follow_up_owner_cannot"):
        move(login("zhou"), wanted, "assign", owner_id=known("na"))
    assert answer(login("zhou"), wanted).state == "done"


def test_a_manager_gives_a_call_to_somebody_who_may_make_it(superuser, login):
    zhou, wanted = login("zhou"), in_queue(superuser)
    move(zhou, wanted, "assign", owner_id=known("na"))
    assert follow_ups.get(zhou, wanted).owner_name == "李娜"
    with pytest.raises(ServiceError, match="follow_up_owner_cannot"):
        move(zhou, wanted, "assign", owner_id=known("wu"))
    with pytest.raises(NotPermitted):
        move(login("na"), wanted, "assign", owner_id=known("na"))
    move(login("na"), wanted, "release")
    assert follow_ups.get(zhou, wanted).owner_id is None


def test_a_follow_up_planned_by_hand_waits_for_its_hour(superuser, login):
    zhou = login("zhou")
    customer = make_customer(superuser)
    order = hand_over(superuser, customer, days_ago=0.1)
    at = datetime.now(UTC) + timedelta(days=2)
    made = follow_ups.plan(
        zhou,
        new_id(),
        {
            "rule_id": RULES["manual"],
            "store_id": known("store xihu"),
            "work_order_id": order,
            "owner_id": known("na"),
            "next_at": at,
        },
        new_id(),
    )
    assert (made.customer_id, made.occasion, made.owner_name, made.next_at) == (customer, "manual", "李娜", at)
    assert made.worker_id == known("tang")
    with pytest.raises(ServiceError, match="follow_up_under_way"):
        follow_ups.plan(
            zhou,
            new_id(),
            {"rule_id": RULES["manual"], "store_id": known("store xihu"), "customer_id": customer},
            new_id(),
        )


# answers


def test_answers_end_a_follow_up_as_successful(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    done = answer(na, wanted, note="说下次还来", p8="")
    seen = follow_ups.get(na, wanted)
    assert (done.state, done.other_id, seen.score, seen.nps, seen.bad) == ("done", None, 5, 10, False)
    assert (seen.note, seen.attempts, seen.channel) == ("说下次还来", 1, "phone") and seen.reached_at is not None
    assert [(one.question.place, one.score) for one in questionnaires.answers(na, wanted)] == [
        (1, 5), (2, 5), (3, 1), (4, 1), (5, 1), (6, 0), (7, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "given", "code"),
    [
        (1, "", "missing"),
        (1, 6, "wrong"),
        (1, 0, "wrong"),
        (7, 11, "wrong"),
        (3, "maybe", "wrong"),
        (2, "5.5", "wrong"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_question(superuser, login, place, given, code):
    na, wanted = login("na"), in_queue(superuser)
    with pytest.raises(ServiceError, match=f"answer_{code}") as refused:
        answer(na, wanted, **{f"p{place}": given})
    seen = follow_ups.get(na, wanted)
    asked = questionnaires.questions(na, seen.questionnaire_id, seen.revision)[place - 1]
    assert refused.value.field == f"question:{asked.id}" and seen.state == "open"
    assert questionnaires.answers(na, wanted) == []


def test_answers_to_other_questions_are_refused(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    answers = good_answers(na, follow_ups.get(na, wanted))
    with pytest.raises(ServiceError, match="answer_unknown"):
        follow_ups.answer(na, wanted, {**answers, new_id(): 5}, "", new_id())


@pytest.mark.parametrize("bad", [{"p1": 2}, {"p7": 6}, {"p3": "no"}, {"p6": "yes"}])
def test_a_bad_answer_opens_a_task_of_the_stores_manager(superuser, login, bad):
    na, wanted = login("na"), in_queue(superuser)
    task_id = answer(na, wanted, note="修了两次还是不行", **bad).other_id
    task = tickets.get(login("zhou"), task_id)
    seen = follow_ups.get(na, wanted)
    assert (task.owner_name, task.kind, task.urgency, task.work_order_id) == (
        "周敏",
        "feedback",
        "high",
        seen.work_order_id,
    )
    assert seen.number in task.subject and "修了两次还是不行" in task.description and task.due_on is not None
    assert (seen.bad, seen.task_id, seen.task_number) == (True, task_id, task.number)
    assert follow_ups.opened_by(na, task_id) == (wanted, seen.number)


def test_a_rule_without_thresholds_opens_no_task_for_scores(superuser, login):
    wanted = in_queue(superuser)
    superuser.execute(text("update follow_up_rule set bad_score5 = null, bad_score10 = null"))
    assert answer(login("na"), wanted, p1=1, p7=0).other_id is None


def test_the_same_answer_sent_twice_is_written_once(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    answers, request = good_answers(na, follow_ups.get(na, wanted), p1=1), new_id()
    first = follow_ups.answer(na, wanted, answers, "", request)
    assert follow_ups.answer(na, wanted, answers, "", request) == first
    assert superuser.execute(text("select count(*) from ticket")).scalar() == 1


def test_old_answers_keep_the_questions_they_were_given_to(superuser, login):
    na, zhou, wanted = login("na"), login("zhou"), in_queue(superuser)
    answer(na, wanted)
    seen = questionnaires.get(zhou, STANDARD)
    drafts = [
        Draft("score5", "师傅态度好吗？"),
        Draft("choice", "哪一点最好？", options=("速度", "价格"), required=False),
    ]
    assert questionnaires.revise(zhou, new_id(), seen, drafts) == 2
    assert next(one.question.words for one in questionnaires.answers(na, wanted)).startswith("您对我们这次的服务")
    later = in_queue(superuser, "李四", "13900139002")
    assert [one.words for one in questionnaires.questions(na, STANDARD, follow_ups.get(na, later).revision)] == [
        "师傅态度好吗？",
        "哪一点最好？",
    ]
    answer(na, later, p2=2)
    assert [one.score for one in questionnaires.answers(na, later)] == [5, 2]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Draft("score5", "  "), "question_words_missing"),
        (Draft("choice", "哪个？", options=("一个",)), "question_options_wrong"),
        (Draft("choice", "哪个？", options=("一个", " ")), "question_option_wrong"),
        (Draft("choice", "哪个？", options=("甲", "乙"), options_en=("A",)), "question_options_wrong"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(superuser, login, draft, code):
    zhou = login("zhou")
    with pytest.raises(ServiceError, match=code):
        questionnaires.revise(zhou, new_id(), questionnaires.get(zhou, STANDARD), [draft])


def test_managers_keep_the_rules_of_their_stores_and_administrators_all(superuser, login):
    zhou, admin = login("zhou"), login("admin")
    values = {
        "name": "西湖店加访",
        "occasion": "hand_over",
        "questionnaire_id": STANDARD,
        "store_id": known("store xihu"),
    }
    own = follow_up_rules.add(zhou, new_id(), values)
    follow_up_rules.change(zhou, new_id(), follow_up_rules.rule(zhou, own), {"script": "您好！", "percent": 50})
    assert follow_up_rules.rule(zhou, own).script == "您好！"
    with pytest.raises(NotPermitted):
        follow_up_rules.add(zhou, new_id(), {**values, "store_id": None})
    with pytest.raises(NotPermitted):
        follow_up_rules.change(zhou, new_id(), follow_up_rules.rule(zhou, RULES["visit"]), {"percent": 50})
    follow_up_rules.change(admin, new_id(), follow_up_rules.rule(admin, RULES["visit"]), {"percent": 50})
    with pytest.raises(ServiceError, match="follow_up_percent_wrong"):
        follow_up_rules.change(admin, new_id(), follow_up_rules.rule(admin, RULES["visit"]), {"percent": 0})
    follow_up_rules.close(admin, new_id(), follow_up_rules.rule(admin, RULES["visit"]))
    assert RULES["visit"] not in {one.id for one in follow_up_rules.rules(admin)}
    assert follow_up_rules.preview(admin, RULES["hand_over"]) == (0, 0)


# what nobody may do


@pytest.mark.parametrize(
    "statement",
    [
        "update follow_up set score = 5",
        "update follow_up set state = 'done', reached_at = now(), finished_at = now()",
        "update follow_up set owner_id = null",
        "delete from follow_up",
        "delete from follow_up_answer",
        "update follow_up_answer set score = 5",
        "insert into follow_up_answer (id, follow_up_id, question_id, score) select gen_random_uuid(), id, id, 5 from follow_up",
        "insert into follow_up_event (follow_up_id, action, by_login) select id, 'answer', 'min' from follow_up",
        "update question set words = 'x'",
        "update questionnaire set revision = 9",
        "update follow_up_transition set role = 'agent'",
        "select follow_up_answered(f, '{}', '', 'phone') from follow_up f",
        "select follow_ups_fill(now())",
        "select due_follow_ups()",
    ],
)
@pytest.mark.parametrize("person", ["na", "zhou", "tang", "admin"])
def test_by_hand_nobody_changes_what_was_answered(superuser, login, person, statement):
    wanted = in_queue(superuser)
    answer(login("na"), wanted)
    with pytest.raises(NotPermitted), login(person).transaction() as connection:
        connection.execute(text(statement))


def test_a_clerk_of_another_store_cannot_answer_and_a_finished_one_is_finished(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    answers = good_answers(na, follow_ups.get(na, wanted))
    with pytest.raises(ServiceError, match="gone_record"):
        follow_ups.answer(login("bei"), wanted, answers, "", new_id())
    move(na, wanted, "take")
    superuser.execute(
        text("insert into staff_store (id, staff_id, store_id) values (gen_random_uuid(), :min, :store)"),
        {"min": known("min"), "store": known("store xihu")},
    )
    for act in (
        lambda: follow_ups.answer(login("min"), wanted, answers, "", new_id()),
        lambda: move(login("min"), wanted, "take"),
    ):
        with pytest.raises(ServiceError, match="follow_up_taken") as refused:
            act()
        assert "李娜" in refused.value.sentence()
    answer(na, wanted)
    for act in (lambda: answer(login("zhou"), wanted), lambda: move(login("zhou"), wanted, "no_answer"),
                lambda: move(login("zhou"), wanted, "cancel", comment="x"), lambda: move(login("zhou"), wanted, "reopen", comment="x")):  # fmt: skip
        with pytest.raises(ServiceError, match="step_not_possible"):
            act()


def test_who_was_complained_about_sees_nothing_of_it(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    superuser.execute(text("update follow_up set about_id = :na where id = :id"), {"na": known("na"), "id": wanted})
    assert not follow_ups.page(na, follow_ups.Wanted(view="all")).rows
    assert not follow_ups.page(na, follow_ups.Wanted(view="all", text="王小明")).rows
    with pytest.raises(ServiceError, match="gone_record"):
        follow_ups.get(na, wanted)
    with login("na").read() as connection:
        assert connection.execute(text("select count(*) from follow_up_steps(:id)"), {"id": wanted}).scalar() == 0
    answer(login("zhou"), wanted, p1=1)
    with login("na").read() as connection:
        assert connection.execute(text("select count(*) from follow_up_answer")).scalar() == 0
        assert connection.execute(text("select count(*) from follow_up_event")).scalar() == 0


def test_two_people_take_the_same_call_and_one_of_them_gets_it(fresh_database, sign_in):
    with superuser_engine(fresh_database.dsn()).begin() as connection:
        connection.execute(text("set search_path = aftercare"))
        wanted = in_queue(connection)
    people = {name: sign_in(name) for name in ("na", "zhou")}
    seen = {name: follow_ups.get(db, wanted) for name, db in people.items()}
    came: dict[str, str] = {}
    together = threading.Barrier(2)

    def take(name):
        together.wait()
        try:
            came[name] = follow_ups.move(people[name], seen[name], "take", {}, new_id()).state
        except ServiceError as error:
            came[name] = error.code

    threads = [threading.Thread(target=take, args=(name,)) for name in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(came.values()) == ["follow_up_taken", "open"]


def test_two_answers_at_once_leave_one(fresh_database, sign_in):
    with superuser_engine(fresh_database.dsn()).begin() as connection:
        connection.execute(text("set search_path = aftercare"))
        wanted = in_queue(connection)
    people = {name: sign_in(name) for name in ("na", "zhou")}
    answers = good_answers(people["na"], follow_ups.get(people["na"], wanted), p1=1)
    came: list[str] = []
    together = threading.Barrier(2)

    def send(db):
        together.wait()
        try:
            came.append(follow_ups.answer(db, wanted, answers, "", new_id()).state)
        except ServiceError as error:
            came.append(error.code)

    threads = [threading.Thread(target=send, args=(db,)) for db in people.values()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(came) == ["done", "step_not_possible"]
    with people["na"].read() as connection:
        assert connection.execute(text("select count(*) from ticket")).scalar() == 1
