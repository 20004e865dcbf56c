"""Whom the rules of follow-ups choose, and who may keep them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import follow_up_rules, follow_ups
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket
from tests.follow_up_samples import (
    RULES,
    STANDARD,
    answer,
    ask_everybody,
    fill,
    hand_over,
    queued,
)
from tests.people import known


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


def test_each_technician_is_asked_about_at_least_so_often_a_month(superuser, login):
    ask_everybody(superuser)
    superuser.execute(
        text("update follow_up_rule set percent = 1, at_least = 62, after_days = 0 where id = :r"),
        {"r": RULES["hand_over"]},
    )
    superuser.execute(text("update follow_up_rule set archived_at = now() where id <> :r"), {"r": RULES["hand_over"]})
    for n in range(4):
        customer = make_customer(superuser, f"客户{n}", f"1390013910{n}")
        hand_over(superuser, customer, days_ago=0.01, assigned_to=known("tang" if n % 2 else "wu"))
        unknown = make_customer(superuser, f"来客{n}", f"1390013920{n}")
        hand_over(superuser, unknown, days_ago=0.01, assigned_to=None)
    # two a day of each: all of theirs, and nearly nothing of what nobody did
    asked = "select worker_id, count(*) as n from follow_up group by worker_id"
    fill(superuser)
    counts = {row.worker_id: row.n for row in superuser.execute(text(asked))}
    assert (counts[known("tang")], counts[known("wu")]) == (2, 2)
    assert counts.get(None, 0) <= 1


def test_the_number_of_a_month_is_spread_over_its_days(superuser):
    rule = "(select r from follow_up_rule r where r.id = :r)"
    superuser.execute(text("update follow_up_rule set at_least = 3 where id = :r"), {"r": RULES["hand_over"]})
    short = text(f"select follow_up_short({rule}, :s, :w, cast(:at as timestamptz))")
    values = {"r": RULES["hand_over"], "s": known("store xihu"), "w": known("tang")}
    ask_everybody(superuser)
    superuser.execute(text("update follow_up_rule set percent = 100, after_days = 0"))
    hand_over(superuser, make_customer(superuser), days_ago=0.01)
    assert superuser.execute(short, {**values, "at": "2026-04-02 04:00+00"}).scalar()
    fill(superuser)
    superuser.execute(text("update follow_up set due_at = '2026-04-01 04:00+00'"))
    assert not superuser.execute(short, {**values, "at": "2026-04-02 04:00+00"}).scalar()
    assert superuser.execute(short, {**values, "at": "2026-04-20 04:00+00"}).scalar()


def test_a_repeat_repair_is_asked_about_by_its_own_rule(superuser):
    first, again = make_customer(superuser), make_customer(superuser, "李四", "13900139002")
    order = hand_over(superuser, first, days_ago=3)
    hand_over(superuser, again, days_ago=3, rework_of=order)
    ask_everybody(superuser)
    superuser.execute(text("update follow_up_rule set archived_at = now() where id = :r"), {"r": RULES["hand_over"]})
    assert fill(superuser) == 1
    assert queued(superuser, again).rule_id == RULES["rework"]


def only(superuser, **conditions):
    """The rule after a hand-over narrowed, all others switched off."""
    ask_everybody(superuser)
    superuser.execute(text("update follow_up_rule set archived_at = now() where id <> :r"), {"r": RULES["hand_over"]})
    sets = ", ".join(f"{name} = :{name}" for name in conditions)
    superuser.execute(text(f"update follow_up_rule set {sets} where id = :r"), {"r": RULES["hand_over"], **conditions})


def asked(superuser):
    return set(superuser.execute(text("select customer_id from follow_up where rule_id = :r"), {"r": RULES["hand_over"]}).scalars())  # fmt: skip


def three(superuser, **given):
    """Three customers, each with an order whose columns are the n-th of what is given."""
    found = []
    for n, phone in enumerate(("13900000001", "13900000002", "13900000003")):
        customer = make_customer(superuser, f"客户{n}", phone)
        hand_over(superuser, customer, **{name: values[n] for name, values in given.items()})
        found.append(customer)
    return found


def test_a_rule_asks_only_from_an_amount_on(superuser, login):
    cheap, just, dear = three(superuser, due=(99.99, 100, 2500))
    only(superuser, least_amount=100)
    assert follow_up_rules.preview(login("admin"), RULES["hand_over"]) == (2, 2)
    assert fill(superuser) == 2
    assert asked(superuser) == {just, dear} and cheap not in asked(superuser)


@pytest.mark.parametrize(("cover", "wanted"), [("warranty", {0}), ("out", {1}), ("paid", {1, 2}), ("", {0, 1, 2})])
def test_a_rule_asks_only_about_what_is_covered_so(superuser, cover, wanted):
    customers = three(superuser, warranty_verdict=("in", "out", "unknown"), due=(0, 300, 80))
    only(superuser, cover=cover)
    fill(superuser)
    assert asked(superuser) == {customers[n] for n in wanted}


def test_a_rule_asks_only_those_whose_project_is_under_contract(superuser):
    running, over, none = three(superuser)
    for n, (customer, accepted) in enumerate(((running, "2 months"), (over, "20 months"))):
        superuser.execute(
            text("""insert into project (id, code, name, customer_id, store_id, stage, accepted_on, warranty_months)
                    values (gen_random_uuid(), :code, '弱电工程', :customer, :store, 'live', now()::date - cast(:ago as interval), 12)"""),
            {"code": f"XM-{n}", "customer": customer, "store": known("store xihu"), "ago": accepted},
        )
    only(superuser, cover="contract")
    fill(superuser)
    assert asked(superuser) == {running} and none not in asked(superuser)


def test_a_rule_asks_only_about_one_technician_s_work(superuser, login):
    tang, wu, nobody = three(superuser, assigned_to=(known("tang"), known("wu"), None))
    only(superuser, technician_id=known("wu"))
    fill(superuser)
    assert asked(superuser) == {wu} and not {tang, nobody} & asked(superuser)
    assert known("wu") in {row_id for row_id, _name in follow_up_rules.technicians(login("zhou"), "")}
    assert follow_up_rules.technicians(login("zhou"), "%") == []


def test_conditions_hold_together(superuser):
    three(superuser, due=(500, 500, 50), warranty_verdict=("in", "out", "out"), assigned_to=(known("wu"),) * 3)
    only(superuser, least_amount=100, cover="out", technician_id=known("wu"))
    assert fill(superuser) == 1


def test_what_has_no_order_has_neither_amount_nor_cover(superuser, login):
    customer = make_customer(superuser)
    na = login("na")
    ticket = open_ticket(na, customer_id=customer)
    superuser.execute(
        text("update ticket set state = 'resolved', resolved_at = now() - interval '4 days' where id = :id"),
        {"id": ticket.id},
    )
    ask_everybody(superuser)
    superuser.execute(text("update follow_up_rule set cover = 'paid' where id = :r"), {"r": RULES["ticket"]})
    assert follow_up_rules.preview(login("admin"), RULES["ticket"]) == (0, 0)
    superuser.execute(text("update follow_up_rule set cover = '' where id = :r"), {"r": RULES["ticket"]})
    assert follow_up_rules.preview(login("admin"), RULES["ticket"]) == (1, 1)


@pytest.mark.parametrize("amount", ["0", "-5", "NaN"])
def test_an_amount_that_is_none_is_refused_at_its_field(login, amount):
    admin = login("admin")
    rule = follow_up_rules.rule(admin, RULES["hand_over"])
    with pytest.raises(ServiceError) as refused:
        follow_up_rules.change(admin, new_id(), rule, {"least_amount": Decimal(amount)})
    assert (refused.value.code, refused.value.field) == ("follow_up_amount_wrong", "least_amount")
